namespace Hardmax.Generators;

/// <summary>
/// What is special about a generated token cloud. Each kind keeps its promise in every cloud of that kind, for the
/// matrix that it was generated for; kinds overlap by chance. Tokens stand in random order.
/// </summary>
public enum CloudKind
{
    /// <summary>Nothing: coordinates drawn one by one.</summary>
    Generic,

    /// <summary>Points of the integer lattice with coordinates from -2 to 2: ties, duplicates and zeros by chance.</summary>
    Lattice,

    /// <summary>
    /// A set that is closed under a reflection, a permutation or a quarter turn of coordinates, and moved by it;
    /// fixed points of that symmetry are often among the tokens, and tie where A commutes with it.
    /// </summary>
    Orbit,

    /// <summary>
    /// Pairs of tokens that differ by multiples of a vector v (images of each other in the reflection that A makes of v,
    /// where there is one) and tokens z on the mirror &lt;A z, v&gt; = 0. One of these ties exactly between two
    /// different points, whatever the matrix.
    /// </summary>
    Mirrored,

    /// <summary>
    /// Orthogonal shifts: for some tokens i, besides a token j of the largest score also z_j + v with
    /// &lt;A z_i, v&gt; = 0, v other than 0. The last of these ties exactly between two different points.
    /// </summary>
    OrthogonalShift,

    /// <summary>A tie as in <see cref="OrthogonalShift"/>, or a duplicate, off by a few times 1e-6 or a few units in the last place of binary64.</summary>
    NearTie,

    /// <summary>Tokens and multiples c z of them, with c other than 0 and 1. For c greater than 0 both attend to the same tokens.</summary>
    ScaledCopies,

    /// <summary>At least two tokens are equal.</summary>
    Duplicates,

    /// <summary>At least one token is the zero vector, which attends to everyone.</summary>
    ZeroTokens,

    /// <summary>All tokens lie on one line, half of the time through the origin.</summary>
    Collinear,

    /// <summary>
    /// A symmetric cloud of integers and halves turned by the rotation (3/5, 4/5) in a plane of two coordinates: its
    /// exact ties (one is there whenever A is the identity) are lost where coordinates are rounded to binary floats.
    /// </summary>
    Rotated,

    /// <summary>n = 1.</summary>
    SingleToken,
}
