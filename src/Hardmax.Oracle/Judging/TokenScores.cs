using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>A score that can matter: exactly, and how far the declared arithmetic can be from it.</summary>
/// <param name="Token">j.</param>
/// <param name="Score">&lt;A z_i, z_j&gt;.</param>
/// <param name="Bound">beta_j; null where nothing is bounded.</param>
internal sealed record CandidateScore(int Token, Rational Score, Rational? Bound);

/// <summary>
/// The scores of one token: its exact attention set, and which sets the declared arithmetic can select. A computed score
/// lies within beta_j of s_j, so a set S can be the set of maximisers exactly if some value v has every score of S
/// within reach, no other score forced above it, and none left out that is forced to be equal to it.
/// </summary>
internal sealed class TokenScores
{
    private readonly CandidateScore[] _candidates;
    private readonly Rational _forced;

    private TokenScores(CandidateScore[] candidates)
    {
        _candidates = candidates;
        Rational largest = candidates.Max(candidate => candidate.Score);
        Exact = [.. candidates.Where(candidate => candidate.Score == largest).Select(candidate => candidate.Token)];
        IsBounded = Array.TrueForAll(candidates, candidate => candidate.Bound is not null);
        HasExactScores = Array.TrueForAll(candidates, candidate => candidate.Bound is { IsZero: true });
        if (IsBounded)
        {
            _forced = candidates.Max(candidate => candidate.Score - candidate.Bound!.Value);
            Possible = [.. candidates.Where(candidate => Upper(candidate) >= _forced).Select(candidate => candidate.Token)];
        }
        else
        {
            Possible = [.. candidates.Select(candidate => candidate.Token)];
        }
    }

    /// <summary>C_i, ascending.</summary>
    public int[] Exact { get; }

    /// <summary>The tokens that can be selected, ascending; all candidates where nothing is bounded.</summary>
    public int[] Possible { get; }

    /// <summary>Whether every score that can matter has a bound.</summary>
    public bool IsBounded { get; }

    /// <summary>Whether every score that can matter is computed without rounding: then C_i is the only acceptable set.</summary>
    public bool HasExactScores { get; }

    public IReadOnlyList<CandidateScore> Candidates => _candidates;

    public static TokenScores Of(RecordedState state, ScoreBound bound, ReadOnlySpan<int> candidates, int i)
    {
        BigInteger[] query = state.Query(i);
        BigInteger[] absoluteQuery = state.AbsoluteQuery(i);
        var scores = new CandidateScore[candidates.Length];
        for (int k = 0; k < scores.Length; k++)
        {
            int j = candidates[k];
            var magnitude = new Rational(state.Magnitude(absoluteQuery, j), state.ScoreDenominator);
            scores[k] = new CandidateScore(j, new Rational(state.Score(query, j), state.ScoreDenominator), bound.Of(i, j, magnitude));
        }

        return new TokenScores(scores);
    }

    /// <summary>
    /// Whether some computed scores within the bounds have exactly these maximisers. With v the computed maximum and
    /// m = max_l (s_l - beta_l), v is at least m. If v is above m, no score is forced to v, and any nonempty set of
    /// scores that reach above m will do; if v = m, the scores with s_l - beta_l = m are equal to v.
    /// </summary>
    /// <param name="set">Tokens, each once.</param>
    public bool IsAcceptable(ReadOnlySpan<int> set)
    {
        bool reachesAbove = set.Length > 0;
        int forcedInside = 0;
        foreach (int j in set)
        {
            CandidateScore? candidate = Array.Find(_candidates, c => c.Token == j);
            if (candidate is null || Upper(candidate) < _forced)
            {
                return false;
            }

            reachesAbove &= Upper(candidate) > _forced;
            forcedInside += IsForcedToMaximum(candidate) ? 1 : 0;
        }

        return set.Length > 0 && (reachesAbove || forcedInside == Array.FindAll(_candidates, IsForcedToMaximum).Length);
    }

    private static Rational Upper(CandidateScore candidate) => candidate.Score + candidate.Bound!.Value;

    private bool IsForcedToMaximum(CandidateScore candidate) => candidate.Score - candidate.Bound!.Value == _forced;
}
