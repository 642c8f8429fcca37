using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>Numbers that Adam moves, with their moments; all three arrays have one length.</summary>
internal sealed class Parameter(float[] values)
{
    public float[] Values { get; } = values;

    public float[] First { get; } = new float[values.Length];

    public float[] Second { get; } = new float[values.Length];

    /// <summary>A step of Adam on a part of the numbers; the gradient is a factor times a direction.</summary>
    public void Step(int start, float factor, ReadOnlySpan<float> direction, float rate) => Adam.Step(
        Values.AsSpan(start, direction.Length),
        First.AsSpan(start, direction.Length),
        Second.AsSpan(start, direction.Length),
        factor,
        direction,
        rate);
}

/// <summary>
/// What training moves. Words are kept as y = L^T z, in which the layers are those of the identity, so that sets, limits and
/// the gradient need no matrix; the decoder sees y through v = L^{-1} w. With A = I, L is the identity and y = z.
/// </summary>
internal sealed class Weights
{
    private const int UniformDraws = 12;

    private readonly int _dimension;

    private Weights(int dimension, float[] words, float[] decoder, float[] scalars, float[] factor)
    {
        _dimension = dimension;
        Words = new Parameter(words);
        Decoder = new Parameter(decoder);
        Scalars = new Parameter(scalars);
        Factor = new Parameter(factor);
    }

    /// <summary>The vectors y of the words: V x d, row after row.</summary>
    public Parameter Words { get; }

    /// <summary>w: d numbers.</summary>
    public Parameter Decoder { get; }

    /// <summary>b and the logarithm of alpha.</summary>
    public Parameter Scalars { get; }

    /// <summary>L, d x d and lower triangular, with the logarithms of its diagonal on the diagonal; empty where A is the identity.</summary>
    public Parameter Factor { get; }

    /// <summary>All of them, with names, in a fixed order.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> All => [("words", Words), ("decoder", Decoder), ("scalars", Scalars), ("factor", Factor)];

    public float Bias => Scalars.Values[0];

    public float Alpha => MathF.Exp(Scalars.Values[1]);

    public float Gamma => Alpha / (1 + Alpha);

    /// <summary>Weights drawn for a seed.</summary>
    public static Weights Draw(TrainingOptions options, int words)
    {
        int d = options.Dimension;
        var random = new SplitMix64(SplitMix64.Mix(options.Seed));
        float[] vectors = Normal(random, words * d);
        if (options.Initial == InitialVectors.Sphere)
        {
            for (int row = 0; row < words; row++)
            {
                Normalise(vectors.AsSpan(row * d, d));
            }
        }

        Scale(vectors, options.Spread);
        float[] decoder = Normal(random, d);
        Scale(decoder, 1 / MathF.Sqrt(d));
        return new Weights(d, vectors, decoder, [0, MathF.Log(options.Alpha)], options.LearnsMatrix ? new float[d * d] : []);
    }

    /// <summary>The same numbers, without moments.</summary>
    public Weights Copy() => new(_dimension, [.. Words.Values], [.. Decoder.Values], [.. Scalars.Values], [.. Factor.Values]);

    /// <summary>v = L^{-1} w, by forward substitution.</summary>
    public float[] SeenDecoder()
    {
        float[] seen = [.. Decoder.Values];
        if (Factor.Values.Length == 0)
        {
            return seen;
        }

        float[] factor = Lower();
        for (int row = 0; row < _dimension; row++)
        {
            for (int column = 0; column < row; column++)
            {
                seen[row] -= factor[(row * _dimension) + column] * seen[column];
            }

            seen[row] /= factor[(row * _dimension) + row];
        }

        return seen;
    }

