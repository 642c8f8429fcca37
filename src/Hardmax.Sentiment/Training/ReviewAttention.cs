using System.Numerics;
using System.Runtime.InteropServices;

namespace Hardmax.Sentiment;

/// <summary>
/// The attention sets of the words of one text, in the documented arithmetic of <see cref="Hardmax.Dynamics.FloatDynamics{T}"/>: scores of
/// four words at a time, one lane for each word attended to. Buffers are reused: one object for each thread.
/// </summary>
/// <param name="dimension">d.</param>
/// <param name="matrix">A, d x d, row after row; empty for the identity.</param>
internal sealed class ReviewAttention(int dimension, float[] matrix)
{
    private const int RowsAtOnce = 4;

    private float[] _queries = [];
    private float[] _scores = [];

    /// <summary>The ties of the text so far, each ascending.</summary>
    public List<int[]> Ties { get; } = [];

    /// <summary>Begins another text.</summary>
    public void Forget() => Ties.Clear();

    /// <summary>Whether no value is NaN or infinite.</summary>
    public static bool AreFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds the sets of a layer.</summary>
    /// <param name="columns">d x stride: the coordinates of the words, coordinate after coordinate.</param>
    /// <param name="stride">A multiple of the width of a vector, at least the number of words.</param>
    /// <param name="isLarge">Whether a score may overflow; else nothing has to be checked.</param>
    /// <param name="targets">For each word the one word of largest score, or the complement of the number of a tie.</param>
    /// <exception cref="ArithmeticException">A score is not finite in binary32.</exception>
    public void Find(float[] columns, int stride, bool isLarge, Span<int> targets)
    {
        if (_scores.Length < RowsAtOnce * stride)
        {
            _scores = new float[RowsAtOnce * stride];
            _queries = matrix.Length == 0 ? [] : new float[dimension * stride];
        }

        float[] queries = columns;
        if (matrix.Length > 0)
        {
            ApplyMatrix(columns, stride, targets.Length);
            queries = _queries;
        }

        for (int first = 0; first < targets.Length; first += RowsAtOnce)
        {
            (float max0, float max1, float max2, float max3) = Score(columns, queries, stride, targets.Length, first);
            ReadOnlySpan<float> largest = [max0, max1, max2, max3];
            for (int row = 0; row < Math.Min(RowsAtOnce, targets.Length - first); row++)
            {
                targets[first + row] = Target(row, largest[row], stride, targets.Length, isLarge);
            }
        }
    }

    private (float Max0, float Max1, float Max2, float Max3) Score(float[] columns, float[] queries, int stride, int count, int first)
    {
        int lanes = Vector<float>.Count;
        int last = count - 1;
        (int row1, int row2, int row3) = (Math.Min(first + 1, last), Math.Min(first + 2, last), Math.Min(first + 3, last));
        Vector<float> max0 = new(float.NegativeInfinity), max1 = max0, max2 = max0, max3 = max0;
        ref float keysOf = ref MemoryMarshal.GetArrayDataReference(columns);
        ref float scores = ref MemoryMarshal.GetArrayDataReference(_scores);
        for (int at = 0; at < count; at += lanes)
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int c = 0, row = 0; c < dimension; c++, row += stride)
            {
                Vector<float> keys = Vector.LoadUnsafe(ref keysOf, (nuint)(row + at));
                s0 = Vector.FusedMultiplyAdd(keys, new Vector<float>(queries[row + first]), s0);
                s1 = Vector.FusedMultiplyAdd(keys, new Vector<float>(queries[row + row1]), s1);
                s2 = Vector.FusedMultiplyAdd(keys, new Vector<float>(queries[row + row2]), s2);
                s3 = Vector.FusedMultiplyAdd(keys, new Vector<float>(queries[row + row3]), s3);
            }

            if (count - at < lanes)
            {
                // Lanes behind the last word hold words of an earlier text: they never win.
                Vector<int> isWord = Vector.LessThan(Vector<int>.Indices, new Vector<int>(count - at));
                var never = new Vector<float>(float.NegativeInfinity);
                s0 = Vector.ConditionalSelect(isWord, s0, never);
                s1 = Vector.ConditionalSelect(isWord, s1, never);
                s2 = Vector.ConditionalSelect(isWord, s2, never);
                s3 = Vector.ConditionalSelect(isWord, s3, never);
            }

            s0.StoreUnsafe(ref scores, (nuint)at);
            s1.StoreUnsafe(ref scores, (nuint)(stride + at));
            s2.StoreUnsafe(ref scores, (nuint)((2 * stride) + at));
            s3.StoreUnsafe(ref scores, (nuint)((3 * stride) + at));
            (max0, max1, max2, max3) = (Vector.Max(max0, s0), Vector.Max(max1, s1), Vector.Max(max2, s2), Vector.Max(max3, s3));
        }

        return (Largest(max0), Largest(max1), Largest(max2), Largest(max3));
    }

    private static float Largest(Vector<float> values)
    {
        float largest = values[0];
        for (int lane = 1; lane < Vector<float>.Count; lane++)
        {
            largest = MathF.Max(largest, values[lane]);
        }

        return largest;
    }

    /// <summary>The one word whose score is the largest, or the complement of the number of a tie.</summary>
    private int Target(int row, float max, int stride, int count, bool isLarge)
    {
        // Minus infinity too: a partial sum that overflowed may have been on its way to the largest score.
        if (isLarge && !AreFinite(_scores.AsSpan(row * stride, count)))
        {
            throw new ArithmeticException("A score is not finite in binary32: the vectors of the words have grown too large.");
        }

        ref float scores = ref MemoryMarshal.GetArrayDataReference(_scores);
        var largest = new Vector<float>(max);
        int target = -1;
        for (int at = 0; at < count; at += Vector<float>.Count)
        {
            Vector<int> isLargest = Vector.Equals(Vector.LoadUnsafe(ref scores, (nuint)((row * stride) + at)), largest);
            for (int lane = 0; isLargest != Vector<int>.Zero && lane < Vector<float>.Count; lane++)
            {
                if (isLargest[lane] != 0)
                {
                    if (target >= 0)
                    {
                        return Tie(_scores.AsSpan(row * stride, count), max);
                    }

                    target = at + lane;
                }
            }
        }

        return target;
    }

    private int Tie(ReadOnlySpan<float> scores, float max)
    {
        var tie = new List<int>();
        for (int j = 0; j < scores.Length; j++)
        {
            if (scores[j] == max)
            {
                tie.Add(j);
            }
        }

        Ties.Add([.. tie]);
        return ~(Ties.Count - 1);
    }

    private void ApplyMatrix(float[] columns, int stride, int count)
    {
        for (int i = 0; i < count; i++)
        {
            for (int row = 0; row < dimension; row++)
            {
                float sum = 0;
                for (int column = 0; column < dimension; column++)
                {
                    sum = MathF.FusedMultiplyAdd(matrix[(row * dimension) + column], columns[(column * stride) + i], sum);
                }

                _queries[(row * stride) + i] = sum;
            }
        }
    }
}
