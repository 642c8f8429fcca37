using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Hardmax.Formats;

namespace Hardmax.Sentiment;

/// <summary>
/// Describes how a file of reviews is written. By default columns, labels and encoding are recognised by their usual names,
/// and a file that leaves a choice is refused. Columns and labels are compared exactly or else ignoring case.
/// </summary>
public sealed record ReviewFormat
{
    private static readonly FrozenDictionary<string, Side> UsualLabels = FrozenDictionary.ToFrozenDictionary(
        [
            .. new[] { "1", "pos", "positive", "true", "yes" }.Select(word => KeyValuePair.Create(word, Side.Positive)),
            .. new[] { "0", "neg", "negative", "false", "no" }.Select(word => KeyValuePair.Create(word, Side.Negative)),
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>A table with a header, in UTF-8, whose columns and labels have usual names.</summary>
    public static ReviewFormat Usual { get; } = new();

    /// <summary>The name of the column or field of texts; null for the only one with a usual name.</summary>
    public string? Text { get; init; }

    /// <summary>The name of the column or field of labels; null for the only one with a usual name.</summary>
    public string? Label { get; init; }

    /// <summary>False where the first row of a table is a review. Its columns are then called 1, 2, .. unless <see cref="Columns"/> names them.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The names of the columns of a table without a header; empty by default.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The meaning of each label; a review whose label is <see cref="Side.Undecided"/> is left out.</summary>
    public IReadOnlyDictionary<string, Side> Labels { get; init; } = UsualLabels;

    /// <summary>The ASCII character between two cells; null for a tab where the name of the file ends in .tsv, and a comma elsewhere.</summary>
    public char? Separator { get; init; }

    /// <summary>The encoding; null for UTF-8, or UTF-16 where the file begins with its byte order mark.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Returns true if <see cref="Labels"/> has the usual words.</summary>
    internal bool HasUsualLabels => Labels == UsualLabels;

    /// <summary>Reads "2=positive,1=negative,3=ignore".</summary>
    /// <param name="text">A label, an equals sign and its meaning, for each label.</param>
    /// <returns>Null if the text is not of this form or gives a label twice.</returns>
    public static IReadOnlyDictionary<string, Side>? ParseLabels(string text)
    {
        var labels = new Dictionary<string, Side>(StringComparer.OrdinalIgnoreCase);
        foreach (string entry in text.Split(','))
        {
            int equals = entry.LastIndexOf('=');
            string meaning = entry[(equals + 1)..].Trim();
            Side? side = meaning == "ignore" ? Side.Undecided : meaning is "positive" or "negative" ? UsualLabels[meaning] : null;
            string label = ReviewLines.WithoutPrefix(entry[..Math.Max(equals, 0)].Trim());
            if (side is not { } known || label.Length == 0 || !labels.TryAdd(label, known))
            {
                return null;
            }
        }

        return labels;
    }

    /// <summary>Finds an encoding by its name, as the web, Python or .NET call it: utf-16, latin1, windows-1252, cp1251.</summary>
    /// <returns>Null if there is none of this name.</returns>
    public static Encoding? ParseEncoding(string name)
    {
        string usual = name.Trim().ToUpperInvariant().Replace('_', '-').Replace("LATIN-", "LATIN", StringComparison.Ordinal);
        usual = usual.StartsWith("UTF", StringComparison.Ordinal) && !usual.StartsWith("UTF-", StringComparison.Ordinal) ? $"UTF-{usual[3..]}" : usual;
        try
        {
            return usual.StartsWith("CP", StringComparison.Ordinal) && int.TryParse(usual.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int page)
                ? CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page)
                : CodePagesEncodingProvider.Instance.GetEncoding(usual) ?? Encoding.GetEncoding(usual);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>An encoding that does with bytes that are nothing in it as it is told.</summary>
    internal static Encoding Strict(Encoding encoding, DecoderFallback fallback)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = fallback;
        return strict;
    }

    /// <summary>Refuses options that say nothing about an input.</summary>
    /// <param name="path">The input.</param>
    /// <param name="kind">Its kind: "a folder".</param>
    /// <param name="isNamed">Whether it has names for texts and labels.</param>
    /// <param name="isLabelled">Whether its labels are words of its own.</param>
    internal void RequireNoTable(string path, string kind, bool isNamed, bool isLabelled)
    {
        (string Option, bool IsGiven)[] options =
        [
            ("--text", Text is not null && !isNamed),
            ("--label", Label is not null && !isNamed),
            ("--label-map", !HasUsualLabels && !isLabelled),
            ("--columns", !Columns.IsEmpty),
            ("--no-header", !HasHeader && Columns.IsEmpty),
            ("--separator", Separator is not null),
        ];
        string[] given = [.. options.Where(option => option.IsGiven).Select(option => option.Option)];
        if (given.Length > 0)
        {
            throw new InvalidInputException(path, "file", $"is {kind}, of which {string.Join(", ", given)} says nothing; expected a table, or the command without");
        }
    }
}
