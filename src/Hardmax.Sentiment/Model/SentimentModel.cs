using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>
/// The sentiment model of arXiv:2407.01602, Section 5: a vector of R^d for each word, hardmax layers, and a hyperplane on
/// the mean of the tokens. A text is positive where &lt;w, mean&gt; + b &gt; 0. All weights are binary32 and finite, so they
/// are exact rationals. Immutable, and safe to use from several threads.
/// </summary>
public sealed class SentimentModel
{
    private readonly Lazy<HardmaxSystem> _system;
    private readonly Lazy<Rational[]> _decoder;

    // The vectors of the words that were asked for, exactly. Two threads may make the same one; either is kept.
    private readonly Rational[]?[] _vectors;

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
        _vectors = new Rational[words.Count][];
        _decoder = new Lazy<Rational[]>(() => Exact(DecoderWeights.AsSpan()));
        _system = new Lazy<HardmaxSystem>(() => new HardmaxSystem(Matrix(), Rational.FromSingle(Alpha)));
    }

    /// <summary>The words, in the order of the rows of the encoder.</summary>
    public Vocabulary Words { get; }

    /// <summary>The vectors of the words: V x d, row after row.</summary>
    public ImmutableArray<float> Encoder { get; }

    /// <summary>w: d numbers.</summary>
    public ImmutableArray<float> DecoderWeights { get; }

    /// <summary>b, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public float DecoderBias
    {
        get;
        init => field = float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The bias is finite.");
    }

    /// <summary>The step parameter, finite and greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public required float Alpha
    {
        get;
        init => field = float.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "alpha is finite and greater than 0.");
    }

    /// <summary>
    /// L with A = L L^T: d x d, row after row; empty where A is the identity. A model of which L is singular can be asked
    /// everything, but is not written and not read: its A is not positive definite, and the theorem says nothing about it.
    /// </summary>
    /// <exception cref="ArgumentException">The size does not fit, or a number is not finite.</exception>
    public ImmutableArray<float> Factor
    {
        get;
        init => field = value.IsEmpty || value.Length == (long)Dimension * Dimension
            ? RequireFinite(value, nameof(value))
            : throw new ArgumentException("The factor is d x d.", nameof(value));
    }

    = [];

    /// <summary>The number of layers that the model was trained for; null where it was trained on the limit itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public required int? Depth
    {
        get;
        init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The depth is at least 0.");
    }

    /// <summary>How many words of a text are read, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public required int MaxWords
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one word of a text is read.");
    }

    /// <summary>Which words of a longer text are read.</summary>
    public WordChoice Reads { get; init; }

    /// <summary>How a text becomes words.</summary>
    public TokeniserOptions Tokeniser { get; init; } = TokeniserOptions.Default;

    /// <summary>
    /// Whether shorter texts are filled up to <see cref="MaxWords"/> with row 0, as the paper's own model does; row 0 is
    /// then no word of any text.
    /// </summary>
    public bool IsPadded { get; init; }

    /// <summary>What the trainer says about the training: a JSON object for people, on which nothing depends; null where it says nothing.</summary>
    /// <exception cref="ArgumentException">It is no object.</exception>
    public JsonElement? Training
    {
        get;
        init => field = value is null or { ValueKind: JsonValueKind.Object }
            ? value?.Clone()
            : throw new ArgumentException("What is said about the training is an object.", nameof(value));
    }

    /// <summary>The same model with something said about its training.</summary>
    /// <exception cref="ArgumentException">It is no object.</exception>
    public SentimentModel With(JsonElement training) => new(Words, Encoder, DecoderWeights)
    {
        DecoderBias = DecoderBias,
        Alpha = Alpha,
        Factor = Factor,
        Depth = Depth,
        MaxWords = MaxWords,
        Reads = Reads,
        Tokeniser = Tokeniser,
        IsPadded = IsPadded,
        Training = training,
    };

    /// <summary>The dimension, d.</summary>
    public int Dimension => DecoderWeights.Length;

    /// <summary>The vector of a word: d numbers.</summary>
    public ReadOnlySpan<float> Vector(int row) => Encoder.AsSpan(row * Dimension, Dimension);

    /// <summary>A and alpha, exactly; the same object each time.</summary>
    public HardmaxSystem System() => _system.Value;

    /// <summary>
    /// A text as an exact problem: a token for each word with its repetitions, equal ones beside each other, words in the
    /// order of the bag; then row 0 until there are <see cref="MaxWords"/> tokens, where <see cref="IsPadded"/>. The labels are
    /// the words. A bag is taken whole, also where it is longer than <see cref="MaxWords"/>: the cut is made by
    /// <see cref="WordBag.Of"/>.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// There is no token: no word of the text is known (n = 0 has no layers, no limit and no mean), and nothing is filled up.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A row of the bag is none of this model.</exception>
    public HardmaxProblem Problem(WordBag bag)
    {
        int length = bag.Length;
        int padding = IsPadded ? Math.Max(0, MaxWords - length) : 0;
        if (length + padding == 0)
        {
            throw new ArgumentException("A text without a known word has no tokens.", nameof(bag));
        }

        var tokens = new Rational[length + padding][];
        string[] labels = new string[tokens.Length];
        int at = 0;
        void Add(int row, int count)
        {
            tokens.AsSpan(at, count).Fill(ExactVector(row));
            labels.AsSpan(at, count).Fill(Words.Words[row]);
            at += count;
        }

        for (int i = 0; i < bag.Distinct; i++)
        {
            Add(bag.Rows[i], bag.Counts[i]);
        }

        if (padding > 0)
        {
            Add(0, padding);
        }

        return new HardmaxProblem(new TokenCloud(tokens), System(), ImmutableCollectionsMarshal.AsImmutableArray(labels));
    }

    /// <summary>The words of a text, and where <see cref="IsPadded"/> row 0 as often as it is filled up with it.</summary>
    public WordBag Filled(WordBag bag)
    {
        int padding = IsPadded ? Math.Max(0, MaxWords - bag.Length) : 0;
        return padding == 0 ? bag : new WordBag(bag.Rows.Add(0), bag.Counts.Add(padding));
    }

    /// <summary>On which side of the hyperplane of the decoder a word stands.</summary>
    public Side SideOf(int row) => Sides.Of(DecisionValue(ExactVector(row)).Sign);

    /// <summary>&lt;w, mean&gt; + b, exactly: what a text is worth whose tokens have this mean.</summary>
    /// <param name="mean">d numbers.</param>
    /// <exception cref="ArgumentException">They are not d.</exception>
    public Rational DecisionValue(ReadOnlySpan<Rational> mean) => mean.Length == Dimension
        ? Vectors.Dot(_decoder.Value, mean) + Rational.FromSingle(DecoderBias)
        : throw new ArgumentException("A mean has d coordinates.", nameof(mean));

    private static Rational[] Exact(ReadOnlySpan<float> numbers)
    {
        var exact = new Rational[numbers.Length];
        for (int i = 0; i < exact.Length; i++)
        {
            exact[i] = Rational.FromSingle(numbers[i]);
        }

        return exact;
    }

    private static ImmutableArray<float> RequireFinite(ImmutableArray<float> numbers, string name) =>
        numbers.All(float.IsFinite) ? numbers : throw new ArgumentException("Every number is finite.", name);

    private Rational[] ExactVector(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Words.Count);
        Rational[]? known = Volatile.Read(ref _vectors[row]);
        if (known is null)
        {
            known = Exact(Vector(row));
            Volatile.Write(ref _vectors[row], known);
        }

        return known;
    }

    private AttentionMatrix Matrix()
    {
        if (Factor.IsEmpty)
        {
            return AttentionMatrix.Identity(Dimension);
        }

        Rational[] factor = Exact(Factor.AsSpan());
        var matrix = new Rational[Dimension, Dimension];
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                matrix[row, column] = Vectors.Dot(factor.AsSpan(row * Dimension, Dimension), factor.AsSpan(column * Dimension, Dimension));
                matrix[column, row] = matrix[row, column];
            }
        }

        return new AttentionMatrix(matrix);
    }
}
