using System.Globalization;
using CsvHelper;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// A table of numbers from CSV: commas, UTF-8, every row as long as the first, cells by the rule of
/// <see cref="NumberText.TryParsePlain"/>, in quotes or not. A first row in which no cell is a number or looks like one
/// is a header. Lines that start with # are comments; empty lines may stand at the end alone.
/// </summary>
internal static class CsvNumbers
{
    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        Separator = ',',
        DetectSeparatorHint = false,
        CommentPrefix = '#',
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
    public static Rational[][] Read(ReadOnlyMemory<byte> utf8, InputSource source, string what)
    {
        utf8 = BoundedInput.RequireUtf8(utf8, source);

        // Before the reader makes an index of cells: a table within the limit has no more lines than cells.
        if ((long)utf8.Span.Count((byte)',') + utf8.Span.Count((byte)'\n') > 2L * FormatLimits.MaxCoordinates)
        {
            throw source.Error(InputSource.Whole, $"has more commas and lines than {FormatLimits.MaxCoordinates} numbers need; expected at most that many numbers");
        }

        using var reader = CsvReader.Create(utf8, Options);
        return new Table(source, what).Read(reader);
    }

    private sealed class Table(InputSource source, string what)
    {
        private readonly List<Rational[]> _rows = [];
        private readonly NumberBudget _budget = new(source);
        private int _columns = -1;
        private long _emptyLine = -1;
        private long _cells;

        public Rational[][] Read(CsvReader reader)
        {
            while (TryRead(reader))
            {
                Add(reader.Current.ToArray(), reader.LineNumber);
            }

            return _rows.Count > 0 ? [.. _rows] : throw source.Error(InputSource.Whole, $"holds no number; expected one {what} per line");
        }

        private bool TryRead(CsvReader reader)
        {
            try
            {
                return reader.Read();
            }
            catch (CsvFormatException e)
            {
                throw source.Error(Line(e.LineNumber), "has a quote in the wrong place, or one that does not close; expected numbers with commas between them");
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

            bool isFirst = _columns < 0;
            _columns = isFirst ? cells.Length : _columns;
            if (cells.Length != _columns)
            {
                throw source.Error(Line(line), $"has {cells.Length} cells; expected {_columns}, as in the first line");
            }

            if (!isFirst || Array.Exists(cells, LooksLikeNumber))
            {
                _cells += cells.Length;
                _rows.Add(_cells <= FormatLimits.MaxCoordinates
                    ? [.. cells.Select((cell, c) => Number(cell, line, c))]
                    : throw source.Error(Line(line), $"there are more than {FormatLimits.MaxCoordinates} numbers up to here; expected at most that"));
            }
            else if (Array.Exists(cells, string.IsNullOrWhiteSpace))
            {
                throw source.Error(Line(line), "is a header with an empty cell; expected a name for every column, or numbers");
            }
        }

        private Rational Number(string cell, long line, int column)
        {
            string Place() => string.Create(CultureInfo.InvariantCulture, $"{Line(line)}, cell {column + 1} ({what} {_rows.Count}, coordinate {column})");
            if (NumberText.TryParsePlain(cell, out Rational value, out string? reason))
            {
                return _budget.Charge(value, Place) is { } exhausted ? throw exhausted : value;
            }

            throw source.Error(Place(), cell.AsSpan().ContainsAny(';', '\t')
                ? $"{InvalidInputException.Quote(cell)} is separated by something else; expected commas between numbers"
                : $"{reason}; expected a finite number");
        }

        // A row of such cells is a row of mistakes, and no header to be passed over in silence.
        private static bool LooksLikeNumber(string cell)
        {
            string body = cell.Trim().TrimStart('+', '-').ToUpperInvariant();
            return body is "NAN" or "INF" or "INFINITY"
                || body.StartsWith("0X", StringComparison.Ordinal)
                || (body.Length > 0 && (char.IsAsciiDigit(body[0]) || body[0] == '.') && body.All(c => char.IsAsciiDigit(c) || "+-.E/; \t".Contains(c, StringComparison.Ordinal)));
        }

        private static string Line(long line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");
    }
}
