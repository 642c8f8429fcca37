using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>What a model is besides its numbers: the JSON beside the weights.</summary>
internal sealed class ModelDescription
{
    private const string First = "first";
    private const string Ends = "ends";

    private static readonly string[] Fields = ["schema", "dimension", "depth", "maxWords", "reads", "padded", "tokeniser", "weights", "training", "words"];

    // One word on each line, as it is in its own script.
    private static readonly JsonWriterOptions Lines = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonCursor? _document;

    private ModelDescription(JsonCursor? document) => _document = document;

    public required int Dimension { get; init; }

    public required int? Depth { get; init; }

    public required int MaxWords { get; init; }

    public WordChoice Reads { get; init; }

    public required bool IsPadded { get; init; }

    public TokeniserOptions Tokeniser { get; init; } = TokeniserOptions.Default;

    public JsonElement? Training { get; init; }

    public required ImmutableArray<string> Words { get; init; }

    /// <summary>Reads the JSON.</summary>
    /// <exception cref="InvalidInputException">It is no description of a model.</exception>
    public static ModelDescription Read(JsonCursor document)
    {
        document.AllowOnly(Fields);
        _ = document.Field("schema").ReadOneOf(ModelFile.Schema);
        _ = document.Field("weights").ReadString();
        int dimension = document.Field("dimension").ReadInteger(1, int.MaxValue);
        bool isPadded = document.OptionalField("padded")?.ReadBoolean() ?? false;
        return new ModelDescription(document)
        {
            Dimension = dimension,
            Depth = ReadDepth(document.Field("depth")),
            MaxWords = document.Field("maxWords").ReadInteger(1, isPadded ? MostWords(dimension) : int.MaxValue),
            Reads = ReadChoice(document.Field("reads")),
            IsPadded = isPadded,
            Tokeniser = ReadTokeniser(document.Field("tokeniser")),
            Training = document.OptionalField("training") is { } training ? ReadTraining(training) : null,
            Words = ReadWords(document.Field("words")),
        };
    }

