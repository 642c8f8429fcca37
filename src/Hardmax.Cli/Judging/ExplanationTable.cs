using System.Globalization;
using Hardmax.Cli.Output;
using Hardmax.Numbers;
using Hardmax.Oracle;
using Spectre.Console;

namespace Hardmax.Cli.Judging;

/// <summary>Why a token was judged as it was, as tables for people.</summary>
internal static class ExplanationTable
{
    private const int MostRows = 12;

    public static void Print(StepExplanation explanation)
    {
        Console.WriteLine($"  layer {explanation.Layer}, token {explanation.Token}: the scores <A z_{explanation.Token}, z_j>");
        Table scores = new Table().RoundedBorder().AddColumns("j", "exact score", "in the dtype", "gap in ulps", "gap / bounds", "in exact C_i", "selected");
        foreach (ScoreRow row in explanation.Scores.Take(MostRows))
        {
            scores.AddRow(
                row.Token.ToString(CultureInfo.InvariantCulture),
                HumanConsole.Cell(Readable.Number(row.Score)),
                row.Declared is { } declared ? Decimal(declared) : "overflows",
                Decimal(row.GapUlps),
                row.GapBounds is { } bounds ? Decimal(bounds) : row.Gap.IsZero ? "0" : "exact",
                Mark(row.IsExact, row.IsExact != row.IsSelected),
                Mark(row.IsSelected, row.IsExact != row.IsSelected));
        }

        HumanConsole.Print(scores);
        if (explanation.Scores.Length > MostRows)
        {
            Console.WriteLine($"  and {explanation.Scores.Length - MostRows} lower scores");
        }

        Table update = new Table().RoundedBorder().AddColumns("coordinate", "was", "expected", "got", "off by (ulps)", "allowed");
        foreach (CoordinateRow row in explanation.Coordinates.Take(MostRows))
        {
            bool isWrong = row.Got is { } got && row.Bound is { } bound && Rational.Abs(got - row.Expected) > bound;
            update.AddRow(
                row.Coordinate.ToString(CultureInfo.InvariantCulture),
                HumanConsole.Cell(Readable.Number(row.Before)),
                HumanConsole.Cell($"{Readable.Number(row.Expected)} {row.ExpectedBits}"),
                HumanConsole.Cell(row.Got is { } value ? $"{Readable.Number(value)} {row.GotBits}" : "no number"),
                row.ErrorUlps is { } ulps ? (isWrong ? $"[red]{Decimal(ulps)}[/]" : Decimal(ulps)) : string.Empty,
                row.Bound is { } allowed ? Decimal(allowed) : "anything");
        }

        HumanConsole.Print(update);
    }

    private static string Mark(bool isIn, bool isWrong) => isWrong ? $"[red]{(isIn ? "yes" : "no")}[/]" : isIn ? "yes" : string.Empty;

    private static string Decimal(Rational value) => value.ToDouble().ToString("G6", CultureInfo.InvariantCulture);
}
