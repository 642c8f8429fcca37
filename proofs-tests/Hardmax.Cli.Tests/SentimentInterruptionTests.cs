using System.Diagnostics;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>Training that is ended from outside: what is left, and what a run makes of what it finds.</summary>
public sealed class SentimentInterruptionTests : IDisposable
{
    private const int Kills = 5;

    private static readonly string[] Long = ["sentiment", "train", "toy.csv", "--dim", "2", "--epochs", "300", "--json"];

    private readonly WorkFolder _folder = new();

    private string Checkpoint => _folder["m.checkpoint"];

    public SentimentInterruptionTests() => _ = SentimentToy.WriteCsv(_folder);

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void Killed_at_any_moment_and_started_again_it_ends_with_the_model_of_one_that_was_left_alone()
    {
        _ = _folder.Run([.. Long, "--out", "alone"]).AfterReading().Succeeds();
        var random = new Random(11);
        (int killed, int resumed) = (0, 0);
        while (killed < Kills && !File.Exists(_folder["m.json"]))
        {
            resumed += File.Exists(Checkpoint) ? 1 : 0;
            using Process process = HardmaxProcess.Start(_folder.Root, [.. Long, "--out", "m"]);
            WaitForTheMoment(killed, process, random);
            if (!process.HasExited)
            {
                process.Kill();
                killed++;
            }

            process.WaitForExit();
        }

        Assert.InRange(killed, 3, Kills);
        Assert.InRange(resumed, 2, Kills);
        _ = _folder.Run([.. Long, "--out", "m", "--threads", "1"]).AfterReading().Succeeds();
        Assert.Equal(SentimentToy.ModelOf(_folder, "alone"), SentimentToy.ModelOf(_folder, "m"));
        Assert.Equal(["alone.json", "alone.safetensors", "m.json", "m.safetensors", "toy.csv"], SentimentToy.Names(_folder));
    }

    [UnixFact]
    public void Ctrl_C_keeps_the_checkpoint_which_no_other_run_goes_on_from()
    {
        string[] train = ["sentiment", "train", "toy.csv", "--json", "--out", "m", "--epochs"];

        // Where the tests themselves run with signals ignored (nohup, a background job), the program would inherit that.
        using Process process = HardmaxProcess.Start(_folder.Root, "env", ["--default-signal=INT,TERM", HardmaxProcess.Dotnet, HardmaxProcess.Assembly, .. train, "100000"]);
        HardmaxProcess.WaitUntil(process, TimeSpan.FromMinutes(1), () => File.Exists(Checkpoint));
        var watch = Stopwatch.StartNew();
        using Process kill = HardmaxProcess.Start(_folder.Root, "bash", ["-c", $"kill -INT {process.Id}"]);
        HardmaxRun run = HardmaxProcess.Finish(process).Ends(130).AfterReading();
        Assert.Equal((string.Empty, "hardmax: interrupted\n"), (run.Output, run.Error));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
        Assert.Equal(["m.checkpoint", "toy.csv"], SentimentToy.Names(_folder));

        byte[] checkpoint = File.ReadAllBytes(Checkpoint);
        foreach (string[] other in (string[][])[[.. train, "3"], [.. train, "100000", "--seed", "2"]])
        {
            string message = _folder.Run(other).AfterReading().InputError("m.checkpoint");
            Assert.Contains("is no checkpoint of this run (other data, options or seed); expected ", message, StringComparison.Ordinal);
            Assert.Equal(checkpoint, File.ReadAllBytes(Checkpoint));
        }

        _ = _folder.Run([.. train, "3", "--restart"]).AfterReading().Succeeds();
        Assert.Equal(["m.json", "m.safetensors", "toy.csv"], SentimentToy.Names(_folder));
        (string Weights, string Description) restarted = SentimentToy.ModelOf(_folder, "m");
        _ = _folder.Run([.. train, "3"]).AfterReading().Succeeds();
        Assert.Equal(restarted, SentimentToy.ModelOf(_folder, "m"));
    }

    [Fact]
    public void A_checkpoint_that_is_none_is_refused_and_restarted_over()
    {
        string[] train = ["sentiment", "train", "toy.csv", "--json", "--out", "m", "--epochs", "2"];
        _ = _folder.Write("m.checkpoint", "text");
        _ = _folder.Run(train).AfterReading().InputError("m.checkpoint");
        Assert.Equal("text", File.ReadAllText(Checkpoint));
        _ = _folder.Run([.. train, "--restart"]).AfterReading().Succeeds();
        Assert.Equal(["m.json", "m.safetensors", "toy.csv"], SentimentToy.Names(_folder));
    }

    [Fact]
    public void What_killed_runs_left_half_written_is_removed_and_nothing_else()
    {
        string[] leftovers = ["m.checkpoint.17.partial", "m.safetensors.4194304.partial", "m.json.1.partial", "m.safetensors.partial", "m.safetensors.partial.99.partial"];
        string[] others = ["m.checkpoint.mine.partial", "mm.json.1.partial", "m.csv.1.partial", "m.json.1.partial.txt", "n.checkpoint.17.partial"];
        Assert.All(leftovers.Concat(others), name => _folder.Write(name, "half"));
        _ = _folder.Run("sentiment", "train", "toy.csv", "--epochs", "1", "--out", "m").AfterReading().Succeeds();
        Assert.Equal(others.Concat(["m.json", "m.safetensors", "toy.csv"]).Order(StringComparer.Ordinal), SentimentToy.Names(_folder));
    }

    // At any time from the start on, at any time after an epoch, or while something is half written, by turns.
    private void WaitForTheMoment(int killed, Process process, Random random)
    {
        DateTime before = File.GetLastWriteTimeUtc(Checkpoint);
        if (killed % 3 > 0)
        {
            HardmaxProcess.WaitUntil(process, TimeSpan.FromMinutes(1), () => File.GetLastWriteTimeUtc(Checkpoint) != before);
        }

        HardmaxProcess.WaitUntil(process, TimeSpan.FromMilliseconds(random.Next(50, 300)), () => killed % 3 == 2 && Directory.GetFiles(_folder.Root, "m.checkpoint.*.partial").Length > 0);
    }
}
