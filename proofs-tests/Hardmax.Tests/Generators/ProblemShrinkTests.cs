using System.Collections.Immutable;
using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Generators;

public class ProblemShrinkTests
{
    public static TheoryData<MatrixClass> Classes => [.. Enum.GetValues<MatrixClass>()];

    [Fact]
    public void Simpler_numbers_cost_less_and_zero_is_simplest()
    {
        foreach (Rational value in ProblemSampler.Sample(RationalGen.Any, 31, 1000))
        {
            Assert.All(RationalShrink.Shrink(value), simpler => Assert.True(RationalShrink.Cost(simpler) < RationalShrink.Cost(value)));
            Assert.Equal(value.IsZero, !RationalShrink.Shrink(value).Any());
        }

        Assert.Equal(new BigInteger[] { 0, 1, 2, 3, 4 }, new Rational[] { 0, 1, -1, 2, -2 }.Select(RationalShrink.Cost));
    }

    [Fact]
    public void A_number_shrinks_to_the_simplest_that_still_fails_in_few_steps()
    {
        Assert.Equal(10, Descend(Rational.Parse("1000001/17"), x => x >= 10, out _));
        Assert.Equal(-10, Descend(Rational.Parse("-1000001/17"), x => x <= -10, out _));
        Assert.Equal(Rational.One / 2, Descend(Rational.Parse("99999/100003"), x => !x.IsInteger, out _));
        Assert.Equal(3, Descend(new Rational(BigInteger.One << 1000), x => x > 2, out int huge));
        Assert.Equal(Rational.One / 3, Descend(new Rational(1, BigInteger.One << 1074), x => x > 0 && x <= new Rational(1, 3), out int subnormal));
        Assert.InRange(huge, 1, 60);
        Assert.InRange(subnormal, 1, 60);
    }

