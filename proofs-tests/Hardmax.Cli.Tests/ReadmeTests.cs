using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>What the README shows is what the program says and draws.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    private static string Readme => File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_limit_that_it_shows_is_the_one_that_is_printed()
    {
        const string input = """{"tokens":[[1,1],[1,-1],["1/2",0]],"alpha":1}""";
        string printed = _folder.RunWith(input, "limit", "-").Succeeds().Output.ReplaceLineEndings("\n");
        string shown = string.Concat(printed.TrimEnd('\n').Split('\n').Select(line => "    " + line + "\n"));
        Assert.Contains($"    echo '{input}' | hardmax limit -\n\n{shown}", Readme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/sentiment.md")]
    public void The_decision_that_it_explains_is_the_one_that_is_printed(string page)
    {
        const string text = "a wonderful film with a terrible ending";
        string printed = _folder.Run("sentiment", "explain", text).Succeeds().Output.ReplaceLineEndings("\n");
        string shown = string.Concat(printed.TrimEnd('\n').Split('\n').Select(line => "    " + line + "\n"));
        string all = File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");
        Assert.Contains($"    hardmax sentiment explain \"{text}\"\n", all, StringComparison.Ordinal);
        Assert.Contains($"\n\n{shown}\n", all, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_pictures_are_those_that_the_demo_draws()
    {
        _ = _folder.Run("demo", "--out", "demo").Succeeds();
        string[] pictures = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "pictures"), "*.svg");
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture =>
        {
            Assert.Contains($"docs/pictures/{Path.GetFileName(picture)}", Readme, StringComparison.Ordinal);
            Assert.Equal(File.ReadAllText(_folder[$"demo/{Path.GetFileName(picture)}"]), File.ReadAllText(picture));
        });
    }
}
