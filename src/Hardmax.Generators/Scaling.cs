using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Positive multiples with coprime integers: by fact 5 of docs/theory.md, the attention sets for c A and for c Z are
/// those for A and Z.
/// </summary>
internal static class Scaling
{
    /// <summary>The positive multiple of a matrix whose entries are integers without a common divisor; 0 stays 0.</summary>
    public static AttentionMatrix ToIntegers(AttentionMatrix matrix)
    {
        Rational factor = Factor(matrix.ToArray().Cast<Rational>());
        return MatrixForms.Build(matrix.Dimension, (r, c) => factor * matrix[r, c]);
    }

    /// <summary>The positive multiple of all tokens whose coordinates are integers without a common divisor; zeros stay zero.</summary>
    public static Rational[][] ToIntegers(Rational[][] tokens)
    {
        Rational factor = Factor(tokens.SelectMany(token => token));
        return Array.ConvertAll(tokens, token => Array.ConvertAll(token, x => factor * x));
    }

    private static Rational Factor(IEnumerable<Rational> values) => CommonDenominator.PrimitiveFactor([.. values]) ?? Rational.One;
}
