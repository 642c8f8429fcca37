using System.Numerics;

namespace Hardmax.Dynamics.Trees;

/// <summary>
/// An order of queries in which neighbours point about the same way. They look at the same boxes of a
/// <see cref="MaximiserTree{T}"/>, which are then in the cache: for a million points on a sphere this is what time depends on.
/// </summary>
internal static class TreeOrder
{
    private const int Bits = 14;
    private const int ChunkSize = 1 << 14;

    /// <summary>The numbers of the queries, 0 .. n - 1, in that order; the same for any number of processors.</summary>
    /// <param name="queries">n x d, row after row; finite.</param>
    /// <param name="dimension">The dimension, d.</param>
    /// <param name="options">How many processors.</param>
    public static int[] Of<T>(ReadOnlyMemory<T> queries, int dimension, ParallelOptions options)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int count = queries.Length / dimension;
        var cells = new int[count];
        _ = Parallel.For(0, (count + ChunkSize - 1) / ChunkSize, options, chunk =>
        {
            for (int i = chunk * ChunkSize; i < Math.Min(count, (chunk + 1) * ChunkSize); i++)
            {
                cells[i] = Cell(queries.Span.Slice(i * dimension, dimension));
            }
        });

        // Counting: the place of the first query of each cell, then of the next one.
        var places = new int[(2 * dimension << Bits) + 1];
        foreach (int cell in cells)
        {
            places[cell + 1]++;
        }

        for (int cell = 1; cell < places.Length; cell++)
        {
            places[cell] += places[cell - 1];
        }

        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[places[cells[i]]++] = i;
        }

        return order;
    }

    /// <summary>A cell of a grid on the faces of the cube; cells of one face are numbered by quarters of quarters.</summary>
    private static int Cell<T>(ReadOnlySpan<T> query)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int axis = 0;
        for (int c = 1; c < query.Length; c++)
        {
            axis = T.Abs(query[c]) > T.Abs(query[axis]) ? c : axis;
        }

        int face = (2 * axis) + (T.IsNegative(query[axis]) ? 1 : 0);
        if (query.Length == 1 || T.IsZero(query[axis]))
        {
            return face << Bits;
        }

        int depth = Bits / (query.Length - 1);
        int cell = 0;
        for (int c = 0; c < query.Length; c++)
        {
            if (c != axis)
            {
                double ratio = double.CreateChecked(query[c]) / double.CreateChecked(query[axis]);
                int column = Math.Clamp((int)((ratio + 1) / 2 * (1 << depth)), 0, (1 << depth) - 1);
                int lane = c < axis ? c : c - 1;
                for (int bit = 0; bit < depth; bit++)
                {
                    cell |= ((column >> bit) & 1) << ((bit * (query.Length - 1)) + lane);
                }
            }
        }

        return (face << Bits) | cell;
    }
}
