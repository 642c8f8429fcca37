using System.Diagnostics;
using System.Globalization;
using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Control;

/// <summary>What the solver says about random clouds, all of it checked.</summary>
public sealed class LeaderControlTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_clouds_are_decided_with_accepted_proofs()
    {
        var random = new Random(20250704);
        var milliseconds = new List<double>();
        var bytes = new List<long>();
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<string>();
        for (int trial = 0; trial < 200; trial++)
        {
            TokenCloud tokens = ControlClouds.Next(random);
            int[] leaders = ControlClouds.Leaders(random, tokens.Count);
            foreach (ControlClass matrices in Enum.GetValues<ControlClass>())
            {
                var question = new ControlQuestion(tokens, leaders, matrices);
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                ControlAnswer answer = LeaderControl.Solve(question);
                milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                bytes.Add(GC.GetAllocatedBytesForCurrentThread() - before);
                string label = $"{matrices} {answer.GetType().Name}";
                seen[label] = seen.GetValueOrDefault(label) + 1;
                if (!ControlChecker.Verify(question, answer, out string? reason))
                {
                    failures.Add($"trial {trial} {label} d={tokens.Dimension} L=[{string.Join(',', leaders)}]: {reason} {(answer is ControlAnswer.Undecided ? string.Join(" ", tokens.ToArray().Select(z => $"({string.Join(',', z)})")) : string.Empty)}");
                }
            }
        }

        milliseconds.Sort();
        bytes.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes: median {bytes[bytes.Count / 2]}, 95 % {bytes[bytes.Count * 95 / 100]}, most {bytes[^1]}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {milliseconds[milliseconds.Count / 2]:F2} ms, 95 % {milliseconds[milliseconds.Count * 95 / 100]:F1} ms, most {milliseconds[^1]:F1} ms"));
        output.WriteLine(string.Join(", ", seen.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.All(
            Enum.GetValues<ControlClass>().SelectMany(matrices => (string[])[$"{matrices} Feasible", $"{matrices} Infeasible"]),
            label => Assert.True(seen.GetValueOrDefault(label) >= 60, label));

        // The work of exact arithmetic, counted by what it allocates: the same on every machine, unlike time.
        Assert.InRange(bytes[bytes.Count / 2], 1, 1 << 20);
        Assert.InRange(bytes[^1], 1, 16 << 20);
    }
}
