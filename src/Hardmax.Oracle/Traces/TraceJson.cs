using System.Globalization;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// The recorded parts of traces and replies in JSON. A JSON number is the number of the declared dtype that it is a decimal
/// of, and else the nearest binary64: a recorded state is never rounded to the declared dtype. A string is exact. What is no number where one is expected throws; numbers that are missing or not finite are defects, to be
/// judged.
/// </summary>
internal static class TraceJson
{
    /// <summary>Reads a number of an input: finite, in the declared dtype or exact.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static Rational ReadNumber(JsonCursor value, BinaryFormat format)
    {
        if (value.Kind != JsonValueKind.Number)
        {
            return value.ReadNumber();
        }

        _ = NumberText.TryParseNearest(value.ReadNumberText(), format, out Rational number, out bool isFinite);
        return isFinite ? number : throw value.Error($"'{NumberText.Shorten(value.ReadNumberText())}' is beyond the range of {format.Name}; expected a finite number");
    }

    /// <summary>Reads Z^0 .. Z^L.</summary>
    /// <exception cref="InvalidInputException">It is no array of layers of numbers.</exception>
    public static IReadOnlyList<RecordedLayer> ReadTrajectory(JsonCursor value, BinaryFormat format, AttentionMask? mask = null) =>
        [.. value.Items().Select(layer => ReadLayer(layer, format, mask))];

    /// <summary>Reads a layer: rows of numbers, whatever their lengths; NaN, infinities and null are defects, and 0 in padding.</summary>
    /// <exception cref="InvalidInputException">It is no array of rows of numbers.</exception>
    public static RecordedLayer ReadLayer(JsonCursor value, BinaryFormat format, AttentionMask? mask = null)
    {
        var rows = new List<Rational[]>();
        Defect? defect = null;
        foreach (JsonCursor item in value.Items())
        {
            var row = new List<Rational>();
            foreach (JsonCursor coordinate in item.Items())
            {
                if (TryReadRecorded(coordinate, format, out Rational number, out string text))
                {
                    row.Add(number);
                }
                else
                {
                    defect ??= TraceMask.Ignores(mask, rows.Count) ? null : NotFinite(text, rows.Count, row.Count);
                    row.Add(Rational.Zero);
                }
            }

            rows.Add([.. row]);
        }

        return FromRows(rows, defect);
    }

    /// <summary>A layer of rows, or the defect that it has.</summary>
    internal static RecordedLayer FromRows(IReadOnlyList<Rational[]> rows, Defect? defect)
    {
        if (rows.Count == 0 || rows[0].Length == 0)
        {
            return RecordedLayer.Broken(new Defect(VerdictClass.Shape, rows.Count == 0 ? "the layer has no token" : "token 0 has no coordinate"));
        }

        for (int i = 1; i < rows.Count; i++)
        {
            if (rows[i].Length != rows[0].Length)
            {
                return RecordedLayer.Broken(new Defect(VerdictClass.Shape, string.Create(CultureInfo.InvariantCulture, $"token {i} has {rows[i].Length} coordinates and token 0 has {rows[0].Length}"), i));
            }
        }

        return defect is null ? RecordedLayer.Of(new TokenCloud(rows)) : RecordedLayer.Broken(defect);
    }

    /// <summary>The defect of a coordinate that is no number.</summary>
    internal static Defect NotFinite(string text, int token, int coordinate) =>
        new(VerdictClass.NonFinite, string.Create(CultureInfo.InvariantCulture, $"coordinate {coordinate} of token {token} is {text}"), token, coordinate);

    /// <summary>Reads the attention sets of each step: [layer][token][indices].</summary>
    /// <param name="value">The array.</param>
    /// <param name="tokens">n.</param>
    /// <exception cref="InvalidInputException">It is no array of arrays of arrays of integers.</exception>
    public static IReadOnlyList<RecordedSets> ReadSelected(JsonCursor value, int tokens)
    {
        int[][][] layers = [.. value.Items().Select(layer => (int[][])[.. layer.Items().Select(set => (int[])[.. set.Items().Select(index => index.ReadInteger(int.MinValue, int.MaxValue))])])];
        string hint = IndexBase.Hint([.. layers.SelectMany(sets => sets).SelectMany(set => set)], tokens);
        return [.. layers.Select(sets => ReadSets(sets, tokens, hint))];
    }

