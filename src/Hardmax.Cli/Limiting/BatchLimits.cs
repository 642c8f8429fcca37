using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Limits;

namespace Hardmax.Cli.Limiting;

/// <summary>
/// The limits of a batch on all cores, with a line for each cloud in order and a summary at the end. Lines and
/// certificates of a block are written before the next block is begun, so what a kill leaves behind is whole.
/// </summary>
internal static class BatchLimits
{
    private const int BlockSize = 512;

    /// <summary>Whether every cloud was decided.</summary>
    public static bool Run(ProblemFile file, LimitRequest request, Stopwatches watches)
    {
        if (request.Certificate is { } folder)
        {
            OwnFiles.RequireFolder(folder, Enumerable.Range(0, file.Count).Select(at => ($"{at}.json", (byte[]?)null)));
        }

        var tally = new Tally();
        using Stream output = Console.OpenStandardOutput();

        // On a terminal the lines themselves are the progress, and would be written over.
        using (var progress = new Progress(file.Source, file.Count, isShown: !request.Json || Console.IsOutputRedirected))
        {
            RunBlocks(file, request, watches, tally, output, progress);
        }

        WriteSummary(output, request, file, watches, tally);
        return tally.Undecided == 0;
    }

    private static void RunBlocks(ProblemFile file, LimitRequest request, Stopwatches watches, Tally tally, Stream output, Progress progress)
    {
        for (int start = 0; start < file.Count; start += BlockSize)
        {
            Row[] rows = new Row[Math.Min(BlockSize, file.Count - start)];
            watches.Compute.Start();
            Compute(file, request, start, rows);
            watches.Compute.Stop();
            watches.Write.Start();
            WriteRows(output, request, start, rows, tally);
            watches.Write.Stop();
            progress.Report(start + rows.Length);
        }
    }

    private static void Compute(ProblemFile file, LimitRequest request, int start, Row[] rows)
    {
        ParallelItems.For(
            rows.Length,
            request.Threads,
            at =>
            {
                LimitResult result = LimitCertifier.Certify(file[start + at], request.MaxLayers, request.Cancellation);
                bool isCertificateAsked = request.Certificate is not null && result.Status != LimitStatus.Undecided;
                rows[at] = new Row(
                    result.Status,
                    result.Layer,
                    result.DistinctAtStart,
                    result.LeaderPointCount,
                    result.Groups.Length,
                    isCertificateAsked ? CertificateFile.ToUtf8(LimitAnalysis.Certificate(result)) : null);
            },
            request.Cancellation);
    }

    private static void WriteRows(Stream output, LimitRequest request, int start, Row[] rows, Tally tally)
    {
        using var lines = new MemoryStream();
        for (int at = 0; at < rows.Length; at++)
        {
            Row row = rows[at];
            tally.Add(row);
            if (row.Certificate is { } certificate)
            {
                _ = WholeFile.Write(Path.Combine(request.Certificate!, $"{start + at}.json"), stream => stream.Write(certificate));
            }

            if (request.Json)
            {
                JsonOutput.Write(lines, writer => WriteRow(writer, request.File, start + at, row));
            }
        }

        lines.WriteTo(output);
        output.Flush();
    }

    private static void WriteRow(Utf8JsonWriter writer, string? file, int index, Row row)
    {
        if (file is not null)
        {
            writer.WriteString("file", file);
        }

        writer.WriteNumber("index", index);
        writer.WriteString("status", LimitJson.Word(row.Status));
        writer.WriteNumber("layer", row.Layer);
        writer.WriteNumber("distinct", row.Distinct);
        writer.WriteNumber("leaderPoints", row.LeaderPoints);
        writer.WriteNumber("clusters", row.Clusters);
    }

    private static void WriteSummary(Stream output, LimitRequest request, ProblemFile file, Stopwatches watches, Tally tally)
    {
        if (request.Json)
        {
            JsonOutput.Write(output, writer =>
            {
                if (request.File is { } name)
                {
                    writer.WriteString("file", name);
                }

                writer.WriteStartObject("summary");
                writer.WriteNumber("clouds", file.Count);
                writer.WriteNumber("certified", tally.Certified);
                writer.WriteNumber("cycle", tally.Cycles);
                writer.WriteNumber("undecided", tally.Undecided);
                writer.WriteStartObject("layers");
                foreach ((int layer, int clouds) in tally.Layers)
                {
                    writer.WriteNumber($"{layer}", clouds);
                }

                writer.WriteEndObject();
                watches.WriteField(writer);
                writer.WriteEndObject();
            });
            return;
        }

        Console.WriteLine($"{file.Source}: {file.Count} clouds, {tally.Certified} certified, {tally.Cycles} cycles, {tally.Undecided} undecided");
        foreach ((int layer, int clouds) in tally.Layers)
        {
            Console.WriteLine($"  decided at layer {layer}: {clouds}");
        }

        Console.WriteLine($"  read {watches.Read.Elapsed.TotalSeconds:F3} s, computed {watches.Compute.Elapsed.TotalSeconds:F3} s, wrote {watches.Write.Elapsed.TotalSeconds:F3} s");
    }

    private readonly record struct Row(LimitStatus Status, int Layer, int Distinct, int LeaderPoints, int Clusters, byte[]? Certificate);

    private sealed class Tally
    {
        public int Certified { get; private set; }

        public int Cycles { get; private set; }

        public int Undecided { get; private set; }

        /// <summary>How many clouds were decided at each layer.</summary>
        public SortedDictionary<int, int> Layers { get; } = [];

        public void Add(Row row)
        {
            Certified += row.Status == LimitStatus.Certified ? 1 : 0;
            Cycles += row.Status == LimitStatus.Cycle ? 1 : 0;
            Undecided += row.Status == LimitStatus.Undecided ? 1 : 0;
            if (row.Status != LimitStatus.Undecided)
            {
                Layers[row.Layer] = Layers.GetValueOrDefault(row.Layer) + 1;
            }
        }
    }
}
