using System.Collections.Concurrent;
using System.Text;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests.Corpus;

/// <summary>
/// What the program prints and writes on many inputs of every kind, byte for byte: cases.txt has the runs, inputs/ what they read
/// (both are written by generate.py), expected.verified.txt what comes of them. It is the behaviour that the program has; whether
/// it is right is for the other tests to say. Paths and messages of files are those of Unix.
/// </summary>
public sealed class CorpusTests : IDisposable
{
    private const int Runners = 2;
    private const int MostShown = 10;
    private const string Begin = "== ";

    private static readonly string Home = Path.Combine(Repository.Root, "proofs-tests", "Hardmax.Cli.Tests", "Corpus");
    private static readonly string Verified = Path.Combine(Home, "expected.verified.txt");
    private static readonly string Received = Path.Combine(Home, "expected.received.txt");
    private static readonly string Fakes = Path.Combine(AppContext.BaseDirectory, "Hardmax.Oracle.Fakes.dll");

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void Every_case_gives_what_it_gave()
    {
        IReadOnlyList<CorpusCase> cases = CorpusCase.ReadAll(Path.Combine(Home, "cases.txt"));
        CopyInputs();
        ConcurrentDictionary<string, string> results = RunAll(cases);
        string received = string.Concat(cases.Select(item => $"{Begin}{item.Name}\n{results[item.Name]}\n"));
        string verified = File.Exists(Verified) ? File.ReadAllText(Verified).ReplaceLineEndings("\n") : string.Empty;
        if (received == verified)
        {
            File.Delete(Received);
            return;
        }

        File.WriteAllText(Received, received);
        Assert.Fail(Differences(cases, Blocks(verified), results));
    }

    private static Dictionary<string, string> Blocks(string text)
    {
        string[] blocks = ("\n" + text).Split("\n" + Begin, StringSplitOptions.None);
        return blocks.Skip(1).Select(block => block.Split('\n', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].TrimEnd('\n'), StringComparer.Ordinal);
    }

    private static string Differences(
        IReadOnlyList<CorpusCase> cases, Dictionary<string, string> verified, ConcurrentDictionary<string, string> received)
    {
        CorpusCase[] differing = [.. cases.Where(item => verified.GetValueOrDefault(item.Name) != received[item.Name].TrimEnd('\n'))];
        string[] gone = [.. verified.Keys.Except(cases.Select(item => item.Name), StringComparer.Ordinal)];
        var text = new StringBuilder();
        _ = text.AppendLine(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{differing.Length} of {cases.Count} cases differ, and {gone.Length} are no more.")
            .AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"To accept, rename {Received} to {Path.GetFileName(Verified)}.");
        foreach (CorpusCase item in differing.Take(MostShown))
        {
            _ = text.AppendLine().AppendLine(verified.ContainsKey(item.Name) ? item.Name : item.Name + " (new)");
            _ = text.Append(FirstDifference(verified.GetValueOrDefault(item.Name, string.Empty), received[item.Name].TrimEnd('\n')));
        }

        Array.ForEach([.. gone.Take(MostShown)], name => text.AppendLine().AppendLine(name + " (no more)"));
        return text.ToString();
    }

    // Documents are long lines, so the place in the line is shown, and not the whole of it.
    private static string FirstDifference(string verified, string received)
    {
        const int before = 60;
        const int after = 100;
        int at = verified.AsSpan().CommonPrefixLength(received);
        int line = verified.AsSpan(0, at).Count('\n');
        int start = Math.Max(verified.AsSpan(0, at).LastIndexOf('\n') + 1, at - before);
        string Part(string text) => text[start..Math.Min(text.Length, at + after)].Split('\n')[0];
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"  line {line + 1}, character {at - verified.AsSpan(0, at).LastIndexOf('\n')}\n  - {Part(verified)}\n  + {Part(received)}\n");
    }

    private ConcurrentDictionary<string, string> RunAll(IReadOnlyList<CorpusCase> cases)
    {
        var results = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var text = new CorpusText(_folder.Root, (Fakes, "{fakes}"), (HardmaxProcess.Dotnet, "dotnet"));
        var waiting = new ConcurrentQueue<CorpusCase>(cases);
        Task[] runners = [.. Enumerable.Range(1, Runners).Select(number => Task.Factory.StartNew(
            () =>
            {
                using var runner = new CorpusRunner(_folder.Root, number);
                while (waiting.TryDequeue(out CorpusCase? item))
                {
                    results[item.Name] = Result(runner, text, item);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WaitAll(runners);
        return results;
    }

    private string Result(CorpusRunner runner, CorpusText text, CorpusCase item)
    {
        _ = Directory.CreateDirectory(_folder[item.Out]);
        string[] Arguments(CorpusCase.Run run) => [.. run.Arguments.Select(word => word
            .Replace("{out}", item.Out, StringComparison.Ordinal)
            .Replace("{dotnet}", HardmaxProcess.Dotnet, StringComparison.Ordinal)
            .Replace("{fakes}", Fakes, StringComparison.Ordinal))];
        return string.Concat(item.Runs.Select(run => text.Of(run, runner.Run(Arguments(run), run.Input)))) + text.OfFiles(item.Out);
    }

    private void CopyInputs()
    {
        string inputs = Path.Combine(Home, "inputs");
        foreach (string file in Directory.EnumerateFiles(inputs, "*", SearchOption.AllDirectories))
        {
            string copy = _folder[Path.GetRelativePath(inputs, file)];
            _ = Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
