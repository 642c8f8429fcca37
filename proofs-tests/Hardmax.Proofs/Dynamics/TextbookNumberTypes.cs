using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Dynamics;

/// <summary>
/// The textbook is one definition over any number type. As long as no operation has to round, every type gives the same
/// tokens and the same attention sets as the rationals.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 300)]
public sealed class TextbookNumberTypes
{
    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, "2 exact layers", "4 exact layers" })]
    public void Double_is_exact_on_dyadics(DyadicProblem drawn, Sightings saw) =>
        Agree(drawn.Problem, saw, 53, x => x.ToDouble(), Rational.FromDouble);

    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, "1 exact layers", "2 exact layers" })]
    public void Single_is_exact_on_dyadics(DyadicProblem drawn, Sightings saw) =>
        Agree(drawn.Problem, saw, 24, x => x.ToSingle(), Rational.FromSingle);

    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, "1 exact layers" })]
    public void Half_is_exact_on_dyadics(DyadicProblem drawn, Sightings saw) =>
        Agree(drawn.Problem, saw, 11, x => x.ToHalf(), Rational.FromHalf);

    // A product of two numbers with f bits behind the point has 2 f decimals; 28 digits hold 40 bits in all.
    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, "2 exact layers", "3 exact layers" })]
    public void Decimal_is_exact_on_dyadics(DyadicProblem drawn, Sightings saw) =>
        Agree(drawn.Problem, saw, 40, x => (decimal)x.Numerator / (decimal)x.Denominator, FromDecimal);

    private static void Agree<T>(HardmaxProblem problem, Sightings saw, int precision, Func<Rational, T> from, Func<T, Rational> back)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
    {
        Features.Note(saw, problem);
        Rational[,] exactMatrix = problem.System.Matrix.ToArray();
        int d = exactMatrix.GetLength(0);
        if (!NothingRounds(exactMatrix, problem.Tokens.ToArray(), precision))
        {
            return;
        }

        var matrix = new T[d, d];
        for (int at = 0; at < d * d; at++)
        {
            matrix[at / d, at % d] = from(exactMatrix[at / d, at % d]);
        }

        var textbook = new TextbookDynamics<T>(matrix, from(problem.System.Alpha));
        T[][] tokens = [.. problem.Tokens.ToArray().Select(token => Array.ConvertAll(token, x => from(x)))];
        int exactLayers = 0;
        foreach ((Rational[][] exact, int[][] sets) in problem.TextbookLayers().Take(5))
        {
            Rational[][] means = [.. sets.Select(set => Problems.Mean(exact, set))];
            if (!NothingRounds(exactMatrix, [.. exact, .. means], precision))
            {
                break;
            }

            Assert.Equal(exact, tokens.Select(token => Array.ConvertAll(token, x => back(x))));
            Assert.Equal(sets, textbook.AttentionSets(tokens));
            tokens = textbook.Next(tokens, sets);
            saw.Note($"{++exactLayers} exact layers");
        }
    }

    /// <summary>
    /// With all numbers multiples of 2^-f below 2^e, and entries of A of a bits, a score is a sum of at most d^2 products
    /// with at most 2 (e + f) + a bits; sums over a set, differences and gamma times them have fewer.
    /// </summary>
    private static bool NothingRounds(Rational[,] matrix, Rational[][] values, int precision)
    {
        Rational[] numbers = [.. values.SelectMany(x => x)];
        Rational[] entries = [.. matrix.Cast<Rational>()];
        if (!numbers.Concat(entries).All(x => x.Denominator.IsPowerOfTwo))
        {
            return false;
        }

        long bits = BitsOf(numbers);
        return (2 * bits) + BitsOf(entries) + (2 * (long)BitOperations.Log2((uint)matrix.GetLength(0))) + 2 <= precision && bits + 6 <= precision;
    }

    private static long BitsOf(Rational[] numbers) =>
        numbers.Max(x => x.Denominator.GetBitLength() - 1) + numbers.Max(x => (Rational.Abs(x).Numerator / x.Denominator).GetBitLength());

    private static Rational FromDecimal(decimal value)
    {
        int[] parts = decimal.GetBits(value);
        BigInteger digits = (((BigInteger)(uint)parts[2] << 64) | ((BigInteger)(uint)parts[1] << 32)) | (uint)parts[0];
        Rational magnitude = new(digits, BigInteger.Pow(10, (parts[3] >> 16) & 0xFF));
        return parts[3] < 0 ? -magnitude : magnitude;
    }
}
