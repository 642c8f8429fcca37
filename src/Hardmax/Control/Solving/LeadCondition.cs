using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>
/// One condition on A at a node of the search: &lt;A x, y> > 0 with x = z_i and y = z_i - z_j where i is to lead, or
/// &lt;A x, y> >= 0 with y = z_j - z_i where j is to keep i from leading. Immutable.
/// </summary>
internal sealed class LeadCondition
{
    private readonly Rational[] _x;
    private readonly Rational[] _y;

    /// <summary>The condition on a token i and another token j.</summary>
    public LeadCondition(TokenCloud tokens, int token, int other, bool isStrict)
    {
        Token = token;
        Other = other;
        IsStrict = isStrict;
        Rational[] difference = isStrict ? Vectors.Subtract(tokens[token], tokens[other]) : Vectors.Subtract(tokens[other], tokens[token]);
        (_x, Rational xFactor) = ScaledToOne(tokens[token].ToArray());
        (_y, Rational yFactor) = ScaledToOne(difference);
        Scale = xFactor * yFactor * (isStrict ? 1 : -1);
        UnitX = Normalised(_x);
        UnitY = Normalised(_y);
    }

    /// <summary>i.</summary>
    public int Token { get; }

    /// <summary>j.</summary>
    public int Other { get; }

    /// <summary>Whether i is to lead; otherwise it is to be kept from it.</summary>
    public bool IsStrict { get; }

    /// <summary>x times a power of two that brings its largest coordinate to between 1/2 and 1; 0 where x is.</summary>
    public ReadOnlySpan<Rational> X => _x;

    /// <summary>y, likewise.</summary>
    public ReadOnlySpan<Rational> Y => _y;

    /// <summary>What a weight on <see cref="X"/> <see cref="Y"/>^T is multiplied by to become one on z_i (z_i - z_j)^T.</summary>
    public Rational Scale { get; }

    /// <summary>x / |x|_1, rounded.</summary>
    public double[] UnitX { get; }

    /// <summary>y / |y|_1, rounded.</summary>
    public double[] UnitY { get; }

    /// <summary>Whether no matrix, or every matrix, meets the condition: x or y is 0.</summary>
    public bool IsVoid => Vectors.IsZero(_x) || Vectors.IsZero(_y);

    /// <summary>Whether A meets the condition, exactly.</summary>
    public bool IsMetBy(AttentionMatrix matrix) => matrix.Form(_x, _y).Sign > (IsStrict ? 0 : -1);

    private static (Rational[] Vector, Rational Factor) ScaledToOne(Rational[] x)
    {
        long? exponent = null;
        foreach (Rational coordinate in x.Where(coordinate => !coordinate.IsZero))
        {
            long own = (long)BigInteger.Abs(coordinate.Numerator).GetBitLength() - (long)coordinate.Denominator.GetBitLength();
            exponent = Math.Max(exponent ?? long.MinValue, own);
        }

        BigInteger power = BigInteger.Pow(2, (int)Math.Abs(exponent ?? 0));
        Rational factor = exponent > 0 ? new Rational(BigInteger.One, power) : power;
        return (Array.ConvertAll(x, coordinate => coordinate * factor), factor);
    }

    private static double[] Normalised(Rational[] x)
    {
        double[] rounded = Array.ConvertAll(x, coordinate => coordinate.ToDouble());
        double norm = rounded.Sum(Math.Abs);
        return norm == 0 ? rounded : Array.ConvertAll(rounded, coordinate => coordinate / norm);
    }
}
