using System.Diagnostics;
using Hardmax.Numbers;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Oracle.Tests;

public sealed class ConformRunTests(ITestOutputHelper output)
{
    public static TheoryData<string> Wrong => [.. Mistakes.All.Select(mistake => mistake.Id)];

    public static TheoryData<int> Right => [.. Enumerable.Range(0, RightImplementations.All.Length)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Every_known_mistake_fails(string id)
    {
        IImplementation implementation = Mistakes.Implement<double>(Mistakes.Find(id)!);
        ConformResult result = await ConformRun.RunAsync(implementation, new ConformOptions { Cases = 250, Time = TimeSpan.FromSeconds(20) });
        Failure? failure = result.Failures.FirstOrDefault();
        output.WriteLine($"{result.Elapsed.TotalSeconds:F1} s; {string.Join(", ", result.Counts.Select(count => $"{count.Value} {count.Key.Id()}"))}");
        output.WriteLine($"causes: {string.Join("; ", result.Causes.Select(cause => $"{cause.MistakeId} {cause.Cases}/{cause.OutOf}"))}");
        output.WriteLine($"{failure?.Shrunk.Case.Id} n={failure?.Shrunk.Case.Problem.Tokens.Count} d={failure?.Shrunk.Case.Problem.Tokens.Dimension} trials={failure?.ShrinkTrials}: {failure?.Shrunk.Message}");
        Assert.Equal(VerdictGroup.Fail, result.Class.Group());
    }

    [Theory]
    [MemberData(nameof(Right))]
    public async Task No_right_implementation_fails_or_is_unknown(int index)
    {
        var clock = Stopwatch.StartNew();
        ConformResult result = await ConformRun.RunAsync(RightImplementations.All[index], new ConformOptions { Cases = 500 });
        output.WriteLine($"{RightImplementations.All[index].Handshake.Name}: {clock.Elapsed.TotalSeconds:F1} s; {string.Join(", ", result.Counts.Select(count => $"{count.Value} {count.Key.Id()}"))}; {result.EndedEarly}");
        Assert.True(result.Class.Group() <= VerdictGroup.Acceptable, $"{result.Class.Id()}: {result.Cases.FirstOrDefault(c => c.Class == result.Class)?.Message}");
    }
}
