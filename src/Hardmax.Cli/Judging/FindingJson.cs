using System.Collections.Immutable;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Numbers;
using Hardmax.Oracle;

namespace Hardmax.Cli.Judging;

/// <summary>Findings, counts and divergences as fields of JSON documents.</summary>
internal static class FindingJson
{
    /// <summary>"verdict","message" and, where a step is at fault, "layer","token","exact","selected","missing","extra","coordinate".</summary>
    public static void WriteFields(Utf8JsonWriter writer, VerdictClass verdict, string message, TraceVerdict? trace)
    {
        writer.WriteString("verdict", verdict.Id());
        writer.WriteString("message", message);
        if (trace?.First is not { First: { } finding } step)
        {
            return;
        }

        writer.WriteNumber("layer", step.Layer);
        writer.WriteNumber("token", finding.Token);
        WriteIndices(writer, "exact", finding.Exact);
        if (finding.Selected is { } selected)
        {
            WriteIndices(writer, "selected", selected);
            WriteIndices(writer, "missing", finding.Missing);
            WriteIndices(writer, "extra", finding.Extra);
        }

        if (finding.Coordinate is { } coordinate)
        {
            writer.WriteNumber("coordinate", coordinate);
        }
    }

    /// <summary>"counts": how many in each class.</summary>
    public static void WriteCounts(Utf8JsonWriter writer, IEnumerable<VerdictClass> classes)
    {
        writer.WriteStartObject("counts");
        foreach (IGrouping<VerdictClass, VerdictClass> group in classes.GroupBy(verdict => verdict).OrderBy(group => group.Key))
        {
            writer.WriteNumber(group.Key.Id(), group.Count());
        }

        writer.WriteEndObject();
    }

    /// <summary>"nearest": the mistake that explains most failing cases, where none is named as the cause.</summary>
    public static void WriteNearest(Utf8JsonWriter writer, RunDiagnosis nearest)
    {
        writer.WriteStartObject("nearest");
        writer.WriteString("mistake", nearest.MistakeId);
        writer.WriteString("description", nearest.Description);
        writer.WriteNumber("cases", nearest.Cases);
        writer.WriteNumber("outOf", nearest.OutOf);
        writer.WriteEndObject();
    }

    /// <summary>"notes": how many passed in each class that a note is made of; left out where there are none.</summary>
    public static void WriteNotes(Utf8JsonWriter writer, IEnumerable<VerdictClass> classes)
    {
        IGrouping<VerdictClass, VerdictClass>[] notes = [.. classes.Where(verdict => verdict.Group() == VerdictGroup.Noted).GroupBy(verdict => verdict).OrderBy(group => group.Key)];
        if (notes.Length == 0)
        {
            return;
        }

        writer.WriteStartObject("notes");
        foreach (IGrouping<VerdictClass, VerdictClass> group in notes)
        {
            writer.WriteNumber(group.Key.Id(), group.Count());
        }

        writer.WriteEndObject();
    }

    /// <summary>"divergence": where, and what it does to the limit.</summary>
    public static void WriteDivergence(Utf8JsonWriter writer, Divergence divergence, string source)
    {
        writer.WriteStartObject("divergence");
        writer.WriteString("source", source);
        writer.WriteString("message", divergence.Message);
        writer.WriteNumber("layer", divergence.Layer);
        writer.WriteNumber("token", divergence.Token);
        WriteIndices(writer, "exact", divergence.Exact);
        WriteIndices(writer, "recorded", divergence.Recorded);
        if (divergence.LimitToken is { } token)
        {
            writer.WriteNumber("limitToken", token);
            WritePoint(writer, "exactLimit", divergence.ExactLimit);
            WritePoint(writer, "end", divergence.End);
            WritePoint(writer, "limitFromEnd", divergence.LimitFromEnd);
        }

        writer.WriteEndObject();
    }

    private static void WriteIndices(Utf8JsonWriter writer, string name, ImmutableArray<int> indices)
    {
        writer.WritePropertyName(name);
        writer.WriteIndices(indices.AsSpan());
    }

    private static void WritePoint(Utf8JsonWriter writer, string name, ImmutableArray<Rational>? point)
    {
        if (point is { } place)
        {
            writer.WritePropertyName(name);
            writer.WritePoint(place.AsSpan());
        }
    }
}
