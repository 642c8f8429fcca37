using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>A cause is named where it explains the failures of a run, and only there.</summary>
public sealed class RunCausesTests
{
    public static TheoryData<string, string> Named => new()
    {
        { "causal", "causal-mask" },
        { "strictly-causal", "strictly-causal-mask" },
        { "top-2", "top-2" },
        { "top-3", "top-3" },
        { "whole-matrix", "whole-matrix-maximum" },
        { "padding", "padding-takes-part" },
        { "distance", "distance-scores" },
        { "cosine", "cosine-scores" },
        { "half-share", "other-share" },
        { "relative 1e-4", "relative-tolerance" },
        { "absolute 0.3", "absolute-tolerance" },
        { "temperature 0.37", "softmax" },
        { "temperature 2", "softmax" },
        { "inverse temperature 3", "softmax" },
        { "frozen", "attention-not-applied" },
        { "relu", "relu-scores" },
        { "scaled", "scaled-queries" },
        { "lower triangle", "matrix-lower" },
        { "absolute entries", "matrix-absolute" },
        { "plus identity", "matrix-plus-identity" },
        { "negated where given", "matrix-negated" },
        { "rounded to integers", "rounded-to-0-decimals" },
        { "self added", "self-added" },
        { "residual in full", "residual-not-weighted" },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public async Task A_mistake_is_named(string layer, string cause)
    {
        for (ulong seed = 1; seed <= Depth.Of(1UL, 3UL); seed++)
        {
            RunCauses causes = await CausesOfAsync(layer, seed);
            Assert.True(!causes.Named.IsEmpty && causes.Named[0].MistakeId == cause, $"seed {seed}: {causes.Sentence}");
            Assert.All(causes.Named, one => Assert.InRange(10 * one.Cases, 9 * one.OutOf, 10 * one.OutOf));
        }
    }

    [Theory]
    [InlineData("even tokens only in even layers")]
    [InlineData("score plus index")]
    [InlineData("drift")]
    [InlineData("never a number")]
    [InlineData("single-precision move")]
    [InlineData("slight drift")]
    [InlineData("slight shrinking")]
    [InlineData("middle of the tie")]
    public async Task What_nobody_knows_has_no_name(string layer)
    {
        for (ulong seed = 1; seed <= Depth.Of(1UL, 3UL); seed++)
        {
            RunCauses causes = await CausesOfAsync(layer, seed);
            Assert.Empty(causes.Named);
            Assert.True(causes.Sentence is null || causes.Sentence.StartsWith("Cause unknown; nearest: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_step_that_holds_speaks_against_a_mistake_that_would_have_changed_it()
    {
        // Token 0 is in a tie in both layers: kept in the first, broken in the second.
        double[][] start = [[1, 0], [4, 4], [4, -4]];
        double[][] right = Step("right", start, null, 1);
        double[][] wrong = [.. Step("right", right, null, 1).Select((token, i) => i == 0 ? right[0].Zip(right[1], (x, y) => (x + y) / 2).ToArray() : token)];
        RunCauses both = CausesOf(start, right, wrong);
        RunCauses last = CausesOf(right, wrong);
        Assert.Contains(last.Named, one => one.MistakeId == "first-argmax-only" || one.MistakeId == "last-argmax-only");
        Assert.DoesNotContain(both.Named, one => one.MistakeId is "first-argmax-only" or "last-argmax-only");

        static RunCauses CausesOf(params double[][][] layers)
        {
            Trace trace = Recording.Of(Recording.Problem(layers[0], 1), layers[1..]);
            return RunCauses.Of([(trace, TraceJudge.JudgeOne(trace))], [], varies: false, TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task The_fitted_temperature_is_the_one_that_was_used() =>
        Assert.Contains("temperature 0.37", (await CausesOfAsync("temperature 0.37", 1)).Named[0].Description, StringComparison.Ordinal);

    [Fact]
    public async Task Where_the_cause_is_unknown_no_failure_names_one()
    {
        await using var implementation = new StepImplementation<double>(new Handshake { Name = "drift" }, (tokens, matrix, alpha) => Step("drift", tokens, matrix, alpha));
        ConformResult result = await ConformRun.RunAsync(implementation, new ConformOptions { Cases = 45, Time = TimeSpan.FromSeconds(5) });
        Assert.Empty(result.Causes);
        Assert.NotEmpty(result.Failures);
        Assert.All(result.Failures, failure => Assert.Empty(failure.Diagnoses));
    }

    [Fact]
    public async Task Chance_is_named_for_what_varies_and_for_nothing_else()
    {
        var random = new Random(1);
        double[][] Step(double[][] tokens, double[,]? matrix, double alpha) =>
            Move(tokens, alpha, i => Best(Scores(tokens, matrix, i)) is var tie ? [tie[random.Next(tie.Length)]] : []);
        ConformResult varies = HardmaxConformance.Run<double>(Step, new ConformanceOptions { Cases = 60, Time = TimeSpan.FromSeconds(20) });
        Assert.Contains(varies.Causes, cause => cause.MistakeId == "random-tie-choice");

        // The mistake of the zoo chooses by a hash: the same each time.
        await using IImplementation hashed = Mistakes.Implement<double>(Mistakes.Find("random-tie-choice")!);
        ConformResult same = await ConformRun.RunAsync(hashed, new ConformOptions { Cases = 60, Time = TimeSpan.FromSeconds(20) });
        Assert.DoesNotContain(same.Causes, cause => cause.MistakeId == "random-tie-choice");
    }

    private static async Task<RunCauses> CausesOfAsync(string layer, ulong seed)
    {
        var handshake = new Handshake { Name = layer };
        await using var implementation = new StepImplementation<double>(handshake, (tokens, matrix, alpha) => Step(layer, tokens, matrix, alpha));
        var generator = new CaseGenerator(handshake.Arithmetic, handshake, seed);
        var failing = new List<(Trace, TraceVerdict)?>();
        var passing = new List<(Trace, TraceVerdict)>();
        for (int index = 0; index < 75; index++)
        {
            if (!generator.TryDraw(index, out OracleCase? oracleCase, out _))
            {
                continue;
            }

            Trace trace = (await implementation.RunAsync(oracleCase, CancellationToken.None)).ToTrace(oracleCase);
            TraceVerdict verdict = TraceJudge.JudgeOne(trace);
            if (verdict.Class.IsFailure())
            {
                failing.Add((trace, verdict));
            }
            else
            {
                passing.Add((trace, verdict));
            }
        }

        return RunCauses.Of(failing, passing, varies: false, TimeSpan.FromMinutes(1));
    }

    private static double[,]? Entries(double[,]? a, Func<double[,], int, int, double> entry)
    {
        if (a is null)
        {
            return null;
        }

        var entries = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < entries.GetLength(0); i++)
        {
            for (int j = 0; j < entries.GetLength(1); j++)
            {
                entries[i, j] = entry(a, i, j);
            }
        }

        return entries;
    }

    // Each written as its author would, over doubles alone: nothing here shares code with the mistakes that are known.
    private static double[][] Step(string layer, double[][] z, double[,]? a, double alpha)
    {
        int n = z.Length;
        double[] S(int i) => Scores(z, a, i);
        return layer switch
        {
            "causal" => Move(z, alpha, i => Best(S(i), j => j <= i)),
            "strictly-causal" => Move(z, alpha, i => Best(S(i), j => j < i)),
            "top-2" => Move(z, alpha, i => [.. Enumerable.Range(0, n).OrderByDescending(j => S(i)[j]).Take(2)]),
            "top-3" => Move(z, alpha, i => [.. Enumerable.Range(0, n).Where(j => S(i)[j] >= S(i).OrderDescending().ElementAt(Math.Min(2, n - 1)))]),
            "whole-matrix" => Move(z, alpha, i => Best([.. Enumerable.Range(0, n).SelectMany(S)]) is var all ? [.. all.Where(k => k / n == i).Select(k => k % n)] : []),
            "padding" => [.. Step("right", [.. z, .. Enumerable.Range(0, 5).Select(_ => new double[z[0].Length])], a, alpha).Take(n)],
            "distance" => Move(z, alpha, i => Best([.. z.Select(k => -Query(z[i], a).Zip(k, (x, y) => (x - y) * (x - y)).Sum())])),
            "cosine" => Move(z, alpha, i => Best([.. S(i).Zip(z, (s, k) => Norm(k) > 0 ? s / Norm(k) : 0)])),
            "half-share" => Move(z, 1 / ((2 * (1 + alpha) / alpha) - 1), i => Best(S(i))),
            "relative 1e-4" => Move(z, alpha, i => [.. Enumerable.Range(0, n).Where(j => S(i)[j] >= S(i).Max() - (1e-4 * Math.Abs(S(i).Max())))]),
            "absolute 0.3" => Move(z, alpha, i => [.. Enumerable.Range(0, n).Where(j => S(i)[j] >= S(i).Max() - 0.3)]),
            "temperature 0.37" => Soft(z, alpha, S, 1 / 0.37),
            "temperature 2" => Soft(z, alpha, S, 0.5),
            "inverse temperature 3" => Soft(z, alpha, S, 3),
            "frozen" => z,
            "relu" => Move(z, alpha, i => Best(Array.ConvertAll(S(i), s => Math.Max(s, 0)))),
            "scaled" => Move(z, alpha, i => Best([.. z.Select(k => Query(z[i], a).Zip(k, (x, y) => x * 0.3 * (y * 0.7)).Sum())])),
            "lower triangle" => Step("right", z, Entries(a, (m, i, j) => j <= i ? m[i, j] : 0), alpha),
            "absolute entries" => Step("right", z, Entries(a, (m, i, j) => Math.Abs(m[i, j])), alpha),
            "plus identity" => Step("right", z, Entries(a, (m, i, j) => m[i, j] + (i == j ? 1 : 0)), alpha),
            "negated where given" => Step("right", z, Entries(a, (m, i, j) => -m[i, j]), alpha),
            "rounded to integers" => [.. Step("right", z, a, alpha).Select(token => Array.ConvertAll(token, Math.Round))],
            "self added" => Move(z, alpha, i => [.. Best(S(i)), i]),
            "residual in full" => [.. Step("right", z, a, alpha).Select((token, i) => token.Zip(z[i], (x, y) => x + (alpha / (1 + alpha) * y)).ToArray())],
            "single-precision move" => Step("right", z, a, alpha) is var right ? [.. right.Select((token, i) => token.Zip(z[i], (x, y) => y + ((double)(float)(x - y))).ToArray())] : z,
            "even tokens only in even layers" => Move(z, alpha, i => z[0][0] > 0 == (i % 2 == 0) ? Best(S(i)) : [i]),
            "score plus index" => Move(z, alpha, i => Best([.. S(i).Select((s, j) => s + (0.7 * j))])),
            "never a number" => [.. z.Select(token => Array.ConvertAll(token, _ => double.NaN))],
            "slight drift" => [.. Step("right", z, a, alpha).Select(token => Array.ConvertAll(token, x => x + 1e-9))],
            "slight shrinking" => [.. Step("right", z, a, alpha).Select(token => Array.ConvertAll(token, x => x * (1 - 1e-8)))],
            "drift" => [.. Step("right", z, a, alpha).Select(token => Array.ConvertAll(token, x => x + 0.013))],
            "middle of the tie" => Move(z, alpha, i => [Best(S(i))[Best(S(i)).Length / 2]]),
            _ => Move(z, alpha, i => Best(S(i))),
        };
    }

    private static double[][] Move(double[][] z, double alpha, Func<int, int[]> set) => [.. z.Select((token, i) =>
    {
        int[] chosen = set(i);
        return (double[])[.. token.Select((x, c) => chosen.Length == 0 ? x : x + (alpha / (1 + alpha) * ((chosen.Sum(j => z[j][c]) / chosen.Length) - x)))];
    })];

    private static double[][] Soft(double[][] z, double alpha, Func<int, double[]> scores, double beta) => [.. z.Select((token, i) =>
    {
        double[] weights = Array.ConvertAll(scores(i), s => Math.Exp(beta * (s - scores(i).Max())));
        return (double[])[.. token.Select((x, c) => x + (alpha / (1 + alpha) * ((weights.Select((w, j) => w * z[j][c]).Sum() / weights.Sum()) - x)))];
    })];

    private static double[] Query(double[] token, double[,]? a) =>
        a is null ? token : [.. Enumerable.Range(0, token.Length).Select(r => token.Select((x, c) => a[r, c] * x).Sum())];

    private static double[] Scores(double[][] z, double[,]? a, int i) => Array.ConvertAll(z, k => Query(z[i], a).Zip(k, (x, y) => x * y).Sum());

    private static int[] Best(double[] scores, Predicate<int>? allows = null)
    {
        int[] allowed = [.. Enumerable.Range(0, scores.Length).Where(j => allows is null || allows(j))];
        return Array.FindAll(allowed, j => scores[j] == allowed.Max(k => scores[k]));
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(c => c * c));
}
