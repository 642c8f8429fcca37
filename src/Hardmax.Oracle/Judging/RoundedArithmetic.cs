using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Arithmetic of a binary format by exact operations that are rounded one by one: what a plain loop computes. null
/// stands for a number that has overflowed.
/// </summary>
internal sealed class RoundedArithmetic(BinaryFormat format)
{
    /// <summary>The unit in the last place of a number: of the smallest subnormal for 0.</summary>
    public static Rational Ulp(Rational value, BinaryFormat format)
    {
        if (value.IsZero)
        {
            return FormatBounds.PowerOfTwo(format.MinLastPlace);
        }

        Rational magnitude = Rational.Abs(value);
        int leading = (int)(magnitude.Numerator.GetBitLength() - magnitude.Denominator.GetBitLength());
        leading = magnitude < FormatBounds.PowerOfTwo(leading) ? leading - 1 : leading;
        return FormatBounds.PowerOfTwo(Math.Max(leading - (format.Precision - 1), format.MinLastPlace));
    }

    /// <summary>A z, coordinates ascending; z itself for the identity.</summary>
    public Rational?[] Apply(AttentionMatrix matrix, ReadOnlySpan<Rational> token)
    {
        var image = new Rational?[token.Length];
        for (int row = 0; row < image.Length; row++)
        {
            var entries = new Rational?[token.Length];
            for (int c = 0; c < entries.Length; c++)
            {
                entries[c] = matrix[row, c];
            }

            image[row] = matrix.IsIdentity ? Round(token[row]) : Dot(entries, token);
        }

        return image;
    }

    /// <summary>A sum of products, coordinates ascending.</summary>
    public Rational? Dot(ReadOnlySpan<Rational?> x, ReadOnlySpan<Rational> y)
    {
        Rational? sum = Rational.Zero;
        for (int c = 0; c < x.Length; c++)
        {
            sum = Round(sum + Round(Round(x[c]) * Round(y[c])));
        }

        return sum;
    }

    private Rational? Round(Rational? value) => value is { } finite && format.TryRound(finite, out Rational rounded) ? rounded : null;
}
