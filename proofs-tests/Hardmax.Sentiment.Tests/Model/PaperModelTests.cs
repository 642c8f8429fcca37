using System.Buffers.Binary;
using System.Numerics;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>The paper's own model, which has no JSON beside it.</summary>
public sealed class PaperModelTests
{
    private const string File = "paper/model-d2.safetensors";
    private const string Reviews = "paper/reviews-5000.npy";

    [DataFact(File)]
    public void It_is_what_the_paper_published()
    {
        SentimentModel model = ModelFile.Read(TestData.PathOf(File));
        Assert.Equal((121296, 2), (model.Words.Count, model.Dimension));
        Assert.Equal(2.352787f, model.Alpha, 1e-6f);
        Assert.Equal(Rational.Parse("616769/262144"), model.System().Alpha);
        Assert.True(model.System().Matrix.IsIdentity);
        Assert.Equal((8, 128, true, true), (model.Depth, model.MaxWords, model.IsPadded, model.Training is null));
        Assert.Equal(("row 0", "row 121295", 17), (model.Words.Words[0], model.Words.Words[^1], model.Words.RowOf("row 17")));

        byte[] bytes = System.IO.File.ReadAllBytes(TestData.PathOf(File));
        float[] numbers = Floats(bytes);
        Assert.Equal(numbers[..242592], model.Encoder);
        Assert.Equal(numbers[242593..242595], model.DecoderWeights);
        Assert.Equal(numbers[242595], model.DecoderBias);
        Assert.Equal(model.Encoder.AsSpan(34, 2), model.Vector(17));
    }

    [DataFact(File)]
    public void A_problem_is_an_independently_built_cloud()
    {
        SentimentModel model = ModelFile.Read(TestData.PathOf(File));
        float[] numbers = Floats(System.IO.File.ReadAllBytes(TestData.PathOf(File)));
        int[] rows = [5, 5, 100, 121295, 5, 100, 77];
        WordBag bag = WordBag.Of(rows.Select(row => $"row {row}"), model.Words, 128, WordChoice.First);
        int[] expected = [5, 5, 5, 100, 100, 121295, 77, .. new int[121]];
        Assert.Equal(new TokenCloud(expected.Select(row => new[] { Exact(numbers[2 * row]), Exact(numbers[(2 * row) + 1]) })), model.Problem(bag).Tokens);
    }

    [DataFact(File, Reviews)]
    public void Its_problems_are_the_clouds_of_the_reviews()
    {
        SentimentModel model = ModelFile.Read(TestData.PathOf(File));
        var rows = new Dictionary<(float, float), int>();
        for (int row = model.Words.Count - 1; row >= 0; row--)
        {
            rows[(model.Vector(row)[0], model.Vector(row)[1])] = row;
        }

        ProblemFile reviews = ProblemFile.Open(TestData.PathOf(Reviews), new ProblemOptions { Alpha = model.System().Alpha });
        int padded = 0;
        for (int index = 0; index < 5000; index += 25)
        {
            int[] text = [.. reviews[index].Tokens.ToDoubles().Select(token => rows[((float)token[0], (float)token[1])])];
            padded += text.Contains(0) ? 1 : 0;
            WordBag bag = WordBag.Of(text.Where(row => row != 0).Select(row => model.Words.Words[row]), model.Words, model.MaxWords, WordChoice.First);
            TokenCloud tokens = model.Problem(bag).Tokens;
            Assert.Equal(Sorted(reviews[index].Tokens), Sorted(tokens));
        }

        Assert.InRange(padded, 50, 200);
    }

    [DataFact(File)]
    public void Written_again_with_a_json_it_is_the_same_model()
    {
        SentimentModel model = ModelFile.Read(TestData.PathOf(File));
        ModelBytes bytes = ModelFile.ToBytes(model);
        ModelSamples.AssertSame(model, ModelFile.Parse(bytes.Weights, bytes.Description, ModelSamples.Paths));
    }

    private static IEnumerable<(Rational X, Rational Y)> Sorted(TokenCloud tokens) =>
        Enumerable.Range(0, tokens.Count).Select(i => (tokens[i, 0], tokens[i, 1])).Order();

    // The data in the order of the file: encoder, alpha, decoder, bias.
    private static float[] Floats(byte[] bytes)
    {
        int start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return [.. bytes[start..].Chunk(4).Select(word => BitConverter.ToSingle(word))];
    }

    // A multiple of 2^-149, by binary64 alone: both steps are exact.
    private static Rational Exact(float value) => new((BigInteger)(value * Math.ScaleB(1, 149)), BigInteger.One << 149);
}
