using System.Text.Json;
using System.Text.RegularExpressions;
using Hardmax.Examples;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax limit on an array of clouds, or on several files: a line for each, and a summary that adds up.</summary>
public sealed partial class BatchTests : IDisposable
{
    private const int Clouds = 600;

    private static readonly Action<JsonElement> Line = Object(
        ("index", Index),
        ("status", Word("certified", "cycle", "undecided")),
        ("layer", Index),
        ("distinct", Index),
        ("leaderPoints", Index),
        ("clusters", Index));

    private static readonly Action<JsonElement> Summary = Object(("summary", Object(
        ("clouds", Index),
        ("certified", Index),
        ("cycle", Index),
        ("undecided", Index),
        ("layers", ByIndex(Index)),
        ("seconds", Seconds))));

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_for_each_cloud_in_order_and_a_summary_that_adds_up()
    {
        // More clouds than a block of the program, so that the seam between two blocks is crossed.
        IReadOnlyList<JsonElement> lines = Run("--json").Succeeds().Lines();
        Assert.Equal(Clouds + 1, lines.Count);
        JsonElement[] clouds = [.. lines.SkipLast(1)];
        Assert.All(clouds, Line);
        Assert.Equal(Enumerable.Range(0, Clouds), clouds.Select(cloud => cloud.GetProperty("index").GetInt32()));
        Summary(lines[^1]);
        JsonElement summary = lines[^1].GetProperty("summary");
        Assert.Equal(Clouds, summary.GetProperty("clouds").GetInt32());
        Assert.Equal(Clouds, summary.GetProperty("certified").GetInt32());
        foreach (JsonProperty layer in summary.GetProperty("layers").EnumerateObject())
        {
            Assert.Equal(clouds.Count(cloud => cloud.Compact("layer") == layer.Name), layer.Value.GetInt32());
        }

        Assert.True(summary.GetProperty("layers").EnumerateObject().Count() > 1, "every cloud was decided at one layer: the tally was not tested");
    }

    [Fact]
    public void A_cloud_says_alone_what_it_says_in_a_batch()
    {
        double[] cloud = [1, 1.0 / 3, -1.0 / 12, 1.0 / 12, -1, -1, 0, 0.25];
        _ = _folder.WriteNpy("one.npy", cloud, 4, 2);
        _ = _folder.WriteNpy("two.npy", [.. cloud, .. new double[8]], 2, 4, 2);
        JsonElement single = _folder.Run("limit", "one.npy", "--alpha", "1/2", "--json").Succeeds().Document();
        IReadOnlyList<JsonElement> batch = _folder.Run("limit", "two.npy", "--alpha", "1/2", "--json").Succeeds().Lines();
        foreach (string field in (string[])["status", "layer", "distinct", "leaderPoints"])
        {
            Assert.Equal(single.Compact(field), batch[0].Compact(field));
        }

        Assert.Equal(single.GetProperty("clusters").GetArrayLength(), batch[0].GetProperty("clusters").GetInt32());
        Assert.Equal("""{"index":1,"status":"certified","layer":0,"distinct":1,"leaderPoints":1,"clusters":1}""", batch[1].Compact());
    }

    [Fact]
    public void A_batch_of_one_is_a_batch()
    {
        _ = _folder.WriteNpy("b1.npy", [1, -1], 1, 2, 1);
        IReadOnlyList<JsonElement> lines = _folder.Run("limit", "b1.npy", "--alpha", "1", "--json").Succeeds().Lines();
        Assert.Equal(2, lines.Count);
        Line(lines[0]);
        Summary(lines[1]);
    }

    [Fact]
    public void An_undecided_cloud_ends_with_2_and_is_counted_as_such()
    {
        IReadOnlyList<JsonElement> lines = Run("--json", "--max-layers", "0").Succeeds(2).Lines();
        JsonElement summary = lines[^1].GetProperty("summary");
        int undecided = lines.SkipLast(1).Count(line => line.GetProperty("status").GetString() == "undecided");
        Assert.InRange(undecided, 1, Clouds - 1);
        Assert.Equal(undecided, summary.GetProperty("undecided").GetInt32());
        Assert.Equal($$"""{"0":{{Clouds - undecided}}}""", summary.Compact("layers"));
    }

