using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Geometry;

/// <summary>The slow second way: plain elimination over Rational, and enumeration of subsets.</summary>
internal static class BruteForce
{
    /// <summary>The solution of rows.x = right if there is exactly one, else null; any number of rows.</summary>
    public static Rational[]? SolveUniquely(Rational[][] rows, Rational[] right, int unknowns)
    {
        Rational[][] work = [.. rows.Zip(right, (row, b) => (Rational[])[.. row, b])];
        for (int column = 0; column < unknowns; column++)
        {
            int pivot = Array.FindIndex(work, column < work.Length ? column : work.Length, row => !row[column].IsZero);
            if (pivot < 0)
            {
                return null;
            }

            (work[column], work[pivot]) = (work[pivot], work[column]);
            for (int i = 0; i < work.Length; i++)
            {
                if (i != column)
                {
                    work[i] = Vectors.AddScaled(work[i], -(work[i][column] / work[column][column]), work[column]);
                }
            }
        }

        return work.Skip(unknowns).All(row => row[unknowns].IsZero)
            ? [.. Enumerable.Range(0, unknowns).Select(i => work[i][unknowns] / work[i][i])]
            : null;
    }

    public static IEnumerable<int[]> Subsets(int count, int size) =>
        size == 0 ? [[]] : Enumerable.Range(0, count).SelectMany(last => Subsets(last, size - 1).Select(rest => (int[])[.. rest, last]));

    /// <summary>By Caratheodory: a point is in a hull iff it is in one of the simplices of affinely independent points.</summary>
    public static bool IsInHull(Rational[] point, Rational[][] points)
    {
        int d = point.Length;
        return Enumerable.Range(1, Math.Min(d + 1, points.Length)).Any(size => Subsets(points.Length, size).Any(subset =>
        {
            Rational[][] rows =
            [
                .. Enumerable.Range(0, d).Select(c => subset.Select(j => points[j][c]).ToArray()),
                [.. subset.Select(_ => Rational.One)],
            ];
            return SolveUniquely(rows, [.. point, Rational.One], size) is { } weights && weights.All(weight => weight.Sign >= 0);
        }));
    }

    /// <summary>The extreme points of the plane by Andrew's monotone chain with orientation tests, first index of each.</summary>
    public static int[] MonotoneChain(Rational[][] points)
    {
        int[] order =
        [
            .. Enumerable.Range(0, points.Length)
                .DistinctBy(i => points[i], Vectors.Comparer)
                .OrderBy(i => points[i][0]).ThenBy(i => points[i][1]),
        ];
        return [.. HalfChain(points, order).Concat(HalfChain(points, [.. order.Reverse()])).Distinct().Order()];
    }

    /// <summary>The nearest point of a hull: the nearest, over all subsets, of those shortest vectors of the affine hull that are in the hull.</summary>
    public static Rational[] Nearest(Rational[] point, Rational[][] points, AttentionMatrix matrix)
    {
        Rational Distance(Rational[] p) => matrix.Form(Vectors.Subtract(p, point), Vectors.Subtract(p, point));
        IEnumerable<Rational[]> candidates = Enumerable.Range(1, Math.Min(point.Length + 1, points.Length))
            .SelectMany(size => Subsets(points.Length, size))
            .Select(subset => NearestOfAffineHull(point, [.. subset.Select(j => points[j])], matrix))
            .OfType<Rational[]>();
        return candidates.MinBy(Distance)!;
    }

    public static Rational Determinant(Rational[][] rows)
    {
        if (rows.Length == 0)
        {
            return Rational.One;
        }

        Rational sum = Rational.Zero;
        for (int i = 0; i < rows.Length; i++)
        {
            Rational[][] minor = [.. rows.Where((_, k) => k != i).Select(row => row[1..])];
            sum += (int.IsEvenInteger(i) ? 1 : -1) * rows[i][0] * Determinant(minor);
        }

        return sum;
    }

    private static List<int> HalfChain(Rational[][] points, int[] order)
    {
        var chain = new List<int>();
        foreach (int i in order)
        {
            while (chain.Count >= 2 && Orientation(points[chain[^2]], points[chain[^1]], points[i]) <= 0)
            {
                chain.RemoveAt(chain.Count - 1);
            }

            chain.Add(i);
        }

        return chain;
    }

    private static int Orientation(Rational[] p, Rational[] q, Rational[] r) =>
        (((q[0] - p[0]) * (r[1] - p[1])) - ((q[1] - p[1]) * (r[0] - p[0]))).Sign;

    private static Rational[]? NearestOfAffineHull(Rational[] point, Rational[][] subset, AttentionMatrix matrix)
    {
        Rational[][] edges = [.. subset.Skip(1).Select(v => Vectors.Subtract(v, subset[0]))];
        Rational[][] gram = [.. edges.Select(e => edges.Select(f => matrix.Form(e, f)).ToArray())];
        Rational[] right = [.. edges.Select(e => matrix.Form(Vectors.Subtract(point, subset[0]), e))];
        Rational[]? steps = SolveUniquely(gram, right, edges.Length);
        if (steps is null || steps.Any(t => t.Sign < 0) || steps.Aggregate(Rational.Zero, (a, b) => a + b) > Rational.One)
        {
            return null;
        }

        return steps.Zip(edges).Aggregate(subset[0], (p, pair) => Vectors.AddScaled(p, pair.First, pair.Second));
    }
}
