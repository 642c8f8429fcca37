using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle.Tests;

/// <summary>Traces for tests: of the library's own engines, or of layers written down.</summary>
internal static class Recording
{
    /// <summary>A problem from numbers; a null matrix is the identity.</summary>
    public static HardmaxProblem Problem(double[][] tokens, Rational? alpha = null, double[,]? matrix = null)
    {
        int d = tokens[0].Length;
        AttentionMatrix a = matrix is null ? AttentionMatrix.Identity(d) : new AttentionMatrix(Exact(matrix));
        return new HardmaxProblem(Cloud(tokens), new HardmaxSystem(a, alpha ?? 1));
    }

    public static TokenCloud Cloud(double[][] tokens) => new(tokens.Select(token => Array.ConvertAll(token, Rational.FromDouble)));

    public static Trace Of(HardmaxProblem problem, params double[][][] layers) => new()
    {
        Problem = problem,
        Layers = [RecordedLayer.Of(problem.Tokens), .. layers.Select(layer => RecordedLayer.Of(Cloud(layer)))],
    };

    /// <summary>The trace of a step function over binary64, from its own output.</summary>
    public static Trace Run(HardmaxProblem problem, int layers, Func<double[][], double[][]> step)
    {
        var recorded = new List<RecordedLayer> { RecordedLayer.Of(problem.Tokens) };
        double[][] tokens = problem.Tokens.ToDoubles();
        for (int k = 0; k < layers; k++)
        {
            tokens = step(tokens);
            recorded.Add(RecordedLayer.Of(Cloud(tokens)));
        }

        return new Trace { Problem = problem, Layers = recorded, Steps = layers };
    }

    /// <summary>The trace of the textbook formulas over a number type of 8, 24 or 53 bits or over rationals.</summary>
    public static Trace Textbook<T>(HardmaxProblem problem, int layers, DeclaredArithmetic arithmetic, Func<Rational, T> from, Func<T, Rational> to)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
    {
        var dynamics = new TextbookDynamics<T>(Convert(problem.System.Matrix, from), from(problem.System.Alpha));
        T[][] tokens = [.. problem.Tokens.ToArray().Select(token => Array.ConvertAll(token, x => from(x)))];
        var recorded = new List<RecordedLayer>();
        for (int k = 0; k <= layers; k++)
        {
            recorded.Add(RecordedLayer.Of(new TokenCloud(tokens.Select(token => Array.ConvertAll(token, x => to(x))))));
            tokens = [.. Enumerable.Range(0, tokens.Length).Select(i => dynamics.Move(tokens, i, dynamics.AttentionSet(tokens, i)))];
        }

        return new Trace { Problem = problem, Layers = recorded, Steps = layers, Arithmetic = arithmetic };
    }

    public static Trace Doubles(HardmaxProblem problem, int layers) =>
        Textbook(problem, layers, DeclaredArithmetic.Default, x => x.ToDouble(), Rational.FromDouble);

    /// <summary>The problem with every number rounded to a format; null where one overflows, or alpha becomes 0.</summary>
    public static HardmaxProblem? Rounded(HardmaxProblem problem, BinaryFormat format)
    {
        bool isFinite = true;
        Rational Round(Rational x)
        {
            isFinite &= format.TryRound(x, out Rational rounded);
            return rounded;
        }

        var tokens = new TokenCloud(problem.Tokens.ToArray().Select(token => Array.ConvertAll(token, Round)));
        var matrix = new AttentionMatrix(Convert(problem.System.Matrix, Round));
        Rational alpha = Round(problem.System.Alpha);
        return isFinite && !alpha.IsZero ? new HardmaxProblem(tokens, new HardmaxSystem(matrix, alpha)) : null;
    }

    private static T[,] Convert<T>(AttentionMatrix matrix, Func<Rational, T> from)
    {
        var entries = new T[matrix.Dimension, matrix.Dimension];
        for (int r = 0; r < matrix.Dimension; r++)
        {
            for (int c = 0; c < matrix.Dimension; c++)
            {
                entries[r, c] = from(matrix[r, c]);
            }
        }

        return entries;
    }

    private static Rational[,] Exact(double[,] matrix)
    {
        var entries = new Rational[matrix.GetLength(0), matrix.GetLength(1)];
        for (int r = 0; r < entries.GetLength(0); r++)
        {
            for (int c = 0; c < entries.GetLength(1); c++)
            {
                entries[r, c] = Rational.FromDouble(matrix[r, c]);
            }
        }

        return entries;
    }
}
