using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>One run of the certifier: it is shown layer after layer and answers as soon as one of its proofs applies.</summary>
internal sealed class LimitRun
{
    private readonly SetsHistory _history = new();
    private readonly HardmaxProblem _problem;
    private readonly RecurrenceDetector _recurrence;
    private readonly Dictionary<int, int> _leaderSince = [];
    private int _distinctAtStart;

    public LimitRun(HardmaxProblem problem)
    {
        _problem = problem;
        _recurrence = new RecurrenceDetector(Replay);
    }

    /// <summary>The result that closes at this layer, or null.</summary>
    public LimitResult? Observe(ExactState state)
    {
        _history.Add(state);
        _distinctAtStart = state.Layer == 0 ? state.PointCount : _distinctAtStart;
        NoteLeaders(state);
        if (StationaryMeans.Hold(state, out bool areMeansStationary))
        {
            return Result(state, LimitStatus.Certified, LimitProof.StationaryMeans) with { Groups = HeadingFor(state) };
        }

        if (_recurrence.Observe(state) is { } recurring)
        {
            return Periodic(LimitProof.RecurringGaps, recurring.Layer, recurring.Period);
        }

        if (ExponentialSums.Find(state, _history, Replay) is not { } sums)
        {
            return null;
        }

        LimitResult result = Periodic(LimitProof.ExponentialSums, sums.Layer, sums.Period) with { Rates = sums.Rates };

        // Where the sets are now known to stay, and the means too, (b) is bound to close: its layer is the answer then.
        return areMeansStationary && result.SetsPeriod == 1 ? null : result;
    }

    /// <summary>The answer when no proof applied up to this layer.</summary>
    public LimitResult Undecided(ExactState last) => Result(last, LimitStatus.Undecided, LimitProof.None);

    private static ImmutableArray<LimitGroup> HeadingFor(ExactState state)
    {
        PointMeans means = state.Means;
        var places = new Rational[state.PointCount][];
        var ofSet = new Dictionary<int[], Rational[]>(ReferenceEqualityComparer.Instance);
        for (int point = 0; point < places.Length; point++)
        {
            int[] set = state.Attention.OwnedSet(point);
            if (!ofSet.TryGetValue(set, out Rational[]? mean))
            {
                mean = [.. means.Scaled(point).ToArray().Select(x => new Rational(x, means.Multiple * state.Denominator))];
                ofSet.Add(set, mean);
            }

            places[point] = mean;
        }

        return LimitGroups.Of(state, [places]);
    }

    private LimitResult Result(ExactState state, LimitStatus status, LimitProof proof) => new(
        _problem,
        status,
        proof,
        state.Layer,
        SetsPeriod: 1,
        SettledLayer: state.Layer,
        ProofPeriod: 1,
        state,
        _leaderSince.Where(leader => leader.Value <= state.Layer).ToImmutableSortedDictionary(),
        [])
    {
        DistinctAtStart = _distinctAtStart,
    };

    private void NoteLeaders(ExactState state)
    {
        for (int point = 0; point < state.PointCount; point++)
        {
            if (state.Multiplicity(point) == 1 && state.Attention.IsLeaderPoint(point))
            {
                _ = _leaderSince.TryAdd(state.FirstToken(point), state.Layer);
            }
        }
    }

    /// <summary>The result of sets that are proved to repeat for ever from a settled layer on.</summary>
    private LimitResult Periodic(LimitProof proof, int settled, int proofPeriod)
    {
        int setsPeriod = _history.SmallestPeriod(settled, proofPeriod);
        int first = _history.FirstLayerOf(setsPeriod);
        ExactState state = Replay(first);
        ImmutableArray<LimitGroup> groups = PeriodicLimit.Groups(Replay(settled), first, setsPeriod);
        LimitStatus status = groups.All(group => group.IsPoint) ? LimitStatus.Certified : LimitStatus.Cycle;
        return Result(state, status, proof) with
        {
            SetsPeriod = setsPeriod,
            SettledLayer = settled,
            ProofPeriod = proofPeriod,
            Groups = groups,
        };
    }

    private ExactState Replay(int layer)
    {
        ExactState state = ExactState.Start(_problem);
        while (state.Layer < layer)
        {
            state = state.Next();
        }

        return state;
    }
}
