using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class ModelFileTests
{
    private static readonly ModelBytes Learned = ModelFile.ToBytes(ModelSamples.Learned);

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        var random = new Random(20240704);
        (int Padded, int Learned, int Infinite, int Trained) seen = default;
        for (int round = 0; round < 200; round++)
        {
            SentimentModel model = ModelSamples.Any(random);
            ModelBytes bytes = ModelFile.ToBytes(model);
            SentimentModel read = ModelFile.Parse(bytes.Weights, bytes.Description, ModelSamples.Paths);
            ModelSamples.AssertSame(model, read);
            ModelBytes again = ModelFile.ToBytes(read);
            Assert.Equal(bytes.Weights, again.Weights);
            Assert.Equal(bytes.Description, again.Description);
            seen = (seen.Padded + (model.IsPadded ? 1 : 0), seen.Learned + (model.Factor.IsEmpty ? 0 : 1), seen.Infinite + (model.Depth is null ? 1 : 0), seen.Trained + (model.Training is null ? 0 : 1));
        }

        Assert.All([seen.Padded, seen.Learned, seen.Infinite, seen.Trained], count => Assert.InRange(count, 20, 180));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.json")]
    [InlineData("model")]
    public void Either_file_or_what_both_begin_with_names_the_model(string name)
    {
        using var folder = new ModelFolder();
        ModelFile.Write(ModelSamples.Learned, folder.Path(name));
        Assert.Equal(["model.json", "model.safetensors"], folder.Names);
        Assert.Equal(Learned.Weights.ToArray(), File.ReadAllBytes(folder.Path("model.safetensors")));
        Assert.Equal(Learned.Description.ToArray(), File.ReadAllBytes(folder.Path("model.json")));
        ModelSamples.AssertSame(ModelSamples.Learned, ModelFile.Read(folder.Path(name)));
    }

    [Theory]
    [InlineData("a/m.safetensors", "a/m.safetensors", "a/m.json")]
    [InlineData("M.SafeTensors", "M.SafeTensors", "M.json")]
    [InlineData("M.JSON", "M.safetensors", "M.JSON")]
    [InlineData("d=2.v1", "d=2.v1.safetensors", "d=2.v1.json")]
    [InlineData("a.json/m", "a.json/m.safetensors", "a.json/m.json")]
    public void Names_become_paths(string model, string weights, string description) =>
        Assert.Equal(new ModelPaths(weights, description), ModelPaths.Of(model));

    [Fact]
    public void Files_of_two_models_are_never_taken_for_one()
    {
        ModelBytes[] models = [ModelFile.ToBytes(ModelSamples.Small), Learned, ModelFile.ToBytes(ModelSamples.Any(new Random(1)))];
        for (int weights = -1; weights < models.Length; weights++)
        {
            for (int description = -1; description < models.Length; description++)
            {
                using var folder = new ModelFolder();
                string name = folder.Path("m");
                _ = weights < 0 ? null : folder.Write("m.safetensors", models[weights].Weights.Span);
                _ = description < 0 ? null : folder.Write("m.json", models[description].Description.Span);
                if (weights >= 0 && weights == description)
                {
                    Assert.Equal(models[weights].Weights.ToArray(), ModelFile.ToBytes(ModelFile.Read(name)).Weights.ToArray());
                    continue;
                }

                InvalidInputException e = ModelSamples.Refused(() => ModelFile.Read(name));
                (string file, string place) = (weights < 0, description < 0) switch
                {
                    (true, _) => (name + ".safetensors", "file"),
                    (false, true) => (name + ".safetensors", "header, __metadata__"),
                    _ => (name + ".json", "weights"),
                };
                Assert.Equal((file, place), (e.File, e.Place));
            }
        }
    }

    [Fact]
    public void Who_names_the_json_means_a_model_that_has_one()
    {
        using var folder = new ModelFolder();
        _ = folder.Write("m.safetensors", ModelSamples.Weights(null, null, ("depth", "8"), ("max_length", "128")));
        Assert.Equal("row 2", ModelFile.Read(folder.Path("m")).Words.Words[2]);
        InvalidInputException e = ModelSamples.Refused(() => ModelFile.Read(folder.Path("m.json")));
        Assert.Equal((folder.Path("m.json"), "file"), (e.File, e.Place));
        _ = Directory.CreateDirectory(folder.Path("m.json"));
        Assert.Contains("directory", ModelSamples.Refused(() => ModelFile.Read(folder.Path("m"))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_replaces_a_model_and_one_that_fails_leaves_nothing_behind()
    {
        using var folder = new ModelFolder();
        ModelFile.Write(ModelSamples.Learned, folder.Path("m"));
        ModelFile.Write(ModelSamples.Small, folder.Path("m"));
        ModelSamples.AssertSame(ModelSamples.Small, ModelFile.Read(folder.Path("m")));

        Assert.ThrowsAny<IOException>(() => ModelFile.Write(ModelSamples.Small, folder.Path("none/m")));
        _ = Directory.CreateDirectory(folder.Path("n.json"));
        Assert.ThrowsAny<Exception>(() => ModelFile.Write(ModelSamples.Small, folder.Path("n")));
        Assert.Equal(["m.json", "m.safetensors", "n.json", "n.safetensors"], folder.Names);
    }

    [Fact]
    public void The_json_says_what_people_look_for_before_the_words()
    {
        string[] lines = Encoding.UTF8.GetString(Learned.Description.Span).Split('\n');
        Assert.Equal("""
            {
              "schema": "hardmax/sentiment-model/1",
              "dimension": 2,
              "depth": "infinite",
              "maxWords": 6,
              "reads": "ends",
              "tokeniser": {
                "keepsCase": false,
                "keepsStopWords": false,
                "joinsNegations": true
              },
              "weights": "DIGEST",
              "training": {
                "seed": 7,
                "accuracy": 0.8830,
                "note": "é \"",
            """.ReplaceLineEndings("\n").Replace("DIGEST", Convert.ToHexStringLower(SHA256.HashData(Learned.Weights.Span)), StringComparison.Ordinal), string.Join('\n', lines[..16]));
        Assert.Equal(["  \"words\": [", "    \"good\",", "    \"bad\",", "    \"film\"", "  ]", "}", string.Empty], lines[^7..]);
    }

    [Fact]
    public void What_could_not_be_read_back_is_not_written()
    {
        SentimentModel With(string word = "a", int maxWords = 5, bool isPadded = false, string? training = null, float factor = 1) => new(new Vocabulary([word]), [1], [1])
        {
            Alpha = 1,
            Depth = 1,
            MaxWords = maxWords,
            IsPadded = isPadded,
            Factor = [factor],
            Training = training is null ? null : JsonElement.Parse(training),
        };
        string half = ((char)0xdc00).ToString();
        Assert.NotNull(ModelFile.ToBytes(With(maxWords: int.MaxValue)));
        Assert.All(
            [
                With(half),
                With("a" + half + "b"),
                With(string.Empty),
                With("a\nb"),
                With(maxWords: FormatLimits.MaxCoordinates + 1, isPadded: true),
                With(training: """{"a":1,"a":2}"""),
                With(training: """{"a":"\ud800"}"""),
                With(training: """{"a":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}"""),
                With(factor: 0),
                new SentimentModel(new Vocabulary([]), [], [1]) { Alpha = 1, Depth = 1, MaxWords = 1 },
            ],
            model => Assert.ThrowsAny<ArgumentException>(() => ModelFile.ToBytes(model)));
    }

    [Fact]
    public void Files_that_are_cut_off_or_changed_are_refused()
    {
        byte[] weights = Learned.Weights.ToArray();
        byte[] description = Learned.Description.ToArray();
        Assert.All(Enumerable.Range(0, weights.Length), length =>
            ModelSamples.Refused(() => ModelFile.Parse(weights.AsMemory(0, length), description, ModelSamples.Paths)));
        Assert.All(Enumerable.Range(0, description.Length - 1), length =>
            ModelSamples.Refused(() => ModelFile.Parse(weights, description.AsMemory(0, length), ModelSamples.Paths)));
        Assert.All(Enumerable.Range(0, weights.Length), at =>
        {
            byte[] changed = [.. weights];
            changed[at] ^= 1;
            _ = ModelSamples.Refused(() => ModelFile.Parse(changed, description, ModelSamples.Paths));
        });
    }

    [Fact]
    public void A_damaged_description_never_causes_another_exception()
    {
        var random = new Random(20240705);
        byte[] description = Learned.Description.ToArray();
        int read = 0;
        const int rounds = 3000;
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = [.. description];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : "\0\"'[]{}(),:;\n9-eEx/\\"u8[random.Next(20)];
            }

            try
            {
                Assert.Equal(3, ModelFile.Parse(Learned.Weights, damaged, ModelSamples.Paths).Words.Count);
                read++;
            }
            catch (InvalidInputException e)
            {
                Assert.Equal("m.json", e.File);
            }
        }

        Assert.InRange(read, 20, rounds - 1000);
    }
}
