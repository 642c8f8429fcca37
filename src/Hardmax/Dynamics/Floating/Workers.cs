namespace Hardmax.Dynamics.Floating;

/// <summary>
/// The cores that an engine may use. What each piece of work computes does not depend on how many there are, nor on which of them does it.
/// </summary>
/// <param name="threads">How many, at least 1.</param>
internal sealed class Workers(int threads)
{
    // Below this many operations waking another core costs more than it saves.
    private const long WorthSharing = 1 << 17;

    /// <summary>How many cores.</summary>
    public int Threads => threads;

    /// <summary>The same bound for those who share out their work themselves.</summary>
    public ParallelOptions Options { get; } = new() { MaxDegreeOfParallelism = threads };

    /// <summary>Runs over 0 .. count - 1 in ranges, some for each core.</summary>
    /// <param name="count">How many items.</param>
    /// <param name="cost">Operations of one item, roughly.</param>
    /// <param name="body">Gets a range: from, and one behind its end.</param>
    public void ForRanges(int count, long cost, Action<int, int> body)
    {
        if (threads == 1 || count < 2 || count * cost < WorthSharing)
        {
            body(0, count);
            return;
        }

        // Four for each core, so that one that was held up is waited for only a little.
        int ranges = (int)Math.Min(count, 4L * threads);
        ParallelItems.For(ranges, threads, range => body((int)((long)count * range / ranges), (int)((long)count * (range + 1) / ranges)));
    }

    /// <summary>Runs items of very different cost, each taken by the core that is free.</summary>
    public void ForEach(int count, long totalCost, Action<int> body)
    {
        if (threads == 1 || count < 2 || totalCost < WorthSharing)
        {
            for (int item = 0; item < count; item++)
            {
                body(item);
            }

            return;
        }

        ParallelItems.For(count, threads, body);
    }
}
