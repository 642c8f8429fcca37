using System.Text;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>Bad input: exit code 65, nothing on standard output, and one line that names file, place and what was expected.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public static TheoryData<string, string> BadJson { get; } = new()
    {
        { "", "file" },
        { "{", "byte" },
        { "[]", "top level" },
        { """{"tokens":[[1]],"alpha":1}{}""", "byte" },
        { """{"tokens":[],"alpha":1}""", "tokens" },
        { """{"tokens":[[]],"alpha":1}""", "tokens[0]" },
        { """{"tokens":[[1,2],[3]],"alpha":1}""", "tokens[1]" },
        { """{"tokens":[[1],["x"]],"alpha":1}""", "tokens[1][0]" },
        { """{"tokens":[[1],[NaN]],"alpha":1}""", "tokens[1][0]" },
        { """{"tokens":[[1],[-Infinity]],"alpha":1}""", "tokens[1][0]" },
        { """{"tokens":[[1],["NaN"]],"alpha":1}""", "tokens[1][0]" },
        { """{"tokens":[["1/0"]],"alpha":1}""", "tokens[0][0]" },
        { """{"tokens":[[1e400]],"alpha":1}""", "tokens[0][0]" },
        { """{"tokens":[["1e1000000000"]],"alpha":1}""", "tokens[0][0]" },
        { """{"tokens":[[1]],"alpha":0}""", "alpha" },
        { """{"tokens":[[1]],"alpha":"-1/2"}""", "alpha" },
        { """{"tokens":[[1]],"alpha":null}""", "alpha" },
        { """{"tokens":[[1]]}""", "alpha" },
        { """{"alpha":1}""", "tokens" },
        { """{"tokens":[[1]],"alpha":1,"alpha":2}""", "alpha" },
        { """{"tokens":[[1]],"alpha":1,"matrx":[[1]]}""", "matrx" },
        { """{"tokens":[[1]],"alpha":1,"matrix":[[1,2],[3,4]]}""", "matrix" },
        { """{"tokens":[[1,2]],"alpha":1,"matrix":[[1,2]]}""", "matrix" },
        { """{"tokens":[[1]],"alpha":1,"matrix":"identiy"}""", "matrix" },
        { """{"tokens":[[1]],"alpha":1,"labels":["a","b"]}""", "labels" },
        { """{"tokens":[[1,],[2]],"alpha":1}""", "tokens[0][1]" },
    };

    public static TheoryData<string, string> BadCsv { get; } = new()
    {
        { "", "file" },
        { "x,y\n", "file" },
        { "1,2\n3\n", "line 2" },
        { "1,2\n3,\n", "line 2, cell 2" },
        { "1,2\n3,nan\n", "line 2, cell 2" },
        { "1;2\n", "line 1" },
        { "1,1/0\n", "line 1, cell 2" },
        { "1\n\n2\n", "line 2" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BadJson))]
    public void Json(string text, string place) => AssertPlace(place, Limit(_folder.Write("bad.json", text)).InputError("bad.json"));

    [Theory]
    [MemberData(nameof(BadCsv))]
    public void Csv(string text, string place) => AssertPlace(place, Limit(_folder.Write("bad.csv", text), "--alpha", "1").InputError("bad.csv"));

    [Fact]
    public void Deep_json_does_not_overflow_the_stack() =>
        Limit(_folder.Write("deep.json", "{\"tokens\":" + new string('[', 1_000_000))).InputError("deep.json");

    [Fact]
    public void Json_from_standard_input_is_named_by_its_dash() =>
        AssertPlace("tokens[0][1]", _folder.RunWith("""{"tokens":[[1,"a"]],"alpha":1}""", "limit", "-", "--json").InputError("-"));

    [Fact]
    public void Other_encodings()
    {
        byte[] utf16 = [0xff, 0xfe, .. Encoding.Unicode.GetBytes("""{"tokens":[[1]],"alpha":1}""")];
        AssertPlace("byte 0", Limit(_folder.Write("utf16.json", utf16)).InputError("utf16.json"));
        AssertPlace("byte 9", Limit(_folder.Write("latin1.json", Encoding.Latin1.GetBytes("""{"name":"ü","tokens":[[1]],"alpha":1}"""))).InputError("latin1.json"));
    }

    [Theory]
    [InlineData("<f8", "(2, 2)", 31)]
    [InlineData("<f8", "(2, 2)", 33)]
    [InlineData("<f8", "(2000000000, 2000000000)", 32)]
    [InlineData("<f8", "(99999999999999999999, 1)", 32)]
    [InlineData("<f8", "(-1, 2)", 32)]
    [InlineData("<f8", "(4,)", 32)]
    [InlineData("<f8", "()", 8)]
    [InlineData("<f8", "(0, 2)", 0)]
    [InlineData("<f8", "(1, 2, 2, 1)", 32)]
    [InlineData("|O", "(2, 2)", 32)]
    [InlineData("<c16", "(2, 1)", 32)]
    [InlineData("<f8", "(2, 2", 32)]
    public void Npy_whose_header_lies_or_asks_too_much(string descr, string shape, int dataBytes) =>
        Limit(_folder.Write("bad.npy", NumpyFiles.Of(descr, shape, dataBytes)), "--alpha", "1").InputError("bad.npy");

    [Fact]
    public void Npy_that_is_none_or_is_cut_in_its_header()
    {
        byte[] whole = NumpyFiles.OfDoubles([1, 2], 2, 1);
        foreach (int length in (int[])[0, 3, 9, 40])
        {
            _ = Limit(_folder.Write("cut.npy", whole.AsSpan(0, length)), "--alpha", "1").InputError("cut.npy");
        }

        _ = Limit(_folder.Write("text.npy", "1,2\n3,4\n"), "--alpha", "1").InputError("text.npy");
    }

    [Fact]
    public void Npy_with_a_nan_says_which_cloud_token_and_coordinate()
    {
        _ = _folder.WriteNpy("nan.npy", [1, 2, 3, 4, 5, 6, 7, double.NaN], 2, 2, 2);
        AssertPlace("cloud 1, token 1, coordinate 1", Limit("nan.npy", "--alpha", "1").InputError("nan.npy"));
    }

    [Fact]
    public void Npz_that_is_none_or_lacks_its_tokens()
    {
        byte[] archive = NumpyFiles.Archive(("z.npy", NumpyFiles.OfDoubles([1], 1, 1)));
        AssertPlace("tokens.npy", Limit(_folder.Write("other.npz", archive), "--alpha", "1").InputError("other.npz"));
        _ = Limit(_folder.Write("cut.npz", archive.AsSpan(0, archive.Length / 2)), "--alpha", "1").InputError("cut.npz");
        byte[] nothing = NumpyFiles.Archive(("tokens.npy", NumpyFiles.OfDoubles([1], 1, 1)));
        AssertPlace("alpha", Limit(_folder.Write("noalpha.npz", nothing)).InputError("noalpha.npz"));
    }

    [Fact]
    public void Files_that_are_missing_folders_or_of_no_known_kind()
    {
        _ = Directory.CreateDirectory(_folder["folder.json"]);
        _ = Limit("none.json").InputError("none.json");
        _ = Limit("folder.json").InputError("folder.json");
        _ = Limit(".").InputError(".");
        _ = Limit(_folder.Write("cloud.txt", "1")).InputError("cloud.txt");
        _ = _folder.Run("verify", "none.json", "--json").InputError("none.json");
        _ = _folder.Run("claims", "none.json", "--json").InputError("none.json");
        _ = _folder.Run("simulate", "none.json", "--layers", "1", "--engine", "exact", "--json").InputError("none.json");
    }

    [Fact]
    public void File_and_option_that_contradict_each_other()
    {
        _ = _folder.Write("one.json", """{"tokens":[[1]],"alpha":1,"matrix":[[2]]}""");
        AssertPlace("alpha", Limit("one.json", "--alpha", "1/3").InputError("one.json"));
        AssertPlace("matrix", Limit("one.json", "--matrix", "[[3]]").InputError("one.json"));
        _ = Limit("one.json", "--matrix", "1,0;0,1").InputError("one.json");
        _ = Limit("one.json", "--matrix", "none.json").InputError("none.json");
        _ = Limit("one.json", "--alpha", "1", "--matrix", "2").Succeeds();
    }

    [Fact]
    public void A_bad_file_after_a_good_one_leaves_the_good_ones_document_whole()
    {
        _ = _folder.Write("good.json", """{"tokens":[[1]],"alpha":1}""");
        _ = _folder.Write("bad.json", "{");
        HardmaxRun run = Limit("good.json", "bad.json").Ends(65);
        _ = run.Document();
        Assert.StartsWith("hardmax: bad.json: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_that_are_none()
    {
        _ = _folder.Write("problem.json", """{"tokens":[[1]],"alpha":1}""");
        _ = _folder.Run("verify", "problem.json", "--json").InputError("problem.json");
        _ = _folder.Run("limit", "problem.json", "--certificate", "c.json").Succeeds();
        string text = File.ReadAllText(_folder["c.json"]);
        _ = _folder.Run("verify", _folder.Write("cut.json", text[..(text.Length / 2)]), "--json").InputError("cut.json");
        string indices = text.Replace("\"leaders\":[0]", "\"leaders\":[7]", StringComparison.Ordinal);
        Assert.NotEqual(text, indices);
        Assert.True(_folder.Run("verify", _folder.Write("far.json", indices), "--json").ExitCode is 1 or 65);
    }

    [Fact]
    public void A_batch_where_one_problem_is_expected()
    {
        _ = _folder.WriteBatch("batch.npy", 3, 2, 2);
        _ = _folder.Run("claims", "batch.npy", "--alpha", "1").InputError("batch.npy");
        _ = _folder.Run("simulate", "batch.npy", "--alpha", "1", "--layers", "1", "--engine", "double").InputError("batch.npy");
    }

    [Fact]
    public void A_name_with_a_line_feed_does_not_break_the_line()
    {
        string message = Limit("no\nfile\u001b[31m.json").InputError("no\\u000afile\\u001b[31m.json");
        AssertPlace("file", message);
    }

    private static void AssertPlace(string place, string message) => Assert.Contains(place, message, StringComparison.Ordinal);

    private HardmaxRun Limit(params string[] arguments) => _folder.Run(["limit", .. arguments, "--json"]);
}
