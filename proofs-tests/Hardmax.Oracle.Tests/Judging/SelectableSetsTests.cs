using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Tries to break what is said about the sets that can be selected, the filter, and the search.</summary>
public sealed class SelectableSetsTests
{
    [Fact]
    public void Scores_anywhere_within_their_bounds_select_an_acceptable_set_and_no_other_set_is_acceptable()
    {
        var random = new Random(1);
        (int ties, int refused) = (0, 0);
        foreach (TokenScores scores in Scores(BinaryFormat.Half, 400))
        {
            IReadOnlyList<CandidateScore> candidates = scores.Candidates;
            var selected = new HashSet<string>(StringComparer.Ordinal);
            for (int draw = 0; draw < 60; draw++)
            {
                int[] set = Maximisers(candidates, random);
                Assert.True(scores.IsAcceptable(set), $"{{{string.Join(", ", set)}}} of {Describe(candidates)}");
                ties += set.Length > 1 ? 1 : 0;
                _ = selected.Add(string.Join(",", set));
            }

            foreach (int[] set in Subsets([.. candidates.Select(candidate => candidate.Token)]))
            {
                bool isReached = selected.Contains(string.Join(",", set));
                bool isPossible = CanBeChosen(candidates, set);
                Assert.Equal(isPossible, scores.IsAcceptable(set));
                Assert.True(isPossible || !isReached);
                refused += isPossible ? 0 : 1;
            }
        }

        Assert.True(ties > 500 && refused > 500, $"{ties} ties, {refused} refused sets");
    }

    [Fact]
    public void The_filter_leaves_out_nothing_that_can_matter()
    {
        int smaller = 0;
        foreach (BinaryFormat format in DeclaredArithmetic.Formats)
        {
            foreach (HardmaxProblem problem in ProblemSampler.SampleAny(ProblemLimits.Default, 5, 300))
            {
                if (Recording.Rounded(problem, format) is not { } rounded)
                {
                    continue;
                }

                var judge = new StepJudge(rounded.Tokens, rounded.System, DeclaredArithmetic.Of(format));
                for (int i = 0; i < rounded.Tokens.Count; i++)
                {
                    TokenScores filtered = judge.Scores(i);
                    TokenScores all = judge.AllScores(i);
                    Assert.Equal(all.Exact, filtered.Exact);
                    if (all.IsBounded)
                    {
                        Assert.Equal(all.Possible, filtered.Possible);
                    }

                    smaller += filtered.Candidates.Count < all.Candidates.Count ? 1 : 0;
                }
            }
        }

        Assert.True(smaller > 1000, $"the filter left something out {smaller} times only");
    }

    [Fact]
    public void The_search_finds_every_set_by_its_update_alone()
    {
        var random = new Random(3);
        for (int trial = 0; trial < 300; trial++)
        {
            int n = 3 + random.Next(6);
            double[][] tokens = [.. Enumerable.Range(0, n).Select(_ => new double[] { random.Next(-3, 4), random.Next(-3, 4) + (random.NextDouble() / 8) })];
            tokens[1] = tokens[0];
            HardmaxProblem problem = Recording.Problem(tokens, Rational.FromDouble(0.3));
            var state = new RecordedState(problem.Tokens, problem.System);
            var format = new FormatBounds(BinaryFormat.Double);
            int[] set = [.. Enumerable.Range(0, n).Where(_ => random.Next(2) == 0).DefaultIfEmpty(2)];
            Rational[] got = Array.ConvertAll(state.Update(0, set), x => Rational.FromDouble(x.ToDouble()));
            SetSearchResult found = SetSearch.Find(state, format, 0, got, [.. Enumerable.Range(0, n)], candidate => candidate.Length == set.Length);
            Assert.NotNull(found.Set);
            Assert.True(SetSearch.Explains(state, format, 0, found.Set, got));
        }
    }

