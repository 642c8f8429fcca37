using System.Collections.Immutable;
using Hardmax.Geometry;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Geometry;

public sealed class LinearProgramTests
{
    private static readonly Rational Half = Rational.One / 2;

    [Fact]
    public void The_cycling_example_of_Beale_ends_at_its_optimum()
    {
        // Largest-coefficient pivots with smallest-index ties go round in six steps here (Beale 1955).
        Rational quarter = Half / 2;
        var program = new LinearProgram(
            [3 * quarter, -150, new Rational(1, 50), -6],
            [
                LinearConstraint.AtMost([quarter, -60, new Rational(-1, 25), 9], 0),
                LinearConstraint.AtMost([Half, -90, new Rational(-1, 50), 3], 0),
                LinearConstraint.AtMost([0, 0, 1, 0], 1),
            ]);
        AssertOptimal(program, new Rational(1, 20));
    }

    [Fact]
    public void The_cycling_example_of_Kuhn_ends_at_its_optimum()
    {
        var third = new Rational(1, 3);
        var program = new LinearProgram(
            [2, 3, -1, -12],
            [
                LinearConstraint.AtMost([-2, -9, 1, 9], 0),
                LinearConstraint.AtMost([third, 1, -third, -2], 0),
                LinearConstraint.AtMost([2, 3, -1, -12], 2),
            ]);
        AssertOptimal(program, 2);
    }

    [Fact]
    public void The_cycling_example_of_Marshall_and_Suurballe_is_unbounded()
    {
        var program = new LinearProgram(
            [10, -57, -9, -24],
            [
                LinearConstraint.AtMost([Half, -11 * Half, -5 * Half, 9], 0),
                LinearConstraint.AtMost([Half, -3 * Half, -Half, 1], 0),
            ]);
        AssertVerified<LinearProgramResult.Unbounded>(program);
        AssertOptimal(
            new LinearProgram(program.Objective, [.. program.Constraints, LinearConstraint.AtMost([1, 0, 0, 0], 1)]),
            1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void The_cube_of_Klee_and_Minty_is_climbed_to_the_top(int n)
    {
        Rational Power(int b, int e) => System.Numerics.BigInteger.Pow(b, e);
        IEnumerable<LinearConstraint> rows = Enumerable.Range(0, n).Select(i => LinearConstraint.AtMost(
            Enumerable.Range(0, n).Select(j => j < i ? 2 * Power(10, i - j) : j == i ? Rational.One : Rational.Zero),
            Power(100, i)));
        AssertOptimal(new LinearProgram(Enumerable.Range(0, n).Select(j => Power(10, n - 1 - j)), rows), Power(100, n - 1));
    }

    [Fact]
    public void Redundant_equalities_are_harmless()
    {
        AssertOptimal(
            new LinearProgram(
                [1, 2],
                [LinearConstraint.Equal([1, 1], 1), LinearConstraint.Equal([2, 2], 2), LinearConstraint.Equal([0, 0], 0), LinearConstraint.Equal([-1, -1], -1)]),
            2);
    }

    [Fact]
    public void Contradictory_equalities_are_infeasible() => AssertVerified<LinearProgramResult.Infeasible>(
        new LinearProgram([1, 2], [LinearConstraint.Equal([1, 1], 1), LinearConstraint.Equal([2, 2], 3)]));

    [Fact]
    public void An_empty_constraint_with_a_bound_that_zero_misses_is_infeasible()
    {
        AssertVerified<LinearProgramResult.Infeasible>(new LinearProgram([1], [LinearConstraint.AtMost([0], -1)]));
        AssertVerified<LinearProgramResult.Infeasible>(new LinearProgram([1], [LinearConstraint.AtLeast([0], 1)]));
        AssertVerified<LinearProgramResult.Infeasible>(new LinearProgram([], [LinearConstraint.Equal([], 1)]));
        AssertOptimal(new LinearProgram([], [LinearConstraint.AtMost([], 1)]), 0);
    }

    [Fact]
    public void Without_constraints_a_program_is_unbounded_or_ends_at_zero()
    {
        AssertVerified<LinearProgramResult.Unbounded>(new LinearProgram([0, 1], []));
        AssertOptimal(new LinearProgram([-1, 0], []), 0);
        AssertVerified<LinearProgramResult.Unbounded>(LinearProgram.OverFreeVariables([-1, 0], []));
        AssertOptimal(LinearProgram.OverFreeVariables([0, 0], []), 0);
    }

    [Fact]
    public void A_free_variable_may_be_negative()
    {
        var program = new LinearProgram([-1, 1], [LinearConstraint.AtLeast([1, 0], -7), LinearConstraint.AtMost([1, 2], -3)], [true, true]);
        AssertOptimal(program, 9);
        AssertVerified<LinearProgramResult.Infeasible>(new LinearProgram(program.Objective, program.Constraints));
    }

    [Fact]
    public void A_free_variable_in_no_constraint_makes_an_objective_that_has_it_unbounded() => AssertVerified<LinearProgramResult.Unbounded>(
        LinearProgram.OverFreeVariables([1, -1], [LinearConstraint.AtMost([1, 0], 1), LinearConstraint.AtMost([-1, 0], 1)]));

    [Fact]
    public void What_binary64_cannot_tell_apart_is_told_apart()
    {
        // x <= 1 + 2^-200 and x <= 1, whose bounds round to the same double.
        Rational above = 1 + new Rational(1, System.Numerics.BigInteger.One << 200);
        AssertOptimal(new LinearProgram([1], [LinearConstraint.AtMost([1], above), LinearConstraint.AtMost([1], 1)]), 1);
        AssertVerified<LinearProgramResult.Infeasible>(new LinearProgram([1], [LinearConstraint.AtLeast([1], above), LinearConstraint.AtMost([1], 1)]));
        AssertOptimal(new LinearProgram([1], [LinearConstraint.AtLeast([1], 1), LinearConstraint.AtMost([1], above)]), above);
    }

    [Fact]
    public void Data_beyond_the_range_of_binary64_is_no_obstacle()
    {
        Rational huge = System.Numerics.BigInteger.One << 3000;
        AssertOptimal(
            new LinearProgram([1, huge], [LinearConstraint.AtMost([huge, 1], huge), LinearConstraint.AtMost([1, huge * huge], 2)]),
            1 + (((huge * huge) - 1) / ((huge * huge * huge) - 1)));
    }

    [Fact]
    public void Rows_of_another_length_than_the_objective_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LinearProgram([1, 2], [LinearConstraint.AtMost([1], 1)]));
        Assert.Throws<ArgumentException>(() => new LinearProgram([1, 2], [], [true]));
    }

