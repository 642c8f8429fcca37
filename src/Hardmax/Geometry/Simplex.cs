namespace Hardmax.Geometry;

/// <summary>How a run of the simplex method ended.</summary>
internal enum SimplexOutcomeKind
{
    /// <summary>Feasible, and no column improves the objective.</summary>
    Optimal,

    /// <summary>Some variables are infeasible, and nothing makes them less so.</summary>
    Infeasible,

    /// <summary>Feasible, and a column improves the objective without end.</summary>
    Unbounded,

    /// <summary>The limit on pivots was reached.</summary>
    GaveUp,
}

/// <summary>The last basis, and what it shows.</summary>
/// <param name="Kind">How the run ended.</param>
/// <param name="Basic">The basic variables.</param>
/// <param name="Weights">Infeasible: the basic variables whose rows, times these weights, add up to a contradiction.</param>
/// <param name="Entering">Unbounded: the nonbasic variable that moves.</param>
/// <param name="Direction">Unbounded: 1 if it increases, -1 if it decreases.</param>
internal sealed record SimplexOutcome(
    SimplexOutcomeKind Kind,
    int[] Basic,
    IReadOnlyDictionary<int, int> Weights,
    int Entering = -1,
    int Direction = 0);

/// <summary>
/// The two-phase simplex method on any tableau. Phase 1 minimises the sum of the infeasibilities of the present basis,
/// so that it can start from every basis and needs no artificial variables. The largest coefficient enters; after a
/// run of pivots that move nothing, Bland's rule takes over until one moves, so that exact runs end: a basis is left
/// for good when the objective moves, and Bland's rule visits none twice while it does not.
/// Source: R. Bland, "New finite pivoting rules for the simplex method" (1977).
/// </summary>
internal sealed class Simplex(StandardForm form, Tableau tableau, int pivotLimit)
{
    private const int IdlePivotsBeforeBland = 8;

    private int _pivots;
    private int _idlePivots;

    private bool IsBland => _idlePivots > IdlePivotsBeforeBland;

    /// <summary>Pivots until the tableau shows an outcome.</summary>
    public SimplexOutcome Run()
    {
        EnterFreeVariables();
        return ExpelFixedVariables() ?? MakeFeasible() ?? Improve();
    }

    private static SimplexOutcome Outcome(SimplexOutcomeKind kind, Tableau tableau, IEnumerable<(int Variable, int Weight)> weights) =>
        new(kind, [.. tableau.Basic], weights.ToDictionary(pair => pair.Variable, pair => pair.Weight));

    // A free variable that is basic is never in the way again. One that cannot become basic has a column of zeros
    // in every row that matters, and keeps it.
    private void EnterFreeVariables()
    {
        for (int column = 0; column < tableau.Columns; column++)
        {
            if (form.Kind(tableau.Nonbasic[column]) == VariableKind.Free)
            {
                int row = LargestIn(column, VariableKind.Fixed);
                row = row >= 0 ? row : LargestIn(column, VariableKind.NonNegative);
                if (row >= 0)
                {
                    tableau.Exchange(row, column);
                }
            }
        }
    }

    private int LargestIn(int column, VariableKind kind)
    {
        int best = -1;
        for (int row = 0; row < tableau.Rows; row++)
        {
            if (form.Kind(tableau.Basic[row]) == kind
                && tableau.Sign(row, column) != 0
                && (best < 0 || tableau.IsLarger(row, column, best, column)))
            {
                best = row;
            }
        }

        return best;
    }

    // The slack of an equality leaves the basis for good. If it cannot, its row says that it is constant: the
    // equality is redundant, or contradicts the others.
    private SimplexOutcome? ExpelFixedVariables()
    {
        for (int row = 0; row < tableau.Rows; row++)
        {
            if (form.Kind(tableau.Basic[row]) != VariableKind.Fixed)
            {
                continue;
            }

            int best = -1;
            for (int column = 0; column < tableau.Columns; column++)
            {
                if (form.Kind(tableau.Nonbasic[column]) != VariableKind.Fixed
                    && tableau.Sign(row, column) != 0
                    && (best < 0 || tableau.IsLarger(row, column, row, best)))
                {
                    best = column;
                }
            }

            if (best >= 0)
            {
                tableau.Exchange(row, best);
            }
            else if (tableau.Sign(row, tableau.RightSide) is not 0 and int sign)
            {
                return Outcome(SimplexOutcomeKind.Infeasible, tableau, [(tableau.Basic[row], -sign)]);
            }
        }

        return null;
    }

