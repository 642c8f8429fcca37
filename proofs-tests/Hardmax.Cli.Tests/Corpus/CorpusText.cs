using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hardmax.Cli.Tests.Corpus;

/// <summary>The results of a case as lines, without what differs from run to run: seconds, versions and absolute paths.</summary>
internal sealed partial class CorpusText
{
    private const int MaxShown = 4000;
    private const int ShownOfMore = 300;
    private static readonly string[] Binary = [".npy", ".npz", ".png"];

    private readonly (string Path, string Name)[] _paths;
    private readonly string _folder;

    /// <summary>For runs in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">Other absolute paths, and what stands for each.</param>
    public CorpusText(string folder, params (string Path, string Name)[] names)
    {
        _folder = folder;
        _paths = [(folder, "{root}"), .. names];
    }

    /// <summary>One run: its command, exit code and what it printed.</summary>
    public string Of(CorpusCase.Run run, HardmaxRun result)
    {
        var text = new StringBuilder();
        _ = text.Append(CultureInfo.InvariantCulture, $"$ {run.Text}\nexit code {result.ExitCode}\n");
        AppendStream(text, "> ", result.Output);
        AppendStream(text, "! ", result.Error);
        return text.ToString();
    }

    /// <summary>The files that a case wrote: their lengths and hashes. A campaign has times in it, and its name alone counts.</summary>
    public string OfFiles(string relative)
    {
        string root = Path.Combine(_folder, relative);
        string[] files = [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return string.Concat(files.Select(file => $"file {Path.GetRelativePath(root, file).Replace('\\', '/')}: {Pin(file)}\n"));
    }

    [GeneratedRegex("""(?<="seconds":)(?:\{[^}]*\}|[0-9.eE+-]+)""", RegexOptions.None, 10_000)]
    private static partial Regex JsonSeconds();

    [GeneratedRegex("""(?<="(?:elapsed|[a-zA-Z]*PerSecond)":)[0-9.eE+-]+""", RegexOptions.None, 10_000)]
    private static partial Regex JsonRates();

    [GeneratedRegex(@"\b[0-9]+\.[0-9]+(?= s\b)", RegexOptions.None, 10_000)]
    private static partial Regex ReadableSeconds();

    [GeneratedRegex(@"(?<=\bhardmax )[0-9]+\.[0-9]+\.[0-9]+[-+.0-9A-Za-z]*", RegexOptions.None, 10_000)]
    private static partial Regex Version();

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void AppendLines(StringBuilder lines, string mark, string text)
    {
        foreach (string line in text.Split('\n'))
        {
            _ = lines.Append(mark).Append(Visible(line)).Append('\n');
        }
    }

    // Control characters would hide in a file, and a carriage return is no end of a line here.
    private static string Visible(string line) =>
        string.Concat(line.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));

    private void AppendStream(StringBuilder lines, string mark, string stream)
    {
        if (stream.Length == 0)
        {
            return;
        }

        string text = Normalise(stream);
        bool isLong = text.Length > MaxShown;
        if (isLong)
        {
            AppendLines(lines, mark, text[..ShownOfMore]);
            string hash = Hash(Encoding.UTF8.GetBytes(text));
            _ = lines.Append(CultureInfo.InvariantCulture, $"{mark.Trim()}{mark}{text.Length} characters, sha256 {hash}\n");
        }
        else
        {
            AppendLines(lines, mark, text[^1] == '\n' ? text[..^1] : text + "(no line end)");
        }
    }

    private string Pin(string file)
    {
        string extension = Path.GetExtension(file);
        if (extension.StartsWith(".sqlite", StringComparison.Ordinal))
        {
            return "a campaign";
        }

        byte[] bytes = File.ReadAllBytes(file);
        bool isText = !Binary.Contains(extension, StringComparer.Ordinal);
        byte[] pinned = isText ? Encoding.UTF8.GetBytes(Normalise(Encoding.UTF8.GetString(bytes))) : bytes;
        return string.Create(CultureInfo.InvariantCulture, $"{pinned.Length} bytes, sha256 {Hash(pinned)}");
    }

    private string Normalise(string text)
    {
        foreach ((string path, string name) in _paths)
        {
            text = text.Replace(path, name, StringComparison.Ordinal);
        }

        text = JsonSeconds().Replace(text, "{seconds}");
        text = JsonRates().Replace(text, "{rate}");
        text = ReadableSeconds().Replace(text, "{seconds}");
        return Version().Replace(text, "{version}");
    }
}
