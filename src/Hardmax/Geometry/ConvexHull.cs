using System.Collections.Immutable;
using System.Diagnostics;
using Hardmax.Algebra;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>
/// The extreme points of a finite set, in any dimension, with proof: for each a direction that it alone maximises,
/// for every other point its convex weights on them.
/// </summary>
/// <param name="Directions">
/// Keyed by the extreme points, one index per vertex, the smallest: a direction w with &lt;w, v&gt; > &lt;w, p&gt; for every
/// point p other than v.
/// </param>
/// <param name="Combinations">Keyed by every other index (a repeated vertex too): convex weights on extreme points.</param>
public sealed record ConvexHull(
    ImmutableSortedDictionary<int, Rational[]> Directions,
    ImmutableSortedDictionary<int, ConvexCombination> Combinations)
{
    /// <summary>The extreme points, ascending: for each vertex the smallest index of a point there.</summary>
    public ImmutableArray<int> ExtremePoints => [.. Directions.Keys];

    /// <summary>The extreme points of n >= 1 points of d coordinates, which may repeat.</summary>
    /// <exception cref="ArgumentException">There is no point, or the dimensions differ.</exception>
    public static ConvexHull Of(IReadOnlyList<Rational[]> points)
    {
        HullMembership.RequirePoints(points, points.Count == 0 ? 0 : points[0].Length);
        ConvexHull hull = new Builder(points).Run();
        Debug.Assert(hull.Verify(points), "The search for extreme points ends with a proof.");
        return hull;
    }

    /// <summary>Whether the proof holds for these points.</summary>
    public bool Verify(IReadOnlyList<Rational[]> points)
    {
        if (points.Count == 0 || !HullMembership.ArePoints(points, points[0].Length) || Directions.Values.Any(w => w.Length != points[0].Length))
        {
            return false;
        }

        IntegerVector[] vectors = [.. points.Select(p => IntegerVector.Of(p))];
        bool isPartition = Directions.Keys.Concat(Combinations.Keys).Order().SequenceEqual(Enumerable.Range(0, points.Count));
        return isPartition
            && Directions.All(pair => IsVertex(points, vectors, pair.Key, IntegerVector.Of(pair.Value)))
            && Combinations.All(pair => pair.Value.Weights.Keys.All(Directions.ContainsKey) && pair.Value.Reproduces(points[pair.Key], points));
    }

    // Ahead of every other point, and no earlier point is equal to it.
    private static bool IsVertex(IReadOnlyList<Rational[]> points, IntegerVector[] vectors, int index, IntegerVector direction)
    {
        Rational score = vectors[index].Dot(direction);
        for (int j = 0; j < points.Count; j++)
        {
            bool isEqual = Vectors.Comparer.Equals(points[j], points[index]);
            if (isEqual ? j < index : vectors[j].Dot(direction) >= score)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Cheap candidates first: a point that is alone ahead in its own direction from the middle. Each point that is left is
    /// tested against the extreme points known so far, and where a direction separates it, the point farthest in that
    /// direction is a new one. Source: K. Clarkson, "More output-sensitive geometric algorithms" (1994).
    /// </summary>
    private sealed class Builder
    {
        private readonly IReadOnlyList<Rational[]> _points;
        private readonly int[] _representatives;
        private readonly int[] _distinct;
        private readonly IntegerVector[] _vectors;
        private readonly SortedDictionary<int, Rational[]> _directions = [];

        public Builder(IReadOnlyList<Rational[]> points)
        {
            _points = points;
            _vectors = [.. points.Select(p => IntegerVector.Of(p))];
            var first = new Dictionary<Rational[], int>(Vectors.Comparer);
            _representatives = new int[points.Count];
            for (int i = 0; i < points.Count; i++)
            {
                first.TryAdd(points[i], i);
                _representatives[i] = first[points[i]];
            }

            _distinct = [.. first.Values.Order()];
        }

        public ConvexHull Run()
        {
            AddFromTheMiddle();
            var combinations = new SortedDictionary<int, ConvexCombination>();
            foreach (int i in _distinct)
            {
                while (!_directions.ContainsKey(i) && !combinations.ContainsKey(i))
                {
                    Decide(i, combinations);
                }
            }

            for (int i = 0; i < _points.Count; i++)
            {
                int representative = _representatives[i];
                if (representative != i)
                {
                    combinations[i] = combinations.GetValueOrDefault(representative) ?? ConvexCombination.Vertex(representative);
                }
            }

            return new ConvexHull(_directions.ToImmutableSortedDictionary(), combinations.ToImmutableSortedDictionary());
        }

        // Rounded: only the proposals are in binary64, and each is checked exactly.
        private void AddFromTheMiddle()
        {
            double[][] rounded = [.. _distinct.Select(i => Array.ConvertAll(_points[i], x => x.ToDouble()))];
            double[] middle = [.. _points[0].Select((_, c) => rounded.Average(point => point[c]))];
            for (int k = 0; k < _distinct.Length; k++)
            {
                double[] outwards = [.. rounded[k].Zip(middle, (x, m) => x - m)];
                double own = Vectors.Dot<double>(outwards, rounded[k]);
                if (Array.TrueForAll(outwards, double.IsFinite) && Array.TrueForAll(rounded, point => !(Vectors.Dot<double>(outwards, point) > own)))
                {
                    Rational[] direction = Array.ConvertAll(outwards, Rational.FromDouble);
                    if (Maximisers(direction) is [int only] && only == _distinct[k])
                    {
                        _directions[only] = direction;
                    }
                }
            }
        }

        private void Decide(int i, SortedDictionary<int, ConvexCombination> combinations)
        {
            var direction = new Rational[_points[i].Length];
            if (_directions.Count > 0)
            {
                int[] known = [.. _directions.Keys];
                HullMembership membership = HullMembership.Of(_vectors[i], [.. known.Select(j => _vectors[j])]);
                if (membership.Combination is not null)
                {
                    combinations[i] = membership.Combination.Renamed(known);
                    return;
                }

                direction = Shortened(i, known, membership.Direction!);
            }

            AddFarthest(direction);
        }

        // Exact separating directions have long numbers; rounded to binary64 they mostly separate still.
        private Rational[] Shortened(int i, int[] known, Rational[] direction)
        {
            Rational size = direction.Max(Rational.Abs);
            Rational[] rounded = Array.ConvertAll(direction, w => Rational.FromDouble((w / size).ToDouble()));
            var w = IntegerVector.Of(rounded);
            Rational ahead = _vectors[i].Dot(w);
            return Array.TrueForAll(known, j => _vectors[j].Dot(w) < ahead) ? rounded : direction;
        }

        // Among the farthest points the largest in the first coordinate that tells them apart, and so on, is extreme. A
        // share of that coordinate small enough to leave the others behind makes the direction say so.
        private void AddFarthest(Rational[] direction)
        {
            int[] face = Maximisers(direction);
            for (int c = 0; face.Length > 1; c++)
            {
                if (face.Any(j => _points[j][c] != _points[face[0]][c]))
                {
                    direction = (Rational[])direction.Clone();
                    direction[c] += SafeShare(direction, face, c);
                    face = Maximisers(direction);
                }
            }

            _directions[face[0]] = direction;
        }

        private Rational SafeShare(Rational[] direction, int[] face, int coordinate)
        {
            var w = IntegerVector.Of(direction);
            Rational best = _vectors[face[0]].Dot(w);
            Rational top = face.Max(j => _points[j][coordinate]);
            Rational share = Rational.One;
            foreach (int j in _distinct)
            {
                Rational gap = best - _vectors[j].Dot(w);
                Rational lead = _points[j][coordinate] - top;
                if (gap.Sign > 0 && lead.Sign > 0)
                {
                    share = Rational.Min(share, gap / lead / 2);
                }
            }

            return share;
        }

        private int[] Maximisers(Rational[] direction)
        {
            var w = IntegerVector.Of(direction);
            Rational[] scores = [.. _distinct.Select(j => _vectors[j].Dot(w))];
            Rational max = scores.Max();
            return [.. _distinct.Where((_, k) => scores[k] == max)];
        }
    }
}
