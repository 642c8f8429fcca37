using System.Numerics;
using Hardmax.Model;

namespace Hardmax.Oracle;

/// <summary>
/// The exact scores &lt;A z_i, z_j&gt; of one layer, and what the declared arithmetic can make of them: whether every
/// order of operations gives them exactly, and whether the choice is forced whatever is rounded.
/// </summary>
internal sealed class ScoreTable
{
    private readonly IntegerProblem _problem;
    private readonly IntegerProblem _absolute;
    private readonly ArithmeticLimits _limits;
    private readonly BigInteger[]?[] _scores;
    private readonly BigInteger[]?[] _magnitudes;
    private readonly Lazy<bool> _isUniformlyExact;

    /// <summary>The scores of a problem at layer 0.</summary>
    public ScoreTable(HardmaxProblem problem, ArithmeticLimits limits)
        : this(IntegerProblem.Of(problem), limits)
    {
    }

    /// <summary>The scores of tokens and a matrix of integers.</summary>
    public ScoreTable(IntegerProblem problem, ArithmeticLimits limits)
    {
        _problem = problem;
        _absolute = problem.Absolute();
        _limits = limits;
        _scores = new BigInteger[problem.Count][];
        _magnitudes = new BigInteger[problem.Count][];
        _isUniformlyExact = new Lazy<bool>(() => ExactScores.AreUniformlyExact(problem, limits));
    }

    /// <summary>The number of tokens, n.</summary>
    public int Count => _problem.Count;

    /// <summary>The scores of token i for every token, over a common denominator.</summary>
    public BigInteger[] Scores(int i) => _scores[i] ??= Products(_problem, i);

    /// <summary>|z_j|^T |A| |z_i| for every token j, over the same denominator.</summary>
    public BigInteger[] Magnitudes(int i) => _magnitudes[i] ??= Products(_absolute, i);

    /// <summary>C_i, ascending.</summary>
    public int[] Set(int i)
    {
        BigInteger[] scores = Scores(i);
        BigInteger top = scores.Max();
        return [.. Enumerable.Range(0, Count).Where(j => scores[j] == top)];
    }

    /// <summary>The tokens of the second largest score of token i, ascending; empty where all tie.</summary>
    public int[] RunnersUp(int i)
    {
        BigInteger[] scores = Scores(i);
        BigInteger top = scores.Max();
        BigInteger[] below = [.. scores.Where(score => score < top)];
        if (below.Length == 0)
        {
            return [];
        }

        BigInteger second = below.Max();
        return [.. Enumerable.Range(0, Count).Where(j => scores[j] == second)];
    }

    /// <summary>Whether every product and every partial sum of every score of token i is a number of the scores' format.</summary>
    public bool IsExact(int i) =>
        _isUniformlyExact.Value || Enumerable.Range(0, Count).All(j => ExactScores.IsExact(_problem, i, j, _limits));

    /// <summary>
    /// Whether C_i is a single token whose score exceeds every other by more than both errors can be, times a factor:
    /// gamma_2d |z_j|^T |A| |z_i| with gamma_k = k u / (1 - k u) (Higham, Accuracy and Stability of Numerical
    /// Algorithms, 3.1), and what underflow adds.
    /// </summary>
    public bool IsForced(int i, int factor = 1)
    {
        int[] set = Set(i);
        return set.Length == 1 && Enumerable.Range(0, Count).All(l => l == set[0] || Exceeds(i, set[0], l, factor));
    }

    /// <summary>Whether no right implementation can choose another set than C_i.</summary>
    public bool IsDecided(int i) => IsExact(i) || IsForced(i);

    /// <summary>Whether the score of j exceeds that of l by more than the errors of both, times a factor.</summary>
    public bool Exceeds(int i, int j, int l, int factor = 1)
    {
        int k = 2 * _problem.Dimension;
        BigInteger rest = (BigInteger.One << _limits.ScorePrecision) - k;
        BigInteger gap = Scores(i)[j] - Scores(i)[l];
        BigInteger relative = k * (Magnitudes(i)[j] + Magnitudes(i)[l]);
        return rest.Sign > 0 && gap * rest > factor * (relative + (rest * (Underflow(i, j) + Underflow(i, l))));
    }

    private static BigInteger[] Products(IntegerProblem problem, int i)
    {
        BigInteger[] query = problem.Apply(problem.Tokens[i]);
        return Array.ConvertAll(problem.Tokens, token => IntegerProblem.Dot(query, token));
    }

    // Each of the d^2 products of the first stage loses at most eta, which the second stage multiplies with a coordinate;
    // each of the d products of the second stage loses eta once more. Twice that covers the rounding of what was lost.
    private BigInteger Underflow(int i, int j)
    {
        int d = _problem.Dimension;
        BigInteger coordinates = BigInteger.Zero;
        foreach (BigInteger coordinate in _absolute.Tokens[i].Concat(_absolute.Tokens[j]))
        {
            coordinates += coordinate;
        }

        BigInteger losses = 2 * d * (coordinates + (2 * _problem.TokenDenominator)) * _problem.TokenDenominator * _problem.MatrixDenominator;
        return (losses >> -_limits.MinScorePlace) + 1;
    }
}
