using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class VerdictTests
{
    [Fact]
    public void Groups_beat_each_other_in_the_order_of_the_contract()
    {
        VerdictGroup[] order = [.. Verdicts.All.Select(verdict => verdict.Group())];
        Assert.Equal(order.Order(), order);
        Assert.Equal(
            [VerdictGroup.Neutral, VerdictGroup.Pass, VerdictGroup.Noted, VerdictGroup.Inconclusive, VerdictGroup.Fail, VerdictGroup.Ours],
            order.Distinct());
    }

    [Fact]
    public void Every_class_is_read_back_from_its_name()
    {
        foreach (VerdictClass verdict in Verdicts.All)
        {
            Assert.True(Verdicts.TryParse(verdict.Id(), out VerdictClass parsed));
            Assert.Equal(verdict, parsed);
        }
    }

    [Theory]
    [InlineData(VerdictClass.Vacuous)]
    [InlineData(VerdictClass.Vacuous, VerdictClass.Skipped, VerdictClass.ExpectedFail)]
    [InlineData(VerdictClass.Exact, VerdictClass.Skipped, VerdictClass.Exact)]
    [InlineData(VerdictClass.NearTie, VerdictClass.NearTie, VerdictClass.WithinBound)]
    [InlineData(VerdictClass.Unknown, VerdictClass.NearTie, VerdictClass.Unknown)]
    [InlineData(VerdictClass.WrongUpdate, VerdictClass.WrongUpdate, VerdictClass.Unknown)]
    [InlineData(VerdictClass.OracleBug, VerdictClass.Crash, VerdictClass.OracleBug)]
    public void The_gravest_finding_counts(VerdictClass expected, params VerdictClass[] found) =>
        Assert.Equal(expected, Verdicts.Gravest(found));

    [Fact]
    public void Strict_makes_what_is_acceptable_fail_and_nothing_else()
    {
        VerdictClass[] more = [.. Verdicts.All.Where(verdict => verdict.IsFailure(strict: true) && !verdict.IsFailure())];
        Assert.Equal([VerdictClass.TieWithInexactScores, VerdictClass.NearTie], more);
    }
}
