using Hardmax.Formats;

namespace Hardmax.Oracle;

/// <summary>
/// Reads recorded trajectories: .json (one record), .jsonl (one on each line), .npz (arrays of the same names; a
/// trajectory of four axes is a batch), or "-" for JSON from standard input. Traces are built one at a time, as they are
/// asked for.
/// </summary>
internal static class TraceFile
{
    private const string StandardInput = "-";

    /// <summary>The records of a file, in order; at least one.</summary>
    /// <param name="path">The path, or "-".</param>
    /// <param name="otherwise">The arithmetic where the record does not say; null is float64, or the dtype of the arrays.</param>
    /// <exception cref="InvalidInputException">The file cannot be read or holds no records; the message says where and why.</exception>
    public static IEnumerable<TraceDocument> Open(string path, DeclaredArithmetic? otherwise = null) => Extension(path) switch
    {
        ".JSONL" => ReadLines(path, otherwise),
        ".NPZ" => TraceArchive.Read(NpzArchive.Open(path), path, otherwise),
        _ => [Read(path, otherwise, needsTrajectory: true)],
    };

    /// <summary>The case in a file: a record with or without a trajectory.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or holds no case.</exception>
    public static OracleCase OpenCase(string path) => Extension(path) switch
    {
        ".JSONL" => throw new InvalidInputException(path, "file", "may hold several cases; expected one, in a .json"),
        ".NPZ" => TraceArchive.Read(NpzArchive.Open(path), path, null).First().ToCase(),
        _ => Read(path, null, needsTrajectory: false).ToCase(),
    };

    private static string Extension(string path)
    {
        string extension = path == StandardInput ? ".JSON" : Path.GetExtension(path).ToUpperInvariant();
        return extension is ".JSON" or ".JSONL" or ".NPZ"
            ? extension
            : throw new InvalidInputException(path, "file", Directory.Exists(path)
                ? "is a directory; expected a file"
                : "has an unknown extension; expected .json, .jsonl or .npz, or - for JSON from standard input");
    }

    private static TraceDocument Read(string path, DeclaredArithmetic? otherwise, bool needsTrajectory)
    {
        ReadOnlyMemory<byte> bytes = path == StandardInput ? BoundedInput.ReadStandardInput(FormatLimits.MaxTextBytes) : BoundedInput.ReadFile(path, FormatLimits.MaxTextBytes);
        return TraceDocument.Read(Parse(bytes, path), path, otherwise, needsTrajectory);
    }

    private static IEnumerable<TraceDocument> ReadLines(string path, DeclaredArithmetic? otherwise) => BoundedInput.ReadLines(path)
        .Select(line => TraceDocument.Read(Parse(line.Text, line.Source), line.Source, otherwise, needsTrajectory: true));

    private static JsonCursor Parse(ReadOnlyMemory<byte> bytes, string source) => JsonCursor.Parse(TraceJson.QuoteNonFinite(bytes), source);
}
