namespace Hardmax.Dynamics.Trees;

/// <summary>Measures a range of points along its principal axes, and parts it at the median of the longest one.</summary>
/// <param name="places">m x d, row after row; reordered.</param>
/// <param name="indices">m numbers, reordered alike.</param>
/// <param name="keys">m numbers of scratch; each thread has ranges of its own.</param>
/// <param name="dimension">The dimension, d.</param>
internal sealed class TreeSplitter(double[] places, int[] indices, double[] keys, int dimension)
{
    /// <summary>The frame of the range measured last.</summary>
    public TreeFrame Frame { get; } = new(dimension);

    /// <summary>The smallest place of a point along each axis, from the mean.</summary>
    public double[] Low { get; } = new double[dimension];

    /// <summary>The largest place of a point along each axis, from the mean.</summary>
    public double[] High { get; } = new double[dimension];

    /// <summary>Fits the frame and measures all points of a range, which is not empty.</summary>
    public void Measure(int start, int end)
    {
        Frame.Fit(places.AsSpan(start * dimension, (end - start) * dimension));
        for (int k = 0; k < dimension; k++)
        {
            (Low[k], High[k]) = Extent(k, start, end);
        }
    }

    /// <summary>Reorders the range measured last: points before the middle are not beyond those after it.</summary>
    public void Split(int start, int middle, int end)
    {
        (int low, int high) = (start, end - 1);
        while (low < high)
        {
            // Both scans stop at equal keys, so that many equal points are parted in the middle too.
            double pivot = MedianOfThree(keys[low], keys[low + ((high - low) / 2)], keys[high]);
            (int left, int right) = (low, high);
            while (left <= right)
            {
                while (keys[left] < pivot)
                {
                    left++;
                }

                while (keys[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    Swap(left++, right--);
                }
            }

            if (middle <= right)
            {
                high = right;
            }
            else if (middle >= left)
            {
                low = left;
            }
            else
            {
                return;
            }
        }
    }

    private static double MedianOfThree(double a, double b, double c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    private (double Low, double High) Extent(int axis, int start, int end)
    {
        ReadOnlySpan<double> along = Frame.Axes.AsSpan(axis * dimension, dimension);
        ReadOnlySpan<double> mean = Frame.Mean;
        bool isKey = axis == Frame.LongAxis;
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        ReadOnlySpan<double> range = places.AsSpan(start * dimension, (end - start) * dimension);
        Span<double> key = keys.AsSpan(start, end - start);
        for (int i = 0; i < key.Length; i++)
        {
            ReadOnlySpan<double> place = range.Slice(i * along.Length, along.Length);
            double y = 0;
            for (int c = 0; c < along.Length; c++)
            {
                y += along[c] * (place[c] - mean[c]);
            }

            low = Math.Min(low, y);
            high = Math.Max(high, y);
            if (isKey)
            {
                key[i] = y;
            }
        }

        return (low, high);
    }

    private void Swap(int i, int j)
    {
        (keys[i], keys[j]) = (keys[j], keys[i]);
        (indices[i], indices[j]) = (indices[j], indices[i]);
        for (int c = 0; c < dimension; c++)
        {
            (places[(i * dimension) + c], places[(j * dimension) + c]) = (places[(j * dimension) + c], places[(i * dimension) + c]);
        }
    }
}
