using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Search.Tests.Candidates;

/// <summary>Structured candidates: the symmetry they promise, all of a size, and the ties they are there for.</summary>
public sealed class StructuredSourceTests
{
    [Fact]
    public void There_is_one_map_of_each_conjugacy_class_that_moves_more_than_signs()
    {
        // The hyperoctahedral groups have 2, 5, 10 and 20 conjugacy classes, two of which are the identity and its negative.
        Assert.Equal([0, 3, 8, 18], Enumerable.Range(1, 4).Select(d => SymmetryClass.All(d).Count));
    }

    [Theory]
    [InlineData(MatrixClass.SymmetricIndefinite)]
    [InlineData(MatrixClass.Skew)]
    [InlineData(MatrixClass.General)]
    [InlineData(MatrixClass.Identity)]
    public void Clouds_are_orbits_and_mirror_points_and_the_matrix_commutes(MatrixClass matrixClass)
    {
        StructuredSource source = new(Scopes.Of(matrixClass));
        var seen = new HashSet<(int, int?, int)>();
        foreach (SymmetryLevel level in source.Levels.Where(level => level.Count > 0).Take(60))
        {
            foreach (HardmaxProblem problem in level.Draw(0, (int)Math.Min(60, level.Count)))
            {
                CloudPattern pattern = level.Pattern;
                int[][] tokens = [.. problem.Tokens.ToArray().Select(token => Array.ConvertAll(token, x => (int)x.Numerator))];
                string[] orbits = [.. tokens.SkipLast(pattern.MirrorTokens).Select(Text).Order(StringComparer.Ordinal)];
                Assert.Equal(orbits, tokens.SkipLast(pattern.MirrorTokens).Select(token => Text(level.Symmetry.Map.Apply(token))).Order(StringComparer.Ordinal));
                Assert.All(tokens.TakeLast(pattern.MirrorTokens), token => Assert.Contains(Text(level.Symmetry.Map.Apply(token)), new[] { Text(token), Text(Array.ConvertAll(token, x => -x)) }));
                Assert.Equal(pattern.Height, tokens.Max(token => token.Max(Math.Abs)));
                Assert.True(problem.Tokens.IsDistinct() && !problem.Tokens.HasZero());
                Assert.True(Commutes(level.Symmetry.Map, problem.System.Matrix));
                seen.Add((pattern.OrbitSizes.First, pattern.OrbitSizes.Second, pattern.MirrorTokens));
            }
        }

        Assert.Superset(new HashSet<(int, int?, int)> { (2, null, 0), (2, null, 1), (2, null, 2), (2, 2, 0), (2, 2, 1), (4, null, 0), (3, null, 1) }, seen);
    }

