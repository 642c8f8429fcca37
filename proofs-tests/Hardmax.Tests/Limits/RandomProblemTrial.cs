using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Limits;

/// <summary>
/// One problem of the long run: the exact engine against the textbook, layer by layer, and the certifier's answer
/// against layers that nobody predicted. Only what is public is used, and the claims are read by their definitions.
/// </summary>
/// <param name="Result">The certifier's answer.</param>
/// <param name="Failure">The first thing that was found wrong, or null.</param>
internal sealed record RandomProblemTrial(LimitResult Result, string? Failure)
{
    /// <summary>How many layers the certifier may take.</summary>
    public const int MaxLayers = 200;

    /// <summary>How many layers are computed after a certificate.</summary>
    public const int FurtherLayers = 300;

    private const int FewestTextbookLayers = 6;

    // Of c + t d, at so many layers after that of the certificate.
    private static readonly int[] ClosedFormLayers = [1, 2, 10, 100, FurtherLayers];

    /// <summary>Tries a problem.</summary>
    /// <param name="problem">Tokens, A and alpha.</param>
    /// <param name="checkCertificate">Whether the certificate, if there is one, also goes to <see cref="CertificateChecker"/>.</param>
    public static RandomProblemTrial Of(HardmaxProblem problem, bool checkCertificate)
    {
        LimitResult result = LimitCertifier.Certify(problem, MaxLayers);
        bool isCertified = result.Status != LimitStatus.Undecided;
        int textbookLayers = isCertified ? Math.Max(FewestTextbookLayers, result.Layer + 3) : FewestTextbookLayers;
        string? failure = EngineFailure(problem, textbookLayers);
        if (isCertified)
        {
            failure ??= StartFailure(result) ?? SetsFailure(result) ?? LimitFailure(result);
        }

        if (isCertified && checkCertificate && failure is null)
        {
            CheckResult check = CertificateChecker.Check(LimitAnalysis.Certificate(result));
            failure = check.IsValid ? null : $"the checker says: {check.Reason}";
        }

        return new RandomProblemTrial(result, failure);
    }

    /// <summary>Tokens and attention sets of <see cref="ExactState"/> are those of the textbook over rationals.</summary>
    private static string? EngineFailure(HardmaxProblem problem, int layers)
    {
        var textbook = new TextbookDynamics<Rational>(problem.System.Matrix.ToArray(), problem.System.Alpha);
        Rational[][] tokens = problem.Tokens.ToArray();
        var state = ExactState.Start(problem);
        for (int layer = 0; layer <= layers; layer++)
        {
            if (!state.ToTokens().Equals(new TokenCloud(tokens)))
            {
                return $"tokens differ from the textbook at layer {layer}";
            }

            int[][] sets = textbook.AttentionSets(tokens);
            if (!state.AttentionSets.Equals(AttentionSets.Of(sets)))
            {
                return $"attention sets differ from the textbook at layer {layer}";
            }

            tokens = textbook.Next(tokens, sets);
            state = state.Next();
        }

        return null;
    }

    /// <summary>What a result says of the layers up to its own: the layer's state, distinct points, leaders since when.</summary>
    private static string? StartFailure(LimitResult result)
    {
        var since = new Dictionary<int, int>();
        var state = ExactState.Start(result.Problem);
        if (state.PointCount != result.DistinctAtStart)
        {
            return "the number of distinct points at layer 0 is wrong";
        }

        while (true)
        {
            foreach (int leader in state.AttentionSets.Leaders())
            {
                since.TryAdd(leader, state.Layer);
            }

            if (state.Layer == result.Layer)
            {
                break;
            }

            state = state.Next();
        }

        bool isLedSo = since.OrderBy(leader => leader.Key).SequenceEqual(result.LeaderSince);
        return !state.SamePlaces(result.State) ? "the state is not that of its layer"
            : isLedSo ? null : "the leaders, or since when they lead, are wrong";
    }

