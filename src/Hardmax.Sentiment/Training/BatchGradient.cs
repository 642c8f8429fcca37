using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>
/// The gradient of the logistic loss of a batch. Texts are divided among threads, each into a place of its own, and added up
/// in the order of the batch, so the sum is the same for any number of threads.
/// </summary>
/// <remarks>
/// The gradient with respect to the vector of a word is a number times v: the sum over texts of (p - y) / m times the share
/// of the word (docs/sentiment-theory.md, "Gradient"). So for each text there is one number per word, and the mean of its tokens.
/// </remarks>
internal sealed class BatchGradient
{
    private const int MostLayersToLimit = 256;

    private readonly TrainingOptions _options;
    private readonly Weights _weights;
    private readonly TextGradient[] _texts;
    private readonly ReviewLayers[] _layers;
    private readonly float[] _sums;
    private readonly bool[] _isTouched;
    private readonly List<int> _touched = [];
    private readonly float[] _decoder;

    public BatchGradient(TrainingOptions options, Weights weights, int words, int threads)
    {
        _options = options;
        _weights = weights;
        _texts = [.. Enumerable.Range(0, options.BatchSize).Select(_ => new TextGradient(options.Dimension))];
        _layers = [.. Enumerable.Range(0, threads).Select(_ => new ReviewLayers(options.Dimension, []))];
        _sums = new float[words];
        _isTouched = new bool[words];
        _decoder = new float[options.Dimension];
    }

    /// <summary>Goes one step of Adam.</summary>
    /// <param name="batch">The texts, each with at least one word.</param>
    /// <param name="keys">For each text what the words that are left out follow from.</param>
    /// <param name="rate">The corrected step size.</param>
    /// <returns>The sum of the losses before the step.</returns>
    /// <exception cref="ArithmeticException">A score is not finite in binary32.</exception>
    public double Step(ReadOnlySpan<LabelledBag> batch, ReadOnlySpan<ulong> keys, float rate)
    {
        float[] seen = _weights.SeenDecoder();
        LabelledBag[] texts = [.. batch];
        ulong[] draws = [.. keys];
        ParallelItems.For(Math.Min(_layers.Length, texts.Length), _layers.Length, worker =>
        {
            for (int at = worker; at < texts.Length; at += _layers.Length)
            {
                Differentiate(_layers[worker], texts[at], draws[at], seen, texts.Length, _texts[at]);
            }
        });
        return Move(_texts.AsSpan(0, texts.Length), seen, rate);
    }

    private void Differentiate(ReviewLayers layers, LabelledBag text, ulong key, float[] seen, int batch, TextGradient result)
    {
        result.Choose(text.Bag, key, _options.WordDropout);
        layers.Load(_weights.Words.Values, result.Rows, result.Counts);
        float gamma = _weights.Gamma;
        bool isGammaAsked = _options.LearnsAlpha && _options.Depth is not null;
        if (_options.Depth is { } depth)
        {
            layers.Run(gamma, depth, isGammaAsked ? seen : []);
        }
        else
        {
            layers.RunToLimit(gamma, MostLayersToLimit);
        }

        float value = layers.Value(seen) + _weights.Bias;
        float sign = text.IsPositive ? 1 : -1;
        result.Loss = MathF.Log(1 + MathF.Exp(-MathF.Abs(value))) + MathF.Max(0, -sign * value);
        result.ByValue = -sign / (1 + MathF.Exp(sign * value)) / batch;
        float byGamma = layers.Backward(gamma, _options.Leak, isGammaAsked);
        result.ByLogAlpha = result.ByValue * byGamma * gamma * (1 - gamma);
        for (int word = 0; word < result.Rows.Length; word++)
        {
            result.ByWord[word] = result.ByValue * layers.Shares[word];
        }

        layers.Mean.CopyTo(result.Mean, 0);
    }

    private double Move(ReadOnlySpan<TextGradient> texts, float[] seen, float rate)
    {
        (double loss, float bias, float logAlpha) = (0, 0, 0);
        Array.Clear(_decoder);
        _touched.Clear();
        foreach (TextGradient text in texts)
        {
            loss += text.Loss;
            bias += text.ByValue;
            logAlpha += text.ByLogAlpha;
            for (int c = 0; c < _decoder.Length; c++)
            {
                _decoder[c] += text.ByValue * text.Mean[c];
            }

            AddWords(text);
        }

        int dimension = _decoder.Length;
        foreach (int row in _touched)
        {
            _weights.Words.Step(row * dimension, _sums[row], seen, rate);
            (_sums[row], _isTouched[row]) = (0, false);
        }

        _weights.StepDecoder(_decoder, seen, rate);
        _weights.Scalars.Step(0, 1, [bias, _options.LearnsAlpha ? logAlpha : 0], rate);
        return loss;
    }

    private void AddWords(TextGradient text)
    {
        ReadOnlySpan<int> rows = text.Rows;
        for (int word = 0; word < rows.Length; word++)
        {
            int row = rows[word];
            if (!_isTouched[row])
            {
                _isTouched[row] = true;
                _touched.Add(row);
            }

            _sums[row] += text.ByWord[word];
        }
    }
}
