using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search;

/// <summary>
/// All problems with integer entries, small ones first, and nothing equivalent twice: tokens are distinct and their
/// order does not count, nor do factors of A (c &gt; 0) and of the tokens (c other than 0), nor signed permutations P
/// of the coordinates (A to P A P^T, z to P z). Of all equivalent problems one is there, with integers that have no
/// common divisor. Source of the equivalences: docs/theory.md, fact 5.
/// </summary>
internal sealed class ExhaustiveSource : LevelledSource<ExhaustiveLevel>
{
    // Beyond these a level is not worth its lists: hours of judging come before.
    private const int MaxHeight = 32;
    private const double MaxMatrices = 300_000;
    private const double MaxSets = 2_000_000;

    /// <summary>The levels of a scope.</summary>
    public ExhaustiveSource(HuntScope scope)
    {
        int[] dimensions = scope.Dimension is { } given ? [given] : [1, 2, 3];
        IEnumerable<ExhaustiveLevel> levels = dimensions
            .Where(d => d <= SmallMatrices.MaxDimension && d >= MatrixGen.MinDimension(scope.Class))
            .SelectMany(d => LevelsOf(scope, d));
        Levels = [.. levels.OrderBy(level => level.Estimate).ThenBy(level => level.Dimension).ThenBy(level => level.Tokens)];
    }

    /// <summary>1, 1/2 and 2.</summary>
    public static IReadOnlyList<Rational> Alphas { get; } = [1, Rational.One / 2, 2];

    /// <inheritdoc/>
    public override string Id => "exhaustive";

    /// <inheritdoc/>
    internal override IReadOnlyList<ExhaustiveLevel> Levels { get; }

    /// <inheritdoc/>
    protected override string Describe(IReadOnlyList<ExhaustiveLevel> complete, ExhaustiveLevel? partial, long done, long count)
    {
        // Within one d and n the levels come by height, so that the last complete one holds all before it.
        string[] parts = [.. complete
            .GroupBy(level => (level.Dimension, level.Tokens))
            .OrderBy(levels => levels.Key)
            .Select(levels => $"d = {levels.Key.Dimension}, n = {levels.Key.Tokens}, entries at most {levels.Max(level => level.Height)}")];
        string whole = parts.Length == 0 ? "no level is complete" : "all problems with " + string.Join("; ", parts);
        string rest = partial is null || done == 0
            ? string.Empty
            : $"; and {done} of the {count} further ones with d = {partial.Dimension}, n = {partial.Tokens}, entries at most {partial.Height}";
        return whole + rest + " (integer entries of A and of distinct tokens, alpha in {1, 1/2, 2}, up to the order of tokens, positive factors of A, factors of all tokens and signed permutations of coordinates)";
    }

    private static IEnumerable<ExhaustiveLevel> LevelsOf(HuntScope scope, int dimension)
    {
        SignedPermutation[] group = SignedPermutation.All(dimension);
        var matrices = new SymmetricMatrices(new MatrixFamily(scope.Class, group[0]), group);
        var sets = new TokenSets(dimension);
        for (int n = 1; n <= scope.MaxTokens; n++)
        {
            // One token never moves, whatever it is: a few of them are enough.
            for (int height = 1; height <= (n == 1 ? 1 : MaxHeight); height++)
            {
                double choices = Subsets.Count(IntegerGrid.CountAtMost(dimension, height), n);
                if (choices <= MaxSets && matrices.Effort(height) <= MaxMatrices)
                {
                    yield return new ExhaustiveLevel(matrices, sets, n, height, choices * matrices.Effort(height) / group.Length);
                }
            }
        }
    }
}

/// <summary>The problems of n tokens in R^d whose largest absolute entry, in A or in a token, is the height; for height 1 also those of zeros.</summary>
internal sealed class ExhaustiveLevel : ICandidateLevel
{
    private readonly Lazy<ProductList> _list;

    /// <summary>The level of matrices and token sets in one dimension.</summary>
    public ExhaustiveLevel(SymmetricMatrices matrices, TokenSets sets, int tokens, int height, double estimate)
    {
        (Dimension, Tokens, Height, Estimate) = (sets.Dimension, tokens, height, estimate);
        _list = new Lazy<ProductList>(() => new ProductList(Parts(matrices, sets), ExhaustiveSource.Alphas));
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>n.</summary>
    public int Tokens { get; }

    /// <summary>h.</summary>
    public int Height { get; }

    /// <summary>About how many matrices and sets there are, equivalent ones counted once; grows with the height.</summary>
    public double Estimate { get; }

    /// <inheritdoc/>
    public long Count => _list.Value.Count;

    /// <inheritdoc/>
    public IReadOnlyList<HardmaxProblem> Draw(long first, int count) => _list.Value.Draw(first, count);

    // Low tokens with the highest matrices, .., the highest tokens with all matrices.
    private List<MatrixBySets> Parts(SymmetricMatrices matrices, TokenSets sets)
    {
        var parts = new List<MatrixBySets>();
        for (int height = 1; height <= Height; height++)
        {
            int setHeight = height;
            for (int of = height < Height ? Height : 1; of <= Height; of++)
            {
                foreach (SymmetricMatrix matrix in matrices.OfHeight(of))
                {
                    long count = sets.Count(Tokens, setHeight, matrix.Stabiliser);
                    if (count > 0)
                    {
                        parts.Add(new MatrixBySets(matrix.Entries, count, set => TokensOf(sets, setHeight, matrix.Stabiliser, set)));
                    }
                }
            }
        }

        return parts;
    }

    private int[][] TokensOf(TokenSets sets, int height, SymmetryGroup stabiliser, long set)
    {
        IntegerGrid grid = sets.Grid(height);
        return Array.ConvertAll(Subsets.At(sets.Ranks(Tokens, height, stabiliser)[(int)set], Tokens), point => grid[point]);
    }
}
