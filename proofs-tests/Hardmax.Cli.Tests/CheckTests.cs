using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax check: verdicts, exit codes and formats of recorded trajectories.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Tie = "\"tokens\":[[1,1],[1,-1],[1,0]],\"alpha\":1";
    private const string Right = $$"""{{{Tie}},"trajectory":[[[1,1],[1,-1],[1,0]],[[1,1],[1,-1],[1,0]]]}""";
    private const string FirstOnly = $$"""{{{Tie}},"trajectory":[[[1,1],[1,-1],[1,0]],[[1,1],[1,-1],[1,0.5]]]}""";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_right_trace_passes()
    {
        JsonElement result = _folder.RunWith(Right, "check", "-", "--json").Succeeds().Document();
        Assert.Equal("pass", result.GetProperty("verdict").GetString());
        Assert.Equal("""{"EXACT":1}""", result.GetProperty("counts").GetRawText());
        Assert.Equal(0, result.GetProperty("failures").GetArrayLength());
        Assert.False(result.TryGetProperty("divergence", out _));
    }

    [Fact]
    public void A_wrong_trace_fails_and_says_where_and_what_it_does_to_the_limit()
    {
        JsonElement result = _folder.RunWith(FirstOnly, "check", "-", "--json").Succeeds(1).Document();
        Assert.Equal("fail", result.GetProperty("verdict").GetString());
        JsonElement failure = Assert.Single(result.GetProperty("failures").EnumerateArray());
        Assert.Equal("WRONG_SELECTION", failure.GetProperty("verdict").GetString());
        Assert.Equal(2, failure.GetProperty("token").GetInt32());
        Assert.Equal("[1,2]", failure.GetProperty("missing").GetRawText());
        Assert.Equal("""["1","0"]""", result.GetProperty("divergence").GetProperty("exactLimit").GetRawText());
        Assert.Equal("""["1","1/2"]""", result.GetProperty("divergence").GetProperty("end").GetRawText());
    }

    [Theory]
    [InlineData("NaN", "NONFINITE")]
    [InlineData("-Infinity", "NONFINITE")]
    [InlineData("null", "NONFINITE")]
    [InlineData("1e400", "NONFINITE")]
    [InlineData("0.125", "WRONG_UPDATE")]
    [InlineData("0,0", "SHAPE")]
    public void A_number_decides_the_class(string last, string verdict)
    {
        string trace = FirstOnly.Replace("0.5]", $"{last}]", StringComparison.Ordinal);
        JsonElement result = _folder.RunWith(trace, "check", "-", "--json").Succeeds(1).Document();
        Assert.Equal(verdict, Assert.Single(result.GetProperty("failures").EnumerateArray()).GetProperty("verdict").GetString());
    }

    [Fact]
    public void What_rounding_may_do_is_acceptable_and_fails_when_strict()
    {
        // 0.1 + 0.3 and 0.3 + 0.1 tie exactly for token 2; the products of these binary64 numbers are rounded.
        string trace = """{"alpha":1,"tokens":[[0.1,0.3],[0.3,0.1],[0.1,0.1]],"trajectory":[[[0.1,0.3],[0.3,0.1],[0.1,0.1]],[[0.1,0.3],[0.3,0.1],[0.1,0.2]]]}""";
        JsonElement result = _folder.RunWith(trace, "check", "-", "--json").Succeeds().Document();
        Assert.Equal("pass", result.GetProperty("verdict").GetString());
        Assert.Equal(1, result.GetProperty("counts").GetProperty("TIE_WITH_INEXACT_SCORES").GetInt32());
        Assert.Equal("fail", _folder.RunWith(trace, "check", "-", "--strict", "--json").Succeeds(1).Document().GetProperty("verdict").GetString());
    }

    [Fact]
    public void The_dtype_is_that_of_the_trace_or_of_the_option()
    {
        const string trace = """{"alpha":1,"tokens":[[0.1,0.7]],"trajectory":[[[0.1,0.7]],[[0.1,0.7]]]}""";
        _ = _folder.RunWith(trace, "check", "-").Succeeds();

        // 0.05 and 0.15 to 24 bits: right for float32, far off for float64.
        const string single = """{"alpha":1,"tokens":[[0.1],[0.3]],"trajectory":[[[0.1],[0.3]],[[0.20000000298023224],[0.30000001192092896]]]}""";
        _ = _folder.RunWith(single, "check", "-", "--dtype", "float32").Succeeds();
        _ = _folder.RunWith(single, "check", "-").Succeeds(1);
        _ = _folder.RunWith(single.Replace("{\"alpha\"", "{\"dtype\":\"float32\",\"alpha\"", StringComparison.Ordinal), "check", "-").Succeeds();
    }

    [Fact]
    public void Nothing_to_judge_is_inconclusive()
    {
        JsonElement result = _folder.RunWith($$"""{{{Tie}},"trajectory":[[[1,1],[1,-1],[1,0]]]}""", "check", "-", "--json").Succeeds(2).Document();
        Assert.Equal("inconclusive", result.GetProperty("verdict").GetString());
        Assert.Equal(1, result.GetProperty("counts").GetProperty("VACUOUS").GetInt32());
    }

    [Fact]
    public void Lines_and_several_files_are_one_answer()
    {
        _ = _folder.Write("two.jsonl", $"{Right}\n\n{FirstOnly}\n");
        _ = _folder.Write("one.json", Right);
        JsonElement result = _folder.Run("check", "two.jsonl", "one.json", "--json").Succeeds(1).Document();
        Assert.Equal(3, result.GetProperty("traces").GetInt32());
        Assert.Equal("two.jsonl, line 3", result.GetProperty("failures")[0].GetProperty("source").GetString());
    }

    [Fact]
    public void Arrays_are_judged_by_their_own_dtype()
    {
        byte[] alpha = NumpyFiles.OfDoubles([1]);
        byte[] tokens = NumpyFiles.OfDoubles([1, 1, 1, -1, 1, 0], 3, 2);
        byte[] right = NumpyFiles.OfDoubles([1, 1, 1, -1, 1, 0, 1, 1, 1, -1, 1, 0], 2, 3, 2);
        byte[] wrong = NumpyFiles.OfDoubles([1, 1, 1, -1, 1, 0, 1, 1, 1, -1, 1, 0.5], 2, 3, 2);
        _ = _folder.Write("right.npz", NumpyFiles.Archive(("alpha.npy", alpha), ("tokens.npy", tokens), ("trajectory.npy", right)));
        _ = _folder.Write("wrong.npz", NumpyFiles.Archive(("alpha.npy", alpha), ("tokens.npy", tokens), ("trajectory.npy", wrong), ("dtype.npy", Text("float64"))));
        _ = _folder.Run("check", "right.npz").Succeeds();
        JsonElement result = _folder.Run("check", "wrong.npz", "--json").Succeeds(1).Document();
        Assert.Equal("WRONG_SELECTION", result.GetProperty("failures")[0].GetProperty("verdict").GetString());
        byte[] mask = [.. NumpyFiles.Of("|b1", "(1, 3, 3)", 9)[..^9], 1, 0, 0, 0, 1, 0, 1, 0, 0];
        _ = _folder.Write("mask.npz", NumpyFiles.Archive(("alpha.npy", alpha), ("tokens.npy", tokens), ("trajectory.npy", wrong), ("selected.npy", mask)));
        result = _folder.Run("check", "mask.npz", "--json").Succeeds(1).Document();
        Assert.Equal("[0]", result.GetProperty("failures")[0].GetProperty("selected").GetRawText());
    }

    [Fact]
    public void A_batch_of_arrays_is_many_traces()
    {
        byte[] tokens = NumpyFiles.OfDoubles([1, 1, 1, -1, 1, 0, 1, 1, 1, -1, 1, 0], 2, 3, 2);
        byte[] batch = NumpyFiles.OfDoubles([1, 1, 1, -1, 1, 0, 1, 1, 1, -1, 1, 0, 1, 1, 1, -1, 1, 0, 1, 1, 1, -1, 1, 0.5], 2, 2, 3, 2);
        _ = _folder.Write("batch.npz", NumpyFiles.Archive(("alpha.npy", NumpyFiles.OfDoubles([1])), ("tokens.npy", tokens), ("trajectory.npy", batch)));
        JsonElement result = _folder.Run("check", "batch.npz", "--json").Succeeds(1).Document();
        Assert.Equal(2, result.GetProperty("traces").GetInt32());
        Assert.Equal("batch.npz, trajectory 1", result.GetProperty("failures")[0].GetProperty("source").GetString());
    }

    [Fact]
    public void What_simulate_writes_is_right()
    {
        _ = _folder.Write("p.json", """{"alpha":"1/2","matrix":[[2,"1/3"],[0,1]],"tokens":[[1,"1/7"],[0.5,-1],[-0.3,0.9],[0,0]]}""");
        foreach (string engine in (string[])["exact", "double", "single"])
        {
            _ = _folder.Run("simulate", "p.json", "--layers", "5", "--engine", engine, "--out", $"{engine}.json").Ends(0);
            JsonElement result = _folder.Run("check", $"{engine}.json", "--json").Ends(0).Document();
            Assert.Equal(5, result.GetProperty("steps").GetInt32());
            Assert.Equal(engine == "exact" ? "EXACT" : "WITHIN_BOUND", result.GetProperty("counts").EnumerateObject().Last().Name);
        }
    }

    [Theory]
    [InlineData("""{"alpha":1,"tokens":[[1]],"trajectori":[[[1]],[[1]]]}""", "'trajectori' is unknown")]
    [InlineData("""{"alpha":1,"tokens":[[1]]}""", "'trajectory' is missing")]
    [InlineData("""{"alpha":0,"tokens":[[1]],"trajectory":[[[1]],[[1]]]}""", "not positive")]
    [InlineData("""{"alpha":1,"tokens":[[NaN]],"trajectory":[[[1]],[[1]]]}""", "is NaN")]
    [InlineData("""{"alpha":1,"tokens":[[1],[1,2]],"trajectory":[[[1]],[[1]]]}""", "coordinates")]
    [InlineData("""{"alpha":1,"tokens":[[1]],"matrix":[[1,2]],"trajectory":[[[1]],[[1]]]}""", "1 x 2")]
    [InlineData("""{"alpha":1,"tokens":[[1]],"dtype":"float80","trajectory":[[[1]],[[1]]]}""", "no dtype")]
    [InlineData("""{"alpha":1,"tokens":[[1]],"trajectory":[[["one"]],[[1]]]}""", "no number")]
    [InlineData("""{"alpha":1,"tokens":[[1]],"trajectory":5}""", "is a number")]
    [InlineData("""{"alpha":1,"tokens":[[1]],"selected":[["0"]],"trajectory":[[[1]],[[1]]]}""", "is a string")]
    [InlineData("""{"alpha":1,"tokens":[[1]],"trajectory":[[[1]],[[1]]]""", "")]
    [InlineData("", "is empty")]
    public void What_is_no_trace_is_invalid_input(string trace, string reason) =>
        Assert.Contains(reason, _folder.RunWith(trace, "check", "-").InputError("-"), StringComparison.Ordinal);

    [Theory]
    [InlineData("A")]
    [InlineData("Matrix")]
    [InlineData("masks")]
    [InlineData("accumulator")]
    [InlineData("alphas")]
    [InlineData("step size")]
    public void A_field_or_an_array_that_is_not_known_is_refused_with_the_names(string name)
    {
        string trace = Right.Replace("{\"tokens\"", $"{{\"{name}\":1,\"tokens\"", StringComparison.Ordinal);
        string message = _folder.RunWith(trace, "check", "-").InputError("-");
        Assert.Contains($"the field '{name}' is unknown; expected ", message, StringComparison.Ordinal);
        byte[] one = NumpyFiles.OfDoubles([1], 1, 1);
        byte[] trajectory = NumpyFiles.OfDoubles([1, 1], 2, 1, 1);
        (string, byte[])[] known = [("tokens.npy", one), ("alpha.npy", NumpyFiles.OfDoubles([1])), ("trajectory.npy", trajectory)];
        _ = _folder.Write("known.npz", NumpyFiles.Archive(known));
        _ = _folder.Run("check", "known.npz").Succeeds();
        _ = _folder.Write("more.npz", NumpyFiles.Archive([.. known, ($"{name}.npy", one)]));
        message = _folder.Run("check", "more.npz").InputError("more.npz");
        Assert.Contains($"{name}: this array is unknown, and the archive holds 'tokens', 'alpha', 'trajectory', '{name}'", message, StringComparison.Ordinal);
        Assert.Contains("mask", message.Split("; expected ")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_none_are_invalid_input()
    {
        Assert.Contains("does not exist", _folder.Run("check", "none.json").InputError("none.json"), StringComparison.Ordinal);
        Assert.Contains("extension", _folder.Run("check", "none.txt").InputError("none.txt"), StringComparison.Ordinal);
        _ = _folder.Write("empty.jsonl", "\n");
        Assert.Contains("is empty", _folder.Run("check", "empty.jsonl").InputError("empty.jsonl"), StringComparison.Ordinal);
        _ = _folder.Write("bare.npz", NumpyFiles.Archive(("tokens.npy", NumpyFiles.OfDoubles([1], 1, 1))));
        Assert.Contains("trajectory.npy: is missing", _folder.Run("check", "bare.npz").InputError("bare.npz"), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_usage_is_found_before_any_file_is_read()
    {
        _ = _folder.Run("check").UsageError();
        Assert.Contains("float80", _folder.Run("check", "none.json", "--dtype", "float80").UsageError(), StringComparison.Ordinal);
    }

    private static byte[] Text(string text) =>
        [.. NumpyFiles.Of(string.Create(CultureInfo.InvariantCulture, $"<U{text.Length}"), "()", 4 * text.Length)[..^(4 * text.Length)], .. Encoding.UTF32.GetBytes(text)];
}
