using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>How the left side of a linear constraint relates to its bound.</summary>
internal enum ConstraintRelation
{
    /// <summary>a.x &lt;= b.</summary>
    AtMost,

    /// <summary>a.x = b.</summary>
    Equal,

    /// <summary>a.x &gt;= b.</summary>
    AtLeast,
}

/// <summary>One row of a linear program: a.x &lt;= b, a.x = b or a.x &gt;= b. Immutable.</summary>
/// <param name="Coefficients">a, one per variable; all may be 0.</param>
/// <param name="Relation">Which of the three.</param>
/// <param name="Bound">b.</param>
internal sealed record LinearConstraint(ImmutableArray<Rational> Coefficients, ConstraintRelation Relation, Rational Bound)
{
    /// <summary>a.x &lt;= b.</summary>
    public static LinearConstraint AtMost(IEnumerable<Rational> coefficients, Rational bound) =>
        new([.. coefficients], ConstraintRelation.AtMost, bound);

    /// <summary>a.x = b.</summary>
    public static LinearConstraint Equal(IEnumerable<Rational> coefficients, Rational bound) =>
        new([.. coefficients], ConstraintRelation.Equal, bound);

    /// <summary>a.x &gt;= b.</summary>
    public static LinearConstraint AtLeast(IEnumerable<Rational> coefficients, Rational bound) =>
        new([.. coefficients], ConstraintRelation.AtLeast, bound);

    /// <summary>Whether a left side of this value satisfies the constraint.</summary>
    internal bool IsMetBy(Rational leftSide) => Relation switch
    {
        ConstraintRelation.AtMost => leftSide <= Bound,
        ConstraintRelation.Equal => leftSide == Bound,
        _ => leftSide >= Bound,
    };

    /// <summary>Whether a multiplier of this sign turns the constraint into one of the form "at most".</summary>
    internal bool AllowsMultiplier(Rational multiplier) => Relation switch
    {
        ConstraintRelation.AtMost => multiplier.Sign >= 0,
        ConstraintRelation.Equal => true,
        _ => multiplier.Sign <= 0,
    };
}
