using Hardmax.Dynamics;
using Hardmax.Dynamics.Enclosing;
using Hardmax.Dynamics.Floating;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics.Enclosing;

/// <summary>Clouds that leave the range of the error-free transformations on their way, although layer 0 is well inside.</summary>
public sealed class ExactRunRangeTests
{
    [Fact]
    public void Places_that_shrink_to_the_smallest_numbers_are_correctly_rounded()
    {
        // A = -1, alpha = 3: 1 and -1 change sides and halve their distance from 0, exactly: 2^-k after k layers.
        Demand(Problem([1, -1], 1, 3), 1080, 1060);
    }

    [Fact]
    public void Scores_that_underflow_do_not_decide()
    {
        // A = -I, alpha = 3, and opposite pairs: the cloud halves, and its sets stay, until scores are a few of the smallest numbers.
        double[] half = [1, 0.5, 0.5, 0.875, 1.125, -0.25, -0.375, 1.0625];
        Demand(Problem([.. half, .. half.Select(x => -x)], 2, 3), 545, 525);
    }

    [Fact]
    public void A_bound_that_shrinks_for_ever_does_not_become_zero()
    {
        // Token 2 moves once, to a place whose last coordinate is the midpoint 1 + 3/2 ulp, and leads from layer 1 on. Token 1
        // follows it and is below it for ever, so its coordinate rounds down, and that of the leader to even, which is up.
        double up = 1 + Math.ScaleB(1, -51);
        var matrix = new Rational[3, 3];
        matrix[1, 0] = -1;
        Demand(new HardmaxProblem(TokenCloud.FromDoubles([-1, 2, 0.5, -1, -2, up, 4, 3, 1], 3), new HardmaxSystem(new AttentionMatrix(matrix), 3)), 530, 500);
    }

    [Fact]
    public void An_error_of_zero_says_that_an_enclosure_is_exact_in_every_layer()
    {
        // alpha = 10^10: a follower comes closer to its leader by a factor of 10^-10 in each layer, and is never there.
        Rational gamma = new(10_000_000_000, 10_000_000_001);
        var places = new Enclosures([1, 0.375], 1, gamma, new Workers(1));
        Rational away = new(5, 8);
        for (int layer = 0; layer < 60; layer++)
        {
            Rational missing = Rational.Abs(1 - away - Rational.FromDouble(places.High[1]) - Rational.FromDouble(places.Low[1]));
            Assert.True(missing <= Rational.FromDouble(places.Error[1]), $"Layer {layer}: the error is {places.Error[1]}.");
            places.Move(new PointSets(0, [0, 0], null), [1, 1]);
            away *= 1 - gamma;
        }
    }

    private static HardmaxProblem Problem(double[] tokens, int dimension, Rational alpha)
    {
        var matrix = new Rational[dimension, dimension];
        for (int c = 0; c < dimension; c++)
        {
            matrix[c, c] = -1;
        }

        return new HardmaxProblem(TokenCloud.FromDoubles(tokens, dimension), new HardmaxSystem(new AttentionMatrix(matrix), alpha));
    }

    private static void Demand(HardmaxProblem problem, int layers, int from)
    {
        var run = ExactRun.Start(problem, 1);
        var state = ExactState.Start(problem);
        for (int layer = 0; layer <= layers; layer++)
        {
            if (layer >= from)
            {
                Assert.True(state.AttentionSets.Equals(run.AttentionSets), $"The sets of layer {layer}.");
                double[] expected = [.. state.ToTokens().ToDoubles().SelectMany(row => row)];
                Assert.Equal(expected, run.ToDoubles());
            }

            run.Advance();
            state = state.Next();
        }
    }
}
