using Hardmax.Numbers;

namespace Hardmax.Algebra;

/// <summary>Exact bases of spans, by Gaussian elimination.</summary>
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

    private static void Subtract(Rational[] target, Rational factor, Rational[] row)
    {
        for (int c = 0; c < target.Length && !factor.IsZero; c++)
        {
            target[c] -= factor * row[c];
        }
    }
}
