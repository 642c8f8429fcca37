using System.Text;
using System.Xml.Linq;
using Hardmax.Numbers;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>The numbers of an explanation: who gathers around whom, what would change, and everything else.</summary>
internal static class ExplanationTables
{
    private const int MostFollowers = 60;
    private const int MostChanges = 10;
    private const int MostWords = 1000;

    /// <summary>The places where tokens end, and what each adds to the decision; the sum is the value, exactly.</summary>
    /// <param name="explanation">A decision that is proved.</param>
    public static IEnumerable<XElement> Gatherings(Explanation explanation)
    {
        Rational tokens = ExplanationSentences.Tokens(explanation);
        var exact = new StringBuilder();
        var rows = new List<object?[]>();
        Rational sum = 0;
        foreach (Gathering end in explanation.Gatherings)
        {
            Rational share = end.Tokens / tokens * end.Score;
            sum += share;
            string name = end.Leader is { } leader ? SentimentWords.Word(explanation.Words[leader]) : "(no leader)";
            exact.Append(FormattableString.Invariant($"{name}: {end.Tokens}/{tokens} x {end.Score} = {share}\n"));
            rows.Add(
            [
                end.Leader is { } word ? new object?[] { new XElement("span", new XAttribute("class", "lead " + SentimentWords.Class(Sides.Of(end.Score.Sign))), SentimentWords.Isolated(explanation.Words[word])), Times(explanation.Counts[word]) } : ExplanationSentences.Place(end),
                SentimentWords.Marked(Sides.Of(end.Score.Sign)),
                SentimentWords.Number(end.Tokens),
                Followers(explanation, end),
                SentimentWords.Exact(end.Score),
                SentimentWords.Exact(share),
            ]);
        }

        exact.Append(FormattableString.Invariant($"sum: {sum}\n"));
        rows.Add(["all", SentimentWords.Marked(Sides.Of(sum.Sign)), tokens.ToString(), null, null, SentimentWords.Exact(sum)]);
        XElement table = Table("Where the tokens end, the most first", ["leader", "side", "tokens", "followers", "score", "share of the decision"], rows);
        table.Descendants("tr").Last().SetAttributeValue("class", "sum");
        yield return table;
        yield return new FoldedText("The exact numbers", exact.ToString()).ToElement();
    }

    /// <summary>The words whose removal moves the value furthest, as bars; null where none moves it.</summary>
    public static XElement? Changes(Explanation explanation)
    {
        (int Word, Rational Change)[] changes =
        [
            .. AllChanges(explanation).Where(change => !change.Change.IsZero).OrderByDescending(change => Rational.Abs(change.Change)).ThenBy(change => change.Word).Take(MostChanges),
        ];
        return changes.Length == 0
            ? null
            : new XElement(
                "figure",
                new XAttribute("class", "chart"),
                BarChart.Of("changes", "How far the value moves without a word", [.. changes.Select(change => new Bar(
                    SentimentWords.Word(explanation.Words[change.Word]),
                    change.Change.ToDouble(),
                    (change.Change.Sign > 0 ? "+" : string.Empty) + SentimentWords.Decimal(change.Change.ToDouble(), 3),
                    Sides.Of(change.Change.Sign)))]),
                new XElement("figcaption", "The value without a word, less the value with it. To the right: without the word the text would be more positive; to the left: more negative. All repetitions of the word are left out, and the limit is computed anew."));
    }

    /// <summary>The words without any one of which the decision would be the other one.</summary>
    public static IEnumerable<object> Decisive(Explanation explanation)
    {
        string[] decisive =
        [
            .. explanation.WithoutEach.Where(without => without.Side != Side.Undecided && explanation.Decision != Side.Undecided && without.Side != explanation.Decision)
                .Select(without => explanation.Words[without.Words[0]]),
        ];
        if (decisive.Length > 1)
        {
            yield return "Each of these alone would do: ";
            foreach (object part in SentimentWords.List([.. decisive.Take(MostChanges)]))
            {
                yield return part;
            }

            yield return decisive.Length > MostChanges ? " and " + SentimentWords.Number(decisive.Length - MostChanges) + " more." : ".";
        }
    }

    /// <summary>Every word, folded away.</summary>
    /// <param name="explanation">A decision that is proved.</param>
    public static XElement Words(Explanation explanation)
    {
        Dictionary<int, Rational?> without = explanation.WithoutEach.ToDictionary(one => one.Words[0], one => one.Value);
        IEnumerable<object?[]> rows = explanation.Gatherings
            .SelectMany(end => (end.Leader is { } leader ? new[] { leader } : []).Concat(end.Followers).Select(word => new object?[]
            {
                SentimentWords.Isolated(explanation.Words[word]),
                SentimentWords.Number(explanation.Counts[word]),
                ExplanationSentences.End(explanation, end, word),
                without.GetValueOrDefault(word) is { } value ? SentimentWords.Decimal(value) : "\u2013",
            }))
            .Take(MostWords);
        string caption = explanation.Words.Length > MostWords
            ? FormattableString.Invariant($"The first {MostWords} of {explanation.Words.Length} words, by the places where they end")
            : "Every word, by the places where they end";
        return new XElement("details", new XElement("summary", "Every word in a table"), Table(caption, ["word", "times", "where it ends", "value without it"], rows));
    }

