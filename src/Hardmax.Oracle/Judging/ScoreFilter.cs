using System.Numerics.Tensors;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Which scores can matter, by binary64 and a bound: a token j that is left out has
/// s_j + beta_j &lt; max_l (s_l - beta_l), so that no arithmetic within its bounds selects it. Exact integers are needed
/// for the others alone. Proof in docs/oracle.md, "The filter".
/// </summary>
internal sealed class ScoreFilter
{
    // Between these, no product of three of the numbers overflows or is subnormal in binary64.
    private const double Smallest = 1e-90;
    private const double Largest = 1e90;
    private const double UnitRoundoff = 1.0 / (1L << 53);

    private readonly double[] _tokens;
    private readonly double[] _absolute;
    private readonly double[]? _matrix;
    private readonly int _dimension;
    private readonly int _count;
    private readonly double _factor;
    private readonly double[] _query;
    private readonly double[] _absoluteQuery;
    private readonly double[] _upper;
    private readonly int[] _kept;

    private ScoreFilter(double[] tokens, double[]? matrix, int dimension, double declaredGamma)
    {
        (_tokens, _matrix, _dimension) = (tokens, matrix, dimension);
        _absolute = Array.ConvertAll(tokens, Math.Abs);
        _count = tokens.Length / dimension;
        (_query, _absoluteQuery) = (new double[dimension], new double[dimension]);
        _upper = new double[_count];
        _kept = new int[_count];

        // 2 d + 3 roundings (three of them of the inputs) give an error of gamma_(2d+3) of the true magnitude, which is
        // within the same factor of the computed one; 4 d + 16 covers that, the sums below, and a beta that is computed
        // exactly elsewhere, with room to spare while d is below 2^30.
        _factor = (declaredGamma * (1 + 1e-6)) + (((4 * dimension) + 16) * UnitRoundoff);
    }

    /// <summary>A filter for a state, or null where its bound would not hold: huge or tiny numbers, or no beta.</summary>
    public static ScoreFilter? TryCreate(RecordedState state, ScoreBound bound)
    {
        if (bound.MayUnderflow || !bound.InputsAreExact || bound.Gamma is not { } gamma || gamma > 1)
        {
            return null;
        }

        double[] tokens = [.. state.Tokens.ToArray().SelectMany(token => token).Select(x => x.ToDouble())];
        double[]? matrix = state.System.Matrix.IsIdentity ? null : [.. state.System.Matrix.ToArray().Cast<Rational>().Select(x => x.ToDouble())];
        bool isSafe = Array.TrueForAll(tokens, IsSafe) && (matrix is null || Array.TrueForAll(matrix, IsSafe)) && StaysBelow(tokens, matrix, state.Dimension, bound.Format.LargestAsDouble);
        return isSafe ? new ScoreFilter(tokens, matrix, state.Dimension, gamma.ToDouble()) : null;
    }

    /// <summary>The keys whose scores can matter to token i, ascending as they are; valid until the next call.</summary>
    public ReadOnlySpan<int> Candidates(int i, ReadOnlySpan<int> keys)
    {
        Apply(i);
        double best = double.NegativeInfinity;
        foreach (int j in keys)
        {
            double score = TensorPrimitives.Dot(_query, _tokens.AsSpan(j * _dimension, _dimension));
            double width = _factor * TensorPrimitives.Dot(_absoluteQuery, _absolute.AsSpan(j * _dimension, _dimension));
            best = Math.Max(best, score - width);
            _upper[j] = score + width;
        }

        int kept = 0;
        foreach (int j in keys)
        {
            if (_upper[j] >= best)
            {
                _kept[kept++] = j;
            }
        }

        return _kept.AsSpan(0, kept);
    }

    private static bool IsSafe(double x) => x == 0 || (Math.Abs(x) >= Smallest && Math.Abs(x) <= Largest);

    // Where a score may overflow the declared format, there is no beta; the filter stays away from there.
    private static bool StaysBelow(double[] tokens, double[]? matrix, int dimension, double largest)
    {
        double token = TensorPrimitives.MaxMagnitude<double>(tokens);
        double entry = matrix is null ? 1 : TensorPrimitives.MaxMagnitude<double>(matrix);
        double image = 8.0 * dimension * Math.Abs(token) * Math.Max(1, Math.Abs(entry));
        return image < largest && image * dimension * Math.Abs(token) * Math.Abs(entry) < largest;
    }

    private void Apply(int i)
    {
        ReadOnlySpan<double> token = _tokens.AsSpan(i * _dimension, _dimension);
        if (_matrix is null)
        {
            token.CopyTo(_query);
            _absolute.AsSpan(i * _dimension, _dimension).CopyTo(_absoluteQuery);
            return;
        }

        for (int row = 0; row < _dimension; row++)
        {
            double sum = 0;
            double absolute = 0;
            for (int c = 0; c < _dimension; c++)
            {
                double product = _matrix[(row * _dimension) + c] * token[c];
                sum += product;
                absolute += Math.Abs(product);
            }

            (_query[row], _absoluteQuery[row]) = (sum, absolute);
        }
    }
}
