using System.Numerics;

namespace Hardmax.Geometry;

/// <summary>
/// An exact tableau: integers over one common denominator, which is the determinant of the basis. Every entry is a
/// minor of the original matrix, so the division in an exchange leaves no remainder and numbers stay as short as
/// determinants are. Source: J. Edmonds, "Systems of distinct representatives and linear algebra" (1967), and
/// E. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination" (1968).
/// </summary>
internal sealed class IntegerTableau : Tableau
{
    private readonly BigInteger[][] _entries;
    private readonly BigInteger[] _sum;

    // Of all entries; greater than 0.
    private BigInteger _denominator = BigInteger.One;

    private IntegerTableau(BigInteger[][] entries, int rows, int columns)
        : base(rows, columns)
    {
        _entries = entries;
        _sum = new BigInteger[columns + 1];
    }

    /// <summary>The tableau whose basic variables are the slacks.</summary>
    public static IntegerTableau Of(StandardForm form)
    {
        BigInteger[][] entries =
        [
            .. form.A.Zip(form.B, (row, bound) => (BigInteger[])[.. row, bound]),
            [.. form.C.Select(c => -c), BigInteger.Zero],
        ];
        return new IntegerTableau(entries, form.Rows, form.Columns);
    }

    /// <inheritdoc/>
    public override int Sign(int row, int column) => Entry(row, column).Sign;

    /// <inheritdoc/>
    public override bool IsLarger(int row, int column, int otherRow, int otherColumn) =>
        BigInteger.Abs(Entry(row, column)) > BigInteger.Abs(Entry(otherRow, otherColumn));

    /// <inheritdoc/>
    public override int CompareRatios(int row, int otherRow, int column)
    {
        BigInteger left = BigInteger.Abs(_entries[row][RightSide] * _entries[otherRow][column]);
        return left.CompareTo(BigInteger.Abs(_entries[otherRow][RightSide] * _entries[row][column]));
    }

    /// <inheritdoc/>
    public override void LoadSum(IEnumerable<int> rows)
    {
        Array.Clear(_sum);
        foreach (int row in rows)
        {
            for (int j = 0; j < _sum.Length; j++)
            {
                _sum[j] += _entries[row][j];
            }
        }
    }

    /// <summary>Exchanges until the given variables are basic, as far as their columns are independent.</summary>
    public void MoveTowards(int[] basic)
    {
        var wanted = new HashSet<int>(basic);
        for (int column = 0; column < Columns; column++)
        {
            int row = wanted.Contains(Nonbasic[column])
                ? Enumerable.Range(0, Rows).FirstOrDefault(r => !wanted.Contains(Basic[r]) && Sign(r, column) != 0, -1)
                : -1;
            if (row >= 0)
            {
                Exchange(row, column);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Eliminate(int row, int column)
    {
        BigInteger[] pivotRow = _entries[row];
        BigInteger leaving = _denominator;
        if (pivotRow[column].Sign < 0)
        {
            // The row with all signs changed says the same and has a positive pivot; the basic variable's own
            // coefficient, the denominator, changes sign with it.
            leaving = -leaving;
            Negate(pivotRow);
        }

        BigInteger pivot = pivotRow[column];
        for (int i = 0; i < _entries.Length; i++)
        {
            if (i != row)
            {
                Eliminate(_entries[i], pivotRow, column, pivot);
                if (leaving.Sign > 0)
                {
                    _entries[i][column] = -_entries[i][column];
                }
            }
        }

        pivotRow[column] = leaving;
        _denominator = pivot;
    }

    private static void Negate(BigInteger[] row)
    {
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = -row[j];
        }
    }

    private BigInteger Entry(int row, int column) => row == SumRow ? _sum[column] : _entries[row][column];

    private void Eliminate(BigInteger[] target, BigInteger[] pivotRow, int column, BigInteger pivot)
    {
        BigInteger factor = target[column];
        if (factor.IsZero && pivot == _denominator)
        {
            return;
        }

        bool divides = !_denominator.IsOne;
        for (int j = 0; j < target.Length; j++)
        {
            if (j == column || (target[j].IsZero && (factor.IsZero || pivotRow[j].IsZero)))
            {
                continue;
            }

            BigInteger value = pivot * target[j];
            if (!factor.IsZero && !pivotRow[j].IsZero)
            {
                value -= factor * pivotRow[j];
            }

            target[j] = divides ? value / _denominator : value;
        }
    }
}