    /// <summary>
    /// Moves decoder and factor by the derivative with respect to v, which is all that they see of the loss: with
    /// u = L^{-T} (dv) the gradient of w is u, and that of L is -u v^T.
    /// </summary>
    public void StepDecoder(float[] gradient, float[] seen, float rate)
    {
        if (Factor.Values.Length == 0)
        {
            Decoder.Step(0, 1, gradient, rate);
            return;
        }

        float[] factor = Lower();
        float[] u = [.. gradient];
        SolveTransposed(factor, u);
        float[] change = new float[_dimension * _dimension];
        for (int row = 0; row < _dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                float derivative = -u[row] * seen[column];
                change[(row * _dimension) + column] = row == column ? derivative * factor[(row * _dimension) + row] : derivative;
            }
        }

        Decoder.Step(0, 1, u, rate);
        Factor.Step(0, 1, change, rate);
    }

    /// <summary>The model that these weights are.</summary>
    /// <exception cref="ArithmeticException">A number of it is beyond the range of binary32.</exception>
    public SentimentModel ToModel(TrainingOptions options, Vocabulary words)
    {
        float[] vectors = [.. Words.Values];
        float[] factor = Factor.Values.Length == 0 ? [] : Lower();
        for (int row = 0; factor.Length > 0 && row < words.Count; row++)
        {
            SolveTransposed(factor, vectors.AsSpan(row * _dimension, _dimension));
        }

        float alpha = options.LearnsAlpha ? ShortAlpha() : options.Alpha;
        if (alpha == 0 || !IsFinite(vectors) || !IsFinite(Decoder.Values) || !IsFinite(factor) || !IsFinite([Bias, alpha]))
        {
            throw new ArithmeticException("A weight is not finite in binary32: the learning rate is too large.");
        }

        return new SentimentModel(words, [.. vectors], [.. Decoder.Values])
        {
            DecoderBias = Bias,
            Alpha = alpha,
            Factor = [.. factor],
            Depth = options.Depth,
            MaxWords = options.MaxWords,
            Reads = options.Reads,
            Tokeniser = options.Tokeniser,
        };
    }

    private static bool IsFinite(float[] numbers) => Array.TrueForAll(numbers, float.IsFinite);

    // Eight bits, as a bfloat16: the exact integers of a layer are longer than those of the one before by those of alpha, and a
    // learned alpha is small, so many layers pass before a limit is certified.
    private float ShortAlpha() => BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(Alpha) + 0x8000) & 0xffff_0000);

    /// <summary>Solves L^T x = y in place, from the last coordinate up.</summary>
    private void SolveTransposed(ReadOnlySpan<float> factor, Span<float> x)
    {
        for (int row = _dimension - 1; row >= 0; row--)
        {
            for (int below = row + 1; below < _dimension; below++)
            {
                x[row] -= factor[(below * _dimension) + row] * x[below];
            }

            x[row] /= factor[(row * _dimension) + row];
        }
    }

    private float[] Lower()
    {
        float[] factor = [.. Factor.Values];
        for (int c = 0; c < _dimension; c++)
        {
            factor[(c * _dimension) + c] = MathF.Exp(factor[(c * _dimension) + c]);
        }

        return factor;
    }

    // The sum of twelve uniform numbers less 6 has mean 0 and variance 1, and is the same on every machine, as logarithms and cosines need not be.
    private static float[] Normal(SplitMix64 random, int count)
    {
        float[] draws = new float[count];
        for (int at = 0; at < count; at++)
        {
            long sum = 0;
            for (int draw = 0; draw < UniformDraws; draw++)
            {
                sum += (long)(random.Next() >> 40);
            }

            draws[at] = (float)((sum / (double)(1 << 24)) - (UniformDraws / 2));
        }

        return draws;
    }

    private static void Scale(Span<float> numbers, float factor)
    {
        foreach (ref float number in numbers)
        {
            number *= factor;
        }
    }

    private static void Normalise(Span<float> vector)
    {
        float square = 0;
        foreach (float x in vector)
        {
            square += x * x;
        }

        for (int c = 0; square > 0 && c < vector.Length; c++)
        {
            vector[c] /= MathF.Sqrt(square);
        }
    }
}
