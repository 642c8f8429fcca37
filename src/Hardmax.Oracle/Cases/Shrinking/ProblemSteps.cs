using System.Numerics;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Single steps towards a simpler problem, the largest first and few of each kind: <see cref="ProblemShrink"/> tries
/// hundreds of small ones, which a function bears and a program behind pipes does not. Numbers that are equal up to the
/// sign change together, so that exact ties survive. Not every step is a step down; the caller sorts those out.
/// </summary>
internal static class ProblemSteps
{
    /// <summary>All steps: tokens, dimensions, alpha and A, all coordinates at once, and then fewer and fewer of them.</summary>
    public static IEnumerable<HardmaxProblem> All(HardmaxProblem problem)
    {
        Rational[][] tokens = problem.Tokens.ToArray();
        HardmaxSystem system = problem.System;
        HardmaxProblem With(Rational[][] cloud) => new(new TokenCloud(cloud), system);
        return FewerTokens(tokens).Select(With)
            .Concat(FewerDimensions(problem))
            .Concat(Integers(problem))
            .Concat(Matrices(system.Matrix).Select(matrix => new HardmaxProblem(problem.Tokens, new HardmaxSystem(matrix, system.Alpha))))
            .Concat(new Rational[] { 1, Rational.One / 2, 2 }.Select(alpha => new HardmaxProblem(problem.Tokens, new HardmaxSystem(system.Matrix, alpha))))
            .Concat(Whole(tokens).Select(With))
            .Concat(Places(tokens).Select(With))
            .Concat(Sizes(tokens).Select(With))
            .Concat(Entries(system.Matrix).Select(matrix => new HardmaxProblem(problem.Tokens, new HardmaxSystem(matrix, system.Alpha))))
            .Concat(Coordinates(tokens).Select(With));
    }

    // Without a half, a quarter, ... of the tokens, and last without one of them.
    private static IEnumerable<Rational[][]> FewerTokens(Rational[][] tokens)
    {
        for (int size = tokens.Length / 2; size >= 1; size /= 2)
        {
            for (int first = 0; first < tokens.Length; first += size)
            {
                Rational[][] kept = [.. tokens[..first], .. tokens[Math.Min(tokens.Length, first + size)..]];
                if (kept.Length > 0)
                {
                    yield return kept;
                }
            }
        }
    }

    // Either half of the coordinates, then without one of them.
    private static IEnumerable<HardmaxProblem> FewerDimensions(HardmaxProblem problem)
    {
        int d = problem.Tokens.Dimension;
        int[] all = [.. Enumerable.Range(0, d)];
        IEnumerable<int[]> halves = d > 2 ? [all[..(d / 2)], all[(d / 2)..]] : [];
        IEnumerable<int[]> others = d > 1 ? all.Select(c => all.Where(other => other != c).ToArray()) : [];
        return halves.Concat(others).Select(kept => new HardmaxProblem(
            new TokenCloud(problem.Tokens.ToArray().Select(token => Array.ConvertAll(kept, c => token[c]))),
            new HardmaxSystem(Build(kept.Length, (r, c) => problem.System.Matrix[kept[r], kept[c]]), problem.System.Alpha)));
    }

    // Multiples of all tokens and of A that are integers without a common divisor: the sets stay the same.
    private static IEnumerable<HardmaxProblem> Integers(HardmaxProblem problem)
    {
        var integers = IntegerProblem.Of(problem);
        int d = integers.Dimension;
        BigInteger tokenDivisor = Divisor(integers.Tokens.SelectMany(token => token));
        BigInteger matrixDivisor = Divisor(integers.Matrix.Cast<BigInteger>());
        var cloud = new TokenCloud(integers.Tokens.Select(token => Array.ConvertAll(token, x => (Rational)(x / tokenDivisor))));
        AttentionMatrix matrix = Build(d, (r, c) => integers.Matrix[r, c] / matrixDivisor);
        yield return new HardmaxProblem(cloud, new HardmaxSystem(matrix, Rational.One));
        yield return new HardmaxProblem(cloud, new HardmaxSystem(matrix, problem.System.Alpha));
        yield return new HardmaxProblem(cloud, problem.System);
        yield return new HardmaxProblem(problem.Tokens, new HardmaxSystem(matrix, problem.System.Alpha));
    }

