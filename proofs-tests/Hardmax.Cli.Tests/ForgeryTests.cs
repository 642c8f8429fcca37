using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>Text of a user is data: nothing that people read is forged or hidden by a name, a label, a message or a word.</summary>
public sealed class ForgeryTests : IDisposable
{
    private static readonly string[] All =
    [
        "cloud\nFORGED at layer 0 (means)\nleaders: 0",
        "cloud\r\nFORGED\r",
        "cloud\u001b[2K\u001b[1AFORGED\u001b[8m",
        "cloud\u009b31mFORGED\u0085\u007f\b\b",
        "cloud\u202eDEGROF\u2066a\u2067b\u061c\u200f",
        "cloud\u2028FORGED\u2029\u000b\u000cFORGED",
        "clo\u200bud\u200d\u2060\ufeff\u2069FORGED\0",
    ];

    private readonly WorkFolder _folder = new();

    public static TheoryData<string> Forgeries => new(All);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Names_and_labels(string forged)
    {
        string text = JsonSerializer.Serialize(forged);
        _ = _folder.Write("a.json", $$"""{"tokens":[[2,0],[1,1],["1/3",1]],"alpha":1,"name":{{text}},"labels":[{{text}},"b",{{text}}]}""");
        foreach (string[] command in (string[][])
            [["limit", "a.json"], ["claims", "a.json"], ["simulate", "a.json", "--layers", "2"], ["control", "a.json", "--leaders", "0"], ["robustness", "a.json"], ["limit", "a.json", "--certificate", "c.json"]])
        {
            HardmaxRun run = _folder.Run(command);
            Assert.InRange(run.ExitCode, 0, 2);
            IsPlain(run.Output + run.Error);
        }

        // The name keeps to its line, and the verdict to the next.
        Assert.Contains("3 tokens in R^2, alpha = 1", _folder.Run("limit", "a.json").Output.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Arguments_and_names_of_files(string forged)
    {
        string argument = forged.Replace("\0", string.Empty, StringComparison.Ordinal);
        foreach (string[] command in (string[][])
            [["limit", argument], [argument], ["limit", "a.json", "--alpha", argument], ["control", "a.json", "--leaders", argument], ["verify", argument], ["conform", "--", argument], ["hunt", "--claim", argument, "--class", "skew", "--out", "h"]])
        {
            HardmaxRun run = _folder.Run(command);
            Assert.NotEqual(0, run.ExitCode);
            IsPlain(run.Output + run.Error);
        }

        IsPlain(_folder.Run("sentiment", "explain", "a wonderful film " + argument + " with a terrible ending").Output);
    }

    [UnixFact]
    public void Implementations_and_their_pages() => Assert.All(All, Implement);

    private void Implement(string forged)
    {
        string text = JsonSerializer.Serialize(forged);
        _ = _folder.Write("fake.sh", $$$"""
            read l
            printf '%s\n' '{"protocol":1,"implementation":{"name":{{{text}}},"version":{{{text}}}},"declares":{"dtype":"float64"}}'
            while read l; do
              n=$(printf '%s\n' "$l" | sed 's/.*"seq":\([0-9]*\).*/\1/')
              printf '%b\n' 'noise \033[8m \302\205 \342\200\256' >&2
              case "$l" in *stop*) exit;; esac
              printf '%s\n' '{"seq":'$n',"errored":true,"message":{{{text}}}}'
            done

            """.ReplaceLineEndings("\n"));
        HardmaxRun run = _folder.Run("conform", "--cases", "3", "--report", "r", "--junit", "j.xml", "--", "sh", "fake.sh");
        Assert.Equal(1, run.ExitCode);
        IsPlain(run.Output + run.Error);
        string[] pages = [.. Directory.GetFiles(_folder["r"], "*.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".html" or ".md" or ".xml" or ".svg"), _folder["j.xml"]];
        Assert.True(pages.Length >= 3);
        Assert.All(pages, page => IsPlain(File.ReadAllText(page)));
        HardmaxRun again = _folder.Run("conform", "--cases", "3", "--", "sh", "-c", "printf 'a\\033[8m\\nb\\342\\200\\256' >&2; exit 3");
        Assert.Equal(3, again.ExitCode);
        IsPlain(again.Output + again.Error);
    }

    // Line feeds alone; and no line begins as a forger wants it to.
    private static void IsPlain(string text)
    {
        Assert.DoesNotContain(text.ReplaceLineEndings("\n"), c => c != '\n' && char.GetUnicodeCategory(c) is
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("FORGED", StringComparison.Ordinal));
    }
}
