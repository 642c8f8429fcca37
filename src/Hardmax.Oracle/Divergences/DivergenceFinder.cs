using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Follows the exact trajectory from the start of a recorded one: every step can be right for its own state, and the
/// whole end in the wrong place, because rounding has broken a tie that the exact trajectory keeps.
/// </summary>
internal static class DivergenceFinder
{
    /// <summary>How many layers the certificate of a limit may take.</summary>
    public const int MaxLimitLayers = 200;

    private const int FewestLimitLayers = 4;

    // Exact states grow by some bits in every layer; beyond this, a layer takes longer than the run that is judged.
    private const int MostBits = 20_000;

    /// <summary>Where a judged trace leaves the exact trajectory, and what that does to the limit; null where it does not, or has a mask.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="verdict">Its verdict.</param>
    /// <param name="withLimits">Whether to certify the limits too, which can take longer than everything else.</param>
    /// <param name="cancellation">Ends the work between two layers.</param>
    /// <exception cref="OperationCanceledException">The cancellation was asked for.</exception>
    public static Divergence? Find(Trace trace, TraceVerdict verdict, bool withLimits, CancellationToken cancellation = default)
    {
        if (trace.Mask is not null)
        {
            return null;
        }

        ExactState exact = ExactState.Start(trace.Problem);
        foreach (StepVerdict step in verdict.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step.ExactSets is null || exact.Denominator.GetBitLength() > MostBits)
            {
                return null;
            }

            for (int i = 0; i < exact.TokenCount; i++)
            {
                ImmutableArray<int> recorded = Recorded(step, i);
                if (!exact.AttentionSets[i].SequenceEqual(recorded.AsSpan()))
                {
                    Divergence found = At(step.Layer, i, [.. exact.AttentionSets[i]], recorded);
                    return withLimits ? Compare(trace, verdict, found, cancellation) : found;
                }
            }

            exact = exact.Next();
        }

        return null;
    }

    private static ImmutableArray<int> Recorded(StepVerdict step, int token) =>
        step.Findings.FirstOrDefault(finding => finding.Token == token)?.Selected ?? [.. step.ExactSets![token]];

    private static Divergence At(int layer, int token, ImmutableArray<int> exact, ImmutableArray<int> recorded) => new()
    {
        Layer = layer,
        Token = token,
        Exact = exact,
        Recorded = recorded,
        Message = string.Create(CultureInfo.InvariantCulture, $"at layer {layer} token {token} attends to {Sets(recorded)}, on the exact trajectory to {Sets(exact)}"),
    };

    private static Divergence Compare(Trace trace, TraceVerdict verdict, Divergence divergence, CancellationToken cancellation)
    {
        string where = divergence.Message;
        TokenCloud end = trace.Layers[verdict.Steps[^1].Layer + 1].Tokens!;
        LimitResult limit = Certify(trace.Problem, cancellation);
        LimitResult fromEnd = Certify(new HardmaxProblem(end, trace.Problem.System), cancellation);
        if (limit.Status == LimitStatus.Undecided || fromEnd.Status == LimitStatus.Undecided)
        {
            return divergence with { Message = $"{where}; the limits are not certified" };
        }

        int token = Enumerable.Range(0, end.Count).MaxBy(i => Distance(limit, fromEnd, i));
        ImmutableArray<Rational>? exactLimit = Limit(limit, token);
        ImmutableArray<Rational>? limitFromEnd = Limit(fromEnd, token);
        divergence = divergence with { LimitToken = token, ExactLimit = exactLimit, End = end.Token(token), LimitFromEnd = limitFromEnd };
        return divergence with { Message = $"{where}; {Consequence(divergence, trace.Arithmetic.Format)}" };
    }

    // Each layer adds about as many bits as layer 0 has: long numbers get fewer layers, so that a note about a trace never
    // takes longer than its judgement.
    private static LimitResult Certify(HardmaxProblem problem, CancellationToken cancellation)
    {
        long bits = ExactState.Start(problem).Denominator.GetBitLength() + problem.System.Alpha.Numerator.GetBitLength() + problem.System.Alpha.Denominator.GetBitLength();
        return LimitCertifier.Certify(problem, (int)Math.Clamp(MostBits / (2 * bits), FewestLimitLayers, MaxLimitLayers), cancellation);
    }

    private static string Consequence(Divergence divergence, BinaryFormat format)
    {
        if (divergence.ExactLimit is not { } exact || divergence.LimitFromEnd is not { } other)
        {
            return string.Create(CultureInfo.InvariantCulture, $"token {divergence.LimitToken} runs through a cycle in one of them and not in the other");
        }

        double largest = exact.Concat(divergence.End!.Value).Max(x => Math.Abs(x.ToDouble()));
        double apart = exact.Zip(other).Max(pair => Math.Abs((pair.First - pair.Second).ToDouble()));

        // A few hundred roundings make no other limit: only what is far beyond them is said to be one.
        bool isSame = apart <= largest * Math.Pow(2, 10 - format.Precision);
        string end = $"this run ends at {Point(divergence.End!.Value)}";
        return isSame
            ? string.Create(CultureInfo.InvariantCulture, $"the limits agree up to rounding ({end})")
            : string.Create(CultureInfo.InvariantCulture, $"exact limit of token {divergence.LimitToken} {Point(exact)}, {end} and would tend to {Point(other)}");
    }

    private static double Distance(LimitResult limit, LimitResult other, int token)
    {
        ImmutableArray<Rational>? left = Limit(limit, token);
        ImmutableArray<Rational>? right = Limit(other, token);
        return left is { } x && right is { } y ? x.Zip(y).Max(pair => Math.Abs((pair.First - pair.Second).ToDouble()))
            : left is null && right is null ? 0
            : double.PositiveInfinity;
    }

    private static ImmutableArray<Rational>? Limit(LimitResult limit, int token)
    {
        LimitGroup group = limit.GroupOf(token);
        return group.IsPoint ? group.Places[0] : null;
    }

    private static string Sets(ImmutableArray<int> set) => $"{{{string.Join(", ", set)}}}";

    private static string Point(ImmutableArray<Rational> point) => $"({string.Join(", ", point.Select(Number))})";

    private static string Number(Rational value)
    {
        const int longest = 12;
        string text = value.ToString();
        return text.Length <= longest ? text : value.ToDouble().ToString("G6", CultureInfo.InvariantCulture);
    }
}
