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
            [["limit", "a.json"], ["limit", "a.json", "--json"], ["claims", "a.json"], ["simulate", "a.json", "--layers", "2", "--engine", "exact"], ["control", "a.json", "--leaders", "0"], ["robustness", "a.json"], ["limit", "a.json", "--certificate", "c.json"]])
        {
            HardmaxRun run = _folder.Run(command);
            Assert.InRange(run.ExitCode, 0, 2);
            IsPlain(run.Output + run.Error);
        }

        Assert.Equal(forged, _folder.Run("limit", "a.json", "--json").Document().GetProperty("name").GetString());

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

        // A budget of 64 judges nothing, which ends with 2; the folder's name is printed all the same.
        HardmaxRun hunt = _folder.Run("hunt", "--claim", "leader-exists", "--class", "skew", "--budget", "64", "--out", argument);
        IsPlain(hunt.Succeeds(2).Output);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Traces(string forged)
    {
        string text = JsonSerializer.Serialize(forged);
        foreach (string field in (string[])[$"{text}:1", $"\"dtype\":{text}", $"\"alpha\":{text}", $"\"matrix\":{text}", $"\"name\":{text}", $"\"labels\":[{text}]"])
        {
            _ = _folder.Write("t.json", $$$"""{"tokens":[[1]],"trajectory":[[[1]],[[1]]],{{{field}}}}""");
            HardmaxRun run = _folder.Run("check", "t.json");
            Assert.Contains(run.ExitCode, (int[])[0, 65]);
            IsPlain(run.Output + run.Error);
        }
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Reviews_and_their_pages(string forged)
    {
        string text = $"a wonderful film {forged.Replace("\0", string.Empty, StringComparison.Ordinal)} with a terrible ending";
        IsPlain(_folder.Run("sentiment", "explain", text, "--out", "why.html").Succeeds().Output);
        IsPlainPage(File.ReadAllText(_folder["why.html"]));
        _ = _folder.Write("r.csv", $"label,review\n1,\"{text} wonderful wonderful\"\n0,\"{text} terrible terrible\"\n");
        IsPlain(_folder.Run("sentiment", "leaders", "d2", "r.csv", "--confidence", "0.5", "--out", "leaders.html").Output);
        IsPlainPage(File.ReadAllText(_folder["leaders.html"]));
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

    // Pages set words in isolates, which close what they open and hold no others.
    private static void IsPlainPage(string page)
    {
        string[] parts = page.Split('\u2068');
        Assert.DoesNotContain('\u2069', parts[0]);
        Assert.All(parts[1..], part => Assert.Equal(1, part.Count(c => c == '\u2069')));
        IsShown(page.Replace("\u2068", string.Empty, StringComparison.Ordinal).Replace("\u2069", string.Empty, StringComparison.Ordinal));
    }

    // No line begins as a forger wants it to.
    private static void IsPlain(string text)
    {
        IsShown(text);
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("FORGED", StringComparison.Ordinal));
    }

    // Line feeds alone.
    private static void IsShown(string text) =>
        Assert.DoesNotContain(text.ReplaceLineEndings("\n"), c => c != '\n' && char.GetUnicodeCategory(c) is
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
