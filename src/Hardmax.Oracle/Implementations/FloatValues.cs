using System.Globalization;
using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Tokens in a binary float, and what is recorded of them.</summary>
internal static class FloatValues
{
    /// <summary>The nearest value of double, float or Half, ties to even; an infinity beyond the largest.</summary>
    public static T Round<T>(Rational value)
        where T : struct, IBinaryFloatingPointIeee754<T> => T.Zero switch
        {
            double => (T)(object)value.ToDouble(),
            float => (T)(object)value.ToSingle(),
            Half => (T)(object)value.ToHalf(),
            _ => throw new NotSupportedException($"{typeof(T)} is no format that an implementation can declare."),
        };

    /// <summary>The nearest entries of A.</summary>
    public static T[,] Round<T>(AttentionMatrix matrix)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var entries = new T[matrix.Dimension, matrix.Dimension];
        for (int row = 0; row < matrix.Dimension; row++)
        {
            for (int column = 0; column < matrix.Dimension; column++)
            {
                entries[row, column] = Round<T>(matrix[row, column]);
            }
        }

        return entries;
    }

    /// <summary>The format of double, float or Half.</summary>
    public static BinaryFormat FormatOf<T>()
        where T : struct, IBinaryFloatingPointIeee754<T> => T.Zero switch
        {
            double => BinaryFormat.Double,
            float => BinaryFormat.Single,
            Half => BinaryFormat.Half,
            _ => throw new NotSupportedException($"{typeof(T)} is no format that an implementation can declare."),
        };

    /// <summary>The exact value of a finite number.</summary>
    public static Rational Exact<T>(T value)
        where T : struct, IBinaryFloatingPointIeee754<T> => Rational.FromDouble(double.CreateChecked(value));

    /// <summary>A copy that shares no row.</summary>
    public static T[][] Copy<T>(T[][] tokens) => [.. tokens.Select(token => (T[])token.Clone())];

    /// <summary>The rows of a matrix.</summary>
    public static T[][] Rows<T>(T[,] matrix) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(row => Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column]).ToArray())];

    /// <summary>Whether two arrays have the same rows; a NaN equals itself.</summary>
    public static bool AreEqual<T>(T[][] left, T[][] right)
        where T : struct, IBinaryFloatingPointIeee754<T> =>
        left.Length == right.Length && left.Zip(right).All(pair => pair.Second is not null && pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>What is recorded of tokens: their exact values, or the first thing that is wrong with them.</summary>
    public static RecordedLayer Record<T>(T[][]? tokens)
        where T : struct, IBinaryFloatingPointIeee754<T> =>
        FindDefect(tokens) is { } defect
            ? RecordedLayer.Broken(defect)
            : RecordedLayer.Of(new TokenCloud(tokens!.Select(token => Array.ConvertAll(token, Exact))));

    private static Defect? FindDefect<T>(T[][]? tokens)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (tokens is null || tokens.Length == 0 || tokens[0] is null || tokens[0].Length == 0)
        {
            return new Defect(VerdictClass.Shape, "there are no tokens, or tokens without coordinates");
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i]?.Length != tokens[0].Length)
            {
                return new Defect(VerdictClass.Shape, Text($"token {i} has {tokens[i]?.Length ?? 0} coordinates and token 0 has {tokens[0].Length}"), i);
            }

            int broken = Array.FindIndex(tokens[i], coordinate => !T.IsFinite(coordinate));
            if (broken >= 0)
            {
                return new Defect(VerdictClass.NonFinite, Text($"coordinate {broken} of token {i} is {tokens[i][broken]}"), i, broken);
            }
        }

        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
