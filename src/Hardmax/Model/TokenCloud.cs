using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Model;

/// <summary>
/// n tokens in R^d with exact coordinates, n and d at least 1. Immutable; <c>cloud[i]</c> is token i. Tokens may
/// repeat and may be zero: text does both.
/// </summary>
public sealed class TokenCloud : IEquatable<TokenCloud>
{
    private readonly Rational[][] _tokens;

    /// <summary>Copies n rows of d coordinates.</summary>
    /// <exception cref="ArgumentException">There is no token, no coordinate, or the rows differ in length.</exception>
    public TokenCloud(IEnumerable<IReadOnlyList<Rational>> tokens)
        : this([.. tokens.Select(token => token.ToArray())], Trust.Validated)
    {
        if (_tokens.Length == 0 || Dimension == 0)
        {
            throw new ArgumentException("A token cloud has at least one token of at least one coordinate.", nameof(tokens));
        }

        if (Array.Exists(_tokens, token => token.Length != Dimension))
        {
            throw new ArgumentException("All tokens of a cloud have the same dimension.", nameof(tokens));
        }
    }

    private TokenCloud(Rational[][] tokens, Trust _) => _tokens = tokens;

    private enum Trust
    {
        Validated,
    }

    /// <summary>The number of tokens, n.</summary>
    public int Count => _tokens.Length;

    /// <summary>The dimension, d.</summary>
    public int Dimension => _tokens.Length == 0 ? 0 : _tokens[0].Length;

    /// <summary>Token i: d coordinates.</summary>
    public ReadOnlySpan<Rational> this[int i] => _tokens[i];

    /// <summary>Coordinate c of token i.</summary>
    public Rational this[int i, int c] => _tokens[i][c];

    /// <summary>A cloud over rows that the caller gives away: n &gt;= 1 rows of the same length d &gt;= 1 (asserted in Debug).</summary>
    internal static TokenCloud FromOwned(Rational[][] tokens)
    {
        System.Diagnostics.Debug.Assert(
            tokens.Length > 0 && tokens[0].Length > 0 && Array.TrueForAll(tokens, token => token.Length == tokens[0].Length),
            "Rows that were trusted to form a cloud do not.");
        return new TokenCloud(tokens, Trust.Validated);
    }

    /// <summary>The tokens as n new arrays of d coordinates.</summary>
    public Rational[][] ToArray() => [.. _tokens.Select(token => (Rational[])token.Clone())];

    /// <summary>Token i as a value that can be kept.</summary>
    public ImmutableArray<Rational> Token(int i) => [.. _tokens[i]];

    /// <summary>The tokens as rows of correctly rounded binary64 coordinates. Lossy: the cloud itself is exact.</summary>
    public double[][] ToDoubles() => [.. _tokens.Select(token => Array.ConvertAll(token, x => x.ToDouble()))];

    /// <summary>Whether no two tokens are equal.</summary>
    public bool IsDistinct() => _tokens.Distinct(Vectors.Comparer).Count() == Count;

    /// <summary>Whether some token is the zero vector.</summary>
    public bool HasZero() => Array.Exists(_tokens, token => Array.TrueForAll(token, x => x.IsZero));

    /// <inheritdoc/>
    public bool Equals(TokenCloud? other) =>
        other is not null && Count == other.Count && _tokens.AsSpan().SequenceEqual(other._tokens, Vectors.Comparer);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TokenCloud);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (Rational[] token in _tokens)
        {
            hash.Add(Vectors.Comparer.GetHashCode(token));
        }

        return hash.ToHashCode();
    }
}
