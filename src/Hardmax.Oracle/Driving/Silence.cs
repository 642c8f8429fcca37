using System.Globalization;
using Hardmax.Formats;

namespace Hardmax.Oracle;

/// <summary>Why no answer came, in one sentence without a full stop and without a subject: "ended with exit code 3".</summary>
internal static class Silence
{
    private const int Mebibyte = 1 << 20;
    private const string FlushHint = "an answer may wait in a buffer: standard output must be flushed after each (fflush or setvbuf in C, flush=True or python -u in Python)";

    /// <summary>The time was up.</summary>
    public static string OfTimeout(ChildProcess child, Exchange exchange, TimeSpan limit)
    {
        string message = $"did not answer within {PrintableText.Seconds(limit)}";
        message += exchange.WasRead ? string.Empty : ", and did not read all that was sent";
        ReadOnlySpan<byte> rest = child.Lines.PeekRest().Span.Trim(" \t\r\n\0"u8);
        message = rest.IsEmpty ? message : $"{message}; its last line has no end: {PrintableText.Quote(rest)}";
        return exchange.WasRead ? $"{message}; {FlushHint}" : message;
    }

    /// <summary>Too much else came.</summary>
    public static string OfFlood(Exchange exchange) =>
        string.Create(CultureInfo.InvariantCulture, $"wrote {exchange.Received / Mebibyte} MiB to stdout that are no answer");

    /// <summary>The program ended, or closed a pipe.</summary>
    public static async Task<string> OfEndAsync(ChildProcess child, Exchange exchange, AnswerLines lines, int errorLines = 1)
    {
        string message = await child.WaitForExitCodeAsync().ConfigureAwait(false) is { } code
            ? $"ended with {ExitText.Describe(code)}"
            : exchange.WasRead ? "closed its standard output" : "closed its standard input";
        message += lines.Unended is { } unended ? $" in the middle of a line, {unended}" : " before it answered";
        await child.SettleErrorAsync(isGone: true).ConfigureAwait(false);
        string words = PrintableText.LastLines(child.ErrorTail.ToString(), errorLines);
        return words.Length == 0 ? message : $"{message}; the end of its stderr: {words}";
    }
}
