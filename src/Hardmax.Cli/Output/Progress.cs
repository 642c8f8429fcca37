using System.Diagnostics;
using System.Globalization;

namespace Hardmax.Cli.Output;

/// <summary>A line of progress on standard error, rewritten in place, and only where that is a terminal.</summary>
internal sealed class Progress(string what, int total, bool isShown = true) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly bool _isShown = isShown && !Console.IsErrorRedirected;
    private TimeSpan _last;
    private bool _isOpen;

    /// <summary>Says how much is done, with the rate and the time left.</summary>
    public void Report(int done)
    {
        TimeSpan now = _watch.Elapsed;
        if (!_isShown || now - _last < Pause)
        {
            return;
        }

        _last = now;
        _isOpen = true;
        double rate = done / now.TotalSeconds;
        double left = rate > 0 ? (total - done) / rate : 0;
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what}: {done} of {total}, {rate:F0} a second, {left:F0} s left   "));
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_isOpen)
        {
            Console.Error.Write("\r" + new string(' ', 78) + "\r");
        }
    }
}
