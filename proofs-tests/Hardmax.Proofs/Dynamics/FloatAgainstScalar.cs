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
/// FloatDynamics computes in one documented arithmetic, bit for bit. Here that arithmetic is written down a second time,
/// one scalar operation after the other, and the two must agree in every bit of every token, and in every set.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 400)]
public sealed class FloatAgainstScalar
{
    private const int Layers = 12;

    [Property(MustSee = new[] { "identity", "general", Features.Tie, Features.Line, Features.DoubleValued, Features.LargeDenominators, "a tie in floats", "scores overflow" })]
    public void In_binary64(AnyProblem any, Sightings saw)
    {
        var scalar = new Scalar<double>(any.Problem.System, x => x.ToDouble(), Math.FusedMultiplyAdd);
        AreEqual(any.Problem, saw, FloatDynamics.Double, scalar, BitConverter.DoubleToInt64Bits);
    }

    [Property(MustSee = new[] { "identity", "general", Features.Tie, Features.Line, Features.DoubleValued, Features.LargeDenominators, "a tie in floats", "inputs overflow" })]
    public void In_binary32(AnyProblem any, Sightings saw)
    {
        var scalar = new Scalar<float>(any.Problem.System, x => x.ToSingle(), MathF.FusedMultiplyAdd);
        AreEqual(any.Problem, saw, FloatDynamics.Single, scalar, x => BitConverter.SingleToInt32Bits(x));
    }

    private static void AreEqual<T>(HardmaxProblem problem, Sightings saw, Func<HardmaxSystem, FloatDynamics<T>> engineOf, Scalar<T> scalar, Func<T, long> bits)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        Features.Note(saw, problem);
        T[] tokens = scalar.Round(problem.Tokens);
        if (!scalar.IsFinite || !Array.TrueForAll(tokens, T.IsFinite))
        {
            saw.Note("inputs overflow");
            Assert.Throws<OverflowException>(() => engineOf(problem.System).Round(problem.Tokens));
            return;
        }

        FloatDynamics<T> engine = engineOf(problem.System);
        Assert.Equal(tokens.Select(bits), engine.Round(problem.Tokens).Select(bits));
        for (int layer = 0; layer < Layers; layer++)
        {
            if (scalar.Sets(tokens) is not { } sets)
            {
                saw.Note("scores overflow");
                Assert.Throws<ArithmeticException>(() => engine.AttentionSets(tokens));
                return;
            }

            AttentionSets found = engine.AttentionSets(tokens);
            saw.Note("a tie in floats", Array.Exists(sets, set => set.Length > 1));
            Assert.Equal(sets, found.ToArray());
            T[] next = scalar.Next(tokens, sets);
            if (!Array.TrueForAll(next, T.IsFinite))
            {
                saw.Note("places overflow");
                Assert.Throws<ArithmeticException>(() => engine.Next(tokens, found));
                return;
            }

            Assert.Equal(next.Select(bits), engine.Next(tokens, found).Select(bits));
            tokens = next;
        }
    }

    /// <summary>The documented arithmetic, word for word.</summary>
    private sealed class Scalar<T>(HardmaxSystem system, Func<Rational, T> round, Func<T, T, T, T> fusedMultiplyAdd)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        private readonly int _d = system.Matrix.Dimension;
        private readonly T _gamma = round(system.Gamma);

        public bool IsFinite => T.IsFinite(_gamma) && system.Matrix.ToArray().Cast<Rational>().All(entry => T.IsFinite(round(entry)));

        public T[] Round(TokenCloud tokens) => [.. tokens.ToArray().SelectMany(token => token.Select(round))];

        /// <summary>The attention sets, or null where a score is not finite.</summary>
        public int[][]? Sets(T[] tokens)
        {
            int n = tokens.Length / _d;
            var sets = new int[n][];
            for (int i = 0; i < n; i++)
            {
                T[] query = Query(tokens[(i * _d)..((i + 1) * _d)]);
                T[] scores = [.. Enumerable.Range(0, n).Select(j => Chain(query, tokens[(j * _d)..((j + 1) * _d)]))];
                if (!Array.TrueForAll(scores, T.IsFinite))
                {
                    return null;
                }

                T max = scores.Max();
                sets[i] = [.. Enumerable.Range(0, n).Where(j => scores[j] == max)];
            }

            return sets;
        }

        public T[] Next(T[] tokens, int[][] sets)
        {
            var next = new T[tokens.Length];
            for (int at = 0; at < next.Length; at++)
            {
                (int i, int c) = (at / _d, at % _d);
                T sum = tokens[(sets[i][0] * _d) + c];
                for (int k = 1; k < sets[i].Length; k++)
                {
                    sum += tokens[(sets[i][k] * _d) + c];
                }

                T mean = sum / T.CreateChecked(sets[i].Length);
                T step = mean - tokens[at];
                T share = _gamma * step;
                next[at] = tokens[at] + share;
            }

            return next;
        }

        private T[] Query(T[] token) => system.Matrix.IsIdentity
            ? token
            : [.. Enumerable.Range(0, _d).Select(row => Chain([.. Enumerable.Range(0, _d).Select(column => round(system.Matrix[row, column]))], token))];

        // Fused multiply-adds over ascending coordinates, from 0.
        private T Chain(T[] x, T[] y)
        {
            T sum = T.Zero;
            for (int c = 0; c < _d; c++)
            {
                sum = fusedMultiplyAdd(x[c], y[c], sum);
            }

            return sum;
        }
    }
}
