using System.Diagnostics;
using Hardmax.Examples;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>What people read when output goes to a file or a pipe: plain text, the same everywhere.</summary>
public sealed class HumanOutputTests : IDisposable
{
    private static readonly string[][] Commands =
    [
        ["limit", "emerging-leader.json", "cloud.csv", "--alpha", "1/2"],
        ["simulate", "square.json", "--layers", "3", "--engine", "double"],
        ["claims", "square.json"],
        ["demo", "--out", "demo"],
    ];

    private readonly WorkFolder _folder = new();

    public HumanOutputTests()
    {
        _ = _folder.Write(KnownProblems.EmergingLeader);
        _ = _folder.Write(KnownProblems.Square);
        _ = _folder.Write("cloud.csv", "1.5,0.25\n-1.5,0.125\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables_without_colours_even_where_the_environment_asks_for_them()
    {
        foreach (string[] command in Commands)
        {
            foreach ((string, string?)[] environment in (IEnumerable<(string, string?)[]>)
                [[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], [("GITHUB_ACTIONS", "true"), ("FORCE_COLOR", "1")]])
            {
                HardmaxRun run = Run(command, environment);
                _ = run.Ends(command[0] == "claims" ? 1 : 0);
                bool readsCsv = command.Contains("cloud.csv");
                Assert.Equal(readsCsv ? "hardmax: cloud.csv: read 2 tokens in R^2 from 2 rows, no header; matrix: identity, by default\n" : string.Empty, run.Error);
                Assert.DoesNotContain('\u001b', run.Output);
                Assert.Contains('│', run.Output);
            }
        }
    }

    [Fact]
    public void Every_culture_gets_the_same_characters()
    {
        (string, string?)[] german = [("LANG", "de_DE.UTF-8"), ("LC_ALL", "de_DE.UTF-8"), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", null)];
        foreach (string[] command in Commands.SkipLast(1))
        {
            Assert.Equal(WithoutTime(Run(command, [("LANG", "C.UTF-8")]).Output), WithoutTime(Run(command, german).Output));
        }

        foreach (string[] command in (string[][])
            [["limit", "cloud.csv", "--alpha", "0.5", "--json"], ["demo", "--json"], ["limit", "none.csv", "--alpha", "0,5"], ["frobnicate"], ["limit", "--help"]])
        {
            HardmaxRun plain = Run(command, [("LANG", "C.UTF-8")]);
            Assert.Equal(plain, Run(command, german));
            Assert.NotEqual(plain.Output, plain.Error);
        }
    }

    [Fact]
    public void A_counting_first_row_is_asked_about_and_a_reading_is_said_to_people_alone()
    {
        _ = _folder.Write("pandas.csv", "0,1\n3,4\n");
        Assert.Contains("--header yes", _folder.Run("limit", "pandas.csv", "--alpha", "1").InputError("pandas.csv"), StringComparison.Ordinal);
        Assert.Contains("header '0,1'", _folder.Run("limit", "pandas.csv", "--alpha", "1", "--header", "yes").Ends(0).Error, StringComparison.Ordinal);
        Assert.Contains("no header", _folder.Run("claims", "pandas.csv", "--alpha", "1", "--header", "no").Ends(0).Error, StringComparison.Ordinal);
        _ = _folder.Run("limit", "pandas.csv", "--alpha", "1", "--header", "no", "--json").Succeeds();
        Assert.Contains("--header", _folder.Run("limit", "square.json", "--header", "yes").UsageError(), StringComparison.Ordinal);
        Assert.Contains("yes, no", _folder.Run("limit", "pandas.csv", "--alpha", "1", "--header", "1").UsageError(), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_fractions_have_their_decimals_beside_them()
    {
        string file = _folder.Write("long.json", """{"tokens":[["1277777777/3418181818"],["-5/3418181818"]],"alpha":1}""");
        Assert.Contains("(0.373818)", _folder.Run("limit", file).Succeeds().Output, StringComparison.Ordinal);
    }

    [UnixFact("/usr/bin/script")]
    public void Progress_is_for_terminals_and_is_gone_when_the_answer_comes()
    {
        _ = _folder.WriteBatch("batch.npy", 10_000, 8, 2);
        Assert.Equal(string.Empty, _folder.Run("limit", "batch.npy", "--alpha", "1").Succeeds().Error);
        string command = $"'{HardmaxProcess.Dotnet}' '{HardmaxProcess.Assembly}' limit batch.npy --alpha 1";
        string seen = _folder.Shell($"TERM=xterm script -qec \"{command}\" /dev/null").Succeeds().Output;
        Assert.Contains(" of 10000 ", seen, StringComparison.Ordinal);
        Assert.Contains($"\r{new string(' ', 78)}\rbatch.npy: 10000 clouds, ", seen, StringComparison.Ordinal);
        string lines = _folder.Shell($"TERM=xterm script -qec \"{command} --json\" /dev/null").Succeeds().Output;
        Assert.DoesNotContain(" of 10000 ", lines, StringComparison.Ordinal);
    }

    private static string WithoutTime(string text) => string.Join('\n', text.Split('\n').Select(line =>
        line.EndsWith(" s", StringComparison.Ordinal) ? line[..line.LastIndexOf(',')] : line));

    private HardmaxRun Run(string[] command, (string, string?)[] environment)
    {
        using Process process = HardmaxProcess.Start(_folder.Root, command, environment);
        return HardmaxProcess.Finish(process);
    }
}
