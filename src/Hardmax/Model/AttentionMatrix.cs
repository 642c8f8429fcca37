using Hardmax.Numbers;

namespace Hardmax.Model;

/// <summary>
/// The matrix A of the attention scores &lt;A z_i, z_j&gt;: d x d, exact, any matrix at all. Immutable. Whether it is the
/// identity is known, because then A z is z and need not be computed.
/// </summary>
public sealed class AttentionMatrix : IEquatable<AttentionMatrix>
{
    private readonly Rational[,] _entries;

    /// <summary>Copies d x d entries, row first.</summary>
    /// <exception cref="ArgumentException">The array is empty or not square.</exception>
    public AttentionMatrix(Rational[,] entries)
    {
        if (entries.GetLength(0) == 0 || entries.GetLength(0) != entries.GetLength(1))
        {
            throw new ArgumentException("An attention matrix is square and has at least one row.", nameof(entries));
        }

        _entries = (Rational[,])entries.Clone();
        IsIdentity = All((r, c) => _entries[r, c] == (r == c ? Rational.One : Rational.Zero));
        IsZero = All((r, c) => _entries[r, c].IsZero);
        IsSymmetric = All((r, c) => _entries[r, c] == _entries[c, r]);
    }

    /// <summary>The dimension, d.</summary>
    public int Dimension => _entries.GetLength(0);

    /// <summary>Whether A is the identity.</summary>
    public bool IsIdentity { get; }

    /// <summary>Whether A is 0.</summary>
    public bool IsZero { get; }

    /// <summary>Whether A equals its transpose.</summary>
    public bool IsSymmetric { get; }

    /// <summary>The entry in a row and a column.</summary>
    public Rational this[int row, int column] => _entries[row, column];

    /// <summary>The identity of R^d.</summary>
    public static AttentionMatrix Identity(int dimension)
    {
        var entries = new Rational[dimension, dimension];
        for (int i = 0; i < dimension; i++)
        {
            entries[i, i] = Rational.One;
        }

        return new AttentionMatrix(entries);
    }

    /// <summary>A x, for x in R^d.</summary>
    public Rational[] Apply(ReadOnlySpan<Rational> x)
    {
        if (IsIdentity)
        {
            return x.ToArray();
        }

        var image = new Rational[Dimension];
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                image[row] += _entries[row, column] * x[column];
            }
        }

        return image;
    }

    /// <summary>&lt;A x, y&gt;; with y = x the quadratic form |x|_A^2.</summary>
    public Rational Form(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> y) => Vectors.Dot(Apply(x), y);

    /// <summary>The entries as a new d x d array.</summary>
    public Rational[,] ToArray() => (Rational[,])_entries.Clone();

    /// <summary>(A + A^T) / 2, which has the same quadratic form.</summary>
    public AttentionMatrix SymmetricPart()
    {
        Rational half = Rational.One / 2;
        var entries = new Rational[Dimension, Dimension];
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                entries[row, column] = half * (_entries[row, column] + _entries[column, row]);
            }
        }

        return new AttentionMatrix(entries);
    }

    /// <inheritdoc/>
    public bool Equals(AttentionMatrix? other) =>
        other is not null && Dimension == other.Dimension && All((r, c) => _entries[r, c] == other._entries[r, c]);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttentionMatrix);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (Rational entry in _entries)
        {
            hash.Add(entry);
        }

        return hash.ToHashCode();
    }

    private bool All(Func<int, int, bool> predicate)
    {
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                if (!predicate(row, column))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
