using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Examples;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics;

public sealed class ExactStateTests
{
    private static readonly Rational Half = new(1, 2);

    public static TheoryData<string> Known => [.. KnownProblems.All.Select(problem => problem.Name!)];

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_problems_move_as_in_the_textbook(string name) =>
        EngineAgreement.Demand(KnownProblems.All.Single(problem => problem.Name == name), 12);

    [Fact]
    public void Problems_of_every_shape_and_class_move_as_in_the_textbook()
    {
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(ProblemLimits.Default, 7, 300))
        {
            EngineAgreement.Demand(problem, 3);
        }
    }

    [Fact]
    public void Equal_tokens_are_one_point_in_the_order_of_first_tokens()
    {
        var state = ExactState.Start(EngineAgreement.Problem([[Half, 0], [0, 1], [Half, 0], [0, 0], [0, 1], [Half, 0]]));
        Assert.Equal(6, state.TokenCount);
        Assert.Equal(3, state.PointCount);
        Assert.Equal([0, 1, 0, 2, 1, 0], Enumerable.Range(0, 6).Select(state.PointOf));
        Assert.Equal([3, 2, 1], Enumerable.Range(0, 3).Select(state.Multiplicity));
        Assert.Equal([0, 1, 3], Enumerable.Range(0, 3).Select(state.FirstToken));
        Assert.Equal(2, state.Denominator);
        Assert.Equal([BigInteger.One, BigInteger.Zero], state.Numerators(0).ToArray());
        Assert.Equal([(Rational)0, 1], state.Point(1));
    }

    [Fact]
    public void Sets_by_token_name_every_token_at_a_point()
    {
        var state = ExactState.Start(EngineAgreement.Problem([[1], [-1], [1], [0], [-1]]));
        int[][] expected = [[0, 2], [1, 4], [0, 2], [0, 1, 2, 3, 4], [1, 4]];
        Assert.Equal(expected, state.AttentionSets.ToArray());
        Assert.Empty(state.AttentionSets.Leaders());
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(state.Attention.IsLeaderPoint));
        Assert.Equal([2, 2, 5], Enumerable.Range(0, 3).Select(state.Attention.TokensIn));
        Assert.Equal([0, 1, 2], state.Attention[2].ToArray());
    }

    [Fact]
    public void Means_count_tokens_and_not_points()
    {
        // The zero token heads for (3 * 1 - 1 + 0) / 5 = 2/5 and with gamma 1/2 gets to 1/5.
        ExactState next = ExactState.Start(EngineAgreement.Problem([[1], [1], [1], [-1], [0]])).Next();
        Assert.Equal([new Rational(1, 5)], next.Point(next.PointOf(4)));
    }

    [Fact]
    public void Tokens_that_meet_are_one_point_from_then_on()
    {
        var start = ExactState.Start(EngineAgreement.Problem([[3], [-1], [3]], new Rational[,] { { -1 } }));
        ExactState met = start.Next();
        Assert.Equal(2, start.PointCount);
        Assert.Equal(1, met.PointCount);
        Assert.Equal(3, met.Multiplicity(0));
        Assert.Equal([(Rational)1], met.Point(0));
        Assert.Null(met.Inherited);
        Assert.Equal([0, 1, 2], met.AttentionSets[1].ToArray());
    }

    [Fact]
    public void Points_are_numbered_anew_when_earlier_points_meet()
    {
        int renumbered = 0;
        foreach (HardmaxProblem problem in Sample(MatrixClass.SymmetricIndefinite, 400))
        {
            ExactState? before = null;
            foreach (ExactState state in Layers(problem, 4))
            {
                int[] firstTokens = [.. Enumerable.Range(0, state.PointCount).Select(state.FirstToken)];
                Assert.Equal(firstTokens.Order(), firstTokens);
                Assert.Equal(Enumerable.Range(0, state.PointCount), firstTokens.Select(state.PointOf));
                bool isNumberedAnew = before is not null && Enumerable.Range(0, state.TokenCount).Any(token => before.PointOf(token) > state.PointOf(token));
                renumbered += isNumberedAnew ? 1 : 0;
                before = state;
            }
        }

        Assert.True(renumbered > 5, $"{renumbered} layers with new numbers");
    }

    [Fact]
    public void Leader_points_hand_their_sets_on_and_keep_them_after_others_meet()
    {
        (int inherited, int meetings) = (0, 0);
        foreach (HardmaxProblem problem in Sample(MatrixClass.SymmetricIndefinite, 400))
        {
            ExactState? before = null;
            foreach (ExactState state in Layers(problem, 6))
            {
                int[] leaders = before is null ? [] : before.AttentionSets.Leaders();
                Assert.Empty(leaders.Except(state.AttentionSets.Leaders()));
                inherited += state.Inherited is not null && leaders.Length > 0 ? 1 : 0;
                meetings += leaders.Length > 0 && before!.PointCount > state.PointCount ? 1 : 0;
                before = state;
            }

            EngineAgreement.Demand(problem, 4);
        }

        Assert.True(inherited > 50 && meetings > 0, $"{inherited} inherited, {meetings} met beside leaders");
    }

    [Fact]
    public void Numerators_and_denominator_have_no_common_factor()
    {
        foreach (HardmaxProblem problem in Sample(MatrixClass.General, 200))
        {
            foreach (ExactState state in Layers(problem, 6))
            {
                BigInteger divisor = Enumerable.Range(0, state.PointCount)
                    .SelectMany(point => state.Numerators(point).ToArray())
                    .Aggregate(state.Denominator, BigInteger.GreatestCommonDivisor);
                Assert.Equal(BigInteger.One, divisor);
                Assert.True(state.Denominator.Sign > 0);
            }
        }
    }

    [Fact]
    public void The_same_places_reached_in_two_ways_are_the_same()
    {
        // The square's tied tokens at layer 3, and a fresh start from there: other layers, equal integers.
        ExactState later = Layers(KnownProblems.RotatedSquare, 3).Last();
        var restarted = ExactState.Start(new HardmaxProblem(later.ToTokens(), KnownProblems.RotatedSquare.System));
        Assert.NotEqual(later.Layer, restarted.Layer);
        Assert.True(later.SamePlaces(restarted));
        Assert.True(later.Next().SamePlaces(restarted.Next()));
        Assert.False(later.SamePlaces(later.Next()));
    }

    [Fact]
    public void The_same_points_held_by_other_tokens_are_not_the_same_places()
    {
        var one = ExactState.Start(EngineAgreement.Problem([[1], [2], [2]]));
        var other = ExactState.Start(EngineAgreement.Problem([[1], [1], [2]]));
        var scaled = ExactState.Start(EngineAgreement.Problem([[Half], [1], [1]]));
        Assert.False(one.SamePlaces(other));
        Assert.False(one.SamePlaces(scaled));
        Assert.Equal(one.Numerators(1).ToArray(), scaled.Numerators(1).ToArray());
    }

    [Fact]
    public void The_exact_cycle_comes_back_to_the_same_places()
    {
        ExactState[] layers = [.. Layers(KnownProblems.PeriodTwoCycle, 4)];
        Assert.True(layers[0].SamePlaces(layers[2]));
        Assert.True(layers[1].SamePlaces(layers[3]));
        Assert.False(layers[0].SamePlaces(layers[1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void One_token_stays_and_leads_unless_A_sends_it_to_0(int dimension)
    {
        var token = Enumerable.Range(1, dimension).Select(c => new Rational(c, 7)).ToArray();
        ExactState state = Layers(EngineAgreement.Problem([token]), 5).Last();
        Assert.Equal(token, state.Point(0));
        Assert.True(state.AttentionSets.IsLeader(0));
    }

    [Fact]
    public void Zero_tokens_attend_to_all_and_stay_where_the_mean_is_0()
    {
        var zeros = ExactState.Start(EngineAgreement.Problem([[0, 0], [0, 0]]));
        Assert.Equal(1, zeros.PointCount);
        Assert.Equal(BigInteger.One, zeros.Next().Denominator);
        Assert.Equal([0, 1], zeros.Next().AttentionSets[0].ToArray());
        EngineAgreement.Demand(EngineAgreement.Problem([[0], [1], [-1]]), 6);
        EngineAgreement.Demand(EngineAgreement.Problem([[0], [1], [1]]), 6);
    }

    [Fact]
    public void A_constant_last_coordinate_of_a_large_denominator_is_kept_exactly()
    {
        Rational odd = new(1, BigInteger.Pow(3, 200));
        HardmaxProblem problem = EngineAgreement.Problem([[1, odd], [Half, -odd], [-1, odd]], alpha: new(1, 97));
        EngineAgreement.Demand(problem, 6);
    }

    private static IEnumerable<ExactState> Layers(HardmaxProblem problem, int last)
    {
        var state = ExactState.Start(problem);
        for (int layer = 0; layer <= last; layer++, state = state.Next())
        {
            yield return state;
        }
    }

    private static IReadOnlyList<HardmaxProblem> Sample(MatrixClass matrixClass, int count) =>
        ProblemSampler.Sample(matrixClass, new ProblemLimits { Shape = Shape.Small }, 11, count);
}
