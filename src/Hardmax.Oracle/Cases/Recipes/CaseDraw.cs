using System.Collections.Immutable;
using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>A case that is not checked yet.</summary>
/// <param name="Problem">Tokens, A and alpha.</param>
/// <param name="Layers">How many steps.</param>
internal sealed record CaseSketch(HardmaxProblem Problem, int Layers);

/// <summary>What every recipe draws from: random numbers, the arithmetic, and the sizes and matrices that are supported.</summary>
internal sealed class CaseDraw
{
    private static readonly ImmutableArray<MatrixClass> Weighted =
    [
        MatrixClass.Identity, MatrixClass.Identity, MatrixClass.Identity, MatrixClass.Spd, MatrixClass.Spd, MatrixClass.PsdSingular,
        MatrixClass.NegativeDefinite, MatrixClass.SymmetricIndefinite, MatrixClass.Skew, MatrixClass.PdNonsymmetric, MatrixClass.General, MatrixClass.General,
    ];

    private readonly ImmutableArray<MatrixClass> _classes;

    /// <summary>The material of one draw.</summary>
    public CaseDraw(CaseRandom random, ArithmeticLimits limits, Handshake? handshake)
    {
        Random = random;
        Limits = limits;
        MaxTokens = handshake?.MaxTokens ?? int.MaxValue;
        MaxDimension = handshake?.MaxDimension ?? int.MaxValue;
        InvitesLargeCases = handshake?.InvitesLargeCases ?? false;
        _classes = Classes(handshake?.Matrices);
    }

    /// <summary>The random numbers.</summary>
    public CaseRandom Random { get; }

    /// <summary>The arithmetic.</summary>
    public ArithmeticLimits Limits { get; }

    /// <summary>The largest n.</summary>
    public int MaxTokens { get; }

    /// <summary>The largest d.</summary>
    public int MaxDimension { get; }

    /// <summary>Whether larger cases than the default are welcome.</summary>
    public bool InvitesLargeCases { get; }

    /// <summary>Whether the scores' format has so few bits that only tiny integers are exact.</summary>
    public bool IsCoarse => Limits.ScorePrecision < 20;

    /// <summary>Whether any number of tokens, any dimension and any matrix is supported.</summary>
    public bool SupportsAnything => MaxTokens > 0 && MaxDimension > 0 && !_classes.IsEmpty;

    /// <summary>Whether matrices of a class are supported.</summary>
    public bool Takes(MatrixClass matrixClass) => _classes.Contains(matrixClass);

    /// <summary>A dimension, mostly small; at least <paramref name="least"/>, which must be supported.</summary>
    public int Dimension(int least, int most = 16)
    {
        int d = Random.Of(1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, Random.Between(5, 8), Random.Chance(1, 3) ? 16 : 3);
        return Math.Clamp(d, least, Math.Min(most, MaxDimension));
    }

    /// <summary>A number of layers, mostly small.</summary>
    public int Layers(int most = 4) => Math.Min(most, Random.Of(1, 1, 1, 2, 2, 3, 4));

    /// <summary>alpha, representable: 1, 1/2, 2, 3, 1/4 and values that are rounded such as 0.1.</summary>
    public Rational Alpha()
    {
        Rational alpha = Random.Of<Rational>(
            1, 1, 1, 1, Rational.One / 2, Rational.One / 2, 2, 2, 3, Rational.One / 4, 7, new Rational(3, 4), Rational.One / 10, Rational.One / 3, new Rational(17, 10));
        return Limits.Round(alpha) ?? Rational.One;
    }

    /// <summary>alpha, sometimes so small or so large that shortcuts for alpha/(1 + alpha) show.</summary>
    public Rational AnyAlpha() =>
        Random.Chance(1, 2)
            ? Alpha()
            : Limits.Round(Random.Of(new Rational(1, 1024), new Rational(1, 10_000), new Rational(1, 100_000_000), (Rational)1000, (Rational)30_000, (Rational)10_000_000)) is { IsZero: false } extreme ? extreme : Alpha();

    /// <summary>A supported matrix of small integers.</summary>
    public long[,] Matrix(int d)
    {
        long[,]? matrix = null;
        for (int attempt = 0; matrix is null && attempt < 8; attempt++)
        {
            matrix = IntegerMatrices.Draw(Random.Of(_classes.AsSpan()), d, Random);
        }

        // Where d is too small for every supported class: the check of what is supported rejects it.
        return matrix ?? IntegerMatrices.Identity(d);
    }

    /// <summary>A vector of small integers, not 0; often sparse.</summary>
    public long[] Vector(int d, int bound)
    {
        while (true)
        {
            bool sparse = Random.Chance(1, 2);
            long[] vector = [.. Enumerable.Range(0, d).Select(_ => sparse && Random.Chance(1, 2) ? 0 : (long)Random.Between(-bound, bound))];
            if (Array.Exists(vector, x => x != 0))
            {
                return vector;
            }
        }
    }

    /// <summary>A bound for integer coordinates whose scores are exact, as a rule, in the scores' format.</summary>
    public int Bound() => Limits.ScorePrecision switch
    {
        <= 8 => Random.Of(2, 3, 3, 4),
        <= 11 => Random.Of(2, 3, 4, 6),
        <= 24 => Random.Of(2, 3, 5, 9, Math.Min(100, 1 << (Limits.NumberPrecision - 1))),
        _ => Random.Of(2, 3, 5, 9, Math.Min(100, 1 << (Limits.NumberPrecision - 1)), Math.Min(1 << 20, 1 << Math.Min(20, Limits.NumberPrecision))),
    };

    /// <summary>m 2^e.</summary>
    public static Rational Scaled(long m, int e) => e >= 0 ? new Rational((BigInteger)m << e) : new Rational(m, BigInteger.One << -e);

    /// <summary>A case of integers: tokens and A times powers of two, which are 1 in most cases.</summary>
    public CaseSketch Sketch(IEnumerable<long[]> tokens, long[,] matrix, Rational alpha, int layers)
    {
        int room = Limits.MaxExponent > 15 ? 20 : 2;
        int tokenScale = Random.Chance(1, 4) ? Random.Between(-room, room) : 0;
        bool scalesMatrix = Random.Chance(1, 8) && Takes(MatrixClass.General);
        return Sketch(tokens, matrix, alpha, layers, tokenScale, scalesMatrix ? Random.Between(-room, room) : 0);
    }

    /// <summary>A case of integers: tokens and A times these powers of two.</summary>
    public static CaseSketch Sketch(IEnumerable<long[]> tokens, long[,] matrix, Rational alpha, int layers, int tokenScale, int matrixScale)
    {
        int d = matrix.GetLength(0);
        var entries = new Rational[d, d];
        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                entries[r, c] = Scaled(matrix[r, c], matrixScale);
            }
        }

        var cloud = new TokenCloud(tokens.Select(token => Array.ConvertAll(token, x => Scaled(x, tokenScale))));
        return new CaseSketch(new HardmaxProblem(cloud, new HardmaxSystem(new AttentionMatrix(entries), alpha)), layers);
    }

    private static ImmutableArray<MatrixClass> Classes(ImmutableArray<string>? ids)
    {
        if (ids is not { } given || given.Contains("general"))
        {
            return Weighted;
        }

        return [.. given.Where(id => MatrixClasses.TryParse(id, out _)).Select(id =>
        {
            _ = MatrixClasses.TryParse(id, out MatrixClass matrixClass);
            return matrixClass;
        })];
    }
}