    /// <summary>What else there is to know.</summary>
    public static XElement Facts(Explanation explanation)
    {
        SentimentModel model = explanation.Model;
        var facts = new List<(string Name, Cell Value)>();
        if (explanation.Value is { } value)
        {
            facts.Add(("value", Both(value) + (value.IsZero ? string.Empty : ", " + (value.Sign > 0 ? "above" : "below") + " 0: " + explanation.Decision.Word())));
            if (explanation.Margin is { } margin)
            {
                facts.Add(("margin", SentimentWords.Decimal(margin) + ", the distance of the mean from the decision line"));
            }

            facts.Add(("probability", SentimentWords.Decimal(explanation.Probability!.Value) + " that the text is positive, the logistic function of the value"));
            facts.Add(("layer", SentimentWords.Number(explanation.Layer) + ": the certificate closes there, and nothing after it changes the decision"));
        }
        else if (!explanation.Words.IsEmpty)
        {
            facts.Add(("layer", SentimentWords.Number(explanation.Layer) + " was the last one; no certificate closed"));
        }

        facts.Add(("words read", SentimentWords.Number(explanation.Counts.Sum()) + ", " + SentimentWords.Number(explanation.Words.Length) + " different"));
        if (explanation.IsCertified && ExplanationSentences.Tokens(explanation) - explanation.Counts.Sum() is > 0 and int padding)
        {
            facts.Add(("filled up", "with " + SentimentWords.Count(padding, "token") + " that are no words"));
        }

        facts.Add(("unknown", SentimentWords.Count(explanation.UnknownWords, "word")));
        facts.Add(("not read", SentimentWords.Count(explanation.UnreadWords, "word") + (explanation.UnreadWords == 0 ? string.Empty : " beyond the " + SentimentWords.Number(model.MaxWords) + " that the model reads")));
        facts.Add(("model", FormattableString.Invariant($"{model.Words.Count} words in {model.Dimension} {(model.Dimension == 1 ? "dimension" : "dimensions")}, ")
            + (model.Depth is { } depth ? "trained for " + SentimentWords.Count(depth, "layer") : "trained at infinite depth")
            + ", alpha = " + Both(Rational.FromSingle(model.Alpha)) + (model.Factor.IsEmpty ? ", A the identity" : ", A learned")));
        return ReportTable.OfFacts("The numbers behind it", [.. facts]).ToElement();
    }

    /// <summary>A table whose cells hold more than text, in a container that scrolls sideways.</summary>
    internal static XElement Table(string caption, string[] columns, IEnumerable<object?[]> rows)
    {
        XElement container = new ReportTable(caption, columns, []).ToElement();
        container.Element("table")!.Element("tbody")!.Add(rows.Select(row => new XElement(
            "tr",
            row.Select((cell, c) => c == 0 ? new XElement("th", new XAttribute("scope", "row"), cell) : new XElement("td", cell)))));
        return container;
    }

    private static IEnumerable<(int Word, Rational Change)> AllChanges(Explanation explanation) =>
        from without in explanation.WithoutEach
        where without.Value is not null && explanation.Value is not null
        select (without.Words[0], without.Value!.Value - explanation.Value!.Value);

    private static IEnumerable<object?> Followers(Explanation explanation, Gathering end)
    {
        int[] words = [.. end.Followers.OrderByDescending(word => explanation.Counts[word]).ThenBy(word => word)];
        int padding = end.Tokens - words.Sum(word => explanation.Counts[word]) - (end.Leader is { } leader ? explanation.Counts[leader] : 0);
        if (words.Length == 0 && padding == 0)
        {
            yield return "nobody";
        }

        for (int i = 0; i < Math.Min(words.Length, MostFollowers); i++)
        {
            yield return i == 0 ? string.Empty : ", ";
            yield return SentimentWords.Isolated(explanation.Words[words[i]]);
            yield return Times(explanation.Counts[words[i]]);
        }

        if (words.Length > MostFollowers)
        {
            yield return " and " + SentimentWords.Number(words.Length - MostFollowers) + " more";
        }

        if (padding > 0)
        {
            yield return (words.Length > 0 ? ", and " : string.Empty) + SentimentWords.Count(padding, "token") + " that the text is filled up with";
        }
    }

    private static string? Times(int count) => count > 1 ? "\u00a0\u00d7\u00a0" + SentimentWords.Number(count) : null;

    private static string Both(Rational value) => value.IsInteger && ExactDecimal.IsShort(value) ? value.ToString() : SentimentWords.Decimal(value) + " (exactly " + value + ")";
}
