using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Measuring;

/// <summary>A table that can be measured.</summary>
internal interface IMeasuredTable
{
    /// <summary>The name of its markers in docs/performance.md.</summary>
    string Name { get; }

    /// <summary>Measures it.</summary>
    /// <exception cref="BenchmarkException">A program failed, or is missing.</exception>
    MarkdownTable Measure();
}

/// <summary>What every table is measured with.</summary>
/// <param name="Hardmax">The command.</param>
/// <param name="Clouds">The clouds that both sides read.</param>
/// <param name="Rounds">How often the sides take turns.</param>
/// <param name="IsQuick">Whether the largest sizes are left out.</param>
internal sealed record Bench(HardmaxCommand Hardmax, CloudFolder Clouds, Rounds Rounds, bool IsQuick)
{
    /// <summary>Repetitions in one process: enough that the last ones run compiled code.</summary>
    public const int Repeat = 5;

    /// <summary>Seconds of some layers in a warm process, once.</summary>
    public double Seconds(SimulationRequest request) => Hardmax.Simulate(request with { Repeat = Math.Max(request.Repeat, Repeat) }).Compute;
}

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

/// <summary>Names the measurement that runs now on standard error: the tables alone are on standard output.</summary>
internal static class Progress
{
    /// <summary>Says a line.</summary>
    public static void Say(string what) => Console.Error.WriteLine($".. {what}");
}
