using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>The tokens of each kind of cloud, from a draw: a function, in which nothing is random.</summary>
internal static class CloudConstruction
{
    /// <summary>1 to draw.Count tokens of a kind that is possible for the dimension of the matrix and that many tokens.</summary>
    public static Rational[][] Build(CloudKind kind, CloudDraw draw, AttentionMatrix matrix, bool distinctNonzero)
    {
        if (kind == CloudKind.Rotated)
        {
            return Rotated(draw, matrix, distinctNonzero);
        }

        var cloud = new CloudBuilder(matrix, draw.Count, distinctNonzero);
        switch (kind)
        {
            case CloudKind.Generic or CloudKind.SingleToken:
                Array.ForEach(draw.Points, cloud.AddNudged);
                break;
            case CloudKind.Lattice:
                Lattice(cloud, draw);
                break;
            case CloudKind.Orbit:
                OrbitConstruction.Build(cloud, draw);
                break;
            case CloudKind.Mirrored:
                TieConstruction.Mirrored(cloud, draw, matrix);
                break;
            case CloudKind.OrthogonalShift:
                TieConstruction.OrthogonalShift(cloud, draw, matrix);
                break;
            case CloudKind.NearTie:
                TieConstruction.NearTie(cloud, draw, matrix);
                break;
            case CloudKind.ScaledCopies:
                ScaledCopies(cloud, draw);
                break;
            case CloudKind.Duplicates:
                Repeated(cloud, draw, k => cloud.Tokens[draw.Picks[k] % cloud.Tokens.Count]);
                break;
            case CloudKind.ZeroTokens:
                Repeated(cloud, draw, _ => new Rational[cloud.Dimension]);
                break;
            case CloudKind.Collinear:
                Collinear(cloud, draw);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind.");
        }

        return [.. cloud.Tokens];
    }

    // Colliding points are left out, because a nudged one could leave the range; 0 as the first becomes e_0.
    private static void Lattice(CloudBuilder cloud, CloudDraw draw)
    {
        cloud.AddNudged(draw.Points[0]);
        foreach (Rational[] point in draw.Points.Skip(1))
        {
            cloud.TryAdd(point);
        }
    }

    private static void ScaledCopies(CloudBuilder cloud, CloudDraw draw)
    {
        Rational[] factors = [2, Rational.One / 2, -1, 3, new Rational(3, 2), -2, Rational.One / 3];
        Rational[] first = Vectors.IsZero(draw.Points[0]) ? Directions.Unit(cloud.Dimension, 0) : draw.Points[0];
        cloud.TryAdd(first);
        cloud.AddFirst(k => Array.ConvertAll(first, x => x * (k == 1 ? factors[draw.Picks[0] % factors.Length] : k + 2)));
        for (int k = 2; k < draw.Count; k++)
        {
            Rational[] point = draw.Points[k];
            cloud.AddNudged(point);
            cloud.TryAdd(Array.ConvertAll(point, x => x * factors[draw.Picks[k] % factors.Length]));
        }
    }

    // One extra token, or more of them up to half of all.
    private static void Repeated(CloudBuilder cloud, CloudDraw draw, Func<int, Rational[]> extra)
    {
        int extras = 1 + (draw.Picks[0] % Math.Max(1, draw.Count / 2));
        foreach (Rational[] point in draw.Points.Take(draw.Count - extras))
        {
            cloud.TryAdd(point);
        }

        for (int k = 0; k < extras; k++)
        {
            cloud.TryAdd(extra(k + 1));
        }
    }

    private static void Collinear(CloudBuilder cloud, CloudDraw draw)
    {
        Rational[] origin = draw.Picks[0] % 2 == 0 ? new Rational[cloud.Dimension] : draw.Points[0];
        foreach (Rational factor in draw.Factors)
        {
            cloud.AddFirst(k => Vectors.AddScaled(origin, factor + k - 1, draw.Direction));
        }
    }

    // By fact 5 of docs/theory.md, tokens M z with the matrix A have the attention sets of tokens z with M^T A M.
    private static Rational[][] Rotated(CloudDraw draw, AttentionMatrix matrix, bool distinctNonzero)
    {
        int d = matrix.Dimension;
        int a = draw.Picks[^1] % d;
        int b = (a + 1 + (draw.Picks[^2] % (d - 1))) % d;
        Rational[][] columns = [.. Enumerable.Range(0, d).Select(c => Directions.Rotate(Directions.Unit(d, c), a, b))];
        AttentionMatrix turnedBack = MatrixForms.Build(d, (r, c) => matrix.Form(columns[c], columns[r]));
        var cloud = new CloudBuilder(turnedBack, draw.Count, distinctNonzero);
        TieConstruction.Mirrored(cloud, draw, turnedBack);
        return [.. cloud.Tokens.Select(token => Directions.Rotate(token, a, b))];
    }
}
