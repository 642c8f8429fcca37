using System.Globalization;
using Hardmax.Cli.Output;
using Hardmax.Numbers;
using Hardmax.Sentiment;
using Spectre.Console;

namespace Hardmax.Cli.Reviewing;

/// <summary>An explanation for people.</summary>
internal static class ExplanationText
{
    private const int MostFollowers = 16;

    public static void Print(Explanation explanation)
    {
        Console.WriteLine(Verdict(explanation));
        if (explanation.IsCertified)
        {
            PrintGatherings(explanation);
            Console.WriteLine(Flip(explanation));
        }

        Console.WriteLine(Reading(explanation));
    }

    private static string Verdict(Explanation explanation)
    {
        if (explanation.Words.IsEmpty && !explanation.IsCertified)
        {
            return explanation.UnknownWords == 0
                ? "UNDECIDED: there is no word in the text that says anything (stop words, numbers and punctuation do not)"
                : "UNDECIDED: the model knows no word of the text";
        }

        if (explanation.Value is not { } value)
        {
            return $"UNDECIDED after {explanation.Layer} layers: nothing was proved";
        }

        string margin = explanation.Margin is { } distance ? string.Create(CultureInfo.InvariantCulture, $", {distance:G4} from the line that decides") : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{explanation.Decision.Word().ToUpperInvariant()} with probability {Math.Max(explanation.Probability!.Value, 1 - explanation.Probability.Value):F3}{margin}; certified at layer {explanation.Layer}, exact value {Readable.Number(value)}");
    }

    private static void PrintGatherings(Explanation explanation)
    {
        int tokens = explanation.Gatherings.Sum(gathering => gathering.Tokens);
        Table table = new Table().RoundedBorder()
            .AddColumn("leader")
            .AddColumn("side")
            .AddColumn(new TableColumn("tokens").RightAligned())
            .AddColumn(new TableColumn("adds to the value").RightAligned())
            .AddColumn("who gathers there");
        foreach (Gathering gathering in explanation.Gatherings)
        {
            Rational share = gathering.Score * gathering.Tokens / tokens;
            table.AddRow(
                HumanConsole.Cell(gathering.Leader is { } leader ? Name(explanation, leader) : "(between leaders)"),
                Sides.Of(gathering.Score.Sign).Word(),
                gathering.Tokens.ToString(CultureInfo.InvariantCulture),
                share.ToDouble().ToString("+0.0000;-0.0000;0", CultureInfo.InvariantCulture),
                HumanConsole.Cell(Followers(explanation, gathering)));
        }

        HumanConsole.Print(table);
    }

    private static string Followers(Explanation explanation, Gathering gathering)
    {
        string shown = string.Join(", ", gathering.Followers.Take(MostFollowers).Select(word => Name(explanation, word)));
        return gathering.Followers.Length > MostFollowers ? $"{shown}, .. ({gathering.Followers.Length} in all)" : shown;
    }

    private static string Name(Explanation explanation, int word) => explanation.Counts[word] == 1
        ? explanation.Words[word]
        : string.Create(CultureInfo.InvariantCulture, $"{explanation.Words[word]} (x{explanation.Counts[word]})");

    private static string Flip(Explanation explanation) => explanation.Flip is { } flip
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"without {string.Join(", ", flip.Words.Select(word => $"'{explanation.Words[word]}'"))} the decision would be {flip.Side.Word()} (value {flip.Value!.Value.ToDouble():G4})")
        : "no few words were found without which the decision would be another one";

    private static string Reading(Explanation explanation)
    {
        string unknown = explanation.UnknownWords > 0 ? string.Create(CultureInfo.InvariantCulture, $", {explanation.UnknownWords} unknown") : string.Empty;
        string unread = explanation.UnreadWords > 0 ? string.Create(CultureInfo.InvariantCulture, $", {explanation.UnreadWords} not read (the model reads {explanation.Model.MaxWords})") : string.Empty;
        return $"{Readable.Count(explanation.Counts.Sum(), "word")} read{unknown}{unread}";
    }
}
