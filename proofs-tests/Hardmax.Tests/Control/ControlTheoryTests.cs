using Hardmax.Control;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Control;

/// <summary>What theory says of the answers: one token, subsets, classes within each other, and changes that keep the answer.</summary>
public sealed class ControlTheoryTests(ITestOutputHelper output)
{
    [Fact]
    public void The_example_of_the_theory()
    {
        TokenCloud tokens = ControlClouds.Literal([1, 0], [2, 1], [2, -1]);
        var spd = new ControlQuestion(tokens, [0], ControlClass.Spd);
        ControlAnswer answer = LeaderControl.Solve(spd);
        Assert.True(ControlChecker.Verify(spd, answer, out _));
        Assert.IsType<ControlProof.Combination>(Assert.IsType<ControlAnswer.Infeasible>(answer).Proof);
        Assert.All((ControlClass[])[ControlClass.Symmetric, ControlClass.Any], matrices => Assert.True(IsFeasible(tokens, [0], matrices)));
    }

    /// <summary>docs/theory.md, "The open question": token i leads under some A > 0 iff no multiple of it, by 1 or more, lies in the hull of the others.</summary>
    [Fact]
    public void One_token_follows_the_theory()
    {
        var random = new Random(11);
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int trial = 0; trial < 300; trial++)
        {
            TokenCloud tokens = ControlClouds.Next(random, random.Next(1, 4), random.Next(2, 7));
            int i = random.Next(tokens.Count);
            Rational[][] others = [.. tokens.ToArray().Where((_, j) => j != i)];
            Rational[] token = tokens[i].ToArray();
            bool isZero = Vectors.IsZero(token);
            bool isExtreme = !HullMembership.Of(token, others).IsInside;
            bool isBehind = HasMultipleInHull(token, others);
            Assert.Equal(!isZero && !isBehind, IsFeasible(tokens, [i], ControlClass.Spd));
            Assert.Equal(!isZero && isExtreme, IsFeasible(tokens, [i], ControlClass.Any));
            Assert.Equal(!isZero && isExtreme, IsFeasible(tokens, [i], ControlClass.Symmetric));
            string label = isZero ? "zero" : isExtreme ? isBehind ? "extreme, behind others" : "can lead" : "not extreme";
            seen[label] = seen.GetValueOrDefault(label) + 1;
        }

