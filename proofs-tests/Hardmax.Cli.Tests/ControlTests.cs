using System.Text.Json;
using Hardmax.Control;
using Hardmax.Examples;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Oracle.Tests;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax control: its documents, its words for people, and its exit codes.</summary>
public sealed class ControlTests : IDisposable
{
    private const string Fan = """{"tokens":[[1,0],[2,1],[2,-1]],"alpha":1}""";

    private static readonly Action<JsonElement> Rows = ArrayOf(ExactPoint);

    private static readonly Action<JsonElement> Multipliers = ArrayOf(Object(("leader", Index), ("other", Index), ("weight", Exact)));

    private static readonly Action<JsonElement> Feasible = Object(("status", Word("feasible")), ("matrix", Rows), ("margin", Exact), ("leaders", Indices), ("seconds", Seconds));

    private static readonly Action<JsonElement> Infeasible = Object(("status", Word("infeasible")), ("multipliers", Multipliers), ("seconds", Seconds));

    private static readonly Action<JsonElement> Complex = Object(
        ("maximal", ArrayOf(Indices)), ("matrices", ArrayOf(Rows)), ("minimalNonfaces", ArrayOf(Object(("tokens", Indices), ("multipliers", Multipliers)))), ("seconds", Seconds));

    private static readonly Action<JsonElement> Reached = ArrayOf(Object(("leaders", Indices), ("count", Index)));

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_theory_s_example_is_infeasible_with_its_weights()
    {
        JsonElement document = Ask(Fan, "--leaders", "0");
        Infeasible(document);
        Assert.Equal("""[{"leader":0,"other":1,"weight":"1"},{"leader":0,"other":2,"weight":"1"}]""", document.Compact("multipliers"));
    }

    [Theory]
    [InlineData("spd", "1,2", false)]
    [InlineData("spd", "1", true)]
    [InlineData("symmetric", "0,1,2", false)]
    [InlineData("any", "2,0", true)]
    public void A_feasible_document_has_a_matrix_of_the_class_its_margin_and_all_its_leaders(string matrices, string leaders, bool exactly)
    {
        JsonElement document = Ask(Fan, ["--leaders", leaders, "--class", matrices, .. exactly ? ["--exactly"] : Array.Empty<string>()]);
        Feasible(document);
        AttentionMatrix matrix = Matrix(document.GetProperty("matrix"));
        int[] wanted = [.. leaders.Split(',').Select(int.Parse).Order()];
        int[] leading = [.. document.GetProperty("leaders").EnumerateArray().Select(leader => leader.GetInt32())];
        Assert.True(exactly ? leading.SequenceEqual(wanted) : !wanted.Except(leading).Any());
        var tokens = new TokenCloud([[1, 0], [2, 1], [2, -1]]);
        Assert.Equal(LeadersAtStart.Under(tokens, matrix), leading);
        Assert.Equal(ControlMargin.Of(matrix, tokens, wanted), Rational.Parse(document.GetProperty("margin").GetString()!));
        Assert.True(matrices == "any" || matrix.IsSymmetric);
        Assert.True(matrices != "spd" || LdlDecomposition.Of(matrix).Definiteness == Definiteness.PositiveDefinite);
    }

    [Fact]
    public void The_identity_is_written_in_rows_and_nobody_has_no_margin()
    {
        Assert.Equal("""[["1","0"],["0","1"]]""", Ask(Fan, "--leaders", "1,2").Compact("matrix"));
        JsonElement nobody = Ask(Fan, "--leaders", "none", "--exactly", "--class", "symmetric");
        Assert.Equal(JsonValueKind.Null, nobody.GetProperty("margin").ValueKind);
        Assert.Equal("[]", nobody.Compact("leaders"));
    }

