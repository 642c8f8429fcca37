using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>
/// The normative record of a run as JSON Lines, one object per event in the order of events: "run", a "case" for each
/// case, a "failure" for each that was shrunk, "summary". Each can be written as it happens, so that an interrupted run
/// leaves complete lines. docs/schema/results.schema.json describes them.
/// </summary>
internal static class ResultLines
{
    /// <summary>The name and version of the format.</summary>
    public const string Schema = "hardmax/results/1";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Appends one line to a stream in one write, so that a kill leaves no half of it.</summary>
    /// <param name="output">The stream.</param>
    /// <param name="write">One of the writers below: <c>writer => ResultLines.WriteCase(writer, result)</c>.</param>
    public static void Append(Stream output, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
        output.Flush();
    }

    /// <summary>All lines of a run that has ended.</summary>
    public static void AppendAll(Stream output, ConformResult result, RunOrigin origin)
    {
        Append(output, writer => WriteRun(writer, origin));
        foreach (CaseResult found in result.Cases)
        {
            Append(output, writer => WriteCase(writer, found, result.Strict));
        }

        foreach (Failure failure in result.Failures)
        {
            Append(output, writer => WriteFailure(writer, failure, origin));
        }

        Append(output, writer => WriteSummary(writer, result));
    }

    /// <summary>The first line: who is judged by whom, and how to repeat it.</summary>
    public static void WriteRun(Utf8JsonWriter writer, RunOrigin origin)
    {
        Start(writer, "run");
        writer.WriteString("schema", Schema);
        writer.WriteString("oracle", origin.Environment.Oracle);
        writer.WriteNumber("protocol", origin.Environment.Protocol);
        WriteHandshake(writer, origin.Handshake);

        // A string, because a seed has 64 bits and JSON numbers are read as binary64 in many places.
        writer.WriteString("seed", origin.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteBoolean("strict", origin.Strict);
        writer.WriteTexts("command", origin.Command.IsDefault ? [] : origin.Command);
        writer.WriteString("replay", origin.ReplayOfRun());
        writer.WriteStartObject("environment");
        writer.WriteString("os", origin.Environment.OperatingSystem);
        writer.WriteString("arch", origin.Environment.Architecture);
        writer.WriteString("dotnet", origin.Environment.Framework);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The line of a case.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="result">The case, its answer, and what was found.</param>
    /// <param name="strict">Whether notes count as failures.</param>
    public static void WriteCase(Utf8JsonWriter writer, CaseResult result, bool strict = false)
    {
        Start(writer, "case");
        WriteFinding(writer, result, result.Case.Category, strict);
        writer.WriteNumber("seconds", Seconds(result.Reply.Elapsed));
        writer.WriteNumber("runs", result.Runs);
        WriteReply(writer, result.Reply);
        if (result.Divergence is { } divergence)
        {
            writer.WritePropertyName("divergence");
            FailureLine.WriteDivergence(writer, divergence);
        }

        writer.WriteEndObject();
    }

    /// <summary>The line of a failure: everything that a report says about it.</summary>
    public static void WriteFailure(Utf8JsonWriter writer, Failure failure, RunOrigin origin)
    {
        Start(writer, "failure");
        FailureLine.WriteFields(writer, new FailureFacts(failure, origin));
        writer.WriteEndObject();
    }

    /// <summary>The last line.</summary>
    public static void WriteSummary(Utf8JsonWriter writer, ConformResult result)
    {
        RunOutcome outcome = RunOutcome.Of(result);
        Start(writer, "summary");
        writer.WriteString("verdict", result.Class.Id());
        writer.WriteString("group", outcome.Group.Word());
        writer.WriteString("sentence", outcome.Sentence);
        writer.WriteStartObject("counts");
        foreach ((VerdictClass verdict, int count) in result.Counts)
        {
            writer.WriteNumber(verdict.Id(), count);
        }

        writer.WriteEndObject();
        WriteCauses(writer, result);
        writer.WriteNumber("cases", result.Cases.Length);
        writer.WriteNumber("failures", result.Failures.Length);
        if (result.EndedEarly is not null)
        {
            writer.WriteString("endedEarly", result.EndedEarly);
        }

        if (!result.Remarks.IsDefaultOrEmpty)
        {
            writer.WriteTexts("remarks", result.Remarks);
        }

        writer.WriteNumber("seconds", Seconds(result.Elapsed));
        writer.WriteEndObject();
    }

    /// <summary>index, id, category, verdict, group, message, layer, token, missing and extra; the last five where there are any.</summary>
    internal static void WriteFinding(Utf8JsonWriter writer, CaseResult result, CaseCategory category, bool strict)
    {
        writer.WriteNumber("index", result.Index);
        writer.WriteString("id", result.Case.Id);
        writer.WriteString("category", category.Id());
        writer.WriteString("verdict", result.Class.Id());
        writer.WriteString("group", VerdictWords.Group(result.Class, strict).Word());
        if (result.Message.Length > 0)
        {
            writer.WriteString("message", result.Message);
        }

        StepVerdict? step = result.Verdict?.First;
        if (step is null || result.Class.Group() == VerdictGroup.Pass)
        {
            return;
        }

        writer.WriteNumber("layer", step.Layer);
        if (step.First is { } finding)
        {
            writer.WriteNumber("token", finding.Token);
            WriteTokens(writer, "missing", finding.Missing.AsSpan());
            WriteTokens(writer, "extra", finding.Extra.AsSpan());
        }
    }

    /// <summary>breaches and stderr, where there are any.</summary>
    internal static void WriteReply(Utf8JsonWriter writer, Reply reply)
    {
        if (reply.Breaches.Count > 0)
        {
            writer.WriteTexts("breaches", reply.Breaches);
        }

        if (reply.StandardError.Length > 0)
        {
            writer.WriteString("stderr", reply.StandardError);
        }
    }

    /// <summary>A field that is a list of texts.</summary>
    internal static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteCauses(Utf8JsonWriter writer, ConformResult result)
    {
        if (result.Nearest is { } nearest)
        {
            writer.WritePropertyName("nearest");
            WriteCause(writer, nearest);
        }

        if (result.Causes.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray("causes");
        foreach (RunDiagnosis cause in result.Causes)
        {
            WriteCause(writer, cause);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a mistake with its share of the failing cases.</summary>
    internal static void WriteCause(Utf8JsonWriter writer, RunDiagnosis cause)
    {
        writer.WriteStartObject();
        writer.WriteString("mistake", cause.MistakeId);
        writer.WriteString("description", cause.Description);
        writer.WriteNumber("cases", cause.Cases);
        writer.WriteNumber("outOf", cause.OutOf);
        writer.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter writer, string name, ReadOnlySpan<int> tokens)
    {
        if (!tokens.IsEmpty)
        {
            writer.WritePropertyName(name);
            writer.WriteIndices(tokens);
        }
    }

    private static void WriteHandshake(Utf8JsonWriter writer, Handshake handshake)
    {
        writer.WriteStartObject("implementation");
        writer.WriteString("name", handshake.Name);
        writer.WriteString("version", handshake.Version);
        writer.WriteString("language", handshake.Language);
        writer.WriteEndObject();
        writer.WriteStartObject("declares");
        writer.WriteString("dtype", handshake.Arithmetic.Format.Name);
        writer.WriteString("accumulate", handshake.Arithmetic.Accumulate.Name);
        writer.WriteString("ties", handshake.Ties);
        writer.WriteBoolean("deterministic", handshake.IsDeterministic);
        writer.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter writer, string type)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 6);
}
