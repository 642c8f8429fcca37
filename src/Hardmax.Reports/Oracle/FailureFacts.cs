using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>What every report says about a failure, in the same words.</summary>
/// <param name="failure">The failure.</param>
/// <param name="origin">Whose it is.</param>
internal sealed class FailureFacts(Failure failure, RunOrigin origin)
{
    /// <summary>The failure.</summary>
    public Failure Failure => failure;

    /// <summary>Whose it is.</summary>
    public RunOrigin Origin => origin;

    /// <summary>The smallest case that fails.</summary>
    public CaseResult Shrunk => failure.Shrunk;

    /// <summary>The first failing token, or null where no token is at fault.</summary>
    public TokenFinding? Finding => Shrunk.Verdict?.First?.First;

    /// <summary>The layer that the first failing step starts from, or null.</summary>
    public int? Layer => Shrunk.Explanation?.Layer ?? Shrunk.Verdict?.First?.Layer;

    /// <summary>The first failing token, or null.</summary>
    public int? Token => Shrunk.Explanation?.Token ?? Finding?.Token;

    /// <summary>What was found, as a heading: "WRONG_SELECTION in EXACT_TIE".</summary>
    public string Heading => $"{Shrunk.Class.Id()} in {failure.Found.Case.Category.Id()}";

    /// <summary>The verdict in one sentence.</summary>
    public string Sentence
    {
        get
        {
            string message = VerdictWords.Reason(Shrunk).Trim().TrimEnd('.');
            if (Layer is not { } layer)
            {
                return $"{origin.Implementation}: {Shrunk.Class.Id()}: {message}.";
            }

            // The judge's messages name the layer first and the token after it; what they name is not said twice.
            string prefix = FormattableString.Invariant($"layer {layer}: ");
            message = message.StartsWith(prefix, StringComparison.Ordinal) ? message[prefix.Length..] : message;
            string named = FormattableString.Invariant($"token {Token}");
            string token = Token is null || message.Contains(named, StringComparison.Ordinal) ? string.Empty : ", " + named;
            return FormattableString.Invariant($"{origin.Implementation}: {Shrunk.Class.Id()} in the step from layer {layer}{token}: {message}.");
        }
    }

    /// <summary>Whether the output equals a known mistake.</summary>
    public bool IsDiagnosed => !failure.Diagnoses.IsDefaultOrEmpty;

    /// <summary>Which known mistakes the output equals: the likeliest with what it does, the others by name.</summary>
    public string Diagnosis => IsDiagnosed
        ? $"Equals {failure.Diagnoses[0].MistakeId}: {failure.Diagnoses[0].Description.TrimEnd('.')} (in {VerdictWords.Count(failure.Diagnoses[0].Steps, "failing step")})."
            + (failure.Diagnoses.Length == 1 ? string.Empty : $" Less likely explanations: {string.Join(", ", failure.Diagnoses.Skip(1).Select(diagnosis => diagnosis.MistakeId))}.")
        : Shrunk.Reply.Layers.Count == 0
            ? "There is no output to compare with known mistakes: the implementation " + VerdictWords.Explain(Shrunk.Class) + "."
            : "No known mistake explains nine tenths of the failing cases: the cause is unknown.";

    /// <summary>Whether it happens again, and whether the case is the smallest that was looked for.</summary>
    public string Reproduction
    {
        get
        {
            string shrinking = failure.ShrinkFinished
                ? $"shrinking finished after {VerdictWords.Count(failure.ShrinkTrials, "trial")}: nothing smaller fails in the same way"
                : $"shrinking was cut short after {VerdictWords.Count(failure.ShrinkTrials, "trial")}, so a smaller case may fail too";
            return FormattableString.Invariant($"failed in the same way in {failure.Reproduced} of {VerdictWords.Count(failure.Found.Runs, "run")}; {shrinking}");
        }
    }

    /// <summary>The case in one line: "3 tokens of 2 coordinates, 1 layer, alpha = 1, float64".</summary>
    public string CaseSize
    {
        get
        {
            OracleCase smallest = Shrunk.Case;
            string alpha = ExactDecimal.Short(smallest.Problem.System.Alpha);
            alpha = alpha.StartsWith('\u2248') ? alpha : "= " + alpha;
            string accumulate = smallest.Arithmetic.Accumulate == smallest.Arithmetic.Format ? string.Empty : $" (scores in {smallest.Arithmetic.Accumulate.Name})";
            return $"{VerdictWords.Count(smallest.Problem.Tokens.Count, "token")} of {VerdictWords.Count(smallest.Problem.Tokens.Dimension, "coordinate")}, "
                + $"{VerdictWords.Count(smallest.Layers, "layer")}, alpha {alpha}, "
                + $"{(smallest.Problem.System.Matrix.IsIdentity ? "A = identity" : "A general")}, {smallest.Arithmetic.Format.Name}{accumulate}";
        }
    }

    /// <summary>What the answer said on stderr, of the shrunk case or else of the found one.</summary>
    public string StandardError => Shrunk.Reply.StandardError.Length > 0 ? Shrunk.Reply.StandardError : failure.Found.Reply.StandardError;
}
