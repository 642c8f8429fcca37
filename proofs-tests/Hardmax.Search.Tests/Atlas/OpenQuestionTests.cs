using System.Text.RegularExpressions;
using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Search.Tests;

/// <summary>docs/open-question.md says nothing that its witnesses do not show.</summary>
public sealed class OpenQuestionTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "witnesses");

    public static TheoryData<string> Files { get; } = new(Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_witness_refutes_its_claim_in_its_class(string file)
    {
        string[] names = Path.GetFileNameWithoutExtension(file).Split("--");
        Claim claim = ClaimCatalogue.Find(names[0])!;
        HardmaxProblem problem = ProblemFile.Open(Path.Combine(Folder, file))[0];
        Assert.True(MatrixClasses.TryParse(names[1], out MatrixClass matrixClass) && claim.Classes.Contains(matrixClass));
        Assert.True(MatrixClasses.Contains(matrixClass, problem.System.Matrix));
        Assert.True(BlockJudge.IsJudged(problem));
        Assert.Equal(ClaimStatus.Violated, claim.Evaluate(ClaimEvidence.Gather(problem)).Status);
        Assert.False(claim.ProvedFor.ContainsKey(matrixClass));
    }

    [Fact]
    public void Every_witness_is_on_the_page_and_every_file_of_the_page_is_there()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "open-question.md"));
        string[] named = [.. Regex.Matches(page, "[a-z0-9-]+--[a-z-]+\\.json", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Value)];
        Assert.Equal(Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>What "an exact cycle of period 2" says: layer 2 is layer 0, and layer 1 is not.</summary>
    [Fact]
    public void The_cycle_is_exact_from_layer_0_on()
    {
        ExactState start = ExactState.Start(ProblemFile.Open(Path.Combine(Folder, "converges--symmetric-indefinite.json"))[0]);
        Assert.NotEqual(start.ToTokens(), start.Next().ToTokens());
        Assert.Equal(start.ToTokens(), start.Next().Next().ToTokens());
    }

    /// <summary>What survived according to the page is neither proved by now nor refuted by a witness.</summary>
    [Fact]
    public void What_survived_is_open_still()
    {
        (string Claim, MatrixClass[] Classes)[] survived =
        [
            ("converges", [MatrixClass.PsdSingular, MatrixClass.NsdSingular, MatrixClass.Skew, MatrixClass.PdNonsymmetric]),
            ("limits-on-boundary", [MatrixClass.Skew, MatrixClass.PdNonsymmetric]),
            ("consensus", [MatrixClass.Skew]),
            ("cycles-have-ties", [MatrixClass.PsdSingular, MatrixClass.NsdSingular, MatrixClass.SymmetricIndefinite, MatrixClass.Skew, MatrixClass.PdNonsymmetric, MatrixClass.General]),
        ];
        foreach ((string claim, MatrixClass[] classes) in survived)
        {
            Assert.Empty(classes.Intersect(ClaimCatalogue.Find(claim)!.ProvedFor.Keys));
            Assert.All(classes, matrixClass => Assert.False(File.Exists(Path.Combine(Folder, $"{claim}--{MatrixClasses.Id(matrixClass)}.json"))));
        }
    }
}
