namespace Hardmax.Cli;

/// <summary>What the process says when it ends; the same for every verb.</summary>
internal static class ExitCode
{
    /// <summary>All held; a proved answer was found.</summary>
    public const int Ok = 0;

    /// <summary>A definite failure: an invalid certificate, a violated claim.</summary>
    public const int Failure = 1;

    /// <summary>Inconclusive: undecided, or nothing was judged.</summary>
    public const int Inconclusive = 2;

    /// <summary>The implementation that is to be judged could not be started, or the handshake failed.</summary>
    public const int NotStarted = 3;

    /// <summary>The command line is wrong; no file was read.</summary>
    public const int Usage = 64;

    /// <summary>An input cannot be read or is invalid.</summary>
    public const int InvalidInput = 65;

    /// <summary>A bug of this program.</summary>
    public const int InternalError = 70;

    /// <summary>Ended by Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by a request to terminate, as shells count it.</summary>
    public const int Terminated = 143;
}
