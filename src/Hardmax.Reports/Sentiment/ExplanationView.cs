using Hardmax.Model;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>
/// From R^d to the plane of the picture. A plane is drawn as it is. A line runs to the right, each word in a row of its
/// own. In more dimensions the horizontal axis is the distance from the hyperplane of the decoder, so that it is seen as
/// a vertical line and no place changes sides, and the vertical axis is the direction across it in which the words spread
/// most.
/// </summary>
internal sealed class ExplanationView
{
    private readonly double[] _weights;
    private readonly double _bias;
    private readonly double[] _across;
    private readonly double[]? _along;

    /// <summary>The view of a text.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="words">The words at layer 0, n x d.</param>
    public ExplanationView(SentimentModel model, double[][] words)
    {
        _weights = [.. model.DecoderWeights.Select(w => (double)w)];
        _bias = model.DecoderBias;
        Norm = Math.Sqrt(_weights.Sum(w => w * w));
        Dimension = model.Dimension;
        if (Dimension < 3)
        {
            _across = [0, 1];
        }
        else if (Norm == 0)
        {
            (_along, _across) = PrincipalDirections.FirstTwo(words, Dimension);
        }
        else
        {
            (_across, _) = PrincipalDirections.FirstTwo(Array.ConvertAll(words, Flattened), Dimension);
        }
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>|w|.</summary>
    public double Norm { get; }

    /// <summary>Whether words stand in rows.</summary>
    public bool HasRows => Dimension == 1;

    /// <summary>Whether the axes are the distance from the decision line and a direction across it.</summary>
    public bool IsAcross => Dimension > 2 && Norm > 0;

    /// <summary>What the axes are, in a sentence.</summary>
    public string Description => Dimension switch
    {
        1 => "One dimension: the coordinate runs to the right, and each word has a row of its own, the mean the last.",
        2 => "The two axes are the coordinates of the words.",
        _ when Norm == 0 => FormattableString.Invariant($"{Dimension} dimensions, projected onto the two directions in which the words spread most."),
        _ => FormattableString.Invariant($"{Dimension} dimensions: to the right the distance from the decision line, which is exact; upwards, to a scale of its own, the direction across it in which the words spread most at layer 0 (their first principal component)."),
    };

    /// <summary>The place of a point in the plane.</summary>
    /// <param name="point">d coordinates.</param>
    /// <param name="row">The row, counted downwards; of no effect but in one dimension.</param>
    public (double X, double Y) Place(double[] point, double row) => Dimension switch
    {
        1 => (point[0], -row),
        2 => (point[0], point[1]),
        _ => (_along is null ? (Vectors.Dot<double>(point, _weights) + _bias) / Norm : Vectors.Dot<double>(point, _along), Vectors.Dot<double>(point, _across)),
    };

    /// <summary>The decoder on the plane whose coordinates are divided by a size; rows are not.</summary>
    public DecisionLine Line(double size) => Dimension switch
    {
        1 => new DecisionLine(_weights[0] * size, 0, _bias),
        2 => new DecisionLine(_weights[0] * size, _weights[1] * size, _bias),
        _ => new DecisionLine(Norm * size, 0, Norm == 0 ? _bias : 0),
    };

    /// <summary>The value of the decoder at a point, for drawing.</summary>
    public double Value(double[] point) => Vectors.Dot<double>(point, _weights) + _bias;

    // Without its part in the direction of w.
    private double[] Flattened(double[] point)
    {
        double along = Vectors.Dot<double>(point, _weights) / Norm;
        return [.. point.Select((x, c) => x - (along * _weights[c] / Norm))];
    }
}
