using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Hardmax.Numbers;

namespace Hardmax.Oracle.Tests;

/// <summary>What the vectors find of a mistake.</summary>
/// <param name="Mistake">The mistake.</param>
/// <param name="Killed">For each flag of inputs how many tests with it the mistake fails; no entry is none.</param>
/// <param name="Total">How many tests it fails.</param>
/// <param name="First">The first test that it fails, or null.</param>
internal sealed record KillRow(Mistake Mistake, ImmutableSortedDictionary<string, int> Killed, int Total, VectorTest? First);

/// <summary>
/// Mistake by flag: how many steps and trajectories of the vectors each mistake fails, run as an implementation in the
/// format of the test and judged by <see cref="TraceJudge"/>. A row without a number would be a mistake that the vectors
/// let pass.
/// </summary>
/// <param name="Tests">For each flag how many tests have it.</param>
/// <param name="Total">How many tests there are.</param>
/// <param name="Rows">One for each mistake.</param>
internal sealed record KillMatrix(ImmutableSortedDictionary<string, int> Tests, int Total, ImmutableArray<KillRow> Rows)
{
    /// <summary>The matrix of some vectors; limits and candidates are left out.</summary>
    public static KillMatrix Of(IEnumerable<VectorFile> files)
    {
        VectorTest[] tests = [.. files.SelectMany(file => file.Tests).Where(test => test.Type != VectorType.Limit && test.Candidate is null)];
        return new KillMatrix(CountByFlag(tests), tests.Length, [.. Mistakes.All.Select(mistake => Row(mistake, tests))]);
    }

    /// <summary>The matrix as Markdown: docs/kill-matrix.md.</summary>
    public string ToMarkdown()
    {
        string[] flags = [.. VectorFlags.Categories.Select(flag => flag.Id).Where(Tests.ContainsKey)];
        var text = new StringBuilder();
        text.Append(Introduction);
        text.Append("| mistake | all | ").AppendJoin(" | ", flags).Append(" | first |\n");
        text.Append("| --- | --: | ").AppendJoin(" | ", flags.Select(_ => "--:")).Append(" | --- |\n");
        text.Append(CultureInfo.InvariantCulture, $"| *tests* | {Total} | ").AppendJoin(" | ", flags.Select(flag => Number(Tests[flag]))).Append(" | |\n");
        foreach (KillRow row in Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Mistake.Id} | {row.Total} | ")
                .AppendJoin(" | ", flags.Select(flag => row.Killed.TryGetValue(flag, out int killed) ? Number(killed) : string.Empty))
                .Append(CultureInfo.InvariantCulture, $" | {row.First?.Id} |\n");
        }

        text.Append("\n## The mistakes\n\n");
        foreach (KillRow row in Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"- **{row.Mistake.Id}** ({row.Mistake.BugType}) {row.Mistake.Description}. Effect: {row.Mistake.Effect}.\n");
        }

        return text.ToString();
    }

    private const string Introduction = """
        # Which vectors find which mistake

        Each mistake of the zoo is run as an implementation on the portable vectors (`hardmax vectors`), in float64 and in
        float32, and judged. A cell says how many of the tests with that flag it fails, `first` names one of them. Every
        mistake is found, by several constructions that were made for it and by others. This page is generated:
        `KillMatrixTests` compares it, and leaves the new one beside it.


        """;

    private static KillRow Row(Mistake mistake, VectorTest[] tests)
    {
        (BinaryFormat Format, IImplementation Wrong)[] wrong =
        [
            (BinaryFormat.Double, Mistakes.Implement<double>(mistake)),
            (BinaryFormat.Single, Mistakes.Implement<float>(mistake)),
        ];
        VectorTest[] killed = [.. tests.Where(test => VectorRun.Of(wrong.First(one => one.Format == test.Format).Wrong, test).Verdict.Class.IsFailure())];
        return new KillRow(mistake, CountByFlag(killed), killed.Length, killed.FirstOrDefault());
    }

    private static ImmutableSortedDictionary<string, int> CountByFlag(IEnumerable<VectorTest> tests) =>
        tests.SelectMany(test => test.Flags).CountBy(flag => flag).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
