using System.Globalization;
using System.Text;
using System.Text.Json;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// A matrix as an option gives it: "identity"; inline JSON, [[1,0],[0,"1/3"]]; rows with semicolons between them,
/// "1,0;0,1/3"; or the path of a .json, .csv or .npy. Its dimension is that of the tokens, so it becomes a matrix when
/// those are known; a path is opened then too, and once.
/// </summary>
public sealed class MatrixArgument
{
    /// <summary>The word for the identity of any dimension.</summary>
    public const string IdentityWord = "identity";

    private const string Forms = "identity, [[1,0],[0,1]], 1,0;0,1 or the path of a .json, .csv or .npy";
    private readonly Lazy<AttentionMatrix?> _matrix;

    private MatrixArgument(Func<AttentionMatrix?> read) => _matrix = new Lazy<AttentionMatrix?>(read);

    /// <summary>The identity of whatever dimension is asked for.</summary>
    public static MatrixArgument Identity { get; } = new(() => null);

    /// <summary>A given matrix.</summary>
    public static MatrixArgument Of(AttentionMatrix matrix) => new(() => matrix);

    /// <summary>Reads the argument; a path is not opened yet.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="option">The option, for messages.</param>
    /// <exception cref="InvalidInputException">It is none of the forms; wrong usage.</exception>
    public static MatrixArgument Parse(string text, string option = "--matrix")
    {
        string trimmed = text.Trim();
        var source = new InputSource(option, IsUsage: true);
        switch (Path.GetExtension(trimmed).ToUpperInvariant())
        {
            case ".JSON":
                return new MatrixArgument(() => ReadJson(JsonCursor.Open(trimmed)));
            case ".CSV":
                return new MatrixArgument(() => ReadCsv(trimmed));
            case ".NPY":
                return new MatrixArgument(() => ReadArray(NpyArray.Open(trimmed), new InputSource(trimmed)));
            default:
                break;
        }

        if (trimmed == IdentityWord)
        {
            return Identity;
        }

        return trimmed.StartsWith('[')
            ? Of(ReadJson(JsonCursor.Parse(Encoding.UTF8.GetBytes(trimmed), source))!)
            : Of(ParseRows(trimmed, source));
    }

    /// <summary>The matrix for tokens of R^d.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="file">The file of the tokens, for messages.</param>
    /// <exception cref="InvalidInputException">The path cannot be read, holds no square matrix, or one of another dimension.</exception>
    public AttentionMatrix Resolve(int dimension, string file)
    {
        if (_matrix.Value is { } matrix)
        {
            return matrix.Dimension == dimension
                ? matrix
                : throw new InvalidInputException(
                    file,
                    "--matrix",
                    string.Create(CultureInfo.InvariantCulture, $"the matrix is {matrix.Dimension} x {matrix.Dimension}; expected {dimension} x {dimension}, as tokens have {dimension} coordinates"));
        }

        return IdentityOf(dimension, file);
    }

    /// <summary>The identity, where d x d entries are within the limits.</summary>
    internal static AttentionMatrix IdentityOf(int dimension, string file) =>
        (long)dimension * dimension <= FormatLimits.MaxMatrixEntries
            ? AttentionMatrix.Identity(dimension)
            : throw new InvalidInputException(
                file,
                InputSource.Whole,
                string.Create(CultureInfo.InvariantCulture, $"tokens have {dimension} coordinates; expected at most {(int)Math.Sqrt(FormatLimits.MaxMatrixEntries)}"));

    /// <summary>The value of "matrix" in a file: null for "identity", else square rows.</summary>
    internal static AttentionMatrix? ReadJsonValue(JsonCursor value)
    {
        if (value.Kind == JsonValueKind.String)
        {
            _ = value.ReadOneOf(IdentityWord);
            return null;
        }

        return value.Kind == JsonValueKind.Array
            ? Square(value.ReadRows(NumberRule.NumberOrString, "row"), value.Error)
            : throw value.WrongKind($"\"{IdentityWord}\" or an array of rows");
    }

    /// <summary>A d x d array of numbers.</summary>
    internal static AttentionMatrix ReadArray(NpyArray array, InputSource source)
    {
        if (array.Shape.Length != 2 || array.Shape[0] != array.Shape[1] || array.Count == 0 || array.Count > FormatLimits.MaxMatrixEntries)
        {
            throw source.Error("shape", $"({string.Join(", ", array.Shape)}) is no shape of a matrix; expected (d, d)");
        }

        int dimension = array.Shape[0];
        int bad = array.FirstNonFinite();
        if (bad >= 0)
        {
            throw source.Error(string.Create(CultureInfo.InvariantCulture, $"row {bad / dimension}, column {bad % dimension}"), "is NaN or infinite; expected a finite number");
        }

        var entries = new Rational[dimension, dimension];
        for (int i = 0; i < array.Count; i++)
        {
            entries[i / dimension, i % dimension] = array[i];
        }

        return new AttentionMatrix(entries);
    }

    // A file of the matrix alone, or any object that has one: a problem, or what the control verb prints.
    private static AttentionMatrix? ReadJson(JsonCursor document) =>
        ReadJsonValue(document.Kind == JsonValueKind.Object ? document.Field("matrix") : document);

    private static AttentionMatrix ReadCsv(string path)
    {
        var source = new InputSource(path);
        (Rational[][] rows, _, _) = CsvNumbers.Read(BoundedInput.ReadFile(path, FormatLimits.MaxTextBytes), source, "row");
        return Square(rows, reason => source.Error(InputSource.Whole, reason));
    }

    private static AttentionMatrix ParseRows(string text, InputSource source)
    {
        string[] lines = text.Split(';');
        var budget = new NumberBudget(source);
        var rows = new Rational[lines.Length][];
        for (int i = 0; i < lines.Length; i++)
        {
            string[] cells = lines[i].Split(',');
            rows[i] = new Rational[cells.Length];
            for (int c = 0; c < cells.Length; c++)
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"row {i}, column {c}");
                if (!NumberText.TryParsePlain(cells[c], out rows[i][c], out string? reason))
                {
                    throw source.Error(place, $"{reason}; expected {Forms}");
                }

                if (budget.Charge(rows[i][c], () => place) is { } exhausted)
                {
                    throw exhausted;
                }
            }
        }

        return Square(rows, reason => source.Error("argument", reason));
    }

    private static AttentionMatrix Square(Rational[][] rows, Func<string, InvalidInputException> error)
    {
        int dimension = rows.Length;
        int wrong = Array.FindIndex(rows, row => row.Length != dimension);
        if (wrong >= 0)
        {
            throw error(string.Create(CultureInfo.InvariantCulture, $"has {dimension} rows, and row {wrong} has {rows[wrong].Length} numbers; expected a square matrix"));
        }

        var entries = new Rational[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                entries[row, column] = rows[row][column];
            }
        }

        return new AttentionMatrix(entries);
    }
}
