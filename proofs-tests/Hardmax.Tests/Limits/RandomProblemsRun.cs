using System.Globalization;
using Hardmax.Model;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Limits;

/// <summary>
/// Random problems over all classes of matrices: see <see cref="RandomProblemTrial"/> for what is demanded of each. The
/// environment's HARDMAX_PROBLEMS says how many there are in all; docs/limits.md has the table of a long run.
/// </summary>
public sealed class RandomProblemsRun(ITestOutputHelper output)
{
    private const int FewestPerClass = 60;
    private const ulong Seed = 20_000;

    [Fact]
    public void No_random_problem_contradicts_the_engine_or_the_certifier()
    {
        int perClass = ProblemsPerClass(Environment.GetEnvironmentVariable("HARDMAX_PROBLEMS"));
        RandomProblemsOfClass[] classes = [.. MatrixClasses.All.Select(matrixClass => RandomProblemsOfClass.Run(matrixClass, Seed, perClass))];
        output.WriteLine(RandomProblemsOfClass.Header);
        foreach (RandomProblemsOfClass row in classes)
        {
            output.WriteLine(row.Row());
        }

        Assert.Empty(classes.SelectMany(row => row.Failures));
        Assert.All(
            classes.Where(row => row.Class is MatrixClass.Identity or MatrixClass.Spd),
            row => Assert.Empty(row.Undecided));
    }

    [Theory]
    [InlineData(null, FewestPerClass)]
    [InlineData("", FewestPerClass)]
    [InlineData("1", 1)]
    [InlineData("20000", 2223)]
    public void The_environment_says_how_many_problems_there_are_in_all(string? problems, int perClass) =>
        Assert.Equal(perClass, ProblemsPerClass(problems));

    private static int ProblemsPerClass(string? problems)
    {
        int classes = MatrixClasses.All.Length;
        return string.IsNullOrEmpty(problems)
            ? FewestPerClass
            : (int.Parse(problems, NumberStyles.None, CultureInfo.InvariantCulture) + classes - 1) / classes;
    }
}
