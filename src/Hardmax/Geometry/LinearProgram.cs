using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>
/// A linear program with exact data: maximise c.x over all x that satisfy every constraint, where each variable is free
/// or nonnegative. There may be no constraint and no variable. Immutable.
/// </summary>
internal sealed class LinearProgram
{
    /// <summary>A program in as many variables as the objective has coefficients.</summary>
    /// <param name="objective">c; all zero asks for feasibility alone.</param>
    /// <param name="constraints">The rows, each with as many coefficients as c.</param>
    /// <param name="isFree">For each variable whether it may be negative; null makes every variable nonnegative.</param>
    /// <exception cref="ArgumentException">A row or the list of free variables has another length than c.</exception>
    public LinearProgram(IEnumerable<Rational> objective, IEnumerable<LinearConstraint> constraints, IEnumerable<bool>? isFree = null)
    {
        Objective = [.. objective];
        Constraints = [.. constraints];
        IsFree = isFree is null ? [.. new bool[Objective.Length]] : [.. isFree];
        if (Constraints.Any(constraint => constraint.Coefficients.Length != VariableCount))
        {
            throw new ArgumentException("A constraint has one coefficient per variable.", nameof(constraints));
        }

        if (IsFree.Length != VariableCount)
        {
            throw new ArgumentException("Each variable is either free or nonnegative.", nameof(isFree));
        }
    }

    /// <summary>c.</summary>
    public ImmutableArray<Rational> Objective { get; }

    /// <summary>The rows.</summary>
    public ImmutableArray<LinearConstraint> Constraints { get; }

    /// <summary>For each variable whether it may be negative.</summary>
    public ImmutableArray<bool> IsFree { get; }

    /// <summary>The number of variables.</summary>
    public int VariableCount => Objective.Length;

    /// <summary>A program all of whose variables are free.</summary>
    public static LinearProgram OverFreeVariables(IEnumerable<Rational> objective, IEnumerable<LinearConstraint> constraints)
    {
        Rational[] c = [.. objective];
        return new LinearProgram(c, constraints, Enumerable.Repeat(element: true, c.Length));
    }

    /// <summary>
    /// The answer with its certificate. A simplex method in binary64 proposes a basis, from which a certificate is
    /// computed exactly; where that is no proof, the exact simplex method goes on from there. Either way the answer
    /// is one that <see cref="LinearProgramResult.Verify"/> accepts.
    /// </summary>
    public LinearProgramResult Solve()
    {
        var form = new StandardForm(this);
        SimplexOutcome proposal = new Simplex(form, DoubleTableau.Of(form), pivotLimit: 20 * (form.Rows + form.Columns + 5)).Run();
        return BasisCertificate.Of(form, proposal) is { } candidate && candidate.Verify(this) ? candidate : SolveExactly(form, proposal);
    }

    /// <summary>The same without floating point, slower: every pivot is an integer one, from the basis of the slack variables.</summary>
    public LinearProgramResult SolveExactly() => SolveExactly(new StandardForm(this), proposal: null);

    /// <summary>A x: the left side of every constraint.</summary>
    internal Rational[] LeftSides(ReadOnlySpan<Rational> x)
    {
        var point = IntegerVector.Of(x);
        return [.. Constraints.Select(constraint => IntegerVector.Of(constraint.Coefficients.AsSpan()).Dot(point))];
    }

    /// <summary>y^T A: the coefficients of the sum of the constraints, each times its multiplier.</summary>
    internal Rational[] Combine(ReadOnlySpan<Rational> multipliers)
    {
        IntegerVector[] rows = [.. Constraints.Select(constraint => IntegerVector.Of(constraint.Coefficients.AsSpan()))];
        var shares = new Rational[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            shares[i] = multipliers[i] / rows[i].Denominator;
        }

        var weights = IntegerVector.Of(shares);
        var sums = new BigInteger[VariableCount];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < sums.Length && !weights.Numerators[i].IsZero; j++)
            {
                sums[j] += weights.Numerators[i] * rows[i].Numerators[j];
            }
        }

        return Array.ConvertAll(sums, sum => new Rational(sum, weights.Denominator));
    }

    private LinearProgramResult SolveExactly(StandardForm form, SimplexOutcome? proposal)
    {
        var tableau = IntegerTableau.Of(form);
        if (proposal is { Kind: not SimplexOutcomeKind.GaveUp })
        {
            tableau.MoveTowards(proposal.Basic);
        }

        LinearProgramResult? result = BasisCertificate.Of(form, new Simplex(form, tableau, pivotLimit: int.MaxValue).Run());
        Debug.Assert(result?.Verify(this) == true, "The exact simplex method ends with a proof.");
        return result ?? throw new UnreachableException("The final basis of the exact simplex method is regular.");
    }
}
