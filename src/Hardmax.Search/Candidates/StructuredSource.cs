using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search;

/// <summary>
/// Problems with a symmetry, where exact ties live: A commutes with a reflection, a permutation or a rotation g of the
/// coordinates, the tokens are one or two orbits of g and up to two points of its mirrors (g q = q or g q = -q). All of
/// them with small integers, few first, and nothing equivalent twice for the same g.
/// </summary>
/// <remarks>
/// A query on a mirror scores all points of an orbit the same (g q = q) or half and half (g q = -q): such a token
/// follows an orbit's mean for ever, or is thrown from one side to the other.
/// </remarks>
internal sealed class StructuredSource : LevelledSource<SymmetryLevel>
{
    private const int MaxMatrixHeight = 3;
    private const int MaxTokenHeight = 8;
    private const long MaxPoints = 5_000;
    private const int MaxMirrorTokens = 2;
    private const double MaxClouds = 100_000;
    private const double MaxMatrices = 50_000;

    private readonly Lazy<SymmetryLevel[]> _levels;

    /// <summary>The levels of a scope.</summary>
    public StructuredSource(HuntScope scope) => _levels = new Lazy<SymmetryLevel[]>(() => [.. LevelsOf(scope)]);

    /// <summary>1, 2, 1/2 and 3.</summary>
    public static IReadOnlyList<Rational> Alphas { get; } = [1, 2, Rational.One / 2, 3];

    /// <inheritdoc/>
    public override string Id => "structured";

    /// <inheritdoc/>
    internal override IReadOnlyList<SymmetryLevel> Levels => _levels.Value;

    /// <inheritdoc/>
    protected override string Describe(IReadOnlyList<SymmetryLevel> complete, SymmetryLevel? partial, long done, long count)
    {
        string[] parts = [.. complete
            .GroupBy(level => level.Symmetry.Map.Dimension)
            .OrderBy(levels => levels.Key)
            .Select(levels => $"in d = {levels.Key} {levels.Count()} patterns of {levels.Select(level => level.Symmetry).Distinct().Count()} symmetries, tokens with entries at most {levels.Max(level => level.Pattern.Height)}, matrices at most {levels.Max(level => level.MatrixHeight)}")];
        string whole = parts.Length == 0 ? "no pattern is complete" : string.Join("; ", parts);
        string rest = partial is null || done == 0
            ? string.Empty
            : $"; and {done} of {count} problems of the next, in d = {partial.Symmetry.Map.Dimension} with n = {partial.Pattern.Tokens}";
        return whole + rest + " (orbits of a signed permutation of the coordinates that commutes with A, and up to two tokens on its mirrors, alpha in {1, 2, 1/2, 3})";
    }

    private static IEnumerable<SymmetryLevel> LevelsOf(HuntScope scope)
    {
        int[] dimensions = scope.Dimension is { } given ? [given] : [2, 3];
        return dimensions
            .Where(d => d >= 2 && d <= SmallMatrices.MaxDimension && d >= MatrixGen.MinDimension(scope.Class))
            .SelectMany(d => SymmetryClass.All(d).SelectMany(symmetry => LevelsOf(scope, symmetry)))
            .OrderBy(level => level.Estimate);
    }

    private static IEnumerable<SymmetryLevel> LevelsOf(HuntScope scope, SymmetryClass symmetry)
    {
        var matrices = new SymmetricMatrices(new MatrixFamily(scope.Class, symmetry.Map), symmetry.Centraliser);
        var clouds = new SymmetricClouds(symmetry);
        int highest = Enumerable.Range(1, MaxTokenHeight).Last(height => height == 1 || IntegerGrid.CountAtMost(symmetry.Map.Dimension, height) <= MaxPoints);
        int[] matrixHeights = [.. Enumerable.Range(1, MaxMatrixHeight).Where(height => matrices.Effort(height) <= MaxMatrices)];
        int[] sizes = [.. symmetry.Points(1).Orbits.Concat(symmetry.Points(2).Orbits).Select(orbit => orbit.Length).Distinct().Order()];
        IEnumerable<(int First, int? Second)> orbitSizes = sizes
            .Select(size => (size, (int?)null))
            .Concat(sizes.SelectMany(size => sizes.Where(other => other >= size).Select(other => (size, (int?)other))));
        foreach ((int First, int? Second) pair in orbitSizes)
        {
            for (int mirrorTokens = 0; mirrorTokens <= MaxMirrorTokens; mirrorTokens++)
            {
                foreach (CloudPattern pattern in Enumerable.Range(1, highest).Select(height => new CloudPattern(pair, mirrorTokens, height)))
                {
                    double effort = pattern.Tokens <= scope.MaxTokens ? clouds.Effort(pattern) : double.PositiveInfinity;
                    foreach (int height in effort <= MaxClouds ? matrixHeights : [])
                    {
                        yield return new SymmetryLevel(symmetry, matrices, clouds, pattern, height, effort * matrices.Effort(height) / symmetry.Centraliser.Count);
                    }
                }
            }
        }
    }
}

/// <summary>The problems of one symmetry whose tokens have a pattern and whose matrices a height; for height 1 the zero matrix too.</summary>
internal sealed class SymmetryLevel : ICandidateLevel
{
    private readonly Lazy<ProductList> _list;

    /// <summary>The level of matrices and clouds of one symmetry.</summary>
    public SymmetryLevel(SymmetryClass symmetry, SymmetricMatrices matrices, SymmetricClouds clouds, CloudPattern pattern, int matrixHeight, double estimate)
    {
        (Symmetry, Pattern, MatrixHeight, Estimate) = (symmetry, pattern, matrixHeight, estimate);
        _list = new Lazy<ProductList>(() => new ProductList([.. Parts(matrices, clouds)], StructuredSource.Alphas));
    }

    /// <summary>g.</summary>
    public SymmetryClass Symmetry { get; }

    /// <summary>What the clouds are made of.</summary>
    public CloudPattern Pattern { get; }

    /// <summary>The largest absolute entry of A.</summary>
    public int MatrixHeight { get; }

    /// <summary>About how many problems there are, equivalent ones counted once.</summary>
    public double Estimate { get; }

    /// <inheritdoc/>
    public long Count => _list.Value.Count;

    /// <inheritdoc/>
    public IReadOnlyList<HardmaxProblem> Draw(long first, int count) => _list.Value.Draw(first, count);

    private IEnumerable<MatrixBySets> Parts(SymmetricMatrices matrices, SymmetricClouds clouds) => matrices
        .OfHeight(MatrixHeight)
        .Select(matrix => new MatrixBySets(matrix.Entries, clouds.Count(Pattern, matrix.Stabiliser), set => clouds.Tokens(Pattern, matrix.Stabiliser, set)))
        .Where(part => part.Count > 0);
}
