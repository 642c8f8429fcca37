using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// beta_j: how far a computed score can lie from the exact one, whichever of A z_i and A^T z_j is formed first, in any
/// order of summation, with or without fused operations. Proof in docs/oracle.md, "The bound of a score".
/// </summary>
internal sealed class ScoreBound
{
    private readonly FormatBounds _bounds;
    private readonly Rational? _gamma;
    private readonly int _dimension;
    private readonly bool[] _tokenFits;
    private readonly bool _matrixFits;
    private readonly TokenCloud _widened;
    private readonly AttentionMatrix _widenedMatrix;
    private readonly RecordedState _state;
    private readonly bool?[] _formsFit;
    private readonly bool _allFormsFit;

    public ScoreBound(RecordedState state, DeclaredArithmetic arithmetic)
    {
        _state = state;
        _dimension = state.Dimension;
        _bounds = new FormatBounds(arithmetic.Accumulate);
        _gamma = _bounds.Gamma(2L * _dimension);
        MayUnderflow = !LowestBitIsAtLeast(state, _bounds.Format.MinLastPlace);
        BinaryFormat[] formats = arithmetic.Format == arithmetic.Accumulate ? [arithmetic.Format] : [arithmetic.Format, arithmetic.Accumulate];
        Rational[][] rows = state.Tokens.ToArray();
        Rational[][] widened = Array.ConvertAll(rows, row => Array.ConvertAll(row, x => Widen(x, formats)));
        _tokenFits = [.. rows.Zip(widened).Select(pair => pair.First.Zip(pair.Second).All(x => Rational.Abs(x.First) == x.Second))];
        (_widened, _formsFit) = (new TokenCloud(widened), new bool?[state.Count]);
        (_widenedMatrix, _matrixFits) = Widen(state.System.Matrix, formats);
        InputsAreExact = _matrixFits && Array.TrueForAll(_tokenFits, fits => fits);
        _allFormsFit = AllFormsFit();
    }

    /// <summary>Whether products can lie below the last place of subnormal numbers.</summary>
    public bool MayUnderflow { get; }

    /// <summary>gamma_2d, or null where 2 d u is 1 or more; then only exact scores have a bound.</summary>
    public Rational? Gamma => _gamma;

    /// <summary>Whether all tokens and entries of A are numbers of the dtype and of the format of the scores.</summary>
    public bool InputsAreExact { get; }

    public FormatBounds Format => _bounds;

    private Rational Growth => 1 + (_gamma ?? 0);

    /// <summary>beta_j; null where the arithmetic bounds nothing: 2 d u is 1 or more, or the score may overflow.</summary>
    /// <param name="i">The token that attends.</param>
    /// <param name="j">The token that is scored.</param>
    /// <param name="magnitude">|z_j|^T |A| |z_i|.</param>
    public Rational? Of(int i, int j, Rational magnitude)
    {
        // A z_i or A^T z_j beyond the range is infinite, and makes a NaN even of a coordinate that is 0.
        if (!FormsFit(i) || !FormsFit(j))
        {
            return null;
        }

        bool inputsAreExact = _matrixFits && _tokenFits[i] && _tokenFits[j];
        if (magnitude.IsZero || (inputsAreExact && _state.IsScoreExact(i, j, magnitude, _bounds)))
        {
            // Where the magnitude is 0, every product has a factor 0, which rounding keeps.
            return Rational.Zero;
        }

        if (_gamma is not { } gamma)
        {
            return null;
        }

        // Inputs that have to be rounded first: |x| grows to |x| + |x - fl(x)|, and the growth is an error by itself.
        Rational widened = inputsAreExact ? magnitude : Widened(i, j);
        if (widened * (1 + gamma) > _bounds.Largest)
        {
            return null;
        }

        Rational bound = (gamma * widened) + (widened - magnitude);
        return MayUnderflow ? bound + Underflow(i, j, gamma) : bound;
    }

    // Each product may lose one underflow unit; those with A, d for each coordinate, are then multiplied by z_j (or z_i), and
    // in a single sum over all triples there are d^2 of the others.
    private Rational Underflow(int i, int j, Rational gamma) =>
        (1 + gamma) * _dimension * _bounds.UnderflowUnit * (_dimension + Rational.Max(Norm(i), Norm(j)));

    private Rational Norm(int i)
    {
        Rational sum = Rational.Zero;
        foreach (Rational x in _widened[i])
        {
            sum += x;
        }

        return sum;
    }

    private Rational Widened(int i, int j)
    {
        Rational sum = Rational.Zero;
        for (int r = 0; r < _dimension; r++)
        {
            for (int c = 0; c < _dimension; c++)
            {
                sum += _widened[j, r] * _widenedMatrix[r, c] * _widened[i, c];
            }
        }

        return sum;
    }

    // Whether A z_i and A^T z_i stay within the range, each coordinate with its roundings, and z_i itself.
    private bool FormsFit(int i) => _allFormsFit || (_formsFit[i] ??= ComputeFormsFit(i));

    // By the largest numbers alone, which settles all but the hugest.
    private bool AllFormsFit()
    {
        Rational token = _widened.ToArray().SelectMany(row => row).Aggregate(Rational.Max);
        Rational entry = _widenedMatrix.ToArray().Cast<Rational>().Aggregate(Rational.One, Rational.Max);
        return _dimension * entry * token * Growth <= _bounds.Largest;
    }

    private bool ComputeFormsFit(int i)
    {
        for (int r = 0; r < _dimension; r++)
        {
            (Rational forward, Rational transposed) = (_widened[i, r], Rational.Zero);
            for (int c = 0; c < _dimension && !_state.System.Matrix.IsIdentity; c++)
            {
                forward += _widenedMatrix[r, c] * _widened[i, c];
                transposed += _widenedMatrix[c, r] * _widened[i, c];
            }

            if (Rational.Max(forward, transposed) * Growth > _bounds.Largest)
            {
                return false;
            }
        }

        return true;
    }

    private static bool LowestBitIsAtLeast(RecordedState state, int exponent)
    {
        int tokens = state.Tokens.ToArray().SelectMany(token => token).Min(DyadicExponents.Of);
        int entries = state.System.Matrix.ToArray().Cast<Rational>().Min(DyadicExponents.Of);
        return tokens != DyadicExponents.NotDyadic
            && entries != DyadicExponents.NotDyadic
            && (tokens == DyadicExponents.OfZero || ((2L * tokens) + Math.Min(entries, 0) >= exponent && tokens + Math.Min(entries, 0L) >= exponent));
    }

    private static (AttentionMatrix Widened, bool AllFit) Widen(AttentionMatrix matrix, BinaryFormat[] formats)
    {
        Rational[,] entries = matrix.ToArray();
        bool allFit = true;
        for (int r = 0; r < matrix.Dimension; r++)
        {
            for (int c = 0; c < matrix.Dimension; c++)
            {
                Rational widened = Widen(entries[r, c], formats);
                allFit &= widened == Rational.Abs(entries[r, c]);
                entries[r, c] = widened;
            }
        }

        return (new AttentionMatrix(entries), allFit);
    }

    // Inputs are stored in the dtype and multiplied in the format of the scores: the coarser one decides. A number beyond
    // the range has no nearest number; the magnitudes then say so themselves.
    private static Rational Widen(Rational x, BinaryFormat[] formats)
    {
        Rational error = Rational.Zero;
        foreach (BinaryFormat format in formats)
        {
            error = format.TryRound(x, out Rational rounded) ? Rational.Max(error, Rational.Abs(x - rounded)) : error;
        }

        return Rational.Abs(x) + error;
    }
}
