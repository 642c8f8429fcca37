using System.Numerics;

namespace Hardmax.Tests.Dynamics;

/// <summary>Clouds of many shapes, and the queries that are hard for a tree over them; all scores, by the documented arithmetic.</summary>
internal static class TreeSamples
{
    public static T[] Scores<T>(T[] points, T[] query)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var scores = new T[points.Length / query.Length];
        for (int j = 0; j < scores.Length; j++)
        {
            for (int c = 0; c < query.Length; c++)
            {
                scores[j] = T.FusedMultiplyAdd(query[c], points[(j * query.Length) + c], scores[j]);
            }
        }

        return scores;
    }

    /// <summary>Points of the cloud, directions along axes and between, normals of edges, 0, tiny and large ones.</summary>
    public static List<T[]> Queries<T>(T[] points, int dimension, Random random)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int count = points.Length / dimension;
        T[] Point() => points.AsSpan(random.Next(count) * dimension, dimension).ToArray();
        T[] Make(Func<int, double> number) => [.. Enumerable.Range(0, dimension).Select(c => T.CreateTruncating(number(c)))];
        List<T[]> queries = [Make(_ => 0), Make(_ => 1), Make(_ => -1)];
        for (int i = 0; i < 6; i++)
        {
            queries.Add(Point());
            queries.Add(Array.ConvertAll(Point(), x => -x));
            queries.Add(Make(_ => Normal(random)));
            queries.Add(Make(_ => Normal(random) * 1e-300));
            queries.Add(Make(_ => Normal(random) * 1e-40));
            queries.Add(Make(_ => Normal(random) * 1e-7));
            queries.Add(Make(_ => Normal(random) * 1e30));
            queries.Add(Make(_ => Normal(random) * 1e150));
            queries.Add(Make(c => c == i % dimension ? 2 * random.Next(2) - 1 : 0));
            queries.Add(Make(_ => random.Next(-2, 3)));
            queries.Add(Normal(points, Make(_ => Normal(random)), random));
            queries.Add(Normal(points, Make(_ => Normal(random)), random));
        }

        return queries;
    }

    /// <summary>A query for which two points of the hull about tie: the given one, less its part along their difference.</summary>
    public static T[] Normal<T>(T[] points, T[] query, Random random)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T[] other = Array.ConvertAll(query, x => x + (x * T.CreateTruncating(Normal(random) * 0.1)));
        (T[] first, T[] second) = (Scores(points, query), Scores(points, other));
        (int a, int b) = (Array.IndexOf(first, first.Max()) * query.Length, Array.IndexOf(second, second.Max()) * query.Length);
        (double part, double square) = (0, 0);
        for (int c = 0; c < query.Length && a >= 0 && b >= 0; c++)
        {
            double edge = double.CreateChecked(points[a + c]) - double.CreateChecked(points[b + c]);
            part += double.CreateChecked(query[c]) * edge;
            square += edge * edge;
        }

        return square == 0
            ? query
            : [.. query.Select((x, c) => x - T.CreateTruncating(part / square * double.CreateChecked(points[a + c] - points[b + c])))];
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double[] Cloud(string shape, int count, int dimension, Random random)
    {
        var points = new double[count * dimension];
        int side = Math.Max(2, (int)Math.Round(Math.Pow(count, 1.0 / dimension)));
        for (int i = 0; i < count; i++)
        {
            double[] normal = [.. Enumerable.Range(0, dimension).Select(_ => Normal(random))];
            double length = Math.Sqrt(normal.Sum(x => x * x));
            double place = random.NextDouble();
            double factor = shape switch
            {
                "heavy" => Math.Exp(Normal(random)),
                "sphere" => 1 / length,
                "ball" => Math.Pow(place, 1.0 / dimension) / length,
                _ => 1,
            };
            for (int c = 0; c < dimension; c++)
            {
                points[(i * dimension) + c] = shape switch
                {
                    "lattice" => (i / (int)Math.Pow(side, c) % side) - (side / 2),
                    "line" => (c + 1) * (place - 0.4),
                    "equal" => (c + 1) / 10.0,
                    "few" => Math.Cos((i % 5) + c),
                    "ulps" => 0.7 + (c / 10.0) + (random.Next(-2, 3) * Math.ScaleB(1, -53)),
                    "flat" => (c == 0 ? 3 * place : (c + 1) * (place + 1)) * (1 + (Normal(random) * 1e-16)),
                    "far" => 1e4 + normal[c],
                    "curve" => Math.Pow(place, c + 1) - (c == 1 ? place : 0),
                    "needle" => normal[c] * Math.Pow(1e-5, c),
                    _ => normal[c] * factor,
                };
            }
        }

        return points;
    }
}
