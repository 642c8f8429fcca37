using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Tries to break the bounds of docs/oracle.md: computes in every order that they allow, on inputs made to round badly.</summary>
public sealed class BoundAttackTests
{
    private enum Inputs
    {
        Generic,
        SmallIntegers,
        Cancelling,
        Tiny,

        /// <summary>The token is tiny, the other one huge, and A small: the score is an ordinary number, A z underflows.</summary>
        Apart,
    }

    [Fact]
    public void No_order_of_operations_leaves_the_bound_of_a_score_in_float32() => AttackScores<float>(BinaryFormat.Single, Rational.FromSingle);

    [Fact]
    public void No_order_of_operations_leaves_the_bound_of_a_score_in_float16() => AttackScores<Half>(BinaryFormat.Half, Rational.FromHalf);

    [Fact]
    public void No_form_of_the_update_leaves_its_bound_in_float32() => AttackUpdates<float>(BinaryFormat.Single, Rational.FromSingle);

    [Fact]
    public void No_form_of_the_update_leaves_its_bound_in_float16() => AttackUpdates<Half>(BinaryFormat.Half, Rational.FromHalf);

    private static void AttackScores<T>(BinaryFormat format, Func<T, Rational> to)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(20261);
        (int exact, int inexact, double closest) = (0, 0, 0);
        for (int trial = 0; trial < 4000; trial++)
        {
            int d = 1 + random.Next(4);
            T[][] tokens = [Vector<T>(random, d, trial), Vector<T>(random, d, trial)];
            T[,]? matrix = random.Next(3) == 0 ? null : Matrix<T>(random, d, trial);
            if ((Inputs)(trial % 5) == Inputs.Apart)
            {
                // Powers of two alone: the triple products are exact, and what is formed first may be nothing.
                T small = T.CreateSaturating(Math.Sqrt(double.CreateSaturating(T.Epsilon)) * 8);
                tokens = [Array.ConvertAll(tokens[0], x => T.CreateChecked(T.Sign(x)) * small), Array.ConvertAll(tokens[1], x => T.CreateChecked(T.Sign(x)) / small)];
                matrix = Matrix<T>(random, d, 1);
                Scale(matrix, small / T.CreateChecked(1 << random.Next(8)));
            }

            HardmaxProblem problem = Problem(tokens, matrix, T.One, to);
            var state = new RecordedState(problem.Tokens, problem.System);
            var bound = new ScoreBound(state, DeclaredArithmetic.Of(format));
            CandidateScore score = TokenScores.Of(state, bound, [0, 1], 0).Candidates[1];
            if (score.Bound is not { } beta)
            {
                continue;
            }

            _ = beta.IsZero ? exact++ : inexact++;
            foreach (T computed in Orders(tokens[0], tokens[1], matrix, random).Where(T.IsFinite))
            {
                Rational error = Rational.Abs(to(computed) - score.Score);
                Assert.True(error <= beta, $"trial {trial}: off by {error.ToDouble()}, bound {beta.ToDouble()}");
                closest = Math.Max(closest, beta.IsZero ? 0 : (error / beta).ToDouble());
            }
        }

