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
/// Repeated tokens and tokens in the kernel of A (docs/theory.md, facts 6 and 7): text repeats words, and padding
/// repeats zero.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 150)]
public sealed class RepeatedTokenProofs
{
    /// <summary>
    /// Copies of a token belong to exactly the sets that it belongs to, and weigh in their means by their number; the
    /// sets of the others are otherwise what they were.
    /// </summary>
    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, "the copied token is attended to", "a mean changes" })]
    public void Copies_weigh_in_the_means_by_their_number(AnyProblem any, int seed, Sightings saw)
    {
        Features.Note(saw, any.Problem);
        var random = new Random(seed);
        Rational[][] tokens = any.Problem.Tokens.ToArray();
        (int n, int copied, int copies) = (tokens.Length, random.Next(tokens.Length), random.Next(1, 4));
        Rational gamma = any.Problem.System.Gamma;
        var before = ExactState.Start(any.Problem);
        var after = ExactState.Start(any.Problem.WithTokens([.. tokens, .. Enumerable.Repeat(tokens[copied], copies)]));
        int[] added = [.. Enumerable.Range(n, copies)];
        Rational[][] next = after.Next().ToTokens().ToArray();
        for (int i = 0; i < n + copies; i++)
        {
            int original = i < n ? i : copied;
            int[] set = before.AttentionSets[original].ToArray();
            bool holdsCopied = set.Contains(copied);
            Assert.Equal(holdsCopied ? [.. set, .. added] : set, after.AttentionSets[i].ToArray());

            Rational weight = holdsCopied ? copies : 0;
            Rational[] mean = Problems.Mean(tokens, set).Times(set.Length);
            mean = Vectors.AddScaled(mean, weight, tokens[copied]).Times((set.Length + weight).Reciprocal());
            Rational[] moved = Vectors.AddScaled(tokens[original], gamma, Vectors.Subtract(mean, tokens[original]));
            Assert.Equal(moved, next[i]);
            saw.Note("the copied token is attended to", holdsCopied);
            saw.Note("a mean changes", holdsCopied && set.Length > 1 && !mean.AsSpan().SequenceEqual(Problems.Mean(tokens, set)));
        }
    }

    /// <summary>Fact 7: equal tokens stay equal, in every layer and in the limit; they have one attention set.</summary>
    [Property(MustSee = new[] { Features.Tie, Features.Moves, "Certified" })]
    public void Equal_tokens_stay_equal(AnyProblem any, int seed, Sightings saw)
    {
        Features.Note(saw, any.Problem);
        Rational[][] tokens = any.Problem.Tokens.ToArray();
        int copied = new Random(seed).Next(tokens.Length);
        HardmaxProblem problem = any.Problem.WithTokens([.. tokens, tokens[copied]]);
        foreach ((Rational[][] layer, int[][] sets) in problem.TextbookLayers().Take(5))
        {
            Assert.Equal(layer[copied], layer[tokens.Length]);
            Assert.Equal(sets[copied], sets[tokens.Length]);
        }

        foreach (ExactState state in problem.Layers().Take(8))
        {
            saw.Note(Features.Moves, state.Layer == 1 && !state.ToTokens().Equals(problem.Tokens));
            Assert.Equal(state.PointOf(copied), state.PointOf(tokens.Length));
        }

        LimitResult limit = LimitCertifier.Certify(problem, maxLayers: 10);
        saw.Note(limit.Status.ToString());
        Assert.All(limit.Groups, group => Assert.Equal(group.Members.Contains(copied), group.Members.Contains(tokens.Length)));
    }

    /// <summary>Fact 6: A z_i = 0 implies C_i = everyone, and the token goes the share gamma of the way to the mean of all.</summary>
    [Property(MaxTest = 400, MustSee = new[] { "a zero token", "a token in the kernel of A that is not zero", "not all tokens are in the kernel" })]
    public void A_token_in_the_kernel_of_A_attends_to_everyone(AnyProblem any, Sightings saw)
    {
        AttentionMatrix a = any.Problem.System.Matrix;
        foreach (ExactState state in any.Problem.Layers().Take(3))
        {
            Rational[][] tokens = state.ToTokens().ToArray();
            int[] everyone = [.. Enumerable.Range(0, tokens.Length)];
            int[] inKernel = [.. everyone.Where(i => Vectors.IsZero(a.Apply(tokens[i])))];
            saw.Note("not all tokens are in the kernel", inKernel.Length > 0 && inKernel.Length < tokens.Length);
            Rational[][] next = inKernel.Length == 0 ? [] : state.Next().ToTokens().ToArray();
            foreach (int i in inKernel)
            {
                saw.Note(Vectors.IsZero(tokens[i]) ? "a zero token" : "a token in the kernel of A that is not zero");
                Assert.Equal(everyone, state.AttentionSets[i].ToArray());
                Rational[] step = Vectors.Subtract(Problems.Mean(tokens, everyone), tokens[i]);
                Assert.Equal(Vectors.AddScaled(tokens[i], any.Problem.System.Gamma, step), next[i]);
            }
        }
    }
}
