using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Testing;

public sealed class SnapshotTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hardmax-snapshots");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_a_verified_file_it_fails_and_leaves_what_it_received()
    {
        SnapshotMismatchException e = Assert.Throws<SnapshotMismatchException>(() => Verify("1/3\n2/3"));
        Assert.Contains("has no verified snapshot yet", e.Message, StringComparison.Ordinal);
        Assert.Contains("+    2 2/3", e.Message, StringComparison.Ordinal);
        Assert.Equal("1/3\n2/3\n", File.ReadAllText(At("C.M.received.txt")));
    }

    [Fact]
    public void The_same_text_passes_whatever_its_line_endings_and_removes_the_received_file()
    {
        File.WriteAllText(At("C.M.verified.txt"), "1/3\r\n2/3\r\n");
        File.WriteAllText(At("C.M.received.txt"), "old");
        Verify("1/3\n2/3");
        Assert.False(File.Exists(At("C.M.received.txt")));
    }

    [Fact]
    public void Another_text_fails_with_the_lines_that_differ_and_their_neighbours()
    {
        string[] lines = [.. Enumerable.Range(1, 30).Select(i => $"line {i}")];
        File.WriteAllText(At("C.M.verified.txt"), string.Join('\n', lines));
        string[] changed = [.. lines.Select(line => line == "line 7" ? "line seven" : line), "line 31"];
        SnapshotMismatchException e = Assert.Throws<SnapshotMismatchException>(() => Verify(string.Join('\n', changed)));
        string diff = e.Message[e.Message.IndexOf(Environment.NewLine, StringComparison.Ordinal)..].Trim().ReplaceLineEndings("\n");
        Assert.Equal(
            "5 line 5\n     6 line 6\n-    7 line 7\n+    7 line seven\n     8 line 8\n     9 line 9\n  ...\n    29 line 29\n    30 line 30\n+   31 line 31",
            diff);
        Assert.True(File.Exists(At("C.M.received.txt")));
    }

    [Fact]
    public void A_difference_too_large_to_align_is_shown_as_replaced()
    {
        string old = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"a{i}"));
        string now = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"b{i}"));
        string diff = LineDiff.Of(old, now);
        Assert.StartsWith("-    1 a0", diff, StringComparison.Ordinal);
        Assert.EndsWith("... and more", diff.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verified_files_without_a_test_are_orphans()
    {
        foreach (string name in new[] { "SnapshotTests.Verified_files_without_a_test_are_orphans", "SnapshotTests.Gone", "Elsewhere.Test", "Deleted.Test", "nothing" })
        {
            File.WriteAllText(At(name + ".verified.txt"), "x");
        }

        IReadOnlyList<string> orphans = new SnapshotFolder(_folder.FullName).Orphans([typeof(SnapshotTests)], ["Elsewhere"]);
        Assert.Equal(["Deleted.Test.verified.txt", "SnapshotTests.Gone.verified.txt", "nothing.verified.txt"], orphans);
    }

    [Fact]
    public void A_failing_snapshot_in_the_repository_carries_the_names_of_file_and_test()
    {
        SnapshotMismatchException e = Assert.Throws<SnapshotMismatchException>(() => Snapshot.Verify("not verified, on purpose"));
        string name = $"{nameof(SnapshotTests)}.{nameof(A_failing_snapshot_in_the_repository_carries_the_names_of_file_and_test)}";
        Assert.StartsWith(name, e.Message, StringComparison.Ordinal);
        string received = Path.Combine(Repository.Root, "snapshots", name + ".received.txt");
        Assert.True(File.Exists(received));
        File.Delete(received);
    }

    [Fact]
    public void The_repository_has_no_orphans_of_this_project() =>
        Assert.Empty(Snapshot.Orphans(typeof(SnapshotTests).Assembly.GetTypes()));

    private string At(string file) => Path.Combine(_folder.FullName, file);

    private void Verify(string text) => new SnapshotFolder(_folder.FullName).Verify(text, "C", "M");
}
