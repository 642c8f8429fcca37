using System.Globalization;
using System.Text.Json;
using Hardmax.Sentiment;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>The models in the box on real reviews: as right as they say of themselves, and every decision proved.</summary>
public sealed class SentimentDataTests : IDisposable
{
    private const string Reviews = "imdb/reviews.csv.gz";
    private const string Sentences = "sentence-polarity/sentences.csv.gz";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DataTheory(Reviews)]
    [InlineData("d2", 1.9, 2.2)]
    [InlineData("d8", 2.7, 3.1)]
    public void Every_test_review_is_certified_and_the_accuracy_is_the_one_that_the_model_states(string model, double fewestLeaders, double mostLeaders)
    {
        // Processor time, which is more than the time on a clock: the machine may do other things too.
        HardmaxRun run = _folder.Shell($"TIMEFORMAT='%U %S'; time hardmax sentiment evaluate {model} '{TestData.PathOf(Reviews)}' --split 35000/15000 --seed 1 --json").Ends(0).AfterReading();
        Assert.InRange(run.Error.Split(' ').Sum(part => double.Parse(part, CultureInfo.InvariantCulture)), 0.1, 60);
        JsonElement document = run.Document();
        Assert.Equal((15_000, 15_000, 0), (Number(document, "reviews"), Number(document, "certified"), Number(document, "withoutWords")));
        JsonElement stated = ShippedModels.Read(model).Training!.Value;
        Assert.Equal("reviews.csv.gz 35000/15000 1", $"{stated.GetProperty("data")} {stated.GetProperty("split")} {stated.GetProperty("seed")}");
        Assert.Equal(stated.Compact("test"), document.Compact("accuracy"));
        Assert.InRange(document.GetProperty("accuracy").GetProperty("infinite").GetDouble(), 0.84, 0.90);
        Assert.InRange(Number(document, "disagreements"), 1, 50);
        Assert.InRange(document.GetProperty("leaders").GetProperty("mean").GetDouble(), fewestLeaders, mostLeaders);
    }

    [DataFact(Sentences)]
    public void Single_sentences_of_other_critics_are_decided_better_than_by_chance()
    {
        JsonElement document = _folder.Run("sentiment", "evaluate", "d8", TestData.PathOf(Sentences), "--json").AfterReading().Succeeds().Document();
        Assert.Equal(10_662, Number(document, "reviews"));
        Assert.Equal(10_662, Number(document, "certified") + Number(document, "withoutWords"));
        Assert.InRange(Number(document, "withoutWords"), 1, 100);

        // Half would be chance; measured: 0.6972.
        Assert.All(document.GetProperty("accuracy").EnumerateObject(), accuracy => Assert.InRange(accuracy.Value.GetDouble(), 0.69, 0.75));
    }

    private static int Number(JsonElement document, string field) => document.GetProperty(field).GetInt32();
}
