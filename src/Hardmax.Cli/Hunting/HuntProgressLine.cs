using System.Globalization;
using Hardmax.Cli.Output;
using Hardmax.Search;

namespace Hardmax.Cli.Hunting;

/// <summary>The line of progress of a hunt: how much, how fast, how long still.</summary>
internal sealed class HuntProgressLine : IDisposable
{
    private readonly HuntBudget _budget;
    private readonly Shard _shard;
    private readonly Progress _line = new("candidates", total: 0);

    /// <summary>A line for a budget.</summary>
    public HuntProgressLine(HuntBudget budget, Shard shard) => (_budget, _shard) = (budget, shard);

    /// <summary>Says where the hunt is.</summary>
    /// <param name="state">Where.</param>
    /// <param name="what">What is searched, before everything else; may be empty.</param>
    public void Report(HuntProgress state, string what = "")
    {
        string left = Left(state) is { } time ? string.Create(CultureInfo.InvariantCulture, $", {time.TotalSeconds:F0} s left") : string.Empty;
        _line.Refresh(() => string.Create(CultureInfo.InvariantCulture, $"{what}{state.Candidates:N0} candidates ({state.Source}), {state.Rate:N0} a second{left}"));
    }

    /// <summary>Clears the line.</summary>
    public void Dispose() => _line.Dispose();

    private TimeSpan? Left(HuntProgress state)
    {
        TimeSpan? byTime = _budget.Time is { } time ? time - state.Elapsed : null;
        TimeSpan? byBlocks = _budget.Blocks is { } blocks && state.Blocks > 0
            ? state.Elapsed / state.Blocks * Math.Max(0, (blocks / _shard.Count) - state.Blocks)
            : null;
        return byTime is { } a && byBlocks is { } b ? (a < b ? a : b) : byTime ?? byBlocks;
    }
}