    [Fact]
    public void Answers_are_those_of_vertex_enumeration()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int seed = 0; seed < 600; seed++)
        {
            LinearProgram program = Small(seed);
            LinearProgramResult result = program.Solve();
            LinearProgramResult exact = program.SolveExactly();
            (string kind, Rational? value) = Enumerate(program);
            Assert.True(result.Verify(program) && exact.Verify(program), $"seed {seed}: a result does not verify");
            Assert.True(result.GetType().Name == kind && exact.GetType().Name == kind, $"seed {seed}: {result} where enumeration says {kind}");
            Assert.Equal(value, (result as LinearProgramResult.Optimal)?.Value);
            Assert.Equal(value, (exact as LinearProgramResult.Optimal)?.Value);
            seen[kind] = seen.GetValueOrDefault(kind) + 1;
        }

        Assert.Equal(3, seen.Count);
        Assert.All(seen, pair => Assert.True(pair.Value >= 60, $"{pair.Key} occurred {pair.Value} times only"));
    }

    [Fact]
    public void Larger_programs_verify_both_ways_and_agree()
    {
        for (int seed = 0; seed < 24; seed++)
        {
            LinearProgram program = Margin(seed, variables: 4 + (seed % 5), constraints: 26);
            LinearProgramResult result = program.Solve();
            LinearProgramResult exact = program.SolveExactly();
            Assert.True(result.Verify(program) && exact.Verify(program), $"seed {seed}");
            Assert.Equal(((LinearProgramResult.Optimal)exact).Value, ((LinearProgramResult.Optimal)result).Value);
        }
    }

    [Fact]
    public void A_margin_program_in_36_free_variables_is_solved()
    {
        LinearProgram program = Margin(seed: 1, variables: 36, constraints: 100);
        Assert.True(Assert.IsType<LinearProgramResult.Optimal>(program.Solve()).Verify(program));
    }

    [Fact]
    public void A_changed_certificate_is_rejected()
    {
        int optimal = 0;
        int infeasible = 0;
        int unbounded = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            LinearProgram program = Small(seed);
            switch (program.Solve())
            {
                case LinearProgramResult.Optimal result:
                    optimal++;
                    Assert.False((result with { Value = result.Value + 1 }).Verify(program));
                    Assert.False((result with { Primal = result.Primal.Add(0) }).Verify(program));
                    Assert.False((result with { Dual = result.Dual.Add(0) }).Verify(program));
                    AssertNoChangeEscapes(program, result);
                    break;
                case LinearProgramResult.Infeasible result:
                    infeasible++;
                    Assert.False(new LinearProgramResult.Infeasible([.. result.Farkas.Select(y => -y)]).Verify(program));
                    Assert.False(new LinearProgramResult.Infeasible([.. result.Farkas.Select(_ => Rational.Zero)]).Verify(program));
                    Assert.False(new LinearProgramResult.Infeasible(result.Farkas.RemoveAt(0)).Verify(program));
                    break;
                case LinearProgramResult.Unbounded result:
                    unbounded++;
                    Assert.False((result with { Ray = [.. result.Ray.Select(r => -r)] }).Verify(program));
                    Assert.False((result with { Ray = [.. result.Ray.Select(_ => Rational.Zero)] }).Verify(program));
                    Assert.False((result with { Point = result.Point.RemoveAt(0) }).Verify(program));
                    break;
            }
        }

        Assert.True(optimal > 20 && infeasible > 20 && unbounded > 20);
    }

    [Fact]
    public void A_dual_or_Farkas_vector_of_the_wrong_sign_is_rejected()
    {
        // Maximise x with x <= 1 and x >= -5: y = (1, 0). The other vectors balance the sums, with a wrong sign.
        var program = LinearProgram.OverFreeVariables([1], [LinearConstraint.AtMost([1], 1), LinearConstraint.AtLeast([1], 1)]);
        Assert.True(new LinearProgramResult.Optimal([1], [1, 0], 1).Verify(program));
        Assert.False(new LinearProgramResult.Optimal([1], [0, 1], 1).Verify(program));
        Assert.False(new LinearProgramResult.Optimal([2], [1, 0], 1).Verify(program));
        Assert.False(new LinearProgramResult.Optimal([1], [Half, 0], 1).Verify(program));

        // x >= 0 and x >= 1 hold together; a multiplier of the wrong sign would prove that they do not.
        var feasible = LinearProgram.OverFreeVariables([0], [LinearConstraint.AtLeast([1], 0), LinearConstraint.AtLeast([1], 1)]);
        Assert.False(new LinearProgramResult.Infeasible([1, -1]).Verify(feasible));

        // y^T A = 1 is a proof for a nonnegative variable and none for a free one.
        LinearConstraint[] rows = [LinearConstraint.AtMost([1], -1)];
        Assert.True(new LinearProgramResult.Infeasible([1]).Verify(new LinearProgram([0], rows)));
        Assert.False(new LinearProgramResult.Infeasible([1]).Verify(LinearProgram.OverFreeVariables([0], rows)));
    }

    // Changing a coordinate of x must break feasibility or the value; changing one of y the bound or the value,
    // unless what is left is a proof in its own right, which c.x and y.b then show.
    private static void AssertNoChangeEscapes(LinearProgram program, LinearProgramResult.Optimal result)
    {
        for (int j = 0; j < result.Primal.Length; j++)
        {
            LinearProgramResult.Optimal changed = result with { Primal = result.Primal.SetItem(j, result.Primal[j] - Half) };
            Assert.False(!program.Objective[j].IsZero && changed.Verify(program));
        }

        for (int i = 0; i < result.Dual.Length; i++)
        {
            LinearProgramResult.Optimal changed = result with { Dual = result.Dual.SetItem(i, result.Dual[i] + Half) };
            Assert.False(!program.Constraints[i].Bound.IsZero && changed.Verify(program));
        }
    }

    private static void AssertOptimal(LinearProgram program, Rational value)
    {
        Assert.Equal(value, AssertVerified<LinearProgramResult.Optimal>(program).Value);
    }

    private static TResult AssertVerified<TResult>(LinearProgram program)
        where TResult : LinearProgramResult
    {
        TResult exact = Assert.IsType<TResult>(program.SolveExactly());
        Assert.True(exact.Verify(program));
        TResult result = Assert.IsType<TResult>(program.Solve());
        Assert.True(result.Verify(program));
        return result;
    }

    private static LinearProgram Small(int seed)
    {
        var inputs = new GeometryInputs(seed);
        int n = 1 + inputs.Below(3);
        bool[] isFree = [.. Enumerable.Range(0, n).Select(_ => inputs.Below(3) == 0)];
        LinearConstraint[] rows =
        [
            .. Enumerable.Range(0, 1 + inputs.Below(4)).Select(_ =>
                new LinearConstraint([.. inputs.Vector(n)], (ConstraintRelation)inputs.Below(3), inputs.Number())),
        ];
        return new LinearProgram(inputs.Vector(n), rows, isFree);
    }

    /// <summary>Maximise the margin t with |a| bounded and each row at least t ahead: the shape of leader control.</summary>
    private static LinearProgram Margin(int seed, int variables, int constraints)
    {
        var inputs = new GeometryInputs(seed);
        int n = variables - 1;
        Rational[] Last(Rational[] row, Rational t) => [.. row, t];
        Rational[] Unit(int j) => [.. Enumerable.Range(0, n).Select(k => k == j ? Rational.One : Rational.Zero)];
        IEnumerable<LinearConstraint> margins = Enumerable.Range(0, constraints - (2 * n))
            .Select(_ => LinearConstraint.AtLeast(Last(inputs.Vector(n), -1), 0));
        IEnumerable<LinearConstraint> box = Enumerable.Range(0, n).SelectMany(j => new[]
        {
            LinearConstraint.AtMost(Last(Unit(j), 0), 1),
            LinearConstraint.AtLeast(Last(Unit(j), 0), -1),
        });
        return LinearProgram.OverFreeVariables(Last(new Rational[n], 1), margins.Concat(box));
    }

    /// <summary>
    /// With every free variable split in two the feasible set lies in an orthant, so it has a vertex unless it is
    /// empty, and the objective grows without end iff it does along a vertex of the recession cone's slice.
    /// </summary>
    private static (string Kind, Rational? Value) Enumerate(LinearProgram program)
    {
        (int Index, int Sign)[] columns =
        [
            .. Enumerable.Range(0, program.VariableCount).Select(j => (j, 1)),
            .. Enumerable.Range(0, program.VariableCount).Where(j => program.IsFree[j]).Select(j => (j, -1)),
        ];
        Rational[] Split(IReadOnlyList<Rational> row) => [.. columns.Select(column => column.Sign * row[column.Index])];
        LinearConstraint[] rows = [.. program.Constraints.Select(row => row with { Coefficients = [.. Split(row.Coefficients)] })];
        Rational[] c = Split(program.Objective);
        Rational[] values = [.. Vertices(rows, c.Length).Select(x => Model.Vectors.Dot(c, x))];
        if (values.Length == 0)
        {
            return (nameof(LinearProgramResult.Infeasible), null);
        }

        LinearConstraint[] cone =
        [
            .. rows.Select(row => row with { Bound = 0 }),
            LinearConstraint.Equal(Enumerable.Repeat(Rational.One, c.Length), 1),
        ];
        return Vertices(cone, c.Length).Any(ray => Model.Vectors.Dot(c, ray).Sign > 0)
            ? (nameof(LinearProgramResult.Unbounded), null)
            : (nameof(LinearProgramResult.Optimal), values.Max());
    }

    private static IEnumerable<Rational[]> Vertices(LinearConstraint[] rows, int n)
    {
        LinearConstraint[] planes =
        [
            .. rows,
            .. Enumerable.Range(0, n).Select(j => LinearConstraint.AtLeast(Enumerable.Range(0, n).Select(k => (Rational)(j == k ? 1 : 0)), 0)),
        ];
        return BruteForce.Subsets(planes.Length, n)
            .Select(tight => BruteForce.SolveUniquely(
                [.. tight.Select(i => planes[i].Coefficients.ToArray())],
                [.. tight.Select(i => planes[i].Bound)],
                n))
            .OfType<Rational[]>()
            .Where(x => planes.All(plane => Holds(plane, Model.Vectors.Dot(plane.Coefficients.AsSpan(), x))));
    }

    private static bool Holds(LinearConstraint plane, Rational left) => plane.Relation switch
    {
        ConstraintRelation.AtMost => left <= plane.Bound,
        ConstraintRelation.AtLeast => left >= plane.Bound,
        _ => left == plane.Bound,
    };
}
