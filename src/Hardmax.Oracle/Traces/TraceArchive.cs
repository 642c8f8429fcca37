using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// A recorded trajectory as arrays: tokens (n, d), trajectory (L+1, n, d), alpha, and optionally matrix (d, d), selected
/// as a mask (L, n, n), mask (n) or (n, n), dtype and accumulate as strings. With a trajectory (b, L+1, n, d), tokens are
/// (b, n, d), selected is (b, L, n, n) and mask (b, n) or (b, n, n): a batch with one alpha and one matrix. Without a
/// dtype, that of the trajectory is it.
/// </summary>
internal static class TraceArchive
{
    /// <summary>The arrays of a record; any other is refused.</summary>
    private static readonly ImmutableArray<string> Names = [.. ProblemFile.ArrayNames, "mask"];

    public static IEnumerable<TraceDocument> Read(NpzArchive archive, string path, DeclaredArithmetic? otherwise)
    {
        NpyArray trajectory = archive.Require("trajectory");
        NpyArray tokens = archive.Require("tokens");
        archive.AllowOnly(Names.AsSpan());
        if (trajectory.Shape.Length is not (3 or 4) || trajectory.Shape.Contains(0))
        {
            throw new InvalidInputException(path, "trajectory.npy", $"has the shape ({string.Join(", ", trajectory.Shape)}); expected (L+1, n, d), or (b, L+1, n, d) for a batch");
        }

        bool isBatch = trajectory.Shape.Length == 4;
        int count = isBatch ? trajectory.Shape[0] : 1;
        if (tokens.Shape.Length != trajectory.Shape.Length - 1 || tokens.Shape.Contains(0) || (isBatch && tokens.Shape[0] != count))
        {
            throw new InvalidInputException(path, "tokens.npy", $"has the shape ({string.Join(", ", tokens.Shape)}); expected {(isBatch ? "(b, n, d) with as many clouds as the trajectory" : "(n, d)")}");
        }

        DeclaredArithmetic arithmetic = ReadArithmetic(archive, path, trajectory, otherwise);
        HardmaxSystem system = ReadSystem(archive, path, tokens.Shape[^1]);
        NpyArray? selected = archive.FindMask("selected");
        RequireMask(selected, trajectory, tokens, path);
        bool isStored = DeclaredArithmetic.FindFormat(trajectory.DType.Name) is not null;
        string origin = TraceDocument.Origin(archive.FindText("dtype") is not null, otherwise, isStored ? "the dtype of the array trajectory" : "by default");
        Func<int, AttentionMask?> masks = TraceMask.Of(archive.FindMask("mask"), tokens, path);
        return Enumerable.Range(0, count).Select(index =>
        {
            AttentionMask? mask = masks(index);
            return new TraceDocument
            {
                ArithmeticOrigin = origin,
                Source = isBatch ? string.Create(CultureInfo.InvariantCulture, $"{path}, trajectory {index}") : path,
                Trace = new Trace
                {
                    Problem = new HardmaxProblem(ReadCloud(tokens, index, mask, path), system),
                    Mask = mask,
                    Arithmetic = arithmetic,
                    Layers = ReadLayers(trajectory, index, mask),
                    Selected = selected is null ? null : ReadSets(selected, index),
                },
            };
        });
    }

    private static DeclaredArithmetic ReadArithmetic(NpzArchive archive, string path, NpyArray trajectory, DeclaredArithmetic? otherwise)
    {
        BinaryFormat? dtype = ReadFormat(archive, "dtype", path);
        BinaryFormat? accumulate = ReadFormat(archive, "accumulate", path);
        BinaryFormat stored = DeclaredArithmetic.FindFormat(trajectory.DType.Name) ?? BinaryFormat.Double;
        BinaryFormat format = dtype ?? otherwise?.Format ?? stored;
        return new DeclaredArithmetic(format, accumulate ?? (dtype is null ? otherwise?.Accumulate : null) ?? format);
    }

