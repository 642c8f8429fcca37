using System.Reflection;

namespace Hardmax.Testing;

/// <summary>A folder of verified texts, one per test.</summary>
/// <param name="path">The folder; it need not exist while every verification fails.</param>
public sealed class SnapshotFolder(string path)
{
    private const string VerifiedSuffix = ".verified.txt";
    private const string ReceivedSuffix = ".received.txt";

    /// <summary>Compares a text with <c>Class.Method.verified.txt</c>; leaves a received file exactly where they differ.</summary>
    /// <exception cref="SnapshotMismatchException">The texts differ, or there is no verified file.</exception>
    public void Verify(string text, string className, string methodName)
    {
        string name = $"{className}.{methodName}";
        string verifiedFile = Path.Combine(path, name + VerifiedSuffix);
        string receivedFile = Path.Combine(path, name + ReceivedSuffix);
        string received = Normalise(text);
        string? verified = File.Exists(verifiedFile) ? Normalise(File.ReadAllText(verifiedFile)) : null;
        if (received == verified)
        {
            File.Delete(receivedFile);
            return;
        }

        Directory.CreateDirectory(path);
        File.WriteAllText(receivedFile, received);
        string what = verified is null ? "has no verified snapshot yet" : "differs from its verified snapshot";
        throw new SnapshotMismatchException(
            $"{name} {what}. To accept, rename {receivedFile} to {name}{VerifiedSuffix}.{Environment.NewLine}{LineDiff.Of(verified ?? string.Empty, received)}");
    }

    /// <summary>The verified files, by name, that belong to no test; see <see cref="Snapshot.Orphans"/>.</summary>
    /// <param name="testClasses">Classes whose methods are known.</param>
    /// <param name="otherClasses">Names of classes that exist elsewhere.</param>
    public IReadOnlyList<string> Orphans(IEnumerable<Type> testClasses, IEnumerable<string> otherClasses)
    {
        if (!Directory.Exists(path))
        {
            return [];
        }

        ILookup<string, Type> known = testClasses.ToLookup(type => type.Name, StringComparer.Ordinal);
        var elsewhere = new HashSet<string>(otherClasses, StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(path, "*" + VerifiedSuffix)
                .Select(file => Path.GetFileName(file))
                .Where(name => !IsReachable(name, known, elsewhere))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsReachable(string fileName, ILookup<string, Type> known, HashSet<string> elsewhere)
    {
        string name = fileName[..^VerifiedSuffix.Length];
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return false;
        }

        string className = name[..dot];
        string methodName = name[(dot + 1)..];
        return known.Contains(className)
            ? known[className].Any(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public).Any(m => m.Name == methodName))
            : elsewhere.Contains(className);
    }

    // A checkout may have changed the line endings, and an editor the one at the end.
    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
}
