using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// Points as the kernel reads them: in panels of a few vectors' width, coordinate after coordinate, the longest points
/// first, so that a search may stop where no remaining point is long enough to win. Classes of points that are searched
/// apart begin new panels. Disposing gives the memory back.
/// </summary>
internal sealed class KeyPanels<T> : IDisposable
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _packed;
    private readonly int[] _keys;
    private readonly T[] _norms;

    /// <summary>Packs classes of points.</summary>
    /// <param name="points">Points x d, row after row.</param>
    /// <param name="norms">A bound of the norm of each point.</param>
    /// <param name="dimension">d.</param>
    /// <param name="width">Points in a panel.</param>
    /// <param name="classes">The points of each class, the longest first.</param>
    /// <param name="workers">Who packs.</param>
    public KeyPanels(T[] points, T[] norms, int dimension, int width, IReadOnlyList<int[]> classes, Workers workers)
    {
        (Dimension, Width) = (dimension, width);
        FirstPanels = new int[classes.Count + 1];
        for (int at = 0; at < classes.Count; at++)
        {
            FirstPanels[at + 1] = FirstPanels[at] + ((classes[at].Length + width - 1) / width);
        }

        int panels = FirstPanels[^1];
        _packed = ArrayPool<T>.Shared.Rent(panels * width * (dimension + 1));
        _keys = ArrayPool<int>.Shared.Rent(panels * width);
        _norms = ArrayPool<T>.Shared.Rent(panels);
        Array.Fill(_keys, -1, 0, panels * width);
        for (int at = 0; at < classes.Count; at++)
        {
            classes[at].CopyTo(_keys, FirstPanels[at] * width);
        }

        workers.ForRanges(panels, width * dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int panel = from; panel < to; panel++)
            {
                _norms[panel] = norms[_keys[panel * width]];
                Pack(points, panel);
            }
        });
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>Points in a panel.</summary>
    public int Width { get; }

    /// <summary>Where the panels of each class begin, and where those of the last end.</summary>
    public int[] FirstPanels { get; }

    /// <summary>A bound of the norms of the points of a panel and of all later ones of its class.</summary>
    public T NormOf(int panel) => _norms[panel];

    /// <summary>The first coordinate of the first point of a panel. Behind the coordinates follow 0 for a point and minus infinity for none.</summary>
    public ref T First(int panel) => ref _packed[panel * Width * (Dimension + 1)];

    /// <summary>The point in a place, or -1 behind the last of its class.</summary>
    public int KeyAt(int place) => _keys[place];

    /// <summary>Whether some places of a panel hold no point.</summary>
    public bool IsPadded(int panel) => _keys[(panel * Width) + Width - 1] < 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(_packed);
        ArrayPool<int>.Shared.Return(_keys);
        ArrayPool<T>.Shared.Return(_norms);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(T[] points, int panel)
    {
        Span<T> target = _packed.AsSpan(panel * Width * (Dimension + 1), Width * (Dimension + 1));
        for (int lane = 0; lane < Width; lane++)
        {
            int key = _keys[(panel * Width) + lane];
            if (key < 0)
            {
                // Finite, so that the kernel may compute with it before it is masked.
                for (int c = 0; c < Dimension; c++)
                {
                    target[(c * Width) + lane] = T.Zero;
                }
            }
            else
            {
                ReadOnlySpan<T> point = points.AsSpan(key * Dimension, Dimension);
                for (int c = 0, at = lane; c < point.Length; c++, at += Width)
                {
                    target[at] = point[c];
                }
            }

            target[(Dimension * Width) + lane] = key < 0 ? T.NegativeInfinity : T.Zero;
        }
    }
}
