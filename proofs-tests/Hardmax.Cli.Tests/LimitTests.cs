using System.Text.Json;
using Hardmax.Examples;
using Hardmax.Formats;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax limit on one problem: what its document says, in every format.</summary>
public sealed class LimitTests : IDisposable
{
    private const string TiedForEver = """{"tokens":[[1,1],[1,-1],["1/2",0]],"alpha":1}""";

    private static readonly Action<JsonElement> Document = Object(
        ("schema", Word("hardmax/limit/1")),
        ("file?", Text),
        ("name?", Text),
        ("status", Word("certified", "cycle", "undecided")),
        ("layer", Index),
        ("leaders", Indices),
        ("leaderPoints", Index),
        ("distinct", Index),
        ("leaderSince", ByIndex(Index)),
        ("setsPeriod", Index),
        ("period", Index),
        ("polytope", Indices),
        ("clusters", ArrayOf(Object(
            ("point", ExactPoint),
            ("orbit?", ArrayOf(ExactPoint)),
            ("kind", Word("leader", "combination", "other")),
            ("weights?", ByIndex(Exact)),
            ("members", Indices)))),
        ("limits?", ArrayOf(ExactPoint)));

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_known_problem_is_decided_and_described_in_order()
    {
        string[] files = [.. KnownProblems.All.Select(_folder.Write)];
        IReadOnlyList<JsonElement> documents = _folder.Run(["limit", .. files, "--json"]).Succeeds().Lines();
        Assert.All(documents, Document);
        Assert.Equal(files, documents.Select(document => document.GetProperty("file").GetString()));
        Assert.Equal(KnownProblems.All.Select(problem => problem.Name), documents.Select(document => document.GetProperty("name").GetString()));
        Assert.DoesNotContain(documents, document => document.GetProperty("status").GetString() == "undecided");
    }

    [Fact]
    public void Standard_input_the_tied_token_ends_between_two_leaders()
    {
        JsonElement document = _folder.RunWith(TiedForEver, "limit", "-", "--json").Succeeds().Document();
        Document(document);
        Assert.Equal("certified", document.GetProperty("status").GetString());
        Assert.Equal(0, document.GetProperty("layer").GetInt32());
        Assert.Equal("[0,1]", document.Compact("leaders"));
        Assert.Equal(2, document.GetProperty("leaderPoints").GetInt32());
        Assert.Equal(3, document.GetProperty("distinct").GetInt32());
        Assert.Equal("""{"0":0,"1":0}""", document.Compact("leaderSince"));
        Assert.Equal("[0,1]", document.Compact("polytope"));
        Assert.Equal(
            """[{"point":["1","1"],"kind":"leader","members":[0]},{"point":["1","-1"],"kind":"leader","members":[1]},{"point":["1","0"],"kind":"combination","weights":{"0":"1/2","1":"1/2"},"members":[2]}]""",
            document.Compact("clusters"));
        Assert.Equal("""[["1","1"],["1","-1"],["1","0"]]""", document.Compact("limits"));
    }

    [Fact]
    public void A_token_that_leads_later_is_dated()
    {
        JsonElement document = _folder.Run("limit", _folder.Write(KnownProblems.EmergingLeader), "--json").Succeeds().Document();
        Assert.Equal("""{"0":0,"1":1,"2":0}""", document.Compact("leaderSince"));
        Assert.Equal("""["-1/18","5/36"]""", document.GetProperty("limits")[1].Compact());
    }

    [Fact]
    public void A_certified_cycle_is_an_answer()
    {
        JsonElement document = _folder.Run("limit", _folder.Write(KnownProblems.PeriodTwoCycle), "--json").Succeeds().Document();
        Document(document);
        Assert.Equal("cycle", document.GetProperty("status").GetString());
        Assert.Equal(2, document.GetProperty("period").GetInt32());
        Assert.False(document.TryGetProperty("limits", out _));
        JsonElement thrown = Assert.Single(document.GetProperty("clusters").EnumerateArray(), cluster => cluster.TryGetProperty("orbit", out _));
        Assert.Equal("[4]", thrown.Compact("members"));
        Assert.Equal("""[["1","0","0"],["-1","0","0"]]""", thrown.Compact("orbit"));
    }

