using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>
/// The changes E of a matrix, as a box: for a token x, every product E x that a change with max|E_kl| &lt;= delta can make
/// comes from parameters u with max|u| &lt;= delta, linearly, and u gives a change whose largest entry is max|u|.
/// </summary>
internal abstract class ChangeSpace
{
    /// <summary>Any matrix, a symmetric one, or a multiple of one.</summary>
    /// <exception cref="ArgumentException">The direction is missing, 0 or not wanted.</exception>
    public static ChangeSpace Of(ChangeKind kind, int dimension, AttentionMatrix? direction)
    {
        if (kind == ChangeKind.Direction != direction is not null)
        {
            throw new ArgumentException("A direction is given for changes along one, and for them alone.", nameof(direction));
        }

        if (direction is not null && direction.Dimension != dimension)
        {
            throw new ArgumentException("The direction is d x d, where d is the dimension of the tokens.", nameof(direction));
        }

        return kind switch
        {
            ChangeKind.Any => new Unrestricted(),
            ChangeKind.Symmetric => new OfSymmetric(),
            _ => new AlongOne(direction!),
        };
    }

    /// <summary>The coefficients of &lt;E x, y&gt; in the parameters u.</summary>
    public abstract Rational[] Coefficients(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> y);

    /// <summary>The change E that parameters u stand for at a token x.</summary>
    public abstract AttentionMatrix Change(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> u);

    /// <summary>
    /// E x = |x|_1 u reaches the whole box max|E x| &lt;= delta |x|_1, by E = u sign(x)^T: d parameters are enough.
    /// </summary>
    private sealed class Unrestricted : ChangeSpace
    {
        public override Rational[] Coefficients(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> y)
        {
            Rational norm = Vectors.OneNorm(x);
            return Array.ConvertAll(y.ToArray(), coordinate => norm * coordinate);
        }

        public override AttentionMatrix Change(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> u)
        {
            var entries = new Rational[x.Length, x.Length];
            for (int row = 0; row < x.Length; row++)
            {
                for (int column = 0; column < x.Length; column++)
                {
                    entries[row, column] = u[row] * x[column].Sign;
                }
            }

            return new AttentionMatrix(entries);
        }
    }

    /// <summary>The entries on and above the diagonal, row by row.</summary>
    private sealed class OfSymmetric : ChangeSpace
    {
        public override Rational[] Coefficients(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> y)
        {
            var coefficients = new List<Rational>();
            for (int row = 0; row < x.Length; row++)
            {
                coefficients.Add(x[row] * y[row]);
                for (int column = row + 1; column < x.Length; column++)
                {
                    coefficients.Add((x[row] * y[column]) + (x[column] * y[row]));
                }
            }

            return [.. coefficients];
        }

        public override AttentionMatrix Change(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> u)
        {
            var entries = new Rational[x.Length, x.Length];
            int next = 0;
            for (int row = 0; row < x.Length; row++)
            {
                for (int column = row; column < x.Length; column++)
                {
                    entries[row, column] = entries[column, row] = u[next++];
                }
            }

            return new AttentionMatrix(entries);
        }
    }

    /// <summary>E = u D / max|D_kl|.</summary>
    private sealed class AlongOne : ChangeSpace
    {
        private readonly AttentionMatrix _unit;

        public AlongOne(AttentionMatrix direction)
        {
            Rational size = MatrixSums.Size(direction);
            _unit = size.IsZero
                ? throw new ArgumentException("The direction is not 0.", nameof(direction))
                : MatrixSums.Scale(size.Reciprocal(), direction);
        }

        public override Rational[] Coefficients(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> y) => [_unit.Form(x, y)];

        public override AttentionMatrix Change(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> u) => MatrixSums.Scale(u[0], _unit);
    }
}
