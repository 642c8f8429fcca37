using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Limits;

/// <summary>
/// The named examples of docs/theory.md, and small random problems of every matrix class in which ties, duplicates and
/// zero tokens occur by themselves.
/// </summary>
internal static class LimitProblems
{
    /// <summary>Every named example whose limit is certified.</summary>
    public static IEnumerable<(string Name, HardmaxProblem Problem)> Named =>
    [
        ("tied for ever", Identity("1", "1 1", "1 -1", "1/2 0")),
        ("fixed and no leader", Identity("1", "1 1", "1 -1", "1 0")),
        ("the zero token", Identity("1", "0", "1", "-1")),
        ("two equal tokens", Identity("1", "1", "1")),
        ("one token", Identity("2", "3 4 5")),
        ("one zero token", Identity("2", "0")),
        ("emerging leader", Identity("1/2", "1 1/3", "-1/12 1/12", "-1 -1", "0 1/4", "-3/10 -7/10", "-6/10 -9/10", "8/10 1/10", "6/10 15/100")),
        ("rotated square", Identity("1", "-1/5 7/5", "7/5 1/5", "1/5 -7/5", "-7/5 -1/5", "3/10 2/5", "-3/10 -2/5")),
        ("psd-singular", Problem("1", "1 0/0 0", "1 0", "1 1")),
        ("they meet", Problem("1", "-1", "3", "-1")),
        ("norm shrinks", Problem("1", "-1", "1", "-5")),
        ("skew triple", Problem("1", "0 -1/1 0", "1 0", "0 1", "-1 -1")),
        ("exact cycle", Problem("1", "-1 0 0/0 1 0/0 0 1", "3 5 0", "3 -5 0", "-3 0 5", "-3 0 -5", "1 0 0")),
        ("indefinite without leaders", Problem("1", "1 0/0 -1", "2 1", "2 -1", "-2 0")),
        ("positive definite, not symmetric", Problem("1", "1 -2/2 1", "1 0", "-1 0", "0 1", "0 -1")),
        ("false leaders", Problem("1/10", "0 5 1/-5 0 6/-1 -6 0", "-1 1 -1", "3 2 2")),
        ("pair that follow each other", Problem("1/3", "1 0/0 -1", "1 1/2", "1 -1/2", "-1 0")),
        ("towards the exact cycle", Problem("1", "-1 0 0/0 1 0/0 0 1", "3 5 0", "3 -5 0", "-3 0 5", "-3 0 -5", "1 0 0", "1/2 0 0")),
        ("zero matrix", Problem("1/3", "0 0/0 0", "1 2", "3 -1", "0 0")),
    ];

    /// <summary>A problem from text: rows between slashes, numbers between spaces.</summary>
    public static HardmaxProblem Problem(string alpha, string matrix, params string[] tokens)
    {
        Rational[][] rows = [.. matrix.Split('/').Select(Row)];
        var entries = new Rational[rows.Length, rows.Length];
        for (int at = 0; at < entries.Length; at++)
        {
            entries[at / rows.Length, at % rows.Length] = rows[at / rows.Length][at % rows.Length];
        }

        return new HardmaxProblem(new TokenCloud(tokens.Select(Row)), new HardmaxSystem(new AttentionMatrix(entries), Rational.Parse(alpha)));
    }

    public static HardmaxProblem Identity(string alpha, params string[] tokens) => new(
        new TokenCloud(tokens.Select(Row)),
        new HardmaxSystem(AttentionMatrix.Identity(Row(tokens[0]).Length), Rational.Parse(alpha)));

    /// <summary>A random problem of one seed: the seed also decides the class of the matrix.</summary>
    public static HardmaxProblem Random(int seed)
    {
        var random = new Random(seed);
        int dimension = 1 + random.Next(3);
        int count = 1 + random.Next(6);
        var tokens = new List<Rational[]>();
        while (tokens.Count < count)
        {
            tokens.Add(random.Next(6) switch
            {
                0 when tokens.Count > 0 => tokens[random.Next(tokens.Count)],
                1 when tokens.Count > 1 => [.. tokens[0].Zip(tokens[^1], (x, y) => (x + y) / 2)],
                2 when random.Next(2) == 0 => new Rational[dimension],
                _ => [.. Enumerable.Range(0, dimension).Select(_ => (Rational)random.Next(-3, 4))],
            });
        }

        string[] alphas = ["1", "1/2", "1/3", "2", "1/10", "7/3"];
        var system = new HardmaxSystem(Matrix(random, seed % 8, dimension), Rational.Parse(alphas[random.Next(alphas.Length)]));
        return new HardmaxProblem(new TokenCloud(tokens), system);
    }

    private static Rational[] Row(string text) => [.. text.Split(' ').Select(Rational.Parse)];

    private static AttentionMatrix Matrix(Random random, int matrixClass, int dimension)
    {
        var b = new int[dimension, dimension];
        for (int at = 0; at < b.Length; at++)
        {
            b[at / dimension, at % dimension] = random.Next(-2, 3);
        }

        Rational Gram(int row, int column, int rank) => Enumerable.Range(0, rank).Sum(k => b[k, row] * b[k, column]);
        Rational Unit(int row, int column) => row == column ? 1 : 0;
        Func<int, int, Rational> entry = matrixClass switch
        {
            0 => Unit,
            1 => (r, c) => Gram(r, c, dimension) + Unit(r, c),
            2 => (r, c) => Gram(r, c, dimension - 1),
            3 => (r, c) => -Gram(r, c, dimension) - Unit(r, c),
            4 => (r, c) => -Gram(r, c, dimension - 1),
            5 => (r, c) => b[r, c] - b[c, r],
            6 => (r, c) => b[r, c] + b[c, r],
            _ => (r, c) => b[r, c],
        };
        var entries = new Rational[dimension, dimension];
        for (int at = 0; at < entries.Length; at++)
        {
            entries[at / dimension, at % dimension] = entry(at / dimension, at % dimension);
        }

        return new AttentionMatrix(entries);
    }
}
