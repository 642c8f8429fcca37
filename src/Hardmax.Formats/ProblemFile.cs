using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// One problem, or a batch of problems, from a .json, .jsonl, .npy, .npz or .csv. Everything is
/// checked when it is opened; the problems of a batch are built when they are asked for, anew each time, and several
/// threads may ask at once. docs/formats.md describes the formats.
/// </summary>
public sealed class ProblemFile : IReadOnlyList<HardmaxProblem>
{
    private const string StandardInput = "-";
    private const string Sole = "arr_0";
    private readonly Func<int, HardmaxProblem> _build;

    private ProblemFile(string source, bool isBatch, int count, Func<int, HardmaxProblem> build)
    {
        Source = source;
        IsBatch = isBatch;
        Count = count;
        _build = build;
    }

    /// <summary>
    /// The arrays of a .npz that are known: those of a problem, and those of a recorded trajectory, which is a problem file as it
    /// stands. Any other is refused.
    /// </summary>
    public static ImmutableArray<string> ArrayNames { get; } = ["tokens", "alpha", "matrix", "trajectory", "selected", "dtype", "accumulate"];

    /// <summary>The path, "-" for standard input.</summary>
    public string Source { get; }

    /// <summary>One line on what was read where the file does not say it itself, for people; null for JSON.</summary>
    public string? Reading { get; private init; }

    /// <summary>True if the file is a batch: an array of b x n x d, or JSON Lines, where there may be one problem.</summary>
    public bool IsBatch { get; }

    /// <summary>The number of problems, at least 1; 1 if the file is no batch.</summary>
    public int Count { get; }

