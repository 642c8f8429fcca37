using System.Runtime.Intrinsics;

namespace Hardmax.Dynamics.Trees;

/// <summary>
/// Points in a perfect binary tree whose nodes are oriented boxes; a box bounds every computed score of its points.
/// Node 1 is the root, 2 i and 2 i + 1 are the children of i, and all leaves are at one depth.
/// </summary>
/// <remarks>
/// <para>Why oriented. Points on a curved surface fill a box that stands along it to a depth of h^2 if it is h wide, so a
/// query sees few boxes of each size; boxes along the coordinate axes are h deep, and it would see sqrt(n) of them.</para>
/// <para>The bound. All coordinates are at most 1 (x), those of a query q too; Q is the sum of |q_j|. A node has a mean m,
/// |m_j| &lt;= 1.01, and a frame U_k, any vectors. With u = 2^-53, N = I - U^T U as computed and
/// G_j = sum_k |U_kj| sum_c |U_kc|, a point is x = m + D, |D_j| &lt;= 2.02, and its computed places along the axes are
/// y_k = &lt;U_k, D&gt; within 2.1 (d + 1) u sum_c |U_kc| (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed.,
/// section 3.1). Hence x = m + sum_k y_k U_k + r with |r_j| &lt;= 2.1 (sum_c |N_jc| + (d + 1) u (1 + 2 G_j)). With
/// mid_k and a_k, the middle and half the width of all y_k, |y_k - mid_k| &lt;= (1 + 2 u) a_k, |mid_k| and a_k are at most
/// 2.1 sum_c |U_kc|, and the box has the centre c = m + sum_k mid_k U_k and the half edges v_k = a_k U_k, rounded: errors
/// 1.01 (d + 1) u (1.01 + 2.1 G_j) and 6.6 u G_j. So &lt;q, x&gt; &lt;= &lt;q, c&gt; + sum_k |&lt;q, v_k&gt;| + Q max_j e_j, where e_j sums
/// these errors; and to evaluate the right-hand side costs no more than 1.01 (2 d + 3) u Q (1.02 + 4.3 G_j) again.
/// Altogether 2.1 sum_c |N_jc| + (16 d + 28) u (1 + G_j) covers coordinate j, with d u to spare, in which
/// underflow vanishes; 1.01 times that covers the rounding of the bound of the error itself.</para>
/// <para>The computed score, a chain of d fused multiply-adds in the type of the points, is within
/// <see cref="ChainError"/> Q of &lt;q, x&gt;.</para>
/// </remarks>
internal sealed class TreeBoxes
{
    private const double UnitRoundoff = 1.1102230246251565e-16; // 2^-53
    private const ulong All = ulong.MaxValue;
    private const ulong Magnitude = ulong.MaxValue >> 1;

    private readonly double[] _boxes;
    private readonly int _stride;
    private readonly double _chainError;

    private TreeBoxes(int count, int dimension, double unitRoundoff)
    {
        (Count, Dimension, _chainError) = (count, dimension, ChainError(dimension, unitRoundoff));
        int leafSize = Math.Max(8, 2 * dimension);
        while (((count - 1) >> Levels) >= leafSize)
        {
            Levels++;
        }

        // In the plane, a box fills a line of the cache.
        _stride = (dimension * (dimension + 1)) + 1 + (dimension == 2 ? 1 : 0);
        _boxes = new double[(2 << Levels) * _stride];
    }

    /// <summary>The number of points.</summary>
    public int Count { get; }

    /// <summary>The dimension, d.</summary>
    public int Dimension { get; }

    /// <summary>The depth of the leaves; the first leaf is node 2^Levels.</summary>
    public int Levels { get; }

    /// <summary>
    /// How far a computed score may be from the exact one, relative to Q, where underflow costs at most d u / 2 (which
    /// the query sees to): d u / (1 - d u) and that make less than 2 d u.
    /// </summary>
    /// <param name="dimension">d; d u is at most 1/4.</param>
    /// <param name="unitRoundoff">u of the arithmetic of the scores.</param>
    public static double ChainError(int dimension, double unitRoundoff) => 2 * dimension * unitRoundoff;

    /// <summary>Builds the tree, and brings the points into the order of its leaves.</summary>
    /// <param name="places">m x d, row after row, each coordinate at most 1; reordered.</param>
    /// <param name="indices">m numbers of the points; reordered alike.</param>
    /// <param name="dimension">The dimension, d.</param>
    /// <param name="unitRoundoff">u of the arithmetic of the scores.</param>
    /// <param name="options">How many processors.</param>
    public static TreeBoxes Build(double[] places, int[] indices, int dimension, double unitRoundoff, ParallelOptions options)
    {
        var boxes = new TreeBoxes(indices.Length, dimension, unitRoundoff);
        var keys = new double[indices.Length];

        // Level by level while there are few nodes, then whole subtrees, whose points stay in a processor's cache.
        int top = Math.Min(boxes.Levels, 6);
        for (int level = 0; level < top; level++)
        {
            _ = Parallel.For(
                1 << level,
                2 << level,
                options,
                () => new TreeSplitter(places, indices, keys, dimension),
                (node, _, splitter) => boxes.Make(node, splitter),
                _ => { });
        }

        _ = Parallel.For(
            1 << top,
            2 << top,
            options,
            () => new TreeSplitter(places, indices, keys, dimension),
            (node, _, splitter) => boxes.MakeAll(node, splitter),
            _ => { });
        return boxes;
    }

