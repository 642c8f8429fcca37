using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Hardmax.Claims;
using Hardmax.Examples;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Search;

namespace Hardmax.Search.Tests;

/// <summary>
/// An atlas of all claims in all classes, made of known problems that are really judged: refuted where one violates the
/// claim, proved where the catalogue says so, not searched where A is nsd-singular, and survived elsewhere. Besides it a conjecture that is this sample's own.
/// </summary>
internal static class SampleAtlas
{
    /// <summary>More than a double or a JavaScript number holds.</summary>
    public const ulong Seed = 18446744073709551557;

    /// <summary>What a hostile file says wherever it may say something.</summary>
    public const string Hostile = "</script><script>alert(1)</script> & \"quotes\" 'and' ]]> <!-- <b>bold</b>";

    private static readonly Lazy<AtlasResult> Made = new(Make);

    /// <summary>The sample.</summary>
    public static AtlasResult Full => Made.Value;

    /// <summary>"At most one token leads at layer 0", which is false already of a triangle, and speaks of three classes.</summary>
    public static Claim Conjecture { get; } = NewClaim(
        "one-leader",
        "At most one token leads at layer 0, & never two <of> them.",
        "this sample",
        ClaimHypotheses.Distinct,
        ImmutableDictionary<MatrixClass, string>.Empty.Add(MatrixClass.NegativeDefinite, "docs/theory.md, fact 4"),
        evidence => evidence.Layers[0].Sets.Leaders() is { Length: > 1 } leaders
            ? ClaimVerdict.Violated(new ClaimWitness($"tokens {leaders[0]} and {leaders[1]} both lead") { Layer = 0, Tokens = [.. leaders] })
            : ClaimVerdict.Holds(),
        [MatrixClass.Identity, MatrixClass.NegativeDefinite, MatrixClass.Skew]);

    /// <summary>A plane problem whose name, description and labels are hostile.</summary>
    public static HardmaxProblem HostileProblem { get; } = Build(
        "1",
        [["-1", "0"], ["0", "-1"]],
        [["1", "0"], ["-5", "0"], ["1", "1/3"]],
        [Hostile, "\"", "\u0000\ud800 x"],
        Hostile,
        "About " + Hostile);

    /// <summary>Four dimensions: nobody leads, as the form sees the first coordinate alone.</summary>
    public static HardmaxProblem FourDimensions { get; } = Build(
        "1/2",
        [["1", "0", "0", "0"], ["0", "0", "0", "0"], ["0", "0", "0", "0"], ["0", "0", "0", "0"]],
        [["1", "0", "0", "0"], ["1", "1", "0", "2"], ["1/2", "3", "-1", "0"]]);

    /// <summary>Three dimensions, fractions that no float is, and limits that are certified.</summary>
    public static HardmaxProblem Fractions { get; } = Build("1/3", [["0", "5", "1"], ["-5", "0", "6"], ["-1", "-6", "0"]], [["-1/3", "1/3", "-1/3"], ["1", "2/3", "2/3"]]);

    /// <summary>A cell of the sample.</summary>
    public static AtlasCell Cell(string claim, MatrixClass matrixClass) => Full.Cells.Single(cell => cell.Claim.Id == claim && cell.Class == matrixClass);

    /// <summary>A cell refuted by a problem, which must violate the claim.</summary>
    public static AtlasCell Refuted(Claim claim, MatrixClass matrixClass, HardmaxProblem problem, string foundBy = "structured")
    {
        ClaimVerdict verdict = claim.Evaluate(ClaimEvidence.Gather(problem));
        return verdict.Status == ClaimStatus.Violated && MatrixClasses.Contains(matrixClass, problem.System.Matrix)
            ? new AtlasCell { Claim = claim, Class = matrixClass, Status = CellStatus.Refuted, Trials = 17, Undecided = 2, Counterexample = new Counterexample(problem, verdict, foundBy) }
            : throw new InvalidOperationException($"This problem does not refute {claim} in {matrixClass}.");
    }

    private static AtlasResult Make()
    {
        ClaimEvidence[] known = [.. KnownProblems.All.Select(problem => ClaimEvidence.Gather(problem))];
        var cells = new List<AtlasCell>();
        foreach (Claim claim in (IEnumerable<Claim>)[.. ClaimCatalogue.All, Conjecture])
        {
            foreach (MatrixClass matrixClass in claim.Classes)
            {
                cells.Add(Special(claim, matrixClass) ?? CellOf(claim, matrixClass, known));
            }
        }

        return new AtlasResult([.. cells], Seed, TimeSpan.FromSeconds(3723));
    }

    private static AtlasCell? Special(Claim claim, MatrixClass matrixClass) => (claim.Id, matrixClass) switch
    {
        ("norm-grows", MatrixClass.NegativeDefinite) => Refuted(claim, matrixClass, HostileProblem, "random"),
        ("leader-exists", MatrixClass.PsdSingular) => Refuted(claim, matrixClass, FourDimensions, "exhaustive"),
        ("leader-exists", MatrixClass.Skew) => Refuted(claim, matrixClass, Fractions),
        _ => null,
    };

    private static AtlasCell CellOf(Claim claim, MatrixClass matrixClass, ClaimEvidence[] known)
    {
        if (claim.ProvedFor.TryGetValue(matrixClass, out string? source))
        {
            return new AtlasCell { Claim = claim, Class = matrixClass, Status = CellStatus.Proved, Trials = 0, Source = source };
        }

        HardmaxProblem? witness = known
            .Where(evidence => MatrixClasses.Contains(matrixClass, evidence.Matrix) && claim.Evaluate(evidence).Status == ClaimStatus.Violated)
            .Select(evidence => evidence.Problem)
            .FirstOrDefault();
        if (witness is not null)
        {
            MatrixClass smallest = MatrixClasses.Of(witness.System.Matrix).First(one => claim.Classes.Contains(one));
            return Refuted(claim, matrixClass, witness, smallest == matrixClass ? "structured" : MatrixClasses.Id(smallest));
        }

        if (matrixClass == MatrixClass.NsdSingular)
        {
            return new AtlasCell { Claim = claim, Class = matrixClass, Status = CellStatus.NotSearched, Trials = 0 };
        }

        return new AtlasCell
        {
            Claim = claim,
            Class = matrixClass,
            Status = CellStatus.Survived,
            Trials = 1_234_567,
            Undecided = 12_345,
            Covered = ["All problems with at most 3 tokens, d = 1, and coordinates in {-2, .., 2}.", "1,000,000 random problems with at most 5 tokens & d <= 3."],
        };
    }

    private static HardmaxProblem Build(string alpha, string[][] matrix, string[][] tokens, ImmutableArray<string>? labels = null, string? name = null, string? description = null)
    {
        var entries = new Rational[matrix.Length, matrix.Length];
        for (int row = 0; row < matrix.Length; row++)
        {
            for (int column = 0; column < matrix.Length; column++)
            {
                entries[row, column] = Rational.Parse(matrix[row][column]);
            }
        }

        var cloud = new TokenCloud(tokens.Select(token => Array.ConvertAll(token, Rational.Parse)));
        return new HardmaxProblem(cloud, new HardmaxSystem(new AttentionMatrix(entries), Rational.Parse(alpha)), labels, name, description);
    }

    // The catalogue alone makes claims; a conjecture of this sample's own keeps it apart from what is conjectured there.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Claim NewClaim(string id, string statement, string source, ClaimHypotheses hypotheses, ImmutableDictionary<MatrixClass, string> provedFor, Func<ClaimEvidence, ClaimVerdict> evaluate, ReadOnlySpan<MatrixClass> classes);
}
