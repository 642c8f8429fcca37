using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Judges one step from the recorded previous state, whose floats are exact rationals: first which sets the declared
/// arithmetic can select, then whether the recorded update follows from one of them.
/// </summary>
internal sealed class StepJudge
{
    private readonly RecordedState _state;
    private readonly DeclaredArithmetic _arithmetic;
    private readonly FormatBounds _format;
    private readonly ScoreBound _bound;
    private readonly ScoreFilter? _filter;
    private readonly AttentionMask? _mask;
    private readonly int[] _all;
    private readonly SearchBudget _budget = new(SetSearch.MostNodes);

    // Equal tokens with the same keys have equal scores, bounds and exact updates.
    private readonly Dictionary<Rational[], (int Token, TokenScores Scores, Rational[] Exact)> _atPlace = new(Vectors.Comparer);

    private readonly Func<HardmaxProblem, (AttentionSets Sets, TokenCloud Next)> _otherEngine;

    /// <summary>Prepares to judge steps from a state.</summary>
    /// <param name="before">The recorded state.</param>
    /// <param name="system">A and alpha.</param>
    /// <param name="arithmetic">What is declared.</param>
    /// <param name="otherEngine">The exact engine that this one is compared with; null is the library's, and with a mask the textbook.</param>
    /// <param name="mask">The keys of each of the tokens; null is all of them.</param>
    public StepJudge(
        TokenCloud before,
        HardmaxSystem system,
        DeclaredArithmetic arithmetic,
        Func<HardmaxProblem, (AttentionSets Sets, TokenCloud Next)>? otherEngine = null,
        AttentionMask? mask = null)
    {
        if (mask is not null && mask.Count != before.Count)
        {
            throw new ArgumentException($"A mask for {mask.Count} tokens is given for {before.Count}.", nameof(mask));
        }

        _mask = mask;
        _otherEngine = otherEngine ?? (mask is null ? LibraryEngine : MaskedEngine);
        _state = new RecordedState(before, system);
        _arithmetic = arithmetic;
        _format = new FormatBounds(arithmetic.Format);
        _bound = new ScoreBound(_state, arithmetic);
        _filter = ScoreFilter.TryCreate(_state, _bound);
        _all = [.. Enumerable.Range(0, before.Count)];
    }

    public RecordedState State => _state;

    public FormatBounds Format => _format;

    public TokenScores Scores(int i) => TokenScores.Of(_state, _bound, _filter is null ? Keys(i) : _filter.Candidates(i, Keys(i)), i);

    /// <summary>The scores of all keys of a token, whether they can matter or not.</summary>
    public TokenScores AllScores(int i) => TokenScores.Of(_state, _bound, Keys(i), i);

    /// <summary>Judges the step to a recorded next layer of the same shape; tokens without keys are not judged.</summary>
    /// <param name="layer">The layer that the step starts from.</param>
    /// <param name="after">The recorded next layer.</param>
    /// <param name="selected">The recorded sets, or null.</param>
    public StepVerdict Judge(int layer, TokenCloud after, RecordedSets? selected)
    {
        (AttentionSets otherSets, TokenCloud otherNext) = _otherEngine(new HardmaxProblem(_state.Tokens, _state.System));
        var findings = ImmutableArray.CreateBuilder<TokenFinding>();
        VerdictClass gravest = VerdictClass.Exact;
        bool hasExactScores = true;
        foreach (int i in _all.Where(i => _mask?.HasKeys(i) != false))
        {
            (TokenScores scores, Rational[] exact) = AtPlaceOf(i);
            hasExactScores &= scores.HasExactScores;
            if (!scores.Exact.AsSpan().SequenceEqual(otherSets[i]) || !exact.AsSpan().SequenceEqual(otherNext[i]))
            {
                return OracleBug(layer, i);
            }

            TokenFinding finding = Judge(i, scores, exact, after[i].ToArray(), selected?.Sets?[i]);
            gravest = Verdicts.Graver(gravest, finding.Class);
            if (finding.Class.Group() != VerdictGroup.Pass)
            {
                findings.Add(finding);
            }
        }

        string message = findings.FirstOrDefault(finding => finding.Class == gravest)?.Message ?? string.Empty;
        return new StepVerdict(layer, gravest, message, findings.ToImmutable(), hasExactScores) { ExactSets = otherSets };
    }

