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
    private readonly bool _inputsAreExact;
    private readonly TokenCloud? _widened;
    private readonly AttentionMatrix? _widenedMatrix;
    private readonly RecordedState _state;

    public ScoreBound(RecordedState state, DeclaredArithmetic arithmetic)
    {
        _state = state;
        _dimension = state.Dimension;
        _bounds = new FormatBounds(arithmetic.Accumulate);
        _gamma = _bounds.Gamma(2L * _dimension);
        MayUnderflow = !LowestBitIsAtLeast(state, _bounds.Format.MinLastPlace);
        (_widened, bool tokensFit) = Widen(state.Tokens, _bounds);
        (_widenedMatrix, bool matrixFits) = Widen(state.System.Matrix, _bounds);
        _inputsAreExact = tokensFit && matrixFits;
    }

    /// <summary>Whether products can lie below the last place of subnormal numbers.</summary>
    public bool MayUnderflow { get; }

    /// <summary>gamma_2d, or null where 2 d u is 1 or more; then only exact scores have a bound.</summary>
    public Rational? Gamma => _gamma;

    /// <summary>Whether all tokens and entries of A are numbers of the format of the scores.</summary>
    public bool InputsAreExact => _inputsAreExact;

    public FormatBounds Format => _bounds;

    /// <summary>beta_j; null where the arithmetic bounds nothing: 2 d u is 1 or more, or the score may overflow.</summary>
    /// <param name="i">The token that attends.</param>
    /// <param name="j">The token that is scored.</param>
    /// <param name="magnitude">|z_j|^T |A| |z_i|.</param>
    public Rational? Of(int i, int j, Rational magnitude)
    {
        if (_inputsAreExact && _state.IsScoreExact(i, j, magnitude, _bounds))
        {
            return Rational.Zero;
        }

        if (_gamma is not { } gamma)
        {
            return null;
        }

        // Inputs that have to be rounded first: |x| grows to |x| + |x - fl(x)|, and the growth is an error by itself.
        Rational widened = _inputsAreExact ? magnitude : Widened(i, j);
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
        foreach (Rational x in (_widened ?? _state.Tokens)[i])
        {
            sum += Rational.Abs(x);
        }

        return sum;
    }

    private Rational Widened(int i, int j)
    {
        TokenCloud tokens = _widened ?? _state.Tokens;
        AttentionMatrix matrix = _widenedMatrix ?? _state.System.Matrix;
        Rational sum = Rational.Zero;
        for (int r = 0; r < _dimension; r++)
        {
            for (int c = 0; c < _dimension; c++)
            {
                sum += Rational.Abs(tokens[j, r] * matrix[r, c] * tokens[i, c]);
            }
        }

        return sum;
    }

    private static bool LowestBitIsAtLeast(RecordedState state, int exponent)
    {
        int tokens = state.Tokens.ToArray().SelectMany(token => token).Min(DyadicExponents.Of);
        int entries = state.System.Matrix.ToArray().Cast<Rational>().Min(DyadicExponents.Of);
        return tokens != DyadicExponents.NotDyadic
            && entries != DyadicExponents.NotDyadic
            && (tokens == DyadicExponents.OfZero || ((2L * tokens) + Math.Min(entries, 0) >= exponent && tokens + Math.Min(entries, 0L) >= exponent));
    }

    private static (TokenCloud? Widened, bool AllFit) Widen(TokenCloud tokens, FormatBounds bounds)
    {
        Rational[][] rows = tokens.ToArray();
        Rational[][] widened = Array.ConvertAll(rows, row => Array.ConvertAll(row, x => Widen(x, bounds)));
        bool allFit = rows.Zip(widened).All(pair => pair.First.Zip(pair.Second).All(x => Rational.Abs(x.First) == x.Second));
        return (allFit ? null : new TokenCloud(widened), allFit);
    }

    private static (AttentionMatrix? Widened, bool AllFit) Widen(AttentionMatrix matrix, FormatBounds bounds)
    {
        Rational[,] entries = matrix.ToArray();
        bool allFit = true;
        for (int r = 0; r < matrix.Dimension; r++)
        {
            for (int c = 0; c < matrix.Dimension; c++)
            {
                Rational widened = Widen(entries[r, c], bounds);
                allFit &= widened == Rational.Abs(entries[r, c]);
                entries[r, c] = widened;
            }
        }

        return (allFit ? null : new AttentionMatrix(entries), allFit);
    }

    // A number beyond the range of the format has no nearest number in it; the magnitude then says so itself.
    private static Rational Widen(Rational x, FormatBounds bounds) =>
        bounds.Format.TryRound(x, out Rational rounded) ? Rational.Abs(x) + Rational.Abs(x - rounded) : Rational.Abs(x);
}
