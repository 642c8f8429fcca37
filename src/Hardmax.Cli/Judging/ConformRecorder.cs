using System.Globalization;
using System.Text;
using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Oracle;
using Hardmax.Reports;

namespace Hardmax.Cli.Judging;

/// <summary>
/// Writes what a run does while it does it: the case that is about to be sent, a line for each result, a regression for
/// each failure that was made small. What is on disk when the run is killed is whole.
/// </summary>
internal sealed class ConformRecorder : IConformObserver, IDisposable
{
    /// <summary>The folder of regressions where no report was asked for.</summary>
    public const string RegressionsFolder = "regressions";

    private readonly string? _folder;
    private readonly string _regressions;
    private readonly RunOrigin _origin;
    private readonly Progress _progress;
    private readonly FileStream? _lines;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private int _judged;
    private int _failed;

    public ConformRecorder(string? folder, RunOrigin origin, int cases)
    {
        _folder = folder;
        _regressions = folder is null ? RegressionsFolder : Path.Combine(folder, RegressionsFolder);
        _origin = origin with { Replay = failure => origin.ReplayOf(PathOf(failure)) };
        _progress = new Progress("cases", cases);
        if (folder is not null)
        {
            OwnFiles.RequireFolder(folder, "results.jsonl", "summary.md", "junit.xml", "index.html");
            _lines = OpenLines(Path.Combine(folder, "results.jsonl"));
            ResultLines.Append(_lines, writer => ResultLines.WriteRun(writer, _origin));
        }
    }

    /// <summary>Where a failure was written, or null.</summary>
    public string? FileOf(Failure failure) => _files.Contains(PathOf(failure)) ? PathOf(failure) : null;

    public RunOrigin Origin => _origin;

    private string Pending => Path.Combine(_regressions, "pending.json");

    /// <inheritdoc/>
    public void Sending(OracleCase oracleCase) => WriteJson(Pending, writer => TraceDocument.WriteCase(writer, oracleCase));

    /// <inheritdoc/>
    public void Judged(CaseResult result)
    {
        _judged++;
        _failed += result.Class.IsFailure(_origin.Strict) ? 1 : 0;
        if (_lines is not null)
        {
            ResultLines.Append(_lines, writer => ResultLines.WriteCase(writer, result, _origin.Strict));
        }

        _progress.Report(_judged, _failed == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{_failed} failed"));
    }

    /// <inheritdoc/>
    public void Settled(CaseResult result)
    {
        if (_lines is not null)
        {
            ResultLines.Append(_lines, writer => ResultLines.WriteCase(writer, result, _origin.Strict));
        }
    }

    /// <inheritdoc/>
    public void Shrinking(CaseResult failure, int number, int count) =>
        _progress.Say(string.Create(CultureInfo.InvariantCulture, $"making failure {number} of {count} small ({failure.Case.Category.Id()}, {failure.Class.Id()})"));

    /// <inheritdoc/>
    public void Reported(Failure failure)
    {
        string path = PathOf(failure);
        _files.Add(path);
        WriteJson(path, writer =>
        {
            TraceDocument.WriteCase(writer, failure.Shrunk.Case);
            if (failure.Shrunk.Reply.Kind == ReplyKind.Answered)
            {
                TraceDocument.WriteReply(writer, failure.Shrunk.Reply);
            }

            writer.WriteString("verdict", failure.Shrunk.Class.Id());
            writer.WriteString("message", failure.Shrunk.Message);
            writer.WriteString("implementation", _origin.Implementation);
            writer.WriteString("seed", _origin.Seed.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("oracle", _origin.Environment.Oracle);
        });
        WriteText(Path.ChangeExtension(path, ".md"), FailureReport.ToMarkdown(failure, _origin));
        if (_lines is not null)
        {
            ResultLines.Append(_lines, writer => ResultLines.WriteFailure(writer, failure, _origin));
        }
    }

    /// <summary>Writes the reports of a run that has ended, or was interrupted.</summary>
    public void Finish(ConformResult result, string? junit)
    {
        if (junit is not null)
        {
            WriteText(junit, JUnitReport.Of([(result, _origin)]));
        }

        if (_folder is not null)
        {
            ResultLines.Append(_lines!, writer => ResultLines.WriteSummary(writer, result));
            WriteText(Path.Combine(_folder, "summary.md"), MarkdownReport.Of([(result, _origin)]));
            WriteText(Path.Combine(_folder, "junit.xml"), JUnitReport.Of([(result, _origin)]));
            WriteText(Path.Combine(_folder, "index.html"), OraclePage.Of([(result, _origin)]));
        }

        File.Delete(Pending);
        if (Directory.Exists(_regressions) && !Directory.EnumerateFileSystemEntries(_regressions).Any())
        {
            Directory.Delete(_regressions);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _progress.Dispose();
        _lines?.Dispose();
    }

    private static FileStream OpenLines(string path)
    {
        try
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(path, "file", $"cannot be written ({failure.Message.TrimEnd('.')}); expected a folder for the report");
        }
    }

    private static void WriteJson(string path, Action<Utf8JsonWriter> fields) =>
        _ = WholeFile.Write(path, stream => JsonOutput.Write(stream, fields));

    private static void WriteText(string path, string text) =>
        _ = WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private string PathOf(Failure failure) => Path.Combine(_regressions, $"{failure.Shrunk.Case.Id}.json");
}
