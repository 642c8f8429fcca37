using System.Diagnostics;
using System.Text;
using Hardmax.Formats;
using Hardmax.Model;

namespace Hardmax.Cli.Tests;

/// <summary>A folder for the files of one test, in which the program runs; gone when the test is.</summary>
public sealed class WorkFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("hardmax-cli-").FullName;

    /// <summary>The full path of a name in it.</summary>
    public string this[string name] => Path.Combine(Root, name);

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return name;
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(HardmaxProblem problem) => Write($"{problem.Name}.json", ProblemWriter.ToJson(problem));

    /// <summary>A .npy of doubles.</summary>
    public string WriteNpy(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        using FileStream stream = File.Create(this[name]);
        NpyWriter.Write(stream, values, shape);
        return name;
    }

    /// <summary>A batch of b clouds of n tokens in R^d with small dyadic coordinates, so that exact ties occur.</summary>
    public string WriteBatch(string name, int b, int n, int d, int seed = 1)
    {
        var random = new Random(seed);
        double[] values = new double[b * n * d];
        for (int at = 0; at < values.Length; at++)
        {
            values[at] = random.Next(-8, 9) / 4.0;
        }

        return WriteNpy(name, values, b, n, d);
    }

    /// <summary>Runs hardmax here.</summary>
    public HardmaxRun Run(params IEnumerable<string> arguments)
    {
        using Process process = HardmaxProcess.Start(Root, arguments);
        return HardmaxProcess.Finish(process);
    }

    /// <summary>Runs hardmax here with something on standard input.</summary>
    public HardmaxRun RunWith(string input, params IEnumerable<string> arguments)
    {
        using Process process = HardmaxProcess.Start(Root, arguments);
        return HardmaxProcess.Finish(process, input);
    }

    /// <summary>Runs lines of a shell here, in which hardmax is a command.</summary>
    public HardmaxRun Shell(string script)
    {
        // The quoted words are paths, which hold no quotes here.
        string hardmax = $"hardmax() {{ \"{HardmaxProcess.Dotnet}\" \"{HardmaxProcess.Assembly}\" \"$@\"; }}";
        using Process process = HardmaxProcess.Start(Root, "bash", ["-c", $"{hardmax}\n{script}"]);
        return HardmaxProcess.Finish(process);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
