using FsCheck;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Generators;

public class TokenGenTests
{
    public static TheoryData<CloudKind, bool> Kinds
    {
        get
        {
            var data = new TheoryData<CloudKind, bool>();
            foreach (CloudKind kind in Enum.GetValues<CloudKind>())
            {
                data.Add(kind, false);
                if (kind is not (CloudKind.Duplicates or CloudKind.ZeroTokens))
                {
                    data.Add(kind, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_keeps_its_promise_for_every_matrix_and_shape(CloudKind kind, bool distinctNonzero)
    {
        int seen = 0;
        foreach (Shape shape in new[] { Shape.SmallInteger, Shape.SmallFraction, Shape.Zero, Shape.Mixed })
        {
            foreach (AttentionMatrix matrix in SampleMatrices().Where(m => TokenGen.IsPossible(kind, m.Dimension, 7, distinctNonzero)))
            {
                foreach (TokenCloud cloud in ProblemSampler.Sample(Of(kind, matrix, shape, distinctNonzero), 21, 8))
                {
                    seen++;
                    Assert.Equal(matrix.Dimension, cloud.Dimension);
                    Assert.InRange(cloud.Count, 1, 7);
                    Assert.True(Keeps(kind, cloud, matrix), $"{kind}:\n{Text(cloud, matrix)}");
                    Assert.True(!distinctNonzero || (cloud.IsDistinct() && !cloud.HasZero()), Text(cloud, matrix));
                }
            }
        }

        Assert.True(seen > 1000, $"only {seen} clouds");
    }

    [Fact]
    public void Near_ties_are_off_by_little()
    {
        foreach (AttentionMatrix matrix in SampleMatrices())
        {
            bool isZero = matrix.ToArray().Cast<Rational>().All(x => x.IsZero);
            IReadOnlyList<TokenCloud> clouds = ProblemSampler.Sample(TokenGen.DistinctNonzero(CloudKind.NearTie, matrix, 7, Shape.SmallInteger), 22, 40);
            int near = clouds.Count(cloud => SmallestGap(cloud, matrix) is { } gap && gap < Rational.One / 100);
            Assert.InRange(near, isZero ? 0 : 30, 40);
            int byLastPlace = clouds.Count(cloud => SmallestGap(cloud, matrix) is { } gap && gap < new Rational(1, 1_000_000_000));
            Assert.InRange(byLastPlace, isZero ? 0 : 8, 36);
        }
    }

    [Fact]
    public void Rotated_ties_of_the_identity_are_invisible_to_doubles_at_least_sometimes()
    {
        AttentionMatrix identity = AttentionMatrix.Identity(2);
        IReadOnlyList<TokenCloud> clouds = ProblemSampler.Sample(TokenGen.DistinctNonzero(CloudKind.Rotated, identity), 23, 500);
        int lost = clouds.Count(cloud =>
        {
            var rounded = new TokenCloud(cloud.ToDoubles().Select(token => Array.ConvertAll(token, Rational.FromDouble)));
            return ExactCriteria.TiesOfPoints(cloud, identity) > ExactCriteria.TiesOfPoints(rounded, identity);
        });
        Assert.InRange(lost, 150, 500);
    }

    [Fact]
    public void Orbits_tie_often_where_the_matrix_is_the_identity()
    {
        AttentionMatrix identity = AttentionMatrix.Identity(3);
        IReadOnlyList<TokenCloud> clouds = ProblemSampler.Sample(TokenGen.DistinctNonzero(CloudKind.Orbit, identity), 24, 500);
        Assert.InRange(clouds.Count(cloud => ExactCriteria.TiesOfPoints(cloud, identity) >= 2), 150, 500);
    }

    [Fact]
    public void Mirrored_ties_are_of_two_and_of_more()
    {
        AttentionMatrix identity = AttentionMatrix.Identity(2);
        int[] ties = [.. ProblemSampler.Sample(TokenGen.Of(CloudKind.Mirrored, identity), 25, 500).Select(cloud => ExactCriteria.TiesOfPoints(cloud, identity))];
        Assert.InRange(ties.Count(tie => tie == 2), 100, 450);
        Assert.InRange(ties.Count(tie => tie >= 3), 50, 400);
    }

    [Fact]
    public void Tokens_stand_in_any_order()
    {
        AttentionMatrix identity = AttentionMatrix.Identity(2);
        IReadOnlyList<TokenCloud> clouds = ProblemSampler.Sample(TokenGen.Of(CloudKind.ZeroTokens, identity, 4, Shape.LargeFraction), 26, 300);
        Assert.InRange(clouds.Count(cloud => Vectors.IsZero(cloud[0])), 60, 240);
        Assert.InRange(clouds.Count(cloud => Vectors.IsZero(cloud[cloud.Count - 1])), 60, 240);
    }

    [Fact]
    public void An_impossible_kind_is_refused()
    {
        AttentionMatrix line = AttentionMatrix.Identity(1);
        Assert.Throws<ArgumentException>(() => TokenGen.Of(CloudKind.Rotated, line));
        Assert.Throws<ArgumentException>(() => TokenGen.Of(CloudKind.Mirrored, line, maxTokens: 2));
        Assert.Throws<ArgumentException>(() => TokenGen.DistinctNonzero(CloudKind.Duplicates, line));
        Assert.Throws<ArgumentException>(() => TokenGen.DistinctNonzero(CloudKind.OrthogonalShift, line));
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenGen.Any(line, maxTokens: 0));
    }

    private static IEnumerable<AttentionMatrix> SampleMatrices() =>
        from matrixClass in Enum.GetValues<MatrixClass>()
        from d in Enumerable.Range(1, 4)
        where d >= MatrixGen.MinDimension(matrixClass)
        from matrix in ProblemSampler.Sample(MatrixGen.Of(matrixClass, d), (ulong)d + 20, 3)
        select matrix;

    private static Gen<TokenCloud> Of(CloudKind kind, AttentionMatrix matrix, Shape shape, bool distinctNonzero) => distinctNonzero
        ? TokenGen.DistinctNonzero(kind, matrix, 7, shape)
        : TokenGen.Of(kind, matrix, 7, shape);

    private static bool Keeps(CloudKind kind, TokenCloud cloud, AttentionMatrix matrix)
    {
        Rational[][] tokens = cloud.ToArray();
        return kind switch
        {
            CloudKind.Generic => true,
            CloudKind.Lattice => tokens.All(token => token.All(x => x.IsInteger && Rational.Abs(x) <= 2)),
            CloudKind.Orbit => SignedPermutations(cloud.Dimension).Any(g => IsClosed(tokens, g)),
            CloudKind.Mirrored or CloudKind.OrthogonalShift => ExactCriteria.TiesOfPoints(cloud, matrix) >= 2,
            CloudKind.Rotated => ExactCriteria.TiesOfPoints(cloud, matrix) >= 2 && (!matrix.IsIdentity || IsRotatedBackToHalves(tokens)),
            CloudKind.NearTie => HasNearPair(tokens, matrix),
            CloudKind.ScaledCopies => tokens.Any(z => tokens.Any(y => IsProperMultiple(z, y))),
            CloudKind.Duplicates => !cloud.IsDistinct(),
            CloudKind.ZeroTokens => cloud.HasZero(),
            CloudKind.Collinear => cloud.Count >= 2 && ExactCriteria.AreCollinear(cloud),
            CloudKind.SingleToken => cloud.Count == 1,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    // Not the identity: every g that is returned moves some coordinate.
    private static IEnumerable<Func<Rational[], Rational[]>> SignedPermutations(int d) =>
        from order in Permutations([.. Enumerable.Range(0, d)])
        from mask in Enumerable.Range(0, 1 << d)
        where mask != 0 || !order.SequenceEqual(Enumerable.Range(0, d))
        select new Func<Rational[], Rational[]>(x => [.. order.Select((source, c) => (mask >> c & 1) == 1 ? -x[source] : x[source])]);

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(x => x != first)]).Select(rest => (int[])[first, .. rest]));

    private static bool IsClosed(Rational[][] tokens, Func<Rational[], Rational[]> g) =>
        tokens.All(token => tokens.Contains(g(token), Vectors.Comparer)) && tokens.Any(token => !Vectors.Comparer.Equals(token, g(token)));

    private static bool IsRotatedBackToHalves(Rational[][] tokens)
    {
        int d = tokens[0].Length;
        var cosine = new Rational(3, 5);
        var sine = new Rational(4, 5);
        return Enumerable.Range(0, d).Any(a => Enumerable.Range(0, d).Any(b => a != b && tokens.All(token =>
            token.Select((x, c) => c == a ? (cosine * x) + (sine * token[b]) : c == b ? (cosine * x) - (sine * token[a]) : x)
                .All(x => (2 * x).IsInteger))));
    }

    private static bool IsProperMultiple(Rational[] z, Rational[] y)
    {
        int c = Array.FindIndex(z, x => !x.IsZero);
        return c >= 0 && !Vectors.IsZero(y) && !Vectors.Comparer.Equals(y, z)
            && Vectors.Comparer.Equals(y, Array.ConvertAll(z, x => y[c] / z[c] * x));
    }

    // The two tokens may tie for other reasons; some pair of different points must be nearly tied, or nearly equal.
    private static bool HasNearPair(Rational[][] tokens, AttentionMatrix matrix) => tokens.Any(z => tokens.Any(p => tokens.Any(q =>
    {
        Rational difference = Rational.Abs(matrix.Form(z, p) - matrix.Form(z, q));
        Rational scale = matrix.Apply(z).Select(Rational.Abs).Aggregate(Rational.Max);
        Rational size = p.Concat(q).Select(Rational.Abs).Aggregate(Rational.One, Rational.Max);
        return !Vectors.Comparer.Equals(p, q) && difference <= scale * size / 10_000;
    })));

    // Between the highest score of a token and its next, over all tokens; null where all scores tie.
    private static Rational? SmallestGap(TokenCloud cloud, AttentionMatrix matrix)
    {
        Rational[][] tokens = cloud.ToArray();
        Rational[] gaps = [.. tokens.SelectMany(z =>
        {
            Rational[] scores = [.. tokens.Select(y => matrix.Form(z, y)).Distinct().OrderDescending()];
            return scores.Zip(scores.Skip(1), (high, low) => high - low);
        })];
        return gaps.Length == 0 ? null : gaps.Min();
    }

    private static string Text(TokenCloud cloud, AttentionMatrix matrix) =>
        ProblemText.Write(new HardmaxProblem(cloud, new HardmaxSystem(matrix, 1)));
}
