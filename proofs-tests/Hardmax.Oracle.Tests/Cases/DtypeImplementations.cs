using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle.Tests;

/// <summary>Right and wrong layers in the dtype of a case, bfloat16 among them.</summary>
internal static class DtypeImplementations
{
    /// <summary>The trace of the paper's formulas on a case.</summary>
    public static Trace Right(OracleCase oracleCase) => oracleCase.Arithmetic.Format.Name switch
    {
        "float64" => Run(oracleCase, x => x.ToDouble(), Rational.FromDouble, Textbook),
        "float32" => Run(oracleCase, x => x.ToSingle(), Rational.FromSingle, Textbook),
        "float16" => Run(oracleCase, x => x.ToHalf(), Rational.FromHalf, Textbook),
        _ => Run(oracleCase, RoundedNumber<BFloat16Rounding>.Of, x => x.Value, Textbook),
    };

    /// <summary>The trace of a mistake on a case.</summary>
    public static Trace Wrong(OracleCase oracleCase, Mistake mistake) => oracleCase.Arithmetic.Format.Name switch
    {
        "float64" => Run(oracleCase, x => x.ToDouble(), Rational.FromDouble, mistake.NextFloats),
        "float32" => Run(oracleCase, x => x.ToSingle(), Rational.FromSingle, mistake.NextFloats),
        "float16" => Run(oracleCase, x => x.ToHalf(), Rational.FromHalf, mistake.NextFloats),
        _ => Run(oracleCase, RoundedNumber<BFloat16Rounding>.Of, x => x.Value, (layers, matrix, alpha) => mistake.NextLayer(layers, matrix, alpha)!),
    };

    /// <summary>Whether a mistake can be made in a dtype: in bfloat16, those of exact form.</summary>
    public static bool Exists(Mistake mistake, string dtype) =>
        dtype != "bfloat16" || mistake.NextLayer<Rational>([[[1], [2]]], new Rational[,] { { 1 } }, 1) is not null;

    private static T[][] Textbook<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
    {
        var dynamics = new TextbookDynamics<T>(matrix, alpha);
        return dynamics.Next(layers[^1], dynamics.AttentionSets(layers[^1]));
    }

    private static Trace Run<T>(OracleCase oracleCase, Func<Rational, T> from, Func<T, Rational> to, Func<IReadOnlyList<T[][]>, T[,], T, T[][]> next)
    {
        HardmaxProblem problem = oracleCase.Problem;
        int d = problem.Tokens.Dimension;
        var matrix = new T[d, d];
        for (int k = 0; k < d * d; k++)
        {
            matrix[k / d, k % d] = from(problem.System.Matrix[k / d, k % d]);
        }

        List<T[][]> layers = [Array.ConvertAll(problem.Tokens.ToArray(), token => Array.ConvertAll(token, x => from(x)))];
        List<RecordedLayer> recorded = [RecordedLayer.Of(problem.Tokens)];
        for (int k = 0; k < oracleCase.Layers && recorded[^1].Defect is null; k++)
        {
            layers.Add(next(layers, matrix, from(problem.System.Alpha)));
            recorded.Add(Record(layers[^1], to));
        }

        return new Trace { Problem = problem, Arithmetic = oracleCase.Arithmetic, Steps = oracleCase.Layers, Layers = recorded };
    }

    private static RecordedLayer Record<T>(T[][] layer, Func<T, Rational> to)
    {
        try
        {
            return RecordedLayer.Of(new TokenCloud(layer.Select(token => Array.ConvertAll(token, x => to(x)))));
        }
        catch (ArgumentOutOfRangeException)
        {
            return RecordedLayer.Broken(new Defect(VerdictClass.NonFinite, "a number is not finite"));
        }
    }
}
