using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Why something recorded cannot be judged: it has no numbers, or not as many as it should.</summary>
/// <param name="Class">The verdict that this is.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Token">The token where it is, or null.</param>
/// <param name="Coordinate">The coordinate where it is, or null.</param>
public sealed record Defect(VerdictClass Class, string Message, int? Token = null, int? Coordinate = null);

/// <summary>A layer as an implementation recorded it: tokens, or what is wrong with them.</summary>
public sealed record RecordedLayer
{
    private RecordedLayer(TokenCloud? tokens, Defect? defect) => (Tokens, Defect) = (tokens, defect);

    /// <summary>The recorded places, exactly; null where there is a defect. Its n and d are as recorded.</summary>
    public TokenCloud? Tokens { get; }

    /// <summary>What is wrong, or null.</summary>
    public Defect? Defect { get; }

    /// <summary>Finite tokens in rows of one length.</summary>
    public static RecordedLayer Of(TokenCloud tokens) => new(tokens, null);

    /// <summary>No layer.</summary>
    public static RecordedLayer Broken(Defect defect) => new(null, defect);
}

/// <summary>The attention sets of one step as an implementation reported them.</summary>
public sealed record RecordedSets
{
    private RecordedSets(ImmutableArray<ImmutableArray<int>>? sets, Defect? defect) => (Sets, Defect) = (sets, defect);

    /// <summary>For each token the tokens that it attended to, ascending and perhaps none; null where there is a defect.</summary>
    public ImmutableArray<ImmutableArray<int>>? Sets { get; }

    /// <summary>What is wrong, or null.</summary>
    public Defect? Defect { get; }

    /// <summary>One set for each token, ascending, within 0 .. n-1.</summary>
    public static RecordedSets Of(IEnumerable<IEnumerable<int>> sets) => new([.. sets.Select(set => set.Order().ToImmutableArray())], null);

    /// <summary>No sets.</summary>
    public static RecordedSets Broken(Defect defect) => new(null, defect);
}

/// <summary>The input as an implementation says it received it; null for what it does not say.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Alpha">alpha.</param>
/// <param name="Matrix">A.</param>
public sealed record Echo(RecordedLayer? Tokens, Rational? Alpha, RecordedLayer? Matrix);
