using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class MistakeTests
{
    /// <summary>The list of the contract: a zoo without one of them would let an implementation pass.</summary>
    [Theory]
    [InlineData("first-argmax-only")]
    [InlineData("last-argmax-only")]
    [InlineData("matrix-transposed")]
    [InlineData("self-excluded")]
    [InlineData("sum-for-mean")]
    [InlineData("alpha-for-gamma")]
    [InlineData("in-place-update")]
    [InlineData("stale-attention-sets")]
    [InlineData("frozen-attention-sets")]
    [InlineData("argmin")]
    [InlineData("relative-tolerance-ties")]
    [InlineData("softmax-beta-50")]
    [InlineData("softmax-temperature-0.001")]
    [InlineData("float32-scores")]
    [InlineData("random-tie-choice")]
    [InlineData("duplicates-counted-once")]
    public void The_zoo_has_it(string id) => Assert.Equal(id, Mistakes.Find(id)?.Id);

    [Fact]
    public void Each_is_described_once()
    {
        Assert.Equal(Mistakes.All.Length, Mistakes.All.Select(mistake => mistake.Id).Distinct().Count());
        Assert.Equal(Mistakes.All.Length, Mistakes.All.Select(mistake => mistake.Description).Distinct().Count());
        Assert.All(Mistakes.All, mistake =>
        {
            Assert.Contains(mistake.BugType, BugTypes.All);
            Assert.DoesNotContain(mistake.Description, c => c == '.' && mistake.Description.EndsWith('.'));
            Assert.NotEmpty(mistake.Effect);
        });
    }

    // Token 2 is tied between 0 and 1, which are equal to nobody; token 3 equals token 1.
    [Theory]
    [InlineData("first-argmax-only", "1,1 1,-1 3/4,1/2 1,-1")]
    [InlineData("last-argmax-only", "1,1 1,-1 3/4,-1/2 1,-1")]
    [InlineData("self-excluded", "3/4,1/2 1,-1 3/4,-1/6 1,-1")]
    [InlineData("sum-for-mean", "1,1 3/2,-3/2 7/4,-1/2 3/2,-3/2")]
    [InlineData("duplicates-counted-once", "1,1 1,-1 3/4,0 1,-1")]
    [InlineData("alpha-for-gamma", "1,1 1,-1 1,-1/3 1,-1")]
    [InlineData("normalisation-missing", "2,2 2,-2 3/2,-1/3 2,-2")]
    [InlineData("mean-over-all", "15/16,3/8 15/16,-5/8 11/16,-1/8 15/16,-5/8")]
    [InlineData("layer-repeated", "1,1 1,-1 1/2,0 1,-1")]
    [InlineData("layer-skipped", "1,1 1,-1 7/8,-7/12 1,-1")]
    public void Its_exact_form_does_what_it_says(string id, string expected)
    {
        Rational[][] tokens = Rows("1,1 1,-1 1/2,0 1,-1");
        Rational[][] next = Mistakes.Find(id)!.NextLayer([tokens], AttentionMatrix.Identity(2).ToArray(), Rational.One)!;
        Assert.Equal(Rows(expected), next);
    }

    [Fact]
    public void An_in_place_update_sees_tokens_that_have_moved()
    {
        // Token 0 goes to 2 (A = -1, so towards the smallest); token 1, at 1, then sees 0 at 1/2.
        Rational[][] next = Mistakes.Find("in-place-update")!.NextLayer([Rows("3 -2 1")], new Rational[,] { { -1 } }, Rational.One)!;
        Assert.Equal(Rows("1/2 -1/2 1/4"), next);
    }

    [Fact]
    public void Stale_sets_are_those_of_the_layer_before_and_frozen_ones_those_of_the_first()
    {
        Rational[,] identity = AttentionMatrix.Identity(2).ToArray();
        var textbook = new TextbookDynamics<Rational>(identity, Rational.One);
        Rational[][][] layers = [Rows("4,0 0,1 3,2"), Rows("0,-1 5,0 1,3"), Rows("1,1 2,0 0,4")];
        foreach ((string id, int seen) in ((string, int)[])[("stale-attention-sets", 1), ("frozen-attention-sets", 0)])
        {
            Rational[][] expected = textbook.Next(layers[2], textbook.AttentionSets(layers[seen]));
            Assert.Equal(expected, Mistakes.Find(id)!.NextLayer(layers, identity, Rational.One));
            Assert.NotEqual(textbook.Next(layers[2], textbook.AttentionSets(layers[2])), expected);
        }
    }

    [Fact]
    public void Mistakes_of_precision_and_of_chance_have_no_exact_form_and_all_others_do()
    {
        string[] none = [.. Mistakes.All.Where(mistake => mistake.NextLayer([Rows("1 2")], new Rational[,] { { 1 } }, Rational.One) is null).Select(mistake => mistake.Id)];
        Assert.Equal(["float32-scores", "float16-scores", "softmax-beta-50", "softmax-temperature-0.001", "random-tie-choice"], none);
    }

    [Fact]
    public void Over_small_dyadics_the_forms_over_rationals_and_over_doubles_are_the_same()
    {
        int compared = 0;
        foreach (VectorTest test in SharedVectors.File("trajectory-float64.json").Tests)
        {
            Rational[][] tokens = test.Problem.Tokens.ToArray();
            double[][] doubles = test.Problem.Tokens.ToDoubles();
            foreach (Mistake mistake in Mistakes.All.Where(mistake => mistake.BugType is BugTypes.Scores or BugTypes.Selection))
            {
                if (mistake.NextLayer([tokens], test.Problem.System.Matrix.ToArray(), test.Problem.System.Alpha) is { } exact && exact.All(place => place.All(x => x.Denominator.IsPowerOfTwo)))
                {
                    double[][] next = mistake.NextFloats([doubles], FloatValues.Round<double>(test.Problem.System.Matrix), test.Problem.System.Alpha.ToDouble());
                    Assert.Equal(exact.Select(place => place.Select(x => x.ToDouble())), next);
                    compared++;
                }
            }
        }

        Assert.InRange(compared, 100, 1000);
    }

    [Fact]
    public void The_portable_exponential_is_the_exponential()
    {
        for (double x = 0; x > -740; x -= 0.37)
        {
            double expected = Math.Exp(x);
            Assert.True(Math.Abs(PortableExp.Of(x) - expected) <= (8 * Math.BitIncrement(0)) + (expected * 8e-16), $"exp({x})");
        }

        Assert.Equal(1, PortableExp.Of(0));
        Assert.Equal(0, PortableExp.Of(double.NegativeInfinity));
        Assert.Equal(0, PortableExp.Of(double.NaN));
    }

    [Fact]
    public void Random_choices_repeat_and_are_of_all_maximisers()
    {
        var mistake = Mistakes.Find("random-tie-choice")!;
        double[][] tokens = [[0, 0], [4, 0], [8, 0]];
        double[,] identity = { { 1, 0 }, { 0, 1 } };
        double[] places = [.. Enumerable.Range(1, 60).Select(layer => mistake.NextFloats(Enumerable.Repeat(tokens, layer).ToArray(), identity, 1)[0][0])];
        Assert.Equal([0, 2, 4], places.Distinct().Order());
        Assert.Equal(places, Enumerable.Range(1, 60).Select(layer => mistake.NextFloats(Enumerable.Repeat(tokens, layer).ToArray(), identity, 1)[0][0]));
    }

    private static Rational[][] Rows(string text) => [.. text.Split(' ').Select(row => row.Split(',').Select(Rational.Parse).ToArray())];
}
