using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Exact ties, and near ones, for a given matrix. All rest on one fact: token z scores p and p + v the same exactly
/// when &lt;A z, v&gt; = 0, that is, when z is orthogonal to A^T v.
/// </summary>
internal static class TieConstruction
{
    private static readonly Rational Millionth = Rational.One / 1_000_000;

    /// <summary><see cref="CloudKind.Mirrored"/>: at least 3 tokens must fit.</summary>
    public static void Mirrored(CloudBuilder cloud, CloudDraw draw, AttentionMatrix matrix)
    {
        Rational[] v = draw.Direction;
        Rational[] w = Directions.ApplyTransposed(matrix, v);

        // In d = 1 the mirror may be the origin alone.
        Rational[] MirrorPoint(int k) => Directions.Orthogonal(w, draw.Coefficients[k]) ?? new Rational[cloud.Dimension];
        Rational[] first = MirrorPoint(0);
        first = draw.Picks[0] % 3 == 0 ? Array.ConvertAll(first, x => x / 2) : first;
        cloud.TryAdd(first);
        for (int k = 1; k < draw.Count && cloud.Room > 0; k++)
        {
            bool onMirror = draw.Picks[k] % 4 == 0 || cloud.Room == 1;
            _ = onMirror ? cloud.TryAdd(MirrorPoint(k)) : TryAddWithImage(cloud, draw.Points[k], v, w);
        }

        if (!cloud.HasTie(first))
        {
            PlaceTieOver(cloud, first, v);
        }
    }

    /// <summary><see cref="CloudKind.OrthogonalShift"/>: at least 2 tokens must fit, and d >= 2 where zero tokens may not be there.</summary>
    public static void OrthogonalShift(CloudBuilder cloud, CloudDraw draw, AttentionMatrix matrix)
    {
        int shifts = 1 + (draw.Picks[0] % Math.Min(3, draw.Count / 2));
        int count = AddPoints(cloud, draw, draw.Count - shifts);
        for (int k = 0; k < shifts; k++)
        {
            int i = draw.Picks[k + 1] % count;
            Rational[]? v = Directions.Orthogonal(matrix.Apply(cloud.Tokens[i]), draw.Coefficients[k]);
            if (v is null)
            {
                // On a line only a query of zero ties different points.
                cloud.Replace(i, new Rational[1]);
                v = Directions.Unit(1, 0);
            }

            Rational[] best = cloud.Best(cloud.Tokens[i]);
            cloud.AddFirst(t => Vectors.AddScaled(best, t, v));
        }
    }

    /// <summary><see cref="CloudKind.NearTie"/>: at least 2 tokens must fit.</summary>
    public static void NearTie(CloudBuilder cloud, CloudDraw draw, AttentionMatrix matrix)
    {
        int count = AddPoints(cloud, draw, draw.Count - 1);
        Rational[] query = cloud.Tokens[draw.Picks[0] % count];
        Rational[] image = matrix.Apply(query);
        Rational[] tied = cloud.Best(query);
        if (draw.Picks[1] % 3 > 0 && Directions.Orthogonal(image, draw.Coefficients[0]) is { } v)
        {
            tied = Vectors.AddScaled(tied, 1, v);
        }

        int c = Math.Max(0, Array.FindIndex(image, x => !x.IsZero));
        int sign = draw.Picks[2] % 2 == 0 ? 1 : -1;
        bool byLastPlace = draw.Picks[2] % 4 < 2;
        cloud.AddFirst(k => [.. tied[..c], Nudge(tied[c], sign * k, byLastPlace), .. tied[(c + 1)..]]);
    }

    private static int AddPoints(CloudBuilder cloud, CloudDraw draw, int count)
    {
        for (int k = 0; k < count; k++)
        {
            cloud.AddNudged(draw.Points[k]);
        }

        return count;
    }

    // The image in x - 2 <w, x> / <w, v> v, an isometry of the form of a symmetric A; a shift by v where <A v, v> = 0.
    private static bool TryAddWithImage(CloudBuilder cloud, Rational[] point, Rational[] v, Rational[] w)
    {
        Rational height = Vectors.Dot(w, point);
        Rational square = Vectors.Dot(w, v);
        if (square.IsZero)
        {
            return cloud.TryAddPair(point, Vectors.AddScaled(point, 1, v));
        }

        return height.IsZero
            ? cloud.TryAddPair(Vectors.AddScaled(point, 1, v), Vectors.AddScaled(point, -1, v))
            : cloud.TryAddPair(point, Vectors.AddScaled(point, -2 * height / square, v));
    }

    // Scores of z for z + t v and z - t v are those for z itself; tokens that score more than z are left out.
    private static void PlaceTieOver(CloudBuilder cloud, Rational[] z, Rational[] v)
    {
        Rational[][] others = [.. cloud.Tokens.Skip(1)];
        cloud.MakeRoom(cloud.Tokens.Count - 1 + cloud.Room);
        int t = 1;
        while (!cloud.TryAddPair(Vectors.AddScaled(z, t, v), Vectors.AddScaled(z, -t, v)))
        {
            t++;
        }

        foreach (Rational[] other in others)
        {
            if (!cloud.Exceeds(z, other, z))
            {
                cloud.TryAdd(other);
            }
        }
    }

    private static Rational Nudge(Rational value, int steps, bool byLastPlace)
    {
        double near = value.ToDouble();
        if (!byLastPlace || !double.IsFinite(near))
        {
            return value + (steps * Millionth);
        }

        for (int k = 0; k < Math.Abs(steps); k++)
        {
            near = steps > 0 ? Math.BitIncrement(near) : Math.BitDecrement(near);
        }

        return Rational.FromDouble(near);
    }
}
