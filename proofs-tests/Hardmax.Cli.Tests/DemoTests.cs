using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Hardmax.Formats;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax demo: runs anywhere, leaves a page that needs nothing else, and says the same every time.</summary>
public sealed partial class DemoTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_an_empty_folder_it_tells_what_it_found()
    {
        JsonElement document = _folder.Run("demo", "--json").Succeeds().Document();
        Object(("examples", ArrayOf(element => Assert.Equal(JsonValueKind.Object, element.ValueKind))), ("control", element => Assert.Equal(JsonValueKind.Object, element.ValueKind)), ("report", Text))(document);
        Assert.True(File.Exists(_folder[document.GetProperty("report").GetString()!]));
        JsonElement[] examples = [.. document.GetProperty("examples").EnumerateArray()];
        Assert.All(examples, example => Assert.True(example.GetProperty("certificateValid").GetBoolean()));
        JsonElement Named(string name) => examples.Single(example => example.GetProperty("name").GetString() == name);

        // Where binary64 goes wrong, a claim refuted, leaders that do not exist.
        Assert.InRange(Named("rotated-square").GetProperty("binary64").GetProperty("largestError").GetDouble(), 0.9, 1.1);
        Assert.Equal("cycle", Named("period-2-cycle").GetProperty("status").GetString());
        Assert.Contains("\"converges\"", Named("period-2-cycle").Compact("refutes"), StringComparison.Ordinal);
        Assert.Equal("[0,1]", Named("false-leaders").GetProperty("binary64").Compact("falseLeaders"));
        Assert.Equal("[]", Named("false-leaders").Compact("leaders"));

        // A leader controlled: proved impossible for SPD, and done by another matrix.
        JsonElement control = document.GetProperty("control");
        Assert.Equal(("infeasible", "feasible"), (control.GetProperty("spd").GetProperty("status").GetString(), control.GetProperty("any").GetProperty("status").GetString()));
        Assert.Equal("[0]", Named("controlled-leader").Compact("leaders"));
    }

    [Fact]
    public void The_page_is_well_formed_and_needs_no_other_file_or_host()
    {
        _ = _folder.Run("demo", "--out", "a/b").Succeeds();
        string page = File.ReadAllText(_folder["a/b/index.html"]);
        Assert.StartsWith("<!doctype html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.All(Links().Matches(page), link => Assert.StartsWith("http://www.w3.org/", link.Value, StringComparison.Ordinal));
        Assert.All(Sources().Matches(page), source => Assert.StartsWith("data:", source.Groups["where"].Value, StringComparison.Ordinal));
        MatchCollection pictures = Pictures().Matches(page);
        Assert.True(pictures.Count >= 7, $"{pictures.Count} pictures");
        Assert.All(pictures, picture => new XmlDocument { XmlResolver = null }.LoadXml(picture.Value));
        AssertBalanced(page);
    }

    [Fact]
    public void The_files_beside_the_page_are_problems_that_limit_reads()
    {
        JsonElement document = _folder.Run("demo", "--out", "d", "--json").Succeeds().Document();
        string[] names = [.. document.GetProperty("examples").EnumerateArray().Select(example => example.GetProperty("name").GetString()!)];
        string[] files = [.. names.Select(name => $"d/{name}.json")];
        Assert.Equal(names, files.Select(file => ProblemFile.Open(_folder[file])[0].Name));
        Assert.Empty(files.Append("d/index.html").Except(Directory.GetFiles(_folder["d"]).Select(path => $"d/{Path.GetFileName(path)}")));
        IReadOnlyList<JsonElement> limits = _folder.Run(["limit", .. files, "--json"]).Succeeds().Lines();
        Assert.Equal(document.GetProperty("examples").EnumerateArray().Select(example => example.Compact("clusters")), limits.Select(limit => limit.Compact("clusters")));
    }

    [Fact]
    public void Twice_it_says_and_writes_the_same()
    {
        string first = _folder.Run("demo", "--out", "d", "--json").Succeeds().Output;
        byte[] page = File.ReadAllBytes(_folder["d/index.html"]);
        Assert.Equal(first, _folder.Run("demo", "--out", "d", "--json").Succeeds().Output);
        Assert.Equal(page, File.ReadAllBytes(_folder["d/index.html"]));
    }

    [Fact]
    public void People_get_a_table_and_the_way_to_the_page()
    {
        string text = _folder.Run("demo").Succeeds().Output;
        Assert.Contains("leaders that do not exist: 0, 1", text, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("hardmax-demo", "index.html"), text, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["hardmax-demo/index.html"]));
    }

    /// <summary>Every element that is opened is closed, in order; scripts and styles are text, some elements have no end.</summary>
    private static void AssertBalanced(string page)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tags().Matches(RawText().Replace(page, string.Empty)))
        {
            string name = tag.Groups["name"].Value;
            if (tag.Groups["close"].Success)
            {
                Assert.True(open.Count > 0 && open.Peek() == name, $"</{name}> closes nothing near byte {tag.Index}; open: {string.Join(' ', open)}");
                _ = open.Pop();
            }
            else if (!tag.Groups["empty"].Success && name is not ("meta" or "br" or "hr" or "input" or "img" or "link"))
            {
                open.Push(name);
            }
        }

        Assert.Empty(open);
    }

    [GeneratedRegex("https?://[^\"'\\s<)]*", RegexOptions.None, 5000)]
    private static partial Regex Links();

    [GeneratedRegex("""(<link[^>]* href|\bsrc)="(?<where>[^"]*)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Sources();

    [GeneratedRegex("<svg .*?</svg>", RegexOptions.Singleline, 5000)]
    private static partial Regex Pictures();

    [GeneratedRegex("<!--.*?-->|<(script|style)[ >].*?</(script|style)>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex RawText();

    [GeneratedRegex("""<(?<close>/)?(?<name>[a-zA-Z][a-zA-Z0-9]*)([^<>"']|"[^"]*"|'[^']*')*?(?<empty>/)?>""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Tags();
}
