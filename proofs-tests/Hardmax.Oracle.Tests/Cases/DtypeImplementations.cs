using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Numbers;

namespace Hardmax.Oracle.Tests;

/// <summary>A step function over any number type: next layer from the tokens so far, A and alpha.</summary>
internal interface IStep
{
    T[][] Next<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>;
}

/// <summary>The formulas of the paper.</summary>
internal sealed class RightStep : IStep
{
    public T[][] Next<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
    {
        var dynamics = new TextbookDynamics<T>(matrix, alpha);
        return dynamics.Next(layers[^1], dynamics.AttentionSets(layers[^1]));
    }
}

/// <summary>Runs a step function in the dtype of a case.</summary>
internal static class DtypeImplementations
{
    /// <summary>The trace of a step function on a case.</summary>
    public static Trace Run(OracleCase oracleCase, IStep step) => oracleCase.Arithmetic.Format.Name switch
    {
        "float64" => Run(oracleCase, step, x => x.ToDouble(), Rational.FromDouble),
        "float32" => Run(oracleCase, step, x => x.ToSingle(), Rational.FromSingle),
        "float16" => Run(oracleCase, step, x => x.ToHalf(), Rational.FromHalf),
        _ => Run(oracleCase, step, RoundedNumber<BFloat16Rounding>.Of, x => x.Value),
    };

    private static Trace Run<T>(OracleCase oracleCase, IStep step, Func<Rational, T> from, Func<T, Rational> to)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
    {
        int d = oracleCase.Problem.Tokens.Dimension;
        var matrix = new T[d, d];
        for (int k = 0; k < d * d; k++)
        {
            matrix[k / d, k % d] = from(oracleCase.Problem.System.Matrix[k / d, k % d]);
        }

        List<T[][]> layers = [Array.ConvertAll(oracleCase.Problem.Tokens.ToArray(), token => Array.ConvertAll(token, x => from(x)))];
        for (int k = 0; k < oracleCase.Layers; k++)
        {
            layers.Add(step.Next(layers, matrix, from(oracleCase.Problem.System.Alpha)));
        }

        return new Trace
        {
            Problem = oracleCase.Problem,
            Arithmetic = oracleCase.Arithmetic,
            Steps = oracleCase.Layers,
            Layers = [.. layers.Select(layer => RecordedLayer.Of(new Hardmax.Model.TokenCloud(layer.Select(token => Array.ConvertAll(token, x => to(x))))))],
        };
    }
}
