using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>Numbers on the command line: 0.1 is the nearest binary64, 1/10 is exact.</summary>
public static class NumberArgument
{
    /// <summary>Reads the argument of an option.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="option">The option, "--alpha".</param>
    /// <exception cref="InvalidInputException">It is no number; wrong usage.</exception>
    public static Rational Parse(string text, string option) =>
        NumberText.TryParsePlain(text, out Rational value, out string? reason)
            ? value
            : throw Wrong(option, $"{reason}; expected a number such as 1/10 (exact) or 0.1 (the nearest binary64)");

    /// <summary>Reads the argument of an option whose value is greater than 0.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="option">The option, "--alpha".</param>
    /// <exception cref="InvalidInputException">It is no such number; wrong usage.</exception>
    public static Rational ParsePositive(string text, string option)
    {
        Rational value = Parse(text, option);
        return value.Sign > 0
            ? value
            : throw Wrong(option, $"{InvalidInputException.Quote(text)} is not greater than 0; expected a positive number");
    }

    private static InvalidInputException Wrong(string option, string reason) => new(option, "argument", reason, isUsage: true);
}
