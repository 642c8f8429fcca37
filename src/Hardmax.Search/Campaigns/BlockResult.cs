using System.Collections.Immutable;

namespace Hardmax.Search;

/// <summary>What one claim came to in one block.</summary>
/// <param name="Claim">Its id.</param>
/// <param name="Trials">How many candidates satisfied its hypotheses.</param>
/// <param name="Undecided">In how many of these nothing could be decided.</param>
/// <param name="Violation">
/// The first candidate that violates it by what a layer reaches, else the first that violates it at all, as the text of a
/// problem file; or null.
/// </param>
/// <param name="IsApproached">Whether that violation is only approached.</param>
internal sealed record ClaimTally(string Claim, int Trials, int Undecided, string? Violation, bool IsApproached = false);

/// <summary>What a block came to.</summary>
/// <param name="Block">Its number in the schedule.</param>
/// <param name="Candidates">How many problems it held.</param>
/// <param name="Tallies">One for each claim that was still asked about.</param>
internal sealed record BlockResult(long Block, int Candidates, ImmutableArray<ClaimTally> Tallies);