        output.WriteLine(string.Join(", ", seen.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.All((string[])["zero", "extreme, behind others", "can lead", "not extreme"], label => Assert.True(seen.GetValueOrDefault(label) >= 5, label));
    }

    [Fact]
    public void Subsets_and_larger_classes_stay_feasible()
    {
        var random = new Random(12);
        int pairs = 0;
        for (int trial = 0; trial < 120; trial++)
        {
            TokenCloud tokens = ControlClouds.Next(random, random.Next(1, 5), random.Next(2, 8));
            int[] leaders = ControlClouds.Leaders(random, tokens.Count);
            bool[] feasible = [.. Enum.GetValues<ControlClass>().Select(matrices => IsFeasible(tokens, leaders, matrices))];
            Assert.True(!feasible[0] || feasible[1], "Positive definite matrices are symmetric.");
            Assert.True(!feasible[1] || feasible[2], "Symmetric matrices are matrices.");
            foreach (ControlClass matrices in Enum.GetValues<ControlClass>().Where(matrices => feasible[(int)matrices]))
            {
                Assert.True(IsFeasible(tokens, leaders[1..], matrices));
                pairs++;
            }
        }

        Assert.True(pairs > 100, "Most of this is seen.");
    }

    /// <summary>docs/theory.md, fact 5.</summary>
    [Fact]
    public void Permutations_multiples_and_linear_maps_change_no_answer()
    {
        var random = new Random(13);
        int infeasible = 0;
        for (int trial = 0; trial < 90; trial++)
        {
            TokenCloud tokens = ControlClouds.Next(random, random.Next(1, 5), random.Next(2, 8));
            int[] leaders = ControlClouds.Leaders(random, tokens.Count);
            var matrices = (ControlClass)(trial % 3);
            bool isFeasible = IsFeasible(tokens, leaders, matrices);
            infeasible += isFeasible ? 0 : 1;

            int[] order = [.. Enumerable.Range(0, tokens.Count)];
            random.Shuffle(order);
            Assert.Equal(isFeasible, IsFeasible(new TokenCloud(order.Select(i => tokens[i].ToArray())), [.. leaders.Select(i => Array.IndexOf(order, i))], matrices));

            Rational factor = new Rational(random.Next(1, 9), 7) * (random.Next(2) == 0 ? 1 : -1);
            Assert.Equal(isFeasible, IsFeasible(new TokenCloud(tokens.ToArray().Select(z => Array.ConvertAll(z, x => factor * x))), leaders, matrices));

            AttentionMatrix map = RegularMap(random, tokens.Dimension);
            Assert.Equal(isFeasible, IsFeasible(new TokenCloud(tokens.ToArray().Select(z => map.Apply(z))), leaders, matrices));
        }

        Assert.InRange(infeasible, 20, 70);
    }

    /// <summary>A box program in exact numbers gives the largest margin there is.</summary>
    [Fact]
    public void Matrices_are_primitive_and_have_half_of_the_largest_margin()
    {
        var random = new Random(14);
        int compared = 0;
        for (int trial = 0; trial < 60; trial++)
        {
            TokenCloud tokens = ControlClouds.Next(random, random.Next(1, 4), random.Next(2, 6));
            int[] leaders = ControlClouds.Leaders(random, tokens.Count, most: 2);
            ControlClass matrices = trial % 2 == 0 ? ControlClass.Any : ControlClass.Symmetric;
            if (LeaderControl.Solve(new ControlQuestion(tokens, leaders, matrices)) is not ControlAnswer.Feasible { Matrix: { } matrix })
            {
                continue;
            }

            Rational[] entries = [.. matrix.ToArray().Cast<Rational>()];
            Assert.All(entries, entry => Assert.True(entry.IsInteger));
            Assert.True(entries.Aggregate(System.Numerics.BigInteger.Zero, (gcd, entry) => System.Numerics.BigInteger.GreatestCommonDivisor(gcd, entry.Numerator)).IsOne);
            Rational largest = entries.Select(Rational.Abs).Aggregate(Rational.Max);
            Rational margin = ControlMargin.Of(matrix, tokens, leaders)!.Value / largest;
            Assert.True(2 * margin >= LargestMargin(tokens, leaders, matrices) * new Rational(999_999, 1_000_000), $"{trial}: {margin.ToDouble()}");
            compared++;
        }

        Assert.True(compared >= 20, "Most questions of one or two leaders have a matrix.");
    }

    /// <summary>Coordinates from 1e-270 to 1e270 are a linear map; tokens of such sizes are new questions, and get an answer or none.</summary>
    [Fact]
    public void Extreme_magnitudes_break_nothing()
    {
        var random = new Random(15);
        int undecided = 0;
        for (int trial = 0; trial < 40; trial++)
        {
            int d = random.Next(1, 4);
            TokenCloud tokens = ControlClouds.Next(random, d, random.Next(2, 6));
            int[] leaders = ControlClouds.Leaders(random, tokens.Count, most: 3);
            var matrices = (ControlClass)(trial % 3);
            Rational[] factors = [.. Enumerable.Range(0, d + tokens.Count).Select(_ => Rational.FromDouble(Math.ScaleB(1, random.Next(-900, 900))))];
            var stretched = new TokenCloud(tokens.ToArray().Select(z => z.Select((x, c) => factors[c] * x).ToArray()));
            Assert.Equal(IsFeasible(tokens, leaders, matrices), IsFeasible(stretched, leaders, matrices));

            var apart = new TokenCloud(tokens.ToArray().Select((z, i) => Array.ConvertAll(z, x => factors[d + i] * x)));
            var question = new ControlQuestion(apart, leaders, matrices);
            ControlAnswer answer = LeaderControl.Solve(question);
            undecided += answer is ControlAnswer.Undecided ? 1 : 0;
            Assert.True(matrices == ControlClass.Spd || answer is not ControlAnswer.Undecided, "A linear program decides.");
            Assert.True(answer is ControlAnswer.Undecided || ControlChecker.Verify(question, answer, out _));
        }

        Assert.InRange(undecided, 0, 3);
    }

    private static bool IsFeasible(TokenCloud tokens, int[] leaders, ControlClass matrices)
    {
        var question = new ControlQuestion(tokens, leaders, matrices);
        ControlAnswer answer = LeaderControl.Solve(question);
        Assert.True(ControlChecker.Verify(question, answer, out string? reason), reason);
        return answer is ControlAnswer.Feasible;
    }

    // Weights p >= 0 with sum 1 and lambda >= 1 with sum of p_j z_j = lambda z_i.
    private static bool HasMultipleInHull(Rational[] token, Rational[][] others)
    {
        IEnumerable<LinearConstraint> rows =
        [
            .. token.Select((x, c) => LinearConstraint.Equal([.. others.Select(z => z[c]), -x], Rational.Zero)),
            LinearConstraint.Equal([.. others.Select(_ => Rational.One), Rational.Zero], Rational.One),
            LinearConstraint.AtLeast([.. others.Select(_ => Rational.Zero), Rational.One], Rational.One),
        ];
        return new LinearProgram(new Rational[others.Length + 1], rows).Solve() is LinearProgramResult.Optimal;
    }

    private static AttentionMatrix RegularMap(Random random, int d)
    {
        while (true)
        {
            var entries = new Rational[d, d];
            for (int at = 0; at < d * d; at++)
            {
                entries[at / d, at % d] = random.Next(-3, 4);
            }

            var map = new AttentionMatrix(entries);
            var gram = new Rational[d, d];
            for (int at = 0; at < d * d * d; at++)
            {
                gram[at / d % d, at % d] += entries[at / d / d, at / d % d] * entries[at / d / d, at % d];
            }

            if (ControlTruth.IsDefinite(gram))
            {
                return map;
            }
        }
    }

    private static Rational LargestMargin(TokenCloud tokens, int[] leaders, ControlClass matrices)
    {
        int d = tokens.Dimension;
        (int Row, int Column)[] places =
        [
            .. Enumerable.Range(0, d * d).Select(at => (at / d, at % d)).Where(place => matrices == ControlClass.Any || place.Item1 <= place.Item2),
        ];
        Rational[] Unit(int k) => [.. places.Select((_, at) => at == k ? Rational.One : Rational.Zero), Rational.Zero];
        var rows = new List<LinearConstraint>();
        for (int k = 0; k < places.Length; k++)
        {
            rows.Add(LinearConstraint.AtMost(Unit(k), Rational.One));
            rows.Add(LinearConstraint.AtLeast(Unit(k), -Rational.One));
        }

        foreach (int i in leaders)
        {
            for (int j = 0; j < tokens.Count; j++)
            {
                Rational[] x = tokens[i].ToArray();
                Rational[] y = Vectors.Subtract(x, tokens[j]);
                Rational norm = x.Select(Rational.Abs).Aggregate((a, b) => a + b) * y.Select(Rational.Abs).Aggregate((a, b) => a + b);
                if (j != i)
                {
                    rows.Add(LinearConstraint.AtLeast(
                        [
                            .. places.Select(place => (y[place.Row] * x[place.Column])
                                + (matrices == ControlClass.Any || place.Row == place.Column ? Rational.Zero : y[place.Column] * x[place.Row])),
                            -norm,
                        ],
                        Rational.Zero));
                }
            }
        }

        Rational[] objective = [.. places.Select(_ => Rational.Zero), Rational.One];
        return ((LinearProgramResult.Optimal)LinearProgram.OverFreeVariables(objective, rows).Solve()).Value;
    }
}