    /// <summary>
    /// What a file without a JSON says about itself, as the paper's does: the depth and the length that texts are filled up to.
    /// Its words are not known: "row 0", "row 1", ..
    /// </summary>
    /// <exception cref="InvalidInputException">It does not say so.</exception>
    public static ModelDescription OfMetadata(SafetensorsFile file, ModelTensors tensors, ModelPaths paths)
    {
        int Number(string name, int min, int max)
        {
            if (!file.Metadata.TryGetValue(name, out string? text))
            {
                throw new InvalidInputException(
                    paths.Weights,
                    "header, __metadata__",
                    $"says no '{name}', and there is no {paths.Description}; expected that JSON, with the words of the model, or '{name}' here");
            }

            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max
                ? value
                : throw new InvalidInputException(
                    paths.Weights,
                    $"header, __metadata__.{name}",
                    string.Create(CultureInfo.InvariantCulture, $"'{NumberText.Shorten(text)}' is out of range or no integer; expected an integer from {min} to {max}"));
        }

        return new ModelDescription(null)
        {
            Dimension = tensors.Dimension,
            Depth = Number("depth", 0, int.MaxValue),
            MaxWords = Number("max_length", 1, MostWords(tensors.Dimension)),
            IsPadded = true,
            Words = [.. Enumerable.Range(0, tensors.Rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"row {row}"))],
        };
    }

    /// <summary>The JSON of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="digest">Of its weights.</param>
    public static byte[] ToUtf8(SentimentModel model, string digest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Lines))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", ModelFile.Schema);
            writer.WriteNumber("dimension", model.Dimension);
            WriteDepth(writer, model.Depth);
            writer.WriteNumber("maxWords", model.MaxWords);
            writer.WriteString("reads", model.Reads == WordChoice.Ends ? Ends : First);
            if (model.IsPadded)
            {
                writer.WriteBoolean("padded", true);
            }

            WriteTokeniser(writer, model.Tokeniser);
            writer.WriteString("weights", digest);
            if (model.Training is { } training)
            {
                writer.WritePropertyName("training");
                training.WriteTo(writer);
            }

            // Last, because people look at the beginning.
            writer.WriteStartArray("words");
            foreach (string word in model.Words.Words)
            {
                writer.WriteStringValue(word);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Refuses weights that this was not written with.</summary>
    /// <exception cref="InvalidInputException">They are others.</exception>
    public void RequireDigest(string digest, string weights)
    {
        JsonCursor field = _document!.Field("weights");
        if (!string.Equals(field.ReadString(), digest, StringComparison.Ordinal))
        {
            throw field.Error($"is not the SHA-256 of {weights}, which is {digest}; expected the two files of one model");
        }
    }

    /// <summary>Refuses other sizes than those of the weights.</summary>
    /// <exception cref="InvalidInputException">They differ.</exception>
    public void RequireSizes(int rows, int dimension, string weights)
    {
        if (Dimension != dimension)
        {
            throw _document!.Field("dimension").Error($"{Dimension} is not the length of the vectors in {weights}; expected {dimension}");
        }

        if (Words.Length != rows)
        {
            throw _document!.Field("words").Error($"has {Words.Length} words; expected {rows}, one for each row of encoder.weight in {weights}");
        }
    }

    // A text that is filled up is a cloud of so many tokens.
    private static int MostWords(int dimension) => Math.Max(1, FormatLimits.MaxCoordinates / dimension);

    private static int? ReadDepth(JsonCursor depth)
    {
        if (depth.Kind != JsonValueKind.String)
        {
            return depth.ReadInteger(0, int.MaxValue);
        }

        _ = depth.ReadOneOf("infinite");
        return null;
    }

    private static void WriteDepth(Utf8JsonWriter writer, int? depth)
    {
        if (depth is { } layers)
        {
            writer.WriteNumber("depth", layers);
        }
        else
        {
            writer.WriteString("depth", "infinite");
        }
    }

    private static WordChoice ReadChoice(JsonCursor choice) => choice.ReadOneOf(First, Ends) == Ends ? WordChoice.Ends : WordChoice.First;

    private static TokeniserOptions ReadTokeniser(JsonCursor tokeniser)
    {
        tokeniser.AllowOnly("keepsCase", "keepsStopWords", "joinsNegations");
        return new TokeniserOptions
        {
            KeepsCase = tokeniser.Field("keepsCase").ReadBoolean(),
            KeepsStopWords = tokeniser.Field("keepsStopWords").ReadBoolean(),
            JoinsNegations = tokeniser.Field("joinsNegations").ReadBoolean(),
        };
    }

    private static void WriteTokeniser(Utf8JsonWriter writer, TokeniserOptions tokeniser)
    {
        writer.WriteStartObject("tokeniser");
        writer.WriteBoolean("keepsCase", tokeniser.KeepsCase);
        writer.WriteBoolean("keepsStopWords", tokeniser.KeepsStopWords);
        writer.WriteBoolean("joinsNegations", tokeniser.JoinsNegations);
        writer.WriteEndObject();
    }

    private static ImmutableArray<string> ReadWords(JsonCursor words)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonCursor item in words.Items())
        {
            string word = item.ReadString();
            if (word.Length == 0 || word.Any(char.IsControl))
            {
                throw item.Error("is empty or has a control character; expected a word");
            }

            if (!first.TryAdd(word, first.Count))
            {
                throw item.Error($"'{NumberText.Shorten(word)}' is words[{first[word]}] too; expected each word once");
            }
        }

        return [.. first.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
    }

    private static JsonElement ReadTraining(JsonCursor training)
    {
        _ = training.Fields();
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Copy(training, writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Copy(JsonCursor value, Utf8JsonWriter writer)
    {
        switch (value.Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach ((string name, JsonCursor field) in value.Fields())
                {
                    writer.WritePropertyName(name);
                    Copy(field, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonCursor item in value.Items())
                {
                    Copy(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.ReadString());
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(value.ReadNumberText());
                break;
            case JsonValueKind.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteBooleanValue(value.ReadBoolean());
                break;
        }
    }
}
