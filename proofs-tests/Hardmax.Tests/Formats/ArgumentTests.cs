using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class ArgumentTests : IDisposable
{
    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("identity", "1 0 0 1")]
    [InlineData(" [[1,0],[0,1]] ", "1 0 0 1")]
    [InlineData("""[[1,"1/3"],["0.1",-2]]""", "1 1/3 1/10 -2")]
    [InlineData("""{"matrix":[[1,2],[3,4]]}""", null)]
    [InlineData("1,1/3;0.5,-2", "1 1/3 1/2 -2")]
    [InlineData(" 1 , 0 ; 0.1 , 1 ", "1 0 3602879701896397/36028797018963968 1")]
    public void Inline_matrices_are_read(string text, string? expected)
    {
        if (expected is null)
        {
            _ = InputFolder.Refused(() => MatrixArgument.Parse(text), "--matrix");
            return;
        }

        Assert.Equal(expected, Entries(MatrixArgument.Parse(text).Resolve(2, "x")));
    }

    [Theory]
    [InlineData("", "row 0, column 0", "empty")]
    [InlineData("Identity", "row 0, column 0", "expected identity, [[1,0],[0,1]]")]
    [InlineData("1,2;3", "argument", "square")]
    [InlineData("1,2", "argument", "square")]
    [InlineData("1,x;0,1", "row 0, column 1", "'x'")]
    [InlineData("1,0;0,nan", "row 1, column 1", "'nan'")]
    [InlineData("1,0;0,1;", "row 2, column 0", "empty")]
    [InlineData("1,0;0,1/0", "row 1, column 1", "zero")]
    [InlineData("[[1,0],[0]]", "[1]", "has 1 numbers")]
    [InlineData("[[1,0]]", "top level", "square")]
    [InlineData("[[1,0],[0,NaN]]", "[1][1]", "'NaN'")]
    [InlineData("[[1,0],[0,1]", "line 1", "JSON")]
    [InlineData("[]", "top level", "empty")]
    [InlineData("matrix.txt", "row 0", ".json, .csv or .npy")]
    public void Bad_inline_matrices_are_wrong_usage(string text, string place, string reason)
    {
        InvalidInputException e = InputFolder.Refused(() => MatrixArgument.Parse(text), "--matrix");
        Assert.True(e.IsUsage);
        Assert.Contains(place, e.Place, StringComparison.Ordinal);
        Assert.Contains(reason, e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Matrices_are_read_from_files()
    {
        string[] paths =
        [
            _folder.Write("a.json", "[[1,2],[3,4]]"),
            _folder.Write("b.json", """{"status":"feasible","matrix":[["1","2"],["3","4"]]}"""),
            _folder.Write("c.csv", "1,2\n3,4\n"),
            _folder.Write("d.npy", InputFolder.Npy(InputFolder.Header("|i1", "(2, 2)"), [1, 2, 3, 4])),
            _folder.Write("e.npy", InputFolder.Npy(InputFolder.Header("|i1", "(2, 2)", fortran: true), [1, 3, 2, 4])),
        ];
        Assert.All(paths, path => Assert.Equal("1 2 3 4", Entries(MatrixArgument.Parse(path).Resolve(2, "x"))));
        string identity = _folder.Write("i.json", """{"matrix":"identity"}""");
        Assert.True(MatrixArgument.Parse(identity).Resolve(7, "x").IsIdentity);
    }

    [Fact]
    public void Bad_matrix_files_are_bad_input_found_when_they_are_opened()
    {
        (string Path, string Place)[] cases =
        [
            (_folder.Path("gone.json"), "file"),
            (_folder.Write("a.json", """{"matrx":[[1]]}"""), "top level"),
            (_folder.Write("b.json", """{"matrix":[[1,2]]}"""), "matrix"),
            (_folder.Write("c.csv", "1,2\n"), "file"),
            (_folder.Write("d.csv", "1,2\n3,x\n"), "line 2, cell 2 (row 1, coordinate 1)"),
            (_folder.Write("e.npy", InputFolder.Npy(InputFolder.Header("|i1", "(1, 2)"), [1, 2])), "shape"),
            (_folder.Write("f.npy", []), "magic"),
        ];
        Assert.All(cases, x =>
        {
            MatrixArgument argument = MatrixArgument.Parse(x.Path);
            InvalidInputException e = InputFolder.Refused(() => argument.Resolve(2, "tokens.csv"), x.Path);
            Assert.Equal(x.Place, e.Place);
            Assert.False(e.IsUsage);
        });
    }

    [Fact]
    public void A_matrix_of_another_dimension_is_refused_for_these_tokens()
    {
        InvalidInputException e = InputFolder.Refused(() => MatrixArgument.Parse("1,0;0,1").Resolve(3, "tokens.csv"), "tokens.csv");
        Assert.Contains("2 x 2; expected 3 x 3", e.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1", "3602879701896397/36028797018963968")]
    [InlineData("1/10", "1/10")]
    [InlineData("0x1.8p-3", "3/16")]
    [InlineData("2", "2")]
    public void Numbers_follow_the_rule(string text, string expected) =>
        Assert.Equal(expected, NumberArgument.ParsePositive(text, "--alpha").ToString());

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("1/0")]
    [InlineData("1e1000000000")]
    [InlineData("0")]
    [InlineData("-1/2")]
    [InlineData("0,5")]
    [InlineData("1\n2")]
    public void Bad_numbers_are_wrong_usage_that_names_the_option(string text)
    {
        InvalidInputException e = InputFolder.Refused(() => NumberArgument.ParsePositive(text, "--alpha"), "--alpha");
        Assert.True(e.IsUsage);
        Assert.Equal("argument", e.Place);
    }

    [Fact]
    public void A_number_that_need_not_be_positive_may_be_negative() => Assert.Equal(Rational.Parse("-1/2"), NumberArgument.Parse("-1/2", "--x"));

    private static string Entries(AttentionMatrix matrix) => string.Join(' ', matrix.ToArray().Cast<Rational>());
}
