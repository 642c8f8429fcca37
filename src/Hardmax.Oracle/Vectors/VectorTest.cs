using System.Collections.Immutable;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>What a vector asks for.</summary>
internal enum VectorType
{
    /// <summary>One layer, in a binary format.</summary>
    Step,

    /// <summary>Several layers, each of them exact in the format, so that nothing is carried over.</summary>
    Trajectory,

    /// <summary>What happens as the layers tend to infinity, in exact arithmetic.</summary>
    Limit,
}

/// <summary>What is to be said of the output of a test: of the candidate where there is one, else of any output.</summary>
internal enum VectorResult
{
    /// <summary>There is one right selection; a candidate is right.</summary>
    Valid,

    /// <summary>The format cannot decide between several selections; a candidate chose another one than the exact one.</summary>
    Acceptable,

    /// <summary>The candidate is wrong.</summary>
    Invalid,
}

/// <summary>What is expected of a step.</summary>
/// <param name="Selection">C_i for each token, of the exact scores.</param>
/// <param name="NextExact">The exact next layer, n x d.</param>
/// <param name="NextRounded">The next layer, correctly rounded to the format.</param>
/// <param name="Tolerance">For each coordinate how far a computed one may lie from the exact one, n x d.</param>
internal sealed record StepExpectation(AttentionSets Selection, TokenCloud NextExact, TokenCloud NextRounded, ImmutableArray<ImmutableArray<Rational>> Tolerance);

/// <summary>A selection of one token that the format cannot tell from the exact one.</summary>
/// <param name="Token">The token.</param>
/// <param name="Selection">The set that it may attend to as well.</param>
/// <param name="NextExact">Where that takes it, exactly: d numbers.</param>
/// <param name="NextRounded">The same, correctly rounded to the format.</param>
/// <param name="Tolerance">How far a computed place may lie from the exact one: d numbers.</param>
internal sealed record AcceptedSelection(
    int Token,
    ImmutableArray<int> Selection,
    ImmutableArray<Rational> NextExact,
    ImmutableArray<Rational> NextRounded,
    ImmutableArray<Rational> Tolerance);

/// <summary>A portable test: an input, and everything that is known of the output.</summary>
internal sealed record VectorTest
{
    /// <summary>A hash of the content.</summary>
    public required string Id { get; init; }

    /// <summary>What is asked.</summary>
    public required VectorType Type { get; init; }

    /// <summary>One sentence without a full stop.</summary>
    public required string Comment { get; init; }

    /// <summary>What is special about it, in the order of <see cref="VectorFlags.All"/>; a candidate has the flag of its mistake too.</summary>
    public required ImmutableArray<string> Flags { get; init; }

    /// <summary>Tokens, A and alpha, each representable in the format where there is one.</summary>
    public required HardmaxProblem Problem { get; init; }

    /// <summary>The format; null for limits, which are asked in exact arithmetic.</summary>
    public BinaryFormat? Format { get; init; }

    /// <summary>One for each layer that is asked: one for a step, none for a limit.</summary>
    public required ImmutableArray<StepExpectation> Expected { get; init; }

    /// <summary>What is claimed of a limit; null for other tests.</summary>
    public LimitClaims? Limit { get; init; }

    /// <summary>For a step: other selections that the format cannot tell from the exact ones.</summary>
    public ImmutableArray<AcceptedSelection> Accepted { get; init; } = [];

    /// <summary>Layer 1 .. L as someone computed them, to be judged; null where an implementation is to compute them.</summary>
    public ImmutableArray<TokenCloud>? Candidate { get; init; }

    /// <summary>What is to be said of the output.</summary>
    public required VectorResult Result { get; init; }
}

/// <summary>Tests of one shape.</summary>
/// <param name="Type">What they ask.</param>
/// <param name="Dtype">"float64", "float32", or "rational".</param>
/// <param name="Tokens">n.</param>
/// <param name="Dimension">d.</param>
/// <param name="Alpha">The step parameter.</param>
/// <param name="Tests">The tests.</param>
internal sealed record VectorGroup(VectorType Type, string Dtype, int Tokens, int Dimension, Rational Alpha, ImmutableArray<VectorTest> Tests);

/// <summary>A file of vectors.</summary>
/// <param name="Name">Its name: "step-float64.json".</param>
/// <param name="Groups">Its tests by shape.</param>
internal sealed record VectorFile(string Name, ImmutableArray<VectorGroup> Groups)
{
    /// <summary>All tests in order.</summary>
    public IEnumerable<VectorTest> Tests => Groups.SelectMany(group => group.Tests);
}
