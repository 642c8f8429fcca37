using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// A recorded layer as integers: tokens over one denominator, A over another, so that scores of the layer are integers
/// over one denominator too. The second exact engine: written apart from ExactState and its filter, which it is compared
/// with. Immutable.
/// </summary>
internal sealed class RecordedState
{
    private readonly IntegerProblem _integers;
    private readonly Lazy<IntegerProblem> _absolute;
    private readonly int[][] _tokenExponents;
    private readonly int[][]? _matrixExponents;
    private double[]? _magnitudes;

    public RecordedState(TokenCloud tokens, HardmaxSystem system)
    {
        (Tokens, System, AlphaAsDouble) = (tokens, system, system.Alpha.ToDouble());
        _integers = IntegerProblem.Of(new HardmaxProblem(tokens, system));
        _absolute = new Lazy<IntegerProblem>(_integers.Absolute);
        _tokenExponents = Exponents(tokens.ToArray());
        _matrixExponents = system.Matrix.IsIdentity ? null : Exponents(Rows(system.Matrix));
    }

    /// <summary>|z_j| to nearest binary64, n x d row after row; infinite where it is beyond the range.</summary>
    public double[] Magnitudes => _magnitudes ??= [.. Tokens.ToArray().SelectMany(token => token).Select(x => Math.Abs(x.ToDouble()))];

    public TokenCloud Tokens { get; }

    public HardmaxSystem System { get; }

    public double AlphaAsDouble { get; }

    public int Count => _integers.Count;

    public int Dimension => _integers.Dimension;

    public BigInteger TokenDenominator => _integers.TokenDenominator;

    /// <summary>The denominator of all scores.</summary>
    public BigInteger ScoreDenominator => _integers.ScoreDenominator;

    public ReadOnlySpan<BigInteger> Token(int i) => _integers.Tokens[i];

    /// <summary>A z_i, over the denominators of A and of the tokens.</summary>
    public BigInteger[] Query(int i) => Query(_integers, i);

    /// <summary>|A| |z_i|, over the same denominators.</summary>
    public BigInteger[] AbsoluteQuery(int i) => Query(_absolute.Value, i);

    /// <summary>&lt;A z_i, z_j&gt; from A z_i, over <see cref="ScoreDenominator"/>.</summary>
    public BigInteger Score(BigInteger[] query, int j) => IntegerProblem.Dot(query, _integers.Tokens[j]);

    /// <summary>|z_j|^T |A| |z_i| from |A| |z_i|, over <see cref="ScoreDenominator"/>.</summary>
    public BigInteger Magnitude(BigInteger[] absoluteQuery, int j) => IntegerProblem.Dot(absoluteQuery, _absolute.Value.Tokens[j]);

    /// <summary>
    /// Whether &lt;A z_i, z_j&gt; is computed without any rounding, whichever of A z_i, A^T z_j or the triple products comes
    /// first, in any order of summation, fused or not. See docs/oracle.md, "Exact scores".
    /// </summary>
    /// <param name="i">The token that attends.</param>
    /// <param name="j">The token that is scored.</param>
    /// <param name="magnitude">|z_j|^T |A| |z_i|.</param>
    /// <param name="bounds">The arithmetic of the scores.</param>
    public bool IsScoreExact(int i, int j, Rational magnitude, FormatBounds bounds)
    {
        // Every product of the double sum is a multiple of 2^unit, so is every sum of them, and none exceeds the magnitude.
        int unit = _matrixExponents is null ? UnitOfProducts(i, j) : UnitOfTripleProducts(i, j);
        if (!Fits(unit, magnitude, bounds))
        {
            return false;
        }

        return _matrixExponents is null || (QueryIsExact(i, j, bounds, isTransposed: false) && QueryIsExact(j, i, bounds, isTransposed: true));
    }

    /// <summary>The exact update of a token for a set that it attends to.</summary>
    public Rational[] Update(int i, ReadOnlySpan<int> set)
    {
        (BigInteger p, BigInteger q) = (System.Gamma.Numerator, System.Gamma.Denominator);
        BigInteger size = set.Length;
        var next = new Rational[Dimension];
        for (int c = 0; c < next.Length; c++)
        {
            BigInteger sum = BigInteger.Zero;
            foreach (int j in set)
            {
                sum += _integers.Tokens[j][c];
            }

            // z + (p/q) (sum/size - z), over q * size * TokenDenominator.
            next[c] = new Rational(((q - p) * size * _integers.Tokens[i][c]) + (p * sum), q * size * TokenDenominator);
        }

        return next;
    }

    private static Rational[][] Rows(AttentionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Dimension).Select(r => Enumerable.Range(0, matrix.Dimension).Select(c => matrix[r, c]).ToArray())];

    private static int[][] Exponents(Rational[][] rows) => Array.ConvertAll(rows, row => Array.ConvertAll(row, DyadicExponents.Of));

    private static bool Fits(int unit, Rational magnitude, FormatBounds bounds) =>
        magnitude.IsZero
        || (unit >= bounds.Format.MinLastPlace
            && magnitude <= FormatBounds.PowerOfTwo(bounds.Format.Precision + unit)
            && magnitude <= bounds.Largest);

    // The identity need not be multiplied with.
    private BigInteger[] Query(IntegerProblem integers, int i) =>
        _matrixExponents is null ? integers.Tokens[i] : integers.Apply(integers.Tokens[i]);

    private int UnitOfProducts(int i, int j)
    {
        int unit = DyadicExponents.OfZero;
        for (int c = 0; c < Dimension; c++)
        {
            unit = Math.Min(unit, Product(_tokenExponents[i][c], _tokenExponents[j][c]));
        }

        return unit;
    }

    private int UnitOfTripleProducts(int i, int j)
    {
        int unit = DyadicExponents.OfZero;
        for (int r = 0; r < Dimension; r++)
        {
            for (int c = 0; c < Dimension; c++)
            {
                unit = Math.Min(unit, Product(_tokenExponents[j][r], Product(_matrixExponents![r][c], _tokenExponents[i][c])));
            }
        }

        return unit;
    }

    // A z_i (or A^T z_i), in the coordinates that a token j with a nonzero coordinate there uses.
    private bool QueryIsExact(int i, int j, FormatBounds bounds, bool isTransposed)
    {
        for (int r = 0; r < Dimension; r++)
        {
            if (_tokenExponents[j][r] == DyadicExponents.OfZero)
            {
                continue;
            }

            (int unit, BigInteger sum) = (DyadicExponents.OfZero, BigInteger.Zero);
            for (int c = 0; c < Dimension; c++)
            {
                (int row, int column) = isTransposed ? (c, r) : (r, c);
                unit = Math.Min(unit, Product(_matrixExponents![row][column], _tokenExponents[i][c]));
                sum += BigInteger.Abs(_integers.Matrix[row, column] * _integers.Tokens[i][c]);
            }

            if (!Fits(unit, new Rational(sum, _integers.MatrixDenominator * TokenDenominator), bounds))
            {
                return false;
            }
        }

        return true;
    }

    private static int Product(int left, int right) =>
        left == DyadicExponents.OfZero || right == DyadicExponents.OfZero ? DyadicExponents.OfZero
        : left == DyadicExponents.NotDyadic || right == DyadicExponents.NotDyadic ? DyadicExponents.NotDyadic
        : left + right;
}
