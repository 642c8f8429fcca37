using Hardmax.Formats;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Traces on which the judge was once wrong, or slow.</summary>
public sealed class FoundCounterexamples
{
    [Theory]
    [InlineData("""{"alpha":1,"tokens":[["0x1p500","0x1p-1000"],["0x1p500","0x1p-999"]],"matrix":[[0,0],["0x1p600",0]],"selected":[[[0,1],[0,1]]],"trajectory":[[["0x1p500","0x1p-1000"],["0x1p500","0x1p-999"]],[["0x1p500","0x1.4p-1000"],["0x1p500","0x1.cp-1000"]]]}""")]
    [InlineData("""{"alpha":1,"tokens":[["0x1p500","0x1p-1000"],["0x1p501","0x1p-1000"]],"matrix":[[0,"0x1p600"],[0,0]],"selected":[[[0,1],[0,1]]],"trajectory":[[["0x1p500","0x1p-1000"],["0x1p501","0x1p-1000"]],[["0x1.4p500","0x1p-1000"],["0x1.cp500","0x1p-1000"]]]}""")]
    public void Where_A_z_overflows_on_the_way_nothing_is_bounded(string trace) =>
        Assert.Equal(VerdictClass.Unknown, Judge(trace).Class);

    [Fact]
    public void An_infinite_coordinate_times_zero_is_no_exact_score()
    {
        // A z_0 = (2^500, infinite), and its product with the 0 of z_1 is no number.
        TraceVerdict verdict = Judge("""{"alpha":1,"tokens":[["0x1p500",0],["0x1p499",0]],"matrix":[[1,0],["0x1p600",0]],"trajectory":[[["0x1p500",0],["0x1p499",0]],[["0x1p500",0],["0x1.8p499",0]]]}""");
        Assert.False(verdict.Steps[0].HasExactScores);
    }

    [Theory]
    [InlineData("""{"alpha":1,"tokens":[[0],[0.1]],"trajectory":[[[0],[0.1]],[[0],[0.1]]],"selected":[[[0],[1]]],"accumulate":"float16"}""")]
    [InlineData("""{"alpha":1,"tokens":[[0],["1/10"]],"trajectory":[[[0],["1/10"]],[[0],["1/10"]]],"selected":[[[0],[1]]]}""")]
    public void Products_with_zero_are_exact_whatever_the_other_factor_is(string trace) =>
        Assert.Equal(VerdictClass.WrongSelection, Judge(trace).Class);

    [Theory]
    [InlineData(3, true)]
    [InlineData(3.5, false)]
    public void A_score_of_representable_numbers_is_exact_beside_one_that_is_not(double t, bool isAcceptable)
    {
        // u = 2^-24: beta of the second score is 2 u and what its rounding moves it by, beta of the first is 0.
        string near = System.FormattableString.Invariant($"{1 + (t / (1 << 24)):R}");
        string trace = $$"""{"alpha":1,"accumulate":"float32","tokens":[[1],[{{near}}]],"selected":[[[0],[1]]],"trajectory":[[[1],[{{near}}]],[[1],[{{near}}]]]}""";
        Assert.Equal(isAcceptable, Judge(trace).Class.Group() == VerdictGroup.Noted);
    }

    [Theory]
    [InlineData("""{"alpha":1e308,"tokens":[[3],[5.1]],"trajectory":[[[3],[5.1]],[[5.1],[5.1]]]}""")]
    [InlineData("""{"alpha":3000,"dtype":"float16","tokens":[[30],[41]],"trajectory":[[[30],[41]],[[41],[41]]]}""")]
    public void A_correctly_rounded_update_needs_no_bound(string trace) => Assert.Equal(VerdictGroup.Pass, Judge(trace).Class.Group());

    [Fact]
    public void Inputs_are_stored_in_the_dtype_before_their_scores_are_summed_in_a_wider_format()
    {
        // fl16(1/3) and "1/3" are one number where A is stored in float16, and the tokens 1 and 2 tie.
        const string trace = """{"alpha":1,"dtype":"float16","accumulate":"float64","matrix":[["1/3",0],[0,0.333251953125]],"tokens":[[1,1],[2,0],[0,2]],"selected":[[[1,2],[1],[2]]],"trajectory":[[[1,1],[2,0],[0,2]],[[1,1],[2,0],[0,2]]]}""";
        Assert.Equal(VerdictGroup.Noted, Judge(trace).Class.Group());
    }

    [Fact]
    public void The_limits_of_a_divergence_take_no_longer_than_the_judgement_would()
    {
        const string trace = """{"alpha":1e-76,"tokens":[[1e-319,0],[0,2e-319],[-3e-319,1e-319]],"trajectory":[[[1e-319,0],[0,2e-319],[-3e-319,1e-319]],[[1e-319,0],[0,2e-319],[-3e-319,1e-319]]],"matrix":[[0.1,0.7],[-0.3,0.2]],"selected":[[[0,1,2],[0,1,2],[0,1,2]]]}""";
        TraceDocument document = Read(trace);
        var judged = TraceJudge.Judge(document.Trace);
        _ = DivergenceFinder.Find(document.Trace, judged, withLimits: false);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(DivergenceFinder.Find(document.Trace, judged, withLimits: true));

        // Exact numbers whose digits double from layer to layer show in what they allocate, the same on every machine.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 1, 4 << 20);
    }

    [Theory]
    [InlineData(0.0009765625)]
    [InlineData(1e7)]
    public void Shortcuts_for_a_small_or_a_large_alpha_are_found(double border)
    {
        ConformResult result = HardmaxConformance.Run<double>((tokens, matrix, alpha) =>
        {
            double gamma = border < 1 ? (alpha <= border ? alpha : alpha / (1 + alpha)) : alpha >= border ? 1 : alpha / (1 + alpha);
            var dynamics = new Dynamics.TextbookDynamics<double>(matrix ?? Identity(tokens[0].Length), 1);
            return [.. tokens.Select((token, i) =>
            {
                // The textbook moves half of the way when its alpha is 1.
                double[] half = dynamics.Move(tokens, i, dynamics.AttentionSet(tokens, i));
                return token.Zip(half, (z, h) => z + (gamma * (2 * (h - z)))).ToArray();
            })];
        });
        Assert.True(result.Class.IsFailure(), "the shortcut was not found");
    }

    private static double[,] Identity(int d)
    {
        var identity = new double[d, d];
        for (int c = 0; c < d; c++)
        {
            identity[c, c] = 1;
        }

        return identity;
    }

    private static TraceVerdict Judge(string trace) => TraceJudge.Judge(Read(trace).Trace);

    private static TraceDocument Read(string trace) =>
        TraceDocument.Read(JsonCursor.Parse(System.Text.Encoding.UTF8.GetBytes(trace), "trace"), "trace", DeclaredArithmetic.Default, needsTrajectory: true);
}