    [Fact]
    public void Every_candidate_is_a_smaller_problem()
    {
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(new ProblemLimits { MaxTokens = 5, MaxDimension = 3 }, 32, 150))
        {
            ProblemSize size = ProblemSize.Of(problem);
            HardmaxProblem[] candidates = [.. ProblemShrink.Shrink(problem)];
            Assert.All(candidates, candidate => Assert.True(ProblemSize.Of(candidate) < size));
            Assert.All(candidates, candidate => Assert.InRange(candidate.Tokens.Count, 1, problem.Tokens.Count));
            Assert.All(candidates, candidate => Assert.InRange(candidate.Tokens.Dimension, 1, problem.Tokens.Dimension));
            Assert.All(candidates, candidate => Assert.Equal(1, candidate.System.Alpha.Sign));
        }
    }

    [Fact]
    public void A_problem_of_any_size_shrinks_to_one_zero_token_when_everything_fails()
    {
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(ProblemLimits.Default, 33, 60))
        {
            AssertProblem("""{"tokens":[[0]],"alpha":1,"matrix":"identity"}""", ProblemShrink.Minimize(problem, _ => true));
        }
    }

    [Fact]
    public void Shrinking_ends_whatever_fails()
    {
        // The worst that a property can do: it fails or not for no reason at all.
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(new ProblemLimits { MaxTokens = 5, MaxDimension = 2 }, 34, 20))
        {
            var random = new Random(1);
            int steps = 0;
            HardmaxProblem smallest = ProblemShrink.Minimize(problem, _ => ++steps < 20_000 && random.Next(4) == 0);
            Assert.InRange(steps, 0, 19_999);
            Assert.True(ProblemSize.Of(smallest) <= ProblemSize.Of(problem));
        }
    }

    [Fact]
    public void Two_equal_tokens_shrink_to_two_zeros() =>
        AssertAllShrinkTo(
            """{"tokens":[[0],[0]],"alpha":1,"matrix":"identity"}""",
            new ProblemLimits { Kind = CloudKind.Duplicates },
            problem => !problem.Tokens.IsDistinct());

    [Fact]
    public void Two_equal_nonzero_tokens_shrink_to_two_ones() =>
        AssertAllShrinkTo(
            """{"tokens":[[1],[1]],"alpha":1,"matrix":"identity"}""",
            new ProblemLimits { Kind = CloudKind.Duplicates, Shape = Shape.SmallFraction },
            problem => !problem.Tokens.IsDistinct() && !problem.Tokens.HasZero());

    [Fact]
    public void A_tie_of_three_shrinks_to_three_zeros() =>
        AssertAllShrinkTo(
            """{"tokens":[[0],[0],[0]],"alpha":1,"matrix":"identity"}""",
            new ProblemLimits { Kind = CloudKind.Mirrored },
            problem => LargestSet(problem) >= 3);

    [Fact]
    public void A_tie_of_distinct_nonzero_tokens_shrinks_to_two_in_the_plane()
    {
        var limits = new ProblemLimits { Kind = CloudKind.OrthogonalShift, DistinctNonzero = true };
        Predicate<HardmaxProblem> fails = problem => problem.Tokens.IsDistinct() && !problem.Tokens.HasZero() && LargestSet(problem) >= 2;
        HardmaxProblem[] minimal = Minimize(limits, fails);
        Assert.NotEmpty(minimal);
        Assert.All(minimal, problem => Assert.InRange(problem.Tokens.Count, 2, 3));
        Assert.InRange(minimal.Count(problem => ProblemSize.Of(problem).Cost <= 8 && problem.Tokens is { Count: 2, Dimension: <= 2 }), minimal.Length * 19 / 20, minimal.Length);
    }

    [Fact]
    public void A_tie_under_the_hypotheses_of_the_theorem_shrinks_to_a_reflection_of_the_identity()
    {
        var limits = new ProblemLimits { Kind = CloudKind.Mirrored, DistinctNonzero = true, Shape = Shape.SmallInteger };
        HardmaxProblem[] minimal = [.. ProblemSampler.Sample(MatrixClass.Spd, limits, 38, 40).Select(problem => ProblemShrink.Minimize(
            problem,
            candidate => candidate.Tokens.IsDistinct() && !candidate.Tokens.HasZero() && LargestSet(candidate) >= 2,
            matrix => ExactCriteria.IsIn(MatrixClass.Spd, matrix)))];
        Assert.All(minimal, problem => Assert.True(ExactCriteria.IsIn(MatrixClass.Spd, problem.System.Matrix)));
        int simplest = minimal.Count(problem => problem.System.Matrix.IsIdentity && ProblemSize.Of(problem) == new ProblemSize(2, 2, 3));
        Assert.Equal(40, simplest);
    }

    [Fact]
    public void A_failure_that_depends_on_alpha_and_the_matrix_keeps_them()
    {
        HardmaxProblem[] minimal = Minimize(
            new ProblemLimits { MaxTokens = 4 },
            problem => problem.System.Alpha > 2 && !problem.System.Matrix.IsSymmetric);
        Assert.NotEmpty(minimal);
        Assert.All(minimal, problem => Assert.Equal((1, 2, (Rational)3), (problem.Tokens.Count, problem.Tokens.Dimension, problem.System.Alpha)));
        Assert.All(minimal, problem => AssertAsSimpleAs(Simplest(MatrixClass.PdNonsymmetric), problem.System.Matrix));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_class_is_kept_all_the_way(MatrixClass matrixClass)
    {
        foreach (HardmaxProblem problem in ProblemSampler.Sample(matrixClass, new ProblemLimits { MaxTokens = 3 }, 35, 20))
        {
            Assert.All(ProblemShrink.Shrink(problem, matrixClass), candidate => Assert.True(ExactCriteria.IsIn(matrixClass, candidate.System.Matrix)));
            HardmaxProblem smallest = ProblemShrink.Minimize(problem, _ => true, matrix => ExactCriteria.IsIn(matrixClass, matrix));
            Assert.Equal(MatrixGen.MinDimension(matrixClass), smallest.Tokens.Dimension);
            AssertAsSimpleAs(Simplest(matrixClass), smallest.System.Matrix);
        }
    }

    [Fact]
    public void The_class_that_shrinkers_keep_is_the_class_by_definition()
    {
        // Candidates of general matrices are in and out of every class, so that both answers occur.
        foreach (MatrixClass matrixClass in Enum.GetValues<MatrixClass>().Where(c => c != MatrixClass.General))
        {
            IEnumerable<HardmaxProblem> problems = ProblemSampler.Sample(matrixClass, new ProblemLimits { MaxTokens = 1 }, 36, 30);
            int refused = 0;
            foreach (HardmaxProblem problem in problems)
            {
                AttentionMatrix[] kept = [.. ProblemShrink.Shrink(problem, matrixClass).Select(c => c.System.Matrix)];
                AttentionMatrix[] all = [.. ProblemShrink.Shrink(problem).Select(c => c.System.Matrix)];
                Assert.Equal(all.Where(matrix => ExactCriteria.IsIn(matrixClass, matrix)), kept);
                refused += all.Length - kept.Length;
            }

            Assert.True(refused > 0 || matrixClass == MatrixClass.Identity, $"{matrixClass} refused nothing");
        }
    }

    [Fact]
    public void Labels_stay_with_their_tokens()
    {
        var cloud = new TokenCloud([new Rational[] { 1 }, new Rational[] { 2 }, new Rational[] { 3 }]);
        ImmutableArray<string> labels = ["one", "two", "three"];
        var problem = new HardmaxProblem(cloud, new HardmaxSystem(AttentionMatrix.Identity(1), 1), labels, "name");
        HardmaxProblem smallest = ProblemShrink.Minimize(problem, candidate => candidate.Labels is { } kept && kept.Contains("two"));
        Assert.Equal("two", Assert.Single(smallest.Labels!.Value));
        Assert.Null(smallest.Name);
    }

    private static AttentionMatrix Simplest(MatrixClass matrixClass) => matrixClass switch
    {
        MatrixClass.Identity or MatrixClass.Spd or MatrixClass.General => AttentionMatrix.Identity(1),
        MatrixClass.NegativeDefinite => new AttentionMatrix(new Rational[,] { { -1 } }),
        MatrixClass.PsdSingular or MatrixClass.NsdSingular or MatrixClass.Skew => new AttentionMatrix(new Rational[,] { { 0 } }),
        MatrixClass.SymmetricIndefinite => new AttentionMatrix(new Rational[,] { { 1, 0 }, { 0, -1 } }),
        MatrixClass.PdNonsymmetric => new AttentionMatrix(new Rational[,] { { 1, 1 }, { 0, 1 } }),
        _ => throw new ArgumentOutOfRangeException(nameof(matrixClass)),
    };

    // Equal up to the order of coordinates: [[1,1],[0,1]] and [[1,0],[1,1]] are as simple as each other.
    private static void AssertAsSimpleAs(AttentionMatrix expected, AttentionMatrix actual)
    {
        Assert.Equal(MatrixShrink.Cost(expected), MatrixShrink.Cost(actual));
        Assert.Equal(Sorted(expected), Sorted(actual));
    }

    private static IEnumerable<Rational> Sorted(AttentionMatrix matrix) => matrix.ToArray().Cast<Rational>().Order();

    private static Rational Descend(Rational value, Predicate<Rational> fails, out int steps)
    {
        steps = 0;
        Rational[] next = [value];
        while (next.Length > 0)
        {
            value = next[0];
            next = [.. RationalShrink.Shrink(value).Where(x => fails(x)).Take(1)];
            steps++;
        }

        return value;
    }

    private static int LargestSet(HardmaxProblem problem) =>
        new TextbookDynamics<Rational>(problem.System.Matrix.ToArray(), 1).AttentionSets(problem.Tokens.ToArray()).Max(set => set.Length);

    private static void AssertAllShrinkTo(string expected, ProblemLimits limits, Predicate<HardmaxProblem> fails)
    {
        HardmaxProblem[] minimal = Minimize(limits, fails);
        Assert.NotEmpty(minimal);
        Assert.All(minimal, problem => AssertProblem(expected, problem));
    }

    private static HardmaxProblem[] Minimize(ProblemLimits limits, Predicate<HardmaxProblem> fails) =>
        [.. ProblemSampler.SampleAny(limits, 37, 60).Where(problem => fails(problem)).Select(problem => ProblemShrink.Minimize(problem, fails))];

    private static void AssertProblem(string expected, HardmaxProblem problem) =>
        Assert.Equal(expected, ProblemText.Write(problem).Replace("\n", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal));
}
