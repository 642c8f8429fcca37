using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Sentiment.Tests;

/// <summary>A text as layers load it: vectors, the rows of its words, and how often each occurs.</summary>
internal sealed record LayerText(int Dimension, float[] Encoder, int[] Rows, int[] Counts)
{
    public int Total => Counts.Sum();

    /// <summary>For each token its word; equal tokens beside each other.</summary>
    public int[] WordOfToken => [.. Counts.SelectMany((count, word) => Enumerable.Repeat(word, count))];

    /// <summary>The vectors of the words, n x d, row after row.</summary>
    public float[] Vectors => [.. Rows.SelectMany(row => Encoder[(row * Dimension)..((row + 1) * Dimension)])];

    /// <summary>The tokens with their repetitions, exactly.</summary>
    public Rational[][] Tokens
    {
        get
        {
            float[] vectors = Vectors;
            return [.. WordOfToken.Select(word => Array.ConvertAll(vectors[(word * Dimension)..((word + 1) * Dimension)], Rational.FromSingle))];
        }
    }

    /// <summary>
    /// Vectors of four kinds (small integers, corners, any numbers, numbers of very different size), among which some are
    /// replaced by zero, by minus zero, by another one or by its opposite; the words are some of the rows, in any order.
    /// </summary>
    public static LayerText Any(Random random, int words, int dimension, int mostRepetitions = 1)
    {
        int kind = random.Next(4);
        float Number() => kind switch
        {
            0 => random.Next(-2, 3),
            1 => random.Next(2) == 0 ? -1 : 1,
            2 => random.NextSingle() - 0.5f,
            _ => (random.NextSingle() - 0.5f) * MathF.Pow(2, random.Next(-30, 30)),
        };
        int rows = words + random.Next(4);
        float[] encoder = [.. Enumerable.Range(0, rows * dimension).Select(_ => Number())];
        for (int changes = random.Next(words); changes > 0; changes--)
        {
            Span<float> changed = encoder.AsSpan(random.Next(rows) * dimension, dimension);
            float[] other = encoder[(random.Next(rows) * dimension)..][..dimension];
            float factor = random.Next(4) switch { 0 => 0, 1 => -0f, 2 => 1, _ => -1 };
            for (int c = 0; c < dimension; c++)
            {
                changed[c] = factor == 0 ? factor : factor * other[c];
            }
        }

        int[] order = [.. Enumerable.Range(0, rows)];
        random.Shuffle(order);
        return new LayerText(dimension, encoder, order[..words], [.. Enumerable.Range(0, words).Select(_ => random.Next(1, mostRepetitions + 1))]);
    }

    /// <summary>Small integers: with gamma = 1/2 and few tokens the first layers are exact in binary32.</summary>
    public static LayerText Integers(Random random, int words, int dimension, int mostRepetitions)
    {
        LayerText any = Any(random, words, dimension, mostRepetitions);
        return any with { Encoder = [.. any.Encoder.Select(_ => (float)random.Next(-3, 4))] };
    }

    /// <summary>The system of a matrix whose entries are these numbers (none: the identity).</summary>
    public HardmaxSystem System(float[] matrix, Rational alpha)
    {
        if (matrix.Length == 0)
        {
            return new HardmaxSystem(AttentionMatrix.Identity(Dimension), alpha);
        }

        var entries = new Rational[Dimension, Dimension];
        for (int at = 0; at < matrix.Length; at++)
        {
            entries[at / Dimension, at % Dimension] = Rational.FromSingle(matrix[at]);
        }

        return new HardmaxSystem(new AttentionMatrix(entries), alpha);
    }

    /// <summary>The layers of the tokens by the textbook, and the attention sets of all but the last.</summary>
    public (Rational[][][] Layers, int[][][] Sets) Textbook(HardmaxSystem system, int layers)
    {
        var textbook = new TextbookDynamics<Rational>(system.Matrix.ToArray(), system.Alpha);
        var places = new List<Rational[][]> { Tokens };
        var sets = new List<int[][]>();
        for (int layer = 0; layer < layers; layer++)
        {
            sets.Add(textbook.AttentionSets(places[layer]));
            places.Add(textbook.Next(places[layer], sets[layer]));
        }

        return ([.. places], [.. sets]);
    }

    public ReviewLayers Load(ReviewLayers layers)
    {
        layers.Load(Encoder, Rows, Counts);
        return layers;
    }
}
