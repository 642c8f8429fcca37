using System.Collections.Immutable;
using System.Reflection;
using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>
/// The counterexamples of docs/witnesses, which the program carries. They are judged again by the judge of the searches: a
/// file is a candidate and proves nothing by being there.
/// </summary>
internal sealed class KnownWitnesses
{
    /// <summary>The <see cref="Counterexample.FoundBy"/> of a known witness.</summary>
    public const string FoundBy = "known witness";

    private readonly ImmutableArray<ClaimEvidence> _evidence;

    private KnownWitnesses(ImmutableArray<ClaimEvidence> evidence) => _evidence = evidence;

    /// <summary>The witnesses that the program carries.</summary>
    public static KnownWitnesses Load(CancellationToken cancellation)
    {
        Assembly assembly = typeof(KnownWitnesses).Assembly;
        return Of(
            assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
            {
                using Stream stream = assembly.GetManifestResourceStream(name)!;
                using var text = new MemoryStream();
                stream.CopyTo(text);
                return ProblemJson.Read(JsonCursor.Parse(text.ToArray(), name), ProblemOptions.None);
            }),
            cancellation);
    }

    /// <summary>The same of any problems; those that no search would judge are left out.</summary>
    public static KnownWitnesses Of(IEnumerable<HardmaxProblem> problems, CancellationToken cancellation) =>
        new([.. problems.Where(BlockJudge.IsJudged).Select(problem => ClaimEvidence.Gather(problem, cancellation: cancellation))]);

    /// <summary>The first of them that violates a claim with a matrix of the class, one that its layers reach before others; or null. Its name and
    /// description are left behind: they speak of one claim and class.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="matrixClass">The class.</param>
    /// <param name="dimension">The dimension d, or null for any.</param>
    public Counterexample? Refuting(Claim claim, MatrixClass matrixClass, int? dimension = null) => _evidence
        .Where(evidence => MatrixClasses.Contains(matrixClass, evidence.Matrix) && (dimension ?? evidence.Problem.Tokens.Dimension) == evidence.Problem.Tokens.Dimension)
        .Select(evidence => new Counterexample(new HardmaxProblem(evidence.Problem.Tokens, evidence.Problem.System), claim.Evaluate(evidence), FoundBy))
        .Where(example => example.Verdict.Status == ClaimStatus.Violated)
        .OrderBy(example => example.Verdict.Witness!.IsApproached)
        .FirstOrDefault();
}
