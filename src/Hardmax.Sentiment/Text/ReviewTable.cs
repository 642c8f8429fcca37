using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsvHelper;
using Hardmax.Formats;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>
/// Reviews as rows: of CSV by RFC 4180, where quotes may hold line breaks; of cells between tabs, where a quote is a character
/// like any other; of JSON Lines; of fastText. Rows are counted from 1 with the header, as a spreadsheet counts them.
/// </summary>
internal sealed class ReviewTable(string path, ReviewFormat format, ReviewLimits limits)
{
    private const int MostListed = 20;
    private const string NoRow = "holds no row below the header; expected a row for each review";
    private const int StartBytes = 512;

    // No text has this character: it marks bytes that are nothing in their encoding, so that they are found with their row.
    private const string NoCharacter = "\uFFFF";
    private static readonly string[] UsualTexts = ["review", "text", "processed", "sentence", "comment", "content", "tweet"];
    private static readonly string[] UsualLabels = ["label", "sentiment", "polarity", "target", "class"];

    private readonly ReviewLabels _labels = new(format);
    private readonly string _name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
    private Encoding? _encoding = format.Encoding;
    private char? _separator;
    private bool _isJson;

    // The names of the text and of the label, once they are known; and the cells of a row, or 0 where it is one line.
    private (string Text, string Label)? _names;
    private int _width;
    private int _broken;

    private bool HasQuotes => _separator is not (null or '\t');

    /// <summary>At least one review.</summary>
    public ReviewReading Read(CancellationToken cancellation)
    {
        using var stream = ReviewStream.Open(path, limits.Bytes);
        Recognise(stream.Peek(StartBytes));
        using var reader = CsvReader.Create(stream, Options());
        bool isRow = TryRead(reader);
        if (!isRow)
        {
            throw Error("file", "is empty; expected a header and a row for each review");
        }

        RequireText(reader);
        if (_separator is null)
        {
            return Rows(reader, row => Line(row), cancellation);
        }

        (int text, int label) = Header(reader);
        isRow = !format.HasHeader || TryRead(reader);
        return isRow
            ? Rows(reader, row => (row.GetString(text), Encoding.UTF8.GetString(row.GetSpan(label).Trim(" \t"u8))), cancellation)
            : throw Error("file", NoRow);
    }

    private void Recognise(ReadOnlySpan<byte> start)
    {
        Encoding? marked = start switch
        {
            _ when _encoding?.CodePage is 12000 or 12001 => null,
            [0xff, 0xfe, 0, 0, ..] or [0, 0, 0xfe, 0xff, ..] => throw Error("byte 0", "starts like UTF-32; expected UTF-8, or --encoding utf-32 or utf-32BE"),
            [0xff, 0xfe, ..] => Encoding.Unicode,
            [0xfe, 0xff, ..] => Encoding.BigEndianUnicode,
            [0xef, 0xbb, 0xbf, ..] => Encoding.UTF8,
            _ => null,
        };
        _encoding = marked is null || _encoding is null || marked.GetType() == _encoding.GetType()
            ? marked ?? _encoding
            : throw Error("byte 0", $"has the byte order mark of {marked.WebName}; expected {_encoding.WebName}, or no --encoding");
        _encoding = _encoding is UTF8Encoding ? null : _encoding;
        string text = (_encoding ?? Encoding.UTF8).GetString(start).TrimStart('\uFEFF', ' ', '\t');
        if (_encoding is null && text.AsSpan().IndexOfAny('\0', '\n') is var at && at >= 0 && text[at] == '\0')
        {
            throw Error("byte 0", "has zero bytes in its first line, as UTF-16 has; expected UTF-8, or --encoding utf-16 or utf-16BE");
        }

        bool isTable = format is not { HasHeader: true, Columns.IsEmpty: true, Separator: null };
        _isJson = text.StartsWith('{') || Ends(".jsonl") || Ends(".ndjson") || Ends(".json");
        if (_isJson)
        {
            format.RequireNoTable(path, "JSON Lines", isNamed: true, isLabelled: true);
        }
        else if (!isTable && text.StartsWith(ReviewLines.LabelPrefix, StringComparison.Ordinal))
        {
            format.RequireNoTable(path, "fastText", isNamed: false, isLabelled: true);
        }
        else
        {
            _separator = format.Separator ?? (Ends(".tsv") ? '\t' : ',');
        }

        bool Ends(string ending) => _name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
    }

