using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Search.Tests;

public sealed class KnownWitnessesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hardmax-atlas-").FullName;

    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "witnesses");

    // CLAIM--CLASS.json
    public static IEnumerable<object[]> Files => Directory.GetFiles(Folder, "*.json").Select(file => (object[])Path.GetFileNameWithoutExtension(file).Split("--"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_of_the_documentation_refutes_its_claim(string claim, string matrixClass)
    {
        HardmaxProblem problem = ProblemFile.Open(Path.Combine(Folder, $"{claim}--{matrixClass}.json"))[0];
        Assert.True(MatrixClasses.TryParse(matrixClass, out MatrixClass of));
        Assert.NotNull(KnownWitnesses.Of([problem], CancellationToken.None).Refuting(ClaimCatalogue.Find(claim)!, of));
    }

    [Theory]
    [InlineData("leader-exists", MatrixClass.Identity)]
    [InlineData("norm-grows", MatrixClass.Identity)]
    [InlineData("converges", MatrixClass.Identity)]
    [InlineData("distinct-stay-distinct", MatrixClass.Identity)]
    [InlineData("hull-shrinks", MatrixClass.Identity)]
    [InlineData("2d-leaders-at-most", MatrixClass.Skew)]
    public void A_file_that_refutes_nothing_is_not_believed(string claim, MatrixClass matrixClass)
    {
        HardmaxProblem problem = ProblemFile.Open(Path.Combine(Folder, "2d-leaders-at-most--identity.json"))[0];
        Assert.Null(KnownWitnesses.Of([problem], CancellationToken.None).Refuting(ClaimCatalogue.Find(claim)!, matrixClass));
    }

    [Theory]
    [InlineData(0, 0L)]
    [InlineData(60, 1L)]
    public void No_cell_says_more_than_is_known(int seconds, long blocks)
    {
        AtlasResult atlas = AtlasSearch.Run(_folder, new AtlasOptions { Time = TimeSpan.FromSeconds(seconds), Blocks = blocks, Seed = 3 }, observer: null, CancellationToken.None);
        Assert.All(atlas.Cells, cell => Assert.True(cell.Trials > 0 || cell.Status != CellStatus.Survived));
        Assert.All(atlas.Cells.Where(cell => cell.Status == CellStatus.NotSearched), cell => Assert.Equal(0, cell.Trials));
        foreach (object[] file in Files)
        {
            AtlasCell cell = atlas.Cells.Single(one => one.Claim.Id == (string)file[0] && MatrixClasses.Id(one.Class) == (string)file[1]);
            Assert.Equal((CellStatus.Refuted, ClaimStatus.Violated), (cell.Status, cell.Counterexample!.Verdict.Status));
        }
    }
}
