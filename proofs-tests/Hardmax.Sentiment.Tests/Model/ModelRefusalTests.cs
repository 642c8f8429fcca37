using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class ModelRefusalTests
{
    public static TheoryData<string, string, int[]?, float[]?, string, string> BadTensors => new()
    {
        { "no encoder", "encoder.weight", null, null, "header", "no tensor 'encoder.weight'" },
        { "no alpha", "attention.alpha", null, null, "header", "no tensor 'attention.alpha'" },
        { "no decoder", "decoder.weight", null, null, "header", "no tensor 'decoder.weight'" },
        { "no bias", "decoder.bias", null, null, "header", "no tensor 'decoder.bias'" },
        { "another tensor", "attention.bias", [1], [0], "attention.bias", "no tensor of a sentiment model" },
        { "encoder is a vector", "encoder.weight", [6], [1, 2, 3, 4, 5, 6], "encoder.weight", "the shape (6)" },
        { "encoder is a batch", "encoder.weight", [1, 3, 2], [1, 2, 3, 4, 5, 6], "encoder.weight", "the shape (1, 3, 2)" },
        { "encoder has no rows", "encoder.weight", [0, 2], [], "encoder.weight", "the shape (0, 2)" },
        { "encoder has no columns", "encoder.weight", [3, 0], [], "encoder.weight", "the shape (3, 0)" },
        { "encoder is transposed", "encoder.weight", [2, 3], [1, 2, 3, 4, 5, 6], "decoder.weight", "expected (1, 3)" },
        { "encoder has NaN", "encoder.weight", [3, 2], [1, 2, 3, float.NaN, 5, 6], "encoder.weight[1][1]", "is NaN" },
        { "encoder is infinite", "encoder.weight", [3, 2], [1, 2, 3, 4, float.NegativeInfinity, 6], "encoder.weight[2][0]", "is infinite" },
        { "alpha is a scalar", "attention.alpha", [], [1], "attention.alpha", "expected (1)" },
        { "alpha is a pair", "attention.alpha", [2], [1, 1], "attention.alpha", "expected (1)" },
        { "alpha is 0", "attention.alpha", [1], [0], "attention.alpha[0]", "0 is no step" },
        { "alpha is -0", "attention.alpha", [1], [-0f], "attention.alpha[0]", "0 is no step" },
        { "alpha is negative", "attention.alpha", [1], [-0.5f], "attention.alpha[0]", "-1/2 is no step" },
        { "alpha is NaN", "attention.alpha", [1], [float.NaN], "attention.alpha[0]", "is NaN" },
        { "alpha is infinite", "attention.alpha", [1], [float.PositiveInfinity], "attention.alpha[0]", "is infinite" },
        { "decoder is a vector", "decoder.weight", [2], [1, 1], "decoder.weight", "expected (1, 2)" },
        { "decoder has NaN", "decoder.weight", [1, 2], [1, float.NaN], "decoder.weight[0][1]", "is NaN" },
        { "decoder of two classes", "decoder.weight", [2, 2], [1, 1, 1, 1], "decoder.weight", "expected (1, 2)" },
        { "bias is a scalar", "decoder.bias", [], [1], "decoder.bias", "expected (1)" },
        { "bias is infinite", "decoder.bias", [1], [float.PositiveInfinity], "decoder.bias[0]", "is infinite" },
        { "factor is not square", "attention.factor", [2, 1], [1, 1], "attention.factor", "expected (2, 2)" },
        { "factor of another dimension", "attention.factor", [3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1], "attention.factor", "expected (2, 2)" },
        { "factor has NaN", "attention.factor", [2, 2], [1, 0, 0, float.NaN], "attention.factor[1][1]", "is NaN" },
        { "factor is 0", "attention.factor", [2, 2], [0, 0, 0, 0], "attention.factor", "is singular" },
        { "factor has rank 1", "attention.factor", [2, 2], [0.1f, 0.3f, 0.2f, 0.6f], "attention.factor", "is singular" },
        { "factor has a column of 0", "attention.factor", [2, 2], [0, 1, 0, 2], "attention.factor", "is singular" },
    };

    public static TheoryData<string, string, string, string> BadFields => new()
    {
        { "schema", "\"hardmax/sentiment-model/2\"", "schema", "expected hardmax/sentiment-model/1" },
        { "schema", "1", "schema", "expected a string" },
        { "extra", "1", "top level", "'extra' is unknown" },
        { "dimension", "3", "dimension", "expected 2" },
        { "dimension", "0", "dimension", "out of range" },
        { "dimension", "2.0", "dimension", "no integer" },
        { "dimension", "\"2\"", "dimension", "an integer" },
        { "depth", "-1", "depth", "out of range" },
        { "depth", "1.5", "depth", "no integer" },
        { "depth", "\"deep\"", "depth", "expected infinite" },
        { "depth", "null", "depth", "an integer" },
        { "maxWords", "0", "maxWords", "out of range" },
        { "maxWords", "2147483648", "maxWords", "out of range" },
        { "padded", "1", "padded", "true or false" },
        { "tokeniser", "{}", "tokeniser", "'keepsCase' is missing" },
        { "tokeniser", "[]", "tokeniser", "expected an object" },
        { "tokeniser", """{"keepsCase":1,"keepsStopWords":false,"joinsNegations":false}""", "tokeniser.keepsCase", "true or false" },
        { "tokeniser", """{"keepsCase":false,"keepsStopWords":false,"joinsNegations":false,"stems":true}""", "tokeniser", "'stems' is unknown" },
        { "weights", "\"00\"", "weights", "expected the two files of one model" },
        { "weights", "7", "weights", "expected a string" },
        { "training", "[]", "training", "expected an object" },
        { "training", "null", "training", "expected an object" },
        { "words", "{}", "words", "expected an array" },
        { "words", "[]", "words", "has 0 words; expected 3" },
        { "words", """["a","b"]""", "words", "has 2 words; expected 3" },
        { "words", """["a","b","c","d"]""", "words", "has 4 words; expected 3" },
        { "words", """["a","b","a"]""", "words[2]", "'a' is words[0] too" },
        { "words", """["a","\u0062","b"]""", "words[2]", "'b' is words[1] too" },
        { "words", """["a","","c"]""", "words[1]", "empty" },
        { "words", """["a","b\n","c"]""", "words[1]", "control character" },
        { "words", """["a",2,"c"]""", "words[1]", "expected a string" },
    };

    [Theory]
    [MemberData(nameof(BadTensors))]
    public void Bad_tensors_are_refused_where_they_are(string what, string name, int[]? shape, float[]? values, string place, string reason)
    {
        byte[] weights = ModelSamples.Weights(name, shape is null ? null : new SafetensorsEntry(name, [.. shape], [.. values!]));
        InvalidInputException e = ModelSamples.Refused(() => ModelFile.Parse(weights, Description(weights), ModelSamples.Paths));
        Assert.True(e.Place == place && e.Reason.Contains(reason, StringComparison.Ordinal) && e.File == "m.safetensors", $"{what}: {e.Message}");
    }

    [Theory]
    [MemberData(nameof(BadFields))]
    public void Bad_fields_are_refused_where_they_are(string field, string json, string place, string reason)
    {
        byte[] weights = ModelSamples.Weights();
        InvalidInputException e = ModelSamples.Refused(() => ModelFile.Parse(weights, Description(weights, field, json), ModelSamples.Paths));
        Assert.True(e.Place == place && e.Reason.Contains(reason, StringComparison.Ordinal) && e.File == "m.json", $"{field}: {e.Message}");
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("dimension")]
    [InlineData("depth")]
    [InlineData("maxWords")]
    [InlineData("reads")]
    [InlineData("tokeniser")]
    [InlineData("weights")]
    [InlineData("words")]
    public void Missing_fields_are_refused(string field)
    {
        byte[] weights = ModelSamples.Weights();
        InvalidInputException e = ModelSamples.Refused(() => ModelFile.Parse(weights, Description(weights, field, null), ModelSamples.Paths));
        Assert.Equal(("top level", true), (e.Place, e.Reason.Contains($"'{field}' is missing", StringComparison.Ordinal)));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_word()
    {
        byte[] weights = ModelSamples.Weights();
        string json = Encoding.UTF8.GetString(Description(weights)).Replace("\"bad\"", "\"\\ud83d\"", StringComparison.Ordinal);
        InvalidInputException e = ModelSamples.Refused(() => ModelFile.Parse(weights, Encoding.UTF8.GetBytes(json), ModelSamples.Paths));
        Assert.Equal(("words[1]", true), (e.Place, e.Reason.Contains("surrogate", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("depth", null, "header, __metadata__", "says no 'depth', and there is no m.json; expected that JSON")]
    [InlineData("max_length", null, "header, __metadata__", "says no 'max_length', and there is no m.json; expected that JSON")]
    [InlineData("depth", "deep", "header, __metadata__.depth", "'deep' is out of range or no integer")]
    [InlineData("depth", "-1", "header, __metadata__.depth", "'-1'")]
    [InlineData("depth", " 8", "header, __metadata__.depth", "' 8'")]
    [InlineData("max_length", "0", "header, __metadata__.max_length", "from 1 to 2097152")]
    [InlineData("max_length", "2097153", "header, __metadata__.max_length", "from 1 to 2097152")]
    public void Without_a_json_the_file_has_to_say_how_it_is_read(string name, string? text, string place, string reason)
    {
        (string Name, string Text)[] metadata = [("depth", "8"), ("max_length", "128")];
        metadata = [.. metadata.Where(pair => pair.Name != name), .. text is null ? ImmutableArray<(string, string)>.Empty : [(name, text)]];
        InvalidInputException e = ModelSamples.Refused(() => ModelFile.Parse(ModelSamples.Weights(null, null, metadata), null, ModelSamples.Paths));
        Assert.True(e.Place == place && e.Reason.Contains(reason, StringComparison.Ordinal) && e.File == "m.safetensors", e.Message);
    }

    [Fact]
    public void A_model_that_fills_up_is_no_longer_than_a_cloud_may_be()
    {
        byte[] weights = ModelSamples.Weights();
        JsonObject document = JsonNode.Parse(Description(weights))!.AsObject();
        document["padded"] = true;
        document["maxWords"] = 2097152;
        Assert.True(ModelFile.Parse(weights, Encoding.UTF8.GetBytes(document.ToJsonString()), ModelSamples.Paths).IsPadded);
        document["maxWords"] = 2097153;
        Assert.Equal("maxWords", ModelSamples.Refused(() => ModelFile.Parse(weights, Encoding.UTF8.GetBytes(document.ToJsonString()), ModelSamples.Paths)).Place);
        document["padded"] = false;
        Assert.Equal(2097153, ModelFile.Parse(weights, Encoding.UTF8.GetBytes(document.ToJsonString()), ModelSamples.Paths).MaxWords);
    }

    [Fact]
    public void Dimensions_are_bounded()
    {
        // d * d numbers of the identity, or of a product that is tested exactly.
        Assert.Equal("encoder.weight", Refused(2049, isLearned: false).Place);
        Assert.Equal("attention.factor", Refused(65, isLearned: true).Place);
        Assert.Equal("header, __metadata__", Refused(2048, isLearned: false).Place);
    }

    private static InvalidInputException Refused(int dimension, bool isLearned)
    {
        var stream = new MemoryStream();
        SafetensorsEntry[] entries =
        [
            new("encoder.weight", [1, dimension], [.. new float[dimension]]),
            new("attention.alpha", [1], [1]),
            new("decoder.weight", [1, dimension], [.. new float[dimension]]),
            new("decoder.bias", [1], [0]),
            new("attention.factor", [dimension, dimension], [.. new float[dimension * dimension]]),
        ];
        SafetensorsWriter.Write(stream, isLearned ? entries : entries[..4]);
        return ModelSamples.Refused(() => ModelFile.Parse(stream.ToArray(), null, ModelSamples.Paths));
    }

    // The learned model's, for these weights; one field replaced, or left out.
    private static byte[] Description(byte[] weights, string? field = null, string? json = null)
    {
        JsonObject document = JsonNode.Parse(ModelFile.ToBytes(ModelSamples.Learned).Description.Span)!.AsObject();
        document["weights"] = Convert.ToHexStringLower(SHA256.HashData(weights));
        if (field is not null)
        {
            _ = document.Remove(field);
            if (json is not null)
            {
                document[field] = JsonNode.Parse(json);
            }
        }

        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }
}
