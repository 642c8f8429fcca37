using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hardmax.Benchmarks.Measuring;

/// <summary>NumPy in a child process that stays warm and answers requests: Numpy/side.py.</summary>
internal sealed class NumpySide : IDisposable
{
    private readonly Process _process;

    private NumpySide(Process process) => _process = process;

    /// <summary>Starts it with a Python that has NumPy: the first on the path, else that of the system.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static NumpySide Start()
    {
        string[] candidates = ["python3", "/usr/bin/python3"];
        string python = candidates.FirstOrDefault(HasNumpy)
            ?? throw new BenchmarkException(
                $"no Python with NumPy to compare with: tried {string.Join(" and ", candidates)}; Debian has it as python3-numpy, with libopenblas0-pthread for a fast matrix product");
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Numpy", "side.py")])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        return new NumpySide(TimedProcess.Start(start));
    }

    /// <summary>NumPy and its BLAS, for people.</summary>
    public string Describe()
    {
        using JsonDocument versions = Ask(new JsonObject { ["do"] = "versions" });
        JsonElement root = versions.RootElement;
        return $"NumPy {root.GetProperty("numpy").GetString()} on {root.GetProperty("blas").GetString()}, Python {root.GetProperty("python").GetString()}";
    }

    /// <summary>The usual layer: seconds, the best of some repetitions.</summary>
    public double Layer(string cloud, double alpha, int repeat) =>
        Best(new JsonObject { ["do"] = "layer", ["cloud"] = cloud, ["alpha"] = alpha, ["repeat"] = repeat });

    /// <summary>The matrix product of a layer: seconds, the best of some repetitions.</summary>
    public double Product(string cloud, int repeat) =>
        Best(new JsonObject { ["do"] = "product", ["cloud"] = cloud, ["repeat"] = repeat });

    /// <summary>The paper's algorithm on every so-manieth cloud of a batch.</summary>
    /// <returns>Seconds, and how many clouds they are for.</returns>
    public (double Seconds, int Clouds) Paper(string clouds, int every, double alpha, int layers)
    {
        using JsonDocument answer = Ask(new JsonObject
        {
            ["do"] = "paper",
            ["clouds"] = clouds,
            ["every"] = every,
            ["alpha"] = alpha,
            ["layers"] = layers,
            ["repeat"] = 1,
        });
        return (BestOf(answer), answer.RootElement.GetProperty("clouds").GetInt32());
    }

    /// <summary>How far layer 1 of a recorded trajectory is from the usual layer, and how far that moves at all, in units of the largest coordinate.</summary>
    public (double Difference, double Moved) Compare(string cloud, double alpha, string trajectory)
    {
        using JsonDocument answer = Ask(new JsonObject { ["do"] = "compare", ["cloud"] = cloud, ["alpha"] = alpha, ["trajectory"] = trajectory });
        return (answer.RootElement.GetProperty("difference").GetDouble(), answer.RootElement.GetProperty("moved").GetDouble());
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        // The loop ends with its input.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool HasNumpy(string python)
    {
        try
        {
            return TimedProcess.Run(python, ["-c", "import numpy"]).ExitCode == 0;
        }
        catch (BenchmarkException)
        {
            return false;
        }
    }

    private static double BestOf(JsonDocument answer) => answer.RootElement.GetProperty("seconds").EnumerateArray().Min(x => x.GetDouble());

    private double Best(JsonObject request)
    {
        using JsonDocument answer = Ask(request);
        return BestOf(answer);
    }

    private JsonDocument Ask(JsonObject request)
    {
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        string? line = _process.StandardOutput.ReadLine();
        return line is null
            ? throw new BenchmarkException($"the NumPy side ended at {request.ToJsonString()}")
            : JsonDocument.Parse(line);
    }
}
