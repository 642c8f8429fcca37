using System.Collections.Immutable;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Numbers;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>A failure as JSON. An exact number is {"exact":"p/q","decimal":".."}: for programs, and for people beside it.</summary>
internal static class FailureLine
{
    /// <summary>The fields, into an object that is open.</summary>
    public static void WriteFields(Utf8JsonWriter writer, FailureFacts facts)
    {
        Failure failure = facts.Failure;
        CaseResult shrunk = failure.Shrunk;
        ResultLines.WriteFinding(writer, shrunk with { Index = failure.Found.Index }, failure.Found.Case.Category, facts.Origin.Strict);
        writer.WriteString("found", failure.Found.Case.Id);
        if (!failure.AlsoIn.IsDefaultOrEmpty)
        {
            writer.WriteTexts("alsoIn", failure.AlsoIn.Select(category => category.Id()));
        }

        writer.WriteString("sentence", facts.Sentence);
        writer.WriteString("replay", facts.Origin.ReplayOf(failure));
        writer.WriteStartArray("diagnoses");
        foreach (Diagnosis diagnosis in failure.Diagnoses.IsDefault ? [] : failure.Diagnoses)
        {
            writer.WriteStartObject();
            writer.WriteString("mistake", diagnosis.MistakeId);
            writer.WriteString("description", diagnosis.Description);
            writer.WriteNumber("steps", diagnosis.Steps);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (shrunk.Explanation is { } explanation)
        {
            WriteExplanation(writer, explanation);
        }

        WriteCase(writer, shrunk.Case);
        writer.WriteNumber("runs", failure.Found.Runs);
        writer.WriteNumber("reproduced", failure.Reproduced);
        writer.WriteBoolean("shrinkFinished", failure.ShrinkFinished);
        writer.WriteNumber("shrinkTrials", failure.ShrinkTrials);
        ResultLines.WriteReply(writer, shrunk.Reply with { StandardError = facts.StandardError });
        if (shrunk.Divergence is { } divergence)
        {
            writer.WritePropertyName("divergence");
            WriteDivergence(writer, divergence);
        }
    }

    /// <summary>Where a run leaves the exact one, as an object.</summary>
    public static void WriteDivergence(Utf8JsonWriter writer, Divergence divergence)
    {
        writer.WriteStartObject();
        writer.WriteNumber("layer", divergence.Layer);
        writer.WriteNumber("token", divergence.Token);
        writer.WritePropertyName("exact");
        writer.WriteIndices(divergence.Exact.AsSpan());
        writer.WritePropertyName("recorded");
        writer.WriteIndices(divergence.Recorded.AsSpan());
        if (divergence.LimitToken is { } token)
        {
            writer.WriteNumber("limitToken", token);
        }

        WritePlace(writer, "exactLimit", divergence.ExactLimit);
        WritePlace(writer, "end", divergence.End);
        WritePlace(writer, "limitFromEnd", divergence.LimitFromEnd);
        writer.WriteString("message", divergence.Message);
        writer.WriteEndObject();
    }

    private static void WriteExplanation(Utf8JsonWriter writer, StepExplanation explanation)
    {
        writer.WriteStartObject("step");
        writer.WriteNumber("layer", explanation.Layer);
        writer.WriteNumber("token", explanation.Token);
        writer.WriteStartArray("scores");
        foreach (ScoreRow row in explanation.Scores)
        {
            WriteScore(writer, row);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("coordinates");
        foreach (CoordinateRow row in explanation.Coordinates)
        {
            WriteCoordinate(writer, row);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter writer, ScoreRow row)
    {
        writer.WriteStartObject();
        writer.WriteNumber("token", row.Token);
        WriteNumber(writer, "score", row.Score);
        WriteNumber(writer, "declared", row.Declared);
        WriteNumber(writer, "bound", row.Bound);
        WriteNumber(writer, "gap", row.Gap);
        WriteNumber(writer, "gapUlps", row.GapUlps);
        WriteNumber(writer, "gapBounds", row.GapBounds);
        writer.WriteBoolean("isExact", row.IsExact);
        writer.WriteBoolean("isSelected", row.IsSelected);
        writer.WriteBoolean("isPossible", row.IsPossible);
        writer.WriteEndObject();
    }

    private static void WriteCoordinate(Utf8JsonWriter writer, CoordinateRow row)
    {
        writer.WriteStartObject();
        writer.WriteNumber("coordinate", row.Coordinate);
        WriteNumber(writer, "before", row.Before);
        WriteNumber(writer, "expected", row.Expected);
        writer.WriteString("expectedBits", row.ExpectedBits);
        WriteNumber(writer, "got", row.Got);
        if (row.GotBits is not null)
        {
            writer.WriteString("gotBits", row.GotBits);
        }

        WriteNumber(writer, "errorUlps", row.ErrorUlps);
        WriteNumber(writer, "bound", row.Bound);
        writer.WriteEndObject();
    }

    private static void WriteCase(Utf8JsonWriter writer, OracleCase smallest)
    {
        writer.WriteStartObject("case");
        writer.WriteNumber("layers", smallest.Layers);
        writer.WriteString("dtype", smallest.Arithmetic.Format.Name);
        writer.WriteString("accumulate", smallest.Arithmetic.Accumulate.Name);
        writer.WritePropertyName("problem");
        ProblemWriter.Write(writer, smallest.Problem);
        writer.WriteEndObject();
    }

    // A number that there is none of is left out.
    private static void WriteNumber(Utf8JsonWriter writer, string name, Rational? value)
    {
        if (value is { } number)
        {
            writer.WriteStartObject(name);
            writer.WriteString("exact", number.ToString());
            writer.WriteString("decimal", ExactDecimal.Of(number));
            writer.WriteEndObject();
        }
    }

    private static void WritePlace(Utf8JsonWriter writer, string name, ImmutableArray<Rational>? place)
    {
        if (place is not { } coordinates)
        {
            return;
        }

        writer.WriteStartObject(name);
        writer.WritePropertyName("exact");
        writer.WritePoint(coordinates.AsSpan());
        writer.WriteStartArray("decimal");
        foreach (Rational coordinate in coordinates)
        {
            writer.WriteStringValue(ExactDecimal.Of(coordinate));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
