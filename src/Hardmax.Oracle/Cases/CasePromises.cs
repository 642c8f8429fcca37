using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// What each category promises: the generator draws until the promise is kept, and the tests ask it of every case.
/// </summary>
internal static class CasePromises
{
    /// <summary>The fewest tokens of MANY_TOKENS: two registers of 8 numbers and one more.</summary>
    public const int ManyTokens = 17;

    /// <summary>Tokens per block in MANY_TOKENS: a register of 8 numbers.</summary>
    public const int BlockSize = 8;

    /// <summary>The earliest change of a set that counts as late.</summary>
    public const int LateLayer = 2;

    /// <summary>Whether a case is what its category says.</summary>
    public static bool Holds(OracleCase oracleCase) => new CaseFacts(oracleCase).Holds(oracleCase.Category);

    /// <summary>Log2 of the ratio of the largest to the smallest magnitude that counts as a huge range.</summary>
    public static int HugeRangeBits(ArithmeticLimits limits) => limits.MaxExponent >= 127 ? 40 : 10;

    /// <summary>How many times larger than a score the terms are whose cancellation counts as ill-conditioned.</summary>
    public static BigInteger Cancellation(ArithmeticLimits limits) => BigInteger.One << Math.Max(4, limits.ScorePrecision / 4);
}

/// <summary>A case with its scores at layer 0, and the questions that promises are made of.</summary>
internal sealed class CaseFacts
{
    private readonly OracleCase _case;
    private readonly HardmaxProblem _problem;
    private readonly ArithmeticLimits _limits;
    private readonly ScoreTable _scores;

    /// <summary>The facts of a case.</summary>
    public CaseFacts(OracleCase oracleCase)
    {
        _case = oracleCase;
        _problem = oracleCase.Problem;
        _limits = new ArithmeticLimits(oracleCase.Arithmetic);
        _scores = new ScoreTable(_problem, _limits);
    }

    private int Count => _problem.Tokens.Count;

    private IEnumerable<int> Tokens => Enumerable.Range(0, Count);

