namespace Hardmax.Benchmarks.Measuring;

/// <summary>Measurements that take turns, so that a slow minute of the machine hits all sides alike.</summary>
/// <param name="Count">How many turns each side has.</param>
internal sealed record Rounds(int Count)
{
    /// <summary>The best of one side.</summary>
    public double Best(Func<double> side) => Best([side])[0];

    /// <summary>The best of each side, the sides alternating.</summary>
    public double[] Best(params IReadOnlyList<Func<double>> sides)
    {
        double[] best = [.. sides.Select(_ => double.PositiveInfinity)];
        for (int round = 0; round < Count; round++)
        {
            for (int side = 0; side < sides.Count; side++)
            {
                best[side] = Math.Min(best[side], sides[side]());
            }
        }

        return best;
    }
}
