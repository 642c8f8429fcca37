using System.Collections.Immutable;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// A recorded trajectory, or a case that waits for one, in JSON: {"alpha","matrix","tokens","trajectory","mask"?,"selected"?,
/// "dtype"?} and what says where it comes from. Cases, regressions and traces of anybody share this one format.
/// </summary>
internal sealed record TraceDocument
{
    /// <summary>The fields of a record; any other is refused, because "dtyp" must not silently mean float64.</summary>
    public static ImmutableArray<string> Fields { get; } =
    [
        "$schema", "id", "name", "description", "category", "alpha", "matrix", "tokens", "mask", "labels", "layers", "dtype", "accumulate",
        "trajectory", "selected", "echo", "verdict", "message", "implementation", "seed", "oracle",
    ];

    /// <summary>The file, with the line or the number in a batch where there are several.</summary>
    public required string Source { get; init; }

    /// <summary>The recorded trajectory; without layers where the document is a case.</summary>
    public required Trace Trace { get; init; }

    /// <summary>Where the arithmetic that it is judged by comes from: "declared by the trace", "by default" ..</summary>
    public string ArithmeticOrigin { get; init; } = "by default";

    /// <summary>The name that the record gives itself, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The category of the case that it answers, or null.</summary>
    public CaseCategory? Category { get; init; }

    /// <summary>The case that this is, or that this answers: as many layers as it says, or as it recorded.</summary>
    /// <exception cref="InvalidInputException">It says no number of layers and records none, or has a mask.</exception>
    public OracleCase ToCase()
    {
        if (Trace.Mask is not null)
        {
            throw new InvalidInputException(Source, "mask", "is not sent to implementations; expected a case without a mask");
        }

        int layers = Trace.Steps ?? (Trace.Layers.Count - 1);
        return layers >= 1
            ? new OracleCase(Category ?? CaseCategory.ExactTie, Trace.Problem, layers, Trace.Arithmetic)
            : throw new InvalidInputException(Source, "layers", "is missing; expected the number of layers, at least 1");
    }

    /// <summary>Reads a record.</summary>
    /// <param name="document">The object.</param>
    /// <param name="source">The file, for reports.</param>
    /// <param name="otherwise">The arithmetic where the record does not say; null is float64.</param>
    /// <param name="needsTrajectory">Whether a case without a trajectory is refused.</param>
    /// <exception cref="InvalidInputException">It is no such record.</exception>
    public static TraceDocument Read(JsonCursor document, string source, DeclaredArithmetic? otherwise, bool needsTrajectory)
    {
        document.AllowOnly(Fields.AsSpan());
        DeclaredArithmetic arithmetic = ReadArithmetic(document, otherwise ?? DeclaredArithmetic.Default);
        AttentionMask? mask = NotNull(document.OptionalField("mask")) is { } field ? TraceMask.Read(field, document.Field("tokens").Count) : null;
        HardmaxProblem problem = ReadProblem(document, arithmetic.Format, mask);
        JsonCursor? trajectory = needsTrajectory ? document.Field("trajectory") : document.OptionalField("trajectory");
        JsonCursor? selected = NotNull(document.OptionalField("selected"));
        JsonCursor? echo = NotNull(document.OptionalField("echo"));
        return new TraceDocument
        {
            Source = source,
            ArithmeticOrigin = Origin(document.OptionalField("dtype") is not null, otherwise),
            Name = (document.OptionalField("id") ?? document.OptionalField("name"))?.ReadString(),
            Category = document.OptionalField("category") is { } category ? ReadCategory(category) : null,
            Trace = new Trace
            {
                Problem = problem,
                Mask = mask,
                Arithmetic = arithmetic,
                Layers = trajectory is null ? [] : TraceJson.ReadTrajectory(trajectory, arithmetic.Format, mask),
                Steps = document.OptionalField("layers")?.ReadInteger(1, int.MaxValue),
                Selected = selected is null ? null : TraceJson.ReadSelected(selected, problem.Tokens.Count),
                Echo = echo is null ? null : TraceJson.ReadEcho(echo, arithmetic.Format, mask),
            },
        };
    }

    /// <summary>Writes the fields of a case: id, category, dtype, alpha, matrix, tokens, layers.</summary>
    public static void WriteCase(Utf8JsonWriter writer, OracleCase oracleCase)
    {
        writer.WriteString("id", oracleCase.Id);
        writer.WriteString("category", oracleCase.Category.Id());
        writer.WriteString("dtype", oracleCase.Arithmetic.Format.Name);
        if (oracleCase.Arithmetic.Accumulate != oracleCase.Arithmetic.Format)
        {
            writer.WriteString("accumulate", oracleCase.Arithmetic.Accumulate.Name);
        }

        TraceJson.WriteCaseFields(writer, oracleCase, WireFormat.Decimal);
    }

