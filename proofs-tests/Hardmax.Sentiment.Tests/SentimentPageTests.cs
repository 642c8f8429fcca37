using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>docs/sentiment.md shows code that runs, and says of the models in the box what they say of themselves.</summary>
public sealed class SentimentPageTests
{
    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "sentiment.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_snippet_runs()
    {
        // PAGE
        SentimentModel model = ShippedModels.Read("d2");
        Explanation explanation = new Explainer(model).Explain("a wonderful film with a terrible ending");
        Side decision = explanation.Decision;                                   // proved
        string leader = explanation.Words[explanation.Gatherings[0].Leader!.Value];

        // PAGE
        Assert.Equal((Side.Negative, "wonderful", true), (decision, leader, explanation.IsCertified));
    }

    [Fact]
    public void The_snippet_of_the_page_is_the_code_above()
    {
        string own = File.ReadAllText(Path.Combine(Repository.Root, "proofs-tests", "Hardmax.Sentiment.Tests", "SentimentPageTests.cs"));
        Assert.Equal(Trimmed(own.Split("// PAGE")[1]), Trimmed(Page.Split("```csharp")[1].Split("```")[0]));
    }

    [Theory]
    [InlineData("d2")]
    [InlineData("d8")]
    public void The_models_in_the_box_reach_what_the_page_says(string name)
    {
        SentimentModel model = ShippedModels.Read(name);
        Assert.Null(model.Depth);
        Assert.Equal(5000, model.Words.Count);
        System.Text.Json.JsonElement test = model.Training!.Value.GetProperty("test");
        string finite = test.GetProperty("finite").GetDouble().ToString("F4", System.Globalization.CultureInfo.InvariantCulture);
        string infinite = test.GetProperty("infinite").GetDouble().ToString("F4", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"\n| `{name}` | {finite} | {infinite} | 15000 |", Page, StringComparison.Ordinal);
    }

    private static string Trimmed(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
