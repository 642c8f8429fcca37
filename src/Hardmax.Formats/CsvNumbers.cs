using System.Globalization;
using System.Text;
using CsvHelper;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// A table of numbers from CSV: commas, UTF-8, every row as long as the first, cells by the rule of
/// <see cref="NumberText.TryParsePlain"/>, in quotes or not. A first row of names alone is a header: a name has a letter, and is
/// neither a number of another program nor a word for a missing one. Lines that start with # above the first number are
/// comments; empty lines may stand at the end alone.
/// </summary>
internal static class CsvNumbers
{
    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        Separator = ',',
        DetectSeparatorHint = false,
        SkipEmptyLines = false,
        TrimWhitespace = true,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    /// <summary>At least one row of at least one number.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="what">What a row is, for messages: "token".</param>
    /// <param name="hasHeader">True if the first row is a header, false if it is none, null if its cells decide.</param>
    /// <returns>The numbers, the header if there is one, and true if the first row of numbers is written 0, 1, 2, ..</returns>
    public static (Rational[][] Rows, string[]? Header, bool StartsWithCount) Read(ReadOnlyMemory<byte> utf8, InputSource source, string what, bool? hasHeader = null)
    {
        utf8 = BoundedInput.RequireUtf8(utf8, source);

        // Before the reader makes an index of cells: a table within the limit has no more lines than cells.
        if ((long)utf8.Span.Count((byte)',') + utf8.Span.Count((byte)'\n') > 2L * FormatLimits.MaxCoordinates)
        {
            throw source.Error(InputSource.Whole, $"has more commas and lines than {FormatLimits.MaxCoordinates} numbers need; expected at most that many numbers");
        }

        // A comment may hold quotes that do not close, which the reader must not see.
        int comments = 0;
        while (utf8.Span.StartsWith("#"u8) && !IsErrorOfExcel(utf8.Span))
        {
            int end = utf8.Span.IndexOfAny((byte)'\r', (byte)'\n');
            bool isPair = end >= 0 && utf8.Span[end..].StartsWith("\r\n"u8);
            utf8 = end < 0 ? default : utf8[(end + (isPair ? 2 : 1))..];
            comments++;
        }

        using var reader = CsvReader.Create(utf8, Options);
        return new Table(source, what, hasHeader, comments).Read(reader);
    }

    // "#N/A" and "#DIV/0!" begin a row of cells.
    private static bool IsErrorOfExcel(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny(",;\t\r\n"u8);
        ReadOnlySpan<byte> cell = (end < 0 ? line : line[..end]).TrimEnd((byte)' ');
        return cell.SequenceEqual("#N/A"u8) || cell.SequenceEqual("#NV"u8)
            || ((cell[^1] is (byte)'!' or (byte)'?') && !cell.Contains((byte)' '));
    }

    private sealed class Table(InputSource source, string what, bool? hasHeader, int comments)
    {
        private readonly List<Rational[]> _rows = [];
        private readonly NumberBudget _budget = new(source);
        private int _columns = -1;
        private long _emptyLine = -1;
        private long _cells;
        private string[]? _header;
        private bool _startsWithCount;

        public (Rational[][] Rows, string[]? Header, bool StartsWithCount) Read(CsvReader reader)
        {
            while (TryRead(reader))
            {
                Add(reader.Current.ToArray(), reader.LineNumber + comments);
            }

            return _rows.Count > 0 ? ([.. _rows], _header, _startsWithCount) : throw source.Error(InputSource.Whole, $"holds no number; expected one {what} per line");
        }

        private bool TryRead(CsvReader reader)
        {
            try
            {
                return reader.Read();
            }
            catch (CsvFormatException e)
            {
                throw source.Error(Line(e.LineNumber + comments), "has a quote in the wrong place, or one that does not close; expected numbers with commas between them");
            }
        }

