using FsCheck;
using FsCheck.Fluent;
using Hardmax.Model;

namespace Hardmax.Generators;

/// <summary>
/// Generators of token clouds with the structure that makes hardmax hard: exact ties, near ties, duplicates, zeros,
/// symmetric and degenerate position. A cloud is made for a matrix, because ties are ties of its scores; its
/// dimension is that of the matrix. Nothing is filtered.
/// </summary>
public static class TokenGen
{
    /// <summary>The most tokens that a generator draws unless told otherwise.</summary>
    public const int DefaultMaxTokens = 9;

    /// <summary>How often <see cref="Any"/> draws each kind, where it is possible.</summary>
    public static IReadOnlyList<(int Weight, CloudKind Kind)> Weights { get; } =
    [
        (3, CloudKind.Generic),
        (3, CloudKind.Lattice),
        (3, CloudKind.Orbit),
        (4, CloudKind.Mirrored),
        (4, CloudKind.OrthogonalShift),
        (2, CloudKind.NearTie),
        (2, CloudKind.ScaledCopies),
        (2, CloudKind.Duplicates),
        (2, CloudKind.ZeroTokens),
        (2, CloudKind.Collinear),
        (2, CloudKind.Rotated),
        (1, CloudKind.SingleToken),
    ];

    /// <summary>The smallest n for which the kind's promise can be kept.</summary>
    public static int MinTokens(CloudKind kind) => kind switch
    {
        CloudKind.Mirrored or CloudKind.Rotated => 3,
        CloudKind.Generic or CloudKind.Lattice or CloudKind.ZeroTokens or CloudKind.SingleToken => 1,
        _ => 2,
    };

    /// <summary>Whether the kind exists in R^d with that many tokens, and with distinct nonzero ones where asked for.</summary>
    public static bool IsPossible(CloudKind kind, int dimension, int maxTokens, bool distinctNonzero)
    {
        // In d = 1 different points tie for a zero query only (or for A = 0).
        bool needsPlane = kind == CloudKind.Rotated || (distinctNonzero && kind is CloudKind.Mirrored or CloudKind.OrthogonalShift);
        bool needsOthers = distinctNonzero && kind is CloudKind.Duplicates or CloudKind.ZeroTokens;
        return maxTokens >= MinTokens(kind) && dimension >= (needsPlane ? 2 : 1) && !needsOthers;
    }

    /// <summary>Clouds of every kind, by <see cref="Weights"/>.</summary>
    /// <param name="matrix">A, d x d: the scores that tie.</param>
    /// <param name="maxTokens">The largest n, at least 1.</param>
    /// <param name="shape">The coordinates; with Mixed, a shape is drawn for each cloud.</param>
    public static Gen<TokenCloud> Any(AttentionMatrix matrix, int maxTokens = DefaultMaxTokens, Shape shape = Shape.Mixed) =>
        OfAnyKind(matrix, maxTokens, shape, distinctNonzero: false);

    /// <summary>Clouds of one kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="matrix">A, d x d: the scores that tie.</param>
    /// <param name="maxTokens">The largest n.</param>
    /// <param name="shape">The coordinates, where the kind does not prescribe them; with Mixed, a shape is drawn for each cloud.</param>
    /// <exception cref="ArgumentException">The kind is not possible: see <see cref="IsPossible"/>.</exception>
    public static Gen<TokenCloud> Of(CloudKind kind, AttentionMatrix matrix, int maxTokens = DefaultMaxTokens, Shape shape = Shape.Mixed) =>
        OfKind(kind, matrix, maxTokens, shape, distinctNonzero: false);

    /// <summary>Clouds of every kind that has them, all of whose tokens are nonzero and different: the paper's hypothesis.</summary>
    /// <inheritdoc cref="Any" path="/param"/>
    public static Gen<TokenCloud> DistinctNonzero(AttentionMatrix matrix, int maxTokens = DefaultMaxTokens, Shape shape = Shape.Mixed) =>
        OfAnyKind(matrix, maxTokens, shape, distinctNonzero: true);

    /// <summary>Clouds of one kind, all of whose tokens are nonzero and different.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    /// <exception cref="ArgumentException">The kind is not possible: see <see cref="IsPossible"/>.</exception>
    public static Gen<TokenCloud> DistinctNonzero(CloudKind kind, AttentionMatrix matrix, int maxTokens = DefaultMaxTokens, Shape shape = Shape.Mixed) =>
        OfKind(kind, matrix, maxTokens, shape, distinctNonzero: true);

    private static Gen<TokenCloud> OfAnyKind(AttentionMatrix matrix, int maxTokens, Shape shape, bool distinctNonzero)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 1);
        return Gen.Frequency(Weights
            .Where(part => IsPossible(part.Kind, matrix.Dimension, maxTokens, distinctNonzero))
            .Select(part => (part.Weight, OfKind(part.Kind, matrix, maxTokens, shape, distinctNonzero))));
    }

    private static Gen<TokenCloud> OfKind(CloudKind kind, AttentionMatrix matrix, int maxTokens, Shape shape, bool distinctNonzero)
    {
        if (!IsPossible(kind, matrix.Dimension, maxTokens, distinctNonzero))
        {
            throw new ArgumentException("There is no such cloud with so few tokens, in this dimension, or of distinct nonzero tokens.", nameof(kind));
        }

        int largest = kind == CloudKind.SingleToken ? 1 : maxTokens;
        return from cloudShape in ShapeOf(shape)
               from count in Gen.Choose(MinTokens(kind), largest)
               from draw in CloudDraw.Of(kind, count, matrix.Dimension, cloudShape)
               from tokens in Gen.Shuffle(CloudConstruction.Build(kind, draw, matrix, distinctNonzero))
               select new TokenCloud(tokens);
    }

    // Clouds of one shape far more often than clouds in which every coordinate has another.
    private static Gen<Shape> ShapeOf(Shape shape) => shape != Shape.Mixed
        ? Gen.Constant(shape)
        : Gen.Frequency(
            (8, Gen.Constant(Shape.SmallInteger)),
            (3, Gen.Constant(Shape.Small)),
            (2, Gen.Constant(Shape.SmallFraction)),
            (2, Gen.Constant(Shape.Dyadic)),
            (2, Gen.Constant(Shape.Double)),
            (1, Gen.Constant(Shape.LargeFraction)),
            (1, Gen.Constant(Shape.ExtremeDouble)),
            (1, Gen.Constant(Shape.NeighbouringDouble)),
            (1, Gen.Constant(Shape.Mixed)));
}
