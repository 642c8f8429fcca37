using System.Diagnostics;
using Hardmax.Claims;

namespace Hardmax.Search;

/// <summary>How much a run searches: to the end of its time or its blocks, whichever comes first.</summary>
internal sealed record HuntBudget
{
    /// <summary>Over all runs of the campaign; null for no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The blocks 0 to this less one of the search, all shards together; null for no limit.</summary>
    public long? Blocks { get; init; }

    /// <summary>How many cores, at least 1.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>Where a run is.</summary>
/// <param name="Blocks">How many blocks of the shard are searched.</param>
/// <param name="Candidates">How many problems these held.</param>
/// <param name="Rate">Candidates a second, in this run.</param>
/// <param name="Elapsed">Over all runs of the campaign.</param>
/// <param name="Source">The source of the last block.</param>
internal sealed record HuntProgress(long Blocks, long Candidates, double Rate, TimeSpan Elapsed, string Source);

/// <summary>
/// Searches the blocks of a schedule on several threads and records each in a campaign. Blocks are begun in order, and a
/// claim is asked about until its first violation in that order is known (see <see cref="Closing"/>): so what a campaign
/// says of a claim depends on the blocks up to there alone, and not on threads, time or interruptions.
/// </summary>
internal sealed class HuntRun
{
    private readonly HuntSchedule _schedule;
    private readonly Campaign _campaign;
    private readonly HuntBudget _budget;
    private readonly Action<HuntProgress>? _observer;
    private readonly Lock _lock = new();
    private readonly HashSet<long> _done = [];
    private readonly Dictionary<string, Closing> _closings;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TimeSpan _before;
    private long _next;
    private long _blocks;
    private long _candidates;
    private long _newCandidates;

    private HuntRun(HuntSchedule schedule, Campaign campaign, HuntBudget budget, Action<HuntProgress>? observer)
    {
        (_schedule, _campaign, _budget, _observer) = (schedule, campaign, budget, observer);
        _before = campaign.Elapsed;
        _closings = schedule.Scope.Claims.ToDictionary(claim => claim.Id, _ => new Closing(), StringComparer.Ordinal);
        foreach (BlockResult block in campaign.Blocks())
        {
            _done.Add(block.Block);
            Count(block);
        }
    }

    private TimeSpan Elapsed => _before + _watch.Elapsed;

    /// <summary>Searches until every claim is refuted or the budget is used up.</summary>
    /// <param name="schedule">What is searched, and in which order.</param>
    /// <param name="campaign">Where results go; what it holds already is not searched again.</param>
    /// <param name="budget">How much.</param>
    /// <param name="observer">Is told of each block; called from several threads, one at a time. Or null.</param>
    /// <param name="cancellation">Ends the run; blocks that are not finished are lost, and nothing else.</param>
    /// <exception cref="OperationCanceledException">The cancellation was asked for.</exception>
    public static void Run(HuntSchedule schedule, Campaign campaign, HuntBudget budget, Action<HuntProgress>? observer, CancellationToken cancellation)
    {
        var run = new HuntRun(schedule, campaign, budget, observer);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] workers =
        [
            .. Enumerable.Range(0, budget.Threads).Select(_ => Task.Factory.StartNew(
                () => run.Work(stop),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        try
        {
            Task.WaitAll(workers, CancellationToken.None);
        }
        catch (AggregateException failures)
        {
            // One worker's failure has stopped the others, whose cancellation says nothing.
            cancellation.ThrowIfCancellationRequested();
            Exception cause = failures.InnerExceptions.FirstOrDefault(failure => failure is not OperationCanceledException) ?? failures.InnerExceptions[0];
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private void Work(CancellationTokenSource stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && Take() is { } task)
            {
                HuntBlock block = _schedule[task.Block];
                BlockResult result = BlockJudge.Judge(task.Block, block.Source.Draw(block.Index), task.Claims, stop.Token);
                Finish(result, block.Source.Id);
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    /// <summary>The next block, with the claims to ask about; null where there is no more to do.</summary>
    private (long Block, Claim[] Claims)? Take()
    {
        lock (_lock)
        {
            while (!(_next >= _budget.Blocks) && !(Elapsed >= _budget.Time))
            {
                long block = _next++;
                Claim[] claims = [.. _schedule.Scope.Claims.Where(claim => block <= _closings[claim.Id].LastBlock)];
                if (claims.Length == 0)
                {
                    return null;
                }

                if (_campaign.Shard.Takes(block) && !_done.Contains(block))
                {
                    return (block, claims);
                }
            }

            return null;
        }
    }

    private void Finish(BlockResult result, string source)
    {
        lock (_lock)
        {
            _campaign.Record(result, Elapsed);
            Count(result);
            _newCandidates += result.Candidates;
            _observer?.Invoke(new HuntProgress(_blocks, _candidates, _newCandidates / _watch.Elapsed.TotalSeconds, Elapsed, source));
        }
    }

    private void Count(BlockResult result)
    {
        _blocks++;
        _candidates += result.Candidates;
        foreach (ClaimTally tally in result.Tallies)
        {
            _closings[tally.Claim].Note(result.Block, tally);
        }
    }
}
