using System.Collections.Frozen;
using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>What a flag of a vector means.</summary>
/// <param name="Id">"EXACT_TIE", or the id of a mistake.</param>
/// <param name="Description">What is special about the input, or what the mistake does.</param>
/// <param name="BugType">Where implementations go wrong: BASIC, EDGE_CASE, or a word of <see cref="BugTypes"/>.</param>
/// <param name="Effect">What comes of it.</param>
internal sealed record VectorFlag(string Id, string Description, string BugType, string Effect);

/// <summary>The flags of vectors: categories of inputs, which are found by looking at the input, and mistakes.</summary>
internal static class VectorFlags
{
    private const string Basic = "BASIC";
    private const string EdgeCase = "EDGE_CASE";

    // Scores this close to the largest, relatively, are a near tie; far above what any format here rounds.
    private static readonly Rational NearTie = new(1, 50_000);
    private static readonly Rational HugeRange = FormatBounds.PowerOfTwo(40);
    private static readonly Rational Cancellation = FormatBounds.PowerOfTwo(10);

    /// <summary>All flags: categories first, then mistakes.</summary>
    public static ImmutableArray<VectorFlag> All { get; } =
    [
        new(Basic, "Nothing special: every token has one maximiser", Basic, "an implementation that fails here computes something else"),
        Category(CaseCategory.ExactTie, "A token has several maximisers, at different places", "one of them is taken, or none"),
        Category(CaseCategory.NearTie, "The largest score and another one are close, relatively", "they are taken for equal, or exchanged"),
        Category(CaseCategory.DuplicateToken, "Two tokens are equal", "they are counted once, or one of them is forgotten"),
        Category(CaseCategory.ZeroToken, "A token is zero, and attends to everyone", "its set is empty or itself, or a norm is divided by"),
        Category(CaseCategory.SelfInSet, "A token attends to itself among others", "it is left out, or attends to itself alone"),
        Category(CaseCategory.NonsymmetricA, "A is not symmetric", "A is transposed"),
        Category(CaseCategory.IndefiniteA, "A is symmetric with eigenvalues of both signs", "scores that are negative are taken by magnitude"),
        Category(CaseCategory.IllConditioned, "Scores cancel almost entirely", "they are computed too coarsely"),
        Category(CaseCategory.HugeRange, "Magnitudes differ by 2^40 and more", "small ones are lost, or a square overflows"),
        Category(CaseCategory.Subnormal, "A coordinate is subnormal, or a product of two is", "it is flushed to zero"),
        Category(CaseCategory.OneToken, "There is one token, which stays", "a reduction over no others fails"),
        Category(CaseCategory.OneDim, "d = 1", "axes are squeezed away"),
        Category(CaseCategory.ManyTokens, "There are more tokens than vector registers hold", "the rest of a blocked loop is forgotten"),
        Category(CaseCategory.LateLeader, "The attention sets change after layer 0", "sets of an earlier layer are used"),
        .. Mistakes.All.Select(mistake => new VectorFlag(mistake.Id, Sentence(mistake.Description), mistake.BugType, mistake.Effect)),
    ];

    private static readonly FrozenDictionary<string, int> Order = All.Index().ToFrozenDictionary(flag => flag.Item.Id, flag => flag.Index, StringComparer.Ordinal);

    private static readonly FrozenSet<string> CategoryIds =
        All.Select(flag => flag.Id).Where(id => Mistakes.Find(id) is null).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The flags that say something of the input, and nothing of a mistake.</summary>
    public static IEnumerable<VectorFlag> Categories => All.Where(flag => CategoryIds.Contains(flag.Id));

    /// <summary>The flag with an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static VectorFlag Find(string id) => All[Order[id]];

    /// <summary>Flags in the order of <see cref="All"/>, each once.</summary>
    public static ImmutableArray<string> Sorted(IEnumerable<string> ids) => [.. ids.Distinct().OrderBy(id => Order[id])];

    /// <summary>What is special about an input and its exact layers; <c>BASIC</c> where nothing is.</summary>
    /// <param name="system">A and alpha.</param>
    /// <param name="layers">Layer 0 and the exact ones after it that are stepped from.</param>
    /// <param name="format">The format, or null for exact arithmetic.</param>
    internal static ImmutableArray<string> Of(HardmaxSystem system, IReadOnlyList<TokenCloud> layers, BinaryFormat? format)
    {
        var found = new HashSet<CaseCategory>();
        AttentionSets? first = null;
        foreach (TokenCloud tokens in layers)
        {
            AttentionSets sets = ExactState.Start(new HardmaxProblem(tokens, system)).AttentionSets;
            found.UnionWith(OfState(tokens, system, sets));
            _ = format is not null && HasSubnormal(tokens, system.Matrix, format) && found.Add(CaseCategory.Subnormal);
            _ = first is not null && !first.Equals(sets) && found.Add(CaseCategory.LateLeader);
            first ??= sets;
        }

        found.UnionWith(OfMatrix(system.Matrix));
        return found.Count == 0 ? [Basic] : Sorted(found.Select(category => category.Id()));
    }

