using System.Text;
using System.Text.RegularExpressions;
using Hardmax.Oracle.Tests;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>The transcript in docs/oracle.md, from an empty folder to a verdict on a Python function, done literally.</summary>
public sealed class OracleGuideTests : IDisposable
{
    private const string Anything = "...";
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RuntimeFact("python3")]
    public void A_newcomer_who_does_what_the_guide_says_sees_what_it_shows()
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "oracle.md")).ReplaceLineEndings("\n");
        Step[] steps = [.. Transcript().Matches(guide).SelectMany(block => Steps(block.Groups["block"].Value))];
        Assert.True(steps.Length >= 6, "the guide lost its transcript");
        foreach (Step step in steps)
        {
            HardmaxRun run = _folder.Shell(step.Command);
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
