using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>An input of a vector as it is written down: text, from which nothing else follows than the numbers.</summary>
/// <param name="Comment">What it is for; one sentence without a full stop.</param>
/// <param name="Alpha">alpha.</param>
/// <param name="Matrix">Rows between spaces, entries between commas; null for the identity.</param>
/// <param name="Tokens">Tokens between spaces, coordinates between commas.</param>
/// <param name="Layers">How many layers at most.</param>
internal sealed record VectorInput(string Comment, string Alpha, string? Matrix, string Tokens, int Layers = 1)
{
    /// <summary>The input as a problem, with every number rounded to a format; exact where that is null.</summary>
    public HardmaxProblem ToProblem(BinaryFormat? format)
    {
        Rational[][] tokens = Rows(Tokens, format);
        AttentionMatrix matrix = Matrix is null ? AttentionMatrix.Identity(tokens[0].Length) : Square(Rows(Matrix, format));
        return new HardmaxProblem(new TokenCloud(tokens), new HardmaxSystem(matrix, Read(Alpha, format)));
    }

    /// <summary>Whether every number is one of a format, so that nothing is rounded.</summary>
    public bool IsExactIn(BinaryFormat format)
    {
        HardmaxProblem exact = ToProblem(null);
        HardmaxProblem rounded = ToProblem(format);
        return exact.Tokens.Equals(rounded.Tokens) && exact.System.Matrix.Equals(rounded.System.Matrix) && exact.System.Alpha == rounded.System.Alpha;
    }

    private static AttentionMatrix Square(Rational[][] rows)
    {
        var entries = new Rational[rows.Length, rows.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows.Length; column++)
            {
                entries[row, column] = rows[row][column];
            }
        }

        return new AttentionMatrix(entries);
    }

    private static Rational[][] Rows(string text, BinaryFormat? format) =>
        [.. text.Split(' ').Select(row => row.Split(',').Select(number => Read(number, format)).ToArray())];

    private static Rational Read(string text, BinaryFormat? format)
    {
        var exact = Rational.Parse(text);
        return format is null ? exact
            : format.TryRound(exact, out Rational rounded) ? rounded
            : throw new ArgumentException($"{text} is beyond the range of {format.Name}.", nameof(text));
    }
}
