namespace Hardmax.Sentiment;

/// <summary>How the vectors of words are drawn before training.</summary>
public enum InitialVectors
{
    /// <summary>Every coordinate of about a normal distribution: norms differ, few words lead in low dimension and most in high.</summary>
    Normal,

    /// <summary>Directions at random, all of norm 1: who leads is left to the training.</summary>
    Sphere,
}

/// <summary>How a model is trained. The defaults are those of docs/sentiment.md, "Results".</summary>
internal sealed record TrainingOptions
{
    /// <summary>The step of Adam for d = 1: in fewer dimensions a word has further to go.</summary>
    public const float UsualRate = 0.04f;

    /// <summary>d, at least 1.</summary>
    public required int Dimension { get; init; }

    /// <summary>The number of layers, at least 0; null trains on the limit itself.</summary>
    public required int? Depth { get; init; }

    /// <summary>How often the training texts are gone through, at least 1.</summary>
    public required int Epochs { get; init; }

    /// <summary>Everything that is random follows from it: vectors, order, words left out, validation split.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many words of a text are read, at least 1.</summary>
    public int MaxWords { get; init; } = 128;

    /// <summary>Which words of a longer text are read.</summary>
    public WordChoice Reads { get; init; } = WordChoice.Ends;

    /// <summary>How often a word occurs in the training texts at least, to be known; at least 1.</summary>
    public int Floor { get; init; } = 5;

    /// <summary>How many words are known at most.</summary>
    public int VocabularySize { get; init; } = int.MaxValue;

    /// <summary>How texts become words.</summary>
    public TokeniserOptions Tokeniser { get; init; } = new() { JoinsNegations = true };

    /// <summary>alpha, finite and greater than 0; where it is learned, what it begins with.</summary>
    public float Alpha { get; init; } = 1;

    /// <summary>Whether alpha is learned.</summary>
    public bool LearnsAlpha { get; init; }

    /// <summary>Whether A = L L^T is learned; else it is the identity (docs/sentiment-theory.md, "What learning A means").</summary>
    public bool LearnsMatrix { get; init; }

    /// <summary>How the vectors of words are drawn.</summary>
    public InitialVectors Initial { get; init; } = InitialVectors.Normal;

    /// <summary>
    /// The standard deviation of a coordinate, or the norm on the sphere, of the vectors that are drawn; greater than 0. Where it
    /// is small, a word can only lead by what it learns: few words lead, and they are those that carry meaning.
    /// </summary>
    public float Spread { get; init; } = 1;

    /// <summary>The step of Adam at the beginning, finite and greater than 0, which falls to 0 in a straight line; null for <see cref="UsualRate"/> / sqrt(d).</summary>
    public float? LearningRate { get; init; }

    /// <summary>The step of Adam at the beginning.</summary>
    public float Rate => LearningRate ?? UsualRate / MathF.Sqrt(Dimension);

    /// <summary>Texts in a step, at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The probability that a word of a text is left out, each time the text is seen; from 0 to 1.</summary>
    public float WordDropout { get; init; } = 0.5f;

    /// <summary>
    /// On the limit: what each word gets of the gradient although only leaders matter, finite and at least 0; 0 is the exact
    /// gradient (docs/sentiment-theory.md, "Infinite depth").
    /// </summary>
    public float Leak { get; init; } = 0.05f;

    /// <summary>
    /// The share of the training texts that is held back to choose the epoch, from 0 to 1; always at least one text, and
    /// never all.
    /// </summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>A number with which a run could not go on or would not end: the name of the first that is out of its range; null where none is.</summary>
    internal string? OutOfRange => this switch
    {
        { Dimension: < 1 } => nameof(Dimension),
        { Depth: < 0 } => nameof(Depth),
        { Epochs: < 1 } => nameof(Epochs),
        { MaxWords: < 1 } => nameof(MaxWords),
        { Floor: < 1 } => nameof(Floor),
        { VocabularySize: < 0 } => nameof(VocabularySize),
        { BatchSize: < 1 } => nameof(BatchSize),
        { Alpha: not (> 0 and < float.PositiveInfinity) } => nameof(Alpha),
        { Rate: not (> 0 and < float.PositiveInfinity) } => nameof(LearningRate),
        { Spread: not (> 0 and < float.PositiveInfinity) } => nameof(Spread),
        { WordDropout: not (>= 0 and <= 1) } => nameof(WordDropout),
        { Leak: not (>= 0 and < float.PositiveInfinity) } => nameof(Leak),
        { ValidationShare: not (>= 0 and <= 1) } => nameof(ValidationShare),
        _ => null,
    };
}
