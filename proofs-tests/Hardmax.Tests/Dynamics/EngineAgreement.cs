using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics;

/// <summary>The exact engine held against the textbook over rationals.</summary>
internal static class EngineAgreement
{
    /// <summary>Tokens, attention sets and the next layers agree, from layer 0 on.</summary>
    public static void Demand(HardmaxProblem problem, int layers)
    {
        TextbookDynamics<Rational> textbook = Textbook(problem);
        Rational[][] tokens = problem.Tokens.ToArray();
        var state = ExactState.Start(problem);
        for (int layer = 0; layer <= layers; layer++)
        {
            Assert.Equal(layer, state.Layer);
            Assert.Equal(new TokenCloud(tokens), state.ToTokens());
            int[][] sets = textbook.AttentionSets(tokens);
            Assert.Equal(sets, state.AttentionSets.ToArray());
            tokens = textbook.Next(tokens, sets);
            state = state.Next();
        }
    }

    public static TextbookDynamics<Rational> Textbook(HardmaxProblem problem) => new(problem.System.Matrix.ToArray(), problem.System.Alpha);

    public static HardmaxProblem Problem(Rational[][] tokens, Rational[,]? matrix = null, Rational? alpha = null) => new(
        new TokenCloud(tokens),
        new HardmaxSystem(matrix is null ? AttentionMatrix.Identity(tokens[0].Length) : new AttentionMatrix(matrix), alpha ?? Rational.One));

    /// <summary>2^exponent, for any exponent.</summary>
    public static Rational Two(int exponent) =>
        exponent >= 0 ? BigInteger.One << exponent : new Rational(BigInteger.One, BigInteger.One << -exponent);

    /// <summary>The attention sets that plain binary64 sees: every number rounded once, sums from left to right.</summary>
    public static int[][] PlainDoubles(HardmaxProblem problem)
    {
        int d = problem.Tokens.Dimension;
        double[,] matrix = new double[d, d];
        for (int at = 0; at < matrix.Length; at++)
        {
            matrix[at / d, at % d] = problem.System.Matrix[at / d, at % d].ToDouble();
        }

        double[][] tokens = problem.Tokens.ToDoubles();
        return new TextbookDynamics<double>(matrix, 1).AttentionSets(tokens);
    }

    /// <summary>Whether two lists of attention sets differ.</summary>
    public static bool Differ(int[][] left, int[][] right) => !left.Zip(right).All(pair => pair.First.SequenceEqual(pair.Second));
}
