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
public sealed record TrainingOptions
{
    /// <summary>d, at least 1.</summary>
    public required int Dimension { get; init; }

    /// <summary>The number of layers; null trains on the limit itself.</summary>
    public required int? Depth { get; init; }

    /// <summary>How often the training texts are gone through, at least 1.</summary>
    public required int Epochs { get; init; }

    /// <summary>Everything that is random follows from it: vectors, order, words left out, validation split.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many words of a text are read.</summary>
    public int MaxWords { get; init; } = 128;

    /// <summary>Which words of a longer text are read.</summary>
    public WordChoice Reads { get; init; } = WordChoice.Ends;

    /// <summary>How often a word occurs in the training texts at least, to be known.</summary>
    public int Floor { get; init; } = 5;

    /// <summary>How many words are known at most.</summary>
    public int VocabularySize { get; init; } = int.MaxValue;

    /// <summary>How texts become words.</summary>
    public TokeniserOptions Tokeniser { get; init; } = new() { JoinsNegations = true };

    /// <summary>alpha, greater than 0; where it is learned, what it begins with.</summary>
    public float Alpha { get; init; } = 1;

    /// <summary>Whether alpha is learned.</summary>
    public bool LearnsAlpha { get; init; }

    /// <summary>Whether A = L L^T is learned; else it is the identity (docs/sentiment.md, "What learning A means").</summary>
    public bool LearnsMatrix { get; init; }

    /// <summary>How the vectors of words are drawn.</summary>
    public InitialVectors Initial { get; init; } = InitialVectors.Normal;

    /// <summary>The step of Adam at the beginning; it falls to 0 in a straight line.</summary>
    public float LearningRate { get; init; } = 0.01f;

    /// <summary>Texts in a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The probability that a word of a text is left out, each time the text is seen.</summary>
    public float WordDropout { get; init; } = 0.5f;

    /// <summary>On the limit: what each word gets of the gradient although only leaders matter; 0 is the exact gradient.</summary>
    public float Leak { get; init; } = 0.05f;

    /// <summary>The share of the training texts that is held back to choose the epoch.</summary>
    public double ValidationShare { get; init; } = 0.1;
}
