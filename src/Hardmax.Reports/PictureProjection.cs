using Hardmax.Model;

namespace Hardmax.Reports;

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