    private static (AttentionSets Sets, TokenCloud Next) LibraryEngine(HardmaxProblem problem)
    {
        var state = ExactState.Start(problem);
        return (state.AttentionSets, state.Next().ToTokens());
    }

    // Written apart from RecordedState and its filter. A token without keys gets itself, which nobody looks at.
    private (AttentionSets Sets, TokenCloud Next) MaskedEngine(HardmaxProblem problem)
    {
        var textbook = new TextbookDynamics<Rational>(problem.System.Matrix.ToArray(), problem.System.Alpha);
        Rational[][] tokens = problem.Tokens.ToArray();
        int[][] sets = [.. tokens.Select((_, i) => _mask!.HasKeys(i) ? textbook.AttentionSet(tokens, i, [.. _all.Where(j => _mask.Allows(i, j))]) : [i])];
        return (AttentionSets.Of(sets), new TokenCloud(textbook.Next(tokens, sets)));
    }

    private ReadOnlySpan<int> Keys(int i) => _mask is null ? _all : _mask.Keys(i);

    private (TokenScores Scores, Rational[] Exact) AtPlaceOf(int i)
    {
        Rational[] place = _state.Tokens[i].ToArray();
        if (!_atPlace.TryGetValue(place, out (int Token, TokenScores Scores, Rational[] Exact) known) || !Keys(known.Token).SequenceEqual(Keys(i)))
        {
            TokenScores scores = Scores(i);
            known = (i, scores, _state.Update(i, scores.Exact));
            _atPlace[place] = known;
        }

        return (known.Scores, known.Exact);
    }

    private static StepVerdict OracleBug(int layer, int token) => new(
        layer,
        VerdictClass.OracleBug,
        string.Create(CultureInfo.InvariantCulture, $"the two exact engines disagree about token {token} of layer {layer}: a bug in hardmax, please report the case"),
        [],
        HasExactScores: false);

    private TokenFinding Judge(int i, TokenScores scores, Rational[] exact, Rational[] got, ImmutableArray<int>? reported)
    {
        var finding = new TokenFinding { Token = i, Class = VerdictClass.Exact, Message = string.Empty, Exact = [.. scores.Exact], Selected = reported };
        return reported is { } set ? JudgeReported(finding, scores, [.. set], got) : JudgeInferred(finding, scores, exact, got);
    }

    private TokenFinding JudgeReported(TokenFinding finding, TokenScores scores, int[] set, Rational[] got)
    {
        bool isExactSet = set.AsSpan().SequenceEqual(scores.Exact);
        if (!isExactSet && scores.IsBounded && !scores.IsAcceptable(set))
        {
            return WrongSelection(finding, set);
        }

        if (set.Length == 0 || !Array.TrueForAll(set, j => _mask?.Allows(finding.Token, j) != false))
        {
            return WrongSelection(finding, set);
        }

        if (!isExactSet && !scores.IsBounded)
        {
            return Unbounded(finding);
        }

        Rational[] exact = _state.Update(finding.Token, set);
        return SetSearch.Explains(_state, _format, finding.Token, set, got, exact, out int wrong) switch
        {
            true => Selected(finding, scores, set, Precision(got, exact)),
            false => finding with
            {
                Class = VerdictClass.WrongUpdate,
                Coordinate = wrong,
                Message = string.Create(CultureInfo.InvariantCulture, $"coordinate {wrong} of token {finding.Token} is not the update for the set {Text(set)} that was reported"),
            },
            null => UnboundedUpdate(finding),
        };
    }

