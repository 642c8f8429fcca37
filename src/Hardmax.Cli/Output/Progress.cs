using System.Diagnostics;
using System.Globalization;
using Hardmax.Formats;

namespace Hardmax.Cli.Output;

/// <summary>A line of progress on standard error, rewritten in place, and only where that is a terminal.</summary>
internal sealed class Progress(string what, int total, bool isShown = true) : IDisposable
{
    private const int BarWidth = 20;
    private const int LineWidth = 78;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly bool _isShown = isShown && !Console.IsErrorRedirected;
    private readonly Lock _threads = new();
    private TimeSpan _last;
    private int _most;
    private bool _isOpen;

    /// <summary>Says how much is done, with a bar, the rate and the time left.</summary>
    /// <param name="done">How much.</param>
    /// <param name="note">A few words besides, or nothing.</param>
    public void Report(int done, string note = "")
    {
        TimeSpan now = _watch.Elapsed;
        if (!_isShown || now - _last < Pause)
        {
            return;
        }

        _last = now;
        double rate = done / now.TotalSeconds;
        double left = rate > 0 ? (total - done) / rate : 0;
        int filled = total > 0 ? (int)((long)BarWidth * done / total) : 0;
        string words = note.Length == 0 ? string.Empty : $", {note}";
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {done} of {total} {what}{words}, {rate:F0} a second, {left:F0} s left"));
    }

    /// <summary>The same, from several threads at once; the largest number that was reported is shown.</summary>
    public void ReportFromAnyThread(int done)
    {
        lock (_threads)
        {
            _most = Math.Max(_most, done);
            Report(_most);
        }
    }

    /// <summary>Says what is being done, a few times a second at most: the words are formed only when they are shown.</summary>
    public void Refresh(Func<string> words)
    {
        TimeSpan now = _watch.Elapsed;
        if (_isShown && now - _last >= Pause)
        {
            _last = now;
            Write(words());
        }
    }

    /// <summary>Says what is being done, where nothing can be counted.</summary>
    public void Say(string words)
    {
        if (_isShown)
        {
            Write(words);
        }
    }

    /// <summary>Clears the line, so that something else can be said; the next report opens it again.</summary>
    public void Clear()
    {
        if (_isOpen)
        {
            HumanConsole.RawError.Write("\r" + new string(' ', LineWidth) + "\r");
            _isOpen = false;
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose() => Clear();

    private void Write(string line)
    {
        _isOpen = true;
        line = PrintableText.Escape(line);
        HumanConsole.RawError.Write("\r" + (line.Length > LineWidth ? line[..LineWidth] : line.PadRight(LineWidth)));
    }
}
