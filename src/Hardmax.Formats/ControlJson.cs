using System.Collections.Immutable;
using System.Text.Json;
using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// Answers about control as JSON: the fields that `hardmax control --json` and `hardmax robustness --json` print, into an
/// object that is open. docs/control.md describes them.
/// </summary>
public static class ControlJson
{
    /// <summary>An answer: the matrix with its margin and all its leaders, the proof, or the reason.</summary>
    public static void WriteFields(Utf8JsonWriter writer, ControlQuestion question, ControlAnswer answer)
    {
        switch (answer)
        {
            case ControlAnswer.Feasible feasible:
                writer.WriteString("status", "feasible");
                WriteRows(writer, "matrix", feasible.Matrix);
                WriteOptional(writer, "margin", ControlMargin.Of(feasible.Matrix, question.Tokens, question.Leaders));
                WriteIndices(writer, "leaders", LeadersAtStart.Under(question.Tokens, feasible.Matrix));
                break;
            case ControlAnswer.Infeasible infeasible:
                writer.WriteString("status", "infeasible");
                WriteProof(writer, infeasible.Proof);
                break;
            case ControlAnswer.Undecided undecided:
                writer.WriteString("status", "undecided");
                writer.WriteString("reason", undecided.Reason);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(answer), answer, "There is no such answer.");
        }
    }

    /// <summary>The complex of all sets of leaders: its maximal faces, each with a matrix, and its minimal nonfaces, each with its proof.</summary>
    public static void WriteFields(Utf8JsonWriter writer, LeaderComplex complex)
    {
        WriteSets(writer, "maximal", complex.Maximal.Select(face => face.Leaders));
        writer.WriteStartArray("matrices");
        foreach ((_, ControlAnswer.Feasible answer) in complex.Maximal)
        {
            WriteRows(writer, answer.Matrix);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("minimalNonfaces");
        foreach ((ImmutableArray<int> tokens, ControlAnswer.Infeasible answer) in complex.MinimalNonfaces)
        {
            writer.WriteStartObject();
            WriteIndices(writer, "tokens", tokens);
            WriteProof(writer, answer.Proof);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (!complex.Undecided.IsEmpty)
        {
            WriteSets(writer, "undecided", complex.Undecided);
        }
    }

    /// <summary>What a search for final leaders came to; a search that ends without an answer says what it met.</summary>
    public static void WriteFields(Utf8JsonWriter writer, FinalControl found)
    {
        if (found is { Matrix: { } matrix, Limit: { } limit })
        {
            writer.WriteString("status", "feasible");
            WriteRows(writer, "matrix", matrix);
            writer.WriteNumber("layer", limit.Layer);
            WriteIndices(writer, "leaders", [.. limit.LeaderSince.Keys]);
            writer.WriteNumber("tried", found.Tried);
            return;
        }

        writer.WriteString("status", found.Impossible is null ? "undecided" : "infeasible");
        if (found.Impossible is not null)
        {
            writer.WriteString("reason", found.Impossible);
        }

        writer.WriteNumber("tried", found.Tried);
        writer.WriteStartArray("reached");
        foreach ((ImmutableArray<int> leaders, int count) in found.Reached)
        {
            writer.WriteStartObject();
            WriteIndices(writer, "leaders", leaders);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The radius of a matrix, and, where there is a border, what changes there and the matrices at it and on its sides.</summary>
    public static void WriteFields(Utf8JsonWriter writer, LeaderRobustness robustness)
    {
        WriteOptional(writer, "radius", robustness.Radius);
        WriteIndices(writer, "leaders", robustness.Leaders);
        if (robustness is { Change: { } change, Border: { } border, Sides: { } sides })
        {
            writer.WriteStartObject("change");
            writer.WriteNumber("token", change.Token);
            writer.WriteBoolean("leadsInside", change.LeadsInside);
            writer.WriteEndObject();
            WriteRows(writer, "border", border);
            WriteRows(writer, "inside", sides.Inside);
            WriteRows(writer, "outside", sides.Outside);
            WriteIndices(writer, "leadersOutside", robustness.LeadersOutside);
        }
    }

    private static void WriteProof(Utf8JsonWriter writer, ControlProof proof)
    {
        if (proof is ControlProof.Combination combination)
        {
            writer.WriteStartArray("multipliers");
            foreach (ControlMultiplier multiplier in combination.Multipliers)
            {
                writer.WriteStartObject();
                writer.WriteNumber("leader", multiplier.Leader);
                writer.WriteNumber("other", multiplier.Other);
                writer.WritePropertyName("weight");
                writer.WriteRational(multiplier.Weight);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
        else if (proof is ControlProof.Split split)
        {
            writer.WriteStartObject("split");
            writer.WriteNumber("token", split.Token);
            writer.WriteStartArray("cases");
            foreach ((int by, ControlProof part) in split.Cases)
            {
                writer.WriteStartObject();
                writer.WriteNumber("by", by);
                WriteProof(writer, part);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    private static void WriteSets(Utf8JsonWriter writer, string name, IEnumerable<ImmutableArray<int>> sets)
    {
        writer.WriteStartArray(name);
        foreach (ImmutableArray<int> set in sets)
        {
            writer.WriteIndices(set.AsSpan());
        }

        writer.WriteEndArray();
    }

    private static void WriteIndices(Utf8JsonWriter writer, string name, ImmutableArray<int> indices)
    {
        writer.WritePropertyName(name);
        writer.WriteIndices(indices.AsSpan());
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, Rational? value)
    {
        writer.WritePropertyName(name);
        if (value is { } number)
        {
            writer.WriteRational(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteRows(Utf8JsonWriter writer, string name, AttentionMatrix matrix)
    {
        writer.WritePropertyName(name);
        WriteRows(writer, matrix);
    }

    // Rows even for the identity: whoever reads an answer finds entries there, always.
    private static void WriteRows(Utf8JsonWriter writer, AttentionMatrix matrix)
    {
        writer.WriteStartArray();
        for (int row = 0; row < matrix.Dimension; row++)
        {
            writer.WritePoint([.. Enumerable.Range(0, matrix.Dimension).Select(column => matrix[row, column])]);
        }

        writer.WriteEndArray();
    }
}