    private static BinaryFormat? ReadFormat(NpzArchive archive, string name, string path) =>
        archive.FindText(name) is not { } text ? null
        : DeclaredArithmetic.FindFormat(text) ?? throw new InvalidInputException(path, $"{name}.npy", $"'{NumberText.Shorten(text)}' is no dtype; expected {string.Join(", ", DeclaredArithmetic.Formats.Select(format => format.Name))}");

    private static HardmaxSystem ReadSystem(NpzArchive archive, string path, int dimension)
    {
        NpyArray alpha = archive.Require("alpha");
        if (alpha.Count != 1 || !alpha.IsFinite(0) || alpha[0].Sign <= 0)
        {
            throw new InvalidInputException(path, "alpha.npy", "is no single positive number; expected one");
        }

        if (archive.Find("matrix") is not { } matrix)
        {
            return new HardmaxSystem(AttentionMatrix.Identity(dimension), alpha[0]);
        }

        if (matrix.Shape.Length != 2 || matrix.Shape[0] != dimension || matrix.Shape[1] != dimension || matrix.FirstNonFinite() >= 0)
        {
            throw new InvalidInputException(path, "matrix.npy", $"has the shape ({string.Join(", ", matrix.Shape)}) or an entry that is not finite; expected {dimension} x {dimension} finite numbers");
        }

        var entries = new Rational[dimension, dimension];
        for (int k = 0; k < matrix.Count; k++)
        {
            entries[k / dimension, k % dimension] = matrix[k];
        }

        return new HardmaxSystem(new AttentionMatrix(entries), alpha[0]);
    }

    private static void RequireMask(NpyArray? selected, NpyArray trajectory, NpyArray tokens, string path)
    {
        if (selected is null)
        {
            return;
        }

        int n = tokens.Shape[^2];
        int[] expected = [.. trajectory.Shape[..^3], trajectory.Shape[^3] - 1, n, n];
        if (!selected.Shape.SequenceEqual(expected))
        {
            throw new InvalidInputException(path, "selected.npy", $"has the shape ({string.Join(", ", selected.Shape)}); expected a mask of the shape ({string.Join(", ", expected)})");
        }
    }

    private static TokenCloud ReadCloud(NpyArray tokens, int index, AttentionMask? mask, string path)
    {
        RecordedLayer layer = ReadLayer(tokens, index * tokens.Shape[^1] * tokens.Shape[^2], tokens.Shape[^2], tokens.Shape[^1], mask);
        return layer.Tokens ?? throw new InvalidInputException(path, "tokens.npy", $"{layer.Defect!.Message}; expected finite numbers");
    }

    private static RecordedLayer[] ReadLayers(NpyArray trajectory, int index, AttentionMask? mask)
    {
        (int layers, int n, int d) = (trajectory.Shape[^3], trajectory.Shape[^2], trajectory.Shape[^1]);
        return [.. Enumerable.Range(0, layers).Select(layer => ReadLayer(trajectory, ((index * layers) + layer) * n * d, n, d, mask))];
    }

    private static RecordedLayer ReadLayer(NpyArray array, int start, int n, int d, AttentionMask? mask)
    {
        var rows = new Rational[n][];
        Defect? defect = null;
        for (int i = 0; i < n; i++)
        {
            rows[i] = new Rational[d];
            for (int c = 0; c < d; c++)
            {
                int at = start + (i * d) + c;
                if (array.IsFinite(at))
                {
                    rows[i][c] = array[at];
                }
                else if (!TraceMask.Ignores(mask, i))
                {
                    defect ??= TraceJson.NotFinite("NaN or infinite", i, c);
                }
            }
        }

        return TraceJson.FromRows(rows, defect);
    }

    private static RecordedSets[] ReadSets(NpyArray selected, int index)
    {
        (int steps, int n) = (selected.Shape[^3], selected.Shape[^1]);
        return
        [
            .. Enumerable.Range(0, steps).Select(step => RecordedSets.Of(Enumerable.Range(0, n).Select(i =>
                Enumerable.Range(0, n).Where(j => !selected[((((index * steps) + step) * n) + i) * n + j].IsZero)))),
        ];
    }
}
