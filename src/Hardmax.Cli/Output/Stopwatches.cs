using System.Diagnostics;
using System.Text.Json;

namespace Hardmax.Cli.Output;

/// <summary>What a verb spends on reading, computing and writing, in seconds of wall time.</summary>
internal sealed class Stopwatches
{
    public Stopwatch Read { get; } = new();

    public Stopwatch Compute { get; } = new();

    public Stopwatch Write { get; } = new();

    /// <summary>Runs work on a watch.</summary>
    public static T Time<T>(Stopwatch watch, Func<T> work)
    {
        watch.Start();
        try
        {
            return work();
        }
        finally
        {
            watch.Stop();
        }
    }

    /// <summary>"seconds": {"read","compute","write"}.</summary>
    public void WriteField(Utf8JsonWriter writer) => WriteField(writer, Read.Elapsed, Compute.Elapsed, Write.Elapsed);

    /// <summary>The same for given times.</summary>
    public static void WriteField(Utf8JsonWriter writer, TimeSpan read, TimeSpan compute, TimeSpan write)
    {
        writer.WriteStartObject("seconds");
        writer.WriteNumber("read", Math.Round(read.TotalSeconds, 6));
        writer.WriteNumber("compute", Math.Round(compute.TotalSeconds, 6));
        writer.WriteNumber("write", Math.Round(write.TotalSeconds, 6));
        writer.WriteEndObject();
    }
}
