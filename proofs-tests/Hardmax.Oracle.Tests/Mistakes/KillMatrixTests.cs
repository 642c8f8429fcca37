using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Every mistake of the zoo is killed by fixed vectors, and docs/kill-matrix.md says by which.</summary>
public sealed class KillMatrixTests
{
    // Behind this line causes.py writes the table of causes.
    private const string CausesBegin = "\n<!-- causes -->\n";

    [Fact]
    public void Every_mistake_is_killed_by_several_vectors() =>
        Assert.All(SharedVectors.KillMatrix.Rows, row => Assert.True(row.Total >= 3, $"{row.Mistake.Id} is killed by {row.Total} vectors only"));

    [Theory]
    [InlineData("first-argmax-only", "EXACT_TIE")]
    [InlineData("last-argmax-only", "EXACT_TIE")]
    [InlineData("matrix-transposed", "NONSYMMETRIC_A")]
    [InlineData("self-excluded", "SELF_IN_SET")]
    [InlineData("absolute-argmax", "INDEFINITE_A")]
    [InlineData("stale-attention-sets", "LATE_LEADER")]
    [InlineData("frozen-attention-sets", "LATE_LEADER")]
    [InlineData("relative-tolerance-ties", "NEAR_TIE")]
    [InlineData("softmax-temperature-0.001", "NEAR_TIE")]
    [InlineData("float32-scores", "NEAR_TIE")]
    [InlineData("duplicates-counted-once", "DUPLICATE_TOKEN")]
    [InlineData("sum-for-mean", "ZERO_TOKEN")]
    public void The_vectors_that_were_made_for_a_mistake_kill_it(string mistake, string flag) =>
        Assert.True(SharedVectors.KillMatrix.Rows.Single(row => row.Mistake.Id == mistake).Killed.ContainsKey(flag));

    [Fact]
    public void Where_there_is_nothing_to_get_wrong_nothing_is_killed()
    {
        KillRow firstArgmax = SharedVectors.KillMatrix.Rows.Single(row => row.Mistake.Id == "first-argmax-only");
        Assert.Equal(firstArgmax.Total, firstArgmax.Killed["EXACT_TIE"]);
        KillRow transposed = SharedVectors.KillMatrix.Rows.Single(row => row.Mistake.Id == "matrix-transposed");
        Assert.Equal(transposed.Total, transposed.Killed["NONSYMMETRIC_A"]);
    }

    [Fact]
    public void The_page_is_what_the_matrix_says()
    {
        string page = Path.Combine(Repository.Root, "docs", "kill-matrix.md");
        string received = Path.ChangeExtension(page, ".received.md");
        string expected = SharedVectors.KillMatrix.ToMarkdown();
        string rest = File.Exists(page) ? File.ReadAllText(page).ReplaceLineEndings("\n") : string.Empty;
        int causes = rest.IndexOf(CausesBegin, StringComparison.Ordinal);
        if (causes >= 0 && rest[..causes] == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, expected + rest[Math.Max(causes, 0)..]);
        Assert.Fail($"docs/kill-matrix.md is not what the vectors say now. To accept, rename {received} to kill-matrix.md.");
    }
}
