using System.Text.Json;
using Hardmax.Claims;
using Hardmax.Examples;
using Hardmax.Model;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax claims: what docs/theory.md says of its witnesses is what the program says.</summary>
public sealed class ClaimsTests : IDisposable
{
    private static readonly Action<JsonElement> Contract = Object(("claims", ArrayOf(Object(
        ("id", Word([.. ClaimCatalogue.All.Select(claim => claim.Id)])),
        ("status", Word("holds", "violated", "not-applicable", "undecided")),
        ("witness?", Object(
            ("says", Text),
            ("layer?", Index),
            ("tokens?", Indices),
            ("values?", named => Assert.All(named.EnumerateObject(), value => ExactPoint(value.Value)))))))));

    private readonly WorkFolder _folder = new();

    /// <summary>Problem, claims that it refutes, claims whose hypotheses it does not meet.</summary>
    public static TheoryData<string, string, string> Known { get; } = new()
    {
        { "emerging-leader", "consensus", "" },
        { "nonleader-clusters", "consensus", "" },
        { "psd-without-leader", "leader-exists limits-are-leaders-or-combinations leaders-in-finite-time vertices-are-leaders", "" },
        { "negative-tokens-meet", "leader-exists distinct-stay-distinct", "" },
        { "negative-norm-falls", "norm-grows", "" },
        { "skew-without-leader", "leader-exists", "" },
        { "indefinite-tokens-meet", "vertices-are-leaders distinct-stay-distinct", "" },
        { "nonsymmetric-consensus", "norm-grows leader-exists", "" },
        { "period-2-cycle", "converges consensus", "" },
        { "zero-token", "", "leader-exists limits-on-boundary vertices-are-leaders" },
        { "equal-tokens", "", "leader-exists distinct-stay-distinct" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Known))]
    public void Witnesses_of_the_theory(string name, string violated, string notApplicable)
    {
        Dictionary<string, string> statuses = Statuses(name, out int exitCode);
        Assert.All(Words(violated), claim => Assert.Equal("violated", statuses[claim]));
        Assert.All(Words(notApplicable), claim => Assert.Equal("not-applicable", statuses[claim]));
        Assert.All(Words("hull-shrinks leader-persists leader-is-vertex"), claim => Assert.Equal("holds", statuses[claim]));
        Assert.Equal(statuses.ContainsValue("violated") ? 1 : 0, exitCode);
    }

    [Fact]
    public void Every_claim_is_judged_once_in_the_order_of_the_catalogue_and_a_violation_has_its_facts()
    {
        JsonElement[] claims = [.. Run("negative-norm-falls", "--json").Succeeds(1).Document().GetProperty("claims").EnumerateArray()];
        Assert.Equal(ClaimCatalogue.All.Select(claim => claim.Id), claims.Select(claim => claim.GetProperty("id").GetString()));
        JsonElement norm = claims.Single(claim => claim.GetProperty("id").GetString() == "norm-grows").GetProperty("witness");
        Assert.Equal("[0]", norm.Compact("tokens"));
        Assert.Contains("""["-2"]""", norm.Compact("values"), StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_apply_hold_ends_with_0()
    {
        JsonElement document = _folder.RunWith("""{"tokens":[[1,1],[2,1]],"alpha":1}""", "claims", "-", "--json").Succeeds().Document();
        Contract(document);
        Assert.All(document.GetProperty("claims").EnumerateArray(), claim => Assert.Equal("holds", claim.GetProperty("status").GetString()));
    }

    [Fact]
    public void Undecided_ends_with_2_unless_something_is_violated()
    {
        // One leader; what the others do is not proved before layer 1.
        const string late = """{"tokens":[[4,0],[1,1],[1,2]],"alpha":1}""";
        Assert.Equal("certified", _folder.RunWith(late, "limit", "-", "--json").Document().GetProperty("status").GetString());
        HardmaxRun run = _folder.Run("claims", _folder.Write(KnownProblems.EmergingLeader), "--max-layers", "0", "--json");
        string[] statuses = [.. run.Document().GetProperty("claims").EnumerateArray().Select(claim => claim.GetProperty("status").GetString()!)];
        Assert.Contains("undecided", statuses);
        _ = run.Succeeds(statuses.Contains("violated") ? 1 : 2);
    }

    [Fact]
    public void People_get_a_table_with_the_reasons()
    {
        string text = Run("skew-without-leader").Succeeds(1).Output;
        Assert.StartsWith("A is skew", text, StringComparison.Ordinal);
        Assert.All(ClaimCatalogue.All, claim => Assert.Contains($"│ {claim.Id} ", text, StringComparison.Ordinal));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private Dictionary<string, string> Statuses(string name, out int exitCode)
    {
        HardmaxRun run = Run(name, "--json");
        exitCode = run.ExitCode;
        JsonElement document = run.Succeeds(exitCode).Document();
        Contract(document);
        return document.GetProperty("claims").EnumerateArray().ToDictionary(
            claim => claim.GetProperty("id").GetString()!,
            claim => claim.GetProperty("status").GetString()!);
    }

    private HardmaxRun Run(string name, params string[] more)
    {
        HardmaxProblem problem = KnownProblems.All.Single(known => known.Name == name);
        return _folder.Run(["claims", _folder.Write(problem), .. more]);
    }
}
