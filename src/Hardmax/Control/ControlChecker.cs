using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>
/// The independent check of answers about control: it multiplies everything out in rationals and shares no code with
/// the solver but the number type and the model.
/// </summary>
public static class ControlChecker
{
    /// <summary>Whether the answer is proved; an undecided one never is.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">The answer to it.</param>
    /// <param name="reason">Why not, in a sentence; null when it is.</param>
    public static bool Verify(ControlQuestion question, ControlAnswer answer, out string? reason)
    {
        _ = (question, answer);
        reason = "not yet";
        return false;
    }
}
