using System.Collections.Immutable;
using System.Diagnostics;

namespace Hardmax.Oracle.Tests;

/// <summary>A program built on an adapter, in a folder of its own that is gone afterwards.</summary>
internal sealed class AdapterRun : IDisposable
{
    private readonly Starter _starter;
    private readonly string _folder = Directory.CreateTempSubdirectory("hardmax-adapter-").FullName;

    /// <summary>The starter of a language, with another implementation where one is given.</summary>
    public AdapterRun(string language, string? implementation = null)
    {
        _starter = Starters.Find(language)!;
        _starter.WriteTo(_folder);
        if (implementation is not null)
        {
            File.WriteAllText(Path.Combine(_folder, _starter.Files[0].Name), implementation);
        }

        if (!_starter.Build.IsEmpty)
        {
            Build();
        }
    }

    /// <summary>How it is driven. The driver starts it in this process's folder, so paths are whole.</summary>
    public DrivingOptions Options => new()
    {
        Command = [.. Prefix, .. _starter.Command is [var program] ? [Path.Combine(_folder, program)] : (string[])[_starter.Command[0], Path.Combine(_folder, _starter.Command[1])]],
        CaseTimeout = TimeSpan.FromSeconds(60),
        StartTimeout = TimeSpan.FromSeconds(60),
    };

    // Unbuffered, Python writes out what is printed before the adapter has a say.
    private string[] Prefix => _starter.Language == "python" && !OperatingSystem.IsWindows() ? ["env", "-u", "PYTHONUNBUFFERED"] : [];

    /// <summary>The reply to one case, after a greeting.</summary>
    public async Task<Reply> AskAsync(OracleCase oracleCase)
    {
        await using ExternalImplementation program = await ExternalImplementation.StartAsync(Options, CancellationToken.None);
        return await program.RunAsync(oracleCase, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Build()
    {
        ImmutableArray<string> build = [_starter.Build[0], "-Wall", "-Wextra", "-Werror", .. _starter.Build[1..]];
        using Process compiler = Process.Start(new ProcessStartInfo(build[0], build.Skip(1)) { WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardError = true })!;
        string errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException(errors);
        }
    }
}