    /// <summary>Reads what an implementation says it received.</summary>
    /// <exception cref="InvalidInputException">It is no object with tokens, alpha and matrix of numbers.</exception>
    public static Echo ReadEcho(JsonCursor value, BinaryFormat format, AttentionMask? mask = null)
    {
        JsonCursor? matrix = value.OptionalField("matrix");
        bool isIdentity = matrix is null or { Kind: JsonValueKind.Null } || (matrix.Kind == JsonValueKind.String && matrix.ReadString() == MatrixArgument.IdentityWord);
        return new Echo(
            value.OptionalField("tokens") is { } tokens ? ReadLayer(tokens, format, mask) : null,
            value.OptionalField("alpha") is { } alpha ? ReadNumber(alpha, format) : null,
            isIdentity ? null : ReadLayer(matrix!, format));
    }

    /// <summary>Writes the fields alpha, matrix, tokens and layers of a case, as they are sent.</summary>
    public static void WriteCaseFields(Utf8JsonWriter writer, OracleCase oracleCase, WireFormat wire)
    {
        WriteProblemFields(writer, oracleCase.Problem, wire);
        writer.WriteNumber("layers", oracleCase.Layers);
    }

    /// <summary>
    /// Makes bare NaN, Infinity and -Infinity strings, as Python writes them where JSON has no word for them; everything
    /// else stays as it is.
    /// </summary>
    public static ReadOnlyMemory<byte> QuoteNonFinite(ReadOnlyMemory<byte> utf8) => NonFiniteWords.Quote(utf8);

    /// <summary>Writes the fields alpha, matrix and tokens.</summary>
    internal static void WriteProblemFields(Utf8JsonWriter writer, HardmaxProblem problem, WireFormat wire)
    {
        writer.WritePropertyName("alpha");
        writer.WriteNumber(problem.System.Alpha, wire);
        AttentionMatrix matrix = problem.System.Matrix;
        if (matrix.IsIdentity)
        {
            writer.WriteNull("matrix");
        }
        else
        {
            writer.WriteStartArray("matrix");
            for (int row = 0; row < matrix.Dimension; row++)
            {
                writer.WriteStartArray();
                for (int column = 0; column < matrix.Dimension; column++)
                {
                    writer.WriteNumber(matrix[row, column], wire);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        writer.WritePropertyName("tokens");
        WriteLayer(writer, problem.Tokens, wire);
    }

    /// <summary>Writes n rows of d numbers.</summary>
    internal static void WriteLayer(Utf8JsonWriter writer, TokenCloud tokens, WireFormat wire)
    {
        writer.WriteStartArray();
        for (int i = 0; i < tokens.Count; i++)
        {
            writer.WriteStartArray();
            foreach (Rational coordinate in tokens[i])
            {
                writer.WriteNumber(coordinate, wire);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static RecordedSets ReadSets(int[][] sets, int tokens, string hint)
    {
        for (int i = 0; i < sets.Length; i++)
        {
            int outside = Array.FindIndex(sets[i], index => index < 0 || index >= tokens);
            if (outside >= 0)
            {
                return RecordedSets.Broken(new Defect(VerdictClass.Shape, string.Create(CultureInfo.InvariantCulture, $"token {i} selects {sets[i][outside]}, and there are {tokens} tokens{hint}"), i));
            }

            if (sets[i].Distinct().Count() != sets[i].Length)
            {
                return RecordedSets.Broken(new Defect(VerdictClass.Shape, string.Create(CultureInfo.InvariantCulture, $"token {i} selects a token twice"), i));
            }
        }

        return sets.Length == tokens
            ? RecordedSets.Of(sets)
            : RecordedSets.Broken(new Defect(VerdictClass.Shape, string.Create(CultureInfo.InvariantCulture, $"a step has {sets.Length} selected sets for {tokens} tokens")));
    }

    private static bool TryReadRecorded(JsonCursor value, BinaryFormat format, out Rational number, out string text)
    {
        switch (value.Kind)
        {
            case JsonValueKind.Null:
                // What JavaScript writes for a NaN.
                (number, text) = (default, "null");
                return false;
            case JsonValueKind.Number:
                text = value.ReadNumberText();
                _ = NumberText.TryParsePrinted(text, format, out number, out bool isFinite);
                return isFinite;
            case JsonValueKind.String when NonFiniteWords.IsWord(value.ReadString()):
                (number, text) = (default, value.ReadString());
                return false;
            default:
                (number, text) = (value.ReadNumber(), string.Empty);
                return true;
        }
    }
}
