using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>What the script needs to move the words of a picture and to say where they are. Places are those of the picture, in pixels.</summary>
internal static class ExplanationData
{
    private const int MostCoordinates = 8;
    private const int Digits = 3;

    /// <summary>The data as JSON without a less-than sign or an ampersand, so that it can stand in a page.</summary>
    public static string Of(ExplanationScene scene)
    {
        var buffer = new ArrayBufferWriter<byte>();

        // The default encoder escapes what means something to an HTML or XML parser.
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Array(writer, "window", [PictureFrame.Left, PictureFrame.Top, PictureFrame.Left + PictureFrame.Width, PictureFrame.Top + scene.Frame.Height]);
            writer.WriteStartArray("layers");
            foreach (string name in scene.LayerNames)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("words");
            for (int drawn = 0; drawn < scene.Drawn.Length; drawn++)
            {
                WriteWord(writer, scene, drawn);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("means");
            for (int layer = 0; layer < scene.Places.Length; layer++)
            {
                WriteMean(writer, scene.MeanPlaces[layer], scene.Feet[layer]);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteWord(Utf8JsonWriter writer, ExplanationScene scene, int drawn)
    {
        int word = scene.Drawn[drawn];
        string name = Markup.Clean(scene.Explanation.Words[word]);
        writer.WriteStartObject();
        writer.WriteString("name", SentimentWords.Word(name));
        writer.WriteString("label", SentimentWords.Label(name));
        writer.WriteNumber("count", scene.Explanation.Counts[word]);
        writer.WriteString("side", SentimentWords.Class(scene.SideOf(drawn)));
        if (scene.EndOf(drawn) is { } end)
        {
            writer.WriteString("ends", Markup.Clean(ExplanationSentences.End(scene.Explanation, end, word)));
            if (scene.Leads(drawn) && end.LeadsSince is { } since)
            {
                writer.WriteNumber("since", since);
            }
        }

        writer.WriteStartArray("at");
        foreach (PixelPoint[] layer in scene.Places)
        {
            writer.WriteNumberValue(layer[drawn].X / 10m);
            writer.WriteNumberValue(layer[drawn].Y / 10m);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("places");
        foreach (double[][] layer in scene.Coordinates)
        {
            writer.WriteStringValue(Place(layer[drawn]));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("values");
        foreach (double[][] layer in scene.Coordinates)
        {
            writer.WriteStringValue(SentimentWords.Decimal(scene.View.Value(layer[drawn]), Digits));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteMean(Utf8JsonWriter writer, PixelPoint? mean, PixelPoint? foot)
    {
        if (mean is not { } at)
        {
            writer.WriteNullValue();
            return;
        }

        PixelPoint end = foot ?? at;
        writer.WriteStartArray();
        foreach (int tenths in new[] { at.X, at.Y, end.X, end.Y })
        {
            writer.WriteNumberValue(tenths / 10m);
        }

        writer.WriteEndArray();
    }

    private static string Place(double[] point)
    {
        IEnumerable<string> coordinates = point.Take(MostCoordinates).Select(x => SentimentWords.Decimal(x, Digits));
        string more = point.Length > MostCoordinates ? ", \u2026 (" + point.Length.ToString(CultureInfo.InvariantCulture) + " coordinates)" : string.Empty;
        return point.Length == 1 ? coordinates.First() : "(" + string.Join(", ", coordinates) + more + ")";
    }

    private static void Array(Utf8JsonWriter writer, string name, int[] numbers)
    {
        writer.WriteStartArray(name);
        foreach (int number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
