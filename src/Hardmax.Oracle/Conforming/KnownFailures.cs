using System.Collections.Immutable;

namespace Hardmax.Oracle;

/// <summary>
/// Failures that are expected: lines of a case id ("exact-tie-1f3a..."), or CATEGORY/CLASS with * for any
/// ("SUBNORMAL/*", "*/NEAR_TIE"); what follows # is a comment.
/// </summary>
internal sealed class KnownFailures
{
    private readonly ImmutableArray<string> _entries;

    private KnownFailures(ImmutableArray<string> entries) => _entries = entries;

    /// <summary>No failure is expected.</summary>
    public static KnownFailures None { get; } = new([]);

    /// <summary>The entries as they were written.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Reads a list.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="known">The list.</param>
    /// <param name="reason">What is wrong with which line, or null.</param>
    public static bool TryParse(string text, out KnownFailures known, out string? reason)
    {
        var entries = ImmutableArray.CreateBuilder<string>();
        (known, reason) = (None, null);
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string entry = line.Split('#')[0].Trim();
            if (entry.Length == 0)
            {
                continue;
            }

            if (!IsEntry(entry))
            {
                reason = $"line {number}: '{Numbers.NumberText.Shorten(entry)}' is no case id and no CATEGORY/CLASS; expected a line such as SUBNORMAL/* or */NEAR_TIE";
                return false;
            }

            entries.Add(entry);
        }

        known = new KnownFailures(entries.ToImmutable());
        return true;
    }

    /// <summary>The first entry that expects this failure, or null.</summary>
    public string? Find(OracleCase oracleCase, VerdictClass verdict) => _entries.FirstOrDefault(entry => Expects(entry, oracleCase, verdict));

    private static bool IsEntry(string entry)
    {
        string[] parts = entry.Split('/');
        return parts.Length == 2
            ? (parts[0] == "*" || CaseCategories.TryParse(parts[0], out _)) && (parts[1] == "*" || Verdicts.TryParse(parts[1], out _))
            : parts.Length == 1 && CaseCategories.All.Any(category => entry.StartsWith(category.Id().ToLowerInvariant().Replace('_', '-') + "-", StringComparison.Ordinal));
    }

    private static bool Expects(string entry, OracleCase oracleCase, VerdictClass verdict)
    {
        string[] parts = entry.Split('/');
        return parts.Length == 1
            ? entry == oracleCase.Id
            : (parts[0] == "*" || parts[0] == oracleCase.Category.Id()) && (parts[1] == "*" || parts[1] == verdict.Id());
    }
}
