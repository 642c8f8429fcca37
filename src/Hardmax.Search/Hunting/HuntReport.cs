using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Generators;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>What a campaign says of one claim.</summary>
internal sealed record ClaimOutcome
{
    /// <summary>The claim.</summary>
    public required Claim Claim { get; init; }

    /// <summary>How many problems that satisfy its hypotheses were judged, up to the block of the first violation.</summary>
    public required long Trials { get; init; }

    /// <summary>In how many of these nothing could be decided.</summary>
    public required long Undecided { get; init; }

    /// <summary>The first violation, as it was drawn; null where the claim survived.</summary>
    public HardmaxProblem? Violation { get; init; }

    /// <summary>The source of the violation, or null.</summary>
    public string? FoundBy { get; init; }

    /// <summary>What was searched, a sentence for each source.</summary>
    public ImmutableArray<string> Covered { get; init; } = [];
}

/// <summary>
/// What the recorded blocks say of each claim. A claim is judged by the blocks up to its first violation, so that the
/// same blocks give the same report whatever else was recorded.
/// </summary>
internal static class HuntReport
{
    /// <summary>One outcome for each claim of the scope, in its order.</summary>
    /// <param name="schedule">The search.</param>
    /// <param name="blocks">The recorded blocks, ascending.</param>
    public static ImmutableArray<ClaimOutcome> Of(HuntSchedule schedule, ImmutableArray<BlockResult> blocks) =>
        [.. schedule.Scope.Claims.Select(claim => Of(schedule, blocks, claim))];

    private static ClaimOutcome Of(HuntSchedule schedule, ImmutableArray<BlockResult> blocks, Claim claim)
    {
        (long Block, ClaimTally Tally)[] said =
        [
            .. from block in blocks
               from tally in block.Tallies
               where tally.Claim == claim.Id
               select (block.Block, tally),
        ];
        var closing = new Closing();
        foreach ((long block, ClaimTally tally) in said)
        {
            closing.Note(block, tally);
        }

        (long Block, ClaimTally Tally)[] counted = [.. said.TakeWhile(item => item.Block <= closing.LastBlock)];
        return new ClaimOutcome
        {
            Claim = claim,
            Trials = counted.Sum(item => (long)item.Tally.Trials),
            Undecided = counted.Sum(item => (long)item.Tally.Undecided),
            Violation = closing.IsRefuted ? Parse(counted.Single(item => item.Block == closing.BestBlock).Tally.Violation!) : null,
            FoundBy = closing.IsRefuted ? schedule[closing.BestBlock].Source.Id : null,
            Covered = Covered(schedule, [.. counted.Select(item => item.Block)]),
        };
    }

    // Of each source the blocks from its first on without a gap: a shard, or an interrupted run, covers less than it has searched.
    private static ImmutableArray<string> Covered(HuntSchedule schedule, List<long> searched)
    {
        var indices = new Dictionary<ICandidateSource, HashSet<long>>();
        foreach (long number in searched)
        {
            HuntBlock block = schedule[number];
            if (!indices.TryGetValue(block.Source, out HashSet<long>? ofSource))
            {
                indices.Add(block.Source, ofSource = []);
            }

            ofSource.Add(block.Index);
        }

        var sentences = ImmutableArray.CreateBuilder<string>();
        foreach (ICandidateSource source in schedule.Sources.Where(indices.ContainsKey))
        {
            long count = 0;
            while (indices[source].Contains(count))
            {
                count++;
            }

            sentences.Add($"{source.Id}: {source.Covered(count)}");
        }

        return sentences.ToImmutable();
    }

    private static HardmaxProblem Parse(string text) =>
        ProblemJson.Read(JsonCursor.Parse(System.Text.Encoding.UTF8.GetBytes(text), "campaign"), ProblemOptions.None);
}