        Assert.True(exact > 200 && inexact > 1000, $"{exact} exact, {inexact} inexact scores were seen");
        Assert.True(closest > 0.3, $"no error came nearer to its bound than {closest}: the bound is not attacked, or useless");
    }

    private static void AttackUpdates<T>(BinaryFormat format, Func<T, Rational> to)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(20262);
        (int seen, double closest) = (0, 0);
        for (int trial = 0; trial < 4000; trial++)
        {
            int s = 1 + random.Next(6);
            T[] set = Vector<T>(random, s, trial);
            T z = random.Next(2) == 0 ? set[0] : Vector<T>(random, 1, trial)[0];
            T alpha = random.Next(3) switch { 0 => T.One, 1 => T.CreateSaturating(Math.Exp(6 * (random.NextDouble() - 0.5))), _ => T.CreateSaturating(0.1) };
            Rational[] exactSet = Array.ConvertAll(set, x => to(x));
            Rational mean = exactSet.Aggregate(Rational.Zero, (sum, x) => sum + x) / s;
            Rational magnitude = exactSet.Aggregate(Rational.Zero, (sum, x) => sum + Rational.Abs(x)) / s;
            Rational gamma = to(alpha) / (1 + to(alpha));
            Rational exact = to(z) + (gamma * (mean - to(z)));
            if (UpdateBound.Of(format, to(alpha), Rational.Abs(to(z)), magnitude, s) is not { } bound)
            {
                continue;
            }

            seen++;
            foreach (T computed in Forms(z, set, alpha))
            {
                Rational error = Rational.Abs(to(computed) - exact);
                Assert.True(error <= bound, $"trial {trial}, s = {s}, alpha = {alpha}: off by {error.ToDouble()}, bound {bound.ToDouble()}");
                closest = Math.Max(closest, bound.IsZero ? 0 : (error / bound).ToDouble());
            }
        }

        Assert.True(seen > 3000, $"only {seen} updates had a bound");
        Assert.True(closest > 0.15, $"no error came nearer to its bound than {closest}: the bound is not attacked, or useless");
    }

    private static void Scale<T>(T[,] matrix, T factor)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        foreach ((int r, int c) in Enumerable.Range(0, matrix.Length).Select(k => (k / matrix.GetLength(1), k % matrix.GetLength(1))))
        {
            matrix[r, c] *= factor;
        }
    }

    private static IEnumerable<T> Orders<T>(T[] x, T[] y, T[,]? matrix, Random random)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int d = x.Length;
        for (int times = 0; times < 6; times++)
        {
            int[] order = [.. Enumerable.Range(0, d)];
            random.Shuffle(order);
            foreach (bool fused in (bool[])[false, true])
            {
                T[] query = matrix is null ? x : [.. Enumerable.Range(0, d).Select(r => Sum([.. Enumerable.Range(0, d).Select(c => matrix[r, c])], x, order, fused))];
                yield return Sum(query, y, order, fused);
                T[] key = matrix is null ? y : [.. Enumerable.Range(0, d).Select(c => Sum([.. Enumerable.Range(0, d).Select(r => matrix[r, c])], y, order, fused))];
                yield return Sum(x, key, order, fused);
            }
        }
    }

    private static T Sum<T>(T[] x, T[] y, int[] order, bool fused)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        // Two halves, added at the end: neither ascending nor pairwise.
        (T left, T right) = (T.Zero, T.Zero);
        for (int at = 0; at < order.Length; at++)
        {
            int c = order[at];
            ref T half = ref at % 3 == 2 ? ref right : ref left;
            half = fused ? T.FusedMultiplyAdd(x[c], y[c], half) : half + (x[c] * y[c]);
        }

        return left + right;
    }

    private static IEnumerable<T> Forms<T>(T z, T[] set, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T size = T.CreateChecked(set.Length);
        T one = T.One;
        T g = alpha / (one + alpha);
        T r = one / (one + alpha);
        T share = one / size;
        T[] means = [set.Aggregate((a, b) => a + b) / size, set.Reverse().Aggregate((a, b) => a + b) / size, set.Select(x => x * share).Aggregate((a, b) => a + b), set.Aggregate((a, b) => a + b) * share];
        foreach (T m in means)
        {
            yield return z + (g * (m - z));
            yield return T.FusedMultiplyAdd(g, m - z, z);
            yield return z + (g * m) - (g * z);
            yield return ((one - g) * z) + (g * m);
            yield return (z / (one + alpha)) + (g * m);
            yield return (z + (alpha * m)) / (one + alpha);
            yield return (r * z) + (alpha * r * m);
            yield return (z + (alpha * m)) * r;
        }

        T weight = alpha * share / (one + alpha);
        yield return set.Aggregate(z / (one + alpha), (sum, x) => sum + (weight * x));
        if (set[0] == z)
        {
            T own = (one + (alpha * share)) / (one + alpha);
            yield return set.Skip(1).Aggregate(own * z, (sum, x) => sum + (weight * x));
        }
    }

    private static T[] Vector<T>(Random random, int d, int trial)
        where T : struct, IBinaryFloatingPointIeee754<T> => [.. Enumerable.Range(0, d).Select(c => Number<T>(random, (Inputs)(trial % 5), c))];

    private static T[,] Matrix<T>(Random random, int d, int trial)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var matrix = new T[d, d];
        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                matrix[r, c] = Number<T>(random, (Inputs)(trial % 5) == Inputs.Tiny ? Inputs.Generic : (Inputs)(trial % 5), c);
            }
        }

        return matrix;
    }

    private static T Number<T>(Random random, Inputs inputs, int c)
        where T : struct, IBinaryFloatingPointIeee754<T> => inputs switch
        {
            Inputs.Generic or Inputs.Apart => T.CreateSaturating((random.NextDouble() - 0.5) * 4),
            Inputs.SmallIntegers => T.CreateSaturating(random.Next(-4, 5)),

            // Just above 1 and of alternating signs: products round by nearly half a unit, and sums cancel.
            Inputs.Cancelling => T.CreateSaturating((c % 2 == 0 ? 1 : -1) * (1 + (random.NextDouble() * 0.01))),

            // Products of two of these lie among the subnormal numbers, or below them.
            _ => T.CreateSaturating(random.NextDouble()) * T.CreateSaturating(Math.Sqrt(double.CreateSaturating(T.Epsilon)) * random.Next(1, 40)),
        };

    private static HardmaxProblem Problem<T>(T[][] tokens, T[,]? matrix, T alpha, Func<T, Rational> to)
    {
        int d = tokens[0].Length;
        var entries = new Rational[d, d];
        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                entries[r, c] = matrix is null ? (r == c ? 1 : 0) : to(matrix[r, c]);
            }
        }

        return new HardmaxProblem(new TokenCloud(tokens.Select(token => Array.ConvertAll(token, x => to(x)))), new HardmaxSystem(new AttentionMatrix(entries), to(alpha)));
    }
}
