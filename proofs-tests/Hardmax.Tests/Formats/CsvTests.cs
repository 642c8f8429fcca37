using System.Text;
using Hardmax.Formats;
using Hardmax.Model;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class CsvTests : IDisposable
{
    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "file", "no number")]
    [InlineData("\n\n", "file", "no number")]
    [InlineData("# only\n", "file", "no number")]
    [InlineData("x,y\n", "file", "no number")]
    [InlineData("1,2\n3\n", "line 2", "has 1 cells; expected 2")]
    [InlineData("1,2\n3,4,5\n", "line 2", "has 3 cells")]
    [InlineData("1,2,\n3,4,\n", "line 1, cell 3 (token 0, coordinate 2)", "empty")]
    [InlineData("x,y\n1,2,3\n", "line 2", "has 3 cells")]
    [InlineData("x,y\nx,y\n1,2\n", "line 2, cell 1", "no number")]
    [InlineData("1,x\n", "line 1, cell 2 (token 0, coordinate 1)", "'x' is no number")]
    [InlineData("1,2\n3,NaN\n", "line 2, cell 2 (token 1, coordinate 1)", "'NaN'")]
    [InlineData("nan,nan\n1,2\n", "line 1, cell 1", "'nan'")]
    [InlineData("-inf,y\n1,2\n", "line 1, cell 1", "'-inf'")]
    [InlineData("Infinity\n1\n", "line 1, cell 1", "'Infinity'")]
    [InlineData("1e999,1e999\n1,2\n", "line 1, cell 1", "beyond the range")]
    [InlineData("1/0,1/0\n1,2\n", "line 1, cell 1", "denominator of zero")]
    [InlineData("0x,0x\n1,2\n", "line 1, cell 1", "no number")]
    [InlineData("x\n1e1000000000\n", "line 2, cell 1", "beyond the range")]
    [InlineData("x\n1e1000000000/3\n", "line 2, cell 1", "exponent")]
    [InlineData("1;2\n3;4\n", "line 1, cell 1", "expected commas")]
    [InlineData("x;y\n3;4\n", "line 2, cell 1", "expected commas")]
    [InlineData("1\t2\n3\t4\n", "line 1, cell 1", "expected commas")]
    [InlineData(",x,y\n0,1,2\n", "line 1", "header with an empty cell")]
    [InlineData("1,2\n\n3,4\n", "line 2", "is empty")]
    [InlineData("\n1,2\n", "line 1", "is empty")]
    [InlineData("1,2\n\"3,4\n", "line 2", "quote")]
    [InlineData("1,2\n\"3\"x,4\n", "line 2", "quote")]
    [InlineData("1,2\n3\"3,4\n", "line 2", "quote")]
    [InlineData("1,2\n\"3\n\",4\n", "line 2", "quote")]
    [InlineData("\u22121,\u22122\n3,4\n", "line 1, cell 1", "hyphen")]
    [InlineData("\"1,5\",\"2,5\"\n3,4\n", "line 1, cell 1", "point and no comma")]
    [InlineData("1D+05,2d0\n3,4\n", "line 1, cell 1", "follows e")]
    [InlineData("<NA>,n/a\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("NULL,None\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("-,-\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("1.5f,2L\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("1_000,50%\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("$1,\u20ac2\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("1.#IND,1.#QNAN\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("-1.#INF,1.#SNAN\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("x,1.#R\n3,4\n", "line 1, cell 1", "no number")]
    [InlineData("x;y\n1,5;2,5\n", "line 2, cell 2", "decimal comma")]
    [InlineData("#N/A,3\n1,2\n", "line 1, cell 1", "'#N/A'")]
    [InlineData("#NV,3\n1,2\n", "line 1, cell 1", "'#NV'")]
    [InlineData("#DIV/0!,3\n1,2\n", "line 1, cell 1", "'#DIV/0!'")]
    [InlineData("1,2\n#WERT!,3\n", "line 2, cell 1", "'#WERT!'")]
    [InlineData("1,2\n# 3,4\n5,6\n", "line 2", "looks like a comment")]
    [InlineData("# c\n1,2\n3,4\n# footer\n", "line 4", "looks like a comment")]
    [InlineData("0,1,2\n3,4,5\n", "first row", "--header yes")]
    [InlineData("# c\n0\n3\n", "first row", "--header yes")]
    [InlineData("[[1,2]]\n", "line 1, cell 1", "no number", false)]
    public void Bad_tables_are_refused_at_their_place(string text, string place, string reason, bool isPlaced = true)
    {
        InvalidInputException e = InputFolder.Refused(() => Open(text), _folder.Path("t.csv"));

        Assert.True(!isPlaced || e.Place.StartsWith(place, StringComparison.Ordinal), e.Message);
        Assert.True(!isPlaced || e.Reason.Contains(reason, StringComparison.Ordinal), e.Message);
    }

    [Theory]
    [InlineData("1,2\n3,1/3\n")]
    [InlineData("1,2\r\n3,1/3")]
    [InlineData("x,y\n1,2\n3,1/3\n")]
    [InlineData("x1,2nd\n1,2\n3,1/3\n")]
    [InlineData("# made by \"numpy.savetxt\n# x, y\n1.000e+00 , 2.0\n\"3\",\" 1/3\"\n\n\n")]
    [InlineData("\uFEFF1,2\n3,1/3\n")]
    [InlineData("\"x\",\"y, z\"\n+1,2e0\n0x1.8p1,1/3\n")]
    public void Good_tables_are_read(string text)
    {
        TokenCloud tokens = Open(text)[0].Tokens;
        Assert.Equal("1 2 3 1/3", string.Join(' ', tokens.ToArray().SelectMany(row => row)));
        Assert.Equal(2, tokens.Dimension);
    }

    [Theory]
    [InlineData("0,1\n3,4\n", true, 1, "header '0,1'")]
    [InlineData("0,1\n3,4\n", false, 2, "no header")]
    [InlineData("0,1\n", null, 1, "no header")]
    [InlineData("1,0\n3,4\n", null, 2, "no header")]
    [InlineData("NA,-\n3,4\n", true, 1, "header 'NA,-'")]
    [InlineData("# c\nvalue,2nd\n# units\n3,4\n", null, 1, "header 'value,2nd'")]
    public void The_option_decides_what_the_first_row_is_and_the_reading_says_it(string text, bool? hasHeader, int tokens, string words)
    {
        ProblemFile file = ProblemFile.Open(_folder.Write("t.csv", text), InputFolder.AlphaOne with { HasHeader = hasHeader });
        Assert.Equal(tokens, file[0].Tokens.Count);
        Assert.Equal($"read {tokens} tokens in R^2 from {tokens} rows, {words}; matrix: identity, by default", file.Reading);
    }

    [Fact]
    public void A_cell_is_the_nearest_binary64_and_a_fraction_is_exact() =>
        Assert.Equal("3602879701896397/36028797018963968 1/10", string.Join(' ', Open("0.1,1/10\n")[0].Tokens.Token(0)));

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        string path = _folder.Write("t.csv", [.. "1,2\n"u8, 0xff, 0xff]);
        Assert.Equal("byte 4", InputFolder.Refused(() => ProblemFile.Open(path, InputFolder.AlphaOne), path).Place);
        path = _folder.Write("t.csv", Encoding.Unicode.GetBytes("\uFEFF1,2\n"));
        Assert.Equal("byte 0", InputFolder.Refused(() => ProblemFile.Open(path, InputFolder.AlphaOne), path).Place);
    }

    [Fact]
    public void A_cell_of_a_megabyte_is_refused() =>
        Assert.Contains("characters", InputFolder.Refused(() => Open(new string('1', 1 << 20)), _folder.Path("t.csv")).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(',')]
    [InlineData('\n')]
    public void Cells_and_lines_without_end_are_refused_before_they_are_stored(char separator)
    {
        string path = _folder.Write("t.csv", new string(separator, (2 * FormatLimits.MaxCoordinates) + 1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidInputException e = InputFolder.Refused(() => ProblemFile.Open(path, InputFolder.AlphaOne), path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 * FormatLimits.MaxCoordinates) + 1_000_000);
        Assert.Contains("numbers need", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_numbers_than_the_limit_are_refused()
    {
        string row = string.Join(',', Enumerable.Repeat("1", 2048));
        string text = string.Join('\n', Enumerable.Repeat(row, 2049));
        Assert.Equal("line 2049", InputFolder.Refused(() => Open(text), _folder.Path("t.csv")).Place);
    }

    private ProblemFile Open(string text) => ProblemFile.Open(_folder.Write("t.csv", text), InputFolder.AlphaOne);
}
