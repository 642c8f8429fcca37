using Hardmax.Numbers;

namespace Hardmax.Model;

/// <summary>The parameters of a hardmax layer: the matrix A and the step parameter alpha &gt; 0.</summary>
public sealed class HardmaxSystem
{
    /// <summary>A layer with this matrix and step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">alpha is not positive.</exception>
    public HardmaxSystem(AttentionMatrix matrix, Rational alpha)
    {
        if (alpha.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), "alpha is greater than 0.");
        }

        Matrix = matrix;
        Alpha = alpha;
        Gamma = alpha / (1 + alpha);
    }

    /// <summary>The matrix A, d x d.</summary>
    public AttentionMatrix Matrix { get; }

    /// <summary>The step parameter, greater than 0.</summary>
    public Rational Alpha { get; }

    /// <summary>gamma = alpha / (1 + alpha), in (0, 1): the share of the way that a token goes towards its mean.</summary>
    public Rational Gamma { get; }
}
