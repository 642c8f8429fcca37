using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Collects what a person needs to see about one token in one step.</summary>
internal static class StepExplainer
{
    public static StepExplanation Explain(Trace trace, StepVerdict step, int token)
    {
        TokenCloud before = trace.Layers[step.Layer].Tokens!;
        var judge = new StepJudge(before, trace.Problem.System, trace.Arithmetic, mask: trace.Mask);
        TokenScores scores = judge.AllScores(token);
        TokenFinding? finding = step.Findings.FirstOrDefault(found => found.Token == token);
        int[] selected = finding?.Selected is { } set ? [.. set] : finding is null ? scores.Exact : [];
        RecordedLayer after = trace.Layers[step.Layer + 1];
        return new StepExplanation(step.Layer, token, Scores(judge, trace, scores, token, selected), Coordinates(judge, scores, token, after));
    }

    private static ImmutableArray<ScoreRow> Scores(StepJudge judge, Trace trace, TokenScores scores, int token, int[] selected)
    {
        var arithmetic = new RoundedArithmetic(trace.Arithmetic.Accumulate);
        Rational?[]? query = arithmetic.Apply(trace.Problem.System.Matrix, judge.State.Tokens[token]);
        CandidateScore best = scores.Candidates.MaxBy(candidate => candidate.Score)!;
        Rational ulp = RoundedArithmetic.Ulp(best.Score, trace.Arithmetic.Accumulate);
        return
        [
            .. scores.Candidates.OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Token).Select(candidate =>
            {
                Rational gap = best.Score - candidate.Score;
                Rational? bounds = candidate.Bound + best.Bound;
                return new ScoreRow(
                    candidate.Token,
                    candidate.Score,
                    arithmetic.Dot(query, judge.State.Tokens[candidate.Token]),
                    candidate.Bound,
                    gap,
                    gap / ulp,
                    bounds is { IsZero: false } sum ? gap / sum : null,
                    scores.Exact.Contains(candidate.Token),
                    selected.Contains(candidate.Token),
                    scores.Possible.Contains(candidate.Token));
            }),
        ];
    }

    private static ImmutableArray<CoordinateRow> Coordinates(StepJudge judge, TokenScores scores, int token, RecordedLayer after)
    {
        BinaryFormat format = judge.Format.Format;
        RecordedState state = judge.State;
        Rational[] expected = state.Update(token, scores.Exact);
        bool hasPlace = after.Tokens is { } places && places.Count == state.Count && places.Dimension == state.Dimension;
        return
        [
            .. Enumerable.Range(0, state.Dimension).Select(c =>
            {
                Rational? got = hasPlace ? after.Tokens![token, c] : null;
                return new CoordinateRow(
                    c,
                    state.Tokens[token, c],
                    expected[c],
                    Bits(format.Encode(expected[c]), format),
                    got,
                    got is { } value && format.TryRound(value, out Rational rounded) && rounded == value ? Bits(format.Encode(value), format) : null,
                    got is { } place ? (place - expected[c]) / RoundedArithmetic.Ulp(Rational.Max(Rational.Abs(expected[c]), Rational.Abs(place)), format) : null,
                    UpdateBound.Of(judge.Format, state.System.Alpha, Rational.Abs(state.Tokens[token, c]), SetSearch.MeanMagnitude(state, scores.Exact, c), scores.Exact.Length));
            }),
        ];
    }

    private static string Bits(ulong bits, BinaryFormat format) =>
        "0x" + bits.ToString("x" + ((format.Precision + format.ExponentBits) / 4).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
