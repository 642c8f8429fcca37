using System.Buffers;
using System.Text;
using System.Text.Json;
using Hardmax.Claims;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Reports;

/// <summary>
/// A run as the data of its moving picture: every number that is said is an exact text, and beside it, for drawing
/// alone, the nearest double.
/// </summary>
internal static class AtlasRunData
{
    /// <summary>The data as JSON without a less-than sign or an ampersand, so that it can stand in a page; null where a number is beyond the range of doubles.</summary>
    public static string? Of(AtlasRun run)
    {
        if (run.Layers.SelectMany(layer => layer.Tokens.ToDoubles()).SelectMany(token => token).Any(x => !double.IsFinite(x)))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();

        // The default encoder escapes what means something to an HTML or XML parser.
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("dimension", run.Problem.Tokens.Dimension);
            writer.WriteNumber("gamma", run.Problem.System.Gamma.ToDouble());
            WriteLabels(writer, run.Problem);
            WriteView(writer, run);
            writer.WriteStartObject("limit");
            writer.WriteString("status", run.Limit.Status switch { LimitStatus.Certified => "certified", LimitStatus.Cycle => "cycle", _ => "undecided" });
            writer.WriteNumber("layer", run.Limit.Layer);
            writer.WriteNumber("period", run.Limit.Period);
            writer.WriteEndObject();
            WriteLimits(writer, run);
            writer.WriteStartArray("layers");
            foreach (EvidenceLayer layer in run.Layers)
            {
                WriteLayer(writer, run.Problem.System.Matrix, layer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteLabels(Utf8JsonWriter writer, HardmaxProblem problem)
    {
        if (problem.Labels is { } labels)
        {
            writer.WriteStartArray("labels");
            foreach (string label in labels)
            {
                writer.WriteStringValue(Markup.Clean(label));
            }

            writer.WriteEndArray();
        }
    }

    // Planes and lines are drawn as they are, space is turned by hand, and of more dimensions two directions are shown.
    private static void WriteView(Utf8JsonWriter writer, AtlasRun run)
    {
        if (run.Problem.Tokens.Dimension > 3)
        {
            var view = PictureView.LargestSpread(run.Layers[0].Tokens.ToDoubles());
            writer.WriteStartArray("view");
            WriteDoubles(writer, view.Horizontal);
            WriteDoubles(writer, view.Vertical);
            writer.WriteEndArray();
        }
    }

    private static void WriteLimits(Utf8JsonWriter writer, AtlasRun run)
    {
        writer.WriteStartArray("limits");
        foreach (LimitMark mark in run.Claims.Clusters.SelectMany(LimitMark.Of))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("at");
            WriteDoubles(writer, mark.Position);
            writer.WriteString("exact", mark.ExactText);
            writer.WriteString("kind", mark.Kind switch { LimitKind.Leader => "leader", LimitKind.Combination => "combination", LimitKind.Cycle => "cycle", _ => "other" });
            writer.WriteStartArray("tokens");
            foreach (int member in mark.Members)
            {
                writer.WriteNumberValue(member);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteLayer(Utf8JsonWriter writer, AttentionMatrix matrix, EvidenceLayer layer)
    {
        writer.WriteStartArray();
        for (int i = 0; i < layer.Tokens.Count; i++)
        {
            Rational[] mean = AtlasRun.Mean(layer, i);
            Rational[] image = matrix.Apply(layer.Tokens[i]);
            writer.WriteStartObject();
            WritePoint(writer, "place", "at", layer.Tokens[i]);
            WritePoint(writer, "mean", "meanAt", mean);
            writer.WriteString("image", PictureModel.ExactText(image));
            writer.WritePropertyName("toward");
            WriteDoubles(writer, Direction(image));
            writer.WriteStartArray("set");
            foreach (int other in layer.Sets[i])
            {
                writer.WriteNumberValue(other);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePoint(Utf8JsonWriter writer, string exact, string drawn, ReadOnlySpan<Rational> point)
    {
        writer.WriteString(exact, PictureModel.ExactText(point));
        writer.WritePropertyName(drawn);
        WriteDoubles(writer, Array.ConvertAll(point.ToArray(), x => x.ToDouble()));
    }

    // Divided by its largest coordinate while it is exact, so that no direction is lost to the range of doubles; 0 stays 0.
    private static double[] Direction(Rational[] vector)
    {
        Rational largest = vector.Max(Rational.Abs);
        return Array.ConvertAll(vector, x => largest.IsZero ? 0 : (x / largest).ToDouble());
    }

    private static void WriteDoubles(Utf8JsonWriter writer, double[] values)
    {
        writer.WriteStartArray();
        foreach (double value in values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }
}
