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
/// averaging matrices make of the counts (docs/sentiment-theory.md, "Gradient"). Backwards, one number for each word is all there is.
/// </remarks>
internal sealed class ReviewLayers
{
    private readonly int _dimension;
    private readonly double _largestRowSum;
    private readonly ReviewAttention _attention;
    private float[] _columns = [];
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
        _attention = new ReviewAttention(dimension, matrix);
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
        _attention.Forget();
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
    /// a word that follows has no part (docs/sentiment-theory.md, "Infinite depth").
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
        return target >= 0 ? [target] : _attention.Ties[~target];
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
        _means = new float[_stride];
        _shares = new float[_stride];
        _sharesBefore = new float[_stride];
        _counts = new int[_stride];
        _targets = [];
        _projections = [];
    }

    private void Attend(int layer)
    {
        if (_targets.Length < (layer + 1) * _stride)
        {
            Array.Resize(ref _targets, Math.Max(8, 2 * (layer + 1)) * _stride);
        }

        _attention.Find(_columns, _stride, _isLarge, _targets.AsSpan(layer * _stride, Count));
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
        if (_isLarge && !ReviewAttention.AreFinite(column))
        {
            throw new ArithmeticException("A place is not finite in binary32: the vectors of the words have grown too large.");
        }
    }

    private void FormMeans(ReadOnlySpan<int> targets, ReadOnlySpan<float> column, Span<float> means)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            int target = targets[i];
            means[i] = target >= 0 ? column[target] : MeanOf(_attention.Ties[~target], column);
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

            int[] tie = _attention.Ties[~targets[i]];
            float each = gamma * _shares[i] / TokensIn(tie);
            foreach (int j in tie)
            {
                _sharesBefore[j] += each * _counts[j];
            }
        }

        (_shares, _sharesBefore) = (_sharesBefore, _shares);
    }
}