    private TokenFinding JudgeInferred(TokenFinding finding, TokenScores scores, Rational[] exact, Rational[] got)
    {
        int i = finding.Token;
        bool? explained = SetSearch.Explains(_state, _format, i, scores.Exact, got, exact, out int wrong);
        if (explained == true)
        {
            return Selected(finding, scores, scores.Exact, Precision(got, exact));
        }

        if (!scores.IsBounded)
        {
            return Unbounded(finding);
        }

        // Exact scores accept C_i alone, which has been tried; a search would go through every way to choose from a large tie.
        SetSearchResult search = scores.HasExactScores ? new SetSearchResult(null, true) : SetSearch.Find(_state, _format, i, got, scores.Possible, set => scores.IsAcceptable(set), _budget);
        if (search.Set is { } acceptable)
        {
            return Selected(finding, scores, acceptable, VerdictClass.WithinBound);
        }

        if (explained is null)
        {
            return UnboundedUpdate(finding);
        }

        if (!search.IsComplete)
        {
            return finding with { Class = VerdictClass.Unknown, Message = string.Create(CultureInfo.InvariantCulture, $"too many sets could explain the update of token {i}; report them as \"selected\"") };
        }

        return UnacceptableSets.Find(_state, _format, i, scores, got) is { } set
            ? WrongSelection(finding, set)
            : finding with
            {
                Class = VerdictClass.WrongUpdate,
                Coordinate = wrong,
                Message = string.Create(CultureInfo.InvariantCulture, $"coordinate {wrong} of token {i} is not the update for any set that token {i} can select"),
            };
    }

    private TokenFinding Selected(TokenFinding finding, TokenScores scores, int[] set, VerdictClass precision)
    {
        finding = finding with { Selected = [.. set], Class = precision };
        if (set.AsSpan().SequenceEqual(scores.Exact))
        {
            return finding;
        }

        bool breaksTie = set.All(j => scores.Exact.Contains(j));
        return finding with
        {
            Class = breaksTie ? VerdictClass.TieWithInexactScores : VerdictClass.NearTie,
            Message = breaksTie
                ? string.Create(CultureInfo.InvariantCulture, $"token {finding.Token} attends to {Text(set)} of the exact tie {Text(scores.Exact)}, which {_arithmetic.Accumulate.Name} cannot see")
                : string.Create(CultureInfo.InvariantCulture, $"token {finding.Token} attends to {Text(set)} and not to {Text(scores.Exact)}, which {_arithmetic.Accumulate.Name} cannot tell apart"),
        };
    }

    private static TokenFinding WrongSelection(TokenFinding finding, int[] set)
    {
        finding = finding with { Class = VerdictClass.WrongSelection, Selected = [.. set] };
        string missing = finding.Missing.IsEmpty ? string.Empty : $"; missing {Text([.. finding.Missing])}";
        string extra = finding.Extra.IsEmpty ? string.Empty : $"; extra {Text([.. finding.Extra])}";
        return finding with
        {
            Message = string.Create(CultureInfo.InvariantCulture, $"token {finding.Token} attends to {Text(set)} instead of {Text([.. finding.Exact])}{missing}{extra}"),
        };
    }

    private TokenFinding Unbounded(TokenFinding finding) => finding with
    {
        Class = VerdictClass.Unknown,
        Message = string.Create(CultureInfo.InvariantCulture, $"{_arithmetic.Accumulate.Name} bounds nothing for the scores of token {finding.Token} in {_state.Dimension} dimensions"),
    };

    private TokenFinding UnboundedUpdate(TokenFinding finding) => finding with
    {
        Class = VerdictClass.Unknown,
        Message = string.Create(CultureInfo.InvariantCulture, $"{_arithmetic.Format.Name} bounds nothing for the update of token {finding.Token}"),
    };

    private VerdictClass Precision(Rational[] got, Rational[] exact)
    {
        if (got.AsSpan().SequenceEqual(exact))
        {
            return VerdictClass.Exact;
        }

        return got.Zip(exact).All(pair => _format.Format.TryRound(pair.Second, out Rational rounded) && pair.First == rounded)
            ? VerdictClass.CorrectlyRounded
            : VerdictClass.WithinBound;
    }

    private static string Text(int[] set) => $"{{{string.Join(", ", set)}}}";
}