    private SimplexOutcome? MakeFeasible()
    {
        _idlePivots = 0;
        while (true)
        {
            int[] infeasible = [.. Enumerable.Range(0, tableau.Rows).Where(IsInfeasible)];
            if (infeasible.Length == 0)
            {
                return null;
            }

            tableau.LoadSum(infeasible);
            int column = EnteringColumn(tableau.SumRow);
            if (column < 0)
            {
                return Outcome(SimplexOutcomeKind.Infeasible, tableau, infeasible.Select(row => (tableau.Basic[row], 1)));
            }

            // In binary64 the sum may be negative with no entry of it beyond the tolerance.
            int leaving = LeavingRow(column);
            if (leaving < 0 || !Pivot(leaving, column))
            {
                return Outcome(SimplexOutcomeKind.GaveUp, tableau, []);
            }
        }
    }

    private SimplexOutcome Improve()
    {
        for (int column = 0; column < tableau.Columns; column++)
        {
            int sign = tableau.Sign(tableau.ObjectiveRow, column);
            if (sign != 0 && form.Kind(tableau.Nonbasic[column]) == VariableKind.Free)
            {
                return Outcome(SimplexOutcomeKind.Unbounded, tableau, []) with { Entering = tableau.Nonbasic[column], Direction = -sign };
            }
        }

        _idlePivots = 0;
        while (true)
        {
            int column = EnteringColumn(tableau.ObjectiveRow);
            if (column < 0)
            {
                return Outcome(SimplexOutcomeKind.Optimal, tableau, []);
            }

            int row = LeavingRow(column);
            if (row < 0)
            {
                return Outcome(SimplexOutcomeKind.Unbounded, tableau, []) with { Entering = tableau.Nonbasic[column], Direction = 1 };
            }

            if (!Pivot(row, column))
            {
                return Outcome(SimplexOutcomeKind.GaveUp, tableau, []);
            }
        }
    }

    private bool IsInfeasible(int row) =>
        form.Kind(tableau.Basic[row]) == VariableKind.NonNegative && tableau.Sign(row, tableau.RightSide) < 0;

    private int EnteringColumn(int costRow)
    {
        int best = -1;
        for (int column = 0; column < tableau.Columns; column++)
        {
            if (form.Kind(tableau.Nonbasic[column]) != VariableKind.NonNegative || tableau.Sign(costRow, column) >= 0)
            {
                continue;
            }

            bool isBetter = best < 0 || (IsBland
                ? tableau.Nonbasic[column] < tableau.Nonbasic[best]
                : tableau.IsLarger(costRow, column, costRow, best));
            best = isBetter ? column : best;
        }

        return best;
    }

    // The first basic variable to reach 0 as the entering one grows: a feasible one that falls, or an infeasible
    // one that rises (phase 1 alone has those). Ties go to the smallest variable where Bland's rule reigns, else to the
    // largest pivot, which is the safest one in binary64.
    private int LeavingRow(int column)
    {
        int best = -1;
        for (int row = 0; row < tableau.Rows; row++)
        {
            int movement = tableau.Sign(row, column);
            bool reachesZero = movement != 0 && movement < 0 == tableau.Sign(row, tableau.RightSide) < 0;
            if (!reachesZero || form.Kind(tableau.Basic[row]) != VariableKind.NonNegative)
            {
                continue;
            }

            int comparison = best < 0 ? -1 : tableau.CompareRatios(row, best, column);
            bool winsTie = comparison == 0
                && (IsBland ? tableau.Basic[row] < tableau.Basic[best] : tableau.IsLarger(row, column, best, column));
            best = comparison < 0 || winsTie ? row : best;
        }

        return best;
    }

    private bool Pivot(int row, int column)
    {
        if (_pivots == pivotLimit)
        {
            return false;
        }

        _pivots++;
        _idlePivots = tableau.Sign(row, tableau.RightSide) == 0 ? _idlePivots + 1 : 0;
        tableau.Exchange(row, column);
        return true;
    }
}
