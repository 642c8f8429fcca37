using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Geometry;

public sealed class LdlDecompositionTests
{
    public static TheoryData<int[], Definiteness> Literals => new()
    {
        { [5], Definiteness.PositiveDefinite },
        { [-5], Definiteness.NegativeDefinite },
        { [0], Definiteness.Zero },
        { [0, 0, 0, 0], Definiteness.Zero },
        { [2, 1, 1, 2], Definiteness.PositiveDefinite },
        { [1, 1, 1, 1], Definiteness.PositiveSemidefiniteSingular },
        { [0, 0, 0, 3], Definiteness.PositiveSemidefiniteSingular },
        { [-1, 1, 1, -1], Definiteness.NegativeSemidefiniteSingular },
        { [0, 0, 0, -3], Definiteness.NegativeSemidefiniteSingular },
        { [0, 1, 1, 0], Definiteness.Indefinite },
        { [0, 1, 1, 7], Definiteness.Indefinite },
        { [1, 0, 0, -1], Definiteness.Indefinite },
        { [1, 1, 0, 1, 1, 1, 0, 1, 1], Definiteness.Indefinite },
        { [0, 0, 0, 0, 0, 1, 0, 1, 0], Definiteness.Indefinite },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Small_matrices_are_classified(int[] entries, Definiteness expected)
    {
        AttentionMatrix matrix = Square(entries);
        LdlDecomposition result = LdlDecomposition.Of(matrix);
        Assert.Equal(expected, result.Definiteness);
        Assert.True(result.Verify(matrix));
    }

    [Fact]
    public void A_matrix_that_is_not_symmetric_is_refused() =>
        Assert.Throws<ArgumentException>(() => LdlDecomposition.Of(Square([1, 2, 0, 1])));

    [Fact]
    public void A_margin_far_below_binary64_is_seen()
    {
        Rational tiny = new(1, System.Numerics.BigInteger.One << 300);
        Assert.Equal(Definiteness.PositiveDefinite, LdlDecomposition.Of(new AttentionMatrix(new[,] { { 1 + tiny, 1 }, { 1, 1 } })).Definiteness);
        Assert.Equal(Definiteness.Indefinite, LdlDecomposition.Of(new AttentionMatrix(new[,] { { 1 - tiny, 1 }, { 1, 1 } })).Definiteness);
    }

    [Fact]
    public void Classes_are_those_of_the_principal_minors()
    {
        var seen = new Dictionary<Definiteness, int>();
        for (int seed = 0; seed < 700; seed++)
        {
            AttentionMatrix matrix = Symmetric(seed);
            LdlDecomposition result = LdlDecomposition.Of(matrix);
            Assert.True(result.Verify(matrix), $"seed {seed}");
            Assert.True(result.Definiteness == ByMinors(matrix), $"seed {seed}: {result.Definiteness}");
            seen[result.Definiteness] = seen.GetValueOrDefault(result.Definiteness) + 1;
        }

        Assert.Equal(6, seen.Count);
        Assert.All(seen, pair => Assert.True(pair.Value >= 10, $"{pair.Key} occurred {pair.Value} times only"));
    }

    [Fact]
    public void Quadratic_forms_have_the_signs_of_the_class()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            AttentionMatrix matrix = Symmetric(seed);
            Definiteness definiteness = LdlDecomposition.Of(matrix).Definiteness;
            var inputs = new GeometryInputs(seed + 1);
            for (int trial = 0; trial < 20; trial++)
            {
                Rational[] x = inputs.Vector(matrix.Dimension);
                int sign = matrix.Form(x, x).Sign;
                Assert.True(Vectors.IsZero(x) || Allows(definiteness, sign), $"seed {seed}: sign {sign} in {definiteness}");
            }
        }
    }

    [Fact]
    public void A_changed_certificate_is_rejected()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            AttentionMatrix matrix = Symmetric(seed);
            LdlDecomposition result = LdlDecomposition.Of(matrix);
            foreach (Definiteness other in Enum.GetValues<Definiteness>().Where(other => other != result.Definiteness))
            {
                Assert.False((result with { Definiteness = other }).Verify(matrix));
            }

            Rational[,] changed = matrix.ToArray();
            changed[0, 0] += result.PositiveDirection is { } u && !u[0].IsZero ? -matrix.Form(u, u) / (u[0] * u[0]) : 1;
            bool isWitnessBlind = result.PositiveDirection is { } v && v[0].IsZero;
            Assert.True(isWitnessBlind || !result.Verify(new AttentionMatrix(changed)), $"seed {seed}: a changed matrix passes");
            if (result.Definiteness != Definiteness.Indefinite)
            {
                AssertFactorsCannotChange(matrix, result);
            }
            else
            {
                Assert.False((result with { PositiveDirection = result.NegativeDirection }).Verify(matrix));
                Assert.False((result with { NegativeDirection = new Rational[matrix.Dimension] }).Verify(matrix));
                Assert.False((result with { NegativeDirection = null }).Verify(matrix));
            }
        }
    }

    private static void AssertFactorsCannotChange(AttentionMatrix matrix, LdlDecomposition result)
    {
        Rational[] diagonal = [.. result.Diagonal!];
        diagonal[^1] += 1;
        Assert.False((result with { Diagonal = diagonal }).Verify(matrix));
        var lower = (Rational[,])result.Lower!.Clone();
        lower[0, 0] = -1;
        Assert.False((result with { Lower = lower }).Verify(matrix));
        Assert.False((result with { Lower = null }).Verify(matrix));
        if (result.Kernel is not null)
        {
            Assert.False((result with { Kernel = null }).Verify(matrix));
            Assert.False((result with { Kernel = new Rational[matrix.Dimension] }).Verify(matrix));
            Assert.False((result with { Kernel = [.. result.Kernel, 0] }).Verify(matrix));
        }
    }

    private static bool Allows(Definiteness definiteness, int sign) => definiteness switch
    {
        Definiteness.PositiveDefinite => sign > 0,
        Definiteness.PositiveSemidefiniteSingular => sign >= 0,
        Definiteness.NegativeDefinite => sign < 0,
        Definiteness.NegativeSemidefiniteSingular => sign <= 0,
        Definiteness.Zero => sign == 0,
        _ => true,
    };

    private static Definiteness ByMinors(AttentionMatrix matrix)
    {
        Rational[][] rows = [.. Enumerable.Range(0, matrix.Dimension).Select(r => Enumerable.Range(0, matrix.Dimension).Select(c => matrix[r, c]).ToArray())];
        Rational[][] negated = [.. rows.Select(row => row.Select(x => -x).ToArray())];
        bool isSingular = BruteForce.Determinant(rows).IsZero;
        return (AllMinorsAreNonNegative(rows), AllMinorsAreNonNegative(negated)) switch
        {
            (true, true) => Definiteness.Zero,
            (true, false) => isSingular ? Definiteness.PositiveSemidefiniteSingular : Definiteness.PositiveDefinite,
            (false, true) => isSingular ? Definiteness.NegativeSemidefiniteSingular : Definiteness.NegativeDefinite,
            _ => Definiteness.Indefinite,
        };
    }

    private static bool AllMinorsAreNonNegative(Rational[][] rows) => Enumerable.Range(1, rows.Length)
        .SelectMany(size => BruteForce.Subsets(rows.Length, size))
        .All(subset => BruteForce.Determinant([.. subset.Select(r => subset.Select(c => rows[r][c]).ToArray())]).Sign >= 0);

    private static AttentionMatrix Symmetric(int seed)
    {
        var inputs = new GeometryInputs(seed);
        int d = 1 + inputs.Below(4);
        return inputs.Below(5) switch
        {
            0 => inputs.Matrix(d).SymmetricPart(),
            1 => inputs.Gram(d, 1, 0),
            2 => inputs.Gram(d, -1, 0),
            3 => inputs.Gram(d, 1, new Rational(1, 7)),
            _ => inputs.Gram(d, -1, new Rational(1, 7)),
        };
    }

    private static AttentionMatrix Square(int[] entries)
    {
        int d = (int)Math.Sqrt(entries.Length);
        var square = new Rational[d, d];
        for (int i = 0; i < entries.Length; i++)
        {
            square[i / d, i % d] = entries[i];
        }

        return new AttentionMatrix(square);
    }
}
