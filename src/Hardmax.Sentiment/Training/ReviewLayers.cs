using System.Numerics;
using System.Runtime.InteropServices;

namespace Hardmax.Sentiment;

/// <summary>
/// Hardmax layers over the words of one text in binary32, forwards and backwards. The arithmetic is the documented one of
/// <see cref="Hardmax.Dynamics.FloatDynamics{T}"/>, bit for bit, on the distinct words of the text. Buffers are reused:
/// one object for each thread.
/// </summary>
/// <remarks>
/// Attention sets are locally constant, so almost everywhere the mean of the last layer is a linear function of the vectors
/// of the words, &lt;w, mean&gt; = sum over words of share_i &lt;w, z_i&gt;, and the shares are what the transposes of the
/// averaging matrices make of the counts (docs/sentiment.md, "Gradient"). Backwards, one number for each word is all there is.
/// </remarks>
internal sealed class ReviewLayers
{
    private const int RowsAtOnce = 4;

    private readonly int _dimension;
    private readonly float[] _matrix;
    private readonly double _largestRowSum;
    private readonly List<int[]> _ties = [];
    private float[] _columns = [];
    private float[] _queries = [];
    private float[] _scores = [];
    private float[] _means = [];
    private float[] _projections = [];
    private float[] _shares = [];
    private float[] _sharesBefore = [];
    private int[] _targets = [];
    private int[] _counts = [];
    private int _stride;
    private bool _isAtLimit;

    // Whether coordinates are so large that a score or a sum may overflow; else nothing has to be checked.
    private bool _isLarge;

    /// <summary>Layers of R^d.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="matrix">A, d x d, row after row; empty for the identity.</param>
    public ReviewLayers(int dimension, float[] matrix)
    {
        _dimension = dimension;
        _matrix = matrix;
        _largestRowSum = matrix.Length == 0 ? 1 : matrix.Chunk(dimension).Max(row => row.Sum(entry => (double)Math.Abs(entry)));
        Mean = new float[dimension];
    }

    /// <summary>The number of distinct words of the text.</summary>
    public int Count { get; private set; }

    /// <summary>The number of words with repetitions.</summary>
    public int Total { get; private set; }

    /// <summary>How many layers were run; at the limit with the last one, that goes all the way.</summary>
    public int LayersRun { get; private set; }

    /// <summary>The mean of the tokens after the last layer, d numbers; formed by <see cref="Value"/>.</summary>
    public float[] Mean { get; }

    /// <summary>For each word its share of the mean, from <see cref="Backward"/>; they add up to 1.</summary>
    public ReadOnlySpan<float> Shares => _shares.AsSpan(0, Count);

    /// <summary>Layer 0 of a text.</summary>
    /// <param name="encoder">V x d, row after row.</param>
    /// <param name="rows">The distinct words, at least one.</param>
    /// <param name="counts">How often each occurs.</param>
    public void Load(ReadOnlySpan<float> encoder, ReadOnlySpan<int> rows, ReadOnlySpan<int> counts)
    {
        Count = rows.Length;
        EnsureRoom();
        counts.CopyTo(_counts);
        Total = 0;
        float largest = 0;
        for (int i = 0; i < Count; i++)
        {
            Total += counts[i];
            ReadOnlySpan<float> vector = encoder.Slice(rows[i] * _dimension, _dimension);
            for (int c = 0; c < _dimension; c++)
            {
                _columns[(c * _stride) + i] = vector[c];
                largest = MathF.Max(largest, MathF.Abs(vector[c]));
            }
        }

        // Coordinates never grow, but for rounding. NaN is large too.
        double most = largest * Math.Max(Total, _dimension * _largestRowSum * largest);
        _isLarge = !(most < float.MaxValue / 2);
        LayersRun = 0;
        _isAtLimit = false;
        _ties.Clear();
    }

    /// <summary>Runs a number of layers.</summary>
    /// <exception cref="ArithmeticException">A score or a place is not finite in binary32.</exception>
    /// <param name="gamma">alpha / (1 + alpha).</param>
    /// <param name="layers">How many.</param>
    /// <param name="weights">
    /// w, where the derivative with respect to gamma will be asked for; else empty, which saves a projection for each layer.
    /// </param>
    public void Run(float gamma, int layers, ReadOnlySpan<float> weights)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            Attend(layer);
            if (!weights.IsEmpty)
            {
                Project(layer, weights);
            }

