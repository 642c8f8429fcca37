using System.Collections.Immutable;
using Hardmax.Algebra;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>
/// What a linear program came to, as a claim with its certificate. A result proves nothing until
/// <see cref="Verify"/>, which looks at the program and the certificate alone, has said so.
/// </summary>
internal abstract record LinearProgramResult
{
    private LinearProgramResult()
    {
    }

    /// <summary>Whether the certificate proves the claim for this program.</summary>
    public abstract bool Verify(LinearProgram program);

    private static bool IsFeasible(LinearProgram program, ImmutableArray<Rational> x) =>
        !x.IsDefault
        && x.Length == program.VariableCount
        && x.Zip(program.IsFree).All(pair => pair.Second || pair.First.Sign >= 0)
        && program.LeftSides(x.AsSpan()).Zip(program.Constraints).All(pair => pair.Second.IsMetBy(pair.First));

    /// <summary>
    /// Whether y >= 0 on "at most" rows and y &lt;= 0 on "at least" rows, and y^T A = c on free and y^T A >= c on
    /// nonnegative variables. Then c.x &lt;= y^T A x &lt;= y.b for every feasible x.
    /// </summary>
    private static bool BoundsObjective(LinearProgram program, ImmutableArray<Rational> y, IEnumerable<Rational> c) =>
        !y.IsDefault
        && y.Length == program.Constraints.Length
        && program.Constraints.Zip(y).All(pair => pair.First.AllowsMultiplier(pair.Second))
        && program.Combine(y.AsSpan()).Zip(c, program.IsFree).All(t => t.Third ? t.First == t.Second : t.First >= t.Second);

    private static Rational Dot(IEnumerable<Rational> x, IEnumerable<Rational> y) =>
        IntegerVector.Of([.. x]).Dot(IntegerVector.Of([.. y]));

    private static IEnumerable<Rational> Bounds(LinearProgram program) => program.Constraints.Select(constraint => constraint.Bound);

    /// <summary>
    /// The program has a largest value, attained at <paramref name="Primal"/>. <paramref name="Dual"/> proves that
    /// nothing is larger: y >= 0 on "at most" rows, y &lt;= 0 on "at least" rows, any sign on equalities;
    /// y^T A = c on free variables and y^T A >= c on nonnegative ones; y.b is the value.
    /// </summary>
    /// <param name="Primal">x, one per variable.</param>
    /// <param name="Dual">y, one per constraint.</param>
    /// <param name="Value">c.x = y.b.</param>
    public sealed record Optimal(ImmutableArray<Rational> Primal, ImmutableArray<Rational> Dual, Rational Value) : LinearProgramResult
    {
        /// <inheritdoc/>
        public override bool Verify(LinearProgram program) =>
            IsFeasible(program, Primal)
            && BoundsObjective(program, Dual, program.Objective)
            && Dot(program.Objective, Primal) == Value
            && Dot(Dual, Bounds(program)) == Value;
    }

    /// <summary>
    /// No x satisfies the constraints. The Farkas vector y has y >= 0 on "at most" rows, y &lt;= 0 on "at least"
    /// rows and any sign on equalities; y^T A = 0 on free variables and y^T A >= 0 on nonnegative ones; y.b &lt; 0.
    /// A feasible x would give 0 &lt;= y^T A x &lt;= y.b &lt; 0.
    /// </summary>
    /// <param name="Farkas">y, one per constraint.</param>
    public sealed record Infeasible(ImmutableArray<Rational> Farkas) : LinearProgramResult
    {
        /// <inheritdoc/>
        public override bool Verify(LinearProgram program) =>
            BoundsObjective(program, Farkas, Enumerable.Repeat(Rational.Zero, program.VariableCount))
            && Dot(Farkas, Bounds(program)).Sign < 0;
    }

    /// <summary>
    /// The value has no bound: from the feasible <paramref name="Point"/> every x + t r with t >= 0 is feasible,
    /// because r satisfies the constraints with the bounds replaced by 0, and c.r > 0.
    /// </summary>
    /// <param name="Point">x, one per variable.</param>
    /// <param name="Ray">r, one per variable.</param>
    public sealed record Unbounded(ImmutableArray<Rational> Point, ImmutableArray<Rational> Ray) : LinearProgramResult
    {
        /// <inheritdoc/>
        public override bool Verify(LinearProgram program)
        {
            var homogeneous = new LinearProgram(
                program.Objective,
                program.Constraints.Select(constraint => constraint with { Bound = Rational.Zero }),
                program.IsFree);
            return IsFeasible(program, Point) && IsFeasible(homogeneous, Ray) && Dot(program.Objective, Ray).Sign > 0;
        }
    }
}
