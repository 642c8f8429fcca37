using System.Globalization;
using System.Text.Json;
using Hardmax.Dynamics;
using Hardmax.Examples;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax simulate: four engines, one contract; what is printed and written is what the library computes.</summary>
public sealed class SimulateTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("textbook")]
    [InlineData("exact")]
    public void Exact_engines_print_the_textbooks_rationals(string engine)
    {
        JsonElement document = Simulate(KnownProblems.NonleaderClusters, engine, 9).Succeeds().Document();
        Contract(ExactPoint)(document);
        Assert.Equal(engine, document.GetProperty("engine").GetString());
        Assert.Equal(9, document.GetProperty("layers").GetInt32());
        Rational[][] expected = Textbook(KnownProblems.NonleaderClusters, 9);
        Assert.Equal(JsonSerializer.Serialize(expected.Select(row => row.Select(x => x.ToString()))), document.Compact("tokens"));
    }

    [Fact]
    public void The_exact_engines_agree_to_the_byte()
    {
        foreach (HardmaxProblem problem in (HardmaxProblem[])[KnownProblems.RotatedSquare, KnownProblems.FalseLeaders, KnownProblems.PeriodTwoCycle])
        {
            Assert.Equal(
                Simulate(problem, "textbook", 5).Succeeds().Document().Compact("tokens"),
                Simulate(problem, "exact", 5).Succeeds().Document().Compact("tokens"));
        }
    }

    [Fact]
    public void Double_prints_numbers_that_read_back_to_the_engines_bits()
    {
        HardmaxProblem problem = KnownProblems.RotatedSquare;
        JsonElement document = Simulate(problem, "double", 60).Succeeds().Document();
        Contract(ArrayOf(Number))(document);
        var engine = FloatDynamics.Double(problem.System);
        double[] expected = engine.Round(problem.Tokens);
        for (int layer = 0; layer < 60; layer++)
        {
            expected = engine.Next(expected, engine.AttentionSets(expected));
        }

        double[] printed = [.. Rows(document).Select(x => x.GetDouble())];
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), printed.Select(BitConverter.DoubleToInt64Bits));
        Assert.All(Rows(document), x => Assert.Equal(x.GetDouble().ToString("R", CultureInfo.InvariantCulture), x.GetRawText()));

        // Exactly, token 4 stays between two corners, at distance 1 from both; binary64 has run to one.
        Assert.InRange(Math.Abs(printed[8] - 0.6), 0.5, 1);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void A_long_run_in_which_tokens_meet_is_one_layer_after_the_other(string threads)
    {
        HardmaxProblem problem = ConvergingCloud();
        JsonElement document = Simulate(problem, "double", 90, "--threads", threads).Succeeds().Document();
        var engine = FloatDynamics.Double(problem.System, 1);
        double[] expected = engine.Round(problem.Tokens);
        for (int layer = 0; layer < 90; layer++)
        {
            expected = engine.Next(expected, engine.AttentionSets(expected));
        }

        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), Rows(document).Select(x => BitConverter.DoubleToInt64Bits(x.GetDouble())));
        Assert.True(expected.Chunk(3).Select(row => (row[0], row[1], row[2])).Distinct().Count() < 30, "No tokens have met.");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void A_long_exact_run_gives_the_places_of_the_integers(string threads)
    {
        HardmaxProblem problem = ConvergingCloud();
        JsonElement document = Simulate(problem, "exact", 40, "--threads", threads).Succeeds().Document();
        var state = ExactState.Start(problem);
        while (state.Layer < 40)
        {
            state = state.Next();
        }

        Assert.Equal(JsonSerializer.Serialize(state.ToTokens().ToArray().Select(row => row.Select(x => x.ToString()))), document.Compact("tokens"));
    }

    [Fact]
    public void Single_prints_numbers_that_read_back_to_the_engines_bits()
    {
        HardmaxProblem problem = KnownProblems.EmergingLeader;
        JsonElement document = Simulate(problem, "single", 7).Succeeds().Document();
        var engine = FloatDynamics.Single(problem.System);
        float[] expected = engine.Round(problem.Tokens);
        for (int layer = 0; layer < 7; layer++)
        {
            expected = engine.Next(expected, engine.AttentionSets(expected));
        }

        Assert.Equal(expected, Rows(document).Select(x => x.GetSingle()));
        Assert.All(Rows(document), x => Assert.Equal(x.GetSingle().ToString("R", CultureInfo.InvariantCulture), x.GetRawText()));
    }

    [Theory]
    [InlineData("textbook")]
    [InlineData("exact")]
    [InlineData("double")]
    [InlineData("single")]
    public void Layer_0_is_the_input_and_repetition_changes_nothing(string engine)
    {
        HardmaxProblem problem = KnownProblems.Square;
        JsonElement once = Simulate(problem, engine, 0).Succeeds().Document();
        JsonElement often = Simulate(problem, engine, 0, "--repeat", "3", "--threads", "1").Succeeds().Document();
        Assert.Equal(once.Compact("tokens"), often.Compact("tokens"));
        Assert.Equal(Simulate(problem, engine, 3).Document().Compact("tokens"), Simulate(problem, engine, 3, "--repeat", "4").Document().Compact("tokens"));
        Assert.Equal(problem.Tokens.Count, once.GetProperty("tokens").GetArrayLength());
        Assert.Equal(engine is "textbook" or "exact" ? "\"-1/25\"" : "-0.04", once.GetProperty("tokens")[4][0].GetRawText());
    }

    [Fact]
    public void Tokens_of_more_than_10000_numbers_are_left_out()
    {
        _ = _folder.WriteNpy("edge.npy", new double[10_000], 5_000, 2);
        _ = _folder.WriteNpy("over.npy", new double[10_002], 5_001, 2);
        foreach ((string file, bool isPrinted) in (IEnumerable<(string, bool)>)[("edge.npy", true), ("over.npy", false)])
        {
            JsonElement document = _folder.Run("simulate", file, "--alpha", "1", "--layers", "1", "--engine", "exact", "--json").Succeeds().Document();
            Contract(ExactPoint)(document);
            Assert.Equal(isPrinted, document.TryGetProperty("tokens", out _));
        }

        HardmaxRun people = _folder.Run("simulate", "over.npy", "--alpha", "1", "--layers", "1", "--engine", "exact").Ends(0);
        Assert.Contains("and 4951 more", people.Output, StringComparison.Ordinal);
        Assert.Matches(@"\Ahardmax: over\.npy: read \d+ tokens in R\^\d+ from the array; matrix: identity, by default\n\z", people.Error);
    }

    [Fact]
    public void A_json_trajectory_is_the_record_that_oracles_read()
    {
        HardmaxProblem problem = KnownProblems.EmergingLeader;
        _ = Simulate(problem, "exact", 3, "--out", "new/trace.json").Succeeds();
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(_folder["new/trace.json"]));
        Object(
            ("alpha", Exact),
            ("matrix", Word("identity")),
            ("tokens", ArrayOf(ExactPoint)),
            ("trajectory", ArrayOf(ArrayOf(ExactPoint))),
            ("selected", ArrayOf(ArrayOf(Indices))))(record.RootElement);
        Assert.Equal(4, record.RootElement.GetProperty("trajectory").GetArrayLength());
        Assert.Equal(3, record.RootElement.GetProperty("selected").GetArrayLength());
        Assert.Equal(record.RootElement.Compact("tokens"), record.RootElement.GetProperty("trajectory")[0].Compact());
        Assert.Equal(JsonSerializer.Serialize(Textbook(problem, 3).Select(row => row.Select(x => x.ToString()))), record.RootElement.GetProperty("trajectory")[3].Compact());
        Assert.Equal("[1]", record.RootElement.GetProperty("selected")[1][1].Compact());

        _ = Simulate(problem, "single", 3, "--out", "single.json").Succeeds();
        using JsonDocument single = JsonDocument.Parse(File.ReadAllText(_folder["single.json"]));
        Assert.Equal("float32", single.RootElement.GetProperty("dtype").GetString());
        ArrayOf(ArrayOf(ArrayOf(Number)))(single.RootElement.GetProperty("trajectory"));
    }

    [Theory]
    [InlineData("exact", "float64")]
    [InlineData("double", "float64")]
    [InlineData("single", "float32")]
    public void An_npy_trajectory_reads_back(string engine, string dtype)
    {
        HardmaxProblem problem = KnownProblems.Triangle;
        JsonElement document = Simulate(problem, engine, 4, "--out", "t.npy").Succeeds().Document();
        NpyArray array = NpyArray.Open(_folder["t.npy"]);
        Assert.Equal(dtype, array.DType.Name);
        Assert.Equal((int[])[5, 9, 2], array.Shape.AsEnumerable());
        double[] last = array.ToDoubles()[^18..];
        double[] printed = [.. Rows(document).Select(x => x.ValueKind == JsonValueKind.String
            ? Rational.Parse(x.GetString()!).ToDouble()
            : engine == "single" ? x.GetSingle() : x.GetDouble())];
        Assert.Equal(printed, last);

        // A trajectory is also a batch of clouds.
        Assert.Equal(6, _folder.Run("limit", "t.npy", "--alpha", "1/2", "--json").Succeeds().Lines().Count);
    }

    [Fact]
    public void Numbers_beyond_the_range_of_an_engine_are_an_error_that_names_file_and_engine()
    {
        _ = _folder.Write("huge.json", """{"tokens":[["1e400"],[1]],"alpha":1}""");
        _ = _folder.Write("scores.json", """{"tokens":[[1e200],[-1e200]],"alpha":1}""");
        _ = _folder.Write("places.json", """{"tokens":[[1.7e308],[-1.7e308]],"alpha":1,"matrix":[[-1e-320]]}""");
        _ = _folder.Write("matrix.json", """{"tokens":[[1]],"alpha":1,"matrix":[[1e300]]}""");
        foreach ((string file, string engine, int layers) in (IEnumerable<(string, string, int)>)
            [("huge.json", "double", 0), ("scores.json", "double", 1), ("scores.json", "single", 0), ("places.json", "double", 1), ("matrix.json", "single", 0)])
        {
            string[] arguments = ["simulate", file, "--layers", $"{layers}", "--engine", engine];
            Assert.Contains($"--engine {engine}", _folder.Run([.. arguments, "--json", "--out", "t.json"]).InputError(file), StringComparison.Ordinal);
            Assert.Contains($"--engine {engine}", _folder.Run(arguments).InputError(file), StringComparison.Ordinal);
            Assert.False(File.Exists(_folder["t.json"]));
        }

        _ = _folder.Run("simulate", "huge.json", "--layers", "2", "--engine", "exact", "--json").Succeeds().Document();
        _ = _folder.Run("simulate", "huge.json", "--layers", "2", "--engine", "exact", "--out", "t.npy").InputError("t.npy");
        _ = _folder.Run("simulate", "scores.json", "--layers", "0", "--engine", "double").Succeeds();
    }

    /// <summary>30 tokens of R^3, all doubles, with alpha = 1.</summary>
    private static HardmaxProblem ConvergingCloud()
    {
        var random = new Random(11);
        double[] tokens = [.. Enumerable.Range(0, 90).Select(_ => random.NextDouble() - 0.5)];
        return new HardmaxProblem(TokenCloud.FromDoubles(tokens, 3), new HardmaxSystem(AttentionMatrix.Identity(3), 1));
    }

    private static Action<JsonElement> Contract(Action<JsonElement> row) => Object(
        ("engine", Word("textbook", "exact", "double", "single")),
        ("layers", Index),
        ("tokens?", ArrayOf(row)),
        ("seconds", Seconds));

    private static IEnumerable<JsonElement> Rows(JsonElement document) =>
        document.GetProperty("tokens").EnumerateArray().SelectMany(row => row.EnumerateArray());

    private static Rational[][] Textbook(HardmaxProblem problem, int layers)
    {
        var dynamics = new TextbookDynamics<Rational>(problem.System.Matrix.ToArray(), problem.System.Alpha);
        Rational[][] tokens = problem.Tokens.ToArray();
        for (int layer = 0; layer < layers; layer++)
        {
            tokens = dynamics.Next(tokens, dynamics.AttentionSets(tokens));
        }

        return tokens;
    }

    private HardmaxRun Simulate(HardmaxProblem problem, string engine, int layers, params string[] more) =>
        _folder.Run(["simulate", _folder.Write(problem), "--layers", $"{layers}", "--engine", engine, "--json", .. more]);
}
