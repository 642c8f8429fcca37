using Hardmax.Model;
using Xunit;

namespace Hardmax.Search.Tests.Candidates;

/// <summary>What every source promises: the class, the size of blocks, the scope, and blocks that depend on their numbers alone.</summary>
public sealed class SourceContractTests
{
    private static readonly long[] Sampled = [0, 1, 7, 60, 401];

    public static TheoryData<MatrixClass, int?> AllScopes => Scopes.All();

    [Theory]
    [MemberData(nameof(AllScopes))]
    public void Candidates_are_in_the_scope(MatrixClass matrixClass, int? dimension)
    {
        HuntScope scope = Scopes.Of(matrixClass, dimension, maxTokens: 4);
        foreach (ICandidateSource source in new HuntSchedule(scope).Sources)
        {
            int seen = 0;
            foreach (long block in Sampled.Where(block => Has(source, block)))
            {
                IReadOnlyList<HardmaxProblem> drawn = source.Draw(block);
                Assert.InRange(drawn.Count, 0, ICandidateSource.BlockSize);
                Assert.All(drawn.DistinctBy(problem => problem.System.Matrix), problem => Assert.True(MatrixClasses.Contains(matrixClass, problem.System.Matrix), Scopes.Text(problem)));
                Assert.All(drawn, problem =>
                {
                    Assert.InRange(problem.Tokens.Count, 1, 4);
                    Assert.True(dimension is null ? problem.Tokens.Dimension <= 3 : problem.Tokens.Dimension == dimension);
                });
                seen += drawn.Count;
            }

            // On the line there are no structured clouds.
            Assert.Equal(source.Id == "structured" && dimension == 1, seen == 0);
        }
    }

    [Theory]
    [InlineData(MatrixClass.SymmetricIndefinite)]
    [InlineData(MatrixClass.PsdSingular)]
    [InlineData(MatrixClass.PdNonsymmetric)]
    public void A_block_is_the_same_from_everyone_and_in_every_order(MatrixClass matrixClass)
    {
        HuntScope scope = Scopes.Of(matrixClass);
        var first = new HuntSchedule(scope);
        string[][] once = [.. first.Sources.SelectMany(source => Sampled.Select(block => Texts(source.Draw(block))))];

        var second = new HuntSchedule(Scopes.Of(matrixClass));
        (int Source, long Block)[] jobs = [.. Enumerable.Range(0, 4).SelectMany(source => Sampled.Select(block => (source, block)))];
        var again = new string[jobs.Length][];
        Parallel.For(0, jobs.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, k =>
        {
            int at = jobs.Length - 1 - k;
            again[at] = Texts(second.Sources[jobs[at].Source].Draw(jobs[at].Block));
        });
        Assert.Equal(once, again);
    }

    [Fact]
    public void Random_and_guided_blocks_depend_on_seed_and_number()
    {
        foreach (int at in new[] { 2, 3 })
        {
            ICandidateSource source = new HuntSchedule(Scopes.Of(MatrixClass.General, seed: 1)).Sources[at];
            ICandidateSource other = new HuntSchedule(Scopes.Of(MatrixClass.General, seed: 2)).Sources[at];
            Assert.NotEqual(Texts(source.Draw(0)), Texts(source.Draw(1)));
            Assert.NotEqual(Texts(source.Draw(0)), Texts(other.Draw(0)));
        }
    }

    [Fact]
    public void Random_candidates_are_varied_and_mostly_distinct_and_nonzero()
    {
        ICandidateSource source = new HuntSchedule(Scopes.Of(MatrixClass.Skew)).Sources[2];
        HardmaxProblem[] drawn = [.. Enumerable.Range(0, 20).SelectMany(block => source.Draw(block))];
        int plain = drawn.Count(problem => problem.Tokens.IsDistinct() && !problem.Tokens.HasZero());
        Assert.InRange(plain, drawn.Length * 3 / 4, drawn.Length - 1);
        Assert.True(drawn.DistinctBy(Scopes.Text).Count() > drawn.Length * 3 / 4);
        Assert.Contains(drawn, problem => problem.Tokens.ToArray().SelectMany(token => token).Any(x => !x.IsInteger));
        Assert.Equal([1, 2, 3], drawn.Select(problem => problem.Tokens.Dimension).Distinct().Order());
        Assert.True(drawn.Select(problem => problem.System.Alpha).Distinct().Count() >= 8);
    }

    private static bool Has(ICandidateSource source, long block) => source is ICountedSource counted ? counted.HasBlock(block) : source.Blocks is null;

    private static string[] Texts(IReadOnlyList<HardmaxProblem> problems) => [.. problems.Select(Scopes.Text)];
}