    /// <summary>Writes the recorded layers and sets of a reply, as far as they are numbers; a NaN is written as null.</summary>
    public static void WriteReply(Utf8JsonWriter writer, Reply reply)
    {
        writer.WriteStartArray("trajectory");
        foreach (RecordedLayer layer in reply.Layers)
        {
            WriteLayer(writer, layer);
        }

        writer.WriteEndArray();
        if (reply.Selected is not { } selected || selected.Any(sets => sets.Sets is null))
        {
            return;
        }

        writer.WriteStartArray("selected");
        foreach (RecordedSets sets in selected)
        {
            writer.WriteStartArray();
            foreach (ImmutableArray<int> set in sets.Sets!.Value)
            {
                writer.WriteIndices(set.AsSpan());
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteLayer(Utf8JsonWriter writer, RecordedLayer layer)
    {
        if (layer.Tokens is { } tokens)
        {
            TraceJson.WriteLayer(writer, tokens, WireFormat.Decimal);
            return;
        }

        // The numbers of a broken layer are not kept; an empty layer of the same place says that there was none.
        writer.WriteStartArray();
        if (layer.Defect!.Class == VerdictClass.NonFinite)
        {
            writer.WriteStartArray();
            writer.WriteNullValue();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <summary>Says where an arithmetic comes from.</summary>
    internal static string Origin(bool isDeclared, DeclaredArithmetic? otherwise, string byDefault = "by default") =>
        isDeclared ? "declared by the trace" : otherwise is not null ? "by --dtype or --accumulate" : byDefault;

    private static JsonCursor? NotNull(JsonCursor? field) => field is { Kind: JsonValueKind.Null } ? null : field;

    private static DeclaredArithmetic ReadArithmetic(JsonCursor document, DeclaredArithmetic otherwise)
    {
        BinaryFormat? dtype = document.OptionalField("dtype") is { } field ? ReadFormat(field) : null;
        BinaryFormat? accumulate = document.OptionalField("accumulate") is { } scores ? ReadFormat(scores) : null;
        BinaryFormat format = dtype ?? otherwise.Format;
        return new DeclaredArithmetic(format, accumulate ?? (dtype is null ? otherwise.Accumulate : format));
    }

    private static BinaryFormat ReadFormat(JsonCursor field)
    {
        string name = field.ReadString();
        return DeclaredArithmetic.FindFormat(name)
            ?? throw field.Error($"'{NumberText.Shorten(name)}' is no dtype; expected {string.Join(", ", DeclaredArithmetic.Formats.Select(format => format.Name))}");
    }

    private static CaseCategory ReadCategory(JsonCursor field) =>
        CaseCategories.TryParse(field.ReadString(), out CaseCategory category)
            ? category
            : throw field.Error($"'{NumberText.Shorten(field.ReadString())}' is no category; expected one of {string.Join(", ", CaseCategories.All.Select(known => known.Id()))}");

    private static HardmaxProblem ReadProblem(JsonCursor document, BinaryFormat format, AttentionMask? mask)
    {
        JsonCursor field = document.Field("alpha");
        Rational alpha = TraceJson.ReadNumber(field, format);
        if (alpha.Sign <= 0)
        {
            throw field.Error("is not positive; expected a number greater than 0");
        }

        TokenCloud tokens = ReadInput(document.Field("tokens"), format, "token", mask);
        JsonCursor? matrix = NotNull(document.OptionalField("matrix"));
        bool isIdentity = matrix is null || (matrix.Kind == JsonValueKind.String && matrix.ReadOneOf(MatrixArgument.IdentityWord).Length > 0);
        AttentionMatrix attention = isIdentity ? AttentionMatrix.Identity(tokens.Dimension) : ReadMatrix(matrix!, tokens.Dimension, format);
        return new HardmaxProblem(tokens, new HardmaxSystem(attention, alpha));
    }

    private static TokenCloud ReadInput(JsonCursor field, BinaryFormat format, string what, AttentionMask? mask = null)
    {
        RecordedLayer layer = TraceJson.ReadLayer(field, format, mask);
        return layer.Tokens ?? throw field.Error($"{layer.Defect!.Message}; expected every {what} with as many finite numbers");
    }

    private static AttentionMatrix ReadMatrix(JsonCursor field, int dimension, BinaryFormat format)
    {
        TokenCloud rows = ReadInput(field, format, "row");
        if (rows.Count != dimension || rows.Dimension != dimension)
        {
            throw field.Error($"is {rows.Count} x {rows.Dimension}; expected {dimension} x {dimension}, as tokens have {dimension} coordinates");
        }

        var entries = new Rational[dimension, dimension];
        for (int r = 0; r < dimension; r++)
        {
            for (int c = 0; c < dimension; c++)
            {
                entries[r, c] = rows[r, c];
            }
        }

        return new AttentionMatrix(entries);
    }
}
