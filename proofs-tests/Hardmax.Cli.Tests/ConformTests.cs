using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax conform and replay as a person or a build server sees them, with programs that behave in every way.</summary>
public sealed class ConformTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    private static string Fakes => Path.Combine(AppContext.BaseDirectory, "Hardmax.Oracle.Fakes.dll");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_right_implementation_passes_and_leaves_nothing_behind()
    {
        JsonElement result = Conform("right", "--cases", "40", "--json").Succeeds().Document();
        Assert.Equal("pass", result.GetProperty("verdict").GetString());
        Assert.Equal(40, result.GetProperty("counts").EnumerateObject().Sum(count => count.Value.GetInt32()));
        Assert.Equal(0, result.GetProperty("failures").GetArrayLength());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void The_same_seed_asks_the_same_cases_and_another_one_others()
    {
        string[] Ids(string seed)
        {
            _ = Conform("right", "--cases", "15", "--seed", seed, "--report", $"r{seed}").Ends(0);
            return [.. File.ReadLines(_folder[$"r{seed}/results.jsonl"]).Select(Parse).Where(line => line.GetProperty("type").GetString() == "case").Select(line => line.GetProperty("id").GetString()!)];
        }

        string[] first = Ids("7");
        Directory.Delete(_folder["r7"], recursive: true);
        Assert.Equal(first, Ids("7"));
        Assert.NotEqual(first, Ids("8"));
    }

    [Fact]
    public void A_crash_is_found_made_small_and_written_with_its_stderr()
    {
        JsonElement result = Conform("crash", "--cases", "3", "--json", "--report", "r").Succeeds(1).Document();
        Assert.Equal("fail", result.GetProperty("verdict").GetString());
        Assert.Equal(3, result.GetProperty("counts").GetProperty("CRASH").GetInt32());
        JsonElement failure = result.GetProperty("failures")[0];
        Assert.Equal(1, failure.GetProperty("tokens").GetInt32());
        Assert.Contains("ValueError: boom", File.ReadAllText(_folder["r/index.html"]), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder[failure.GetProperty("file").GetString()!]));
        Assert.False(File.Exists(_folder["r/regressions/pending.json"]));
    }

    [Fact]
    public void The_report_is_whole()
    {
        _ = Conform("few-layers", "--cases", "15", "--report", "r", "--junit", "j.xml").Ends(1);
        JsonElement[] lines = [.. File.ReadLines(_folder["r/results.jsonl"]).Select(Parse)];
        Assert.Equal("run", lines[0].GetProperty("type").GetString());
        Assert.Equal("summary", lines[^1].GetProperty("type").GetString());
        Assert.Equal(15, lines.Count(line => line.GetProperty("type").GetString() == "case"));
        Assert.Contains(lines, line => line.GetProperty("type").GetString() == "failure");
        XDocument junit = XDocument.Load(_folder["j.xml"]);
        Assert.Equal(15, junit.Descendants("testcase").Count());
        Assert.Equal(15, junit.Descendants("failure").Count());
        Assert.Contains("SHAPE", File.ReadAllText(_folder["r/summary.md"]), StringComparison.Ordinal);
        string[] regressions = Directory.GetFiles(_folder["r/regressions"], "*.json");
        Assert.NotEmpty(regressions);
        Assert.All(regressions, file => Assert.True(File.Exists(Path.ChangeExtension(file, ".md"))));
    }

    [Fact]
    public void What_conform_writes_check_reads_and_replay_asks_again()
    {
        JsonElement failure = Conform("nan", "--cases", "2", "--json").Succeeds(1).Document().GetProperty("failures")[0];
        string file = failure.GetProperty("file").GetString()!;
        Assert.Equal($"regressions/{failure.GetProperty("id").GetString()}.json", file);
        JsonElement recorded = _folder.Run("check", file, "--json").Succeeds(1).Document();
        Assert.Equal(failure.GetProperty("verdict").GetString(), recorded.GetProperty("failures")[0].GetProperty("verdict").GetString());
        JsonElement again = Replay(file, "nan", "--json").Succeeds(1).Document();
        Assert.Equal("fail", again.GetProperty("verdict").GetString());
        Assert.Contains("pass", Replay(file, "right").Succeeds().Output, StringComparison.Ordinal);
    }

    [UnixFact]
    public void The_command_that_replays_a_failure_does()
    {
        JsonElement failure = Conform("few-layers", "--cases", "3", "--strict", "--report", "it's a report", "--json").Succeeds(1).Document().GetProperty("failures")[0];
        string replay = failure.GetProperty("replay").GetString()!;
        Assert.StartsWith("hardmax replay --strict ", replay, StringComparison.Ordinal);
        Assert.Contains("SHAPE", _folder.Shell(replay).Ends(1).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo-lie", "INPUT_ALTERED")]
    [InlineData("wrong-seq", "PROTOCOL")]
    [InlineData("errors", "CRASH")]
    [InlineData("words", "PROTOCOL")]
    public void Each_misbehaviour_has_its_class(string kind, string verdict)
    {
        JsonElement result = Conform(kind, "--cases", "2", "--case-timeout", "5", "--json").Succeeds(1).Document();
        Assert.True(result.GetProperty("counts").TryGetProperty(verdict, out _), result.GetRawText());
    }

    [Fact]
    public void Noise_is_reported_once_and_the_run_goes_on()
    {
        JsonElement result = Conform("noise", "--cases", "20", "--json").Succeeds(1).Document();
        Assert.Equal(1, result.GetProperty("counts").GetProperty("PROTOCOL").GetInt32());
        Assert.Equal(20, result.GetProperty("cases").GetInt32());
    }

    [Fact]
    public void Three_hangs_end_the_run()
    {
        JsonElement result = Conform("hang", "--case-timeout", "0.3", "--json").Succeeds(1).Document();
        Assert.Equal(3, result.GetProperty("counts").GetProperty("TIMEOUT").GetInt32());
        Assert.Equal(3, result.GetProperty("cases").GetInt32());
        Assert.Contains("3 cases", result.GetProperty("endedEarly").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Declining_everything_is_inconclusive()
    {
        JsonElement result = Conform("skips", "--cases", "5", "--json").Succeeds(2).Document();
        Assert.Equal("inconclusive", result.GetProperty("verdict").GetString());
        Assert.Equal(5, result.GetProperty("counts").GetProperty("SKIPPED").GetInt32());
    }

    [Theory]
    [InlineData("crash-at-start", "ImportError")]
    [InlineData("protocol-2", "protocol 2")]
    [InlineData("no-name", "name")]
    [InlineData("float80", "float80")]
    public void A_failed_handshake_is_exit_code_3_with_the_reason(string kind, string reason)
    {
        HardmaxRun run = Conform(kind, "--cases", "5").Ends(3);
        Assert.Equal(string.Empty, run.Output);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    [Fact]
    public void A_program_that_does_not_exist_is_exit_code_3()
    {
        HardmaxRun run = _folder.Run("conform", "--", "./no-such-program").Ends(3);
        Assert.Contains("no-such-program", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Known_failures_are_expected_and_a_stale_one_is_remarked()
    {
        _ = _folder.Write("known.txt", "# we know\n*/SHAPE\nSUBNORMAL/NONFINITE # fixed long ago\n");
        JsonElement result = Conform("few-layers", "--cases", "5", "--known-failures", "known.txt", "--json").Succeeds(2).Document();
        Assert.Equal(5, result.GetProperty("counts").GetProperty("EXPECTED_FAIL").GetInt32());
        Assert.Contains(result.GetProperty("remarks").EnumerateArray(), remark => remark.GetString()!.Contains("SUBNORMAL/NONFINITE", StringComparison.Ordinal));
        _ = _folder.Write("typo.txt", "SUBNORMAL/NONFINIT\n");
        Assert.Contains("line 1", Conform("right", "--known-failures", "typo.txt").InputError("typo.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hexadecimal_numbers_and_a_process_for_each_case_give_the_same_verdict()
    {
        JsonElement plain = Conform("right", "--cases", "6", "--json").Succeeds().Document();
        JsonElement other = Conform("right", "--cases", "6", "--oneshot", "--json").Succeeds().Document();
        Assert.Equal(plain.GetProperty("counts").GetRawText(), other.GetProperty("counts").GetRawText());
    }

    [UnixFact]
    public void Ctrl_C_leaves_whole_results_and_a_report()
    {
        using Process process = HardmaxProcess.Start(
            _folder.Root,
            "env",
            ["--default-signal=INT,TERM", HardmaxProcess.Dotnet, HardmaxProcess.Assembly, "conform", "--cases", "100000", "--seconds", "600", "--report", "r", "--", HardmaxProcess.Dotnet, Fakes, "right"]);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromMinutes(1) && !(File.Exists(_folder["r/results.jsonl"]) && ReadShared(_folder["r/results.jsonl"]).Count(c => c == '\n') > 20))
        {
            Thread.Sleep(20);
        }

        using Process kill = HardmaxProcess.Start(Path.GetTempPath(), "bash", ["-c", $"kill -INT {process.Id}"]);
        _ = HardmaxProcess.Finish(process).Ends(130);
        JsonElement[] lines = [.. File.ReadLines(_folder["r/results.jsonl"]).Select(Parse)];
        Assert.Equal("interrupted", lines[^1].GetProperty("endedEarly").GetString());
        Assert.Contains("interrupted", File.ReadAllText(_folder["r/summary.md"]), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["r/index.html"]));
    }

    [UnixFact]
    public void A_kill_leaves_whole_lines_and_the_case_that_was_asked()
    {
        using Process process = HardmaxProcess.Start(_folder.Root, ["conform", "--report", "r", "--case-timeout", "60", "--", HardmaxProcess.Dotnet, Fakes, "hang"]);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromMinutes(1) && !File.Exists(_folder["r/regressions/pending.json"]))
        {
            Thread.Sleep(20);
        }

        process.Kill(entireProcessTree: true);
        _ = HardmaxProcess.Finish(process);
        Assert.Equal("run", Parse(Assert.Single(File.ReadAllLines(_folder["r/results.jsonl"]))).GetProperty("type").GetString());
        Assert.Equal("pass", Replay("r/regressions/pending.json", "right", "--json").Ends(0).Document().GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_said_at_once()
    {
        _ = _folder.Write("file", "x");
        Assert.Contains("cannot be written", Conform("right", "--report", "file").InputError("file/results.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_are_the_same_bytes_each_time_and_starters_do_not_overwrite()
    {
        JsonElement first = _folder.Run("vectors", "--out", "a", "--json").Succeeds().Document();
        _ = _folder.Run("vectors", "--out", "b").Succeeds();
        string[] names = [.. Directory.GetFiles(_folder["a"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(first.GetProperty("files").GetArrayLength(), names.Length);
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(_folder[$"a/{name}"]), File.ReadAllBytes(_folder[$"b/{name}"])));
        foreach (string language in (string[])["python", "node", "c"])
        {
            _ = _folder.Run("init", language, "--out", language).Succeeds();
            Assert.Contains("already", _folder.Run("init", language, "--out", language).InputError(language), StringComparison.Ordinal);
        }
    }

    private static JsonElement Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private static string ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private HardmaxRun Conform(string kind, params string[] options) => _folder.Run(["conform", .. options, "--", HardmaxProcess.Dotnet, Fakes, kind]);

    private HardmaxRun Replay(string file, string kind, params string[] options) => _folder.Run(["replay", file, .. options, "--", HardmaxProcess.Dotnet, Fakes, kind]);
}
