using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;

namespace Hardmax.Proofs.Support;

/// <summary>The cases that matter, by name: what MustSee asks for is noted here and nowhere else.</summary>
internal static class Features
{
    /// <summary>Different points tie for the largest score of some token at layer 0.</summary>
    public const string Tie = "tie";

    /// <summary>Two tokens are equal at layer 0.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>A token is the zero vector.</summary>
    public const string ZeroToken = "zero token";

    /// <summary>At least three different tokens, in at least two dimensions, on one line.</summary>
    public const string Collinear = "collinear";

    /// <summary>n = 1.</summary>
    public const string SingleToken = "n = 1";

    /// <summary>d = 1.</summary>
    public const string Line = "d = 1";

    /// <summary>A coordinate with a denominator of more than 64 bits that is no power of two.</summary>
    public const string LargeDenominators = "large denominators";

    /// <summary>Every coordinate is a binary64 number, and some one needs more than 32 bits.</summary>
    public const string DoubleValued = "double-valued";

    /// <summary>A token moves in the first layer.</summary>
    public const string Moves = "a token moves";

    /// <summary>A token leads at the last layer that was looked at, and did not lead at layer 0.</summary>
    public const string EmergingLeader = "an emerging leader";

    /// <summary>A limit is a convex combination of leaders, and no leader's place.</summary>
    public const string Combination = "a combination";

    /// <summary>A limit is no vertex of K.</summary>
    public const string NonVertexLimit = "a limit that is no vertex";

    /// <summary>The limit was not decided.</summary>
    public const string Undecided = "undecided";

    /// <summary>The label of a class of matrices.</summary>
    public static string Of(MatrixClass matrixClass) => MatrixClasses.Id(matrixClass);

    /// <summary>Notes what a problem is like.</summary>
    public static void Note(Sightings saw, HardmaxProblem problem)
    {
        TokenCloud tokens = problem.Tokens;
        Rational[][] places = [.. tokens.ToArray().Distinct(Vectors.Comparer)];
        saw.Note(Tie, HasTie(ExactState.Start(problem)));
        saw.Note(Duplicate, !tokens.IsDistinct());
        saw.Note(ZeroToken, tokens.HasZero());
        saw.Note(Collinear, tokens.Dimension > 1 && places.Length > 2 && AreCollinear(places));
        saw.Note(SingleToken, tokens.Count == 1);
        saw.Note(Line, tokens.Dimension == 1);
        Rational[] coordinates = [.. places.SelectMany(place => place)];
        saw.Note(LargeDenominators, Array.Exists(coordinates, x => x.Denominator.GetBitLength() > 64 && !x.Denominator.IsPowerOfTwo));
        saw.Note(DoubleValued, Array.TrueForAll(coordinates, x => x.Denominator.IsPowerOfTwo) && Array.Exists(coordinates, x => x.Numerator.GetBitLength() > 32));
        foreach (MatrixClass matrixClass in MatrixClasses.Of(problem.System.Matrix))
        {
            saw.Note(Of(matrixClass));
        }
    }

    /// <summary>Notes what the layers and the limit of a problem are like.</summary>
    public static void Note(Sightings saw, ClaimEvidence evidence)
    {
        EvidenceLayer first = evidence.Layers[0];
        saw.Note(Moves, evidence.Layers.Length > 1 && !first.Tokens.Equals(evidence.Layers[1].Tokens));
        saw.Note(EmergingLeader, evidence.Layers[^1].Sets.Leaders().Except(first.Sets.Leaders()).Any());
        saw.Note(Undecided, !evidence.IsDecided);
        saw.Note(evidence.Limit.Proof.ToString());
        if (evidence.IsDecided)
        {
            HashSet<Rational[]> vertices = evidence.Vertices.Select(vertex => vertex.Value.ToArray()).ToHashSet(Vectors.Comparer);
            saw.Note(Combination, evidence.RestingClusters.Any(cluster => cluster.Kind == ClusterKind.Combination));
            saw.Note(NonVertexLimit, evidence.RestingClusters.Any(cluster => !vertices.Contains([.. cluster.Places[0]])));
        }
    }

    /// <summary>Whether some token attends to two different points at once.</summary>
    public static bool HasTie(ExactState state) => Enumerable.Range(0, state.PointCount).Any(point => state.Attention[point].Length > 1);

    // All differences are multiples of the first: every 2 x 2 minor vanishes.
    private static bool AreCollinear(Rational[][] places)
    {
        Rational[] line = Vectors.Subtract(places[1], places[0]);
        return places.Skip(2).Select(place => Vectors.Subtract(place, places[0]))
            .All(other => Enumerable.Range(0, line.Length).All(a => Enumerable.Range(0, a).All(b => line[a] * other[b] == line[b] * other[a])));
    }
}
