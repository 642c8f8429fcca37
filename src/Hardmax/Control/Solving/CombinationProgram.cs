using System.Collections.Immutable;
using Hardmax.Algebra;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>
/// The exact linear program for a <see cref="ControlProof.Combination"/>: w >= 0 on the conditions and mu >= 0 on given
/// vectors v with sum of w x y^T + sum of mu v v^T = 0 (class any, without vectors) or its symmetric part 0, and the
/// weights of strict conditions and vectors adding up to 1. Then S + S^T = -2 sum of mu v v^T is negative semidefinite,
/// and it is not 0 where no strict condition has a weight, because a v other than 0 has then.
/// </summary>
internal static class CombinationProgram
{
    /// <summary>
    /// The proof, or the matrix A that Farkas' lemma gives in its place: &lt;A x, y> > 0 for every strict condition,
    /// >= 0 for every other, v^T A v > 0 for every vector. For the classes any and symmetric it answers the question.
    /// </summary>
    public static (ControlProof.Combination? Proof, Rational[,]? Separating) Solve(
        ControlClass matrices, int dimension, IReadOnlyList<LeadCondition> conditions, IReadOnlyList<Rational[]> vectors)
    {
        (int Row, int Column)[] places =
        [
            .. Enumerable.Range(0, dimension)
                .SelectMany(row => Enumerable.Range(0, dimension).Select(column => (row, column)))
                .Where(place => matrices == ControlClass.Any || place.column >= place.row),
        ];
        bool isSymmetric = matrices != ControlClass.Any;
        IEnumerable<LinearConstraint> equations = places.Select(place => LinearConstraint.Equal(
            [
                .. conditions.Select(condition => Entry(condition.X, condition.Y, place, isSymmetric)),
                .. vectors.Select(v => Entry(v, v, place, isSymmetric)),
            ],
            Rational.Zero));
        var total = LinearConstraint.Equal(
            [
                .. conditions.Select(condition => condition.IsStrict ? Rational.One : Rational.Zero),
                .. vectors.Select(_ => Rational.One),
            ],
            Rational.One);
        LinearProgramResult result = new LinearProgram(new Rational[conditions.Count + vectors.Count], equations.Append(total)).Solve();
        return result switch
        {
            LinearProgramResult.Optimal optimal => (Proof(conditions, optimal.Primal), null),
            LinearProgramResult.Infeasible infeasible => (null, Matrix(dimension, places, infeasible.Farkas, isSymmetric)),
            _ => (null, null),
        };
    }

    private static Rational Entry(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> y, (int Row, int Column) place, bool isSymmetric) =>
        isSymmetric
            ? (x[place.Row] * y[place.Column]) + (x[place.Column] * y[place.Row])
            : x[place.Row] * y[place.Column];

    private static ControlProof.Combination Proof(IReadOnlyList<LeadCondition> conditions, ImmutableArray<Rational> weights)
    {
        (LeadCondition Condition, Rational Weight)[] used =
        [
            .. conditions.Select((condition, k) => (condition, weights[k] * condition.Scale)).Where(pair => !pair.Item2.IsZero),
        ];
        Rational unit = CommonDenominator.PrimitiveFactor([.. used.Select(pair => pair.Weight)]) ?? Rational.One;
        return new ControlProof.Combination(
        [
            .. used.Select(pair => new ControlMultiplier(pair.Condition.Token, pair.Condition.Other, pair.Weight * unit))
                .OrderBy(multiplier => multiplier.Leader)
                .ThenBy(multiplier => multiplier.Other),
        ]);
    }

    // The multiplier of the equation at (k, l) is what the sum over x and y multiplies x_k y_l by; <A x, y> has A_lk there.
    private static Rational[,] Matrix(int dimension, (int Row, int Column)[] places, ImmutableArray<Rational> farkas, bool isSymmetric)
    {
        var matrix = new Rational[dimension, dimension];
        for (int k = 0; k < places.Length; k++)
        {
            (int row, int column) = places[k];
            matrix[column, row] += farkas[k];
            if (isSymmetric)
            {
                matrix[row, column] += farkas[k];
            }
        }

        return matrix;
    }
}