        private void Add(string[] cells, long line)
        {
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace) && cells.Length <= 1)
            {
                _emptyLine = _emptyLine < 0 ? line : _emptyLine;
                return;
            }

            if (_emptyLine >= 0)
            {
                throw source.Error(Line(_emptyLine), $"is empty; expected a {what} on every line up to the last");
            }

            if (cells[0].StartsWith('#') && !IsErrorOfExcel(Encoding.UTF8.GetBytes(cells[0])))
            {
                if (_rows.Count == 0)
                {
                    return;
                }

                throw source.Error(Line(line), $"{InvalidInputException.Quote(cells[0])} looks like a comment; expected comments above the numbers alone");
            }

            bool isFirst = _columns < 0;
            bool isHeader = isFirst && (hasHeader ?? !Array.Exists(cells, LooksLikeNumber));
            int separated = isHeader ? -1 : Array.FindIndex(cells, cell => cell.AsSpan().ContainsAny(';', '\t'));
            if (separated >= 0)
            {
                string why = "is separated by something else, or has a decimal comma";
                throw source.Error(Place(line, separated), $"{InvalidInputException.Quote(cells[separated])} {why}; expected commas between numbers, and points in them");
            }

            _columns = isFirst ? cells.Length : _columns;
            if (cells.Length != _columns)
            {
                throw source.Error(Line(line), $"has {cells.Length} cells; expected {_columns}, as in the first line");
            }

            if (!isHeader)
            {
                _startsWithCount |= _rows.Count == 0 && _header is null && cells.Select((cell, c) => cell.Trim() == c.ToString(CultureInfo.InvariantCulture)).All(isCount => isCount);
                _cells += cells.Length;
                _rows.Add(_cells <= FormatLimits.MaxCoordinates
                    ? [.. cells.Select((cell, c) => Number(cell, line, c))]
                    : throw source.Error(Line(line), $"there are more than {FormatLimits.MaxCoordinates} numbers up to here; expected at most that"));
            }
            else if (hasHeader is null && Array.Exists(cells, string.IsNullOrWhiteSpace))
            {
                throw source.Error(Line(line), "is a header with an empty cell; expected a name for every column, or numbers");
            }
            else
            {
                _header = cells;
            }
        }

        private string Place(long line, int column) =>
            string.Create(CultureInfo.InvariantCulture, $"{Line(line)}, cell {column + 1} ({what} {_rows.Count}, coordinate {column})");

        private Rational Number(string cell, long line, int column)
        {
            if (NumberText.TryParsePlain(cell, out Rational value, out string? reason))
            {
                return _budget.Charge(value, () => Place(line, column)) is { } exhausted ? throw exhausted : value;
            }

            throw source.Error(Place(line, column), $"{reason}; expected a finite number");
        }

        // A row with such a cell is a row of mistakes, and no header to be passed over in silence: no letter at all, a word for
        // what is missing or infinite, or digits with the letters that numbers have elsewhere, 1D5, 0x1F, 1.5f, 1.#QNAN. "2nd" is a name.
        private static bool LooksLikeNumber(string cell)
        {
            string body = cell.Trim().TrimStart('+', '-', '\u2212', '.', '$', '#', '<').ToUpperInvariant();
            string word = string.Concat(body.Where(char.IsLetterOrDigit));
            return (cell.Trim().Length > 0 && !cell.Any(char.IsLetter))
                || cell.Trim().StartsWith('#')
                || word is "NA" or "NAN" or "NV" or "NULL" or "NONE" or "NIL" or "NAT" or "INF" or "INFINITY" or "MISSING" or "TRUE" or "FALSE"
                || (body.Length > 0 && char.IsDigit(body[0])
                    && (body.StartsWith("0X", StringComparison.Ordinal) || body.Contains(".#", StringComparison.Ordinal) || body.Where(char.IsLetter).All(c => "DEFIJLPQU".Contains(c, StringComparison.Ordinal))));
        }

        private static string Line(long line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");
    }
}
