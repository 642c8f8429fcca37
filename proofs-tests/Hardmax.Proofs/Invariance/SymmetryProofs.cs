using Hardmax.Dynamics;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Invariance;

/// <summary>
/// docs/theory.md, fact 5: attention sets do not change under A -> c A (c > 0), Z -> c Z (c other than 0), a permutation
/// of the tokens, or new coordinates y = M z with A -> M^-T A M^-1. So the layers and limits are transformed, and the
/// certificate closes at the same layer by the same proof.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 100)]
public sealed class SymmetryProofs
{
    private const int Layers = 5;
    private const int LastLayer = 20;

    [Property(MustSee = new[] { Features.Tie, Features.Moves, "Certified", "Undecided" })]
    public void A_positive_multiple_of_A_changes_nothing(AnyProblem any, int seed, Sightings saw)
    {
        Rational factor = Rational.Abs(Factor(seed));
        AttentionMatrix a = any.Problem.System.Matrix;
        HardmaxProblem other = any.Problem.With(any.Problem.Tokens.ToArray(), Matrix(a.Dimension, (r, c) => factor * a[r, c]));
        AreImages(any.Problem, other, i => i, z => z, saw);
    }

    [Property(MustSee = new[] { Features.Tie, Features.Moves, "Certified", "Undecided", "a negative factor" })]
    public void Multiples_of_all_tokens_move_as_multiples(AnyProblem any, int seed, Sightings saw)
    {
        Rational factor = Factor(seed);
        saw.Note("a negative factor", factor.Sign < 0);
        HardmaxProblem other = any.Problem.WithTokens(any.Problem.Tokens.ToArray().Select(z => z.Times(factor)));
        AreImages(any.Problem, other, i => i, z => z.Times(factor), saw);
    }

    [Property(MustSee = new[] { Features.Tie, Features.Moves, Features.Duplicate, "Certified", "Undecided", "another order" })]
    public void Tokens_in_another_order_move_as_before(AnyProblem any, int seed, Sightings saw)
    {
        int[] order = [.. Enumerable.Range(0, any.Problem.Tokens.Count)];
        new Random(seed).Shuffle(order);
        saw.Note("another order", !order.SequenceEqual(order.Order()));
        Rational[][] tokens = any.Problem.Tokens.ToArray();
        HardmaxProblem other = any.Problem.WithTokens(order.Select(i => tokens[i]));
        AreImages(any.Problem, other, i => Array.IndexOf(order, i), z => z, saw);
    }

    [Property(MustSee = new[] { Features.Tie, Features.Moves, "identity", "skew", "Certified", "Undecided" })]
    public void New_coordinates_are_only_another_description(AnyProblem any, int seed, Sightings saw)
    {
        var coordinates = Coordinates.Of(seed, any.Problem.Tokens.Dimension);
        HardmaxProblem other = any.Problem.With(
            any.Problem.Tokens.ToArray().Select(z => coordinates.Apply(z)),
            coordinates.Apply(any.Problem.System.Matrix));
        AreImages(any.Problem, other, i => i, z => coordinates.Apply(z), saw);
    }

    /// <summary>Token i of one problem is token nameOf(i) of the other, and stands where the map takes it, in every layer and in the limit.</summary>
    private static void AreImages(HardmaxProblem problem, HardmaxProblem other, Func<int, int> nameOf, Func<Rational[], Rational[]> map, Sightings saw)
    {
        Features.Note(saw, problem);
        foreach ((ExactState before, ExactState after) in problem.Layers().Zip(other.Layers()).Take(Layers))
        {
            saw.Note(Features.Moves, before.Layer == 0 && !before.Next().SamePlaces(before));
            for (int i = 0; i < before.TokenCount; i++)
            {
                Assert.Equal(before.AttentionSets[i].ToArray().Select(nameOf).Order(), after.AttentionSets[nameOf(i)].ToArray());
                Assert.Equal(map(before.Point(before.PointOf(i))), after.Point(after.PointOf(nameOf(i))));
            }
        }

        LimitResult limit = LimitCertifier.Certify(problem, LastLayer);
        LimitResult image = LimitCertifier.Certify(other, LastLayer);
        saw.Note(limit.Status.ToString());
        Assert.Equal(Timing(limit), Timing(image));
        Assert.Equal(limit.LeaderSince.Select(leader => (nameOf(leader.Key), leader.Value)).Order(), image.LeaderSince.Select(leader => (leader.Key, leader.Value)));
        Assert.Equal(limit.Groups.Length, image.Groups.Length);
        for (int i = 0; limit.Status != LimitStatus.Undecided && i < problem.Tokens.Count; i++)
        {
            Assert.Equal(
                limit.GroupOf(i).Places.Select(place => map([.. place])),
                image.GroupOf(nameOf(i)).Places.Select(place => place.ToArray()));
        }
    }

    private static (LimitStatus Status, LimitProof Proof, int Layer, int SetsPeriod, int Settled, int ProofPeriod, int LeaderPoints) Timing(LimitResult limit) =>
        (limit.Status, limit.Proof, limit.Layer, limit.SetsPeriod, limit.SettledLayer, limit.ProofPeriod, limit.LeaderPointCount);

    private static Rational Factor(int seed)
    {
        var random = new Random(seed);
        return new Rational(random.Next(1, 50) * (random.Next(2) == 0 ? 1 : -1), random.Next(1, 50));
    }

    private static AttentionMatrix Matrix(int d, Func<int, int, Rational> entry)
    {
        var entries = new Rational[d, d];
        for (int at = 0; at < d * d; at++)
        {
            entries[at / d, at % d] = entry(at / d, at % d);
        }

        return new AttentionMatrix(entries);
    }
}
