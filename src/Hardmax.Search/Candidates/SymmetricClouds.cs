using System.Collections.Concurrent;

namespace Hardmax.Search;

/// <summary>What a symmetric cloud is made of.</summary>
/// <param name="OrbitSizes">The sizes of its orbits, one or two of them, ascending.</param>
/// <param name="MirrorTokens">How many tokens are on mirrors.</param>
/// <param name="Height">The largest absolute entry of a token.</param>
internal sealed record CloudPattern((int First, int? Second) OrbitSizes, int MirrorTokens, int Height)
{
    /// <summary>n.</summary>
    public int Tokens => OrbitSizes.First + (OrbitSizes.Second ?? 0) + MirrorTokens;
}

/// <summary>
/// Clouds that are orbits of g and some points of its mirrors, of each pattern: one of all that factors and maps of a
/// group (which commute with g) take into each other. Thread-safe.
/// </summary>
internal sealed class SymmetricClouds(SymmetryClass symmetry)
{
    private readonly ConcurrentDictionary<(CloudPattern Pattern, int Group), Lazy<long[]>> _lists = new();

    /// <summary>How many clouds are looked through for a pattern: those up to its height, equivalent ones included.</summary>
    public double Effort(CloudPattern pattern)
    {
        SymmetricPoints points = symmetry.Points(pattern.Height);
        return (double)OrbitChoices(points, pattern).Count * Subsets.Count(points.Mirror.Length, pattern.MirrorTokens);
    }

    /// <summary>How many clouds of a pattern there are.</summary>
    public long Count(CloudPattern pattern, SymmetryGroup group) => List(pattern, group).Length;

    /// <summary>The n tokens of a cloud: orbit by orbit, each in the order in which g runs through it, then the mirrors' tokens.</summary>
    public int[][] Tokens(CloudPattern pattern, SymmetryGroup group, long number)
    {
        SymmetricPoints points = symmetry.Points(pattern.Height);
        return Array.ConvertAll(Cloud(points, pattern, OrbitChoices(points, pattern), List(pattern, group)[number]), point => points.Grid[point]);
    }

    private static (int[][] First, int[][] Second, long Count) OrbitChoices(SymmetricPoints points, CloudPattern pattern)
    {
        int[][] first = [.. points.Orbits.Where(orbit => orbit.Length == pattern.OrbitSizes.First)];
        if (pattern.OrbitSizes.Second is not { } size)
        {
            return (first, [], first.Length);
        }

        int[][] second = [.. points.Orbits.Where(orbit => orbit.Length == size)];
        return size == pattern.OrbitSizes.First
            ? (first, second, Subsets.Count(first.Length, 2))
            : (first, second, (long)first.Length * second.Length);
    }

    // A number is (choice of orbits, choice of mirror points), the latter running faster.
    private static int[] Cloud(SymmetricPoints points, CloudPattern pattern, (int[][] First, int[][] Second, long Count) orbits, long number)
    {
        (long choice, long mirror) = Math.DivRem(number, Subsets.Count(points.Mirror.Length, pattern.MirrorTokens));
        IEnumerable<int> mirrorTokens = Subsets.At(mirror, pattern.MirrorTokens).Select(at => points.Mirror[at]);
        if (pattern.OrbitSizes.Second is not { } size)
        {
            return [.. orbits.First[choice], .. mirrorTokens];
        }

        if (size == pattern.OrbitSizes.First)
        {
            int[] pair = Subsets.At(choice, 2);
            return [.. orbits.First[pair[0]], .. orbits.Second[pair[1]], .. mirrorTokens];
        }

        return [.. orbits.First[choice / orbits.Second.Length], .. orbits.Second[choice % orbits.Second.Length], .. mirrorTokens];
    }

    private long[] List(CloudPattern pattern, SymmetryGroup group) =>
        _lists.GetOrAdd((pattern, group.Number), _ => new Lazy<long[]>(() => Enumerate(pattern, group))).Value;

    private long[] Enumerate(CloudPattern pattern, SymmetryGroup group)
    {
        SymmetricPoints points = symmetry.Points(pattern.Height);
        (int[][] First, int[][] Second, long Count) orbits = OrbitChoices(points, pattern);
        long clouds = orbits.Count * Subsets.Count(points.Mirror.Length, pattern.MirrorTokens);
        long lower = IntegerGrid.CountAtMost(symmetry.Map.Dimension, pattern.Height - 1);
        int[][] images = [.. group.Members.Skip(1).Select(points.Grid.Images)];
        var found = new List<long>();
        for (long number = 0; number < clouds; number++)
        {
            int[] cloud = Cloud(points, pattern, orbits, number);
            Array.Sort(cloud);
            if (cloud[^1] >= lower && TokenSets.IsPrimitive(points.Grid, cloud) && TokenSets.IsFirst(cloud, images, new int[cloud.Length]))
            {
                found.Add(number);
            }
        }

        return [.. found];
    }
}
