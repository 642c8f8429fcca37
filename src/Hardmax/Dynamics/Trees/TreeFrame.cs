namespace Hardmax.Dynamics.Trees;

/// <summary>
/// The principal axes of some points, by Jacobi rotations. Nothing rests on their accuracy: who relies on a frame measures
/// how far it is from orthonormal (<see cref="TreeBoxes"/>) or needs directions only (<see cref="TreeShell"/>).
/// </summary>
internal sealed class TreeFrame
{
    private const int SampleSize = 256;
    private const int Sweeps = 12;

    private readonly double[] _covariance;
    private readonly double[] _difference;

    public TreeFrame(int dimension)
    {
        Dimension = dimension;
        Mean = new double[dimension];
        Axes = new double[dimension * dimension];
        _covariance = new double[dimension * dimension];
        _difference = new double[dimension];
    }

    /// <summary>The dimension, d.</summary>
    public int Dimension { get; }

    /// <summary>The mean of the sample: d numbers.</summary>
    public double[] Mean { get; }

    /// <summary>The axes: d x d, one axis per row, in no particular order.</summary>
    public double[] Axes { get; }

    /// <summary>The axis of largest variance.</summary>
    public int LongAxis { get; private set; }

    /// <summary>The variance along an axis.</summary>
    public double Variance(int axis) => _covariance[(axis * Dimension) + axis];

    /// <summary>Makes this the frame of up to 256 of the points, evenly spaced.</summary>
    /// <param name="places">m x d, row after row; m is at least 1.</param>
    public void Fit(ReadOnlySpan<double> places)
    {
        int step = 1 + (((places.Length / Dimension) - 1) / SampleSize);
        Average(places, step);
        Spread(places, step);
        Array.Clear(Axes);
        for (int c = 0; c < Dimension; c++)
        {
            Axes[(c * Dimension) + c] = 1;
        }

        for (int sweep = 0; sweep < Sweeps && Sweep(); sweep++)
        {
        }

        LongAxis = 0;
        for (int axis = 1; axis < Dimension; axis++)
        {
            LongAxis = Variance(axis) > Variance(LongAxis) ? axis : LongAxis;
        }
    }

    private void Average(ReadOnlySpan<double> places, int step)
    {
        Array.Clear(Mean);
        int size = 0;
        for (int at = 0; at < places.Length; at += step * Dimension, size++)
        {
            for (int c = 0; c < Dimension; c++)
            {
                Mean[c] += places[at + c];
            }
        }

        for (int c = 0; c < Dimension; c++)
        {
            Mean[c] /= size;
        }
    }

    private void Spread(ReadOnlySpan<double> places, int step)
    {
        Array.Clear(_covariance);
        for (int at = 0; at < places.Length; at += step * Dimension)
        {
            for (int c = 0; c < Dimension; c++)
            {
                _difference[c] = places[at + c] - Mean[c];
                for (int b = 0; b <= c; b++)
                {
                    _covariance[(c * Dimension) + b] += _difference[c] * _difference[b];
                }
            }
        }

        for (int c = 0; c < Dimension; c++)
        {
            for (int b = 0; b < c; b++)
            {
                _covariance[(b * Dimension) + c] = _covariance[(c * Dimension) + b];
            }
        }
    }

    /// <summary>One round of rotations; false if all of them were too small to matter.</summary>
    private bool Sweep()
    {
        bool turned = false;
        for (int p = 0; p < Dimension; p++)
        {
            for (int q = p + 1; q < Dimension; q++)
            {
                double product = _covariance[(p * Dimension) + q];
                double scale = Math.Sqrt(Variance(p)) * Math.Sqrt(Variance(q));
                if (Math.Abs(product) > 1e-12 * scale)
                {
                    Rotate(p, q, (Variance(q) - Variance(p)) / (2 * product));
                    turned = true;
                }
            }
        }

        return turned;
    }

    private void Rotate(int p, int q, double cotangent)
    {
        double tangent = (cotangent < 0 ? -1 : 1) / (Math.Abs(cotangent) + Math.Sqrt(1 + (cotangent * cotangent)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        double sine = tangent * cosine;
        int d = Dimension;
        for (int c = 0; c < d; c++)
        {
            Turn(ref _covariance[(c * d) + p], ref _covariance[(c * d) + q], cosine, sine);
        }

        for (int c = 0; c < d; c++)
        {
            Turn(ref _covariance[(p * d) + c], ref _covariance[(q * d) + c], cosine, sine);
            Turn(ref Axes[(p * d) + c], ref Axes[(q * d) + c], cosine, sine);
        }
    }

    private static void Turn(ref double first, ref double second, double cosine, double sine) =>
        (first, second) = ((cosine * first) - (sine * second), (sine * first) + (cosine * second));
}
