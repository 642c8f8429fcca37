using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hardmax.Formats;
using Hardmax.Testing;
using Hardmax.Tests.Docs;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>The published schema and the page say what is written and read.</summary>
public sealed class ModelSchemaTests
{
    private static readonly SchemaSubset Schema = new(Path.Combine(Repository.Root, "docs", "schema", "sentiment-model.schema.json"));
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats.md"));

    [Fact]
    public void What_is_written_satisfies_the_schema()
    {
        var random = new Random(20240709);
        Assert.All(
            [ModelSamples.Small, ModelSamples.Learned, .. Enumerable.Range(0, 50).Select(_ => ModelSamples.Any(random))],
            model => Assert.Null(Schema.WhyInvalid(JsonElement.Parse(ModelFile.ToBytes(model).Description.Span))));
    }

    [Theory]
    [InlineData("schema", "\"hardmax/sentiment-model/2\"")]
    [InlineData("dimension", "0")]
    [InlineData("dimension", "\"2\"")]
    [InlineData("depth", "-1")]
    [InlineData("depth", "\"deep\"")]
    [InlineData("maxWords", "0")]
    [InlineData("padded", "1")]
    [InlineData("tokeniser", "{}")]
    [InlineData("tokeniser", """{"keepsCase":false,"keepsStopWords":false,"joinsNegations":false,"stems":true}""")]
    [InlineData("weights", "\"00\"")]
    [InlineData("training", "[]")]
    [InlineData("words", "[]")]
    [InlineData("words", """["a","","c"]""")]
    [InlineData("words", """["a","\tb","c"]""")]
    [InlineData("words", """["a","b","a"]""")]
    [InlineData("extra", "1")]
    public void The_schema_and_the_reader_refuse_other_documents(string field, string json)
    {
        ModelBytes bytes = ModelFile.ToBytes(ModelSamples.Learned);
        JsonObject document = JsonNode.Parse(bytes.Description.Span)!.AsObject();
        document[field] = JsonNode.Parse(json);
        byte[] text = Encoding.UTF8.GetBytes(document.ToJsonString());
        Assert.NotNull(Schema.WhyInvalid(JsonElement.Parse(text)));
        _ = ModelSamples.Refused(() => ModelFile.Parse(bytes.Weights, text, ModelSamples.Paths));
    }

    [Fact]
    public void The_schema_requires_what_the_reader_requires()
    {
        ModelBytes bytes = ModelFile.ToBytes(ModelSamples.Learned);
        foreach (string field in JsonNode.Parse(bytes.Description.Span)!.AsObject().Select(pair => pair.Key))
        {
            JsonObject document = JsonNode.Parse(bytes.Description.Span)!.AsObject();
            _ = document.Remove(field);
            byte[] text = Encoding.UTF8.GetBytes(document.ToJsonString());
            bool isRead = true;
            try
            {
                _ = ModelFile.Parse(bytes.Weights, text, ModelSamples.Paths);
            }
            catch (InvalidInputException)
            {
                isRead = false;
            }

            Assert.Equal((field, field == "training"), (field, isRead));
            Assert.Equal(isRead, Schema.WhyInvalid(JsonElement.Parse(text)) is null);
        }
    }

    [Fact]
    public void The_example_of_the_page_is_what_is_written()
    {
        string shown = Page.Split("```json model\n")[1].Split("```")[0];
        var model = new SentimentModel(ModelSamples.Small.Words, ModelSamples.Small.Encoder, ModelSamples.Small.DecoderWeights)
        {
            DecoderBias = 0.5f,
            Alpha = 0.75f,
            Depth = 8,
            MaxWords = 128,
            Reads = WordChoice.Ends,
            Training = JsonElement.Parse("""{"seed":1,"epochs":20}"""),
        };
        Assert.Equal(Encoding.UTF8.GetString(ModelFile.ToBytes(model).Description.Span), shown);
    }

    [Fact]
    public void The_page_names_the_limits_and_the_tensors()
    {
        string section = Page.Split("## Sentiment models")[1];
        Assert.Contains($"up to d = {ModelFile.MaxLearnedDimension}", section, StringComparison.Ordinal);
        Assert.All(["encoder.weight", "attention.alpha", "decoder.weight", "decoder.bias", "attention.factor"], name => Assert.Contains($"| `{name}` |", section, StringComparison.Ordinal));
    }
}