    /// <summary>From the layer of a result on its sets repeat with their period, and with no smaller one.</summary>
    private static string? SetsFailure(LimitResult result)
    {
        int period = result.SetsPeriod;
        var phases = new List<AttentionSets>();
        foreach (ExactState state in From(result.State, FurtherLayers))
        {
            if (phases.Count < period)
            {
                phases.Add(state.AttentionSets);
            }
            else if (!phases[(state.Layer - result.Layer) % period].Equals(state.AttentionSets))
            {
                return $"the attention sets of layer {state.Layer} are not those that repeat";
            }
        }

        bool hasSmaller = Enumerable.Range(1, period - 1).Any(smaller =>
            period % smaller == 0 && Enumerable.Range(0, period - smaller).All(phase => phases[phase].Equals(phases[phase + smaller])));
        return hasSmaller ? "the sets have a smaller period" : null;
    }

    private static string? LimitFailure(LimitResult result) => result.Proof == LimitProof.StationaryMeans ? ClosedFormFailure(result) : OrbitFailure(result);

    /// <summary>Stationary means: exactly z = c + t d with c the limit, d = z - c at the layer of the result and t = (1 - gamma)^m.</summary>
    private static string? ClosedFormFailure(LimitResult result)
    {
        TokenCloud start = result.State.ToTokens();
        foreach (ExactState state in From(result.State, FurtherLayers).Where(state => ClosedFormLayers.Contains(state.Layer - result.Layer)))
        {
            Rational t = Power(1 - result.Problem.System.Gamma, state.Layer - result.Layer);
            for (int token = 0; token < start.Count; token++)
            {
                Rational[] limit = [.. result.GroupOf(token).Places[0]];
                Rational[] deviation = Vectors.Subtract(start[token], limit);
                if (!Vectors.Comparer.Equals(Vectors.AddScaled(limit, t, deviation), state.Point(state.PointOf(token))))
                {
                    return $"token {token} is not at c + t d at layer {state.Layer}";
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Repeating sets: the limits are mapped by the sets of each phase to those of the next, and the largest distance of
    /// a token to its limit falls strictly while it is not 0 (over many layers: a layer alone need not shrink it).
    /// </summary>
    private static string? OrbitFailure(LimitResult result)
    {
        if (result.SetsPeriod % result.Period != 0)
        {
            return "the period of the limits does not divide that of the sets";
        }

        var textbook = new TextbookDynamics<Rational>(result.Problem.System.Matrix.ToArray(), result.Problem.System.Alpha);
        Rational first = default;
        ExactState last = result.State;
        foreach (ExactState state in From(result.State, FurtherLayers))
        {
            int phase = (state.Layer - result.Layer) % result.SetsPeriod;
            Rational[][] limits = Limits(result, phase);
            if (state.Layer < result.Layer + result.SetsPeriod)
            {
                Rational[][] moved = textbook.Next(limits, state.AttentionSets.ToArray());
                if (!moved.SequenceEqual(Limits(result, phase + 1), Vectors.Comparer))
                {
                    return $"the limits of phase {phase} are not mapped to those of the next";
                }
            }

            first = state.Layer == result.Layer ? Distance(state, limits) : first;
            last = state;
        }

        Rational end = Distance(last, Limits(result, last.Layer - result.Layer));
        return first.IsZero ? (end.IsZero ? null : "tokens leave their limits")
            : end < first ? null : "tokens do not come nearer to their limits";
    }

    private static Rational Power(Rational x, int exponent) =>
        new(BigInteger.Pow(x.Numerator, exponent), BigInteger.Pow(x.Denominator, exponent));

    private static Rational[][] Limits(LimitResult result, int phase) =>
        [.. Enumerable.Range(0, result.State.TokenCount).Select(token => result.GroupOf(token).Places[phase % result.Period].ToArray())];

    private static Rational Distance(ExactState state, Rational[][] limits) => limits
        .SelectMany((limit, token) => Vectors.Subtract(state.Point(state.PointOf(token)), limit))
        .Select(Rational.Abs)
        .Aggregate((x, y) => x >= y ? x : y);

    private static IEnumerable<ExactState> From(ExactState state, int further)
    {
        for (int layer = 0; layer <= further; layer++)
        {
            yield return state;
            state = layer < further ? state.Next() : state;
        }
    }
}
