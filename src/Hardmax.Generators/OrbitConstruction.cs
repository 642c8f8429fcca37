using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>A signed permutation of coordinates other than the identity, and clouds that it maps to themselves.</summary>
internal sealed class OrbitConstruction
{
    private readonly int[] _order;
    private readonly int[] _signs;

    private OrbitConstruction(int[] order, int[] signs)
    {
        _order = order;
        _signs = signs;
    }

    /// <summary><see cref="CloudKind.Orbit"/>: at least 2 tokens must fit.</summary>
    public static void Build(CloudBuilder cloud, CloudDraw draw)
    {
        OrbitConstruction symmetry = Choose(cloud.Dimension, cloud.Room, draw.Picks[0], draw.Picks[1]);
        symmetry.AddOrbit(cloud, symmetry.Move(draw.Points[0]));
        for (int k = 1; k < draw.Count; k++)
        {
            // The centre z of the orbit of the point before: for A = I it scores all of that orbit <z, z>, as much as itself.
            bool onMirror = draw.Picks[k + 1] % 2 == 0;
            symmetry.AddOrbit(cloud, onMirror ? symmetry.Centre(draw.Points[k - 1]) : draw.Points[k]);
        }
    }

    // The order of the symmetry is at most the room, so that one orbit always fits.
    private static OrbitConstruction Choose(int d, int room, int kind, int place)
    {
        int[] order = [.. Enumerable.Range(0, d)];
        int[] signs = [.. Enumerable.Repeat(1, d)];
        int a = place % d;
        int b = (a + 1 + (place / d % Math.Max(1, d - 1))) % d;
        switch (kind % 5)
        {
            case 1 when d >= 2:
                (order[a], order[b]) = (b, a);
                break;
            case 2 when d >= 2 && d <= room:
                order = [.. Enumerable.Range(1, d - 1), 0];
                break;
            case 3 when d >= 2 && room >= 4:
                (order[a], order[b]) = (b, a);
                signs[a] = -1;
                break;
            case 4:
                Array.Fill(signs, -1);
                break;
            default:
                signs[a] = -1;
                break;
        }

        return new OrbitConstruction(order, signs);
    }

    private Rational[] Apply(Rational[] x) => [.. _order.Select((from, c) => _signs[c] * x[from])];

    private List<Rational[]> Orbit(Rational[] point)
    {
        List<Rational[]> orbit = [point];
        for (Rational[] next = Apply(point); !Vectors.Comparer.Equals(next, point); next = Apply(next))
        {
            orbit.Add(next);
        }

        return orbit;
    }

    // A fixed point p becomes p + e with g e other than e, and then g(p + e) = p + g e is another point.
    private Rational[] Move(Rational[] point)
    {
        if (Orbit(point).Count > 1)
        {
            return point;
        }

        Rational[] moved = Enumerable.Range(0, point.Length).Select(c => Directions.Unit(point.Length, c)).First(unit => Orbit(unit).Count > 1);
        return Vectors.AddScaled(point, 1, moved);
    }

    // The mean of an orbit is fixed.
    private Rational[] Centre(Rational[] point)
    {
        List<Rational[]> orbit = Orbit(point);
        Rational[] sum = orbit.Aggregate((x, y) => Vectors.AddScaled(x, 1, y));
        return Array.ConvertAll(sum, x => x / orbit.Count);
    }

    // All of an orbit or nothing. What is there is closed already, so that one token of an orbit is refused with all.
    private void AddOrbit(CloudBuilder cloud, Rational[] point)
    {
        List<Rational[]> orbit = Orbit(point);
        if (orbit.Count <= cloud.Room)
        {
            orbit.ForEach(token => cloud.TryAdd(token));
        }
    }
}
