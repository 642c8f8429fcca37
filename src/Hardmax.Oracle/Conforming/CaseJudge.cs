namespace Hardmax.Oracle;

/// <summary>From an answer to a finding.</summary>
internal static class CaseJudge
{
    // Certificates of larger cases can take longer than the run; `hardmax check` forms them.
    private const int MostTokensOfLimits = 16;

    /// <summary>Judges the answer to a case.</summary>
    /// <param name="index">The number of the case in the run.</param>
    /// <param name="oracleCase">The case.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="handshake">What the implementation supports: an error beyond that is no crash.</param>
    /// <param name="cancellation">Ends the certificate of a divergence.</param>
    public static CaseResult Judge(int index, OracleCase oracleCase, Reply reply, Handshake handshake, CancellationToken cancellation)
    {
        var result = new CaseResult { Index = index, Case = oracleCase, Reply = reply, Class = VerdictClass.Skipped, Message = reply.Message };
        switch (reply.Kind)
        {
            case ReplyKind.Answered:
                Trace trace = reply.ToTrace(oracleCase);
                TraceVerdict verdict = TraceJudge.JudgeOne(trace);
                return result with
                {
                    Class = verdict.Class,
                    Message = verdict.Message,
                    Verdict = verdict,
                    Divergence = DivergenceFinder.Find(trace, verdict, withLimits: false, cancellation),
                };
            case ReplyKind.Errored when !handshake.Supports(oracleCase):
            case ReplyKind.Skipped:
                return result;
            case ReplyKind.Errored:
                return result with { Class = VerdictClass.Crash, Message = reply.Message.Length > 0 ? $"it reported an error: {reply.Message}" : "it reported an error" };
            case ReplyKind.Crashed:
                return result with { Class = VerdictClass.Crash };
            case ReplyKind.TimedOut:
                return result with { Class = VerdictClass.Timeout };
            default:
                return result with { Class = VerdictClass.Protocol };
        }
    }

    /// <summary>
    /// The result with what a report shows: why the first token at fault was judged so, and what the divergence does to the
    /// limit.
    /// </summary>
    public static CaseResult Explain(CaseResult result, CancellationToken cancellation)
    {
        if (result.Verdict is not { } verdict)
        {
            return result;
        }

        Trace trace = result.Reply.ToTrace(result.Case);
        bool isShort = result.Case.Problem.Tokens.Count * result.Case.Layers <= MostTokensOfLimits;
        return result with
        {
            Explanation = verdict.First is { First: { } finding } step ? TraceJudge.Explain(trace, step, finding.Token) : null,
            Divergence = result.Divergence is not null && isShort ? DivergenceFinder.Find(trace, verdict, withLimits: true, cancellation) : result.Divergence,
        };
    }

    /// <summary>Whether two answers are the same, bit for bit as far as values say (both zeros are one).</summary>
    public static bool IsSame(Reply left, Reply right) =>
        left.Kind == right.Kind
        && left.Layers.Count == right.Layers.Count
        && left.Layers.Zip(right.Layers).All(pair => pair.First.Tokens is null ? pair.Second.Tokens is null : pair.First.Tokens.Equals(pair.Second.Tokens));

    /// <summary>
    /// Whether a smaller case fails in the same way: the same class, and for a selection the same direction (tokens that are
    /// missing, tokens that are too many).
    /// </summary>
    public static bool FailsAlike(CaseResult original, CaseResult candidate) =>
        candidate.Class == original.Class && Direction(candidate) == Direction(original);

    private static (bool Missing, bool Extra) Direction(CaseResult result) =>
        result.Verdict?.First?.First is { } finding ? (!finding.Missing.IsEmpty, !finding.Extra.IsEmpty) : default;
}
