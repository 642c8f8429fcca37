using System.Numerics;
using System.Runtime.InteropServices;
using Hardmax.Dynamics.Floating;
using Hardmax.Model;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Dynamics.Floating;

/// <summary>The fast layers against the slow ones, which form all scores: the same bits, the same sets, in every layer.</summary>
public sealed class FloatLayersTests
{
    // Kinds that must have been seen, by what the parts of the fast layers say of themselves.
    private static readonly string[] Interesting =
    [
        "nothing searched", "within a class only", "within and everywhere", "everywhere", "points met", "tie of distinct points", "one token",
        "one dimension", "careful", "never looked", "subnormal", "minus zero", "duplicates", "zero matrix", "singular", "skew", "minus", "leader drifts",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Doubles_have_the_bits_and_sets_of_all_scores(int part) => Demand<double>(part);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Singles_have_the_bits_and_sets_of_all_scores(int part) => Demand<float>(part);

    [Fact]
    public void Hundreds_of_layers_of_converging_points_agree()
    {
        // alpha = 1 halves all distances: after 60 layers followers meet their leaders, bit by bit at different times.
        int met = 0;
        foreach (int seed in (int[])[1, 2, 3])
        {
            var random = new Random(seed);
            double[] tokens = [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble() - 0.5)];
            var system = new FloatSystem<double>(4, null, 0.5, Hardmax.Numbers.BinaryFormat.Double, ScoreKernels.Widest<double>(), new Workers(2));
            var test = new FloatCase<double>(system, tokens, "uniform", "identity");
            var seen = new Sightings();
            DemandCase(test, 250, true, seen);
            met += seen.Labels.Contains("points met") && seen.Labels.Contains("nothing searched") ? 1 : 0;
        }

        Assert.Equal(3, met);
    }

    [Fact]
    public void A_run_may_be_read_twice_or_not_at_all()
    {
        FloatCase<double> test = FloatCase<double>.Of(12, 40);
        var once = test.Fast();
        var often = test.Fast();
        for (int layer = 0; layer < 30; layer++)
        {
            Assert.Equal(often.AttentionSets, often.AttentionSets);
            Assert.Equal(often.ToTokens(), often.ToTokens());
            once.Advance();
            often.Advance();
        }

        Assert.Equal(once.AttentionSets, often.AttentionSets);
        Assert.Equal(once.ToTokens(), often.ToTokens());
    }

    [Fact]
    public void Moves_that_nobody_looked_at_are_all_made()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            FloatCase<double> test = FloatCase<double>.Of(seed, 60);
            if (!CarefulLayers<double>.AreNeedless(test.System, test.Norms()))
            {
                continue;
            }

            var slow = new CarefulLayers<double>(test.System, [.. test.Tokens]);
            FloatLayers<double> fast = test.Fast();
            for (int layer = 0; layer < 2 + (seed % 40); layer++)
            {
                slow.Advance();
                fast.Advance();
            }

            Assert.True(IsSame(slow.ToTokens(), fast.ToTokens()), $"{test}");
            Assert.Equal(slow.AttentionSets, fast.AttentionSets);
        }
    }

    private static void Demand<T>(int part)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var seen = new Sightings();
        for (int seed = 0; seed < 220; seed++)
        {
            FloatCase<T> test = FloatCase<T>.Of((2 * seed) + part, 120);
            DemandCase(test, seed % 4 == 0 ? 110 : 45, seed % 2 == 0, seen);
        }

        Assert.Empty(Interesting.Except(seen.Labels));
    }

    private static void DemandCase<T>(FloatCase<T> test, int layers, bool isLookedAt, Sightings seen)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (!CarefulLayers<T>.AreNeedless(test.System, test.Norms()))
        {
            seen.Note("careful");
            return;
        }

        NoteCase(test, isLookedAt, seen);
        var slow = new CarefulLayers<T>(test.System, [.. test.Tokens]);
        var fast = test.Fast();
        var traced = new TracedLayers<T>(test.System, test.Tokens);
        for (int layer = 0; layer < layers; layer++)
        {
            if (isLookedAt || layer == layers - 1)
            {
                AttentionSets sets = fast.AttentionSets;
                Assert.True(slow.AttentionSets.Equals(sets), $"{test}: the sets of layer {layer}");
            }

            int points = traced.Points.Count;
            traced.Attend();
            NoteLayer(traced, points, layer, seen);
            traced.Move();
            slow.Advance();
            fast.Advance();
            T[] expected = slow.ToTokens();
            Assert.True(IsSame(expected, fast.ToTokens()), $"{test}: the tokens of layer {layer + 1}");
            Assert.True(IsSame(expected, traced.ToTokens()), $"{test}: the traced tokens of layer {layer + 1}");
        }
    }

    private static void NoteCase<T>(FloatCase<T> test, bool isLookedAt, Sightings seen)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        seen.Note(test.Cloud);
        seen.Note(test.Matrix == "zero" ? "zero matrix" : test.Matrix);
        seen.Note("one token", test.Count == 1);
        seen.Note("one dimension", test.System.Dimension == 1);
        seen.Note("never looked", !isLookedAt);
        seen.Note("subnormal", Array.Exists(test.Tokens, T.IsSubnormal));
        seen.Note("minus zero", Array.Exists(test.Tokens, x => T.IsZero(x) && T.IsNegative(x)));
    }

    private static void NoteLayer<T>(TracedLayers<T> traced, int pointsBefore, int layer, Sightings seen)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        (int _, int within, int everywhere) = traced.Before;
        seen.Note("duplicates", layer == 0 && traced.Points.Count < traced.Points.TokenCount);
        seen.Note("points met", traced.Points.Count < pointsBefore);
        seen.Note("nothing searched", layer > 0 && within == 0 && everywhere == 0);
        seen.Note("within a class only", layer > 0 && within > 0 && everywhere == 0);
        seen.Note("within and everywhere", layer > 0 && within > 0 && everywhere > 0);
        seen.Note("everywhere", layer > 0 && everywhere > 0);
        for (int point = 0; point < traced.Points.Count; point++)
        {
            seen.Note("tie of distinct points", traced.Search.Maxima.SetOf(point).Length > 1);
            bool isLeader = traced.Search.Maxima.Target[point] == point;
            seen.Note("leader drifts", isLeader && traced.Points.TokensAt(point).Length > 2);
        }
    }

    private static bool IsSame<T>(T[] expected, T[] actual)
        where T : struct => MemoryMarshal.AsBytes(expected.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(actual.AsSpan()));
}
