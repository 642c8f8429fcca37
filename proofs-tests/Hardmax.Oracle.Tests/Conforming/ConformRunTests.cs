using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Whole runs: what fails is found, made small and named; what is right passes; interruptions and lists of failures count.</summary>
public sealed class ConformRunTests
{
    public static TheoryData<string> Wrong => [.. Mistakes.All.Select(mistake => mistake.Id)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Every_known_mistake_fails_and_is_named_as_the_cause(string id)
    {
        await using IImplementation implementation = Mistakes.Implement<double>(Mistakes.Find(id)!);
        ConformResult result = await ConformRun.RunAsync(implementation, new ConformOptions { Cases = 48, Time = TimeSpan.FromSeconds(8) });
        Assert.Equal(VerdictGroup.Fail, result.Class.Group());
        if (id == "random-tie-choice")
        {
            // The mistake of the zoo chooses by a hash, the same each time: that is no chance.
            Assert.DoesNotContain(result.Causes, cause => cause.MistakeId == id);
            return;
        }

        // Others can coincide with it on all of these cases; none explains more.
        Assert.True(result.Causes.Any(cause => cause.MistakeId == id), $"{result.CauseSentence} {string.Join(' ', result.Causes.Select(cause => cause.MistakeId))}");
        Assert.All(result.Causes, cause => Assert.InRange(10 * cause.Cases, 9 * cause.OutOf, 10 * cause.OutOf));
    }

    [Fact]
    public async Task Argmax_shrinks_to_two_tokens_on_a_line()
    {
        await using IImplementation implementation = Mistakes.Implement<double>(Mistakes.Find("first-argmax-only")!);
        ConformResult result = await ConformRun.RunAsync(implementation, new ConformOptions { Cases = 48 });
        Failure failure = result.Failures[0];
        Assert.Equal("first-argmax-only", failure.Diagnoses[0].MistakeId);
        Assert.Equal((2, 1, 1), (failure.Shrunk.Case.Problem.Tokens.Count, failure.Shrunk.Case.Problem.Tokens.Dimension, failure.Shrunk.Case.Layers));
        Assert.True(failure.ShrinkFinished);
        Assert.Equal((2, 2), (failure.Reproduced, failure.Found.Runs));
        Assert.NotNull(failure.Shrunk.Explanation);
        Assert.True(failure.AlsoIn.Length > 3, "the same smallest case comes from many categories");
        Assert.Equal(result.Failures.Length, result.Failures.Select(one => (one.Shrunk.Class, one.Shrunk.Case.ContentId)).Distinct().Count());
    }

    [Fact]
    public async Task What_declares_itself_deterministic_and_is_not_fails()
    {
        int calls = 0;
        var handshake = new Handshake { Name = "wobbly", IsDeterministic = true };
        await using var implementation = new StepImplementation<double>(handshake, (tokens, _, _) =>
        {
            // The last bit of a coordinate that is no power of two, every other time.
            calls++;
            return [.. tokens.Select(token => Array.ConvertAll(token, x => calls % 2 == 0 ? Math.BitIncrement(x) : x))];
        });
        var oneToken = new OracleCase(CaseCategory.OneToken, Recording.Problem([[0.3]]), 1, DeclaredArithmetic.Default);
        CaseResult replayed = await ConformRun.ReplayAsync(implementation, oneToken, 2, CancellationToken.None);
        Assert.Equal(VerdictClass.NonDeterministic, replayed.Class);
        await using var silent = new StepImplementation<double>(handshake with { IsDeterministic = false }, (tokens, _, _) => [.. tokens.Select(token => Array.ConvertAll(token, x => calls++ % 2 == 0 ? Math.BitIncrement(x) : x))]);
        Assert.Equal(VerdictGroup.Pass, (await ConformRun.ReplayAsync(silent, oneToken, 2, CancellationToken.None)).Class.Group());
    }

    [Fact]
    public async Task Under_strict_what_is_acceptable_fails_and_is_reported()
    {
        IImplementation right = RightImplementations.All[0];
        ConformResult lenient = await ConformRun.RunAsync(right, new ConformOptions { Cases = 200 });
        ConformResult strict = await ConformRun.RunAsync(right, new ConformOptions { Cases = 200, Strict = true, Time = TimeSpan.FromSeconds(10) });
        Assert.Equal(VerdictGroup.Noted, lenient.Class.Group());
        Assert.Empty(lenient.Failures);
        Assert.True(strict.Class.IsFailure(strict.Strict));
        Assert.NotEmpty(strict.Failures);
    }

    [Fact]
    public async Task An_interruption_ends_with_what_was_found()
    {
        using var source = new CancellationTokenSource();
        int asked = 0;
        await using var implementation = new StepImplementation<double>(new Handshake { Name = "slow" }, (tokens, _, _) =>
        {
            if (++asked == 30)
            {
                source.Cancel();
            }

            return tokens;
        });
        ConformResult result = await ConformRun.RunAsync(implementation, new ConformOptions(), cancellation: source.Token);
        Assert.Equal("interrupted", result.EndedEarly);
        Assert.Equal("attention-not-applied", result.Causes[0].MistakeId);
        Assert.InRange(result.Cases.Length, 5, 40);
    }

    [Fact]
    public async Task The_time_is_kept_and_failures_keep_their_share()
    {
        await using var implementation = new StepImplementation<double>(new Handshake { Name = "slow" }, (tokens, _, _) =>
        {
            Thread.Sleep(20);
            return tokens;
        });
        ConformResult result = await ConformRun.RunAsync(implementation, new ConformOptions { Time = TimeSpan.FromSeconds(2) });
        Assert.InRange(result.Elapsed, TimeSpan.FromSeconds(0.5), HangGuard.Time);
        Assert.Contains("the time was up", result.EndedEarly, StringComparison.Ordinal);
        Assert.NotEmpty(result.Failures);
    }

    [Theory]
    [InlineData("EXACT_TIE/WRONG_SELECTION", true)]
    [InlineData("EXACT_TIE/*", true)]
    [InlineData("*/WRONG_SELECTION # why", true)]
    [InlineData("  exact-tie-00  ", false)]
    [InlineData("NEAR_TIE/*", false)]
    [InlineData("# all of it", false)]
    public void Known_failures_name_cases_categories_and_classes(string line, bool expects)
    {
        Assert.True(KnownFailures.TryParse(line, out KnownFailures known, out string? reason), reason);
        var oracleCase = new OracleCase(CaseCategory.ExactTie, Recording.Problem([[1, 1]]), 1, DeclaredArithmetic.Default);
        Assert.Equal(expects, known.Find(oracleCase, VerdictClass.WrongSelection) is not null);
        Assert.True(KnownFailures.TryParse(oracleCase.Id, out known, out _));
        Assert.NotNull(known.Find(oracleCase, VerdictClass.Crash));
    }

    [Theory]
    [InlineData("EXACT_TYE/*")]
    [InlineData("EXACT_TIE/WRONG")]
    [InlineData("exact_tie-00")]
    [InlineData("a/b/c")]
    public void Lines_that_name_nothing_are_refused(string line)
    {
        Assert.False(KnownFailures.TryParse($"\n{line}", out _, out string? reason));
        Assert.StartsWith("line 2", reason, StringComparison.Ordinal);
    }
}
