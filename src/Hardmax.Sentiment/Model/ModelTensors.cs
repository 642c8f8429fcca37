using System.Collections.Immutable;
using Hardmax.Formats;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>The numbers of a model as tensors under the names of the paper's own file.</summary>
/// <param name="Rows">V, at least 1.</param>
/// <param name="Dimension">d, at least 1.</param>
/// <param name="EncoderWeight">V x d numbers.</param>
/// <param name="Alpha">Greater than 0.</param>
/// <param name="DecoderWeight">d numbers.</param>
/// <param name="DecoderBias">b.</param>
/// <param name="AttentionFactor">d x d numbers, or none.</param>
internal sealed record ModelTensors(
    int Rows,
    int Dimension,
    ImmutableArray<float> EncoderWeight,
    float Alpha,
    ImmutableArray<float> DecoderWeight,
    float DecoderBias,
    ImmutableArray<float> AttentionFactor)
{
    /// <summary>The name of the tensor that is there where the matrix was learned.</summary>
    public const string Factor = "attention.factor";

    private const string EncoderName = "encoder.weight";
    private const string AlphaName = "attention.alpha";
    private const string DecoderName = "decoder.weight";
    private const string BiasName = "decoder.bias";
    private static readonly ImmutableArray<string> Names = [EncoderName, AlphaName, DecoderName, BiasName, Factor];

    /// <summary>The tensors of a file.</summary>
    /// <exception cref="InvalidInputException">They are not those of a model.</exception>
    public static ModelTensors Read(SafetensorsFile file)
    {
        // A tensor that nobody asks for would belong to a model that computes something else.
        if (file.Tensors.FirstOrDefault(tensor => !Names.Contains(tensor.Name)) is { } unknown)
        {
            throw unknown.Error($"is no tensor of a sentiment model; expected {string.Join(", ", Names)}");
        }

        SafetensorsTensor encoder = file.Tensor(EncoderName);
        if (encoder.Shape is not [>= 1, >= 1] || (long)encoder.Shape[1] * encoder.Shape[1] > FormatLimits.MaxMatrixEntries)
        {
            throw encoder.Error($"has the shape {Text(encoder.Shape)}; expected (V, d), a row for each word, with d * d at most {FormatLimits.MaxMatrixEntries}");
        }

        (int rows, int dimension) = (encoder.Shape[0], encoder.Shape[1]);
        SafetensorsTensor alpha = file.Tensor(AlphaName);
        float step = Numbers(alpha, 1)[0];
        if (step <= 0)
        {
            throw alpha.Error(0, $"{Rational.FromSingle(step)} is no step; expected a number greater than 0");
        }

        return new ModelTensors(
            rows,
            dimension,
            Numbers(encoder, rows, dimension),
            step,
            Numbers(file.Tensor(DecoderName), 1, dimension),
            Numbers(file.Tensor(BiasName), 1)[0],
            file.Find(Factor) is { } factor ? LearnedFactor(factor, dimension) : []);
    }

    /// <summary>The tensors of a model.</summary>
    public static IEnumerable<SafetensorsEntry> Entries(SentimentModel model)
    {
        int d = model.Dimension;
        yield return new SafetensorsEntry(EncoderName, [model.Words.Count, d], model.Encoder);
        yield return new SafetensorsEntry(AlphaName, [1], [model.Alpha]);
        yield return new SafetensorsEntry(DecoderName, [1, d], model.DecoderWeights);
        yield return new SafetensorsEntry(BiasName, [1], [model.DecoderBias]);
        if (!model.Factor.IsEmpty)
        {
            yield return new SafetensorsEntry(Factor, [d, d], model.Factor);
        }
    }

    /// <summary>A model of these numbers.</summary>
    public SentimentModel ToModel(ModelDescription description) => new(new Vocabulary(description.Words), EncoderWeight, DecoderWeight)
    {
        DecoderBias = DecoderBias,
        Alpha = Alpha,
        Factor = AttentionFactor,
        Depth = description.Depth,
        MaxWords = description.MaxWords,
        Tokeniser = description.Tokeniser,
        Reads = description.Reads,
        IsPadded = description.IsPadded,
        Training = description.Training,
    };

    private static ImmutableArray<float> LearnedFactor(SafetensorsTensor factor, int dimension) => dimension <= ModelFile.MaxLearnedDimension
        ? Numbers(factor, dimension, dimension)
        : throw factor.Error($"belongs to vectors of {dimension} numbers; expected at most {ModelFile.MaxLearnedDimension} where the matrix is learned");

    private static ImmutableArray<float> Numbers(SafetensorsTensor tensor, params ReadOnlySpan<int> shape)
    {
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            throw tensor.Error($"has the shape {Text(tensor.Shape)}; expected {Text([.. shape])}");
        }

        ImmutableArray<float> numbers = tensor.ToSingles();
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!float.IsFinite(numbers[i]))
            {
                throw tensor.Error(i, $"is {(float.IsNaN(numbers[i]) ? "NaN" : "infinite")}; expected a finite number");
            }
        }

        return numbers;
    }

    private static string Text(ImmutableArray<int> shape) => $"({string.Join(", ", shape)})";
}
