using System.Runtime.InteropServices;
using Hardmax.Dynamics;
using Hardmax.Examples;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Limits;

/// <summary>The certificate's conditions against a transcription of docs/theory.md, "A certificate for the limit", token by token.</summary>
public sealed class StationaryMeansTests(ITestOutputHelper output)
{
    private const int Layers = 4;

    public static TheoryData<MatrixClass> Classes => [.. MatrixClasses.All];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Random_problems_of_a_class_by_the_letter(MatrixClass matrixClass)
    {
        Tally seen = Compare(ProblemSampler.Sample(matrixClass, new ProblemLimits { Shape = Shape.Small }, 3, 300));
        output.WriteLine(seen.ToString());
        Assert.True(seen.Hold > 100 && seen.BreakA > 20, seen.ToString());
    }

    [Fact]
    public void Followers_of_tied_pairs_by_the_letter()
    {
        // Two pairs of leaders, (p, +-5, 0) and (r, 0, +-5), and tokens (z, 0, 0), which tie between the tokens of a pair:
        // they head for p or r, and whether they get there is decided by quadratics in all generality.
        Tally seen = Compare(Enumerable.Range(0, 600).Select(seed => TiedPairs(new Random(seed))));
        output.WriteLine(seen.ToString());
        Assert.True(seen.Hold > 100 && seen.HoldByQuadratics > 2 && seen.BreakBAlone > 100, seen.ToString());
    }

    [Fact]
    public void A_mean_that_would_follow_a_token_which_moves_away_in_time()
    {
        // Token 3 heads for c = (1, 0, 0, 0); c scores token 4 higher than itself now, and lower than itself at its limit.
        HardmaxProblem problem = LimitProblems.Problem(
            "1", "0 -1 0 0/1 0 0 0/0 0 10 0/0 0 0 10", "1 0 5 0", "1 0 -5 0", "-3 -3 0 5", "0 -1 0 0", "-1 1/2 0 0");
        var state = ExactState.Start(problem);
        Assert.Equal(new Conditions(A: true, B: true, NeedsQuadratics: true), ByTheLetter(problem.System.Matrix, state));
        Assert.True(StationaryMeans.Hold(state));
    }

    [Fact]
    public void Known_problems_by_the_letter()
    {
        foreach (HardmaxProblem problem in KnownProblems.All)
        {
            var state = ExactState.Start(problem);
            for (int layer = 0; layer < 8; layer++, state = state.Next())
            {
                Conditions expected = ByTheLetter(problem.System.Matrix, state);
                Assert.True((expected.A && expected.B) == StationaryMeans.Hold(state), $"layer {layer} of {problem.Name}");
            }
        }
    }

    private static Tally Compare(IEnumerable<HardmaxProblem> problems)
    {
        var seen = default(Tally);
        foreach (HardmaxProblem problem in problems)
        {
            var state = ExactState.Start(problem);
            for (int layer = 0; layer < Layers; layer++, state = state.Next())
            {
                Conditions expected = ByTheLetter(problem.System.Matrix, state);
                Assert.True((expected.A && expected.B) == StationaryMeans.Hold(state), $"layer {layer} of {ProblemText.Write(problem)}");
                seen = seen.With(expected);
            }
        }

        return seen;
    }

    private static HardmaxProblem TiedPairs(Random random)
    {
        int Small() => random.Next(-4, 5);
        (int px, int py, int rx, int ry) = (Small(), Small(), Small(), Small());
        var tokens = new List<string> { $"{px} {py} 5 0", $"{px} {py} -5 0", $"{rx} {ry} 0 5", $"{rx} {ry} 0 -5" };
        tokens.AddRange(Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Small()}/2 {Small()}/2 0 0"));
        string alpha = random.Next(2) == 0 ? "1" : "1/3";
        return LimitProblems.Problem(alpha, $"{Small()} {Small()} 0 0/{Small()} {Small()} 0 0/0 0 99 0/0 0 0 99", [.. tokens]);
    }

    /// <summary>Conditions (a) and (b), token by token, with rationals and Sturm's theorem; no points, no multiplicities.</summary>
    private static Conditions ByTheLetter(AttentionMatrix matrix, ExactState state)
    {
        Rational[][] z = state.ToTokens().ToArray();
        int[][] sets = new TextbookDynamics<Rational>(matrix.ToArray(), 1).AttentionSets(z);
        Rational[][] c = [.. sets.Select(set => Mean([.. set.Select(j => z[j])]))];
        Rational[][] d = [.. z.Zip(c, (place, mean) => Vectors.Subtract(place, mean))];
        bool a = sets.All(set => Vectors.IsZero(Mean([.. set.Select(j => d[j])])));
        bool b = a && Enumerable.Range(0, z.Length).All(i => SetStays(matrix, c, d, sets[i], i));
        bool needsQuadratics = Enumerable.Range(0, z.Length)
            .Any(i => z.Any(place => Vectors.Dot(matrix.Apply(c[i]), Vectors.Subtract(c[i], place)).Sign < 0));
        return new Conditions(a, b, needsQuadratics);
    }

    private static bool SetStays(AttentionMatrix matrix, Rational[][] c, Rational[][] d, int[] set, int i)
    {
        Rational[] meanQuery = matrix.Apply(c[i]);
        Rational[] deviationQuery = matrix.Apply(d[i]);
        for (int j = 0; j < c.Length; j++)
        {
            foreach (int f in set)
            {
                Rational[] means = Vectors.Subtract(c[f], c[j]);
                Rational[] deviations = Vectors.Subtract(d[f], d[j]);
                Rational a0 = Vectors.Dot(meanQuery, means);
                Rational a1 = Vectors.Dot(deviationQuery, means) + Vectors.Dot(meanQuery, deviations);
                Rational a2 = Vectors.Dot(deviationQuery, deviations);
                bool stays = set.Contains(j) ? a0.IsZero && a1.IsZero && a2.IsZero : UnitIntervalReference.IsPositive(a0, a1, a2);
                if (!stays)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static Rational[] Mean(Rational[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Aggregate(Rational.Zero, (sum, row) => sum + row[c]) / rows.Length)];

    /// <summary>What the letter says of one layer.</summary>
    /// <param name="A">Condition (a).</param>
    /// <param name="B">Condition (b), where (a) holds.</param>
    /// <param name="NeedsQuadratics">Whether some mean does not maximise its own score, so that (b) does not follow from Bernstein coefficients.</param>
    private readonly record struct Conditions(bool A, bool B, bool NeedsQuadratics);

    /// <summary>How many layers there were of each kind.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Tally(int Hold, int HoldByQuadratics, int BreakBAlone, int BreakA)
    {
        public Tally With(Conditions layer) => (layer.A, layer.B) switch
        {
            (true, true) => this with { Hold = Hold + 1, HoldByQuadratics = HoldByQuadratics + (layer.NeedsQuadratics ? 1 : 0) },
            (true, false) => this with { BreakBAlone = BreakBAlone + 1 },
            _ => this with { BreakA = BreakA + 1 },
        };
    }
}
