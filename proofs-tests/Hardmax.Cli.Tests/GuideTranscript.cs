using System.Text;
using System.Text.RegularExpressions;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>The console blocks of a page of docs: commands behind "$ " and what they print, with dots for what varies.</summary>
public static class GuideTranscript
{
    private const string Anything = "...";

    /// <summary>Does literally what a page says and compares what is printed with what it shows.</summary>
    /// <param name="page">The page, "oracle.md".</param>
    /// <param name="folder">Where.</param>
    /// <param name="least">How many commands the page has at least: fewer, and it lost its transcript.</param>
    public static void Follow(string page, WorkFolder folder, int least)
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", page)).ReplaceLineEndings("\n");
        Step[] steps = [.. Transcript().Matches(guide).SelectMany(block => Steps(block.Groups["block"].Value))];
        Assert.True(steps.Length >= least, "the guide lost its transcript");
        foreach (Step step in steps)
        {
            HardmaxRun run = folder.Shell(step.Command);
            string printed = run.Output.ReplaceLineEndings("\n") + run.Error;
            Assert.True(Pattern(step.Shown).IsMatch(printed), $"$ {step.Command}\nshows\n{step.Shown}\nand prints\n{printed}");
        }
    }

    private static Regex Transcript() => new("```console\n(?<block>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    // A command begins with "$ " and goes on to the end of a here-document that it opens; what follows is what it prints.
    private static IEnumerable<Step> Steps(string block)
    {
        (StringBuilder? command, StringBuilder shown, bool isOpen) = (null, new StringBuilder(), false);
        foreach (string line in block.Split('\n').SkipLast(1))
        {
            if (isOpen)
            {
                _ = command!.Append('\n').Append(line);
                isOpen = line != "END";
            }
            else if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                if (command is not null)
                {
                    yield return new Step(command.ToString(), shown.ToString());
                }

                (command, shown) = (new StringBuilder(line[2..]), new StringBuilder());
                isOpen = line.EndsWith("<<'END'", StringComparison.Ordinal);
            }
            else
            {
                _ = shown.Append(line).Append('\n');
            }
        }

        yield return new Step(command!.ToString(), shown.ToString());
    }

    // A line of dots stands for any lines, dots within a line for any characters of it.
    private static Regex Pattern(string shown)
    {
        IEnumerable<string> lines = shown.Split('\n').SkipLast(1).Select(line =>
            line == Anything ? "(?:[^\n]*\n)*" : string.Join("[^\n]*", line.Split(Anything).Select(Regex.Escape)) + "\n");
        return new Regex($"\\A{string.Concat(lines)}\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }

    private sealed record Step(string Command, string Shown);
}
