using System.Text.Json;
using System.Xml.Linq;
using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Examples;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Search.Tests;

/// <summary>What the moving picture says is what the paper's two formulas give, in exact arithmetic.</summary>
public sealed class AtlasRunTests
{
    public static TheoryData<string> Names => [.. KnownProblems.All.Select(problem => problem.Name!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_data_are_those_of_the_textbook(string name)
    {
        HardmaxProblem problem = KnownProblems.All.Single(one => one.Name == name);
        using var data = JsonDocument.Parse(AtlasRunData.Of(new AtlasRun(problem))!);
        JsonElement[] layers = [.. data.RootElement.GetProperty("layers").EnumerateArray()];
        Assert.InRange(layers.Length, 13, 41);
        Rational[][] tokens = problem.Tokens.ToArray();
        foreach (JsonElement[] layer in layers.Select(layer => layer.EnumerateArray().ToArray()))
        {
            Assert.Equal(tokens.Length, layer.Length);
            var next = new Rational[tokens.Length][];
            for (int i = 0; i < tokens.Length; i++)
            {
                Rational[] image = problem.System.Matrix.Apply(tokens[i]);
                Rational[] scores = Array.ConvertAll(tokens, other => Vectors.Dot(image, other));
                int[] set = [.. Enumerable.Range(0, tokens.Length).Where(j => scores[j] == scores.Max())];
                Rational[] mean = [.. Enumerable.Range(0, image.Length).Select(c => set.Aggregate(Rational.Zero, (sum, j) => sum + tokens[j][c]) / set.Length)];
                next[i] = [.. tokens[i].Zip(mean, (z, m) => z + (problem.System.Gamma * (m - z)))];
                Assert.Equal(PictureModel.ExactText(tokens[i]), layer[i].GetProperty("place").GetString());
                Assert.Equal(PictureModel.ExactText(mean), layer[i].GetProperty("mean").GetString());
                Assert.Equal(PictureModel.ExactText(image), layer[i].GetProperty("image").GetString());
                Assert.Equal(set, layer[i].GetProperty("set").EnumerateArray().Select(j => j.GetInt32()));
                Assert.Equal(tokens[i].Select(x => x.ToDouble()), layer[i].GetProperty("at").EnumerateArray().Select(x => x.GetDouble()));
                Assert.Equal(mean.Select(x => x.ToDouble()), layer[i].GetProperty("meanAt").EnumerateArray().Select(x => x.GetDouble()));
            }

            tokens = next;
        }
    }

    [Fact]
    public void A_cycle_is_shown_for_two_turns_and_its_places_are_marked()
    {
        var run = new AtlasRun(KnownProblems.PeriodTwoCycle);
        Assert.True(run.Layers.Length > run.Limit.SettledLayer + (2 * run.Limit.ProofPeriod));
        using var data = JsonDocument.Parse(AtlasRunData.Of(run)!);
        JsonElement[] orbit = [.. data.RootElement.GetProperty("limits").EnumerateArray().Where(limit => limit.GetProperty("kind").GetString() == "cycle")];
        Assert.Equal(["(1, 0, 0)", "(-1, 0, 0)"], orbit.Select(limit => limit.GetProperty("exact").GetString()));
        Assert.Equal("Not every token converges: a limit cycle of period 2, certified at layer 0.", run.LimitSentence());
    }

    [Fact]
    public void Every_limit_is_marked_with_its_tokens()
    {
        var run = new AtlasRun(KnownProblems.RotatedSquare);
        using var data = JsonDocument.Parse(AtlasRunData.Of(run)!);
        var marks = data.RootElement.GetProperty("limits").EnumerateArray().ToDictionary(limit => limit.GetProperty("exact").GetString()!, limit => limit.GetProperty("kind").GetString());
        Assert.Equal("combination", marks["(3/5, 4/5)"]);
        Assert.Equal("combination", marks["(-3/5, -4/5)"]);
        Assert.Equal("leader", marks["(7/5, 1/5)"]);
    }

    [Fact]
    public void Layers_whose_numbers_have_grown_beyond_reading_are_left_out()
    {
        var problem = new HardmaxProblem(
            KnownProblems.EmergingLeader.Tokens,
            new HardmaxSystem(AttentionMatrix.Identity(2), new Rational(System.Numerics.BigInteger.Pow(3, 40), System.Numerics.BigInteger.Pow(2, 69))));
        var run = new AtlasRun(problem);
        Assert.True(run.Limit.SettledLayer > 14, "the limit alone asks for few layers");
        Assert.Equal(13, run.Layers.Length);
        Assert.True(AtlasRunData.Of(run)!.Length < 200_000);
    }

    [Fact]
    public void Numbers_beyond_doubles_have_no_moving_picture_and_still_a_table()
    {
        Rational huge = System.Numerics.BigInteger.Pow(10, 400);
        var problem = new HardmaxProblem(
            new TokenCloud([[huge], [-huge]]),
            new HardmaxSystem(AttentionMatrix.Identity(1), Rational.One));
        var run = new AtlasRun(problem);
        Assert.Null(AtlasRunData.Of(run));
        Assert.Empty(AtlasStage.Of(run, "huge").Descendants("script"));
        Assert.Contains(huge.ToString(), AtlasStage.Layers(run).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_layers_is_exact_and_stars_leaders()
    {
        var run = new AtlasRun(KnownProblems.EmergingLeader);
        string[][] rows = [.. AtlasStage.Layers(run).Descendants("tbody").Single().Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray())];
        ExactState state = ExactState.Start(KnownProblems.EmergingLeader);
        foreach (string[] row in rows)
        {
            string[] expected = [.. Enumerable.Range(0, state.TokenCount).Select(i => (state.AttentionSets.IsLeader(i) ? "\u2605 " : string.Empty) + PictureModel.ExactText(state.ToTokens()[i]))];
            Assert.Equal([state.Layer.ToString(System.Globalization.CultureInfo.InvariantCulture), .. expected], row);
            state = state.Next();
        }

        Assert.Equal("(-1/12, 1/12)", rows[0][2]);
        Assert.Equal("\u2605 (-1/18, 5/36)", rows[1][2]);
    }

    [Fact]
    public void The_legend_names_the_marks_that_occur()
    {
        string cycle = AtlasLegend.Of(new AtlasRun(KnownProblems.PeriodTwoCycle)).Value;
        Assert.Contains("visited for ever by the cycle", cycle, StringComparison.Ordinal);
        Assert.Contains("leader: attends", cycle, StringComparison.Ordinal);
        Assert.DoesNotContain("limit between leaders", cycle, StringComparison.Ordinal);
        string skew = AtlasLegend.Of(new AtlasRun(SampleAtlas.Fractions)).Value;
        Assert.Contains("limit where nobody leads", skew, StringComparison.Ordinal);
        Assert.DoesNotContain("leader: attends", skew, StringComparison.Ordinal);
    }
}
