using System.Runtime.ExceptionServices;

namespace Hardmax;

/// <summary>Work on numbered items, on several cores.</summary>
public static class ParallelItems
{
    /// <summary>
    /// Does the work for each of 0 .. count - 1, in any order. What the work throws comes out as it was thrown (of several
    /// exceptions one), and not inside an AggregateException.
    /// </summary>
    /// <param name="count">How many items there are.</param>
    /// <param name="threads">How many cores to use at most; at least 1; -1 for all.</param>
    /// <param name="work">What to do with an item.</param>
    /// <param name="cancellation">Ends the work between two items.</param>
    public static void For(int count, int threads, Action<int> work, CancellationToken cancellation = default)
    {
        try
        {
            _ = Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, work);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
