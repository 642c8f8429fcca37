using System.Collections.Immutable;
using Hardmax.Examples;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// The portable vectors: the same tests in the same order on every machine, because nothing in them is drawn at random,
/// and floating point enters only by operations whose results IEEE 754 fixes.
/// </summary>
internal static class VectorSuite
{
    /// <summary>The binary formats that there are vectors for.</summary>
    public static IReadOnlyList<BinaryFormat> Formats { get; } = [BinaryFormat.Double, BinaryFormat.Single];

    /// <summary>All files: for each format steps, trajectories and candidates, and the limits.</summary>
    public static ImmutableArray<VectorFile> Build() =>
    [
        .. Formats.SelectMany(InFormat),
        File("limit.json", KnownProblems.All.Concat(TrajectoryInputs.All.Select(Named)).Select(VectorBuilder.Limit).OfType<VectorTest>().DistinctBy(test => test.Id)),
    ];

    private static HardmaxProblem Named(VectorInput input)
    {
        HardmaxProblem problem = input.ToProblem(null);
        return new HardmaxProblem(problem.Tokens, problem.System, description: input.Comment);
    }

    private static IEnumerable<VectorFile> InFormat(BinaryFormat format)
    {
        VectorTest[] steps = [.. StepInputs.For(format).Select(input => VectorBuilder.Step(input, format)).DistinctBy(test => test.Id)];
        VectorTest[] trajectories = [.. TrajectoryInputs.All.Select(input => VectorBuilder.Trajectory(input, format)).OfType<VectorTest>()];
        yield return File($"step-{format.Name}.json", steps);
        yield return File($"trajectory-{format.Name}.json", trajectories);
        yield return File($"candidate-{format.Name}.json", [.. Candidates.Right(steps), .. Candidates.Wrong([.. steps, .. trajectories])]);
    }

    private static VectorFile File(string name, IEnumerable<VectorTest> tests) => new(
        name,
        [
            .. tests
                .GroupBy(test => (test.Type, Dtype: test.Format?.Name ?? "rational", test.Problem.Tokens.Count, test.Problem.Tokens.Dimension, test.Problem.System.Alpha))
                .Select(group => new VectorGroup(group.Key.Type, group.Key.Dtype, group.Key.Count, group.Key.Dimension, group.Key.Alpha, [.. group])),
        ]);
}
