using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hardmax.Formats;
using Hardmax.Limits;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>What is left when a run is ended from outside.</summary>
public sealed class InterruptionTests : IDisposable
{
    // The program gives its work one second to end; the rest is for a machine that does other things too.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void Ctrl_C_in_a_batch_ends_it_between_two_lines()
    {
        _ = _folder.WriteBatch("batch.npy", 200_000, 6, 2);
        using Process process = Start("limit", "batch.npy", "--alpha", "1/2", "--json");
        Assert.Equal("""{"index":0,""", process.StandardOutput.ReadLine()![..11]);
        (HardmaxRun run, TimeSpan time) = Signal(process, "INT");
        Assert.Equal("hardmax: interrupted\n", run.Ends(130).Error);
        Assert.InRange(time, TimeSpan.Zero, Soon);
        Assert.Equal(Enumerable.Range(1, run.Lines().Count), run.Lines().Select(line => line.GetProperty("index").GetInt32()));
    }

    [UnixFact]
    public void A_request_to_terminate_does_the_same()
    {
        _ = _folder.WriteBatch("batch.npy", 200_000, 6, 2);
        using Process process = Start("limit", "batch.npy", "--alpha", "1/2", "--json");
        _ = process.StandardOutput.ReadLine();
        Assert.Equal("hardmax: interrupted\n", Signal(process, "TERM").Run.Ends(143).Error);
    }

    [UnixFact]
    public void Ctrl_C_ends_even_a_layer_that_takes_longer_than_anyone_waits()
    {
        var random = new Random(7);
        var tokens = new StringBuilder("{\"alpha\":1,\"tokens\":[[1,1,1]");
        for (int i = 0; i < 20_000; i++)
        {
            _ = tokens.Append(CultureInfo.InvariantCulture, $",[{random.NextDouble():R},{random.NextDouble():R},{random.NextDouble():R}]");
        }

        _ = _folder.Write("many.json", tokens.Append("]}").ToString());
        using Process process = Start("simulate", "many.json", "--layers", "3", "--engine", "textbook", "--out", "t.json");

        // One layer compares 4 * 10^8 exact scores, which takes minutes; reading the file takes a moment.
        Assert.False(process.WaitForExit(3_000));
        (HardmaxRun run, TimeSpan time) = Signal(process, "INT");
        Assert.Equal("hardmax: interrupted\n", run.Ends(130).Error);
        Assert.InRange(time, TimeSpan.Zero, Soon);
        Assert.Equal(["many.json"], Directory.GetFileSystemEntries(_folder.Root).Select(path => Path.GetFileName(path)));
    }

    [UnixFact]
    public void A_kill_leaves_whole_certificates_only()
    {
        _ = _folder.WriteBatch("batch.npy", 20_000, 8, 2);
        using Process process = Start("limit", "batch.npy", "--alpha", "1/2", "--certificate", "c", "--json");

        // The first line is out when the first block is written; the kill comes in the middle of the second.
        _ = process.StandardOutput.ReadLine();
        HardmaxProcess.WaitUntil(process, TimeSpan.FromMinutes(1), () => File.Exists(_folder["c/600.json"]));
        process.Kill();
        _ = HardmaxProcess.Finish(process);
        string[] files = Directory.GetFiles(_folder["c"]);
        string[] certificates = [.. files.Where(file => file.EndsWith(".json", StringComparison.Ordinal))];
        Assert.InRange(certificates.Length, 601, 19_999);
        Assert.All(certificates, file => Assert.EndsWith("}\n", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(certificates.Take(40), file => Assert.True(CertificateChecker.Check(CertificateFile.Read(file)).IsValid, file));
        Assert.All(files.Except(certificates), file => Assert.EndsWith(".partial", file, StringComparison.Ordinal));
        Assert.InRange(files.Length - certificates.Length, 0, 1);
    }

    private static (HardmaxRun Run, TimeSpan Time) Signal(Process process, string signal)
    {
        var watch = Stopwatch.StartNew();
        using Process kill = HardmaxProcess.Start(Path.GetTempPath(), "bash", ["-c", $"kill -{signal} {process.Id}"]);
        HardmaxRun run = HardmaxProcess.Finish(process);
        return (run, watch.Elapsed);
    }

    // Where the tests themselves run with signals ignored (nohup, a background job), the program would inherit that.
    private Process Start(params string[] arguments) => HardmaxProcess.Start(
        _folder.Root,
        "env",
        ["--default-signal=INT,TERM", HardmaxProcess.Dotnet, HardmaxProcess.Assembly, .. arguments]);
}
