using Hardmax.Model;

namespace Hardmax.Sentiment;

/// <summary>Decisions in binary32, after a number of layers or at what binary32 takes for the limit.</summary>
internal static class FloatDecisions
{
    private const int MostLayersToLimit = 256;
    private const int TextsAtOnce = 64;

    /// <summary>The decisions about some texts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="bags">The texts; one without a known word is undecided.</param>
    /// <param name="depth">How many layers; null for the limit.</param>
    /// <param name="threads">How many cores to use at most.</param>
    /// <exception cref="ArithmeticException">A score or a place of a word is not finite in binary32.</exception>
    public static Side[] Of(SentimentModel model, IReadOnlyList<WordBag> bags, int? depth, int threads) =>
        Array.ConvertAll(Values(model, bags, depth, threads), value => float.IsNaN(value) ? Side.Undecided : Sides.Of(Math.Sign(value)));

    /// <summary>The values &lt;w, mean&gt; + b of some texts; NaN where no word of a text is known.</summary>
    /// <exception cref="ArithmeticException">A score or a place of a word is not finite in binary32.</exception>
    public static float[] Values(SentimentModel model, IReadOnlyList<WordBag> bags, int? depth, int threads)
    {
        float[] values = new float[bags.Count];
        float[] matrix = Matrix(model);
        int blocks = (bags.Count + TextsAtOnce - 1) / TextsAtOnce;
        ParallelItems.For(blocks, threads, block =>
        {
            var layers = new ReviewLayers(model.Dimension, matrix);
            for (int text = block * TextsAtOnce; text < Math.Min(bags.Count, (block + 1) * TextsAtOnce); text++)
            {
                values[text] = Value(model, layers, bags[text], depth);
            }
        });
        return values;
    }

    private static float Value(SentimentModel model, ReviewLayers layers, WordBag bag, int? depth)
    {
        // Padding alone says nothing, though a model that pads would have a value for it.
        if (bag.Distinct == 0)
        {
            return float.NaN;
        }

        WordBag filled = model.Filled(bag);
        float gamma = model.System().Gamma.ToSingle();
        layers.Load(model.Encoder.AsSpan(), filled.Rows.AsSpan(), filled.Counts.AsSpan());
        if (depth is { } count)
        {
            layers.Run(gamma, count, []);
        }
        else
        {
            layers.RunToLimit(gamma, MostLayersToLimit);
        }

        return layers.Value(model.DecoderWeights.AsSpan()) + model.DecoderBias;
    }

    private static float[] Matrix(SentimentModel model)
    {
        if (model.Factor.IsEmpty)
        {
            return [];
        }

        AttentionMatrix exact = model.System().Matrix;
        float[] matrix = new float[model.Dimension * model.Dimension];
        for (int at = 0; at < matrix.Length; at++)
        {
            matrix[at] = exact[at / model.Dimension, at % model.Dimension].ToSingle();
        }

        return matrix;
    }
}
