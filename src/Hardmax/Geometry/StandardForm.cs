using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>What is required of a variable of the simplex method.</summary>
internal enum VariableKind
{
    /// <summary>Any value.</summary>
    Free,

    /// <summary>At least 0.</summary>
    NonNegative,

    /// <summary>Exactly 0: the slack of an equality.</summary>
    Fixed,
}

/// <summary>
/// A linear program with integer data: A x + s = b, maximise c.x. Variables 0 .. n-1 are the program's, n .. n+m-1 the
/// slacks s. Row i is the program's row times <see cref="RowFactor"/>, which is negative for "at least".
/// </summary>
internal sealed class StandardForm
{
    private readonly VariableKind[] _kinds;

    public StandardForm(LinearProgram program)
    {
        Rows = program.Constraints.Length;
        Columns = program.VariableCount;
        A = new BigInteger[Rows][];
        B = new BigInteger[Rows];
        RowFactor = new Rational[Rows];
        _kinds = new VariableKind[Columns + Rows];
        for (int j = 0; j < Columns; j++)
        {
            _kinds[j] = program.IsFree[j] ? VariableKind.Free : VariableKind.NonNegative;
        }

        for (int i = 0; i < Rows; i++)
        {
            LinearConstraint constraint = program.Constraints[i];
            bool isEquality = constraint.Relation == ConstraintRelation.Equal;
            _kinds[Columns + i] = isEquality ? VariableKind.Fixed : VariableKind.NonNegative;
            int sign = constraint.Relation == ConstraintRelation.AtLeast ? -1 : 1;
            (BigInteger[] row, RowFactor[i]) = Primitive([.. constraint.Coefficients, constraint.Bound], sign);
            A[i] = row[..Columns];
            B[i] = row[Columns];
        }

        (C, ObjectiveFactor) = Primitive(program.Objective.AsSpan(), sign: 1);
    }

    /// <summary>The number of constraints, m.</summary>
    public int Rows { get; }

    /// <summary>The number of the program's variables, n.</summary>
    public int Columns { get; }

    /// <summary>A, m x n.</summary>
    public BigInteger[][] A { get; }

    /// <summary>b, one per row.</summary>
    public BigInteger[] B { get; }

    /// <summary>c, one per column.</summary>
    public BigInteger[] C { get; }

    /// <summary>What each row of the program was multiplied by.</summary>
    public Rational[] RowFactor { get; }

    /// <summary>What the program's objective was multiplied by, greater than 0.</summary>
    public Rational ObjectiveFactor { get; }

    /// <summary>What is required of a variable.</summary>
    public VariableKind Kind(int variable) => _kinds[variable];

    /// <summary>Whether a variable is a slack; its row is then the variable less n.</summary>
    public bool IsSlack(int variable) => variable >= Columns;

    private static (BigInteger[] Row, Rational Factor) Primitive(ReadOnlySpan<Rational> row, int sign)
    {
        var vector = IntegerVector.Of(row);
        BigInteger content = vector.Numerators.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);

        BigInteger divisor = sign * (content.IsZero ? BigInteger.One : content);
        return (Array.ConvertAll(vector.Numerators, entry => entry / divisor), new Rational(vector.Denominator, divisor));
    }
}
