using System.Reflection;
using System.Text.RegularExpressions;
using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Claims;

/// <summary>No claim is called proved for a class without a property here that tests just that, and none is tested that is not called proved.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_proved_claim_has_a_property_for_every_class()
    {
        string[] proved = [.. ClaimCatalogue.All.SelectMany(claim => claim.ProvedFor.Keys.Select(matrixClass => Line(claim.Id, matrixClass))).Order(StringComparer.Ordinal)];
        string[] tested = [.. Tests.Where(IsProperty).SelectMany(method => method.GetCustomAttributes<ProvesAttribute>())
            .SelectMany(attribute => attribute.Classes.Select(matrixClass => Line(attribute.Claim, matrixClass)))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(proved, tested);
    }

    /// <summary>A claim is judged exactly where its hypotheses hold: that it does not apply is never a way out.</summary>
    [Property(MaxTest = 80, Arbitrary = new[] { typeof(HardmaxArbitraries) }, MustSee = new[] { Features.Duplicate, Features.ZeroToken, "everything applies" })]
    public void A_claim_does_not_apply_exactly_where_its_hypotheses_fail(AnyProblem any, Sightings saw)
    {
        Features.Note(saw, any.Problem);
        Rational[][] tokens = any.Problem.Tokens.ToArray();
        bool areDistinct = Enumerable.Range(0, tokens.Length).All(i => Enumerable.Range(0, i).All(j => !tokens[i].SequenceEqual(tokens[j])));
        bool areNonzero = Array.TrueForAll(tokens, token => Array.Exists(token, x => x.Sign != 0));
        saw.Note("everything applies", areDistinct && areNonzero);
        var evidence = ClaimEvidence.Gather(any.Problem, maxLayers: 6);
        Assert.All(ClaimCatalogue.All, claim => Assert.Equal(
            (areDistinct || !claim.Hypotheses.HasFlag(ClaimHypotheses.Distinct)) && (areNonzero || !claim.Hypotheses.HasFlag(ClaimHypotheses.Nonzero)),
            claim.Evaluate(evidence).Status != ClaimStatus.NotApplicable));
    }

    /// <summary>docs/faults.md has for each property a fault that it was seen to find, and names no test that does not exist.</summary>
    [Fact]
    public void Every_property_has_been_seen_to_fail()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "faults.md"));
        MatchCollection names = Regex.Matches(page, "`(?<test>[A-Za-z0-9]+\\.[A-Za-z0-9]+_[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        HashSet<string> named = [.. names.Select(match => match.Groups["test"].Value)];
        Assert.Empty(Tests.Where(IsProperty).Select(NameOf).Except(named, StringComparer.Ordinal));
        Assert.Empty(named.Except(Tests.Select(NameOf), StringComparer.Ordinal));
    }

    private static IEnumerable<MethodInfo> Tests => typeof(CatalogueTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<FactAttribute>() is not null);

    private static bool IsProperty(MethodInfo method) => method.GetCustomAttribute<PropertyAttribute>() is not null;

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static string Line(string claim, MatrixClass matrixClass) => $"{claim} for {MatrixClasses.Id(matrixClass)}";
}