    /// <summary>A problem. Safe to call from several threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such problem.</exception>
    public HardmaxProblem this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _build(index);
        }
    }

    /// <summary>Opens a file by the format that its extension names; "-" is JSON from standard input.</summary>
    /// <param name="path">The path, or "-".</param>
    /// <param name="options">What the command line adds, or null.</param>
    /// <param name="standardInput">What "-" reads, or null for the standard input of the process.</param>
    /// <exception cref="InvalidInputException">The file cannot be read or holds no problem; the message says where and why.</exception>
    public static ProblemFile Open(string path, ProblemOptions? options = null, Stream? standardInput = null)
    {
        options ??= ProblemOptions.None;
        if (path == StandardInput)
        {
            return OpenStandardInput(options, standardInput);
        }

        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".JSON":
                return Single(path, ProblemJson.Read(JsonCursor.Open(path), options));
            case ".JSONL":
                HardmaxProblem[] problems = [.. BoundedInput.ReadLines(path).Select(line => ProblemJson.Read(JsonCursor.Parse(line.Text, line.Source), options))];
                return new ProblemFile(path, true, problems.Length, index => problems[index]);
            case ".CSV":
                RequireAlpha(path, options);
                return ReadCsv(BoundedInput.ReadFile(path, FormatLimits.MaxTextBytes), path, options);
            case ".NPY":
                RequireAlpha(path, options);
                return FromArray(NpyArray.Open(path), new InputSource(path), d => SystemOf(d, path, options), "the array", options.Matrix is null);
            case ".NPZ":
                return FromArchive(NpzArchive.Open(path), path, options);
            default:
                throw new InvalidInputException(path, InputSource.Whole, Directory.Exists(path)
                    ? "is a directory; expected a file"
                    : "has an unknown extension; expected .json, .npy, .npz or .csv, .jsonl for JSON Lines, or - for JSON from standard input");
        }
    }

    /// <inheritdoc/>
    public IEnumerator<HardmaxProblem> GetEnumerator() => Enumerable.Range(0, Count).Select(_build).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ProblemFile OpenStandardInput(ProblemOptions options, Stream? standardInput)
    {
        using Stream? own = standardInput is null ? Console.OpenStandardInput() : null;
        ReadOnlyMemory<byte> bytes = BoundedInput.ReadStream(standardInput ?? own!, new InputSource(StandardInput), FormatLimits.MaxTextBytes);
        return Single(StandardInput, ProblemJson.Read(JsonCursor.Parse(bytes, StandardInput), options));
    }

    private static ProblemFile Single(string source, HardmaxProblem problem) => new(source, false, 1, _ => problem);

    // Known before the file is opened, as wrong usage should be.
    private static void RequireAlpha(string path, ProblemOptions options)
    {
        if (options.Alpha is null)
        {
            throw new InvalidInputException(path, "alpha", "is missing, as this format holds tokens alone; expected --alpha", isUsage: true);
        }
    }

    private static ProblemFile ReadCsv(ReadOnlyMemory<byte> bytes, string path, ProblemOptions options)
    {
        var source = new InputSource(path);
        (Rational[][] rows, string[]? header, bool startsWithCount) = CsvNumbers.Read(bytes, source, "token", options.HasHeader);
        if (startsWithCount && rows.Length > 1 && options.HasHeader is null)
        {
            throw source.Error("first row", "is 0, 1, .. as pandas names columns, or a token; expected --header yes or --header no to say which");
        }

        var tokens = new TokenCloud(rows);
        var problem = new HardmaxProblem(tokens, SystemOf(tokens.Dimension, path, options));
        string names = header is null ? "no header" : $"header {InvalidInputException.Quote(string.Join(',', header))}";
        return new ProblemFile(path, false, 1, _ => problem)
        {
            Reading = Read(tokens.Count, tokens.Dimension, $"{rows.Length} rows, {names}", options.Matrix is null),
        };
    }

    private static string Read(int tokens, int dimension, string from, bool isIdentityByDefault) => string.Create(
        CultureInfo.InvariantCulture,
        $"read {tokens} tokens in R^{dimension} from {from}{(isIdentityByDefault ? "; matrix: identity, by default" : string.Empty)}");

    private static HardmaxSystem SystemOf(int dimension, string path, ProblemOptions options) => new(
        options.Matrix?.Resolve(dimension, path) ?? MatrixArgument.IdentityOf(dimension, path),
        options.ResolveAlpha(null, path, "alpha"));

    private static ProblemFile FromArchive(NpzArchive archive, string path, ProblemOptions options)
    {
        // np.savez(FILE, X) gives an array that has no name this one.
        string name = archive.Names is [Sole] ? Sole : "tokens";
        NpyArray tokens = archive.Require(name);
        if (name != Sole)
        {
            archive.AllowOnly(ArrayNames.AsSpan());
        }

        bool isIdentityByDefault = options.Matrix is null && !archive.Names.Contains("matrix");
        return FromArray(tokens, new InputSource(path, name + ".npy"), d => SystemOf(d, archive, path, options), $"the array {name}", isIdentityByDefault);
    }

    private static HardmaxSystem SystemOf(int dimension, NpzArchive archive, string path, ProblemOptions options)
    {
        Rational? stated = archive.Find("alpha") is { } alpha ? ReadScalar(alpha, new InputSource(path, "alpha.npy")) : null;
        AttentionMatrix? matrix = archive.Find("matrix") is { } array ? MatrixArgument.ReadArray(array, new InputSource(path, "matrix.npy")) : null;
        return new HardmaxSystem(
            ProblemJson.ResolveMatrix(matrix, dimension, options, path, "matrix.npy"),
            options.ResolveAlpha(stated, path, "alpha.npy"));
    }

    private static Rational ReadScalar(NpyArray array, InputSource source)
    {
        if (array.Count != 1)
        {
            throw source.Error("shape", $"({string.Join(", ", array.Shape)}) holds {array.Count} numbers; expected one");
        }

        return array.IsFinite(0) ? array[0] : throw source.Error("value", "is NaN or infinite; expected a finite number");
    }

    private static ProblemFile FromArray(NpyArray tokens, InputSource source, Func<int, HardmaxSystem> system, string what, bool isIdentityByDefault)
    {
        CloudArray clouds = CloudArray.Of(tokens, source);
        HardmaxSystem shared = system(clouds.Dimension);
        return new ProblemFile(source.File, clouds.IsBatch, clouds.Count, index => new HardmaxProblem(clouds.Read(index), shared))
        {
            Reading = clouds.IsBatch ? null : Read(tokens.Shape[0], clouds.Dimension, what, isIdentityByDefault),
        };
    }
}
