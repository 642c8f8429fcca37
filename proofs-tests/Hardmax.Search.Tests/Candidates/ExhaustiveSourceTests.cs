using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Search.Tests.Candidates;

/// <summary>The exhaustive source against brute force, and what it says of itself.</summary>
public sealed class ExhaustiveSourceTests
{
    [Theory]
    [InlineData(MatrixClass.Identity, 1, 3, 3)]
    [InlineData(MatrixClass.Identity, 2, 3, 2)]
    [InlineData(MatrixClass.Identity, 3, 2, 1)]
    [InlineData(MatrixClass.Spd, 2, 2, 2)]
    [InlineData(MatrixClass.Spd, 3, 1, 1)]
    [InlineData(MatrixClass.PsdSingular, 1, 4, 4)]
    [InlineData(MatrixClass.PsdSingular, 2, 2, 2)]
    [InlineData(MatrixClass.NegativeDefinite, 2, 3, 1)]
    [InlineData(MatrixClass.NsdSingular, 2, 2, 2)]
    [InlineData(MatrixClass.SymmetricIndefinite, 2, 3, 1)]
    [InlineData(MatrixClass.SymmetricIndefinite, 2, 4, 1)]
    [InlineData(MatrixClass.Skew, 1, 2, 4)]
    [InlineData(MatrixClass.Skew, 2, 3, 2)]
    [InlineData(MatrixClass.Skew, 3, 2, 1)]
    [InlineData(MatrixClass.PdNonsymmetric, 2, 2, 1)]
    [InlineData(MatrixClass.General, 1, 3, 4)]
    [InlineData(MatrixClass.General, 2, 2, 1)]
    public void Every_problem_of_a_size_is_there_once(MatrixClass matrixClass, int d, int n, int height)
    {
        ExhaustiveSource source = new(Scopes.Of(matrixClass, d));
        List<int[]> points = Naive.Vectors(d, height);
        HashSet<string> expected = [.. Naive.Matrices(matrixClass, d, height)
            .SelectMany(matrix => Naive.Sets(points, n).Select(tokens => Naive.Key(matrix, tokens)))];

        HardmaxProblem[] drawn = [.. source.Levels
            .Where(level => level.Tokens == n && level.Height <= (n == 1 ? 1 : height))
            .SelectMany(level => level.Draw(0, (int)level.Count))];

        string[] keys = [.. drawn.Select(problem => $"{problem.System.Alpha}: {Naive.Key(problem)}")];
        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        if (n > 1)
        {
            Assert.Equal(expected.SelectMany(key => new[] { $"1: {key}", $"1/2: {key}", $"2: {key}" }).ToHashSet(StringComparer.Ordinal), keys.ToHashSet(StringComparer.Ordinal));
        }
        else
        {
            Assert.Subset(expected.SelectMany(key => new[] { $"1: {key}", $"1/2: {key}", $"2: {key}" }).ToHashSet(StringComparer.Ordinal), keys.ToHashSet(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(1, 4, 6)]
    [InlineData(2, 1, 6)]
    [InlineData(2, 3, 3)]
    [InlineData(2, 4, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(3, 4, 1)]
    public void Sets_are_counted_as_they_are_listed(int d, int n, int height)
    {
        SignedPermutation[] all = SignedPermutation.All(d);
        var matrices = new SymmetricMatrices(new MatrixFamily(MatrixClass.General, all[0]), all);
        var sets = new TokenSets(d);
        SymmetryGroup[] groups = [.. matrices.OfHeight(1).Select(matrix => matrix.Stabiliser).Distinct()];
        Assert.True(groups.Length >= (d == 1 ? 1 : 5));

        Assert.All(groups, group => Assert.All(
            Enumerable.Range(1, height),
            h => Assert.Equal(sets.Ranks(n, h, group).Count, sets.Count(n, h, group))));
    }

    [Fact]
    public void A_part_of_a_level_is_what_the_whole_has_there()
    {
        ExhaustiveLevel level = new ExhaustiveSource(Scopes.Of(MatrixClass.SymmetricIndefinite)).Levels.First(level => level.Count > 400);
        string[] whole = [.. level.Draw(0, (int)level.Count).Select(Scopes.Text)];
        Assert.All(new[] { 1, 2, 64, 128, 320 }, first => Assert.Equal(whole.Skip(first).Take(64), level.Draw(first, 64).Select(Scopes.Text)));
    }

    [Fact]
    public void Levels_come_by_size_and_lower_ones_of_the_same_n_first()
    {
        ExhaustiveSource source = new(Scopes.Of(MatrixClass.SymmetricIndefinite));
        Assert.Equal(source.Levels.Select(level => level.Estimate).Order(), source.Levels.Select(level => level.Estimate));
        Assert.All(source.Levels.GroupBy(level => (level.Dimension, level.Tokens)), levels =>
            Assert.Equal(Enumerable.Range(1, levels.Count()), levels.Select(level => level.Height)));
        Assert.Equal([2, 3], source.Levels.Select(level => level.Dimension).Distinct().Order());
        Assert.Equal([1, 2, 3, 4, 5], source.Levels.Select(level => level.Tokens).Distinct().Order());
    }

    [Fact]
    public void What_is_covered_is_there_and_is_not_said_too_early()
    {
        const string Level = "d = 2, n = 3, entries at most 1";
        ExhaustiveSource source = new(Scopes.Of(MatrixClass.NegativeDefinite));
        long blocks = Enumerable.Range(0, 500).First(b => source.Covered(b).Contains(Level, StringComparison.Ordinal));
        HashSet<string> Keys(long upTo) => [.. Range(upTo)
            .SelectMany(source.Draw)
            .Where(problem => problem.Tokens.Dimension == 2 && problem.Tokens.Count == 3 && problem.System.Alpha == Rational.One)
            .Select(Naive.Key)];

        HashSet<string> expected = [.. Naive.Matrices(MatrixClass.NegativeDefinite, 2, 1)
            .SelectMany(matrix => Naive.Sets(Naive.Vectors(2, 1), 3).Select(tokens => Naive.Key(matrix, tokens)))];
        Assert.Equal(expected, Keys(blocks));
        Assert.NotEqual(expected, Keys(blocks - 1));
    }

    [Fact]
    public void The_partial_level_is_named_with_how_much_of_it_is_done()
    {
        ExhaustiveSource source = new(Scopes.Of(MatrixClass.Skew, 2, 2));
        Assert.Equal("nothing yet", source.Covered(0));

        ExhaustiveLevel partial = source.Levels.First(level => level.Count > 2 * ICandidateSource.BlockSize);
        long before = source.Levels.TakeWhile(level => level != partial).Sum(level => (level.Count + ICandidateSource.BlockSize - 1) / ICandidateSource.BlockSize);
        string part = $"of the {partial.Count} further ones with d = 2, n = 2, entries at most {partial.Height} (";
        Assert.DoesNotContain("further", source.Covered(before), StringComparison.Ordinal);
        Assert.Contains($"; and 64 {part}", source.Covered(before + 1), StringComparison.Ordinal);
        Assert.Contains($"; and 128 {part}", source.Covered(before + 2), StringComparison.Ordinal);
        Assert.StartsWith($"all problems with d = 2, n = 1, entries at most 1; d = 2, n = 2, entries at most {partial.Height - 1};", source.Covered(before + 1), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_nothing_where_the_class_has_no_matrix()
    {
        ExhaustiveSource source = new(Scopes.Of(MatrixClass.SymmetricIndefinite, 1));
        Assert.Equal(0, source.Blocks);
        Assert.False(source.HasBlock(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Draw(0));
    }

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(b => (long)b);
}
