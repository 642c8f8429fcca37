using Hardmax.Dynamics;
using Hardmax.Examples;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

public sealed class RecurringGapsTests
{
    [Fact]
    public void Where_gaps_recur_the_sets_repeat_from_there_on()
    {
        (int found, int periodic, int moving) = (0, 0, 0);
        MatrixClass[] classes = [MatrixClass.NegativeDefinite, MatrixClass.NsdSingular, MatrixClass.SymmetricIndefinite, MatrixClass.Skew, MatrixClass.General];
        foreach (HardmaxProblem problem in classes.SelectMany(matrixClass =>
            ProblemSampler.Sample(matrixClass, new ProblemLimits { Shape = Shape.SmallInteger }, 17, 150)))
        {
            if (FirstRecurrence(problem, 20) is not ({ } layer, { } period))
            {
                continue;
            }

            AttentionSets[] sets = [.. Layers(problem, layer + (3 * period) + 10).Select(state => state.AttentionSets)];
            for (int at = layer; at + period < sets.Length; at++)
            {
                Assert.True(sets[at].Equals(sets[at + period]), $"layer {at}, period {period} of {ProblemText.Write(problem)}");
            }

            found++;
            periodic += period > 1 ? 1 : 0;
            moving += Layers(problem, layer).Last().SamePlaces(Layers(problem, layer + period).Last()) ? 0 : 1;
        }

        Assert.True(found > 100 && periodic > 1 && moving > 50, $"{found} recurrences, {periodic} of longer periods, {moving} not of the state itself");
    }

    [Fact]
    public void The_first_layer_is_the_first_although_late_layers_are_looked_at_only()
    {
        // The square and 13 points on its side: 17 points, more than are looked at before layer 8, none of which ever moves.
        Rational[][] tokens = [.. Enumerable.Range(0, 17).Select(k => (Rational[])[1, new Rational(k - 8, 8)])];
        HardmaxProblem problem = Of([[0, 0], [0, 0]], tokens);
        var detector = new RecurrenceDetector(layer => Layers(problem, layer).Last());
        (int Layer, int Period)?[] answers = [.. Layers(problem, 9).Select(detector.Observe)];
        Assert.All(answers[..9], answer => Assert.Null(answer));
        Assert.Equal((0, 1), answers[9]);
    }

    [Fact]
    public void More_than_96_points_are_not_looked_at()
    {
        Rational[][] tokens = [.. Enumerable.Range(0, 97).Select(k => (Rational[])[k])];
        HardmaxProblem problem = Of([[0]], tokens);
        var detector = new RecurrenceDetector(layer => Layers(problem, layer).Last());
        Assert.All(Layers(problem, 12).Select(detector.Observe), answer => Assert.Null(answer));
    }

    [Fact]
    public void Forms_are_equal_up_to_a_positive_factor_and_a_shift_where_A_allows_it()
    {
        int[][] swap = [[0, -1], [1, 0]];
        Rational[][] tokens = [[1, 0], [0, 2], [-3, 1]];
        var form = GramForm.Of(ExactState.Start(Of(swap, tokens)));
        Rational[][] scaled = [.. tokens.Select(row => row.Select(x => x * new Rational(-5, 3)).ToArray())];
        Assert.Equal(form, GramForm.Of(ExactState.Start(Of(swap, scaled))));
        Assert.Equal(form.GetHashCode(), GramForm.Of(ExactState.Start(Of(swap, scaled))).GetHashCode());

        // 7 A has the gaps of A; a shift along the kernel of A and of its transpose changes none.
        Assert.Equal(form, GramForm.Of(ExactState.Start(Of([[0, -7], [7, 0]], tokens))));
        var flat = GramForm.Of(ExactState.Start(Of([[1, 0], [0, 0]], tokens)));
        Rational[][] shifted = [.. tokens.Select(row => (Rational[])[row[0], row[1] + 9])];
        Assert.Equal(flat, GramForm.Of(ExactState.Start(Of([[1, 0], [0, 0]], shifted))));
    }

    [Fact]
    public void Forms_of_opposite_sign_of_other_tokens_and_of_other_gaps_differ()
    {
        Rational[][] tokens = [[1, 0], [0, 2], [-3, 1]];
        var form = GramForm.Of(ExactState.Start(Of([[1, 0], [0, 1]], tokens)));
        Assert.NotEqual(form, GramForm.Of(ExactState.Start(Of([[-1, 0], [0, -1]], tokens))));
        Assert.NotEqual(form, GramForm.Of(ExactState.Start(Of([[1, 0], [0, 1]], [[1, 0], [0, 2], [-3, 2]]))));
        Assert.NotEqual(
            GramForm.Of(ExactState.Start(Of([[1]], [[1], [2], [2]]))),
            GramForm.Of(ExactState.Start(Of([[1]], [[1], [1], [2]]))));
        Assert.False(form.Equals(null));
    }

    [Fact]
    public void All_gaps_0_is_a_form_like_any_other()
    {
        var zero = GramForm.Of(ExactState.Start(Of([[0]], [[1], [2]])));
        Assert.Equal(zero, GramForm.Of(ExactState.Start(Of([[0]], [[5], [-3]]))));
        Assert.NotEqual(zero, GramForm.Of(ExactState.Start(Of([[1]], [[1], [2]]))));
    }

    [Fact]
    public void The_exact_cycle_recurs_with_its_period() =>
        Assert.Equal((0, 2), FirstRecurrence(KnownProblems.PeriodTwoCycle, 10));

    private static (int Layer, int Period)? FirstRecurrence(HardmaxProblem problem, int layers)
    {
        var detector = new RecurrenceDetector(layer => Layers(problem, layer).Last());
        return Layers(problem, layers).Select(detector.Observe).FirstOrDefault(answer => answer is not null);
    }

    private static IEnumerable<ExactState> Layers(HardmaxProblem problem, int last)
    {
        var state = ExactState.Start(problem);
        for (int layer = 0; layer <= last; layer++, state = state.Next())
        {
            yield return state;
        }
    }

    private static HardmaxProblem Of(int[][] matrix, Rational[][] tokens)
    {
        var entries = new Rational[matrix.Length, matrix.Length];
        for (int at = 0; at < entries.Length; at++)
        {
            entries[at / matrix.Length, at % matrix.Length] = matrix[at / matrix.Length][at % matrix.Length];
        }

        return new HardmaxProblem(new TokenCloud(tokens), new HardmaxSystem(new AttentionMatrix(entries), 1));
    }
}
