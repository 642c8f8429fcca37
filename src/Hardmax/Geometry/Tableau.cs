namespace Hardmax.Geometry;

/// <summary>
/// The condensed simplex tableau: one row per basic variable, one column per nonbasic one, each row saying
/// basic + (sum of entry times nonbasic) = right side, up to a common positive factor. The row after the last is the
/// objective, the column after the last the right side. What the pivot rules ask is signs and comparisons, which is
/// all that the number types differ in.
/// </summary>
internal abstract class Tableau
{
    protected Tableau(int rows, int columns)
    {
        Nonbasic = [.. Enumerable.Range(0, columns)];
        Basic = [.. Enumerable.Range(columns, rows)];
    }

    /// <summary>The variable of each row.</summary>
    public int[] Basic { get; }

    /// <summary>The variable of each column.</summary>
    public int[] Nonbasic { get; }

    /// <summary>The number of constraint rows.</summary>
    public int Rows => Basic.Length;

    /// <summary>The number of columns of variables.</summary>
    public int Columns => Nonbasic.Length;

    /// <summary>The row of the program's objective.</summary>
    public int ObjectiveRow => Rows;

    /// <summary>The row that <see cref="LoadSum"/> writes.</summary>
    public int SumRow => Rows + 1;

    /// <summary>The column of the right sides.</summary>
    public int RightSide => Columns;

    /// <summary>-1, 0 or 1.</summary>
    public abstract int Sign(int row, int column);

    /// <summary>Whether |entry (row, column)| is larger than |entry (otherRow, otherColumn)|.</summary>
    public abstract bool IsLarger(int row, int column, int otherRow, int otherColumn);

    /// <summary>Compares right side / entry of two rows in a column where both entries have the sign of their right sides, or these are 0.</summary>
    public abstract int CompareRatios(int row, int otherRow, int column);

    /// <summary>Writes the sum of some rows into <see cref="SumRow"/>.</summary>
    public abstract void LoadSum(IEnumerable<int> rows);

    /// <summary>The basic variable of a row and the nonbasic one of a column change places; their entry is not 0.</summary>
    public void Exchange(int row, int column)
    {
        Eliminate(row, column);
        (Basic[row], Nonbasic[column]) = (Nonbasic[column], Basic[row]);
    }

    /// <summary>The new entries after an exchange.</summary>
    protected abstract void Eliminate(int row, int column);
}