    private static VectorFlag Category(CaseCategory category, string description, string effect) => new(category.Id(), description, EdgeCase, effect);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static IEnumerable<CaseCategory> OfMatrix(AttentionMatrix matrix)
    {
        if (!matrix.IsSymmetric)
        {
            yield return CaseCategory.NonsymmetricA;
        }

        if (MatrixClasses.Contains(MatrixClass.SymmetricIndefinite, matrix))
        {
            yield return CaseCategory.IndefiniteA;
        }
    }

    private static IEnumerable<CaseCategory> OfState(TokenCloud tokens, HardmaxSystem system, AttentionSets sets)
    {
        (CaseCategory Category, bool Holds)[] findings =
        [
            (CaseCategory.ExactTie, Enumerable.Range(0, tokens.Count).Any(i => IsTie(tokens, sets[i]))),
            (CaseCategory.NearTie, Enumerable.Range(0, tokens.Count).Any(i => HasNearTie(tokens, system.Matrix, i))),
            (CaseCategory.DuplicateToken, !tokens.IsDistinct()),
            (CaseCategory.ZeroToken, tokens.HasZero()),
            (CaseCategory.SelfInSet, Enumerable.Range(0, tokens.Count).Any(i => sets[i].Contains(i) && IsTie(tokens, sets[i]))),
            (CaseCategory.IllConditioned, Enumerable.Range(0, tokens.Count).Any(i => IsCancelled(tokens, system.Matrix, i, sets[i][0]))),
            (CaseCategory.HugeRange, HasHugeRange(tokens)),
            (CaseCategory.OneToken, tokens.Count == 1),
            (CaseCategory.OneDim, tokens.Dimension == 1),
            (CaseCategory.ManyTokens, tokens.Count > 64),
        ];
        return findings.Where(finding => finding.Holds).Select(finding => finding.Category);
    }

    private static bool IsTie(TokenCloud tokens, ReadOnlySpan<int> set)
    {
        foreach (int j in set)
        {
            if (!tokens[j].SequenceEqual(tokens[set[0]]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasNearTie(TokenCloud tokens, AttentionMatrix matrix, int i)
    {
        Rational[] query = matrix.Apply(tokens[i]);
        Rational[] scores = [.. Enumerable.Range(0, tokens.Count).Select(j => Vectors.Dot(query, tokens[j]))];
        Rational max = scores.Aggregate(Rational.Max);
        return Array.Exists(scores, score => score != max && max - score <= NearTie * Rational.Abs(max));
    }

    private static bool IsCancelled(TokenCloud tokens, AttentionMatrix matrix, int i, int j)
    {
        Rational magnitude = Rational.Zero;
        for (int row = 0; row < matrix.Dimension; row++)
        {
            for (int column = 0; column < matrix.Dimension; column++)
            {
                magnitude += Rational.Abs(tokens[j, row] * matrix[row, column] * tokens[i, column]);
            }
        }

        Rational score = Rational.Abs(matrix.Form(tokens[i], tokens[j]));
        return !score.IsZero && magnitude > Cancellation * score;
    }

    private static bool HasHugeRange(TokenCloud tokens)
    {
        Rational[] magnitudes = [.. tokens.ToArray().SelectMany(token => token).Where(x => !x.IsZero).Select(Rational.Abs)];
        return magnitudes.Length > 0 && magnitudes.Aggregate(Rational.Max) >= HugeRange * magnitudes.Aggregate(Rational.Min);
    }

    private static bool HasSubnormal(TokenCloud tokens, AttentionMatrix matrix, BinaryFormat format)
    {
        Rational smallestNormal = FormatBounds.PowerOfTwo(format.MinLastPlace + format.Precision - 1);
        Rational[] coordinates = [.. tokens.ToArray().SelectMany(token => token).Where(x => !x.IsZero)];
        Rational[] images = [.. tokens.ToArray().SelectMany(token => matrix.Apply(token)).Where(x => !x.IsZero)];
        return Array.Exists(coordinates, x => Rational.Abs(x) < smallestNormal)
            || Array.Exists(images, image => Array.Exists(coordinates, x => Rational.Abs(x * image) < smallestNormal));
    }
}
