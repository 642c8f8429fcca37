using System.Globalization;
using System.Text.Json;

namespace Hardmax.Benchmarks.Measuring;

/// <summary>What `hardmax simulate` did.</summary>
/// <param name="Compute">Seconds for the layers, the best of its repetitions.</param>
/// <param name="Whole">Seconds from its start to its end.</param>
/// <param name="PeakBytes">The most memory it had resident; 0 where it was not watched.</param>
/// <param name="Tokens">The last layer as JSON; empty for large clouds.</param>
internal sealed record Simulation(double Compute, double Whole, long PeakBytes, string Tokens);

/// <summary>What `hardmax simulate` is to do.</summary>
/// <param name="Cloud">The file of the tokens, or of the whole problem (.json).</param>
/// <param name="Layers">How many layers.</param>
/// <param name="Engine">textbook, exact, double or single.</param>
/// <param name="Alpha">alpha, as text; ignored for .json files, which have their own.</param>
/// <param name="Repeat">How many repetitions in its process.</param>
internal sealed record SimulationRequest(string Cloud, int Layers, string Engine = "double", string Alpha = "1", int Repeat = 1);

/// <summary>The `hardmax` command of this repository, in Release, as the process that users run.</summary>
internal sealed class HardmaxCommand
{
    private readonly string _assembly;

    private HardmaxCommand(string assembly) => _assembly = assembly;

    /// <summary>The program that runs .NET assemblies.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>The command, which is built if it is not there.</summary>
    /// <exception cref="BenchmarkException">It cannot be built.</exception>
    public static HardmaxCommand FindOrBuild()
    {
        string project = Path.Combine(SourceTree.Root(), "src", "Hardmax.Cli");
        string assembly = Path.Combine(project, "bin", "Release", "net10.0", "hardmax.dll");
        if (!File.Exists(assembly))
        {
            Progress.Say("building hardmax in Release");
            ChildResult build = TimedProcess.Run(Host, ["build", "-c", "Release", project, "--nologo", "-v", "q"]);
            if (build.ExitCode != 0 || !File.Exists(assembly))
            {
                throw new BenchmarkException($"hardmax could not be built: {build.Output.Trim()}");
            }
        }

        return new HardmaxCommand(assembly);
    }

    /// <summary>Runs the command; its exit code must be 0.</summary>
    /// <exception cref="BenchmarkException">It failed.</exception>
    public ChildResult Run(IEnumerable<string> arguments, bool watchMemory = false)
    {
        string[] all = [_assembly, .. arguments];
        ChildResult result = TimedProcess.Run(Host, all, watchMemory);
        return result.ExitCode == 0
            ? result
            : throw new BenchmarkException($"hardmax {string.Join(' ', all[1..])} ended with {result.ExitCode.ToString(CultureInfo.InvariantCulture)}: {result.Errors.Trim()}");
    }

    /// <summary>Runs layers and measures them.</summary>
    public Simulation Simulate(SimulationRequest request, bool watchMemory = false)
    {
        ChildResult result = Run([.. Arguments(request), "--json"], watchMemory);
        using var json = JsonDocument.Parse(result.Output);
        string tokens = json.RootElement.TryGetProperty("tokens", out JsonElement last) ? last.GetRawText() : "";
        double compute = json.RootElement.GetProperty("seconds").GetProperty("compute").GetDouble();
        return new Simulation(compute, result.Seconds, result.PeakBytes, tokens);
    }

    /// <summary>Runs layers and keeps them all: an array (layers + 1) x n x d in a .npy file.</summary>
    public void Record(SimulationRequest request, string file) => _ = Run([.. Arguments(request), "--out", file, "--json"]);

    private static IEnumerable<string> Arguments(SimulationRequest request)
    {
        string[] alpha = request.Cloud.EndsWith(".json", StringComparison.Ordinal) ? [] : ["--alpha", request.Alpha];
        return
        [
            "simulate", request.Cloud, .. alpha,
            "--layers", request.Layers.ToString(CultureInfo.InvariantCulture),
            "--engine", request.Engine,
            "--repeat", request.Repeat.ToString(CultureInfo.InvariantCulture),
        ];
    }
}