    [Fact]
    public void Threads_change_no_byte_but_the_seconds()
    {
        string one = WithoutSeconds(Run("--json", "--threads", "1").Succeeds().Output);
        Assert.Equal(one, WithoutSeconds(Run("--json", "--threads", "2").Succeeds().Output));
        Assert.Equal(one, WithoutSeconds(Run("--json").Succeeds().Output));
    }

    [Fact]
    public void Several_files_are_answered_in_order_batches_among_them()
    {
        _ = _folder.Write(KnownProblems.Square);
        _ = _folder.Write(KnownProblems.Triangle);
        _ = _folder.WriteNpy("batch.npy", [1, -1, 2, 3], 2, 2, 1);
        HardmaxRun run = _folder.Run("limit", "square.json", "batch.npy", "triangle.json", "--json", "--alpha", "1/2");
        IReadOnlyList<JsonElement> lines = run.Succeeds().Lines();
        Assert.Equal(5, lines.Count);
        Assert.Equal("square", lines[0].GetProperty("name").GetString());
        Assert.Equal(
            ["square.json", "batch.npy", "batch.npy", "batch.npy", "triangle.json"],
            lines.Select(line => line.GetProperty("file").GetString()));
        Assert.Equal(0, lines[1].GetProperty("index").GetInt32());
        Assert.Equal(1, lines[2].GetProperty("index").GetInt32());
        Object(("file", Text), ("summary", value => Assert.Equal(JsonValueKind.Object, value.ValueKind)))(lines[3]);
        Assert.Equal("triangle", lines[4].GetProperty("name").GetString());
    }

    [Fact]
    public void Lines_of_json_are_a_batch_and_a_bad_line_is_named()
    {
        const string two = """{"tokens":[[1,0],[0,1]],"alpha":2,"matrix":[[0,-1],[1,0]]}""";
        _ = _folder.Write("many.jsonl", $$"""{"tokens":[[1],[-1]],"alpha":1}{{"\n\n"}}{{two}}""");
        IReadOnlyList<JsonElement> lines = _folder.Run("limit", "many.jsonl", "--json").Ends(0).Lines();
        Assert.Equal([0, 1], lines.SkipLast(1).Select(line => line.GetProperty("index").GetInt32()));
        Summary(lines[^1]);
        foreach ((string bad, string place) in ((string, string)[])
            [("{", "top level"), ("[]", "top level"), ("""{"tokens":[[1]]}""", "alpha"), ("""{"tokens":[["x"]],"alpha":1}""", "tokens[0][0]"), (two.Replace("0,-1", "0", StringComparison.Ordinal), "matrix[1]")])
        {
            _ = _folder.Write("bad.jsonl", $"{two}\n\n{bad}\n");
            Assert.Contains($"line 3: {place}", _folder.Run("limit", "bad.jsonl").Ends(65).Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void People_get_the_tally()
    {
        string text = Run().Succeeds().Output;
        Assert.Contains($"batch.npy: {Clouds} clouds, {Clouds} certified, 0 cycles, 0 undecided", text, StringComparison.Ordinal);
        Assert.Contains("decided at layer 0: ", text, StringComparison.Ordinal);
    }

    private static string WithoutSeconds(string lines) => SecondsField().Replace(lines, string.Empty);

    [GeneratedRegex(""" "seconds":\{[^}]*\} """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecondsField();

    private HardmaxRun Run(params string[] more)
    {
        if (!File.Exists(_folder["batch.npy"]))
        {
            _ = _folder.WriteBatch("batch.npy", Clouds, 6, 2);
        }

        return _folder.Run(["limit", "batch.npy", "--alpha", "1/2", .. more]);
    }
}
