using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>
/// The sentiment model of arXiv:2407.01602, Section 5: a vector of R^d for each word, hardmax layers, and a hyperplane on
/// the mean of the tokens. A text is positive where &lt;w, mean&gt; + b &gt; 0. All weights are binary32 and finite, so they
/// are exact rationals. Immutable.
/// </summary>
public sealed class SentimentModel
{
    /// <summary>A model.</summary>
    /// <param name="words">The words, in the order of the rows.</param>
    /// <param name="encoder">The vectors of the words: V x d, row after row.</param>
    /// <param name="decoderWeights">w: d numbers.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a number is not finite.</exception>
    public SentimentModel(Vocabulary words, ImmutableArray<float> encoder, ImmutableArray<float> decoderWeights)
    {
        if (decoderWeights.IsEmpty || encoder.Length != (long)words.Count * decoderWeights.Length)
        {
            throw new ArgumentException("The encoder has one vector for each word, as long as that of the decoder.", nameof(encoder));
        }

        Words = words;
        Encoder = RequireFinite(encoder, nameof(encoder));
        DecoderWeights = RequireFinite(decoderWeights, nameof(decoderWeights));
    }

    /// <summary>The words, in the order of the rows of the encoder.</summary>
    public Vocabulary Words { get; }

    /// <summary>The vectors of the words: V x d, row after row.</summary>
    public ImmutableArray<float> Encoder { get; }

    /// <summary>w: d numbers.</summary>
    public ImmutableArray<float> DecoderWeights { get; }

    /// <summary>b.</summary>
    public float DecoderBias { get; init; }

    /// <summary>The step parameter, greater than 0.</summary>
    public required float Alpha { get; init; }

    /// <summary>L with A = L L^T: d x d, row after row; empty where A is the identity.</summary>
    public ImmutableArray<float> Factor { get; init; } = [];

    /// <summary>The number of layers that the model was trained for; null where it was trained on the limit itself.</summary>
    public required int? Depth { get; init; }

    /// <summary>How many words of a text are read.</summary>
    public required int MaxWords { get; init; }

    /// <summary>How a text becomes words.</summary>
    public TokeniserOptions Tokeniser { get; init; } = TokeniserOptions.Default;

    /// <summary>
    /// Whether shorter texts are filled up to <see cref="MaxWords"/> with row 0, as the paper's own model does; row 0 is
    /// then no word of any text.
    /// </summary>
    public bool IsPadded { get; init; }

    /// <summary>The dimension, d.</summary>
    public int Dimension => DecoderWeights.Length;

    /// <summary>The vector of a word: d numbers.</summary>
    public ReadOnlySpan<float> Vector(int row) => Encoder.AsSpan(row * Dimension, Dimension);

    /// <summary>A and alpha, exactly.</summary>
    public HardmaxSystem System()
    {
        if (Factor.IsEmpty)
        {
            return new HardmaxSystem(AttentionMatrix.Identity(Dimension), Rational.FromSingle(Alpha));
        }

        var matrix = new Rational[Dimension, Dimension];
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                Rational sum = Rational.Zero;
                for (int at = 0; at < Dimension; at++)
                {
                    sum += Rational.FromSingle(Factor[(row * Dimension) + at]) * Rational.FromSingle(Factor[(column * Dimension) + at]);
                }

                matrix[row, column] = sum;
            }
        }

        return new HardmaxSystem(new AttentionMatrix(matrix), Rational.FromSingle(Alpha));
    }

    private static ImmutableArray<float> RequireFinite(ImmutableArray<float> numbers, string name) =>
        numbers.All(float.IsFinite) ? numbers : throw new ArgumentException("Every number is finite.", name);
}
