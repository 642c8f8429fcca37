using System.Runtime.CompilerServices;

namespace Hardmax.Testing;

/// <summary>
/// Tests whose expectation is a reviewed file: <c>snapshots/Class.Method.verified.txt</c> in the repository, with the
/// conventions of Verify. Class is the name of the test's source file, Method that of the test.
/// </summary>
public static class Snapshot
{
    private static readonly SnapshotFolder _folder = new(Path.Combine(Repository.Root, "snapshots"));

    /// <summary>
    /// Compares a text with the verified file. On a mismatch the text is left beside it as <c>.received.txt</c>: to
    /// accept it, rename it to <c>.verified.txt</c>.
    /// </summary>
    /// <param name="text">The text; line endings and those at the end do not matter.</param>
    /// <param name="file">The test's source file, from the compiler.</param>
    /// <param name="member">The test, from the compiler.</param>
    /// <exception cref="SnapshotMismatchException">The texts differ, or there is no verified file; the message shows the lines.</exception>
    public static void Verify(string text, [CallerFilePath] string file = "", [CallerMemberName] string member = "") =>
        _folder.Verify(text, NameOf(file), member);

    /// <summary>
    /// Verified files that no test can reach: their class is among the given ones and has no such method, or neither is
    /// it among them nor is there a source file of that name in proofs-tests (classes of other test projects have one).
    /// </summary>
    /// <param name="testClasses">The test classes of the calling project.</param>
    public static IReadOnlyList<string> Orphans(IEnumerable<Type> testClasses)
    {
        IEnumerable<string> sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "proofs-tests"), "*.cs", SearchOption.AllDirectories);
        return _folder.Orphans(testClasses, sources.Select(NameOf));
    }

    // The path may have been written by a compiler on another system, so both separators count.
    private static string NameOf(string sourceFile) => Path.GetFileNameWithoutExtension(sourceFile[(sourceFile.LastIndexOfAny(['/', '\\']) + 1)..]);
}

/// <summary>A text differs from its verified snapshot, or has none yet.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);