    private (int Text, int Label) Header(CsvReader reader)
    {
        _width = reader.FieldCount;
        string[] header = format.HasHeader
            ? [.. reader.Current.ToArray()]
            : format.Columns.IsEmpty ? [.. Enumerable.Range(1, _width).Select(column => Invariant($"{column}"))] : [.. format.Columns];
        if (header.Length != _width)
        {
            throw Error(Place(reader), Invariant($"has {_width} cells; expected {header.Length}, as in --columns"));
        }

        char other = _width > 1 ? default : header[0].FirstOrDefault(character => character is ',' or ';' or '\t' or '|' && character != _separator);
        if (other != default)
        {
            throw Error("row 1", $"has one cell, '{NumberText.Shorten(header[0])}'; expected {Name(_separator!.Value)} between cells, or --separator {Name(other)}");
        }

        _names = Choose(header, "column");
        return (Array.IndexOf(header, _names.Value.Text), Array.IndexOf(header, _names.Value.Label));
    }

    private ReviewReading Rows(CsvReader reader, Func<CsvReader, (string Text, string Label)> cells, CancellationToken cancellation)
    {
        var reviews = new List<LabelledReview>();
        string? emptyRow = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.RawRecord.IsEmpty)
            {
                emptyRow ??= Place(reader);
                continue;
            }

            if (emptyRow is not null)
            {
                throw Error(emptyRow, _separator is null ? "is empty; expected a review in every row up to the last" : Invariant($"is empty; expected {_width} cells in every row up to the last"));
            }

            RequireText(reader);
            if (_separator is not null && reader.FieldCount != _width)
            {
                throw Error(Place(reader), Invariant($"has {reader.FieldCount} cells; expected {_width}, as in the {(format.HasHeader ? "header" : "first row")}{(HasQuotes ? "" : " (between tabs a quote is a character, and a line break ends the row)")}"));
            }