    [Theory]
    [InlineData(MatrixClass.Skew, 2, 2)]
    [InlineData(MatrixClass.SymmetricIndefinite, 2, 1)]
    [InlineData(MatrixClass.Skew, 3, 1)]
    public void Every_cloud_of_a_pattern_is_there_once(MatrixClass matrixClass, int d, int height)
    {
        int[][] matrices = [.. Naive.Matrices(matrixClass, d, 1)];
        StructuredSource source = new(Scopes.Of(matrixClass, d, 4));
        foreach (IGrouping<SymmetryClass, SymmetryLevel> levels in source.Levels.Where(level => level.MatrixHeight == 1 && level.Pattern.Height <= height).GroupBy(level => level.Symmetry))
        {
            SignedPermutation map = levels.Key.Map;
            (int Place, int Sign)[][] commuting = Commuting(map);
            string[] drawn = [.. levels.SelectMany(level => level.Draw(0, (int)level.Count)).Where(problem => problem.System.Alpha == Rational.One).Select(problem => Key(commuting, problem))];
            Assert.Equal(drawn.Length, drawn.Distinct(StringComparer.Ordinal).Count());

            HashSet<string> expected = [];
            foreach (int[][] tokens in Enumerable.Range(2, 3).SelectMany(n => Naive.Sets([.. Naive.Vectors(d, height).Where(p => p.Any(x => x != 0))], n)))
            {
                int[][] mirror = [.. tokens.Where(token => IsOnMirror(map, token))];
                HashSet<string> others = [.. tokens.Except(mirror).Select(Text)];
                int orbits = tokens.Except(mirror).Select(token => string.Join(' ', Orbit(map, token).Select(Text).Order(StringComparer.Ordinal))).Distinct(StringComparer.Ordinal).Count();
                if (others.SetEquals(tokens.Except(mirror).Select(token => Text(map.Apply(token)))) && orbits is 1 or 2 && mirror.Length <= 2)
                {
                    expected.UnionWith(matrices.Where(map.Fixes).Select(matrix => Key(commuting, matrix, tokens)));
                }
            }

            Assert.Equal(expected.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void An_exact_limit_cycle_of_an_indefinite_matrix_comes_early()
    {
        StructuredSource source = new(Scopes.Of(MatrixClass.SymmetricIndefinite));
        IEnumerable<HardmaxProblem> candidates = Enumerable.Range(0, 40).SelectMany(block => source.Draw(block));
        HardmaxProblem cycle = candidates.First(problem => LimitCertifier.Certify(problem, 60).Status == LimitStatus.Cycle);
        Assert.True(cycle.Tokens.Count <= 5 && cycle.Tokens.ToArray().SelectMany(token => token).All(x => Rational.Abs(x) <= 5));
    }

    [Fact]
    public void A_token_on_a_mirror_scores_an_orbit_all_the_same_or_half_and_half()
    {
        StructuredSource source = new(Scopes.Of(MatrixClass.General, 3));
        int same = 0;
        int half = 0;
        foreach (SymmetryLevel level in source.Levels.Where(level => level.Pattern.MirrorTokens == 1 && level.Pattern.OrbitSizes.Second is null).Take(12))
        {
            foreach (HardmaxProblem problem in level.Draw(0, (int)Math.Min(300, level.Count)))
            {
                Rational[][] tokens = problem.Tokens.ToArray();
                Rational[] scores = [.. tokens.SkipLast(1).Select(token => problem.System.Matrix.Form(tokens[^1], token))];
                Rational[] different = [.. scores.Distinct()];
                same += different.Length == 1 ? 1 : 0;
                half += different.Length == 2 ? 1 : 0;
                Assert.True(different.Length == 1 || (different.Length == 2 && different[0] == -different[1] && 2 * scores.Count(score => score == different[0]) == scores.Length), Scopes.Text(problem));
            }
        }

        Assert.True(same > 100 && half > 100, $"{same} the same, {half} half and half");
    }

    [Fact]
    public void Covered_tells_patterns_and_the_partial_level()
    {
        StructuredSource source = new(Scopes.Of(MatrixClass.Identity, 2, 2));
        long all = source.Blocks!.Value;
        Assert.Equal("nothing yet", source.Covered(0));
        Assert.StartsWith($"in d = 2 {source.Levels.Count} patterns of 2 symmetries, tokens with entries at most 8", source.Covered(all), StringComparison.Ordinal);
        Assert.DoesNotContain($"{source.Levels.Count} patterns", source.Covered(all - 1), StringComparison.Ordinal);
    }

    private static string Text(int[] token) => string.Join(',', token);

    private static bool IsOnMirror(SignedPermutation map, int[] token) =>
        map.Apply(token) is var image && (image.SequenceEqual(token) || image.SequenceEqual(token.Select(x => -x)));

    private static List<int[]> Orbit(SignedPermutation map, int[] token)
    {
        List<int[]> orbit = [token];
        while (!map.Apply(orbit[^1]).SequenceEqual(token))
        {
            orbit.Add(map.Apply(orbit[^1]));
        }

        return orbit;
    }

    // g A x = A g x on a basis.
    private static bool Commutes(SignedPermutation map, AttentionMatrix matrix) => Enumerable.Range(0, map.Dimension).All(c =>
    {
        int[] unit = [.. Enumerable.Range(0, map.Dimension).Select(k => k == c ? 1 : 0)];
        Rational[] imageOfUnit = [.. map.Apply(unit).Select(x => (Rational)x)];
        Rational[] image = matrix.Apply([.. unit.Select(x => (Rational)x)]);
        Rational[] moved = [.. map.From.Select((from, k) => map.Signs[k] * image[from])];
        return moved.AsSpan().SequenceEqual(matrix.Apply(imageOfUnit));
    });

    private static (int Place, int Sign)[][] Commuting(SignedPermutation g) => [.. Naive.Maps(g.Dimension).Where(map => Enumerable.Range(0, g.Dimension).All(c =>
        map[g.From[c]].Place == g.From[map[c].Place] && g.Signs[c] * map[g.From[c]].Sign == map[c].Sign * g.Signs[map[c].Place]))];

    private static string Key((int Place, int Sign)[][] maps, HardmaxProblem problem) => Key(
        maps,
        [.. problem.System.Matrix.ToArray().Cast<Rational>().Select(x => (int)x.Numerator)],
        [.. problem.Tokens.ToArray().Select(token => Array.ConvertAll(token, x => (int)x.Numerator))]);

    // What problems share that factors and these maps take into each other; entries are at most 2.
    private static string Key((int Place, int Sign)[][] maps, int[] matrix, int[][] tokens)
    {
        int d = tokens[0].Length;
        int factor = tokens.SelectMany(token => token).All(x => x % 2 == 0) ? 2 : 1;
        return maps
            .Select(map =>
            {
                IEnumerable<int> image = Enumerable.Range(0, d * d).Select(at => map[at / d].Sign * map[at % d].Sign * matrix[(map[at / d].Place * d) + map[at % d].Place]);
                IEnumerable<string> moved = tokens.Select(token => string.Join(',', map.Select(part => part.Sign * token[part.Place] / factor))).Order(StringComparer.Ordinal);
                return $"{string.Join(',', image)} | {string.Join(' ', moved)}";
            })
            .Min(StringComparer.Ordinal)!;
    }
}
