using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class DataTests
{
    [DataFact("figure2/emerging-leader.json")]
    public void The_configurations_of_figure_2_are_read_exactly()
    {
        string[] files = Directory.GetFiles(Path.GetDirectoryName(TestData.PathOf("figure2/emerging-leader.json"))!, "*.json");
        Assert.Equal(4, files.Length);
        Assert.All(files, path =>
        {
            HardmaxProblem problem = Assert.Single(ProblemFile.Open(path));
            Assert.Equal(Path.GetFileNameWithoutExtension(path), problem.Name);
            Assert.Equal(Rational.Parse("1/2"), problem.System.Alpha);
            Assert.True(problem.System.Matrix.IsIdentity);
            Assert.Equal(2, problem.Tokens.Dimension);
        });
        TokenCloud first = ProblemFile.Open(files.Single(x => x.EndsWith("emerging-leader.json", StringComparison.Ordinal)))[0].Tokens;
        Assert.Equal("1 1/3 -1/12 1/12 -1 -1 0 1/4 -3/10 -7/10 -3/5 -9/10 4/5 1/10 3/5 3/20", string.Join(' ', first.ToArray().SelectMany(row => row)));
    }

    [DataFact("paper/reviews-5000.npy")]
    public void The_reviews_are_a_batch_of_5000_clouds()
    {
        string path = TestData.PathOf("paper/reviews-5000.npy");
        ProblemFile file = ProblemFile.Open(path, InputFolder.AlphaOne);

        Assert.True(file.IsBatch);
        Assert.Equal(5000, file.Count);
        double[] values = NpyArray.Open(path).ToDoubles();
        int[] mismatches = new int[file.Count];
        Parallel.For(0, file.Count, index =>
        {
            TokenCloud tokens = file[index].Tokens;
            Assert.Equal(128, tokens.Count);
            double[] cloud = [.. tokens.ToDoubles().SelectMany(row => row)];
            mismatches[index] = cloud.AsSpan().SequenceEqual(values.AsSpan(256 * index, 256)) ? 0 : 1;
        });
        Assert.Equal(0, mismatches.Sum());
    }
}
