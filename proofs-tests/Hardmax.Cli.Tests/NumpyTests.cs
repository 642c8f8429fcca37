using System.Diagnostics;
using System.Text.Json;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>A fact that runs NumPy: skipped where no Python has it, unless HARDMAX_REQUIRE_RUNTIMES=1 makes it fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NumpyFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Found = new(() => Array.Find(["python3", "/usr/bin/python3"], HasNumpy));

    /// <summary>A fact that also reads these files through <see cref="TestData.PathOf"/>.</summary>
    public NumpyFactAttribute(params string[] files)
    {
        Files = files;
        Skip = SkipReason(Found.Value, Environment.GetEnvironmentVariable("HARDMAX_REQUIRE_RUNTIMES") == "1")
            ?? (files.Length == 0 ? null : TestData.SkipReason(files, TestData.Has, TestData.IsRequired));
    }

    /// <summary>The files of real data that it needs.</summary>
    public string[] Files { get; }

    /// <summary>The Python that has NumPy.</summary>
    public static string Python => Found.Value ?? throw new InvalidOperationException("no python3 here can import numpy; Debian's package is python3-numpy");

    internal static string? SkipReason(string? python, bool isRequired) => python is not null || isRequired ? null : "needs a python3 that can import numpy";

    private static bool HasNumpy(string python)
    {
        try
        {
            using Process process = HardmaxProcess.Start(Path.GetTempPath(), python, ["-c", "import numpy"]);
            return HardmaxProcess.Finish(process).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>Implementations in NumPy, right and wrong, get their verdicts from hardmax conform and check.</summary>
public sealed class NumpyTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public NumpyTests()
    {
        _ = _folder.Run("init", "python").Succeeds();
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "proofs-tests", "Hardmax.Cli.Tests", "Numpy"), "*.py"))
        {
            File.Copy(file, _folder[Path.GetFileName(file)]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [NumpyFact]
    public void The_usual_way_passes() => Holds(Conform("usual.py"));

    [NumpyFact]
    public void The_papers_own_form_passes() => Holds(Conform("paper.py"));

    [NumpyFact]
    public void Argmax_fails_with_a_tiny_case_whose_report_names_the_cause()
    {
        JsonElement result = Conform("argmax.py").Succeeds(1).Document();
        JsonElement failure = result.GetProperty("failures")[0];
        Assert.Equal("WRONG_SELECTION", failure.GetProperty("verdict").GetString());
        Assert.InRange(failure.GetProperty("tokens").GetInt32(), 1, 3);
        Assert.InRange(failure.GetProperty("dimension").GetInt32(), 1, 2);
        Assert.Equal("first-argmax-only", failure.GetProperty("diagnosis")[0].GetString());
        Assert.Equal("first-argmax-only", result.GetProperty("causes")[0].GetString());
        string report = File.ReadAllText(_folder[Path.ChangeExtension(failure.GetProperty("file").GetString()!, ".md")]);
        Assert.Contains("first-argmax-only", report, StringComparison.Ordinal);
    }

    [NumpyFact]
    public void Float32_passes_as_what_it_is_and_fails_as_float64()
    {
        Holds(Conform("single.py", "float32"));
        _ = Conform("single.py", "float64").Succeeds(1);
    }

    [NumpyFact]
    public void A_causal_run_passes_with_its_mask_and_selects_wrongly_without()
    {
        const string record = """
            import numpy as np
            mask = np.tril(np.ones((5, 5), bool))
            Z = [np.array([[.5, .1], [.3, -.7], [-.2, .6], [.4, .4], [1., .2]])]
            for _ in range(3):
                scores = np.where(mask, Z[-1] @ Z[-1].T, -np.inf)
                attends = scores == scores.max(1, keepdims=True)
                Z.append(Z[-1] + (attends @ Z[-1] / attends.sum(1, keepdims=True) - Z[-1]) / 2)
            run = dict(alpha=1.0, tokens=Z[0], trajectory=np.stack(Z))
            np.savez("causal.npz", mask=mask, **run)
            np.savez("bare.npz", **run)
            """;
        using Process recording = HardmaxProcess.Start(_folder.Root, NumpyFactAttribute.Python, ["-c", record]);
        _ = HardmaxProcess.Finish(recording).Ends(0);
        JsonElement right = _folder.Run("check", "causal.npz", "--json").Succeeds().Document();
        Assert.Equal(("pass", 3), (right.GetProperty("verdict").GetString(), right.GetProperty("steps").GetInt32()));
        JsonElement wrong = _folder.Run("check", "bare.npz", "--json").Succeeds(1).Document();
        Assert.Equal("WRONG_SELECTION", wrong.GetProperty("failures")[0].GetProperty("verdict").GetString());
    }

    [NumpyFact("paper/reviews-5000.npy")]
    public void Trajectories_of_the_paper_on_real_reviews_hold_in_every_step()
    {
        using Process record = HardmaxProcess.Start(_folder.Root, NumpyFactAttribute.Python, ["paper.py", TestData.PathOf("paper/reviews-5000.npy"), "20", "8", "traces"]);
        _ = HardmaxProcess.Finish(record).Ends(0);
        JsonElement result = _folder.Run(["check", "--json", .. Directory.GetFiles(_folder["traces"])]).Succeeds().Document();
        Assert.Equal(160, result.GetProperty("steps").GetInt32());
        Assert.Equal("pass", result.GetProperty("verdict").GetString());
    }

    private static void Holds(HardmaxRun run)
    {
        JsonElement result = run.Succeeds().Document();
        Assert.Equal("pass", result.GetProperty("verdict").GetString());
        Assert.False(result.TryGetProperty("endedEarly", out _), result.GetRawText());
    }

    private HardmaxRun Conform(params string[] implementation) => _folder.Run(["conform", "--cases", "300", "--json", "--", NumpyFactAttribute.Python, .. implementation]);
}
