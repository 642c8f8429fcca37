using System.Diagnostics;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Generators;

public class ProblemGenTests(ITestOutputHelper output)
{
    private const int Count = 2000;

    [Fact]
    public void Mixed_problems_contain_every_interesting_case_often_enough()
    {
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.SampleAny(ProblemLimits.Default, 1, Count);
        AssertShare(problems, "a tie of different points", 40, ExactCriteria.HasTieOfPoints);
        AssertShare(problems, "a unique maximiser for every token", 15, problem => ExactCriteria.TiesOfPoints(problem.Tokens, problem.System.Matrix) == 1);
        AssertShare(problems, "duplicates", 10, problem => !problem.Tokens.IsDistinct());
        AssertShare(problems, "a zero token", 8, problem => problem.Tokens.HasZero());
        AssertShare(problems, "distinct nonzero tokens", 40, IsDistinctNonzero);
        AssertShare(problems, "three tokens or more on a line of a plane or space", 4, problem =>
            problem.Tokens is { Count: >= 3, Dimension: >= 2 } && ExactCriteria.AreCollinear(problem.Tokens));
        AssertShare(problems, "one token", 2, problem => problem.Tokens.Count == 1);
        AssertShare(problems, "nine tokens", 3, problem => problem.Tokens.Count == 9);
        AssertShare(problems, "integers", 20, problem => Coordinates(problem).All(x => x.IsInteger));
        AssertShare(problems, "coordinates beyond binary64", 8, problem => Coordinates(problem).Any(x => Rational.FromDouble(x.ToDouble()) != x));
        AssertShare(problems, "long denominators", 2, problem => Coordinates(problem).Any(x => x.Denominator.GetBitLength() > 150));
        AssertShare(problems, "alpha = 1", 15, problem => problem.System.Alpha == 1);
        AssertShare(problems, "alpha > 1", 15, problem => problem.System.Alpha > 1);
        AssertShare(problems, "the identity", 8, problem => problem.System.Matrix.IsIdentity);
        AssertShare(problems, "a matrix that is not symmetric", 20, problem => !problem.System.Matrix.IsSymmetric);
        foreach (int d in new[] { 1, 2, 3, 4 })
        {
            AssertShare(problems, $"d = {d}", 5, problem => problem.Tokens.Dimension == d);
        }

        foreach (MatrixClass matrixClass in Enum.GetValues<MatrixClass>())
        {
            AssertShare(problems, $"class {matrixClass}", 8, problem => ExactCriteria.IsIn(matrixClass, problem.System.Matrix));
        }
    }

    [Theory]
    [InlineData(MatrixClass.Spd)]
    [InlineData(MatrixClass.Skew)]
    [InlineData(MatrixClass.SymmetricIndefinite)]
    public void Problems_of_a_class_tie_often_also_under_the_hypotheses_of_the_theorem(MatrixClass matrixClass)
    {
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.Sample(matrixClass, new ProblemLimits { DistinctNonzero = true }, 2, Count);
        Assert.All(problems, problem => Assert.True(IsDistinctNonzero(problem), ProblemText.Write(problem)));
        AssertShare(problems, "a tie of different points", 30, ExactCriteria.HasTieOfPoints);
        AssertShare(problems, "five tokens or more", 30, problem => problem.Tokens.Count >= 5);
    }

    [Fact]
    public void Coordinates_stay_within_binary64()
    {
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.SampleAny(ProblemLimits.Default, 3, Count);
        Assert.All(problems, problem => Assert.All(Coordinates(problem), x => Assert.True(double.IsFinite(x.ToDouble()), ProblemText.Write(problem))));
    }

    [Fact]
    public void Limits_are_kept()
    {
        var limits = new ProblemLimits { MaxTokens = 5, MaxDimension = 2, Shape = Shape.SmallInteger, Kind = CloudKind.Rotated };
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.SampleAny(limits, 4, 500);
        Assert.All(problems, problem => Assert.InRange(problem.Tokens.Count, 3, 5));
        Assert.All(problems, problem => Assert.Equal(2, problem.Tokens.Dimension));
        Assert.Contains(problems, problem => problem.Tokens.Count == 5);

        var one = new ProblemLimits { MaxTokens = 1, MaxDimension = 1 };
        Assert.All(ProblemSampler.SampleAny(one, 4, 100), problem => Assert.Equal((1, 1), (problem.Tokens.Count, problem.Tokens.Dimension)));
        Assert.Throws<ArgumentException>(() => ProblemGen.Of(MatrixClass.SymmetricIndefinite, one));
        Assert.Throws<ArgumentException>(() => ProblemGen.AnyWithin(one with { MaxTokens = 0 }));
        Assert.Throws<ArgumentException>(() => ProblemGen.Of(MatrixClass.Spd, limits with { MaxTokens = 2 }));
    }

    [Fact]
    public void Integers_stay_integers_where_the_kind_allows()
    {
        foreach (CloudKind kind in new[] { CloudKind.Generic, CloudKind.OrthogonalShift, CloudKind.Duplicates, CloudKind.Collinear })
        {
            var limits = new ProblemLimits { Shape = Shape.SmallInteger, MatrixShape = Shape.SmallInteger, Kind = kind };
            Assert.All(ProblemSampler.Sample(MatrixClass.Skew, limits, 5, 300), problem => Assert.All(Coordinates(problem), x => Assert.True(x.IsInteger)));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_problems_and_another_seed_others()
    {
        string[] first = Texts(7, 200);
        Assert.Equal(first, Texts(7, 200));
        Assert.Equal(first[..50], Texts(7, 50));
        Assert.NotEqual(first, Texts(8, 200));
        Assert.InRange(first.Distinct().Count(), 180, 200);
    }

    [Fact]
    public void Twenty_thousand_problems_take_seconds()
    {
        var watch = Stopwatch.StartNew();
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.SampleAny(ProblemLimits.Default, 9, 20_000);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal(20_000, problems.Count);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
    }

    private static string[] Texts(ulong seed, int count) =>
        [.. ProblemSampler.Sample(MatrixClass.Spd, ProblemLimits.Default, seed, count).Select(ProblemText.Write)];

    private static IEnumerable<Rational> Coordinates(HardmaxProblem problem) => problem.Tokens.ToArray().SelectMany(token => token);

    private static bool IsDistinctNonzero(HardmaxProblem problem) => problem.Tokens.IsDistinct() && !problem.Tokens.HasZero();

    private void AssertShare(IReadOnlyList<HardmaxProblem> problems, string what, int percent, Predicate<HardmaxProblem> predicate)
    {
        double share = 100.0 * problems.Count(problem => predicate(problem)) / problems.Count;
        output.WriteLine($"{share,5:0.0} % {what}");
        Assert.True(share >= percent, $"{what}: {share} % of the problems, not {percent} %");
    }
}
