using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Claims;

/// <summary>
/// A statement about hardmax dynamics, as one object that tests, the command line and searches for counterexamples
/// share. It may be false: <see cref="ProvedFor"/> says where it is a theorem.
/// </summary>
public sealed class Claim
{
    private readonly Func<ClaimEvidence, ClaimVerdict> _evaluate;

    internal Claim(string id, string statement, string source, ClaimHypotheses hypotheses, ImmutableDictionary<MatrixClass, string> provedFor, Func<ClaimEvidence, ClaimVerdict> evaluate, params ReadOnlySpan<MatrixClass> classes)
    {
        Classes = classes.IsEmpty ? [.. Enum.GetValues<MatrixClass>()] : [.. classes];
        Id = id;
        Statement = statement;
        Source = source;
        Hypotheses = hypotheses;
        ProvedFor = provedFor;
        _evaluate = evaluate;
    }

    /// <summary>The name by which files and commands know the claim, such as "hull-shrinks".</summary>
    public string Id { get; }

    /// <summary>What is claimed, in a sentence.</summary>
    public string Statement { get; }

    /// <summary>Where the statement comes from.</summary>
    public string Source { get; }

    /// <summary>What the claim assumes of the tokens of layer 0.</summary>
    public ClaimHypotheses Hypotheses { get; }

    /// <summary>The matrix classes that the claim says something about: all, unless it speaks of "some matrix of a class".</summary>
    public ImmutableArray<MatrixClass> Classes { get; }

    /// <summary>Whether the verdict depends on the tokens alone, and not on the matrix or alpha of the problem.</summary>
    public bool IsOfTokensAlone { get; init; }

    /// <summary>The matrix classes for which the claim is proved, each with the source of the proof.</summary>
    public ImmutableDictionary<MatrixClass, string> ProvedFor { get; }

    /// <summary>The verdict on one problem, from its exact layers and its certified limit.</summary>
    public ClaimVerdict Evaluate(ClaimEvidence evidence)
    {
        if (Hypotheses.HasFlag(ClaimHypotheses.Distinct) && !evidence.Problem.Tokens.IsDistinct())
        {
            return ClaimVerdict.NotApplicable("the claim assumes distinct tokens, and two are equal");
        }

        if (Hypotheses.HasFlag(ClaimHypotheses.Nonzero) && evidence.Problem.Tokens.HasZero())
        {
            return ClaimVerdict.NotApplicable("the claim assumes nonzero tokens, and one is zero");
        }

        return _evaluate(evidence);
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>What a claim assumes of the tokens of layer 0.</summary>
[Flags]
public enum ClaimHypotheses
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No two tokens are equal.</summary>
    Distinct = 1,

    /// <summary>No token is the zero vector.</summary>
    Nonzero = 2,
}

/// <summary>What was found of a claim on one problem.</summary>
public enum ClaimStatus
{
    /// <summary>True of this problem, in all layers.</summary>
    Holds,

    /// <summary>False of this problem; the witness says where.</summary>
    Violated,

    /// <summary>The problem does not satisfy the hypotheses.</summary>
    NotApplicable,

    /// <summary>Not violated in the layers that were computed, and nothing proves it for the others.</summary>
    Undecided,
}

/// <summary>The verdict on one claim and problem.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Witness">The exact facts behind it; always there for a violation.</param>
public sealed record ClaimVerdict(ClaimStatus Status, ClaimWitness? Witness)
{
    /// <summary>The claim is true of the problem.</summary>
    public static ClaimVerdict Holds(ClaimWitness? witness = null) => new(ClaimStatus.Holds, witness);

    /// <summary>The claim is false of the problem.</summary>
    public static ClaimVerdict Violated(ClaimWitness witness) => new(ClaimStatus.Violated, witness);

    /// <summary>The problem does not satisfy the hypotheses.</summary>
    public static ClaimVerdict NotApplicable(string says) => new(ClaimStatus.NotApplicable, new ClaimWitness(says));

    /// <summary>It is not known whether the claim is true of the problem.</summary>
    public static ClaimVerdict Undecided(string says) => new(ClaimStatus.Undecided, new ClaimWitness(says));
}

/// <summary>Exact facts that decide a claim: anyone can check them by hand.</summary>
/// <param name="Says">The facts in a sentence.</param>
public sealed record ClaimWitness(string Says)
{
    /// <summary>The layer that the facts are about, or null.</summary>
    public int? Layer { get; init; }

    /// <summary>The tokens that they are about.</summary>
    public ImmutableArray<int> Tokens { get; init; } = [];

    /// <summary>
    /// Whether the layers only tend to what is said and never reach it: a limit cycle that no layer is on, say. A
    /// counterexample that reaches it can be checked by hand in finitely many steps, so searches prefer one.
    /// </summary>
    public bool IsApproached { get; init; }

    /// <summary>The exact vectors and numbers that they name.</summary>
    public ImmutableArray<NamedValue> Values { get; init; } = [];
}

/// <summary>An exact vector, or a number as a vector of one coordinate, with the name that a witness gives it.</summary>
/// <param name="Name">Such as "z_0" or "s".</param>
/// <param name="Value">The coordinates.</param>
public sealed record NamedValue(string Name, ImmutableArray<Rational> Value);
