using System.Globalization;
using System.Text;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class JsonProblemTests
{
    private const string File = "problem.json";

    public static TheoryData<string, string, string> Bad => new()
    {
        // text, part of the place, part of the reason
        { "", "file", "empty" },
        { " \n ", "file", "empty" },
        { "[]", "top level", "is an array; expected an object" },
        { "null", "top level", "is null" },
        { "{}", "alpha", "missing" },
        { """{"alpha":1}""", "top level", "'tokens' is missing" },
        { """{"tokens":[[1]]}""", "alpha", "missing" },
        { """{"alpha":1,"tokens":[]}""", "tokens", "is empty" },
        { """{"alpha":1,"tokens":[[]]}""", "tokens[0]", "no coordinate" },
        { """{"alpha":1,"tokens":[[1,2],[3]]}""", "tokens[1]", "has 1 numbers; expected 2" },
        { """{"alpha":1,"tokens":[[1,2],[3,4,5]]}""", "tokens[1]", "has 3 numbers" },
        { """{"alpha":1,"tokens":[1,2]}""", "tokens[0]", "is a number; expected an array" },
        { """{"alpha":1,"tokens":{"a":[1]}}""", "tokens", "is an object; expected an array" },
        { """{"alpha":1,"tokens":"[[1]]"}""", "tokens", "is a string; expected an array" },
        { """{"alpha":1,"tokens":[[1,true]]}""", "tokens[0][1]", "is true; expected a number" },
        { """{"alpha":1,"tokens":[[1],[null]]}""", "tokens[1][0]", "is null; expected a number" },
        { """{"alpha":1,"tokens":[[1],[[2]]]}""", "tokens[1][0]", "is an array" },
        { """{"alpha":1,"tokens":[[1],[NaN]]}""", "tokens[1][0] (line 1, byte 27)", "'NaN' is no number" },
        { """{"alpha":1,"tokens":[[1,Infinity]]}""", "tokens[0][1]", "'Infinity' is no number" },
        { """{"alpha":1,"tokens":[[-Infinity]]}""", "tokens[0][0]", "Infinity' is no number" },
        { """{"alpha":1,"tokens":[[1],["NaN"]]}""", "tokens[1][0]", "'NaN' is no number" },
        { """{"alpha":1,"tokens":[["inf"]]}""", "tokens[0][0]", "'inf' is no number" },
        { """{"alpha":1,"tokens":[["1/0"]]}""", "tokens[0][0]", "denominator of zero" },
        { """{"alpha":1,"tokens":[[""]]}""", "tokens[0][0]", "empty" },
        { """{"alpha":1,"tokens":[[1e1000000000]]}""", "tokens[0][0]", "beyond the range of binary64" },
        { """{"alpha":1,"tokens":[[1e309]]}""", "tokens[0][0]", "beyond the range of binary64" },
        { """{"alpha":1,"tokens":[["1e1000000000"]]}""", "tokens[0][0]", "exponent" },
        { """{"alpha":1,"tokens":[["1e99999999999999999999"]]}""", "tokens[0][0]", "exponent" },
        { """{"alpha":0,"tokens":[[1]]}""", "alpha", "greater than 0" },
        { """{"alpha":"-1/2","tokens":[[1]]}""", "alpha", "greater than 0" },
        { """{"alpha":1e-400,"tokens":[[1]]}""", "alpha", "greater than 0" },
        { """{"alpha":null,"tokens":[[1]]}""", "alpha", "is null" },
        { """{"alpha":[1],"tokens":[[1]]}""", "alpha", "is an array" },
        { """{"alpha":NaN,"tokens":[[1]]}""", "alpha", "'NaN'" },
        { """{"alpha":1,"tokens":[[1,2]],"matrix":[[1]]}""", "matrix", "is 1 x 1; expected 2 x 2" },
        { """{"alpha":1,"tokens":[[1,2]],"matrix":[[1,2],[3]]}""", "matrix[1]", "has 1 numbers" },
        { """{"alpha":1,"tokens":[[1,2]],"matrix":[[1,2]]}""", "matrix", "square" },
        { """{"alpha":1,"tokens":[[1,2]],"matrix":[]}""", "matrix", "empty" },
        { """{"alpha":1,"tokens":[[1]],"matrix":[[]]}""", "matrix[0]", "no coordinate" },
        { """{"alpha":1,"tokens":[[1]],"matrix":[["x"]]}""", "matrix[0][0]", "no number" },
        { """{"alpha":1,"tokens":[[1]],"matrix":"Identity"}""", "matrix", "expected identity" },
        { """{"alpha":1,"tokens":[[1]],"matrix":null}""", "matrix", "is null" },
        { """{"alpha":1,"tokens":[[1]],"matrix":1}""", "matrix", "is a number" },
        { """{"alpha":1,"tokens":[[1]],"A":[[2]]}""", "top level", "'A' is unknown" },
        { """{"alpha":1,"tokens":[[1]],"Matrix":[[2]]}""", "top level", "'Matrix' is unknown" },
        { """{"alpha":1,"tokens":[[1]],"beta":2}""", "top level", "'beta' is unknown" },
        { """{"alpha":1,"tokenss":[[1]]}""", "top level", "'tokenss' is unknown" },
        { """{"alpha":1,"tokens":[[1]],"mask":[1]}""", "top level", "'mask' is unknown" },
        { """{"alpha":1/2,"tokens":[[1]]}""", "alpha (line 1, byte 11)", "'1/2' is no number of JSON; expected a number such as 0.5, or \"1/2\" in quotes" },
        { """{"alpha":1,"tokens":[[1,.5]]}""", "tokens[0][1]", "'.5' is no number of JSON" },
        { """{"alpha":1,"tokens":[[+1]]}""", "tokens[0][0]", "'+1' is no number of JSON" },
        { """{"alpha":1,"tokens":[[1D5]]}""", "tokens[0][0]", "'1D5' is no number of JSON" },
        { """{"alpha":1,"tokens":[[0x1F]]}""", "tokens[0][0]", "'0x1F' is no number of JSON" },
        { """{"alpha":1,"tokens":[["0,5"]]}""", "tokens[0][0]", "point and no comma" },
        { """{"alpha":1,"tokens":[[1],]}""", "tokens[1]", "is no JSON (a comma after the last value); expected none" },
        { """{"alpha":1,"tokens":[[1]],}""", "top level", "is no JSON (a comma after the last value); expected none" },
        { """{"alpha":1,/* c */"tokens":[[1]]}""", "top level", "is no JSON (a comment)" },
        { """{'alpha':1}""", "top level", "is no JSON (a single quote); expected texts in double quotes" },
        { """{"alpha":1,"tokens":[[1]],"matrx":[[2]]}""", "top level", "'matrx' is unknown; expected $schema, name, description, alpha, matrix, tokens, labels" },
        { """{"alpha":1,"tokens":[[1]],"a\nb":[[2]]}""", "top level", @"'a?b' is unknown" },
        { """{"alpha":1,"alpha":2,"tokens":[[1]]}""", "top level", "'alpha' occurs twice" },
        { """{"alpha":1,"\u0061lpha":1,"tokens":[[1]]}""", "top level", "'alpha' occurs twice" },
        { """{"alpha":1,"tokens":[[1],[{"a":1,"a":2}]]}""", "tokens[1][0]", "'a' occurs twice" },
        { """{"alpha":1,"tokens":[[1]],"labels":["a","b"]}""", "labels", "has 2 labels for 1 tokens" },
        { """{"alpha":1,"tokens":[[1]],"labels":[1]}""", "labels[0]", "is a number; expected a string" },
        { """{"alpha":1,"tokens":[[1]],"labels":"a"}""", "labels", "expected an array" },
        { """{"alpha":1,"tokens":[[1]],"name":1}""", "name", "expected a string" },
        { """{"alpha":1,"tokens":[[1]],"description":[]}""", "description", "expected a string" },
        { """{"alpha":1,"tokens":[[1]],"$schema":{}}""", "$schema", "expected a string" },
        { """{"alpha":1,"tokens":[[1]],"name":"\ud800"}""", "name", "surrogate" },
        { """{"alpha":1,"tokens":[[1]],"\ud800":1}""", "top level", "surrogate" },
        { """{"alpha":1,"tokens":[[1]]} x""", "line 1", "is no JSON" },
        { """{"alpha":1,"tokens":[[1]]}{}""", "line 1", "is no JSON" },
        { """{"alpha":1,"tokens":[[1]]""", "line 1", "is no JSON" },
        { """{"alpha":1,"tokens":[[01]]}""", "tokens[0][0] (line 1", "'01' is no number of JSON" },
        { """{"alpha":1,"tokens":[[1.]]}""", "tokens[0][0]", "'1.' is no number of JSON" },
        { """{"alpha":1,"tokens":[[1,-]]}""", "tokens[0][1]", "'-' is no number of JSON; expected a finite number" },
        { """{"alpha":1,"tokens":[[1,2/3]]}""", "tokens[0][1] (line 1, byte 26)", "'2/3' is no number of JSON" },
        { """{"alpha":1,"tokens":[[1,nan]]}""", "tokens[0][1]", "'nan' is no number of JSON; expected a finite number" },
        { """{"alpha":1,"tokens":[[1'000]]}""", "tokens[0][0]", "'1'000' is no number of JSON" },
        { """{"alpha":1,"tokens":[[1 2]]}""", "tokens[0][1] (line 1, byte 25)", "is no JSON" },
        { """{"alpha":1,"tokens":[[1 02]]}""", "tokens[0][1]", "is no JSON" },
        { """{"alpha":1,"tokens":[[1"2"]]}""", "tokens[0]", "is no JSON" },
        { """{"alpha":1,"tokens":[[1[2]]}""", "tokens[0]", "is no JSON" },
        { """{"alpha":1,"tokens":[[1}""", "tokens[0]", "is no JSON" },
        { """{"alpha":1,"tokens":[[1],[2""", "tokens[1]", "is no JSON" },
        { """{"alpha":1,"tokens":[[1,,2]]}""", "tokens[0][1]", "is no JSON" },
        { """{"alpha":0,5,"tokens":[[1]]}""", "top level (line 1, byte 12)", "is no JSON" },
        { """{"alpha":1,"tokens":[[1]]} 01""", "top level", "is no JSON" },
        { """{"alpha":1,"tokens":[[1]]} 'x'""", "top level (line 1, byte 28)", "is no JSON" },
        { """{"alpha":1,"tokens":[[1]],"name":"a, +1\q"}""", "name", "is no JSON" },
        { """{"alpha":1,"tokens":[[1]],"name":"it\'s"}""", "name", "is no JSON" },
        { """{"alpha":1,"tokens":[[1]],"name":"a\/b, 1/2"}x""", "top level", "is no JSON" },
        { """{"alpha":1,"tokens":[[1]],"name":"a, \*1/2"}""", "name", "is no JSON" },
        { "{\"alpha\":1,\n\"tokens\":[[1],\n]}", "tokens[1] (line 3, byte 1)", "is no JSON (a comma after the last value)" },
        { """{"alpha":1,"tokens":[[1/*c*/]]}""", "tokens[0]", "is no JSON (a comment)" },
        { """{"alpha":1,"tokens":[[1],]}""", "tokens[1] (line 1", "is no JSON" },
        { "{\"alpha\":1,\n// comment\n\"tokens\":[[1]]}", "line 2", "is no JSON" },
        { "{'alpha':1}", "line 1", "is no JSON" },
        { new string('[', 100_000), "[0][0][0][0]", "nests deeper than 16" },
        { """{"alpha":1,"tokens":[[""" + new string('9', 100_001) + "]]}", "tokens[0][0]", "100001 characters" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_input_is_refused_at_its_place(string text, string place, string reason)
    {
        InvalidInputException e = InputFolder.Refused(() => Read(text), File);

        Assert.Contains(place, e.Place, StringComparison.Ordinal);
        Assert.Contains(reason, e.Reason, StringComparison.Ordinal);
        Assert.False(e.IsUsage);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_at_their_offset()
    {
        byte[] valid = Encoding.UTF8.GetBytes("""{"alpha":1,"tokens":[[1]],"name":"é"}""");
        byte[] broken = [.. valid];
        int at = Array.IndexOf(valid, (byte)0xc3);
        broken[at + 1] = (byte)'x';

        Assert.Equal("byte " + at.ToString(CultureInfo.InvariantCulture), InputFolder.Refused(() => Read(broken), File).Place);
        Assert.Contains("UTF-16", InputFolder.Refused(() => Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")]), File).Reason, StringComparison.Ordinal);
        Assert.Contains("UTF-16", InputFolder.Refused(() => Read([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("{}")]), File).Reason, StringComparison.Ordinal);
        _ = InputFolder.Refused(() => Read(Encoding.Unicode.GetBytes("{}")), File);
        Assert.Equal("é", Read([.. Encoding.UTF8.Preamble, .. valid]).Name);
    }

    [Fact]
    public void A_number_is_the_nearest_binary64_and_a_string_is_exact()
    {
        HardmaxProblem problem = Read("""{"alpha":0.1,"tokens":[[0.1,"0.1"],["1/10","0x1.8p-3"],[1e-400," -3/6 "]]}""");

        Assert.Equal("3602879701896397/36028797018963968", problem.System.Alpha.ToString());
        Assert.Equal("3602879701896397/36028797018963968", problem.Tokens[0, 0].ToString());
        Assert.Equal("1/10", problem.Tokens[0, 1].ToString());
        Assert.Equal("1/10", problem.Tokens[1, 0].ToString());
        Assert.Equal("3/16", problem.Tokens[1, 1].ToString());
        Assert.Equal("0", problem.Tokens[2, 0].ToString());
        Assert.Equal("-1/2", problem.Tokens[2, 1].ToString());
    }

    [Fact]
    public void All_fields_are_read()
    {
        HardmaxProblem problem = Read("""
            {"$schema":"x","name":"n","description":"d","alpha":"1/2","matrix":[[1,"1/3"],[0,-2]],"tokens":[[1,2],[3,4]],"labels":["a","b"]}
            """);

        Assert.Equal("n", problem.Name);
        Assert.Equal("d", problem.Description);
        Assert.Equal(["a", "b"], problem.Labels!.Value.AsEnumerable());
        Assert.Equal(Rational.Parse("1/3"), problem.System.Matrix[0, 1]);
        Assert.Equal(-2, problem.System.Matrix[1, 1]);
        Assert.Equal(3, problem.Tokens[1, 0]);
        Assert.True(Read("""{"alpha":1,"tokens":[[1,2]]}""").System.Matrix.IsIdentity);
        Assert.True(Read("""{"alpha":1,"tokens":[[1,2]],"matrix":"identity"}""").System.Matrix.IsIdentity);
    }

    [Fact]
    public void Exact_numbers_cannot_exhaust_memory()
    {
        // 300 KB of text that would be 75 MB of integers; a large file would be gigabytes.
        string text = """{"alpha":1,"tokens":[[""" + string.Join(',', Enumerable.Repeat("\"0x1p20000\"", 30_000)) + "]]}";

        InvalidInputException e = InputFolder.Refused(() => Read(text), File);

        Assert.StartsWith("tokens[0][", e.Place, StringComparison.Ordinal);
        Assert.Contains("too large together", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_of_the_smallest_doubles_are_not_too_large()
    {
        string text = """{"alpha":1,"tokens":[[""" + string.Join("],[", Enumerable.Repeat("5e-324", 1_000_000)) + "]]}";
        Assert.Equal(1_000_000, Read(text).Tokens.Count);
    }

    [Fact]
    public void Brackets_cannot_exhaust_memory()
    {
        string text = """{"alpha":1,"tokens":[""" + string.Join(',', Enumerable.Repeat("[]", FormatLimits.MaxJsonValues)) + "]}";
        Assert.Contains("values", InputFolder.Refused(() => Read(text), File).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_token_does_not_make_a_matrix_that_exhausts_memory()
    {
        string text = """{"alpha":1,"tokens":[[""" + string.Join(',', Enumerable.Repeat("1", 50_000)) + "]]}";
        Assert.Contains("50000 coordinates", InputFolder.Refused(() => Read(text), File).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_option_and_the_file_may_both_speak_if_they_agree()
    {
        const string stated = """{"alpha":"1/2","matrix":[[2]],"tokens":[[1]]}""";
        ProblemOptions same = new() { Alpha = Rational.Parse("2/4"), Matrix = MatrixArgument.Parse("2") };
        Assert.Equal(2, Read(stated, same).System.Matrix[0, 0]);

        InvalidInputException alpha = InputFolder.Refused(() => Read(stated, new() { Alpha = Rational.One }), File);
        Assert.Equal("alpha", alpha.Place);
        Assert.Contains("'1/2' and --alpha is '1'", alpha.Reason, StringComparison.Ordinal);
        Assert.Equal("matrix", InputFolder.Refused(() => Read(stated, new() { Matrix = MatrixArgument.Identity }), File).Place);
        Assert.Equal("--matrix", InputFolder.Refused(() => Read("""{"alpha":1,"tokens":[[1]]}""", new() { Matrix = MatrixArgument.Parse("1,0;0,1") }), File).Place);
        Assert.Equal(3, Read("""{"tokens":[[1]]}""", new() { Alpha = 3 }).System.Alpha);
        Assert.Equal(5, Read("""{"alpha":1,"tokens":[[1]]}""", new() { Matrix = MatrixArgument.Parse("5") }).System.Matrix[0, 0]);
    }

    [Fact]
    public void A_cursor_knows_its_path()
    {
        JsonCursor root = JsonCursor.Parse("""{"claims":{"clusters":[0,{"point":["1/2","x",3],"members":[0,2,2],"weights":{"3":"1"}}]}}"""u8.ToArray(), File);
        JsonCursor cluster = root.Field("claims").Field("clusters").Items().ElementAt(1);

        Assert.Equal("claims.clusters[1].point[1]", InputFolder.Refused(() => cluster.Field("point").ReadPoint(3), File).Place);
        Assert.Equal("claims.clusters[1].members[2]", InputFolder.Refused(() => cluster.Field("members").ReadIndexArray(5), File).Place);
        Assert.Equal("claims.clusters[1].members[1]", InputFolder.Refused(() => cluster.Field("members").ReadIndexArray(2), File).Place);
        (string name, JsonCursor weight) = Assert.Single(cluster.Field("weights").Fields());
        Assert.Equal("3", name);
        Assert.Equal("claims.clusters[1].weights[\"3\"]", weight.Path);
        Assert.Equal(1, weight.ReadRational());
        Assert.Equal("claims.clusters[0]", InputFolder.Refused(() => root.Field("claims").Field("clusters").Items().First().ReadRational(), File).Place);
        Assert.Equal("claims.clusters[1]", InputFolder.Refused(() => cluster.Field("gone"), File).Place);
        Assert.Null(cluster.OptionalField("gone"));
        Assert.Equal(JsonCursor.TopLevel, root.Path);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("3", false)]
    public void A_cursor_does_not_coerce(string json, bool isBoolean)
    {
        JsonCursor cursor = JsonCursor.Parse(Encoding.UTF8.GetBytes(json), File);
        Assert.Equal(isBoolean ? JsonValueKind.True : JsonValueKind.Number, cursor.Kind);
        _ = InputFolder.Refused(() => isBoolean ? cursor.ReadInteger(0, 9) : cursor.ReadBoolean(), File);
        _ = InputFolder.Refused(() => cursor.ReadString(), File);
        _ = InputFolder.Refused(() => cursor.Count, File);
        _ = InputFolder.Refused(() => cursor.Field("a"), File);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("-1")]
    [InlineData("10")]
    [InlineData("99999999999")]
    public void An_integer_is_written_as_one_and_in_range(string json)
    {
        JsonCursor cursor = JsonCursor.Parse(Encoding.UTF8.GetBytes(json), File);
        Assert.Contains("expected an integer from 0 to 9", InputFolder.Refused(() => cursor.ReadInteger(0, 9), File).Reason, StringComparison.Ordinal);
    }

    private static HardmaxProblem Read(string text, ProblemOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    private static HardmaxProblem Read(byte[] bytes, ProblemOptions? options = null) =>
        ProblemJson.Read(JsonCursor.Parse(bytes, File), options ?? ProblemOptions.None);
}
