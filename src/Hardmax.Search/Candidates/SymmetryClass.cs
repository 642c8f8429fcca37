using System.Collections.Concurrent;

namespace Hardmax.Search;

/// <summary>
/// The integer points of a height, as a signed permutation g sorts them: the points of its mirrors (g q = q or g q = -q,
/// q other than 0), and the orbits of all others, which have at least 3 points or are a pair that is not q, -q.
/// </summary>
/// <param name="Grid">All points up to the height.</param>
/// <param name="Mirror">The points of the mirrors, ascending.</param>
/// <param name="Orbits">The orbits, by their sizes and first points; each ascending.</param>
internal sealed record SymmetricPoints(IntegerGrid Grid, int[] Mirror, int[][] Orbits);

/// <summary>One g for each conjugacy class of signed permutations, with the maps that commute with it. Thread-safe.</summary>
internal sealed class SymmetryClass
{
    private readonly ConcurrentDictionary<int, Lazy<SymmetricPoints>> _points = new();

    private SymmetryClass(SignedPermutation map, IReadOnlyList<SignedPermutation> group)
    {
        Map = map;
        Centraliser = [.. group.Where(other => other.After(map).SameAs(map.After(other)))];
    }

    /// <summary>g.</summary>
    public SignedPermutation Map { get; }

    /// <summary>The maps h with h g = g h, the identity first: they take orbits of g to orbits of g and mirrors to mirrors.</summary>
    public IReadOnlyList<SignedPermutation> Centraliser { get; }

    /// <summary>One of each conjugacy class of R^d that has points outside its mirrors: neither the identity nor minus the identity does.</summary>
    public static IReadOnlyList<SymmetryClass> All(int dimension)
    {
        SignedPermutation[] group = SignedPermutation.All(dimension);
        var classes = new List<SymmetryClass>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (SignedPermutation map in group)
        {
            bool isNew = seen.Add(Key(map));
            if (!isNew)
            {
                continue;
            }

            foreach (SignedPermutation other in group)
            {
                seen.Add(Key(other.After(map).After(Inverse(other))));
            }

            if (map.From.Index().Any(pair => pair.Item != pair.Index) || map.Signs.Distinct().Count() > 1)
            {
                classes.Add(new SymmetryClass(map, group));
            }
        }

        return classes;
    }

    /// <summary>All points up to a height.</summary>
    public SymmetricPoints Points(int height) => _points.GetOrAdd(height, h => new Lazy<SymmetricPoints>(() => Sort(h))).Value;

    private static SignedPermutation Inverse(SignedPermutation map)
    {
        var from = new int[map.Dimension];
        var signs = new int[map.Dimension];
        for (int c = 0; c < map.Dimension; c++)
        {
            from[map.From[c]] = c;
            signs[map.From[c]] = map.Signs[c];
        }

        return new SignedPermutation(from, signs);
    }

    private static string Key(SignedPermutation map) => string.Join(',', map.From.Zip(map.Signs, (from, sign) => sign * (from + 1)));

    private SymmetricPoints Sort(int height)
    {
        var grid = new IntegerGrid(Map.Dimension, height);
        int[] images = grid.Images(Map);
        var mirror = new List<int>();
        var orbits = new List<int[]>();
        var isSeen = new bool[grid.Count];
        for (int start = 1; start < grid.Count; start++)
        {
            int[] point = grid[start];
            int[] image = grid[images[start]];
            if (point.AsSpan().SequenceEqual(image) || Array.TrueForAll(Enumerable.Range(0, point.Length).ToArray(), c => image[c] == -point[c]))
            {
                mirror.Add(start);
                continue;
            }

            var orbit = new List<int>();
            for (int at = start; !isSeen[at]; at = images[at])
            {
                isSeen[at] = true;
                orbit.Add(at);
            }

            if (orbit.Count > 0)
            {
                orbits.Add([.. orbit.Order()]);
            }
        }

        return new SymmetricPoints(grid, [.. mirror], [.. orbits.OrderBy(orbit => orbit.Length)]);
    }
}
