using System.Diagnostics;
using Hardmax.Dynamics;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>The oracle inside tests of .NET.</summary>
public sealed class HardmaxConformanceTests
{
    [Fact]
    public void Five_hundred_cases_of_a_right_step_take_less_than_ten_seconds()
    {
        var watch = Stopwatch.StartNew();
        ConformResult result = HardmaxConformance.Check(Step);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
        Assert.Equal(500, result.Cases.Length);
        Assert.Null(result.EndedEarly);
    }

    [Fact]
    public void Other_formats_are_judged_as_what_they_are()
    {
        var few = new ConformanceOptions { Cases = 48 };
        _ = HardmaxConformance.Check<float>(Step, few);
        _ = HardmaxConformance.Check<Half>(Step, few);
        Assert.Throws<NotSupportedException>(() => HardmaxConformance.Check<System.Runtime.InteropServices.NFloat>((tokens, _, _) => tokens, few));
    }

    [Fact]
    public void A_wrong_step_throws_with_the_smallest_case_the_cause_and_the_seed()
    {
        var failure = Assert.Throws<ConformanceException>(() => HardmaxConformance.Check(
            (tokens, matrix, alpha) =>
            {
                var dynamics = new TextbookDynamics<double>(matrix ?? Identity<double>(tokens[0].Length), alpha);
                return [.. Enumerable.Range(0, tokens.Length).Select(i => dynamics.Move(tokens, i, dynamics.AttentionSet(tokens, i)[..1]))];
            },
            new ConformanceOptions { Cases = 48, Seed = 5 }));
        Assert.Contains("first-argmax-only", failure.Message, StringComparison.Ordinal);
        Assert.Contains("seed 5", failure.Message, StringComparison.Ordinal);
        Assert.Contains("tokens (", failure.Message, StringComparison.Ordinal);
        Assert.Contains("expected", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Result.Failures);
    }

    [Fact]
    public void A_step_that_throws_has_crashed()
    {
        var failure = Assert.Throws<ConformanceException>(() => HardmaxConformance.Check((_, _, _) => throw new InvalidOperationException("no GPU"), new ConformanceOptions { Cases = 3 }));
        Assert.Contains("CRASH", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no GPU", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_step_does_not_take_is_not_asked()
    {
        int most = 0;
        _ = HardmaxConformance.Check(
            (tokens, matrix, alpha) =>
            {
                Assert.Null(matrix);
                most = Math.Max(most, tokens.Length * tokens[0].Length);
                return Step(tokens, matrix, alpha);
            },
            new ConformanceOptions { Cases = 60, IdentityOnly = true, MaxTokens = 4, MaxDimension = 2 });
        Assert.InRange(most, 4, 8);
    }

    private static T[][] Step<T>(T[][] tokens, T[,]? matrix, T alpha)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var dynamics = new TextbookDynamics<T>(matrix ?? Identity<T>(tokens[0].Length), alpha);
        return [.. Enumerable.Range(0, tokens.Length).Select(i => dynamics.Move(tokens, i, dynamics.AttentionSet(tokens, i)))];
    }

    private static T[,] Identity<T>(int d)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var identity = new T[d, d];
        for (int i = 0; i < d; i++)
        {
            identity[i, i] = T.One;
        }

        return identity;
    }
}
