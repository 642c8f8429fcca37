using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Hardmax.Testing;

namespace Hardmax.Oracle.Tests;

/// <summary>The vectors, built once for all tests: as data, and as the JSON that others read.</summary>
internal static class SharedVectors
{
    private static readonly Lazy<ImmutableArray<VectorFile>> Built = new(VectorSuite.Build);
    private static readonly Lazy<ImmutableArray<(string Name, byte[] Content)>> Written = new(() => [.. VectorFolder.Files(Built.Value)]);
    private static readonly Lazy<KillMatrix> Matrix = new(() => KillMatrix.Of(Built.Value));

    private static readonly ConcurrentDictionary<string, Lazy<ImmutableArray<FailedRun>>> Failures = new(StringComparer.Ordinal);

    public static ImmutableArray<VectorFile> Files => Built.Value;

    /// <summary>What is written into a folder.</summary>
    public static ImmutableArray<(string Name, byte[] Content)> Folder => Written.Value;

    public static KillMatrix KillMatrix => Matrix.Value;

    /// <summary>Steps and trajectories without a candidate.</summary>
    public static IEnumerable<VectorTest> Questions => Files.SelectMany(file => file.Tests).Where(test => test.Type != VectorType.Limit && test.Candidate is null);

    /// <summary>Questions small enough that every form of every mistake is cheap; float32 only where it differs; by default all near ties and every second other one.</summary>
    public static IEnumerable<VectorTest> Small => Questions.Where((test, index) => (index % Depth.Of(2, 1) == 0 || test.Flags.Contains("NEAR_TIE")) &&
        test.Problem.Tokens.Count <= 6 && (test.Format == Numbers.BinaryFormat.Double || test.Flags.Any(flag => flag is "NEAR_TIE" or "SUBNORMAL" or "LATE_LEADER" or "HUGE_RANGE")));

    /// <summary>The small questions that a mistake fails, with their diagnoses.</summary>
    public static ImmutableArray<FailedRun> FailuresOf(Mistake mistake) => Failures.GetOrAdd(
        mistake.Id,
        _ => new Lazy<ImmutableArray<FailedRun>>(() =>
        [
            .. Small.Select(test => (Test: test, Run: Run(mistake, test)))
                .Where(item => item.Run.Verdict.Steps.Any(step => step.Class.IsFailure()))
                .Select(item => new FailedRun(item.Test, item.Run, Diagnoser.Diagnose(item.Run.Trace, item.Run.Verdict))),
        ])).Value;

    public static VectorRun Run(Mistake mistake, VectorTest test) =>
        VectorRun.Of(test.Format == Numbers.BinaryFormat.Single ? Mistakes.Implement<float>(mistake) : Mistakes.Implement<double>(mistake), test);

    public static VectorFile File(string name) => Files.Single(file => file.Name == name);

    public static JsonElement Json(string name) => JsonDocument.Parse(VectorJson.ToUtf8(File(name))).RootElement;

    /// <summary>Every test of a file with its group, as a reader of the JSON sees them.</summary>
    public static IEnumerable<(JsonElement Group, JsonElement Test)> JsonTests(string name) =>
        from grouped in Json(name).GetProperty("testGroups").EnumerateArray()
        from test in grouped.GetProperty("tests").EnumerateArray()
        select (grouped, test);
}

/// <summary>A wrong answer to a vector, and what it is taken for.</summary>
internal sealed record FailedRun(VectorTest Test, VectorRun Run, ImmutableArray<Diagnosis> Diagnoses);
