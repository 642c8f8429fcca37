using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>Exact bases of spans and of solution spaces, by Gauss-Jordan elimination.</summary>
internal static class RationalSpan
{
    /// <summary>A largest independent choice of the vectors, as they are, earlier ones first.</summary>
    public static Rational[][] Independent(IEnumerable<Rational[]> vectors)
    {
        var chosen = new List<Rational[]>();
        var reduced = new List<(int Pivot, Rational[] Row)>();
        foreach (Rational[] vector in vectors)
        {
            Rational[] rest = [.. vector];
            foreach ((int at, Rational[] row) in reduced)
            {
                Subtract(rest, rest[at], row);
            }

            int pivot = Array.FindIndex(rest, x => !x.IsZero);
            if (pivot >= 0)
            {
                Rational lead = rest[pivot];
                reduced.Add((pivot, Array.ConvertAll(rest, x => x / lead)));
                chosen.Add(vector);
            }
        }

        return [.. chosen];
    }

    /// <summary>A basis of the x in Q^columns whose product with every row is 0.</summary>
    public static Rational[][] Kernel(IEnumerable<Rational[]> rows, int columns)
    {
        var reduced = new List<(int Pivot, Rational[] Row)>();
        foreach (Rational[] row in rows)
        {
            Rational[] rest = [.. row];
            foreach ((int at, Rational[] known) in reduced)
            {
                Subtract(rest, rest[at], known);
            }

            int pivot = Array.FindIndex(rest, x => !x.IsZero);
            if (pivot >= 0)
            {
                Rational lead = rest[pivot];
                Rational[] unit = Array.ConvertAll(rest, x => x / lead);
                foreach ((int _, Rational[] known) in reduced)
                {
                    Subtract(known, known[pivot], unit);
                }

                reduced.Add((pivot, unit));
            }
        }

        var pivots = reduced.Select(pair => pair.Pivot).ToHashSet();
        return
        [
            .. Enumerable.Range(0, columns).Where(free => !pivots.Contains(free)).Select(free =>
            {
                var x = new Rational[columns];
                x[free] = Rational.One;
                foreach ((int pivot, Rational[] row) in reduced)
                {
                    x[pivot] = -row[free];
                }

                return x;
            }),
        ];
    }

    private static void Subtract(Rational[] target, Rational factor, Rational[] row)
    {
        for (int c = 0; c < target.Length && !factor.IsZero; c++)
        {
            target[c] -= factor * row[c];
        }
    }
}
