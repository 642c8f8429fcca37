using System.Globalization;
using Hardmax.Model;

namespace Hardmax.Control;

/// <summary>Why some sets of tokens are never the leaders of a limit, whatever A is. Source: docs/theory.md, facts 2, 3 and 7.</summary>
internal static class FinalLeaderFacts
{
    /// <summary>In one dimension there are only so many matrices.</summary>
    public const string AllWereTried = "in one dimension attention depends on the sign of A alone, and no sign has these final leaders";

    /// <summary>The reason, in a sentence, or null where none is known.</summary>
    public static string? WhyImpossible(ControlQuestion question)
    {
        TokenCloud tokens = question.Tokens;
        foreach (int leader in question.Leaders)
        {
            for (int other = 0; other < tokens.Count; other++)
            {
                if (other != leader && tokens[other].SequenceEqual(tokens[leader]))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"token {leader} equals token {other}: equal tokens stay equal, and neither ever attends to itself alone");
                }
            }
        }

        if (question.Leaders.Length > 2 && tokens.Dimension == 1)
        {
            return "leaders are vertices of the hull, and in one dimension it has at most two";
        }

        if (question.Leaders.IsEmpty && tokens.Count == 1)
        {
            return "a single token attends to itself alone, and so leads";
        }

        return question.Leaders.IsEmpty && question.Matrices == ControlClass.Spd && tokens.IsDistinct()
            ? "under a symmetric positive definite A the token of the largest norm leads, where tokens are distinct, and leaders lead for ever"
            : null;
    }
}
