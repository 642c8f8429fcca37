namespace Hardmax.Reports;

/// <summary>A plane to look at: a point p of R^d is drawn at (&lt;Horizontal, p&gt;, &lt;Vertical, p&gt;).</summary>
/// <param name="Horizontal">d coordinates.</param>
/// <param name="Vertical">d coordinates.</param>
/// <param name="Description">A sentence for the caption that says how the tokens are seen.</param>
public sealed record PictureView(double[] Horizontal, double[] Vertical, string Description)
{
    /// <summary>
    /// R^3 from a fixed oblique direction (a rational rotation, so that it is the same everywhere). No coordinate axis
    /// is seen end on: a token that moves along an axis is seen to move, which the directions of largest spread do not
    /// promise (a cycle across a narrow polytope would be one dot).
    /// </summary>
    public static PictureView Oblique { get; } = new(
        [-3.0 / 5, 4.0 / 5, 0],
        [-4.0 / 13, -3.0 / 13, 12.0 / 13],
        "Three dimensions, seen from a fixed oblique direction without perspective; hulls are the outlines of their shadows.");

    /// <summary>The plane that the tokens spread in most: the first two principal directions of the tokens, d at least 2.</summary>
    /// <param name="tokens">n x d; rows that are not finite are left out.</param>
    public static PictureView LargestSpread(double[][] tokens)
    {
        int dimension = tokens.Length == 0 ? 2 : tokens[0].Length;
        (double[] first, double[] second) = PrincipalDirections.FirstTwo(tokens, dimension);
        return new PictureView(
            first,
            second,
            FormattableString.Invariant($"{dimension} dimensions, projected onto the two directions in which the first layer spreads most; hulls are the outlines of their shadows."));
    }
}
