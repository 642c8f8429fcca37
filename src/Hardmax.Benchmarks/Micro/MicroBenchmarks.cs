using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Benchmarks.Micro;

/// <summary>The pieces that a developer of the library tunes, measured by BenchmarkDotNet.</summary>
internal static class MicroBenchmarks
{
    /// <summary>Runs the benchmarks whose full name contains a text.</summary>
    /// <param name="filter">The text; null runs all.</param>
    /// <param name="artifacts">The folder for reports.</param>
    /// <exception cref="BenchmarkException">No benchmark has such a name, or one failed.</exception>
    public static void Run(string? filter, string artifacts)
    {
        // In this process: a project made by BenchmarkDotNet would be built with this repository's analyzers and versions.
        Job job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(artifacts);
        string[] pattern = ["--filter", $"*{filter}*"];
        Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(pattern, config)];
        if (summaries.Length == 0)
        {
            throw new BenchmarkException($"no benchmark has '{filter}' in its name: see src/Hardmax.Benchmarks/Micro");
        }

        if (Array.Exists(summaries, summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)))
        {
            throw new BenchmarkException("a benchmark failed: see its messages above");
        }
    }
}

/// <summary>Problems made of drawn clouds.</summary>
internal static class MicroProblems
{
    /// <summary>A = I and alpha = 1.</summary>
    public static HardmaxProblem Of(DrawnCloud cloud) => Of(cloud, Rational.One);

    /// <summary>A = I.</summary>
    public static HardmaxProblem Of(DrawnCloud cloud, Rational alpha) => new(
        TokenCloud.FromDoubles(cloud.Values, cloud.Dimension),
        new HardmaxSystem(AttentionMatrix.Identity(cloud.Dimension), alpha));
}
