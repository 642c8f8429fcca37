namespace Hardmax.Control;

/// <summary>Finds a matrix under which given tokens lead, or a proof that there is none.</summary>
public static class LeaderControl
{
    /// <summary>The answer; unless undecided, one that <see cref="ControlChecker"/> accepts.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The cancellation was asked for.</exception>
    public static ControlAnswer Solve(ControlQuestion question, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        _ = question;
        return new ControlAnswer.Undecided("not yet");
    }
}
