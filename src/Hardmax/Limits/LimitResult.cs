using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>How a limit was proved; docs/theory.md has each argument.</summary>
public enum LimitProof
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Conditions (a) and (b): every token heads straight for a mean that stays.</summary>
    StationaryMeans,

    /// <summary>The score gaps of a layer come back up to a factor, so the attention sets repeat for ever.</summary>
    RecurringGaps,

    /// <summary>The tokens are sums of powers of rational rates, and no score gap ever changes its sign again.</summary>
    ExponentialSums,
}

/// <summary>Where the tokens of one group end: a point, or an orbit that they run through for ever.</summary>
/// <param name="Places">One place in R^d for each phase of the limit; phase 0 is that of the layer of the result.</param>
/// <param name="Members">The tokens, ascending.</param>
public sealed record LimitGroup(ImmutableArray<ImmutableArray<Rational>> Places, ImmutableArray<int> Members)
{
    /// <summary>Whether the group comes to rest: one place in all phases.</summary>
    public bool IsPoint => Places.All(place => place.AsSpan().SequenceEqual(Places[0].AsSpan()));
}

/// <summary>What a problem does as its layers tend to infinity, as <see cref="LimitCertifier"/> found it.</summary>
/// <param name="Problem">The input.</param>
/// <param name="Status">Whether the limit is known.</param>
/// <param name="Proof">How it was proved.</param>
/// <param name="Layer">
/// The smallest layer at which the certificate closes: conditions (a) and (b) hold, or the attention sets are periodic
/// from there on. Undecided: the last layer that was looked at.
/// </param>
/// <param name="SetsPeriod">After how many layers the attention sets repeat, from <paramref name="Layer"/> on; 1 where they stay.</param>
/// <param name="SettledLayer">The layer at which the proof applies, at least <paramref name="Layer"/>.</param>
/// <param name="ProofPeriod">The period that the proof works with (after which the gaps come back, say); a multiple of the period of the sets.</param>
/// <param name="State">The tokens at <paramref name="Layer"/>.</param>
/// <param name="LeaderSince">For each leader at <paramref name="Layer"/> the first layer at which it led.</param>
/// <param name="Groups">The limits: one group for each distinct limit or orbit, by smallest member. Empty when undecided.</param>
public sealed record LimitResult(
    HardmaxProblem Problem,
    LimitStatus Status,
    LimitProof Proof,
    int Layer,
    int SetsPeriod,
    int SettledLayer,
    int ProofPeriod,
    ExactState State,
    ImmutableSortedDictionary<int, int> LeaderSince,
    ImmutableArray<LimitGroup> Groups)
{
    /// <summary>The number of distinct points at layer 0.</summary>
    public required int DistinctAtStart { get; init; }

    /// <summary>
    /// For <see cref="LimitProof.ExponentialSums"/> the rates, descending: all roots of the linear recurrence that the
    /// tokens at layers <see cref="SettledLayer"/> + m <see cref="ProofPeriod"/> obey for ever. Empty for other proofs.
    /// </summary>
    public ImmutableArray<RateMultiplicity> Rates { get; init; } = [];

    /// <summary>The number of layers after which the limit orbit repeats; 1 where all tokens come to rest.</summary>
    public int Period => Groups.IsEmpty ? 1 : Groups[0].Places.Length;

    /// <summary>The number of distinct points at <see cref="Layer"/> whose tokens attend exactly to the tokens there.</summary>
    public int LeaderPointCount => Enumerable.Range(0, State.PointCount).Count(State.Attention.IsLeaderPoint);

    /// <summary>The limit of a token.</summary>
    public LimitGroup GroupOf(int token) => Groups.First(group => group.Members.BinarySearch(token) >= 0);
}