            Move(layer, gamma);
        }

        LayersRun = layers;
    }

    /// <summary>
    /// Runs layers until every word attends to a leader alone, and puts every word where its leader is. Then the sets stay:
    /// &lt;z_i(s), z_l - z_j(t)&gt; is bilinear in how far word i and word j have gone towards their leaders, and not
    /// negative at the four corners, of which three are scores of this layer and one is that of the leader l against a leader.
    /// After too many layers the words go where the last sets point; what is proved is said by the exact limit, not here.
    /// </summary>
    /// <param name="gamma">alpha / (1 + alpha).</param>
    /// <param name="mostLayers">When to give up.</param>
    /// <exception cref="ArithmeticException">A score or a place is not finite in binary32.</exception>
    public void RunToLimit(float gamma, int mostLayers)
    {
        int layer = 0;
        Attend(layer);
        while (layer < mostLayers && !EveryTargetLeads(layer))
        {
            Move(layer, gamma);
            Attend(++layer);
        }

        MoveToTargets(layer);
        LayersRun = layer + 1;
        _isAtLimit = true;
    }

    /// <summary>&lt;w, mean&gt; after the last layer.</summary>
    public float Value(ReadOnlySpan<float> weights)
    {
        float value = 0;
        for (int c = 0; c < _dimension; c++)
        {
            ReadOnlySpan<float> column = _columns.AsSpan(c * _stride, Count);
            float sum = 0;
            for (int i = 0; i < column.Length; i++)
            {
                sum += _counts[i] * column[i];
            }

            Mean[c] = sum / Total;
            value += weights[c] * Mean[c];
        }

        return value;
    }

    /// <summary>Forms the shares of the words, and the derivative of &lt;w, mean&gt; with respect to gamma.</summary>
    /// <param name="gamma">As forwards.</param>
    /// <param name="leak">
    /// What is added, at the limit only, to the share of each word for each of its tokens: 0 is the exact gradient, in which
    /// a word that follows has no part (docs/sentiment.md, "Infinite depth").
    /// </param>
    /// <param name="isGammaAsked">Whether the projections of <see cref="Run"/> are there and the derivative is wanted.</param>
    /// <returns>The derivative with respect to gamma, or 0.</returns>
    public float Backward(float gamma, float leak, bool isGammaAsked)
    {
        for (int i = 0; i < Count; i++)
        {
            _shares[i] = (float)_counts[i] / Total;
        }

        float derivative = 0;
        for (int layer = LayersRun - 1; layer >= 0; layer--)
        {
            float step = _isAtLimit && layer == LayersRun - 1 ? 1 : gamma;
            if (isGammaAsked)
            {
                derivative += GammaDerivative(layer);
            }

            Transpose(layer, step);
        }

        if (_isAtLimit && leak > 0)
        {
            for (int i = 0; i < Count; i++)
            {
                _shares[i] += leak * _counts[i] / Total;
            }
        }

        return derivative;
    }

    /// <summary>Which words a word attended to at a layer, ascending; for tests.</summary>
    public int[] SetOf(int layer, int word)
    {
        int target = _targets[(layer * _stride) + word];
        return target >= 0 ? [target] : _ties[~target];
    }

    /// <summary>Where a word stands after the last layer, d numbers; for tests.</summary>
    public float[] Place(int word) => [.. Enumerable.Range(0, _dimension).Select(c => _columns[(c * _stride) + word])];

    private void EnsureRoom()
    {
        int lanes = Vector<float>.Count;
        int needed = (Count + lanes - 1) / lanes * lanes;
        if (needed <= _stride)
        {
            return;
        }

        _stride = needed;
        _columns = new float[_dimension * _stride];
        _queries = _matrix.Length == 0 ? [] : new float[_dimension * _stride];
        _scores = new float[RowsAtOnce * _stride];
        _means = new float[_stride];
        _shares = new float[_stride];
        _sharesBefore = new float[_stride];
        _counts = new int[_stride];
        _targets = [];
        _projections = [];
    }

    /// <summary>Finds the attention sets of a layer: scores of four words at a time, one lane for each word attended to.</summary>
    private void Attend(int layer)
    {
        if (_targets.Length < (layer + 1) * _stride)
        {
            Array.Resize(ref _targets, Math.Max(8, 2 * (layer + 1)) * _stride);
        }

        float[] queries = _columns;
        if (_matrix.Length > 0)
        {
            ApplyMatrix();
            queries = _queries;
        }

        for (int first = 0; first < Count; first += RowsAtOnce)
        {
            (float max0, float max1, float max2, float max3) = Score(queries, first);
            int rows = Math.Min(RowsAtOnce, Count - first);
            Span<int> targets = _targets.AsSpan((layer * _stride) + first, rows);
            targets[0] = Target(0, max0);
            if (rows > 1)
            {
                targets[1] = Target(1, max1);
            }

            if (rows > 2)
            {
                targets[2] = Target(2, max2);
            }

            if (rows > 3)
            {
                targets[3] = Target(3, max3);
            }
        }
    }

    private (float Max0, float Max1, float Max2, float Max3) Score(float[] queries, int first)
    {
        int lanes = Vector<float>.Count;
        int last = Count - 1;
        (int row1, int row2, int row3) = (Math.Min(first + 1, last), Math.Min(first + 2, last), Math.Min(first + 3, last));
        Vector<float> max0 = new(float.NegativeInfinity), max1 = max0, max2 = max0, max3 = max0;
        ref float columns = ref MemoryMarshal.GetArrayDataReference(_columns);
        ref float scores = ref MemoryMarshal.GetArrayDataReference(_scores);
        for (int at = 0; at < Count; at += lanes)
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int c = 0, row = 0; c < _dimension; c++, row += _stride)
            {
                Vector<float> keys = Vector.LoadUnsafe(ref columns, (nuint)(row + at));
                s0 = Vector.FusedMultiplyAdd(keys, new Vector<float>(queries[row + first]), s0);
                s1 = Vector.FusedMultiplyAdd(keys, new Vector<float>(queries[row + row1]), s1);
                s2 = Vector.FusedMultiplyAdd(keys, new Vector<float>(queries[row + row2]), s2);
                s3 = Vector.FusedMultiplyAdd(keys, new Vector<float>(queries[row + row3]), s3);
            }

            if (Count - at < lanes)
            {
                // Lanes behind the last word hold words of an earlier text: they never win.
                Vector<int> isWord = Vector.LessThan(Vector<int>.Indices, new Vector<int>(Count - at));
                var never = new Vector<float>(float.NegativeInfinity);
                s0 = Vector.ConditionalSelect(isWord, s0, never);
                s1 = Vector.ConditionalSelect(isWord, s1, never);
                s2 = Vector.ConditionalSelect(isWord, s2, never);
                s3 = Vector.ConditionalSelect(isWord, s3, never);
            }

            s0.StoreUnsafe(ref scores, (nuint)at);
            s1.StoreUnsafe(ref scores, (nuint)(_stride + at));
            s2.StoreUnsafe(ref scores, (nuint)((2 * _stride) + at));
            s3.StoreUnsafe(ref scores, (nuint)((3 * _stride) + at));
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
    private int Target(int row, float max)
    {
        // Minus infinity too: a partial sum that overflowed may have been on its way to the largest score.
        if (_isLarge && !AreFinite(_scores.AsSpan(row * _stride, Count)))
        {
            throw new ArithmeticException("A score is not finite in binary32: the vectors of the words have grown too large.");
        }

        ref float scores = ref MemoryMarshal.GetArrayDataReference(_scores);
        var largest = new Vector<float>(max);
        int target = -1;
        for (int at = 0; at < Count; at += Vector<float>.Count)
        {
            Vector<int> isLargest = Vector.Equals(Vector.LoadUnsafe(ref scores, (nuint)((row * _stride) + at)), largest);
            for (int lane = 0; isLargest != Vector<int>.Zero && lane < Vector<float>.Count; lane++)
            {
                if (isLargest[lane] != 0)
                {
                    if (target >= 0)
                    {
                        return Tie(_scores.AsSpan(row * _stride, Count), max);
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

        _ties.Add([.. tie]);
        return ~(_ties.Count - 1);
    }

    private void ApplyMatrix()
    {
        for (int i = 0; i < Count; i++)
        {
            for (int row = 0; row < _dimension; row++)
            {
                float sum = 0;
                for (int column = 0; column < _dimension; column++)
                {
                    sum = MathF.FusedMultiplyAdd(_matrix[(row * _dimension) + column], _columns[(column * _stride) + i], sum);
                }

                _queries[(row * _stride) + i] = sum;
            }
        }
    }

    private bool EveryTargetLeads(int layer)
    {
        ReadOnlySpan<int> targets = _targets.AsSpan(layer * _stride, Count);
        foreach (int target in targets)
        {
            if (target < 0 || targets[target] != target)
            {
                return false;
            }
        }

        return true;
    }

    private void Move(int layer, float gamma)
    {
        ReadOnlySpan<int> targets = _targets.AsSpan(layer * _stride, Count);
        for (int c = 0; c < _dimension; c++)
        {
            Span<float> column = _columns.AsSpan(c * _stride, Count);
            FormMeans(targets, column, _means.AsSpan(0, Count));
            for (int i = 0; i < column.Length; i++)
            {
                float z = column[i];
                column[i] = z + (gamma * (_means[i] - z));
            }

            RequireFinite(column);
        }
    }

    private void MoveToTargets(int layer)
    {
        for (int c = 0; c < _dimension; c++)
        {
            Span<float> column = _columns.AsSpan(c * _stride, Count);
            FormMeans(_targets.AsSpan(layer * _stride, Count), column, _means.AsSpan(0, Count));
            _means.AsSpan(0, Count).CopyTo(column);
            RequireFinite(column);
        }
    }

    private void RequireFinite(ReadOnlySpan<float> column)
    {
        if (_isLarge && !AreFinite(column))
        {
            throw new ArithmeticException("A place is not finite in binary32: the vectors of the words have grown too large.");
        }
    }

    private static bool AreFinite(ReadOnlySpan<float> values)
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

    private void FormMeans(ReadOnlySpan<int> targets, ReadOnlySpan<float> column, Span<float> means)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            int target = targets[i];
            means[i] = target >= 0 ? column[target] : MeanOf(_ties[~target], column);
        }
    }

    private float MeanOf(int[] tie, ReadOnlySpan<float> column)
    {
        float sum = 0;
        foreach (int j in tie)
        {
            sum += _counts[j] * column[j];
        }

        return sum / TokensIn(tie);
    }

    private int TokensIn(int[] tie)
    {
        int tokens = 0;
        foreach (int j in tie)
        {
            tokens += _counts[j];
        }

        return tokens;
    }

    private void Project(int layer, ReadOnlySpan<float> weights)
    {
        if (_projections.Length < (layer + 1) * _stride)
        {
            Array.Resize(ref _projections, Math.Max(8, 2 * (layer + 1)) * _stride);
        }

        Span<float> projections = _projections.AsSpan(layer * _stride, Count);
        projections.Clear();
        for (int c = 0; c < _dimension; c++)
        {
            for (int i = 0; i < projections.Length; i++)
            {
                projections[i] += weights[c] * _columns[(c * _stride) + i];
            }
        }
    }

    /// <summary>Sum over words of share_i &lt;w, mean_i - z_i&gt;, with the shares behind the layer.</summary>
    private float GammaDerivative(int layer)
    {
        ReadOnlySpan<float> projections = _projections.AsSpan(layer * _stride, Count);
        FormMeans(_targets.AsSpan(layer * _stride, Count), projections, _means.AsSpan(0, Count));
        float sum = 0;
        for (int i = 0; i < projections.Length; i++)
        {
            sum += _shares[i] * (_means[i] - projections[i]);
        }

        return sum;
    }

    /// <summary>The shares before a layer: what is kept, and what those that attend hand on.</summary>
    private void Transpose(int layer, float gamma)
    {
        ReadOnlySpan<int> targets = _targets.AsSpan(layer * _stride, Count);
        for (int i = 0; i < targets.Length; i++)
        {
            _sharesBefore[i] = (1 - gamma) * _shares[i];
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] >= 0)
            {
                _sharesBefore[targets[i]] += gamma * _shares[i];
                continue;
            }

            int[] tie = _ties[~targets[i]];
            float each = gamma * _shares[i] / TokensIn(tie);
            foreach (int j in tie)
            {
                _sharesBefore[j] += each * _counts[j];
            }
        }

        (_shares, _sharesBefore) = (_sharesBefore, _shares);
    }
}
