using System.Collections.Concurrent;

namespace Hardmax.Search;

/// <summary>A group of signed permutations of R^d, with the number by which those who made it know it.</summary>
/// <param name="Number">Groups with the same number have the same members.</param>
/// <param name="Members">All members, the identity first.</param>
internal sealed record SymmetryGroup(int Number, IReadOnlyList<SignedPermutation> Members);

/// <summary>
/// Sets of n distinct integer points of R^d, one for each class of sets that maps of a group and factors take into each
/// other: the set whose points have no common divisor, and of its images the first one in the order of
/// <see cref="Subsets"/>. Sets are counted without being listed, and listed when one is asked for. Thread-safe.
/// </summary>
internal sealed class TokenSets
{
    private readonly ConcurrentDictionary<int, Lazy<IntegerGrid>> _grids = new();
    private readonly ConcurrentDictionary<(int N, int Height, int Group), Lazy<int[]>> _lists = new();
    private readonly ConcurrentDictionary<(int N, int Height, int Group), long> _counts = new();

    /// <summary>Sets in R^d.</summary>
    public TokenSets(int dimension) => Dimension = dimension;

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The points up to a height.</summary>
    public IntegerGrid Grid(int height) => _grids.GetOrAdd(height, h => new Lazy<IntegerGrid>(() => new IntegerGrid(Dimension, h))).Value;

    /// <summary>How many sets of n points with this largest absolute entry there are, images and multiples counted once; for height 1 with the origin alone.</summary>
    public long Count(int n, int height, SymmetryGroup group) =>
        _counts.GetOrAdd((n, height, group.Number), _ => CountPrimitive(n, height, group));

    /// <summary>The sets that <see cref="Count"/> counts, as their ranks among all subsets, ascending.</summary>
    public IReadOnlyList<int> Ranks(int n, int height, SymmetryGroup group) =>
        _lists.GetOrAdd((n, height, group.Number), _ => new Lazy<int[]>(() => List(n, height, group))).Value;

    /// <summary>Sets with a common divisor of at least k are k times the sets of a k-th of the height: inclusion and exclusion.</summary>
    private long CountPrimitive(int n, int height, SymmetryGroup group)
    {
        long count = 0;
        for (int divisor = 1; divisor <= height; divisor++)
        {
            if (height % divisor == 0 && Moebius(divisor) is var sign && sign != 0)
            {
                count += sign * CountOrbits(n, height / divisor, group);
            }
        }

        // The origin alone has no divisor; it counts as a set of height 1.
        return count + (n == 1 && height == 1 ? 1 : 0);
    }

    /// <summary>Burnside: as many orbits as sets that a member fixes on average.</summary>
    private long CountOrbits(int n, int height, SymmetryGroup group)
    {
        long fixedSets = 0;
        foreach (SignedPermutation map in group.Members)
        {
            fixedSets += CountFixed(n, height, map) - CountFixed(n, height - 1, map);
        }

        return fixedSets / group.Members.Count;
    }

    /// <summary>How many sets of n points, up to a height, a map takes to themselves: unions of its cycles. The origin alone is left out.</summary>
    private long CountFixed(int n, int height, SignedPermutation map)
    {
        if (height < 1)
        {
            // One point, the origin: a set of one point that is left out.
            return 0;
        }

        IntegerGrid grid = Grid(height);
        int[] images = grid.Images(map);
        var isSeen = new bool[images.Length];
        var ways = new long[n + 1];
        ways[0] = 1;
        for (int start = 0; start < images.Length; start++)
        {
            int length = 0;
            for (int at = start; !isSeen[at]; at = images[at])
            {
                isSeen[at] = true;
                length++;
            }

            for (int size = n; length > 0 && size >= length; size--)
            {
                ways[size] += ways[size - length];
            }
        }

        return ways[n] - (n == 1 ? 1 : 0);
    }

    private int[] List(int n, int height, SymmetryGroup group)
    {
        IntegerGrid grid = Grid(height);
        int[][] images = [.. group.Members.Skip(1).Select(grid.Images)];
        long first = height == 1 ? 0 : Subsets.Count(IntegerGrid.CountAtMost(Dimension, height - 1), n);
        long end = Subsets.Count(grid.Count, n);
        var ranks = new List<int>();
        if (first >= end)
        {
            return [];
        }

        int[] subset = Subsets.At(first, n);
        var image = new int[n];
        for (long rank = first; rank < end; rank++)
        {
            if (IsPrimitive(grid, subset) && IsFirst(subset, images, image))
            {
                ranks.Add((int)rank);
            }

            Subsets.Step(subset);
        }

        return [.. ranks];
    }

    internal static bool IsPrimitive(IntegerGrid grid, int[] subset)
    {
        int divisor = 0;
        foreach (int point in subset)
        {
            (int x, int y) = (divisor, grid.Divisors[point]);
            while (y != 0)
            {
                (x, y) = (y, x % y);
            }

            divisor = x;
        }

        return divisor <= 1;
    }

    internal static bool IsFirst(int[] subset, int[][] images, int[] image)
    {
        int last = subset.Length - 1;
        foreach (int[] map in images)
        {
            int largest = 0;
            for (int k = 0; k <= last; k++)
            {
                image[k] = map[subset[k]];
                largest = Math.Max(largest, image[k]);
            }

            // Most images are decided by their largest point.
            if (largest < subset[last])
            {
                return false;
            }

            if (largest == subset[last] && ComesBefore(image, subset))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ComesBefore(int[] image, int[] subset)
    {
        Array.Sort(image);
        for (int k = image.Length - 1; k >= 0; k--)
        {
            if (image[k] != subset[k])
            {
                return image[k] < subset[k];
            }
        }

        return false;
    }

    private static int Moebius(int number)
    {
        int sign = 1;
        for (int p = 2; p <= number; p++)
        {
            if (number % p == 0)
            {
                number /= p;
                sign = number % p == 0 ? 0 : -sign;
            }
        }

        return sign;
    }
}
