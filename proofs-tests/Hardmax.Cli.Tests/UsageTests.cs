using Hardmax.Examples;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>Wrong usage: exit code 64 and one line, before any file is read.</summary>
public sealed class UsageTests
{
    // No test here creates a file: a program that opened one first would end with 65.
    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "", "Required command" },
        { "frobnicate", "'frobnicate' is no command of hardmax" },
        { "Limit none.json", "'Limit' is no command of hardmax" },
        { "limit", "limit --help" },
        { "verify", "verify --help" },
        { "claims", "claims --help" },
        { "simulate --layers 1 --engine exact", "simulate --help" },
        { "demo extra", "extra" },
        { "claims none.json other.json", "other.json" },
        { "limit none.json --jsn", "--jsn" },
        { "limit --max-layer 3 none.json", "--max-layer" },
        { "verify none.json --quick", "--quick" },
        { "demo --seed 3", "--seed" },
        { "limit none.json --threads 0", "--threads is at least 1" },
        { "limit none.json --threads two", "two" },
        { "verify none.json --threads 0", "--threads is at least 1" },
        { "claims none.json --threads 0", "--threads is at least 1" },
        { "demo --threads 0", "--threads is at least 1" },
        { "limit none.json --max-layers -1", "--max-layers is at least 0" },
        { "limit none.json --max-layers 99999999999", "99999999999" },
        { "limit none.json --max-layers", "--max-layers" },
        { "simulate none.json --engine exact", "--layers" },
        { "simulate none.json --layers 3", "--engine" },
        { "simulate none.json --layers -1 --engine exact", "--layers is at least 0" },
        { "simulate none.json --layers 1.5 --engine exact", "1.5" },
        { "simulate none.json --layers 3 --engine foo", "--engine is one of textbook, exact, double, single, and not 'foo'" },
        { "simulate none.json --layers 3 --engine exact --repeat 0", "--repeat is at least 1" },
        { "simulate none.json --layers 3 --engine exact --threads 0", "--threads is at least 1" },
        { "simulate none.json --layers 3 --engine exact --out trajectory.txt", "--out" },
        { "limit none.json --alpha abc", "--alpha" },
        { "limit none.json --alpha 0", "--alpha" },
        { "limit none.json --alpha -1/2", "--alpha" },
        { "limit none.json --alpha 1/0", "--alpha" },
        { "limit none.json --alpha NaN", "--alpha" },
        { "limit none.json --alpha 1e1000000000", "--alpha" },
        { "limit none.json --alpha 1 --alpha 2", "--alpha" },
        { "limit none.json --matrix 1,2;3", "--matrix" },
        { "limit none.npy", "--alpha" },
        { "limit none.csv", "--alpha" },
        { "limit none.json none.NPY", "--alpha' is required: none.NPY" },
        { "claims none.csv", "--alpha' is required: none.csv" },
        { "simulate none.npy --layers 1 --engine double", "--alpha' is required: none.npy" },
        { "limit none.npy --matrix none.json", "--alpha' is required: none.npy" },
        { "limit - -", "once" },
        { "claims none.json --claim consensu", "and not 'consensu'" },
        { "hunt", "hunt --help" },
        { "hunt --claim consensus --class skew", "--out" },
        { "hunt --claim consensu --class skew --out d", "and not 'consensu'" },
        { "hunt --claim consensus --class squew --out d", "and not 'squew'" },
        { "hunt --claim vertex-can-lead-spd --class skew --out d", "speaks of spd alone" },
        { "hunt --claim consensus --class pd-nonsymmetric --dim 1 --out d", "no matrix below dimension 2" },
        { "hunt --claim consensus --class skew --shard 3/2 --out d", "--shard is i/N" },
        { "hunt --claim consensus --class skew --tokens 0 --out d", "--tokens is at least 1" },
        { "hunt --claim consensus --class skew --budget 0 --out d", "--budget is at least 1" },
        { "hunt --claim consensus --class skew --seconds -1 --out d", "--seconds is at least 0" },
        { "hunt --claim consensus --class skew --seconds NaN --out d", "--seconds is at least 0" },
        { "merge --out d", "merge --help" },
        { "merge none", "--out" },
        { "atlas", "--out" },
        { "atlas --out d --seconds -1", "--seconds is at least 0" },
        { "check", "check --help" },
        { "check none.json --dtype float80", "--dtype is one of float64, float32, float16, bfloat16, and not 'float80'" },
        { "check - -", "once" },
        { "conform", "conform --help" },
        { "conform --cases 0 -- true", "--cases is at least 1" },
        { "conform --seconds 0 -- true", "--seconds is more than 0" },
        { "conform --seconds soon -- true", "soon" },
        { "conform --seed -1 -- true", "-1" },
        { "conform --wire octal -- true", "--wire is one of decimal, hex" },
        { "conform --case-timeout -3 -- true", "--case-timeout is more than 0" },
        { "conform --repot dir -- true", "--repot" },
        { "replay none.json", "replay --help" },
        { "replay none.json --runs 0 -- true", "--runs is at least 1" },
        { "vectors", "--out" },
        { "init", "init --help" },
        { "control none.json", "'--leaders' is required, or --all" },
        { "control none.csv --leaders 0", "--alpha' is required: none.csv" },
        { "control none.json --leaders 0,x", "'x' is no index" },
        { "control none.json --leaders 0,,1", "'' is no index" },
        { "control none.json --leaders -1", "'-1' is no index" },
        { "control none.json --leaders 99999999999", "'99999999999' is no index" },
        { "control none.json --leaders 2,0,2", "token 2 is named twice" },
        { "control none.json --leaders none", "--leaders none is a question with --exactly or --final" },
        { "control none.json --leaders 0 --class SPD", "--class is one of spd, symmetric, any, and not 'SPD'" },
        { "control none.json --leaders 0 --matrix identity", "--matrix" },
        { "control none.json --leaders 0 --tries 3", "--tries goes with --final alone" },
        { "control none.json --leaders 0 --seed 3", "--seed goes with --final alone" },
        { "control none.json --leaders 0 --final --tries 0", "--tries is at least 1" },
        { "control none.json --leaders 0 --final --seed -1", "-1" },
        { "control none.json --leaders 0 --final --smt2 out.smt2", "does not go with --final" },
        { "control none.json --all --leaders 0", "does not go with --leaders" },
        { "control none.json --all --exactly", "does not go with --exactly" },
        { "control none.json --all --final", "does not go with --final" },
        { "control none.json --all --smt2 out.smt2", "does not go with --smt2" },
        { "robustness", "robustness --help" },
        { "robustness none.json --changes all", "--changes is one of any, symmetric, and not 'all'" },
        { "robustness none.json --direction 1,2;3", "--direction" },
        { "robustness none.json --direction 1 --changes any", "does not go with --changes" },
        { "robustness none.npy", "--alpha' is required: none.npy" },
        { "init cobol", "LANGUAGE is one of python, node, c, and not 'cobol'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Is_said_in_one_line_with_the_word_that_is_wrong(string arguments, string says)
    {
        using var folder = new WorkFolder();
        string message = folder.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).UsageError();
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Theory]
    [InlineData("limit", "")]
    [InlineData("limit", "none.json", "--certificate", "")]
    [InlineData("demo", "--out", " ")]
    [InlineData("control", "none.json", "--leaders", "0", "--smt2", "")]
    public void An_empty_path_is_none(params string[] arguments)
    {
        using var folder = new WorkFolder();
        Assert.Contains("empty", folder.Run(arguments).UsageError(), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_mean_themselves_and_files_of_any_name_can_be_given()
    {
        using var folder = new WorkFolder();
        string json = File.ReadAllText(folder[folder.Write(KnownProblems.Square)]);
        _ = folder.Write("@at.json", json);
        _ = folder.Write("-dash.json", json);
        _ = folder.Write("two words ä.JSON", json);
        HardmaxRun run = folder.Run("limit", "@at.json", "./-dash.json", "two words ä.JSON", "--json");
        Assert.Equal(3, run.Succeeds().Lines().Count);
        Assert.Contains("./-dash.json", folder.Run("limit", "-dash.json").UsageError(), StringComparison.Ordinal);
    }
}
