using System.Globalization;
using Hardmax.Cli.Output;
using Hardmax.Sentiment;
using Spectre.Console;

namespace Hardmax.Cli.Reviewing;

/// <summary>An evaluation for people.</summary>
internal static class EvaluationTable
{
    public static void Print(Evaluation result, Stopwatches watches)
    {
        Table table = new Table().RoundedBorder().AddColumn("decision").AddColumn("right").AddColumn("of all reviews");
        Row(table, "finite depth, binary32", result.FiniteAccuracy, result);
        Row(table, "infinite depth, proved", result.InfiniteAccuracy, result);
        HumanConsole.Print(table);
        Say($"{result.Certified} of {Readable.Count(result.Outcomes.Length, "review")} certified; the two decisions differ on {result.Disagreements}");
        if (result.WithoutWords > 0)
        {
            Say($"{Readable.Count(result.WithoutWords, "review")} without a known word: counted as wrong");
        }

        if (result.Worst is { } worst)
        {
            Say($"furthest apart: {worst.Text.Place}, {worst.FiniteValue:G6} in binary32 and {worst.LimitValue:G6} at infinite depth");
        }

        if (result.Leaders() is { } leaders)
        {
            Say($"leaders per review: mean {leaders.Mean:F2}, standard deviation {leaders.StandardDeviation:F2}, from {leaders.Min} to {leaders.Max}; {leaders.InitialFraction:P1} lead at layer 0 already");
        }

        Say($"read in {watches.Read.Elapsed.TotalSeconds:F2} s, decided in {watches.Compute.Elapsed.TotalSeconds:F2} s");
    }

    private static void Row(Table table, string decision, double accuracy, Evaluation result) => table.AddRow(
        decision,
        Math.Round(accuracy * result.Outcomes.Length).ToString(CultureInfo.InvariantCulture),
        accuracy.ToString("P2", CultureInfo.InvariantCulture));

    private static void Say(FormattableString words) => Console.WriteLine(FormattableString.Invariant(words));
}