    [Fact]
    public void Many_copies_at_two_places_are_searched_by_counts()
    {
        double[][] tokens = [.. Enumerable.Range(0, 80).Select(i => new double[] { 0.1, i % 2 == 0 ? 0.3 : -0.7 })];
        HardmaxProblem problem = Recording.Problem(tokens, Rational.FromDouble(0.3));
        var state = new RecordedState(problem.Tokens, problem.System);
        int[] set = [.. Enumerable.Range(0, 80).Where(i => i % 2 == 0 || i < 20)];
        Rational[] got = Array.ConvertAll(state.Update(5, set), x => Rational.FromDouble(x.ToDouble()));
        SetSearchResult found = SetSearch.Find(state, new FormatBounds(BinaryFormat.Double), 5, got, [.. Enumerable.Range(0, 80)], _ => true);
        Assert.True(found.IsComplete);
        Assert.NotNull(found.Set);
        Assert.Equal(set.Count(j => j % 2 == 0) * found.Set.Count(j => j % 2 == 1), set.Count(j => j % 2 == 1) * found.Set.Count(j => j % 2 == 0));
    }

    [Fact]
    public void A_search_without_end_is_given_up_and_says_so()
    {
        var random = new Random(4);
        double[][] tokens = [.. Enumerable.Range(0, 60).Select(_ => new double[] { random.NextDouble() })];
        HardmaxProblem problem = Recording.Problem(tokens);
        var state = new RecordedState(problem.Tokens, problem.System);
        SetSearchResult found = SetSearch.Find(state, new FormatBounds(BinaryFormat.Double), 0, [Rational.FromDouble(0.4999)], [.. Enumerable.Range(0, 60)], _ => false);
        Assert.Null(found.Set);
        Assert.False(found.IsComplete);
    }

    private static IEnumerable<TokenScores> Scores(BinaryFormat format, int count)
    {
        var random = new Random(2);
        for (int trial = 0; trial < count; trial++)
        {
            int n = 2 + random.Next(4);
            double[][] tokens = [.. Enumerable.Range(0, n).Select(_ => new double[] { random.Next(3) == 0 ? 1 : (float)(Half)(1 + (random.NextDouble() / 300)), random.Next(-1, 2) })];
            HardmaxProblem problem = Recording.Problem(tokens);
            yield return new StepJudge(problem.Tokens, problem.System, DeclaredArithmetic.Of(format)).AllScores(0);
        }
    }

    // Often at the ends of the intervals and at each other's ends, where the conditions are decided.
    private static int[] Maximisers(IReadOnlyList<CandidateScore> candidates, Random random)
    {
        Rational[] ends = [.. candidates.SelectMany(candidate => new[] { candidate.Score - candidate.Bound!.Value, candidate.Score + candidate.Bound!.Value })];
        Rational[] chosen =
        [
            .. candidates.Select(candidate =>
            {
                Rational end = ends[random.Next(ends.Length)];
                Rational inside = candidate.Score + (candidate.Bound!.Value * new Rational(random.Next(-8, 9), 8));
                return Rational.Abs(end - candidate.Score) <= candidate.Bound.Value ? end : inside;
            }),
        ];
        Rational largest = chosen.Aggregate(Rational.Max);
        return [.. candidates.Where((_, k) => chosen[k] == largest).Select(candidate => candidate.Token)];
    }

    // By definition: some value v within reach of all scores of the set, such that every other score can be below it.
    private static bool CanBeChosen(IReadOnlyList<CandidateScore> candidates, int[] set)
    {
        CandidateScore[] inside = [.. candidates.Where(candidate => set.Contains(candidate.Token))];
        CandidateScore[] outside = [.. candidates.Except(inside)];
        Rational low = inside.Max(candidate => candidate.Score - candidate.Bound!.Value);
        Rational high = inside.Min(candidate => candidate.Score + candidate.Bound!.Value);
        return low <= high && outside.All(candidate => candidate.Score - candidate.Bound!.Value < high);
    }

    private static IEnumerable<int[]> Subsets(int[] tokens) =>
        Enumerable.Range(1, (1 << tokens.Length) - 1).Select(mask => tokens.Where((_, k) => (mask >> k & 1) == 1).ToArray());

    private static string Describe(IReadOnlyList<CandidateScore> candidates) =>
        string.Join("; ", candidates.Select(candidate => $"{candidate.Token}: {candidate.Score} +- {candidate.Bound}"));
}
