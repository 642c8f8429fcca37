using System.Diagnostics;
using Hardmax.Examples;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>Places that cannot be written: an error like that of bad input, before anything is said on standard output.</summary>
public sealed class UnwritableTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly string _square;

    public UnwritableTests() => _square = _folder.Write(KnownProblems.Square);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_in_the_place_of_a_file()
    {
        _ = Directory.CreateDirectory(_folder["taken.json"]);
        _ = _folder.Run("limit", _square, "--certificate", "taken.json", "--json").InputError("taken.json");
        _ = _folder.Run("simulate", _square, "--layers", "1", "--engine", "exact", "--out", "taken.json", "--json").InputError("taken.json");
        Assert.Empty(Directory.GetFiles(_folder.Root, "*.partial"));
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder()
    {
        _ = _folder.WriteBatch("batch.npy", 2, 2, 2);
        _ = _folder.Run("limit", _square, "--certificate", "square.json/c.json", "--json").InputError("square.json/c.json");
        _ = _folder.Run("limit", "batch.npy", "--alpha", "1", "--certificate", "square.json", "--json").InputError("square.json/0.json");
        _ = _folder.Run("simulate", _square, "--layers", "1", "--engine", "double", "--out", "square.json/t.npy", "--json").InputError("square.json/t.npy");
        _ = _folder.Run("demo", "--out", "square.json", "--json").InputError("square.json/emerging-leader.json");
    }

    [Fact]
    public void A_file_system_that_takes_no_files()
    {
        _ = _folder.Run("limit", _square, "--certificate", "/proc/none/c.json", "--json").InputError("/proc/none/c.json");
        _ = _folder.Run("simulate", _square, "--layers", "1", "--engine", "exact", "--out", "/proc/t.npy", "--json").InputError("/proc/t.npy");
    }

    [Fact]
    public void Standard_output_that_is_full_or_closed()
    {
        foreach (string redirection in (string[])["> /dev/full", ">&-"])
        {
            _ = _folder.Shell($"hardmax limit square.json --json {redirection}").InputError("standard output");
            _ = _folder.Shell($"hardmax limit square.json {redirection}").InputError("standard output");
            _ = _folder.Shell($"hardmax --version {redirection}").InputError("standard output");
        }
    }

    [Fact]
    public void A_reader_that_leaves_early_is_no_error()
    {
        _ = _folder.WriteBatch("batch.npy", 3_000, 3, 1);
        HardmaxRun run = _folder.Shell("hardmax limit batch.npy --alpha 1 --json | head -n 1; hardmax demo | head -n 1 > /dev/null").Succeeds();
        Assert.Equal(0, run.Document().GetProperty("index").GetInt32());
    }

    [Fact]
    public void More_layers_than_a_file_can_hold_are_refused_before_they_are_computed()
    {
        var watch = Stopwatch.StartNew();
        _ = _folder.Run("simulate", _square, "--layers", "2000000000", "--engine", "double", "--out", "t.npy").InputError("t.npy");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
    }
}
