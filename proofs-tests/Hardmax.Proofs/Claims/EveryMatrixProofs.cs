using Hardmax.Generators;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Claims;

/// <summary>
/// What is true for every matrix A (docs/theory.md, facts 1 to 3 and 9). Each claim is drawn for all nine classes of matrices,
/// equally often, and every class must occur. The engine uses fact 2, so it is also held against the textbook alone.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) })]
public sealed class EveryMatrixProofs
{
    // These claims look at each layer with linear programs, and limits that stay undecided have many layers.
    private const int Layers = 24;

    /// <summary>hull-shrinks: K^{k+1} is a subset of K^k.</summary>
    [Property(MaxTest = 150, MustSee = new[]
    {
        "identity", "spd", "psd-singular", "negative-definite", "nsd-singular", "symmetric-indefinite", "skew", "pd-nonsymmetric", "general",
        Features.Tie, Features.Duplicate, Features.ZeroToken, Features.Collinear, Features.SingleToken, Features.Line, Features.LargeDenominators,
        Features.DoubleValued, Features.Moves, Features.Undecided,
    })]
    [Proves("hull-shrinks")]
    public void The_hull_of_a_layer_holds_the_next_layer(AnyProblem any, Sightings saw) =>
        Expect.Holds("hull-shrinks", any, saw, Layers);

    /// <summary>leader-persists: C_i(Z^k) = {i} implies C_i(Z^{k+1}) = {i}, and z_i is frozen.</summary>
    [Property(MaxTest = 150, MustSee = new[]
    {
        "identity", "spd", "psd-singular", "negative-definite", "nsd-singular", "symmetric-indefinite", "skew", "pd-nonsymmetric", "general",
        Features.Tie, Features.Moves, Features.EmergingLeader, "a leader",
    })]
    [Proves("leader-persists")]
    public void A_leader_stays_a_leader_and_does_not_move(AnyProblem any, Sightings saw)
    {
        Expect.Holds("leader-persists", any, saw, Layers);
        (Rational[][] Tokens, int[][] Sets)[] layers = [.. any.Problem.TextbookLayers().Take(6)];
        foreach ((var before, var after) in layers.Zip(layers.Skip(1)))
        {
            foreach (int leader in Enumerable.Range(0, before.Sets.Length).Where(i => before.Sets[i].SequenceEqual([i])))
            {
                saw.Note("a leader");
                Assert.Equal([leader], after.Sets[leader]);
                Assert.Equal(before.Tokens[leader], after.Tokens[leader]);
            }
        }
    }

    /// <summary>A limit attends to itself, whatever the matrix (fact 9): it is on the face of K where &lt;A s, .> is largest.</summary>
    [Property(MaxTest = 250, MustSee = new[]
    {
        "psd-singular", "negative-definite", "nsd-singular", "symmetric-indefinite", "skew", "pd-nonsymmetric", "general",
        Features.Tie, Features.Moves, Features.NonVertexLimit, Features.Undecided,
    })]
    [Proves("nonvertex-limit-is-projection", MatrixClass.PsdSingular, MatrixClass.NegativeDefinite, MatrixClass.NsdSingular, MatrixClass.SymmetricIndefinite, MatrixClass.Skew, MatrixClass.PdNonsymmetric, MatrixClass.General)]
    public void A_limit_attends_to_itself(DistinctNonzeroProblem drawn, Sightings saw) =>
        Expect.HoldsWhereDecided("nonvertex-limit-is-projection", drawn, saw, Layers);

    /// <summary>leader-is-vertex: a leader is an extreme point of K^k and of every later hull.</summary>
    [Property(MaxTest = 150, MustSee = new[]
    {
        "identity", "spd", "psd-singular", "negative-definite", "nsd-singular", "symmetric-indefinite", "skew", "pd-nonsymmetric", "general",
        Features.Tie, Features.Collinear, Features.Moves, Features.EmergingLeader,
    })]
    [Proves("leader-is-vertex")]
    public void A_leader_is_a_vertex_of_its_hull_and_of_every_later_one(AnyProblem any, Sightings saw) =>
        Expect.Holds("leader-is-vertex", any, saw, Layers);

    /// <summary>Fact 4, at layer 0 of tokens that have come to rest: every vertex v of K has &lt;A v, v&gt; = max over K of &lt;A v, .&gt;.</summary>
    [Property(MaxTest = 150, MustSee = new[] { "identity", "psd-singular", "negative-definite", "symmetric-indefinite", "skew", "pd-nonsymmetric", "two vertices" })]
    public void A_vertex_of_K_attends_to_itself(AnyProblem any, Sightings saw)
    {
        var evidence = Hardmax.Claims.ClaimEvidence.Gather(any.Problem, Layers);
        Features.Note(saw, any.Problem);
        AttentionMatrix matrix = any.Problem.System.Matrix;
        Rational[][] vertices = [.. evidence.Vertices.Select(vertex => vertex.Value.ToArray())];
        saw.Note("two vertices", vertices.Length > 1);
        Assert.Equal(vertices.Length, ConvexHullSize(vertices));
        Assert.All(vertices, v => Assert.All(vertices, w =>
        {
            Assert.True(matrix.Form(v, v) >= matrix.Form(v, w));
            Assert.True(matrix.Form(Vectors.Subtract(v, w), Vectors.Subtract(v, w)).Sign >= 0);
        }));
    }

    private static int ConvexHullSize(Rational[][] points) => points.Length == 0 ? 0 : ConvexHull.Of(points).ExtremePoints.Length;
}
