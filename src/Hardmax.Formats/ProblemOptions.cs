using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// What the command line adds to a file: needed where the format holds tokens alone, and otherwise allowed only where it
/// says nothing else than the file.
/// </summary>
public sealed record ProblemOptions
{
    /// <summary>No alpha and no matrix.</summary>
    public static ProblemOptions None { get; } = new();

    /// <summary>The step parameter, greater than 0, or null.</summary>
    public Rational? Alpha { get; init; }

    /// <summary>The matrix, or null: then that of the file, else the identity.</summary>
    public MatrixArgument? Matrix { get; init; }

    /// <summary>True if the first row of a .csv of tokens is a header, false if it is a token, null if its cells decide.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>alpha, from the file or from the option.</summary>
    /// <param name="stated">What the file says, or null.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="place">Where it says it, or where it would.</param>
    internal Rational ResolveAlpha(Rational? stated, string file, string place)
    {
        if (stated is { } inFile && Alpha is { } option && inFile != option)
        {
            throw new InvalidInputException(file, place, $"is {InvalidInputException.Quote(inFile.ToString())} and --alpha is {InvalidInputException.Quote(option.ToString())}; expected one of them alone, or both equal");
        }

        Rational alpha = stated ?? Alpha
            ?? throw new InvalidInputException(file, place, "is missing; expected a number greater than 0 in the file or from --alpha");
        return alpha.Sign > 0
            ? alpha
            : throw new InvalidInputException(file, stated is null ? "--alpha" : place, $"is {InvalidInputException.Quote(alpha.ToString())}; expected a number greater than 0");
    }
}
