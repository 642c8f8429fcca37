using System.Numerics;

namespace Hardmax.Geometry;

/// <summary>
/// A tableau in binary64, scaled by powers of two, that proposes a basis. Nothing rests on it: what it proposes is
/// computed again exactly, and proved or dropped.
/// </summary>
internal sealed class DoubleTableau : Tableau
{
    // Entries are scaled to about 1; below this they are taken for rounding errors of 0.
    private const double Tolerance = 1e-9;

    private readonly double[][] _entries;
    private readonly double[] _sum;

    private DoubleTableau(double[][] entries, int rows, int columns)
        : base(rows, columns)
    {
        _entries = entries;
        _sum = new double[columns + 1];
    }

    /// <summary>The tableau whose basic variables are the slacks, every column and row scaled to a largest entry between 1/2 and 1.</summary>
    public static DoubleTableau Of(StandardForm form)
    {
        long[] columnScale = [.. Enumerable.Range(0, form.Columns).Select(j => form.A.Append(form.C).Max(row => BitLength(row[j])))];
        long[] rowScale = [.. form.A.Select(row => Scale(row, columnScale))];
        long objectiveScale = Scale(form.C, columnScale);
        long rightScale = form.Rows == 0 ? 0 : form.B.Zip(rowScale, (b, scale) => b.IsZero ? 0 : BitLength(b) - scale).Max();
        double[][] entries =
        [
            .. form.A.Select((row, i) => (double[])
            [
                .. row.Zip(columnScale, (a, scale) => Scaled(a, scale + rowScale[i])),
                Scaled(form.B[i], rowScale[i] + rightScale),
            ]),
            [.. form.C.Zip(columnScale, (c, scale) => -Scaled(c, scale + objectiveScale)), 0],
        ];
        return new DoubleTableau(entries, form.Rows, form.Columns);
    }

    /// <inheritdoc/>
    public override int Sign(int row, int column)
    {
        double entry = Entry(row, column);
        return entry > Tolerance ? 1 : entry < -Tolerance ? -1 : 0;
    }

    /// <inheritdoc/>
    public override bool IsLarger(int row, int column, int otherRow, int otherColumn) =>
        Math.Abs(Entry(row, column)) > Math.Abs(Entry(otherRow, otherColumn));

    /// <inheritdoc/>
    public override int CompareRatios(int row, int otherRow, int column)
    {
        double difference = Ratio(row, column) - Ratio(otherRow, column);
        return difference > Tolerance ? 1 : difference < -Tolerance ? -1 : 0;
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

    /// <inheritdoc/>
    protected override void Eliminate(int row, int column)
    {
        double[] pivotRow = _entries[row];
        double inverse = 1 / pivotRow[column];
        pivotRow[column] = 1;
        for (int j = 0; j < pivotRow.Length; j++)
        {
            pivotRow[j] *= inverse;
        }

        for (int i = 0; i < _entries.Length; i++)
        {
            double factor = _entries[i][column];
            if (i != row && factor != 0)
            {
                double[] target = _entries[i];
                target[column] = 0;
                for (int j = 0; j < target.Length; j++)
                {
                    target[j] -= factor * pivotRow[j];
                }
            }
        }
    }

    private static long BitLength(BigInteger value) => value.IsZero ? 0 : (long)BigInteger.Abs(value).GetBitLength();

    private static long Scale(BigInteger[] row, long[] columnScale)
    {
        long? scale = null;
        for (int j = 0; j < row.Length; j++)
        {
            if (!row[j].IsZero)
            {
                scale = Math.Max(scale ?? long.MinValue, BitLength(row[j]) - columnScale[j]);
            }
        }

        return scale ?? 0;
    }

    // value / 2^exponent, for values beyond the range of binary64 too.
    private static double Scaled(BigInteger value, long exponent)
    {
        int shift = (int)Math.Max(0, BitLength(value) - 64);
        long power = Math.Clamp(shift - exponent, -4000, 4000);
        return Math.ScaleB((double)(value >> shift), (int)power);
    }

    private double Entry(int row, int column) => row == SumRow ? _sum[column] : _entries[row][column];

    private double Ratio(int row, int column) => Math.Abs(_entries[row][RightSide] / _entries[row][column]);
}
