using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Where a mistake takes the tokens of one recorded layer.</summary>
/// <param name="Places">
/// For each token the positions where it may go, each of d coordinates: one, unless chance or rounding decides; null is a
/// position that is not finite.
/// </param>
internal sealed record Prediction(ImmutableArray<Rational[]?[]> Places)
{
    /// <summary>One position for each token.</summary>
    public static Prediction Of(IEnumerable<Rational[]?> next) => new([.. next.Select(place => new[] { place })]);
}

/// <summary>A recorded step, as far as a mistake can see it.</summary>
internal sealed class StepEvidence
{
    // Above it the exact form takes seconds; the form over the declared floats still says what the mistake gives.
    private const long MostExactWork = 1 << 14;

    private readonly AttentionMatrix _matrix;
    private readonly StepJudge _judge;
    private readonly TokenScores[] _scores;
    private Rational[][]? _allScores;

    /// <summary>A step of a trace.</summary>
    /// <param name="trace">The trace; its layers up to <paramref name="layer"/> + 1 are recorded in the shape of the input.</param>
    /// <param name="layer">The layer that the step starts from.</param>
    public StepEvidence(Trace trace, int layer)
    {
        HardmaxProblem problem = trace.Problem;
        _matrix = problem.System.Matrix;
        (Alpha, Format) = (problem.System.Alpha, trace.Arithmetic.Format);
        Layers = [.. trace.Layers.Take(layer + 1).Select(recorded => recorded.Tokens!.ToArray())];
        (Next, NonFiniteToken) = (trace.Layers[layer + 1].Tokens?.ToArray(), trace.Layers[layer + 1].Defect?.Token);
        long n = problem.Tokens.Count;
        IsSmall = n * n * problem.Tokens.Dimension <= MostExactWork;
        _judge = new StepJudge(trace.Layers[layer].Tokens!, problem.System, trace.Arithmetic);
        _scores = [.. Enumerable.Range(0, State.Length).Select(_judge.Scores)];
        Largest = [.. State[0].Select((_, c) => State.Select(token => Rational.Abs(token[c])).Aggregate(Rational.Max))];
        Right = [.. _scores.Select((scores, i) => _judge.State.Update(i, scores.Exact))];
    }

    /// <summary>alpha.</summary>
    public Rational Alpha { get; }

    /// <summary>The format of the update.</summary>
    public BinaryFormat Format { get; }

    /// <summary>The constants of rounding in that format.</summary>
    public FormatBounds Bounds => _judge.Format;

    /// <summary>The recorded layers up to the state, exactly.</summary>
    public IReadOnlyList<Rational[][]> Layers { get; }

    /// <summary>The recorded state that the step starts from.</summary>
    public Rational[][] State => Layers[^1];

    /// <summary>For each coordinate the largest magnitude of the state.</summary>
    public Rational[] Largest { get; }

    /// <summary>The recorded next layer; null where it is not finite.</summary>
    public Rational[][]? Next { get; }

    /// <summary>The first token of the next layer that is not finite, or null.</summary>
    public int? NonFiniteToken { get; }

    /// <summary>gamma = alpha / (1 + alpha).</summary>
    public Rational Gamma => Alpha / (1 + Alpha);

    /// <summary>n.</summary>
    public int Count => State.Length;

    /// <summary>d.</summary>
    public int Dimension => State[0].Length;

    /// <summary>&lt;A z_i, z_j&gt; of all tokens j, exactly.</summary>
    public Rational[] Scores(int i)
    {
        _allScores ??= new Rational[Count][];
        if (_allScores[i] is null)
        {
            System.Numerics.BigInteger[] query = _judge.State.Query(i);
            _allScores[i] = [.. Enumerable.Range(0, Count).Select(j => new Rational(_judge.State.Score(query, j), _judge.State.ScoreDenominator))];
        }

        return _allScores[i];
    }

    /// <summary>A z_i, exactly.</summary>
    public Rational[] Query(int i)
    {
        Rational[] token = State[i];
        return _matrix.IsIdentity ? token : [.. token.Select((_, row) => token.Select((x, column) => _matrix[row, column] * x).Aggregate((x, y) => x + y))];
    }

    /// <summary>Returns true if the step holds when scores pass through another format; what that format bounds nothing for holds too.</summary>
    public bool HoldsWithScoresIn(BinaryFormat scores)
    {
        var arithmetic = new DeclaredArithmetic(Format, scores);
        var judge = new StepJudge(_judge.State.Tokens, _judge.State.System, arithmetic);
        return Next is null
            ? NonFiniteToken is { } token && !judge.Scores(token).IsBounded
            : !judge.Judge(0, new TokenCloud(Next), null).Class.IsFailure();
    }

    /// <summary>Returns true if A is the identity.</summary>
    public bool HasIdentity => _matrix.IsIdentity;

    /// <summary>C_i, exactly.</summary>
    public int[] ExactSet(int i) => _scores[i].Exact;

    /// <summary>The exact next layer.</summary>
    public Rational[][] Right { get; }

    /// <summary>Whether exact forms of mistakes are cheap here.</summary>
    public bool IsSmall { get; }

    /// <summary>A.</summary>
    public Rational[,] Matrix => _matrix.ToArray();

    /// <summary>The tokens that the declared arithmetic may find to have the largest score of token i.</summary>
    public int[] Maximisers(int i) => _scores[i].Possible;

    /// <summary>How far a right update can lie from the exact one; 0 where nothing is bounded.</summary>
    public Rational RightBound(int token, int coordinate)
    {
        int[] set = _scores[token].Exact;
        Rational before = Rational.Abs(State[token][coordinate]);
        return UpdateBound.Of(_judge.Format, Alpha, before, SetSearch.MeanMagnitude(_judge.State, set, coordinate), set.Length) ?? Rational.Zero;
    }

    /// <summary>What a mistake gives over the floats of the declared format; null where it has no type here, and for tokens that are not finite.</summary>
    public Rational[]?[]? NextFloats(Mistake mistake) => Format.Name switch
    {
        "float64" => NextFloats<double>(mistake),
        "float32" => NextFloats<float>(mistake),
        "float16" => NextFloats<Half>(mistake),
        _ => null,
    };

    private Rational[]?[] NextFloats<T>(Mistake mistake)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[][][] layers = [.. Layers.Select(layer => Array.ConvertAll(layer, token => Array.ConvertAll(token, FloatValues.Round<T>)))];
        T[][] next = mistake.NextFloats(layers, FloatValues.Round<T>(_matrix), FloatValues.Round<T>(Alpha));
        return Array.ConvertAll(next, token => Array.TrueForAll(token, T.IsFinite) ? Array.ConvertAll(token, FloatValues.Exact) : null);
    }
}
