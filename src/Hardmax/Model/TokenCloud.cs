using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Model;

/// <summary>
/// n tokens in R^d with exact coordinates, n and d at least 1. Immutable; <c>cloud[i]</c> is token i. Tokens may
/// repeat and may be zero: text does both.
/// </summary>
/// <remarks>
/// A cloud made by <see cref="FromDoubles"/> keeps the doubles, and forms the rationals of a token when someone asks for
/// them. Nothing but time, memory and <see cref="TryGetDoubles"/> tells it from the cloud of the same rationals.
/// </remarks>
public sealed class TokenCloud : IEquatable<TokenCloud>
{
    // Row after row, finite, and never -0: equal doubles have equal bits here, as the rationals have. Null where the
    // cloud came as rationals; then every row is there.
    private readonly double[]? _doubles;

    // Two threads may form the same row, or this array: the two are equal, and whichever is kept is whole.
    private Rational[]?[]? _rows;

    /// <summary>Copies n rows of d coordinates.</summary>
    /// <exception cref="ArgumentException">There is no token, no coordinate, or the rows differ in length.</exception>
    public TokenCloud(IEnumerable<IReadOnlyList<Rational>> tokens)
        : this([.. tokens.Select(token => token.ToArray())], Trust.Validated)
    {
        if (Count == 0 || Dimension == 0)
        {
            throw new ArgumentException("A token cloud has at least one token of at least one coordinate.", nameof(tokens));
        }

        if (Array.Exists(_rows!, token => token!.Length != Dimension))
        {
            throw new ArgumentException("All tokens of a cloud have the same dimension.", nameof(tokens));
        }
    }

    private TokenCloud(Rational[][] tokens, Trust _)
    {
        _rows = tokens;
        Count = tokens.Length;
        Dimension = tokens.Length == 0 ? 0 : tokens[0].Length;
    }

    private TokenCloud(double[] rowAfterRow, int dimension)
    {
        _doubles = rowAfterRow;
        Count = rowAfterRow.Length / dimension;
        Dimension = dimension;
    }

    private enum Trust
    {
        Validated,
    }

    /// <summary>The number of tokens, n.</summary>
    public int Count { get; }

    /// <summary>The dimension, d.</summary>
    public int Dimension { get; }

    /// <summary>Token i: d coordinates.</summary>
    public ReadOnlySpan<Rational> this[int i] => Row(i);

    /// <summary>Coordinate c of token i.</summary>
    public Rational this[int i, int c] => _rows?[i] is { } row ? row[c] : Rational.FromDouble(DoubleRow(i)[c]);

    /// <summary>A cloud of doubles, each taken exactly; -0 is 0, as it is for rationals. Copies them.</summary>
    /// <param name="rowAfterRow">n x d coordinates, those of a token together.</param>
    /// <param name="dimension">The dimension d, at least 1.</param>
    /// <exception cref="ArgumentException">A coordinate is NaN or infinite, or there are not n times d of them with n at least 1.</exception>
    public static TokenCloud FromDoubles(ReadOnlySpan<double> rowAfterRow, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (rowAfterRow.IsEmpty || rowAfterRow.Length % dimension != 0)
        {
            throw new ArgumentException("A token cloud has at least one token, and all of its tokens have the same dimension.", nameof(rowAfterRow));
        }

        double[] doubles = new double[rowAfterRow.Length];
        for (int at = 0; at < doubles.Length; at++)
        {
            if (!double.IsFinite(rowAfterRow[at]))
            {
                throw new ArgumentException("NaN and infinities are no coordinates.", nameof(rowAfterRow));
            }

            // -0 + 0 is 0; no other number changes.
            doubles[at] = rowAfterRow[at] + 0.0;
        }

        return new TokenCloud(doubles, dimension);
    }