    /// <summary>Whether the case is what a category says.</summary>
    public bool Holds(CaseCategory category) => category switch
    {
        CaseCategory.ExactTie => Tokens.Any(IsVisibleTie),
        CaseCategory.NearTie => NearTies().Any(),
        CaseCategory.DuplicateToken => Tokens.Any(i => Shows(i, Distinct(_scores.Set(i))) && _scores.IsExact(i)),
        CaseCategory.ZeroToken => Tokens.Any(i => Vectors.IsZero(_problem.Tokens[i]) && Shows(i, [i])),
        CaseCategory.SelfInSet => Tokens.Any(IsAmongOthers),
        CaseCategory.NonsymmetricA => DiffersWhenTransposed(),
        CaseCategory.IndefiniteA => IsIndefinite() && Tokens.Any(PrefersSign) && Tokens.Any(i => Shows(i, Lowest(i)) && _scores.IsDecided(i)),
        CaseCategory.IllConditioned => Tokens.Any(Cancels),
        CaseCategory.HugeRange => HasHugeRange() && Tokens.All(_scores.IsDecided),
        CaseCategory.Subnormal => HasSubnormal() || Tokens.Any(ScoresUnderflow),
        CaseCategory.OneToken => Count == 1,
        CaseCategory.OneDim => _problem.Tokens.Dimension == 1 && Count > 1 && Tokens.Any(i => _scores.IsDecided(i) && Shows(i, [i])),
        CaseCategory.ManyTokens => Count >= CasePromises.ManyTokens && Count % CasePromises.BlockSize != 0 && Tokens.Any(TiesAcrossBlocks),
        CaseCategory.LateLeader => LastVisibleChange() >= CasePromises.LateLayer,
        CaseCategory.Text => TextClouds.Contains(_problem.Tokens, _limits),
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>The tokens with a near tie at the top: the runner-up misses by little and lies far away.</summary>
    public IEnumerable<int> NearTies() => Tokens.Where(i =>
    {
        int[] second = _scores.RunnersUp(i);
        return second.Length > 0 && MissesByLittle(i, second[0]) && Shows(i, second);
    });

    /// <summary>Whether no right implementation can choose another set for token i than C_i.</summary>
    public bool IsDecided(int i) => _scores.IsDecided(i);

    /// <summary>
    /// The last layer at which a set changes so that everyone must see it and a stale set shows; 0 where none does.
    /// Later layers of the recorded trajectory are rounded, hence the factor on the error bound.
    /// </summary>
    public int LastVisibleChange()
    {
        int last = 0;
        ExactState state = ExactState.Start(_problem);
        AttentionSets before = state.AttentionSets;
        for (int layer = 1; layer < _case.Layers; layer++)
        {
            state = state.Next();
            AttentionSets after = state.AttentionSets;
            last = ChangesVisibly(state, before, after, 2 + (2 * layer)) ? layer : last;
            before = after;
        }

        return last;
    }

    private bool ChangesVisibly(ExactState state, AttentionSets before, AttentionSets after, int factor)
    {
        int[] changed = [.. Tokens.Where(i => !before[i].SequenceEqual(after[i]))];
        if (changed.Length == 0)
        {
            return false;
        }

        TokenCloud cloud = state.ToTokens();
        var scores = new ScoreTable(new HardmaxProblem(cloud, _problem.System), _limits);
        return changed.Any(i => scores.IsForced(i, factor)
            && Movement.Shows(cloud, _problem.System.Gamma, _limits, i, after[i].ToArray(), before[i].ToArray()));
    }

    private bool Shows(int i, int[] other) => Movement.Shows(_problem, _limits, i, _scores.Set(i), other);

    private bool IsVisibleTie(int i)
    {
        int[] set = _scores.Set(i);
        return set.Length > 1 && Shows(i, set[..1]) && Shows(i, set[^1..]) && _scores.IsExact(i);
    }

    private bool IsAmongOthers(int i)
    {
        int[] set = _scores.Set(i);
        return set.Length > 1 && set.Contains(i) && Shows(i, [.. set.Where(j => j != i)]) && Shows(i, [i]) && _scores.IsExact(i);
    }

    // Within relative 2e-6, or within 8 units in the last place where those are coarser.
    private bool MissesByLittle(int i, int second)
    {
        BigInteger[] scores = _scores.Scores(i);
        BigInteger top = scores[_scores.Set(i)[0]];
        return (top - scores[second]) << Math.Min(19, _limits.ScorePrecision - 4) <= BigInteger.Abs(top);
    }

    private bool DiffersWhenTransposed()
    {
        if (_problem.System.Matrix.IsSymmetric)
        {
            return false;
        }

        var transposed = new ScoreTable(IntegerProblem.Of(_problem).Transposed(), _limits);
        return Tokens.Any(i => Shows(i, transposed.Set(i)) && _scores.IsDecided(i) && transposed.IsDecided(i));
    }

    private bool IsIndefinite() => MatrixClasses.Contains(MatrixClass.SymmetricIndefinite, _problem.System.Matrix);

    private bool PrefersSign(int i)
    {
        BigInteger[] sizes = Array.ConvertAll(_scores.Scores(i), BigInteger.Abs);
        BigInteger top = sizes.Max();
        return Shows(i, [.. Tokens.Where(j => sizes[j] == top)]) && _scores.IsDecided(i);
    }

    private int[] Lowest(int i)
    {
        BigInteger[] scores = _scores.Scores(i);
        BigInteger bottom = scores.Min();
        return [.. Tokens.Where(j => scores[j] == bottom)];
    }

    private bool Cancels(int i)
    {
        int[] top = _scores.Set(i);
        int[] second = _scores.RunnersUp(i);
        BigInteger factor = CasePromises.Cancellation(_limits);
        return second.Length > 0
            && new[] { top[0], second[0] }.All(j => _scores.Magnitudes(i)[j] >= factor * BigInteger.Abs(_scores.Scores(i)[j]))
            && Shows(i, second)
            && _scores.IsDecided(i);
    }

    private bool HasHugeRange()
    {
        Rational[] sizes = [.. _problem.Tokens.ToArray().SelectMany(token => token).Where(x => !x.IsZero).Select(Rational.Abs)];
        return sizes.Length > 1 && sizes.Max() >= sizes.Min() * (BigInteger.One << CasePromises.HugeRangeBits(_limits));
    }

    private bool HasSubnormal()
    {
        var normal = new Rational(1, BigInteger.One << -_limits.MinNormalExponent);
        return _problem.Tokens.ToArray().SelectMany(token => token).Concat(_problem.System.Matrix.ToArray().Cast<Rational>())
            .Any(x => !x.IsZero && Rational.Abs(x) < normal);
    }

    private bool ScoresUnderflow(int i)
    {
        BigInteger smallestNormal = IntegerProblem.Of(_problem).ScoreDenominator >> -(_limits.MinScorePlace + _limits.ScorePrecision - 1);
        return _scores.Scores(i).Any(score => !score.IsZero && BigInteger.Abs(score) < smallestNormal);
    }

    private bool TiesAcrossBlocks(int i)
    {
        int[] set = _scores.Set(i);
        int lastBlock = (Count - 1) / CasePromises.BlockSize;
        return set.Length > 1
            && set[0] / CasePromises.BlockSize < lastBlock
            && set[^1] / CasePromises.BlockSize == lastBlock
            && IsVisibleTie(i);
    }

    private int[] Distinct(int[] set) => [.. set.DistinctBy(j => _problem.Tokens[j].ToArray(), Vectors.Comparer)];
}
