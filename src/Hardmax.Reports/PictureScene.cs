namespace Hardmax.Reports;

/// <summary>
/// What of a model is drawn, and where: which layers and tokens, and the place of every point in the picture. A picture
/// holds a bounded number of both, so that a long run of many tokens stays a picture; what is left out is said.
/// </summary>
internal sealed class PictureScene
{
    private const int MaxLayers = 48;
    private const int MaxTokens = 300;

    // How far a second run may widen the window, relative to the size of what is exact.
    private const double SecondRunReach = 0.5;

    private readonly PictureProjection _projection;
    private readonly PictureFrame _frame;

    /// <summary>Chooses and measures.</summary>
    /// <exception cref="ArgumentException">Rows, marks or directions do not fit the first token of the first layer.</exception>
    public PictureScene(PictureModel model)
    {
        Model = model;
        TokenCount = model.Layers.Length == 0 ? 0 : model.Layers[0].Length;
        int dimension = TokenCount == 0 ? 0 : model.Layers[0][0].Length;
        Check(model, dimension);
        int layers = TokenCount == 0 ? 0 : model.Layers.Length;
        Layers = layers <= MaxLayers ? [.. Enumerable.Range(0, layers)] : [.. Enumerable.Range(0, MaxLayers - 1), layers - 1];
        Tokens = [.. Enumerable.Range(0, TokenCount).Take(MaxTokens).Union(model.Leaders.Select(leader => leader.Token)).Order()];
        _projection = new PictureProjection(TokenCount == 0 ? new PictureModel { Title = model.Title, Layers = [] } : model, dimension);
        _frame = new PictureFrame(Window(), IsLine);
    }

    /// <summary>What is drawn.</summary>
    public PictureModel Model { get; }

    /// <summary>n.</summary>
    public int TokenCount { get; }

    /// <summary>The layers that are drawn, ascending.</summary>
    public int[] Layers { get; }

    /// <summary>The tokens whose trajectories are drawn, ascending. Hulls are those of all tokens.</summary>
    public int[] Tokens { get; }

    /// <summary>Whether tokens are numbers, drawn with the layers beneath one another.</summary>
    public bool IsLine => _projection.Dimension == 1;

    /// <summary>Whether the horizontal and vertical axes are the coordinates of the plane.</summary>
    public bool IsPlane => _projection.Dimension == 2;

    /// <summary>The plane that three and more dimensions are seen in, or null.</summary>
    public PictureView? View => _projection.View;

    /// <summary>The row of limits, beneath the last layer.</summary>
    public double LimitRow => Layers.Length;

    /// <summary>The height of the window in pixels.</summary>
    public int Height => _frame.Height;

    /// <summary>Round numbers on the horizontal axis.</summary>
    public IReadOnlyList<(int At, string Text)> TicksX => _frame.TicksX(_projection.Size);

    /// <summary>Round numbers on the vertical axis.</summary>
    public IReadOnlyList<(int At, string Text)> TicksY => _frame.TicksY(_projection.Size);

    /// <summary>The row of a layer: for one that is not drawn, the last row.</summary>
    public int Row(int layer) => layer < Layers.Length ? layer : Layers.Length - 1;

    /// <summary>The place of a point; null where it is not finite or outside the window.</summary>
    /// <param name="point">d coordinates.</param>
    /// <param name="row">The row, which matters where tokens are numbers.</param>
    public PixelPoint? Place(double[] point, double row) =>
        _projection.Place(point, row) is { } place ? _frame.Place(place) : null;

    /// <summary>
    /// The places of a token in the layers drawn, of a run; of a run longer than the exact one its end too, because that
    /// is where it ends.
    /// </summary>
    public IEnumerable<PixelPoint?> Path(double[][][] run, int token) =>
        Layers.Where(layer => layer < run.Length)
            .Concat(run.Length > Model.Layers.Length ? [run.Length - 1] : Array.Empty<int>())
            .Where(layer => token < run[layer].Length)
            .Select(layer => Place(run[layer][token], Row(layer)));

    /// <summary>The places of several points in one row, those without a place left out.</summary>
    public IEnumerable<PixelPoint> Places(IEnumerable<double[]> points, double row) =>
        points.Select(point => Place(point, row)).OfType<PixelPoint>();

    /// <summary>The vertical place of a row in tenths of a pixel, where tokens are numbers.</summary>
    public int RowAt(double row) => _frame.VerticalAt(-row);

    private static void Check(PictureModel model, int dimension)
    {
        int tokens = model.Layers.Length == 0 ? 0 : model.Layers[0].Length;
        bool areRectangular = Array.TrueForAll(
            model.Layers, layer => layer.Length == tokens && Array.TrueForAll(layer, token => token.Length == dimension));
        bool areOfDimension = model.Limits.Select(limit => limit.Position)
            .Concat(model.Polytope)
            .Concat(model.Arrows.Select(arrow => arrow.Mean))
            .Concat(model.SecondRun?.WrongEnds.Select(end => end.Position) ?? [])
            .Concat(model.SecondRun?.Layers.SelectMany(layer => layer) ?? [])
            .All(point => point.Length == dimension);
        bool areTokens = model.Leaders.Select(leader => leader.Token)
            .Concat(model.Arrows.Select(arrow => arrow.Token))
            .Concat(model.SecondRun?.FalseLeaders ?? [])
            .All(token => token >= 0 && token < tokens);
        bool areLayers = model.Leaders.Select(leader => leader.Since)
            .Concat(model.Arrows.Select(arrow => arrow.Layer))
            .All(layer => layer >= 0 && layer < Math.Max(1, model.Layers.Length));
        if (!areRectangular || !areOfDimension || !areTokens || !areLayers || (tokens > 0 && dimension == 0))
        {
            throw new ArgumentException("Every layer is n x d, every point has d coordinates, and marks name tokens and layers that exist.", nameof(model));
        }
    }

    // A run that diverges to 1e308 must not shrink the exact picture to a dot, so it widens the window only so far.
    private List<(double X, double Y)> Window()
    {
        var exact = new List<(double X, double Y)>();
        foreach (int layer in Layers)
        {
            exact.AddRange(Model.Layers[layer].Select(token => _projection.Place(token, Row(layer))).OfType<(double X, double Y)>());
        }

        IEnumerable<double[]> beyond = Model.Limits.Select(limit => limit.Position).Concat(Model.Polytope);
        exact.AddRange(beyond.Select(point => _projection.Place(point, LimitRow)).OfType<(double X, double Y)>());
        if (exact.Count == 0 || Model.SecondRun is null)
        {
            return exact;
        }

        (double lowX, double highX, double lowY, double highY) =
            (exact.Min(p => p.X), exact.Max(p => p.X), exact.Min(p => p.Y), exact.Max(p => p.Y));
        double reach = SecondRunReach * Math.Max(highX - lowX, IsLine ? 0 : highY - lowY);
        var second = new List<(double X, double Y)>();
        foreach (int layer in Layers.Where(layer => layer < Model.SecondRun.Layers.Length))
        {
            second.AddRange(Model.SecondRun.Layers[layer].Select(token => _projection.Place(token, Row(layer))).OfType<(double X, double Y)>());
        }

        return [.. exact, .. second.Where(p => p.X >= lowX - reach && p.X <= highX + reach && p.Y >= lowY - reach && p.Y <= highY + reach)];
    }
}
