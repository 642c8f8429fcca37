namespace Hardmax.Oracle;

/// <summary>How much is asked of an implementation, and what counts.</summary>
internal sealed record ConformOptions
{
    /// <summary>The number of cases where nothing else is said.</summary>
    public const int DefaultCases = 500;

    /// <summary>The seed: the same seed asks an implementation of the same dtype the same cases.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many cases are asked at most.</summary>
    public int Cases { get; init; } = DefaultCases;

    /// <summary>How long everything may take, reruns and shrinking included.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether what passes with a note counts as a failure.</summary>
    public bool Strict { get; init; }

    /// <summary>Failures that are expected.</summary>
    public KnownFailures KnownFailures { get; init; } = KnownFailures.None;

    /// <summary>The run ends after so many cases without an answer in time.</summary>
    public int MaxTimeouts { get; init; } = 3;

    /// <summary>What was run, for the reports; empty for a function in this process.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
}

/// <summary>Is told what a run does while it does it, in the thread that runs it.</summary>
internal interface IConformObserver
{
    /// <summary>A case is about to be sent.</summary>
    void Sending(OracleCase oracleCase);

    /// <summary>A case was judged.</summary>
    void Judged(CaseResult result);

    /// <summary>A verdict was replaced, because the other cases show that the declared dtype is wrong.</summary>
    void Settled(CaseResult result);

    /// <summary>A failure is about to be shrunk: the first of so many.</summary>
    void Shrinking(CaseResult failure, int number, int count);

    /// <summary>A failure was shrunk and diagnosed.</summary>
    void Reported(Failure failure);
}
