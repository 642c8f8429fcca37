using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Makes tests from inputs: finds what is expected, what else is acceptable, and what is special.</summary>
internal static class VectorBuilder
{
    // More tokens than this that cannot be told apart make more sets than a vector should list.
    private const int MostPossible = 4;

    private const int MostLayers = 100;

    // Of more tokens than two, some right way to take a mean has a share or a partial mean that is no binary number.
    private const int MostExactMean = 2;

    /// <summary>One layer from an input, whose numbers are rounded to the format.</summary>
    public static VectorTest Step(VectorInput input, BinaryFormat format)
    {
        HardmaxProblem problem = input.ToProblem(format);
        var judge = new StepJudge(problem.Tokens, problem.System, DeclaredArithmetic.Of(format));
        TokenScores[] scores = [.. Enumerable.Range(0, problem.Tokens.Count).Select(judge.Scores)];
        ImmutableArray<AcceptedSelection> accepted = [.. scores.SelectMany((token, i) => Accepted(judge, token, i))];
        return Identified(new VectorTest
        {
            Id = string.Empty,
            Type = VectorType.Step,
            Comment = input.Comment,
            Flags = VectorFlags.Of(problem.System, [problem.Tokens], format),
            Problem = problem,
            Format = format,
            Expected = [Expect(judge, [.. scores.Select(token => token.Exact)])],
            Accepted = accepted,
            Result = accepted.IsEmpty ? VectorResult.Valid : VectorResult.Acceptable,
        });
    }

    /// <summary>
    /// The layers of an input as far as every right way to compute them has the same bits: exact scores, exact layers, and
    /// ties of two at most; null where these are fewer than two, or the input itself is not exact.
    /// </summary>
    public static VectorTest? Trajectory(VectorInput input, BinaryFormat format)
    {
        if (!input.IsExactIn(format))
        {
            return null;
        }

        HardmaxProblem problem = input.ToProblem(format);
        var states = new List<TokenCloud>();
        var expected = ImmutableArray.CreateBuilder<StepExpectation>();
        TokenCloud state = problem.Tokens;
        while (expected.Count < input.Layers)
        {
            var judge = new StepJudge(state, problem.System, DeclaredArithmetic.Of(format));
            TokenScores[] scores = [.. Enumerable.Range(0, state.Count).Select(judge.Scores)];
            StepExpectation step = Expect(judge, [.. scores.Select(token => token.Exact)]);
            if (!Array.TrueForAll(scores, token => token.HasExactScores && token.Exact.Length <= MostExactMean) || !step.NextExact.Equals(step.NextRounded))
            {
                break;
            }

            states.Add(state);
            expected.Add(step);
            state = step.NextExact;
        }

        return expected.Count < 2 ? null : Identified(new VectorTest
        {
            Id = string.Empty,
            Type = VectorType.Trajectory,
            Comment = input.Comment,
            Flags = VectorFlags.Of(problem.System, states, format),
            Problem = problem,
            Format = format,
            Expected = expected.ToImmutable(),
            Result = VectorResult.Valid,
        });
    }

    /// <summary>The certified limit of a problem, or null where it is not certified within a hundred layers.</summary>
    public static VectorTest? Limit(HardmaxProblem problem)
    {
        LimitResult limit = LimitCertifier.Certify(problem, MostLayers);
        if (limit.Status == LimitStatus.Undecided)
        {
            return null;
        }

        TokenCloud[] layers = [problem.Tokens, .. limit.Layer > 0 ? [limit.State.ToTokens()] : Array.Empty<TokenCloud>()];
        return Identified(new VectorTest
        {
            Id = string.Empty,
            Type = VectorType.Limit,
            Comment = (problem.Description ?? string.Empty).TrimEnd('.'),
            Flags = VectorFlags.Of(problem.System, layers, null),
            Problem = problem,
            Expected = [],
            Limit = LimitAnalysis.Of(limit).Claims,
            Result = VectorResult.Valid,
        });
    }

    /// <summary>A test whose question is whether these layers are right.</summary>
    /// <param name="test">The test that the layers answer.</param>
    /// <param name="layers">Layer 1 .. L.</param>
    /// <param name="comment">What they are.</param>
    /// <param name="flags">What is wrong with them.</param>
    /// <param name="result">What is to be said of them.</param>
    public static VectorTest WithCandidate(VectorTest test, IEnumerable<TokenCloud> layers, string comment, IEnumerable<string> flags, VectorResult result) => Identified(test with
    {
        Comment = comment,
        Flags = VectorFlags.Sorted(test.Flags.Concat(flags)),
        Candidate = [.. layers],
        Result = result,
    });

    private static VectorTest Identified(VectorTest test) => test with { Id = VectorId.Of(test) };

    private static StepExpectation Expect(StepJudge judge, int[][] sets)
    {
        TokenCloud exact = new(sets.Select((set, i) => judge.State.Update(i, set)));
        return new StepExpectation(
            AttentionSets.Of(sets),
            exact,
            new TokenCloud(exact.ToArray().Select(place => Rounded(judge, place))),
            [.. sets.Select((set, i) => Tolerance(judge, i, set))]);
    }

    private static IEnumerable<AcceptedSelection> Accepted(StepJudge judge, TokenScores scores, int token)
    {
        if (scores.HasExactScores)
        {
            yield break;
        }

        if (!scores.IsBounded || scores.Possible.Length > MostPossible)
        {
            throw new ArgumentException($"A vector is no test where {judge.Format.Format.Name} bounds nothing, or more than {MostPossible} tokens cannot be told apart.", nameof(scores));
        }

        for (int subset = 1; subset < 1 << scores.Possible.Length; subset++)
        {
            int chosen = subset;
            int[] set = [.. scores.Possible.Where((_, k) => ((chosen >> k) & 1) == 1)];
            if (!set.AsSpan().SequenceEqual(scores.Exact) && scores.IsAcceptable(set))
            {
                Rational[] next = judge.State.Update(token, set);
                yield return new AcceptedSelection(token, [.. set], [.. next], [.. Rounded(judge, next)], Tolerance(judge, token, set));
            }
        }
    }

    private static Rational[] Rounded(StepJudge judge, Rational[] place) => Array.ConvertAll(place, x => judge.Format.Format.TryRound(x, out Rational rounded)
        ? rounded
        : throw new ArgumentException("The next layer of a vector is finite.", nameof(place)));

    private static ImmutableArray<Rational> Tolerance(StepJudge judge, int token, int[] set) =>
    [
        .. Enumerable.Range(0, judge.State.Dimension).Select(c => UpdateBound.Of(
            judge.Format,
            judge.State.System.Alpha,
            Rational.Abs(judge.State.Tokens[token, c]),
            SetSearch.MeanMagnitude(judge.State, set, c),
            set.Length) ?? throw new ArgumentException("The update of a vector is bounded.", nameof(set))),
    ];
}
