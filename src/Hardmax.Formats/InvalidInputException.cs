using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// What a reader throws for any input that it does not accept, and the only thing that it throws. The message is one
/// line, "FILE: PLACE: what is wrong; what was expected", whatever characters the input holds.
/// </summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>An input is wrong at a place.</summary>
    /// <param name="file">The file, "-" for standard input, or the option whose argument is wrong.</param>
    /// <param name="place">Where in it: "tokens[3][1]", "cloud 2, token 3, coordinate 1", "line 4, cell 2", "file" for all of it.</param>
    /// <param name="reason">What is wrong there; what was expected.</param>
    /// <param name="isUsage">Whether the command line is wrong, and no file.</param>
    public InvalidInputException(string file, string place, string reason, bool isUsage = false)
        : base(PrintableText.Escape($"{file}: {place}: {reason}"))
    {
        File = PrintableText.Escape(file);
        Place = PrintableText.Escape(place);
        Reason = PrintableText.Escape(reason);
        IsUsage = isUsage;
    }

    /// <summary>The file, "-" for standard input, or the option whose argument is wrong.</summary>
    public string File { get; }

    /// <summary>Where in the file; "file" for all of it.</summary>
    public string Place { get; }

    /// <summary>What is wrong; what was expected.</summary>
    public string Reason { get; }

    /// <summary>Whether the command line is wrong (exit code 64) and no file (exit code 65).</summary>
    public bool IsUsage { get; }

    /// <summary>A text of the input in quotes, cut to a length that fits in a message.</summary>
    internal static string Quote(string text) => $"'{NumberText.Shorten(text)}'";
}