    [Fact]
    public void Undecided_within_the_layers_allowed_claims_nothing_and_ends_with_2()
    {
        JsonElement document = _folder.Run("limit", _folder.Write(KnownProblems.EmergingLeader), "--max-layers", "0", "--json").Succeeds(2).Document();
        Document(document);
        Assert.Equal("undecided", document.GetProperty("status").GetString());
        Assert.Equal("[]", document.Compact("clusters"));
        Assert.False(document.TryGetProperty("limits", out _));
        Assert.Contains("UNDECIDED after 0 layers", _folder.Run("limit", "emerging-leader.json", "--max-layers", "0").Succeeds(2).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_layers_to_spare_what_is_certified_at_layer_0_still_is() =>
        Assert.Equal("certified", _folder.RunWith(TiedForEver, "limit", "-", "--max-layers", "0", "--json").Succeeds().Document().GetProperty("status").GetString());

    [Fact]
    public void The_same_cloud_in_every_format_has_the_same_limit()
    {
        double[] tokens = [1, 1, 1, -1, 0.5, 0];
        string json = _folder.Write("cloud.json", TiedForEver);
        string csv = _folder.Write("cloud.csv", "x,y\n1,1\n1,-1\n1/2,0\n");
        string npy = _folder.WriteNpy("cloud.npy", tokens, 3, 2);
        string npz = _folder.Write("cloud.npz", NumpyFiles.Archive(("tokens.npy", NumpyFiles.OfDoubles(tokens, 3, 2)), ("alpha.npy", NumpyFiles.OfDoubles([1]))));
        string[] files = [json, csv, npy, npz];
        string output = _folder.Run(["limit", .. files, "--alpha", "1", "--json"]).Succeeds().Output;
        string[] lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Single(lines.Zip(files, (line, file) => line.Replace($"\"file\":\"{file}\",", string.Empty, StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void Alpha_and_the_matrix_from_the_command_line_are_exact()
    {
        string csv = _folder.Write("pair.csv", "-1,1,-1\n3,2,2\n");
        string[] arguments = ["limit", csv, "--alpha", "1/10", "--matrix", "0,5,1;-5,0,6;-1,-6,0", "--json"];
        JsonElement document = _folder.Run(arguments).Succeeds().Document();
        Assert.Equal("""[["1","3/2","1/2"],["1","3/2","1/2"]]""", document.Compact("limits"));
        _ = _folder.Write("matrix.json", """{"matrix":[[0,5,1],[-5,0,6],[-1,-6,0]]}""");
        arguments[5] = "matrix.json";
        Assert.Equal(document.Compact(), _folder.Run(arguments).Succeeds().Document().Compact());
    }

    [Fact]
    public void Labels_and_names_reach_people()
    {
        string file = _folder.Write("named.json", """{"name":"films","tokens":[[1,1],[1,-1]],"alpha":1,"labels":["gut","übel"]}""");
        string text = _folder.Run("limit", file).Succeeds().Output;
        Assert.Contains("films", text, StringComparison.Ordinal);
        Assert.Contains("übel (1)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_of_more_than_10000_numbers_are_left_out()
    {
        string npy = _folder.WriteNpy("many.npy", new double[10_002], 5_001, 2);
        JsonElement document = _folder.Run("limit", npy, "--alpha", "1", "--json").Succeeds().Document();
        Document(document);
        Assert.False(document.TryGetProperty("limits", out _));
        Assert.Equal(1, document.GetProperty("distinct").GetInt32());
    }

    [Fact]
    public void Numbers_beyond_binary64_are_no_obstacle()
    {
        string file = _folder.Write("huge.json", """{"tokens":[["1e400"],["-1e400"],["1e-400"]],"alpha":"1/3"}""");
        JsonElement document = _folder.Run("limit", file, "--json").Succeeds().Document();
        Assert.Equal("[0,1]", document.Compact("leaders"));
        Assert.Equal($"1{new string('0', 400)}", document.GetProperty("limits")[2][0].GetString());
        _ = _folder.Run("limit", file).Succeeds();
    }

    [Fact]
    public void A_problem_file_with_every_field_is_read()
    {
        string file = _folder.Write("all.json", ProblemWriter.ToJson(KnownProblems.FalseLeaders, indented: true));
        Assert.Equal("false-leaders", _folder.Run("limit", file, "--json").Succeeds().Document().GetProperty("name").GetString());
    }
}
