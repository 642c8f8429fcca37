namespace Hardmax.Search;

/// <summary>
/// The integer points of R^d with entries of at most a height in absolute value, numbered so that lower points come
/// first: the points of any smaller height are the first ones. Immutable.
/// </summary>
internal sealed class IntegerGrid
{
    private readonly int[][] _points;
    private readonly Dictionary<int, int> _numbers;

    /// <summary>The (2 h + 1)^d points of a height h.</summary>
    public IntegerGrid(int dimension, int height)
    {
        (Dimension, Height) = (dimension, height);
        IEnumerable<int[]> points = [[]];
        for (int c = 0; c < dimension; c++)
        {
            points = points.SelectMany(point => Enumerable.Range(0, (2 * height) + 1).Select(step => (int[])[.. point, height - step]));
        }

        // Stable, so that of equally simple points the first one in the order of descending coordinates is first.
        _points = [.. points.OrderBy(point => point.Max(Math.Abs)).ThenBy(point => point.Sum(Math.Abs))];
        _numbers = _points.Index().ToDictionary(pair => Key(pair.Item), pair => pair.Index);
        Divisors = [.. _points.Select(point => SmallMatrices.LargestDivisor(point))];
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The largest absolute entry.</summary>
    public int Height { get; }

    /// <summary>For each point the largest integer that divides its coordinates; 0 for the origin, which is point 0.</summary>
    public IReadOnlyList<int> Divisors { get; }

    /// <summary>How many points there are.</summary>
    public int Count => _points.Length;

    /// <summary>The coordinates of a point; not to be changed.</summary>
    public int[] this[int number] => _points[number];

    /// <summary>How many points have entries of at most a height; none where it is negative.</summary>
    public static long CountAtMost(int dimension, int height) => height < 0 ? 0 : (long)Math.Pow((2 * height) + 1, dimension);

    /// <summary>The number of a point of the grid.</summary>
    public int NumberOf(int[] point) => _numbers[Key(point)];

    /// <summary>Which point a map takes each point to.</summary>
    public int[] Images(SignedPermutation map) => Array.ConvertAll(_points, point => NumberOf(map.Apply(point)));

    private int Key(int[] point)
    {
        int key = 0;
        foreach (int x in point)
        {
            key = (key * ((2 * Height) + 1)) + x + Height;
        }

        return key;
    }
}
