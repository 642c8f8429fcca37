using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Vectors as JSON, one test on a line; docs/schema/vectors.schema.json is the schema. A number is exact in the dtype and
/// written as the shortest decimal of its binary64, which readers of either format read back exactly; a rational is a
/// string in lowest terms.
/// </summary>
internal static class VectorJson
{
    /// <summary>The value of "schema".</summary>
    public const string SchemaId = "hardmax/vectors/1";

    // Comments have <, > and ', which are no danger outside of HTML.
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Lines = OneLine with { Indented = true, NewLine = "\n" };

    /// <summary>A file as UTF-8 that ends with a line feed.</summary>
    public static byte[] ToUtf8(VectorFile file)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Lines))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", SchemaId);
            writer.WriteString("algorithm", "hardmax");
            writer.WriteString("generator", $"hardmax {Version()}");
            writer.WriteNumber("numberOfTests", file.Tests.Count());
            WriteNotes(writer, file);
            writer.WriteStartArray("testGroups");
            foreach (VectorGroup group in file.Groups)
            {
                WriteGroup(writer, group);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static string Version() => typeof(VectorJson).Assembly.GetName().Version!.ToString(3);

    private static void WriteNotes(Utf8JsonWriter writer, VectorFile file)
    {
        writer.WriteStartObject("notes");
        foreach (string id in VectorFlags.Sorted(file.Tests.SelectMany(test => test.Flags)))
        {
            VectorFlag flag = VectorFlags.Find(id);
            writer.WriteStartObject(id);
            writer.WriteString("description", flag.Description);
            writer.WriteString("bugType", flag.BugType);
            writer.WriteString("effect", flag.Effect);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter writer, VectorGroup group)
    {
        writer.WriteStartObject();
        writer.WriteString("type", group.Type.ToString());
        writer.WriteString("dtype", group.Dtype);
        writer.WriteNumber("n", group.Tokens);
        writer.WriteNumber("d", group.Dimension);
        writer.WritePropertyName("alpha");
        WriteNumber(writer, group.Alpha, group.Type);
        writer.WriteStartArray("tests");
        foreach (VectorTest test in group.Tests)
        {
            writer.WriteRawValue([(byte)'\n', .. Line(test)]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Line(VectorTest test)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, OneLine))
        {
            WriteTest(writer, test);
        }

        return buffer.WrittenSpan;
    }

    private static void WriteTest(Utf8JsonWriter writer, VectorTest test)
    {
        writer.WriteStartObject();
        writer.WriteString("id", test.Id);
        writer.WriteString("comment", test.Comment);
        writer.WriteStartArray("flags");
        foreach (string flag in test.Flags)
        {
            writer.WriteStringValue(flag);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("matrix");
        WriteMatrix(writer, test.Problem.System.Matrix, test.Type);
        writer.WritePropertyName("tokens");
        WriteRows(writer, test.Problem.Tokens.ToArray(), test.Type);
        if (test.Type == VectorType.Trajectory)
        {
            writer.WriteNumber("layers", test.Expected.Length);
        }

        if (test.Candidate is { } candidate)
        {
            WriteSteps(writer, "candidate", test.Type, candidate, layer => WriteRows(writer, layer.ToArray(), test.Type));
        }

        writer.WriteStartObject("expected");
        WriteExpected(writer, test);
        writer.WriteEndObject();
        writer.WriteStartArray("accepted");
        foreach (AcceptedSelection accepted in test.Accepted)
        {
            WriteAccepted(writer, accepted, test.Type);
        }

        writer.WriteEndArray();
        writer.WriteString("result", Word(test.Result));
        writer.WriteEndObject();
    }

    private static void WriteExpected(Utf8JsonWriter writer, VectorTest test)
    {
        if (test.Limit is { } limit)
        {
            WriteLimit(writer, limit);
            return;
        }

        WriteSteps(writer, "selection", test.Type, test.Expected, step => WriteSets(writer, step.Selection));
        WriteSteps(writer, "nextExact", test.Type, test.Expected, step => writer.WriteTokens(step.NextExact));
        WriteSteps(writer, "nextRounded", test.Type, test.Expected, step => WriteRows(writer, step.NextRounded.ToArray(), test.Type));
        WriteSteps(writer, "tolerance", test.Type, test.Expected, step => WriteTolerances(writer, step.Tolerance));
    }

    /// <summary>One value for a step, an array of them for a trajectory.</summary>
    private static void WriteSteps<T>(Utf8JsonWriter writer, string name, VectorType type, ImmutableArray<T> steps, Action<T> write)
    {
        writer.WritePropertyName(name);
        if (type == VectorType.Step)
        {
            write(steps[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (T step in steps)
        {
            write(step);
        }

        writer.WriteEndArray();
    }

    private static void WriteLimit(Utf8JsonWriter writer, LimitClaims limit)
    {
        writer.WriteString("status", LimitJson.Word(limit.Status));
        writer.WriteNumber("layer", limit.Layer);
        writer.WritePropertyName("leaders");
        writer.WriteIndices(limit.Leaders.AsSpan());
        writer.WriteStartObject("leaderSince");
        foreach ((int leader, int since) in limit.LeaderSince)
        {
            writer.WriteNumber(leader.ToString(CultureInfo.InvariantCulture), since);
        }

        writer.WriteEndObject();
        writer.WritePropertyName("polytope");
        writer.WriteIndices(limit.Polytope.AsSpan());
        writer.WritePropertyName("selection");
        WriteSets(writer, limit.Attention[0]);
        if (limit.Period == 1)
        {
            writer.WritePropertyName("limits");
            WritePoints(writer, limit.Limits(0));
            return;
        }

        writer.WriteStartArray("orbit");
        for (int phase = 0; phase < limit.Period; phase++)
        {
            WritePoints(writer, limit.Limits(phase));
        }

        writer.WriteEndArray();
    }

    private static void WriteAccepted(Utf8JsonWriter writer, AcceptedSelection accepted, VectorType type)
    {
        writer.WriteStartObject();
        writer.WriteNumber("token", accepted.Token);
        writer.WritePropertyName("selection");
        writer.WriteIndices(accepted.Selection.AsSpan());
        writer.WritePropertyName("nextExact");
        writer.WritePoint(accepted.NextExact.AsSpan());
        writer.WritePropertyName("nextRounded");
        WriteRow(writer, [.. accepted.NextRounded], type);
        writer.WritePropertyName("tolerance");
        WriteTolerance(writer, accepted.Tolerance);
        writer.WriteEndObject();
    }

    private static void WriteMatrix(Utf8JsonWriter writer, AttentionMatrix matrix, VectorType type)
    {
        if (matrix.IsIdentity)
        {
            writer.WriteNullValue();
            return;
        }

        WriteRows(writer, FloatValues.Rows(matrix.ToArray()), type);
    }

    private static void WriteRows(Utf8JsonWriter writer, Rational[][] rows, VectorType type)
    {
        writer.WriteStartArray();
        foreach (Rational[] row in rows)
        {
            WriteRow(writer, row, type);
        }

        writer.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter writer, Rational[] row, VectorType type)
    {
        writer.WriteStartArray();
        foreach (Rational number in row)
        {
            WriteNumber(writer, number, type);
        }

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, Rational number, VectorType type)
    {
        if (type == VectorType.Limit)
        {
            writer.WriteRational(number);
        }
        else
        {
            writer.WriteNumber(number, WireFormat.Decimal);
        }
    }

    private static void WriteTolerances(Utf8JsonWriter writer, ImmutableArray<ImmutableArray<Rational>> tolerances)
    {
        writer.WriteStartArray();
        foreach (ImmutableArray<Rational> row in tolerances)
        {
            WriteTolerance(writer, row);
        }

        writer.WriteEndArray();
    }

    // Rounded up, so that what is written is a bound too.
    private static void WriteTolerance(Utf8JsonWriter writer, ImmutableArray<Rational> tolerances)
    {
        writer.WriteStartArray();
        foreach (Rational tolerance in tolerances)
        {
            double nearest = tolerance.ToDouble();
            writer.WriteNumberValue(Rational.FromDouble(nearest) < tolerance ? Math.BitIncrement(nearest) : nearest);
        }

        writer.WriteEndArray();
    }

    private static void WriteSets(Utf8JsonWriter writer, AttentionSets sets)
    {
        writer.WriteStartArray();
        for (int i = 0; i < sets.Count; i++)
        {
            writer.WriteIndices(sets[i]);
        }

        writer.WriteEndArray();
    }

    private static void WritePoints(Utf8JsonWriter writer, ImmutableArray<Rational>[] points)
    {
        writer.WriteStartArray();
        foreach (ImmutableArray<Rational> point in points)
        {
            writer.WritePoint(point.AsSpan());
        }

        writer.WriteEndArray();
    }

    private static string Word(VectorResult result) => result switch
    {
        VectorResult.Valid => "valid",
        VectorResult.Acceptable => "acceptable",
        _ => "invalid",
    };
}
