using Hardmax.Model;

namespace Hardmax.Reports;

/// <summary>A plane to look at: a point p of R^d is drawn at (&lt;Horizontal, p&gt;, &lt;Vertical, p&gt;).</summary>
/// <param name="Horizontal">d coordinates.</param>
/// <param name="Vertical">d coordinates.</param>
/// <param name="Description">A sentence for the caption that says how the tokens are seen.</param>
internal sealed record PictureView(double[] Horizontal, double[] Vertical, string Description)
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

/// <summary>
/// From R^d to a plane whose coordinates are at most about 1: a line becomes the horizontal axis with the layers
/// beneath one another, a plane stays, higher dimensions are seen in a <see cref="PictureView"/>.
/// </summary>
internal sealed class PictureProjection
{
    private readonly double[] _horizontal;
    private readonly double[] _vertical;

    /// <summary>Chooses the plane and the size by which coordinates are divided.</summary>
    /// <exception cref="ArgumentException">The view given is not of the tokens' dimension.</exception>
    public PictureProjection(PictureModel model, int dimension)
    {
        Dimension = dimension;
        double[][][] layers = model.Layers;
        View = dimension < 3 ? null : model.View ?? (dimension == 3 ? PictureView.Oblique : PictureView.LargestSpread(layers[0]));
        if (View is not null && (View.Horizontal.Length != dimension || View.Vertical.Length != dimension))
        {
            throw new ArgumentException("A view has directions of the tokens' dimension.", nameof(model));
        }

        _horizontal = View?.Horizontal ?? [1, 0];
        _vertical = View?.Vertical ?? [0, 1];
        double size = layers.SelectMany(layer => layer)
            .Concat(model.Limits.Select(limit => limit.Position))
            .Where(IsFinite)
            .SelectMany(point => point)
            .Select(Math.Abs)
            .DefaultIfEmpty(0)
            .Max();
        Size = size > 0 ? size : 1;
    }

    /// <summary>d; 0 where there is no token.</summary>
    public int Dimension { get; }

    /// <summary>The largest absolute coordinate, by which all are divided: no sum or difference can overflow then.</summary>
    public double Size { get; }

    /// <summary>The plane that three and more dimensions are seen in, or null.</summary>
    public PictureView? View { get; }

    /// <summary>Whether all coordinates are finite; a point with others has no place.</summary>
    public static bool IsFinite(double[] point) => Array.TrueForAll(point, double.IsFinite);

    /// <summary>The place of a point in the plane, y upwards; null where a coordinate is not finite or too large to compare.</summary>
    /// <param name="point">d coordinates.</param>
    /// <param name="row">For d = 1 the row that the point is drawn in, counted downwards; otherwise of no effect.</param>
    public (double X, double Y)? Place(double[] point, double row)
    {
        double[] scaled = Array.ConvertAll(point, x => x / Size);

        // A coordinate that is not finite makes the place NaN or infinite, whatever the direction: 0 * infinity is NaN.
        (double x, double y) = Dimension == 1 ? (scaled[0], -row) : (Vectors.Dot<double>(scaled, _horizontal), Vectors.Dot<double>(scaled, _vertical));
        return double.IsFinite(x) && double.IsFinite(y) ? (x, y) : null;
    }
}
