namespace Hardmax.Testing;

/// <summary>What became of a property.</summary>
public sealed record PropertyReport
{
    /// <summary>Whether every case passed and every label of MustSee occurred.</summary>
    public required bool Passed { get; init; }

    /// <summary>One readable text: the summary of a success, or why the property failed and how to replay it.</summary>
    public required string Text { get; init; }

    /// <summary>How many cases were judged; rejected ones are not among them.</summary>
    public required int Cases { get; init; }

    /// <summary>How many cases carried each label; every label of MustSee is a key.</summary>
    public required IReadOnlyDictionary<string, int> Seen { get; init; }

    /// <summary>What replays the failing case, or null.</summary>
    public string? Replay { get; init; }

    /// <summary>The failing case as simple as shrinking made it, or empty.</summary>
    public IReadOnlyList<object?> Arguments { get; init; } = [];

    /// <summary>What the test threw for <see cref="Arguments"/>, or null.</summary>
    public Exception? Cause { get; init; }
}

/// <summary>A property failed; the message says for which arguments, and how to replay them.</summary>
public sealed class PropertyFailedException : Exception
{
    /// <summary>The failure that a report tells of.</summary>
    public PropertyFailedException(PropertyReport report)
        : base(report.Text, report.Cause) => Report = report;

    /// <summary>The report.</summary>
    public PropertyReport Report { get; }
}

/// <summary>A property returned false.</summary>
public sealed class PropertyIsFalseException() : Exception("The property returned false.");
