using Hardmax.Algebra;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>Proofs that no positive definite matrix meets conditions: from a dual solution in binary64 to exact weights.</summary>
/// <remarks>
/// <para>
/// Facial reduction. S is a sum of z_i (..)^T over the tokens i of the conditions, so x^T S x = 0 for every x that is
/// orthogonal to all of them; a semidefinite S + S^T has such x in its kernel. So its range lies in their span V, and
/// Y is sought there alone, in a rational basis.
/// </para>
/// <para>
/// Why an exact program then finds weights. Let (w, Y) be a dual solution of largest rank, R the range of Y and R
/// rational. The v v^T of the program generate a cone that has Y in its interior relative to the symmetric matrices on
/// R: with q_1, .., q_r near a square root of Y, the vectors q_a and q_a +- q_b generate all diagonally dominant matrices
/// in the basis q, among which the identity is an inner point, and the identity there is near Y. So the program has
/// a real solution, and as its data are rational a rational one. If R is irrational or not recognised, it may fail.
/// </para>
/// </remarks>
internal sealed class DualSearch(int dimension, CancellationToken cancellation)
{
    private const int MostCuts = 12;
    private const int MostRanks = 4;

    private readonly MatrixSpace _space = MatrixSpace.Of(ControlClass.Spd, dimension);

    /// <summary>A proof, or null: then none was found.</summary>
    /// <param name="conditions">Conditions none of which is void.</param>
    /// <param name="whole">The central path for these conditions in all of R^d, which serves where the tokens span it.</param>
    /// <param name="gap">How far the central path is followed.</param>
    /// <param name="isLast">Whether to try by cuts as well, which takes longest.</param>
    public ControlProof.Combination? Find(IReadOnlyList<LeadCondition> conditions, CentralPath? whole, double gap, bool isLast)
    {
        Rational[][] basis = RationalSpan.Independent(TokensOf(conditions));
        bool spansAll = whole is not null && basis.Length == dimension;
        double[][] frame = spansAll ? NumericFrame.Standard(dimension) : NumericFrame.Of(basis);
        CentralPath path = spansAll ? whole! : new CentralPath(_space, conditions, frame);
        path.Continue(gap, cancellation);
        if (path.IsPositive)
        {
            return null;
        }

        double[] weights = path.Weights();
        LeadCondition[] fewer = WithoutIdle(conditions, weights);
        if (fewer.Length < conditions.Count && fewer.Length > 0 && Find(fewer, whole: null, gap, isLast) is { } smaller)
        {
            return smaller;
        }

        var eigen = SymmetricEigen.Of(path.Dual(), frame.Length);
        foreach (int rank in RanksOf(eigen, gap).Take(MostRanks))
        {
            cancellation.ThrowIfCancellationRequested();
            double[][] range = [.. eigen.Take(rank).Select(pair => NumericFrame.Combine(frame, pair.Vector, Math.Sqrt(Math.Max(0, pair.Value))))];
            Rational[][]? face = rank == basis.Length ? basis : RationalFace.Of(range, TokensOf(conditions));
            if (face is not null && FindOn(face, range, conditions) is { } proof)
            {
                return proof;
            }
        }

        return isLast ? FindByCuts(basis, conditions) : null;
    }

    private static IEnumerable<Rational[]> TokensOf(IEnumerable<LeadCondition> conditions) =>
        conditions.DistinctBy(condition => condition.Token).Select(condition => condition.X.ToArray());

    // The tokens whose conditions have no weight to speak of take no part in the contradiction.
    private static LeadCondition[] WithoutIdle(IReadOnlyList<LeadCondition> conditions, double[] weights)
    {
        var shares = conditions.Zip(weights).GroupBy(pair => pair.First.Token).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Second));
        double least = 1e-3 * shares.Values.Max();
        return [.. conditions.Where(condition => shares[condition.Token] >= least)];
    }

    // The eigenvalues that tend to 0 are about as large as mu; the largest drop shows where they begin.
    private static IEnumerable<int> RanksOf((double Value, double[] Vector)[] eigen, double gap)
    {
        double[] values = [1, .. eigen.Select(pair => Math.Max(pair.Value, 1e-300)), Math.Min(gap, eigen.Length == 0 ? gap : eigen[^1].Value / 10)];
        return Enumerable.Range(0, eigen.Length + 1).OrderByDescending(rank => values[rank] / values[rank + 1]);
    }

    private ControlProof.Combination? FindOn(Rational[][] face, double[][] range, IReadOnlyList<LeadCondition> conditions)
    {
        if (face.Length == 0)
        {
            return Solve(conditions, []).Proof;
        }

        foreach (double precision in (double[])[2, 8.0 * face.Length])
        {
            if (NumericFrame.SquareRoot(face, range, precision) is { } root && Solve(conditions, WithPairs(root)).Proof is { } proof)
            {
                return proof;
            }
        }

        return null;
    }

    private (ControlProof.Combination? Proof, Rational[,]? Separating) Solve(IReadOnlyList<LeadCondition> conditions, IReadOnlyList<Rational[]> vectors) =>
        CombinationProgram.Solve(ControlClass.Spd, dimension, conditions, vectors);

    private static List<Rational[]> WithPairs(Rational[][] vectors)
    {
        List<Rational[]> all = [.. vectors];
        for (int a = 0; a < vectors.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                all.Add(Vectors.AddScaled(vectors[a], Rational.One, vectors[b]));
                all.Add(Vectors.Subtract(vectors[a], vectors[b]));
            }
        }

        return all;
    }

    // Where the matrix that the program gives in place of weights has a negative direction, that direction is what it lacked.
    private ControlProof.Combination? FindByCuts(Rational[][] basis, IReadOnlyList<LeadCondition> conditions)
    {
        List<Rational[]> vectors = WithPairs(basis);
        for (int cut = 0; cut < MostCuts; cut++)
        {
            cancellation.ThrowIfCancellationRequested();
            (ControlProof.Combination? proof, Rational[,]? separating) = Solve(conditions, vectors);
            if (proof is not null || separating is null || NumericFrame.NegativeDirection(separating, basis) is not { } direction)
            {
                return proof;
            }

            vectors.Add(direction);
        }

        return null;
    }
}
