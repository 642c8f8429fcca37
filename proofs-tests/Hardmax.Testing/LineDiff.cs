using System.Globalization;
using System.Text;

namespace Hardmax.Testing;

/// <summary>The difference of two texts, line by line: "- " verified, "+ " received, with line numbers and some context.</summary>
public static class LineDiff
{
    private const int Context = 2;
    private const int MaxShown = 200;

    // Beyond this many cells of the table, the part between the common head and tail is shown as replaced.
    private const long MaxCells = 4_000_000;

    /// <summary>A readable difference; empty where the texts are equal.</summary>
    public static string Of(string verified, string received)
    {
        string[] old = Lines(verified);
        string[] now = Lines(received);
        List<(char Mark, int Number, string Text)> steps = Steps(old, now);
        var shown = new StringBuilder();
        int count = 0;
        int last = -1;
        for (int i = 0; i < steps.Count && count < MaxShown; i++)
        {
            bool isNear = steps.Skip(Math.Max(0, i - Context)).Take(i - Math.Max(0, i - Context) + Context + 1).Any(step => step.Mark != ' ');
            if (!isNear)
            {
                continue;
            }

            if (last >= 0 && last != i - 1)
            {
                shown.AppendLine("  ...");
            }

            shown.Append(CultureInfo.InvariantCulture, $"{steps[i].Mark} {steps[i].Number,4} {steps[i].Text}").AppendLine();
            last = i;
            count++;
        }

        return count < MaxShown ? shown.ToString() : shown.AppendLine("  ... and more").ToString();
    }

    private static string[] Lines(string text) =>
        text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static List<(char Mark, int Number, string Text)> Steps(string[] old, string[] now)
    {
        int head = 0;
        while (head < Math.Min(old.Length, now.Length) && old[head] == now[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < Math.Min(old.Length, now.Length) - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var steps = new List<(char Mark, int Number, string Text)>();
        steps.AddRange(now.Take(head).Select((line, i) => (' ', i + 1, line)));
        AddMiddle(steps, old.AsSpan(head, old.Length - head - tail), now.AsSpan(head, now.Length - head - tail), head);
        steps.AddRange(now.Skip(now.Length - tail).Select((line, i) => (' ', now.Length - tail + i + 1, line)));
        return steps;
    }

    private static void AddMiddle(List<(char Mark, int Number, string Text)> steps, ReadOnlySpan<string> old, ReadOnlySpan<string> now, int offset)
    {
        int[,] common = LongestCommon(old, now);
        int i = 0;
        int j = 0;
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j] && common.Length > 0)
            {
                steps.Add((' ', offset + j + 1, now[j]));
                i++;
                j++;
            }
            else if (i < old.Length && (j == now.Length || common.Length == 0 || common[i + 1, j] >= common[i, j + 1]))
            {
                steps.Add(('-', offset + i + 1, old[i]));
                i++;
            }
            else
            {
                steps.Add(('+', offset + j + 1, now[j]));
                j++;
            }
        }
    }

    // common[i, j] is the length of the longest common subsequence of old from i on and now from j on.
    private static int[,] LongestCommon(ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        if ((old.Length + 1L) * (now.Length + 1L) > MaxCells)
        {
            return new int[0, 0];
        }

        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
