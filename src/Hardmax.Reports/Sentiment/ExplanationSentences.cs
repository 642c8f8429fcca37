using Hardmax.Limits;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>What an explanation comes to, in sentences for people who know nothing of the model.</summary>
internal static class ExplanationSentences
{
    private const int MostNamed = 6;

    /// <summary>The heading of the page.</summary>
    public static string Heading(Explanation explanation) => explanation.Decision switch
    {
        Side.Undecided when explanation.IsCertified => "Why this text is neither positive nor negative",
        Side.Undecided => "A text that is not decided",
        Side side => "Why this text is taken for " + side.Word(),
    };

    /// <summary>The decision and how sure it is.</summary>
    public static string Verdict(Explanation explanation)
    {
        if (explanation.Words.IsEmpty)
        {
            return explanation.UnknownWords == 0
                ? "Not decided: the text has no word that the model could read."
                : "Not decided: the model knows no word of this text.";
        }

        if (explanation.Value is not { } value)
        {
            return "Not decided: up to layer " + SentimentWords.Number(explanation.Layer) + " no certificate closes, so nothing is claimed about infinite depth.";
        }

        string proof = " Proved at infinite depth: the certificate closes at layer " + SentimentWords.Number(explanation.Layer) + ".";
        return explanation.Decision switch
        {
            Side.Positive => "Positive, with probability " + SentimentWords.Confidence(value) + "." + proof,
            Side.Negative => "Negative, with probability " + SentimentWords.Confidence(value) + "." + proof,
            _ => "Neither positive nor negative: the value is exactly 0." + proof,
        };
    }

    /// <summary>What was read, and who leads.</summary>
    public static IEnumerable<object> Summary(Explanation explanation)
    {
        if (explanation.Words.IsEmpty)
        {
            yield return Unknown(explanation) + "What no word is known of has no tokens, no layers and no limit.";
            yield break;
        }

        int read = explanation.Counts.Sum();
        yield return "The model read " + SentimentWords.Count(read, "word") + " of the text"
            + (read == explanation.Words.Length ? ". " : ", " + SentimentWords.Number(explanation.Words.Length) + " different. ")
            + Unknown(explanation);
        if (!explanation.IsCertified)
        {
            yield return "Below is what was computed, layer by layer.";
            yield break;
        }

        string[] leaders = [.. explanation.Gatherings.Where(gathering => gathering.Leader is not null).Select(gathering => explanation.Words[gathering.Leader!.Value])];
        if (leaders.Length == 0)
        {
            yield return "No word leads.";
            yield break;
        }

        yield return leaders.Length == 1 ? "One word leads: " : SentimentWords.Number(leaders.Length) + " words lead: ";
        int rest = leaders.Length - MostNamed;
        foreach (object part in SentimentWords.List(rest > 1 ? leaders[..MostNamed] : leaders))
        {
            yield return part;
        }

        yield return (rest > 1 ? " and " + SentimentWords.Number(rest) + " more" : string.Empty) + ". ";
        Gathering largest = explanation.Gatherings[0];
        if (largest.Leader is { } leader && leaders.Length > 1)
        {
            yield return "The largest group ends with \u201c";
            yield return SentimentWords.Isolated(explanation.Words[leader]);
            yield return "\u201d: " + SentimentWords.Number(largest.Tokens) + " of " + SentimentWords.Number(Tokens(explanation)) + " tokens, "
                + SentimentWords.OnSide(Sides.Of(largest.Score.Sign)) + ".";
        }
    }

    /// <summary>Where the mean of the tokens ends, behind a sentence about the words; empty where nothing is proved.</summary>
    public static string Mean(Explanation explanation) => !explanation.IsCertified
        ? string.Empty
        : " In the end it is where its leader is, or between leaders. The text is taken for the side on which the mean of all tokens ends: here "
            + SentimentWords.OnSide(explanation.Decision)
            + (explanation.Margin is > 0 and var margin ? ", " + SentimentWords.Decimal(margin) + " from the decision line." : ".");

    /// <summary>Where a word ends, to be said behind its name.</summary>
    /// <param name="explanation">A decision that is proved.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="word">The word.</param>
    public static string End(Explanation explanation, Gathering end, int word)
    {
        string where = SentimentWords.OnSide(Sides.Of(end.Score.Sign)) + " (value " + SentimentWords.Decimal(end.Score) + ")";
        return end switch
        {
            { Leader: { } leader } when leader == word => "leads from layer " + SentimentWords.Number(end.LeadsSince ?? 0) + " on, " + where,
            { Leader: { } leader } => "gathers around \u2068" + SentimentWords.Word(explanation.Words[leader]) + "\u2069, " + where,
            { Kind: ClusterKind.Leader } => "gathers around what the text is filled up with, " + where,
            { Kind: ClusterKind.Combination } => "ends between leaders, " + where,
            _ => "ends where nobody leads, " + where,
        };
    }

    /// <summary>Who or what is at a place, for a place without a leading word.</summary>
    public static string Place(Gathering end) => end.Kind switch
    {
        ClusterKind.Leader => "no word: what the text is filled up with leads",
        ClusterKind.Combination => "nobody: a place between leaders",
        _ => "nobody: a place that is neither a leader\u2019s nor between leaders",
    };

    /// <summary>What would turn the decision over.</summary>
    public static IEnumerable<object> Flip(Explanation explanation)
    {
        if (explanation.Flip is { } flip)
        {
            yield return "Without ";
            foreach (object part in SentimentWords.List([.. flip.Words.Select(word => explanation.Words[word])]))
            {
                yield return part;
            }

            yield return " the decision would be " + flip.Side.Word() + (flip.Value is { } value ? " (value " + SentimentWords.Decimal(value) + ")." : ".");
            yield return flip.Words.Length > 1 ? " Found by search, one word after another: fewer may do." : string.Empty;
            yield break;
        }

        yield return explanation.Words.Length == 1
            ? "The text has one known word; without it nothing would be left to decide about."
            : explanation.Decision == Side.Undecided
                ? "There is no decision to turn over."
                : "No words were found without which the decision would be another. It was a search, one word after another: there may be such words all the same.";
    }

    /// <summary>The number of tokens, with repetitions and what the text is filled up with.</summary>
    public static int Tokens(Explanation explanation) => explanation.Gatherings.Sum(gathering => gathering.Tokens);

    private static string Unknown(Explanation explanation)
    {
        string unknown = explanation.UnknownWords == 0 ? string.Empty : SentimentWords.Count(explanation.UnknownWords, "word") + (explanation.UnknownWords == 1 ? " is" : " are") + " unknown to it. ";
        string unread = explanation.UnreadWords == 0
            ? string.Empty
            : SentimentWords.Count(explanation.UnreadWords, "word") + (explanation.UnreadWords == 1 ? " was" : " were") + " not read: it reads "
                + (explanation.Model.Reads == WordChoice.Ends ? "the beginning and the end of a text, " : "the beginning of a text, ")
                + SentimentWords.Count(explanation.Model.MaxWords, "word") + ". ";
        return unknown + unread;
    }
}
