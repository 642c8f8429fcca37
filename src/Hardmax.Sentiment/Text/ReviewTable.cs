using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Hardmax.Formats;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>
/// Reviews as rows of CSV by RFC 4180: a header, UTF-8, every row as long as the header, line breaks in quotes. Rows are
/// counted from 1 with the header, as a spreadsheet counts them.
/// </summary>
internal sealed class ReviewTable(string path, ReviewColumns columns, ReviewLimits limits)
{
    private const int MostListed = 20;
    private static readonly string[] UsualTexts = ["review", "text", "processed", "sentence", "comment"];
    private static readonly string[] UsualLabels = ["label", "sentiment", "polarity"];
    private static readonly string[] Negative = ["0", "neg", "negative", "false", "no"];
    private static readonly string[] Positive = ["1", "pos", "positive", "true", "yes"];

    private readonly bool _hasTabs =
        path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>At least one review.</summary>
    public IReadOnlyList<LabelledReview> Read(CancellationToken cancellation)
    {
        using var stream = ReviewStream.Open(path, limits.Bytes);
        ReadOnlySpan<byte> start = stream.Peek(4);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || start.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) || start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xfe, 0xff]))
        {
            throw Error("byte 0", "starts like UTF-16 or UTF-32; expected UTF-8");
        }

        using var reader = CsvReader.Create(stream, Options());
        if (!TryRead(reader))
        {
            throw Error("file", "is empty; expected a header and a row for each review");
        }

        RequireUtf8(reader);
        string[] header = reader.Current.ToArray();
        int label = Column(header, columns.Label, UsualLabels, "labels");
        int text = Column(header, columns.Text, UsualTexts, "texts");
        return text != label
            ? Rows(reader, header.Length, text, label, cancellation)
            : throw Error("row 1", $"the column '{NumberText.Shorten(header[text])}' cannot hold both the texts and the labels; expected two columns of {Listed(header)}");
    }

    private List<LabelledReview> Rows(CsvReader reader, int width, int text, int label, CancellationToken cancellation)
    {
        var reviews = new List<LabelledReview>();
        string? emptyRow = null;
        while (TryRead(reader))
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.RawRecord.IsEmpty)
            {
                emptyRow ??= Place(reader.RowNumber, reader.LineNumber);
                continue;
            }

            if (emptyRow is not null)
            {
                throw Error(emptyRow, Invariant($"is empty; expected {width} cells in every row up to the last"));
            }

            RequireUtf8(reader);
            if (reader.FieldCount != width)
            {
                throw Error(Place(reader.RowNumber, reader.LineNumber), Invariant($"has {reader.FieldCount} cells; expected {width}, as in the header"));
            }

            reviews.Add(reviews.Count < limits.Reviews
                ? new LabelledReview(reader.GetString(text), IsPositive(reader, label), Invariant($"row {reader.RowNumber}"))
                : throw Error(Place(reader.RowNumber, reader.LineNumber), Invariant($"is one review too many; expected at most {limits.Reviews}")));
        }

        return reviews.Count > 0 ? reviews : throw Error("file", "holds no row below the header; expected a row for each review");
    }

    private bool TryRead(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException e)
        {
            // Malformed quotes go another way: this is the size alone.
            throw Error(Place(e.RecordNumber, e.LineNumber), $"is longer than {ReviewLimits.Size(limits.ReviewBytes)}, or has a quote that does not close; expected at most that");
        }
    }

    private CsvReaderOptions Options() => new()
    {
        HasHeader = false,
        Separator = _hasTabs ? '\t' : ',',
        SkipEmptyLines = false,
        TrackLineNumbers = true,
        MaxRecordSize = limits.ReviewBytes,
        OnMalformedRecord = record => throw Error(Place(record.RecordNumber, record.LineNumber), record.Reason switch
        {
            CsvMalformedReason.UnterminatedQuote => "has a quote that does not close; expected a quote at the end of the cell",
            CsvMalformedReason.TextAfterClosingQuote => "has text behind a closing quote; expected quotes within quotes to be doubled",
            _ => "has a quote within a cell that is not quoted; expected quotes around the cell, and those within it doubled",
        }),
    };

    private void RequireUtf8(CsvReader reader)
    {
        ReadOnlySpan<byte> record = reader.RawRecord;
        if (!Utf8.IsValid(record))
        {
            throw Error(Place(reader.RowNumber, reader.LineNumber), Invariant($"is no UTF-8 at byte {reader.ByteOffset + Utf8Error.Of(record)} of the table; expected a text in UTF-8"));
        }
    }

    private bool IsPositive(CsvReader reader, int column)
    {
        ReadOnlySpan<byte> cell = reader.GetSpan(column).Trim(" \t"u8);
        return IsOneOf(cell, Positive) || (!IsOneOf(cell, Negative)
            ? throw Error(
                Place(reader.RowNumber, reader.LineNumber),
                cell.IsEmpty
                    ? "has no label; expected 0 or 1, neg or pos, negative or positive, false or true, no or yes"
                    : $"has the label '{NumberText.Shorten(Encoding.UTF8.GetString(cell))}'; expected 0 or 1, neg or pos, negative or positive, false or true, no or yes")
            : false);
    }

    private static bool IsOneOf(ReadOnlySpan<byte> cell, string[] words)
    {
        foreach (string word in words)
        {
            if (Ascii.EqualsIgnoreCase(cell, word))
            {
                return true;
            }
        }

        return false;
    }

    private int Column(string[] header, string? name, string[] usual, string what)
    {
        foreach (string candidate in name is null ? usual : [name])
        {
            int[] exact = Where(header, cell => cell == candidate);
            int[] found = exact.Length > 0 ? exact : Where(header, cell => string.Equals(cell.Trim(), candidate.Trim(), StringComparison.OrdinalIgnoreCase));
            if (found.Length > 0)
            {
                return found.Length == 1
                    ? found[0]
                    : throw Error("row 1", $"has {found.Length.ToString(CultureInfo.InvariantCulture)} columns '{NumberText.Shorten(candidate)}'; expected one of that name");
            }
        }

        throw Error("row 1", name is null
            ? $"has no column of {what}; expected a header with one of {string.Join(", ", usual)}, or the name of another of its columns: {Listed(header)}"
            : $"has no column '{NumberText.Shorten(name)}' for the {what}; expected one of {Listed(header)}");
    }

    private static int[] Where(string[] header, Predicate<string> isMeant) =>
        [.. Enumerable.Range(0, header.Length).Where(column => isMeant(header[column]))];

    private static string Listed(string[] header) =>
        string.Join(", ", header.Take(MostListed).Select(name => $"'{NumberText.Shorten(name)}'")) + (header.Length > MostListed ? ", ..." : "");

    private static string Place(long row, long line) => Invariant($"row {row} (line {line})");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private InvalidInputException Error(string place, string reason) => new(path, place, reason);
}