    /// <summary>A cloud over rows that the caller gives away: n &gt;= 1 rows of the same length d &gt;= 1 (asserted in Debug).</summary>
    internal static TokenCloud FromOwned(Rational[][] tokens)
    {
        System.Diagnostics.Debug.Assert(
            tokens.Length > 0 && tokens[0].Length > 0 && Array.TrueForAll(tokens, token => token.Length == tokens[0].Length),
            "Rows that were trusted to form a cloud do not.");
        return new TokenCloud(tokens, Trust.Validated);
    }

    /// <summary>
    /// The coordinates as the doubles that they are exactly, n x d, row after row, finite and without -0; or false. A cloud
    /// that was not made by <see cref="FromDoubles"/> says false, whatever its coordinates are.
    /// </summary>
    public bool TryGetDoubles(out ReadOnlySpan<double> rowAfterRow)
    {
        rowAfterRow = _doubles;
        return _doubles is not null;
    }

    /// <summary>The tokens as n new arrays of d coordinates.</summary>
    public Rational[][] ToArray() => [.. Enumerable.Range(0, Count).Select(i => FormedRow(i) is { } row ? (Rational[])row.Clone() : NewRow(i))];

    /// <summary>Token i as a value that can be kept.</summary>
    public ImmutableArray<Rational> Token(int i) => [.. Row(i)];

    /// <summary>The tokens as rows of correctly rounded binary64 coordinates. Lossy: the cloud itself is exact.</summary>
    public double[][] ToDoubles() =>
        [.. Enumerable.Range(0, Count).Select(i => _doubles is null ? Array.ConvertAll(Row(i), x => x.ToDouble()) : DoubleRow(i).ToArray())];

    /// <summary>Whether no two tokens are equal.</summary>
    public bool IsDistinct() => _doubles is null
        ? Enumerable.Range(0, Count).Select(Row).Distinct(Vectors.Comparer).Count() == Count
        : Enumerable.Range(0, Count).Distinct(new ByDoubles(this)).Count() == Count;

    /// <summary>Whether some token is the zero vector.</summary>
    public bool HasZero() =>
        Enumerable.Range(0, Count).Any(i => _doubles is null ? Vectors.IsZero(Row(i)) : !DoubleRow(i).ContainsAnyExcept(0.0));

    /// <inheritdoc/>
    public bool Equals(TokenCloud? other)
    {
        if (other is null || Count != other.Count || Dimension != other.Dimension)
        {
            return false;
        }

        if (_doubles is not null && other._doubles is not null)
        {
            return _doubles.AsSpan().SequenceEqual(other._doubles);
        }

        for (int i = 0; i < Count; i++)
        {
            for (int c = 0; c < Dimension; c++)
            {
                if (this[i, c] != other[i, c])
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TokenCloud);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        for (int i = 0; i < Count; i++)
        {
            hash.Add(Vectors.Comparer.GetHashCode(FormedRow(i) ?? NewRow(i)));
        }

        return hash.ToHashCode();
    }

    private ReadOnlySpan<double> DoubleRow(int i)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(i);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(i, Count);
        return _doubles.AsSpan(i * Dimension, Dimension);
    }

    // What many callers look at, or one caller again and again, is formed once.
    private Rational[] Row(int i) => FormedRow(i) ?? ((_rows ??= new Rational[Count][])[i] = NewRow(i));

    private Rational[]? FormedRow(int i) => _rows?[i];

    private Rational[] NewRow(int i)
    {
        ReadOnlySpan<double> doubles = DoubleRow(i);
        var row = new Rational[Dimension];
        for (int c = 0; c < row.Length; c++)
        {
            row[c] = Rational.FromDouble(doubles[c]);
        }

        return row;
    }

    /// <summary>Equality of tokens of a cloud of doubles, by their numbers.</summary>
    private sealed class ByDoubles(TokenCloud cloud) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => cloud.DoubleRow(x).SequenceEqual(cloud.DoubleRow(y));

        public int GetHashCode(int obj)
        {
            var hash = default(HashCode);
            foreach (double coordinate in cloud.DoubleRow(obj))
            {
                hash.Add(coordinate);
            }

            return hash.ToHashCode();
        }
    }
}
