using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>How far a matrix is from the nearest one under which some of given leaders lead no more.</summary>
public static class ControlMargin
{
    /// <summary>
    /// The smallest of &lt;A z_i, z_i - z_j&gt; / (|z_i|_1 |z_i - z_j|_1) over i in L and j other than i, in units of the
    /// entries of A: every matrix all of whose entries differ from A's by less has all of L as leaders, and one that differs
    /// by as much has not, because |&lt;E x, y&gt;| is at most max|E_kl| |x|_1 |y|_1, attained at E = sign(y) sign(x)^T.
    /// Not positive where some of L does not lead; null for no leaders or a single token.
    /// </summary>
    public static Rational? Of(AttentionMatrix matrix, TokenCloud tokens, IEnumerable<int> leaders)
    {
        Rational? least = null;
        foreach (int i in leaders)
        {
            Rational[] image = matrix.Apply(tokens[i]);
            for (int j = 0; j < tokens.Count; j++)
            {
                if (j == i)
                {
                    continue;
                }

                Rational[] difference = Vectors.Subtract(tokens[i], tokens[j]);
                Rational scale = Vectors.OneNorm(tokens[i]) * Vectors.OneNorm(difference);
                Rational margin = scale.IsZero ? Rational.Zero : Vectors.Dot(image, difference) / scale;
                least = least is { } known && known <= margin ? known : margin;
            }
        }

        return least;
    }
}
