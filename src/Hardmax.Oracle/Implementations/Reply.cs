namespace Hardmax.Oracle;

/// <summary>How a case was answered.</summary>
public enum ReplyKind
{
    /// <summary>With layers, right or wrong.</summary>
    Answered,

    /// <summary>It declined.</summary>
    Skipped,

    /// <summary>It reported an error.</summary>
    Errored,

    /// <summary>It ended.</summary>
    Crashed,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It answered with something that is no answer to this case.</summary>
    Malformed,
}

/// <summary>What an implementation answered to one case.</summary>
public sealed record Reply
{
    /// <summary>How it answered.</summary>
    public required ReplyKind Kind { get; init; }

    /// <summary>The recorded layers; empty unless it answered.</summary>
    public IReadOnlyList<RecordedLayer> Layers { get; init; } = [];

    /// <summary>The recorded attention sets, or null.</summary>
    public IReadOnlyList<RecordedSets>? Selected { get; init; }

    /// <summary>The input as it says it received it, or null.</summary>
    public Echo? Echo { get; init; }

    /// <summary>The dtype of the arrays that came back, as the adapter reports it, or null.</summary>
    public string? ReturnedDType { get; init; }

    /// <summary>Its own words, or what was wrong with the answer; one sentence without a full stop, or empty.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>What it wrote to stderr meanwhile, the last of it.</summary>
    public string StandardError { get; init; } = string.Empty;

    /// <summary>Breaches of the protocol that were survived, such as a line that is no JSON object; each in one sentence.</summary>
    public IReadOnlyList<string> Breaches { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The trace of an answered case.</summary>
    public Trace ToTrace(OracleCase oracleCase) => new()
    {
        Problem = oracleCase.Problem,
        Arithmetic = oracleCase.Arithmetic,
        Layers = Layers,
        Steps = oracleCase.Layers,
        Selected = Selected,
        Echo = Echo,
        ReturnedDType = ReturnedDType,
    };
}