    private static BigInteger Divisor(IEnumerable<BigInteger> values) =>
        BigInteger.Max(BigInteger.One, values.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor));

    private static IEnumerable<AttentionMatrix> Matrices(AttentionMatrix matrix)
    {
        int d = matrix.Dimension;
        yield return AttentionMatrix.Identity(d);
        yield return Build(d, (r, c) => r == c ? -1 : 0);
        yield return Build(d, (r, c) => r == c ? matrix[r, c] : 0);
        yield return Build(d, (r, c) => r == c ? matrix[r, c].Sign : 0);
        yield return matrix.SymmetricPart();
        yield return Build(d, (r, c) => matrix[r, c].Sign);
    }

    private static IEnumerable<Rational[][]> Whole(Rational[][] tokens)
    {
        yield return Array.ConvertAll(tokens, token => Array.ConvertAll(token, x => (Rational)x.Sign));
        yield return Array.ConvertAll(tokens, token => Array.ConvertAll(token, Truncate));
        yield return Array.ConvertAll(tokens, token => Array.ConvertAll(token, Rational.Abs));
        Rational largest = tokens.SelectMany(token => token).Select(Rational.Abs).Aggregate(Rational.Max);
        for (int bits = (int)(Truncate(largest).Numerator.GetBitLength() / 2); bits >= 1; bits /= 2)
        {
            Rational divisor = BigInteger.One << bits;
            yield return Array.ConvertAll(tokens, token => Array.ConvertAll(token, x => Truncate(x / divisor)));
        }
    }

    // All tokens at a place, moved to the origin or to a multiple that is closer.
    private static IEnumerable<Rational[][]> Places(Rational[][] tokens) =>
        from place in tokens.Distinct(Vectors.Comparer)
        from moved in new[] { new Rational[place.Length], Array.ConvertAll(place, x => (Rational)x.Sign), Array.ConvertAll(place, x => Truncate(x / 2)) }
        select Array.ConvertAll(tokens, token => Vectors.Comparer.Equals(token, place) ? moved : token);

    private static IEnumerable<Rational[][]> Sizes(Rational[][] tokens) =>
        from size in tokens.SelectMany(token => token).Select(Rational.Abs).Distinct().OrderDescending()
        from smaller in Smaller(size)
        select Array.ConvertAll(tokens, token => Array.ConvertAll(token, x => x == size ? smaller : x == -size ? -smaller : x));

    private static IEnumerable<Rational[][]> Coordinates(Rational[][] tokens) =>
        from i in Enumerable.Range(0, tokens.Length)
        from c in Enumerable.Range(0, tokens[i].Length)
        from smaller in Smaller(tokens[i][c])
        select tokens.Select((token, k) => token.Select((x, at) => (k, at) == (i, c) ? smaller : x).ToArray()).ToArray();

    // Entries of A, and their mirrors where those are equal or opposite.
    private static IEnumerable<AttentionMatrix> Entries(AttentionMatrix matrix)
    {
        int d = matrix.Dimension;
        foreach ((int row, int column) in Enumerable.Range(0, d * d).Select(k => (k / d, k % d)).Where(at => at.Item1 <= at.Item2))
        {
            Rational entry = matrix[row, column];
            Rational mirror = matrix[column, row];
            IEnumerable<(Rational Entry, Rational Mirror)> pairs = row == column
                ? Smaller(entry).Prepend(Rational.One).Select(x => (x, x))
                : [.. Pairs(entry, mirror), .. Smaller(entry).Select(x => (x, mirror)), .. Smaller(mirror).Select(x => (entry, x))];
            foreach ((Rational newEntry, Rational newMirror) in pairs)
            {
                yield return Build(d, (r, c) => (r, c) == (row, column) ? newEntry : (r, c) == (column, row) ? newMirror : matrix[r, c]);
            }
        }
    }

    private static IEnumerable<(Rational Entry, Rational Mirror)> Pairs(Rational entry, Rational mirror) =>
        mirror == entry || mirror == -entry
            ? Smaller(entry).Select(x => (x, mirror == entry ? x : -x))
            : [];

    private static Rational[] Smaller(Rational value) => value.IsZero
        ? []
        : [.. new[] { Rational.Zero, Rational.One, value.Sign, Rational.Abs(value), Truncate(value), Truncate(value / 2), value - value.Sign }
            .Distinct().Where(x => RationalShrink.Cost(x) < RationalShrink.Cost(value))];

    private static Rational Truncate(Rational value) => BigInteger.Divide(value.Numerator, value.Denominator);

    private static AttentionMatrix Build(int dimension, Func<int, int, Rational> entry)
    {
        var entries = new Rational[dimension, dimension];
        for (int r = 0; r < dimension; r++)
        {
            for (int c = 0; c < dimension; c++)
            {
                entries[r, c] = entry(r, c);
            }
        }

        return new AttentionMatrix(entries);
    }
}
