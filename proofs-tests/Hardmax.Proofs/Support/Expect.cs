using System.Numerics;
using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Support;

/// <summary>What the properties of claims have in common: one evaluation, one expectation.</summary>
internal static class Expect
{
    /// <summary>Up to this layer a limit may be decided.</summary>
    public const int Layers = 200;

    /// <summary>
    /// The claim holds of the problem. Its matrix must be of a class for which the claim is proved, and the tokens as
    /// the claim assumes them: a problem to which it does not apply proves nothing. Undecided is no answer, unless the
    /// problem needs more layers.
    /// </summary>
    /// <param name="claim">The claim's id.</param>
    /// <param name="drawn">A problem of a class for which the claim is proved.</param>
    /// <param name="saw">Receives what was seen: see <see cref="Features"/>.</param>
    /// <param name="maxLayers">The last layer at which the limit may be decided.</param>
    /// <returns>The evidence, for what a property wants to add.</returns>
    public static ClaimEvidence Holds(string claim, GeneratedProblem drawn, Sightings saw, int maxLayers = Layers)
    {
        (Claim known, ClaimEvidence evidence) = Gather(claim, drawn, saw, maxLayers);
        ClaimVerdict verdict = known.Evaluate(evidence);
        bool isExcused = verdict.Status == ClaimStatus.Undecided && !evidence.IsDecided && NeedsMoreLayers(drawn.Problem, maxLayers);
        Assert.True(isExcused || verdict.Status == ClaimStatus.Holds, Describe(claim, verdict));
        return evidence;
    }

    /// <summary>As <see cref="Holds"/>, and a problem whose limit is undecided may leave the claim undecided.</summary>
    public static ClaimEvidence HoldsWhereDecided(string claim, GeneratedProblem drawn, Sightings saw, int maxLayers = Layers)
    {
        (Claim known, ClaimEvidence evidence) = Gather(claim, drawn, saw, maxLayers);
        ClaimVerdict verdict = known.Evaluate(evidence);
        ClaimStatus expected = evidence.IsDecided ? ClaimStatus.Holds : ClaimStatus.Undecided;
        Assert.True(verdict.Status == expected, Describe(claim, verdict));
        return evidence;
    }

    /// <summary>
    /// Whether a number of layers is few for a problem to which the theorem applies. Transients shrink by 1 - gamma per
    /// layer, and sets can change until they are as small as the smallest gap between scores: where steps are tiny, or
    /// where coordinates differ by hundreds of orders of magnitude, that takes its time.
    /// </summary>
    public static bool NeedsMoreLayers(HardmaxProblem problem, int layers)
    {
        Rational[] magnitudes = [.. problem.Tokens.ToArray().SelectMany(token => token).Where(x => !x.IsZero).Select(Rational.Abs)];
        double range = magnitudes.Length == 0 ? 0 : Log2(magnitudes.Aggregate(Rational.Max)) - Log2(magnitudes.Aggregate(Rational.Min));
        return -layers * Log2(1 - problem.System.Gamma) < 40 + (2 * range);
    }

    private static double Log2(Rational x) => BigInteger.Log(x.Numerator, 2) - BigInteger.Log(x.Denominator, 2);

    private static (Claim Claim, ClaimEvidence Evidence) Gather(string claim, GeneratedProblem drawn, Sightings saw, int maxLayers)
    {
        Claim known = ClaimCatalogue.Find(claim)!;
        IReadOnlySet<MatrixClass> classes = MatrixClasses.Of(drawn.Problem.System.Matrix);
        Assert.Contains(known.ProvedFor.Keys, classes.Contains);
        var evidence = ClaimEvidence.Gather(drawn.Problem, maxLayers);
        Features.Note(saw, drawn.Problem);
        Features.Note(saw, evidence);
        return (known, evidence);
    }

    private static string Describe(string claim, ClaimVerdict verdict) => $"{claim}: {verdict.Status}, {verdict.Witness?.Says}";
}
