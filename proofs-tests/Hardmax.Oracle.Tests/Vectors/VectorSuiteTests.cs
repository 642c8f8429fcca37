using System.Globalization;
using System.Security.Cryptography;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>The vectors as a whole: reproducible, each once, with every flag explained and every kind of input among them.</summary>
public sealed class VectorSuiteTests
{
    [Fact]
    public void Regeneration_gives_the_same_bytes()
    {
        (string Name, byte[] Content)[] first = [.. SharedVectors.Folder];
        (string Name, byte[] Content)[] second = [.. VectorFolder.Files(VectorSuite.Build())];
        Assert.Equal(first.Select(file => file.Name), second.Select(file => file.Name));
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.Content, pair.Second.Content));
    }

    /// <summary>A change of any byte is a change of this snapshot, on whichever machine it happens.</summary>
    [Fact]
    public void Digests() => Snapshot.Verify(string.Join('\n', SharedVectors.Files.Select(file =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Tests.Count()} tests {Convert.ToHexStringLower(SHA256.HashData(VectorJson.ToUtf8(file)))}"))));

    [Fact]
    public void The_files_are_those_of_the_contract() => Assert.Equal(
        [
            "step-float64.json", "trajectory-float64.json", "candidate-float64.json",
            "step-float32.json", "trajectory-float32.json", "candidate-float32.json",
            "limit.json", "vectors.schema.json", "README.md",
        ],
        SharedVectors.Folder.Select(file => file.Name));

    [Fact]
    public void Every_test_has_an_id_of_its_own() =>
        Assert.All(SharedVectors.Files, file => Assert.Equal(file.Tests.Count(), file.Tests.Select(test => test.Id).Distinct().Count()));

    [Fact]
    public void An_id_depends_on_the_question_and_not_on_the_words()
    {
        VectorTest test = SharedVectors.Questions.First();
        Assert.Equal(test.Id, VectorId.Of(test with { Comment = "another", Flags = ["BASIC"] }));
        Assert.NotEqual(test.Id, VectorId.Of(test with { Format = Numbers.BinaryFormat.Single }));
        Assert.NotEqual(test.Id, VectorId.Of(test with { Candidate = [test.Problem.Tokens] }));
        Assert.NotEqual(test.Id, VectorId.Of(test with { Problem = new Model.HardmaxProblem(test.Problem.Tokens, new Model.HardmaxSystem(test.Problem.System.Matrix, 9)) }));
    }

    /// <summary>TEXT needs real text, which vectors do without.</summary>
    [Fact]
    public void Every_category_of_inputs_occurs_in_both_formats()
    {
        string[] expected = [.. CaseCategories.All.Where(category => category != CaseCategory.Text).Select(category => category.Id()).Append("BASIC").Order(StringComparer.Ordinal)];
        foreach (Numbers.BinaryFormat format in VectorSuite.Formats)
        {
            string[] seen = [.. SharedVectors.Questions.Where(test => test.Format == format).SelectMany(test => test.Flags).Distinct().Order(StringComparer.Ordinal)];
            Assert.Equal(expected, seen);
        }
    }

    [Fact]
    public void Flags_of_mistakes_are_on_wrong_candidates_and_nowhere_else() =>
        Assert.All(SharedVectors.Files.SelectMany(file => file.Tests), test =>
            Assert.Equal(test.Result == VectorResult.Invalid ? 1 : 0, test.Flags.Count(flag => Mistakes.Find(flag) is not null)));

    [Fact]
    public void Every_mistake_has_a_wrong_candidate() =>
        Assert.All(Mistakes.All, mistake => Assert.Contains(SharedVectors.File("candidate-float64.json").Tests, test => test.Flags.Contains(mistake.Id)));

    [Fact]
    public void There_are_candidates_of_each_kind()
    {
        foreach (string name in (string[])["candidate-float64.json", "candidate-float32.json"])
        {
            Assert.Equal(3, SharedVectors.File(name).Tests.Select(test => test.Result).Distinct().Count());
        }
    }

    [Fact]
    public void Flags_see_what_is_there()
    {
        Assert.Equal(["EXACT_TIE", "SELF_IN_SET", "NONSYMMETRIC_A"], Flags("1", "0,0 1,0", "1,2 3,4 0,7"));
        Assert.Equal(["BASIC"], Flags("1", null, "1,0 0,1"));
        Assert.Equal(["NEAR_TIE", "INDEFINITE_A"], Flags("1", "1,0 0,-1", "1,0 1000000,1 1000001,1"));
        Assert.Equal(["ZERO_TOKEN", "ONE_TOKEN", "ONE_DIM"], Flags("1", null, "0"));
    }

    private static string[] Flags(string alpha, string? matrix, string tokens)
    {
        Model.HardmaxProblem problem = new VectorInput(string.Empty, alpha, matrix, tokens).ToProblem(null);
        return [.. VectorFlags.Of(problem.System, [problem.Tokens], Numbers.BinaryFormat.Double)];
    }
}
