using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>What is being read, for the messages about it: a file, an entry of it, or the argument of an option.</summary>
/// <param name="File">The path, "-", or the option.</param>
/// <param name="Member">The entry of an archive, or null.</param>
/// <param name="IsUsage">Whether it is the argument of an option.</param>
internal sealed record InputSource(string File, string? Member = null, bool IsUsage = false)
{
    /// <summary>The place that means the whole file.</summary>
    public const string Whole = "file";

    public InvalidInputException Error(string place, string reason) =>
        new(File, Member is null ? place : place == Whole ? Member : $"{Member}, {place}", reason, IsUsage);

    /// <summary>The first name that is none of those that are read, or null: "matrx" must not silently mean the identity.</summary>
    public static string? FirstUnknown(IEnumerable<string> names, ReadOnlySpan<string> known)
    {
        foreach (string name in names)
        {
            if (!known.Contains(name))
            {
                return name;
            }
        }

        return null;
    }
}

/// <summary>
/// Counts the memory that exact numbers take while a text is read: seven characters, "1e20000", make eight kilobytes,
/// so the size of a text bounds nothing.
/// </summary>
internal sealed class NumberBudget(InputSource source)
{
    // Every binary64 takes less (2^1074 is the largest denominator): how many numbers there are is limited elsewhere.
    private const int Free = 160;
    private long _bytes;

    /// <summary>Adds a number that stands at a place.</summary>
    /// <returns>The error to throw when the numbers so far take more than the limit, else null.</returns>
    public InvalidInputException? Charge(Rational value, Func<string> place)
    {
        _bytes += Math.Max(0, value.Numerator.GetByteCount() + value.Denominator.GetByteCount() - Free);
        return _bytes <= FormatLimits.MaxNumberBytes
            ? null
            : source.Error(place(), $"the numbers up to here are too large together; expected smaller exponents");
    }
}