            _broken += reader.RawRecord.IndexOfAny((byte)'\r', (byte)'\n') >= 0 ? 1 : 0;
            (string text, string label) = cells(reader);
            Add(reviews, text, label, reader);
        }
        while (TryRead(reader));
        RequireMeanings();
        return reviews.Count > 0
            ? new ReviewReading(reviews, Summary(reviews.Count))
            : throw Error("file", _labels.IsEmpty ? NoRow : "holds no review but those that --label-map leaves out; expected another one");
    }

    private void Add(List<LabelledReview> reviews, string text, string label, CsvReader reader)
    {
        if (label.Length == 0)
        {
            throw Error(Place(reader), $"has no label; expected {_labels.Expected}");
        }

        // A label without a meaning is refused when all of them are known, and can be said.
        Side side = _labels.Read(label, reader.RowNumber, reader.LineNumber);
        if (_labels.HasTooManyUnknown)
        {
            RequireMeanings();
        }

        if (side != Side.Undecided)
        {
            reviews.Add(reviews.Count < limits.Reviews
                ? new LabelledReview(text, side == Side.Positive, Invariant($"row {reader.RowNumber}"))
                : throw Error(Place(reader), Invariant($"is one review too many; expected at most {limits.Reviews}")));
        }
    }

    private void RequireMeanings()
    {
        if (_labels.Unknown is { } unknown)
        {
            throw Error(Place(unknown.Row, unknown.Line), _labels.Refusal());
        }
    }

    private (string Text, string Label) Line(CsvReader reader)
    {
        try
        {
            if (!_isJson)
            {
                return ReviewLines.FastText(reader.RawRecord);
            }

            JsonElement line = ReviewLines.Object(reader.RawRecord);
            _names ??= Choose([.. line.EnumerateObject().Select(field => field.Name)], "field");
            return ReviewLines.Fields(line, _names.Value.Text, _names.Value.Label);
        }
        catch (FormatException e)
        {
            throw Error(Place(reader), e.Message);
        }
    }

    private string Summary(int count)
    {
        string kind = _isJson ? "field" : "column";
        string names = _names is { } known
            ? $"text: {kind} {NumberText.Shorten(known.Text)}; label: {kind} {NumberText.Shorten(known.Label)}"
            : $"text: the line; label: its {ReviewLines.LabelPrefix} word";
        string encoding = _encoding is null ? "" : $"encoding {_encoding.WebName}; ";
        return Invariant($"{names}; {_labels.Summary()}; {encoding}{count} review{(count == 1 ? "" : "s")}{(_broken == 0 ? "" : Invariant($" ({_broken} with line breaks)"))}");
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
            throw Error(Place(e.RecordNumber, e.LineNumber), $"is longer than {ReviewLimits.Size(limits.ReviewBytes)}{(HasQuotes ? ", or has a quote that does not close" : "")}; expected at most that");
        }
    }

    private CsvReaderOptions Options() => new()
    {
        HasHeader = false,
        Separator = _separator ?? '\t',
        Mode = HasQuotes ? CsvMode.Rfc4180 : CsvMode.NoEscape,
        Encoding = _encoding is null ? null : ReviewFormat.Strict(_encoding, new DecoderReplacementFallback(NoCharacter)),
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

    private void RequireText(CsvReader reader)
    {
        ReadOnlySpan<byte> record = reader.RawRecord;
        if (_encoding is null && !Utf8.IsValid(record))
        {
            throw Error(Place(reader), Invariant($"is no UTF-8 at byte {reader.ByteOffset + Utf8Error.Of(record)} of the table; expected a text in UTF-8, or --encoding with its name, such as windows-1252"));
        }

        if (_encoding is not null && record.IndexOf("\uFFFF"u8) >= 0)
        {
            throw Error(Place(reader), $"has bytes that are nothing in {_encoding.WebName}; expected another --encoding, or none for UTF-8");
        }

        // Latin-1 has control characters where texts that are called so have quotes and dashes.
        if (_encoding is { IsSingleByte: true } && record.IndexOf((byte)0xC2) is var at && at >= 0 && at + 1 < record.Length && record[at + 1] < 0xA0)
        {
            throw Error(Place(reader), Invariant($"has the control character {record[at + 1]:x2} in {_encoding.WebName}; expected letters and signs, as in --encoding windows-1252"));
        }
    }

    private (string Text, string Label) Choose(string[] names, string kind)
    {
        string label = Choose(names, format.Label, UsualLabels, kind, "label");
        string text = Choose(names, format.Text, UsualTexts, kind, "text");
        return text != label
            ? (text, label)
            : throw Error("row 1", $"the {kind} '{NumberText.Shorten(text)}' cannot hold both the texts and the labels; expected two {kind}s of {Listed(names)}");
    }

    private string Choose(string[] names, string? asked, string[] usual, string kind, string what)
    {
        string[] exact = [.. names.Where(name => name == asked)];
        string[] found = exact.Length > 0 ? exact : [.. names.Where(name => (asked is null ? usual : [asked]).Contains(name.Trim(), StringComparer.OrdinalIgnoreCase))];
        string header = format.HasHeader ? "" : format.Columns.IsEmpty ? ", or --columns with the names" : " of --columns";
        return found switch
        {
            [var one] => one,
            [var one, ..] when found.Distinct(StringComparer.Ordinal).Count() == 1 =>
                throw Error("row 1", Invariant($"has {found.Length} {kind}s '{NumberText.Shorten(one)}'; expected one of that name")),
            [var one, ..] => throw Error("row 1", Invariant($"has {found.Length} {kind}s that may hold the {what}s, {Listed(found)}; expected --{what} with the one that is meant, such as --{what} {NumberText.Shorten(one)}")),
            [] when asked is not null => throw Error("row 1", $"has no {kind} '{NumberText.Shorten(asked)}' for the {what}s; expected one of {Listed(names)}{header}"),
            [] when format.HasHeader => throw Error("row 1", $"has no {kind} of {what}s; expected one of {string.Join(", ", usual)}, {(_isJson ? "" : "or --no-header if this row is a review, ")}or --{what} with the name of another: {Listed(names)}"),
            [] => throw Error("row 1", $"has no name for the {what}s; expected --columns with a name for each of {Invariant($"{names.Length}")} cells, such as --columns label,text, or --{what} with one of {Listed(names)}"),
        };
    }

    private static string Listed(string[] names) =>
        string.Join(", ", names.Take(MostListed).Select(name => $"'{NumberText.Shorten(name)}'")) + (names.Length > MostListed ? ", ..." : "");

    private static string Name(char separator) => separator == '\t' ? "tab" : $"'{separator}'";

    private static string Place(CsvReader reader) => Place(reader.RowNumber, reader.LineNumber);

    private static string Place(long row, long line) => Invariant($"row {row} (line {line})");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private InvalidInputException Error(string place, string reason) => new(path, place, reason);
}