    [Fact]
    public void A_proof_by_cases_is_a_split_and_no_empty_list_of_weights()
    {
        JsonElement document = Ask(Fan, "--leaders", "none", "--exactly");
        Object(("status", Word("infeasible")), ("split", Split), ("seconds", Seconds))(document);
        string text = _folder.RunWith(Fan, "control", "-", "--leaders", "none", "--exactly").Succeeds().Output;
        Assert.StartsWith("INFEASIBLE: under every symmetric positive definite matrix some token leads\n", text, StringComparison.Ordinal);
        Assert.Contains("\n- if token ", text, StringComparison.Ordinal);
        Assert.Contains("\n  - if token ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_sets_have_their_matrices_and_the_others_their_proofs()
    {
        JsonElement document = Ask(Fan, "--all");
        Complex(document);
        Assert.Equal("[[1,2]]", document.Compact("maximal"));
        Assert.Equal("""[[["1","0"],["0","1"]]]""", document.Compact("matrices"));
        Assert.Equal("""[{"tokens":[0],"multipliers":[{"leader":0,"other":1,"weight":"1"},{"leader":0,"other":2,"weight":"1"}]}]""", document.Compact("minimalNonfaces"));
        string text = _folder.RunWith(Fan, "control", "-", "--all").Succeeds().Output;
        Assert.Contains("│ 1, 2    │ [(1, 0), (0, 1)] │", text, StringComparison.Ordinal);
        Assert.Contains("│ 0      │ no matrix: 1 x M(0,1) + 1 x M(0,2) = [(-2, 0), (0, 0)]", text, StringComparison.Ordinal);
        Assert.Contains("Every set of tokens can lead together.", _folder.RunWith(Fan, "control", "-", "--all", "--class", "any").Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Final_leaders_are_found_with_the_layer_of_their_certificate()
    {
        string file = _folder.Write(KnownProblems.EmergingLeader);
        JsonElement document = _folder.Run("control", file, "--leaders", "0,1,2", "--final", "--json").Succeeds().Document();
        Object(("status", Word("feasible")), ("matrix", Rows), ("layer", Index), ("leaders", Indices), ("tried", Index), ("seconds", Seconds))(document);
        Assert.Equal("[0,1,2]", document.Compact("leaders"));
        JsonElement limit = _folder.Run("limit", file, "--json").Succeeds().Document();
        Assert.Equal("""[["1","0"],["0","1"]]""", document.Compact("matrix"));
        Assert.Equal(limit.Compact("layer"), document.Compact("layer"));
        string text = _folder.Run("control", file, "--leaders", "0,1,2", "--final").Succeeds().Output;
        Assert.StartsWith("FEASIBLE: tokens 0, 1, 2 lead and no others in the limit", text, StringComparison.Ordinal);
        Assert.Contains("token 1 since layer 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_fails_is_undecided_and_ends_with_2()
    {
        const string opposite = """{"tokens":[[1,2],[-1,-2]],"alpha":1}""";
        JsonElement document = _folder.RunWith(opposite, "control", "-", "--leaders", "0", "--final", "--tries", "7", "--json").Succeeds(2).Document();
        Object(("status", Word("undecided")), ("tried", Index), ("reached", Reached), ("seconds", Seconds))(document);
        Assert.Equal("""[{"leaders":[0,1],"count":7}]""", document.Compact("reached"));
        HardmaxRun run = _folder.RunWith(opposite, "control", "-", "--leaders", "0", "--final", "--tries", "7");
        Assert.Contains("proves nothing", run.Succeeds(2).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_matrix_can_do_in_the_limit_is_an_answer_with_its_reason()
    {
        JsonElement document = Ask("""{"tokens":[[1,2],[1,2]],"alpha":1}""", "--leaders", "0", "--final");
        Object(("status", Word("infeasible")), ("reason", Text), ("tried", Index), ("reached", Reached), ("seconds", Seconds))(document);
        Assert.Contains("equals token 1", document.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_repeats_a_search()
    {
        string file = _folder.Write(KnownProblems.EmergingLeader);
        string[] arguments = ["control", file, "--leaders", "0,1", "--final", "--class", "any", "--json", "--seed"];
        string Search(string seed) => string.Join(
            ", ", _folder.Run([.. arguments, seed]).Succeeds().Document().EnumerateObject().Where(field => field.Name != "seconds").Select(field => field.Value.Compact()));
        string first = Search("1");
        Assert.Equal(first, Search("1"));
        Assert.NotEqual(first, Search("2"));
    }

    [Fact]
    public void People_see_the_matrix_and_what_the_margin_means()
    {
        string text = _folder.RunWith(Fan, "control", "-", "--leaders", "1,2").Succeeds().Output;
        Assert.StartsWith("FEASIBLE: tokens 1, 2 lead under this symmetric positive definite matrix\n╭───┬───╮\n│ 1 │ 0 │\n│ 0 │ 1 │\n╰───┴───╯\nmargin: 1/3; ", text, StringComparison.Ordinal);
        Assert.EndsWith("\nleaders: 1, 2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void People_see_what_the_weights_add_up_to()
    {
        // 2 * 2 (-2, -1) + 2 (-2, 2) = (-12, 0) in the first row; no other weights make its second entry 0.
        string text = _folder.RunWith("""{"tokens":[[2,0],[4,1],[4,-2]],"alpha":1}""", "control", "-", "--leaders", "0").Succeeds().Output;
        Assert.Contains("\nno matrix: 2 x M(0,1) + 1 x M(0,2) = [(-12, 0), (0, 0)], negative semidefinite", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_is_not_there_is_bad_input_with_the_range()
    {
        string message = _folder.Run("control", _folder.Write("fan.json", Fan), "--leaders", "1,3").InputError("fan.json");
        Assert.Contains("no token 3; expected indices from 0 to 2", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Root, "*.smt2"));
        _ = _folder.RunWith(Fan, "control", "-", "--leaders", "1,3", "--smt2", "out.smt2").InputError("-");
        Assert.Empty(Directory.GetFiles(_folder.Root, "*.smt2"));
    }

    [Theory]
    [InlineData("3", true)]
    [InlineData("1,3", true)]
    [InlineData("2,3", true)]
    [InlineData("3,1,2", true)]
    [InlineData("0,3", false)]
    [InlineData("4", false)]
    [InlineData("3,4", false)]
    public void Leaders_that_count_from_1_are_told_so(string leaders, bool isHinted)
    {
        string message = _folder.Run("control", _folder.Write("fan.json", Fan), "--leaders", leaders).InputError("fan.json");
        Assert.Equal(isHinted, message.EndsWith("; indices count from 0 to 2, and these look counted from 1", StringComparison.Ordinal));
    }

    [RuntimeFact("z3")]
    public void A_solver_answers_the_file_as_the_program_does()
    {
        string file = _folder.Write("fan.json", Fan);
        foreach ((string leaders, string word, string status) in new[] { ("0", "unsat", "infeasible"), ("1,2", "sat", "feasible") })
        {
            Assert.Equal(status, _folder.Run("control", file, "--leaders", leaders, "--smt2", "q.smt2", "--json").Succeeds().Document().GetProperty("status").GetString());
            Assert.Equal(word, _folder.Shell("z3 q.smt2").Succeeds().Output.Trim());
        }
    }

    [Fact]
    public void The_guide_shows_what_is_printed() => GuideTranscript.Follow("control.md", _folder, least: 8);

    private static void Split(JsonElement split) => Object(("token", Index), ("cases", ArrayOf(part =>
    {
        Object(("by", Index), ("multipliers?", Multipliers), ("split?", Split))(part);
        Assert.Equal(2, part.EnumerateObject().Count());
    })))(split);

    private static AttentionMatrix Matrix(JsonElement rows)
    {
        JsonElement[] lines = [.. rows.EnumerateArray()];
        var entries = new Rational[lines.Length, lines.Length];
        for (int at = 0; at < entries.Length; at++)
        {
            (int row, int column) = (at / lines.Length, at % lines.Length);
            entries[row, column] = Rational.Parse(lines[row][column].GetString()!);
        }

        return new AttentionMatrix(entries);
    }

    private JsonElement Ask(string problem, params string[] arguments) =>
        _folder.RunWith(problem, ["control", "-", "--json", .. arguments]).Succeeds().Document();
}