    /// <summary>The first point below a node, in the order of the leaves; that of node + 1 ends it on the same level.</summary>
    public int Start(int node)
    {
        int level = int.Log2(node);
        return (int)(((long)Count * (node - (1 << level))) >> level);
    }

    /// <summary>One past the last point below a node.</summary>
    public int End(int node)
    {
        int level = int.Log2(node);
        return (int)(((long)Count * (node - (1 << level) + 1)) >> level);
    }

    /// <summary>At least every computed score of a point below the node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="query">The query: d numbers of at most 1.</param>
    /// <param name="size">Q, the sum of their magnitudes, as computed.</param>
    public double Upper(int node, ReadOnlySpan<double> query, double size)
    {
        ReadOnlySpan<double> box = _boxes.AsSpan(node * _stride, _stride);
        return query.Length switch
        {
            2 => Upper2(box, query, size),
            3 => Upper3(box, query, size),
            _ => UpperOfAny(box, query, size),
        };
    }

    private static double Upper2(ReadOnlySpan<double> box, ReadOnlySpan<double> query, double size)
    {
        // The last lane is the next row's or the rounding; its mask is 0.
        Vector256<double> sums = (Vector256.Create(box[..4]) * query[0]) + (Vector256.Create(box.Slice(3, 4)) * query[1]);
        return Vector256.Sum((sums.AsUInt64() & Vector256.Create(All, Magnitude, Magnitude, 0)).AsDouble()) + (box[6] * size);
    }

    private static double Upper3(ReadOnlySpan<double> box, ReadOnlySpan<double> query, double size)
    {
        Vector256<double> sums = (Vector256.Create(box[..4]) * query[0])
            + (Vector256.Create(box.Slice(4, 4)) * query[1])
            + (Vector256.Create(box.Slice(8, 4)) * query[2]);
        return Vector256.Sum((sums.AsUInt64() & Vector256.Create(All, Magnitude, Magnitude, Magnitude)).AsDouble()) + (box[12] * size);
    }

    private static double UpperOfAny(ReadOnlySpan<double> box, ReadOnlySpan<double> query, double size)
    {
        double upper = box[query.Length * (query.Length + 1)] * size;
        for (int lane = 0; lane <= query.Length; lane++)
        {
            double sum = 0;
            for (int c = 0; c < query.Length; c++)
            {
                sum += query[c] * box[(c * (query.Length + 1)) + lane];
            }

            upper += lane == 0 ? sum : Math.Abs(sum);
        }

        return upper;
    }

    private TreeSplitter MakeAll(int root, TreeSplitter splitter)
    {
        for ((int first, int after) = (root, root + 1); first < 2 << Levels; (first, after) = (2 * first, 2 * after))
        {
            for (int node = first; node < after; node++)
            {
                _ = Make(node, splitter);
            }
        }

        return splitter;
    }

    private TreeSplitter Make(int node, TreeSplitter splitter)
    {
        (int start, int end) = (Start(node), End(node));
        splitter.Measure(start, end);
        Store(_boxes.AsSpan(node * _stride, _stride), splitter);
        if (node < 1 << Levels)
        {
            splitter.Split(start, Start((2 * node) + 1), end);
        }

        return splitter;
    }

    private void Store(Span<double> box, TreeSplitter splitter)
    {
        // Row c holds coordinate c of the centre and then of each half edge, so that one vector is one row.
        TreeFrame frame = splitter.Frame;
        int row = Dimension + 1;
        for (int c = 0; c < Dimension; c++)
        {
            box[c * row] = frame.Mean[c];
        }

        for (int k = 0; k < Dimension; k++)
        {
            double middle = (splitter.Low[k] + splitter.High[k]) / 2;
            double half = Math.Max(splitter.High[k] - middle, middle - splitter.Low[k]);
            for (int c = 0; c < Dimension; c++)
            {
                double along = frame.Axes[(k * Dimension) + c];
                box[c * row] += middle * along;
                box[(c * row) + 1 + k] = half * along;
            }
        }

        box[Dimension * row] = (1.01 * FrameError(frame.Axes)) + (1.01 * _chainError);
    }

    private double FrameError(double[] axes)
    {
        double largest = 0;
        for (int j = 0; j < Dimension; j++)
        {
            (double defect, double size) = (0, 0);
            for (int c = 0; c < Dimension; c++)
            {
                (double product, double magnitude) = (j == c ? 1 : 0, 0);
                for (int k = 0; k < axes.Length; k += Dimension)
                {
                    product -= axes[k + j] * axes[k + c];
                    magnitude += Math.Abs(axes[k + j] * axes[k + c]);
                }

                defect += Math.Abs(product);
                size += magnitude;
            }

            largest = Math.Max(largest, (2.1 * defect) + (((16 * Dimension) + 28) * UnitRoundoff * (1 + size)));
        }

        return largest;
    }
}
