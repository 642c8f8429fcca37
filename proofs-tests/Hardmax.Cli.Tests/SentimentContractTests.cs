using System.Text.Json;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax sentiment: the fields of its documents, and that all parts of one say the same.</summary>
public sealed class SentimentContractTests(SentimentToyModel toy) : IClassFixture<SentimentToyModel>
{
    private static readonly Action<JsonElement> Sides = Word("positive", "negative", "undecided");

    private static readonly Action<JsonElement> Accuracy = Object(("finite", Share), ("infinite", Share));

    private static readonly Action<JsonElement> Training = Object(
        ("epochs", ArrayOf(Object(("epoch", Index), ("trainLoss", NotNegative), ("validationAccuracy", Share), ("seconds", NotNegative)))),
        ("chosenEpoch", Index), ("test", Accuracy), ("words", Index));

    private static readonly Action<JsonElement> Evaluation = Object(
        ("reviews", Index), ("accuracy", Accuracy), ("certified", Index), ("disagreements", Index),
        ("leaders", Object(("mean", NotNegative), ("sd", NotNegative), ("min", Index), ("max", Index), ("initialFraction", Share))),
        ("worst", Object(("place", Text), ("finite", Number), ("infinite", Number))), ("withoutWords", Index), ("seconds", Seconds));

    private static readonly Action<JsonElement> Leaders = Object(
        ("texts", Index), ("leaders", ArrayOf(Object(("word", Text), ("count", Index), ("side", Sides)))), ("seconds", Seconds));

    private static readonly Action<JsonElement> Explanation = Object(
        ("decision", Sides), ("probability", Share), ("margin", NotNegative), ("value", Exact),
        ("leaders", ArrayOf(Object(("word", Text), ("followers", ArrayOf(Text)), ("side", Sides), ("tokens", Index)))), ("flippedWithout?", ArrayOf(Text)),
        ("words", Index), ("unknown", Index), ("unread", Index), ("certified", JsonContract.Boolean), ("layer", Index));

    [Fact]
    public void Train()
    {
        JsonElement document = toy.Training.Succeeds().Document();
        Training(document);
        JsonElement[] epochs = [.. document.GetProperty("epochs").EnumerateArray()];
        Assert.Equal(Enumerable.Range(0, 20), epochs.Select(epoch => epoch.GetProperty("epoch").GetInt32()));
        double[] accuracies = [.. epochs.Select(epoch => epoch.GetProperty("validationAccuracy").GetDouble())];
        Assert.Equal(Array.IndexOf(accuracies, accuracies.Max()), document.GetProperty("chosenEpoch").GetInt32());
        Assert.True(epochs[^1].GetProperty("trainLoss").GetDouble() < epochs[0].GetProperty("trainLoss").GetDouble());
        Assert.Equal(20, document.GetProperty("words").GetInt32());

        // The model says of itself what was printed.
        JsonElement about = JsonDocument.Parse(File.ReadAllText(toy.Folder["model.json"])).RootElement.GetProperty("training");
        Assert.Equal("toy.csv 420/180 1", $"{about.GetProperty("data")} {about.GetProperty("split")} {about.GetProperty("seed")}");
        Assert.Equal(document.Compact("test"), about.Compact("test"));
        Assert.Equal(document.Compact("chosenEpoch"), about.Compact("chosenEpoch"));
    }

    [Fact]
    public void Training_without_a_test_part_has_no_test()
    {
        JsonElement document = toy.Folder.Run("sentiment", "train", "toy.csv", "--split", "600/0", "--epochs", "1", "--out", "untested", "--json").AfterReading().Succeeds().Document();
        Assert.Equal("null", document.Compact("test"));
    }

    [Fact]
    public void Evaluate()
    {
        JsonElement document = toy.Folder.Run("sentiment", "evaluate", "model", "toy.csv", "--json").AfterReading().Succeeds().Document();
        Evaluation(document);
        Assert.Equal((600, 600, 0), (document.GetProperty("reviews").GetInt32(), document.GetProperty("certified").GetInt32(), document.GetProperty("withoutWords").GetInt32()));

        // The test part is that of the training with the same seed, and no other.
        JsonElement part = toy.Folder.Run("sentiment", "evaluate", "model.json", "toy.csv", "--split", "420/180", "--json").AfterReading().Succeeds().Document();
        Evaluation(part);
        Assert.Equal(180, part.GetProperty("reviews").GetInt32());
        Assert.Equal(toy.Training.Document().Compact("test"), part.Compact("accuracy"));
        JsonElement other = toy.Folder.Run("sentiment", "evaluate", "model.safetensors", "toy.csv", "--split", "420/180", "--seed", "2", "--layers", "0", "--json").AfterReading().Succeeds().Document();
        Assert.NotEqual(part.Compact("leaders"), other.Compact("leaders"));
    }

    [Fact]
    public void Leaders_of_the_reviews()
    {
        JsonElement document = toy.Folder.Run("sentiment", "leaders", "model", "toy.csv", "--confidence", "0.5", "--json").AfterReading().Succeeds().Document();
        Leaders(document);
        (string Word, int Count, string Side)[] leaders = [.. document.GetProperty("leaders").EnumerateArray()
            .Select(leader => (leader.GetProperty("word").GetString()!, leader.GetProperty("count").GetInt32(), leader.GetProperty("side").GetString()!))];
        Assert.Equal(leaders.OrderByDescending(leader => leader.Count).ThenBy(leader => leader.Word, StringComparer.Ordinal), leaders);
        Assert.All(leaders, leader => Assert.InRange(leader.Count, 1, document.GetProperty("texts").GetInt32()));
        Assert.Contains(leaders, leader => leader is ("superb" or "wonderful" or "brilliant" or "lovely" or "moving" or "charming", _, "positive"));

        // Who asks for more confidence has fewer texts.
        JsonElement sure = toy.Folder.Run("sentiment", "leaders", "model", "toy.csv", "--confidence", "0.999", "--out", "l.html", "--json").AfterReading().Succeeds().Document();
        Leaders(sure);
        Assert.InRange(sure.GetProperty("texts").GetInt32(), 1, document.GetProperty("texts").GetInt32() - 1);
        Assert.True(File.Exists(toy.Folder["l.html"]));
    }

    [Fact]
    public void Explain()
    {
        JsonElement document = toy.Folder.Run("sentiment", "explain", "a superb film, and superb music, but a stupid plot", "--model", "model", "--json").Succeeds().Document();
        Explanation(document);
        Assert.Equal((6, 1, 0), (document.GetProperty("words").GetInt32(), document.GetProperty("unknown").GetInt32(), document.GetProperty("unread").GetInt32()));
        Assert.Equal(6, document.GetProperty("leaders").EnumerateArray().Sum(leader => leader.GetProperty("tokens").GetInt32()));
        string[] words = [.. document.GetProperty("leaders").EnumerateArray()
            .SelectMany(leader => leader.GetProperty("followers").EnumerateArray().Append(leader.GetProperty("word")))
            .Select(word => word.GetString()!)];
        Assert.Equal(["film", "music", "plot", "stupid", "superb"], words.Order(StringComparer.Ordinal));
    }

    private static void Share(JsonElement element) => Assert.InRange(element.GetDouble(), 0, 1);

    private static void NotNegative(JsonElement element) => Assert.InRange(element.GetDouble(), 0, double.MaxValue);
}
