using System.Numerics;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>Adam, against the formulas of the paper in single steps.</summary>
public sealed class AdamTests
{
    [Fact]
    public void Every_bit_is_that_of_the_scalar_formulas_for_every_length()
    {
        var random = new Random(20260401);
        int changed = 0;
        for (int length = 1; length <= 40; length++)
        {
            float[] values = Draw(random, length);
            float[] first = Draw(random, length);
            float[] second = Array.ConvertAll(Draw(random, length), MathF.Abs);
            float[] direction = Draw(random, length);
            if (length % 3 == 0)
            {
                first[length / 2] = second[length / 2] = direction[length / 2] = 0;
            }

            (float factor, float rate) = (random.NextSingle() - 0.5f, random.NextSingle());
            (float[] m, float[] v, float[] x) = ([.. first], [.. second], [.. values]);
            for (int at = 0; at < length; at++)
            {
                float gradient = direction[at] * factor;
                m[at] = (0.9f * m[at]) + ((1 - 0.9f) * gradient);
                v[at] = (0.999f * v[at]) + ((1 - 0.999f) * gradient * gradient);
                x[at] -= rate * m[at] / (MathF.Sqrt(v[at]) + 1e-8f);
            }

            changed += x.Zip(values).Count(pair => pair.First != pair.Second);
            Adam.Step(values, first, second, factor, direction, rate);
            Assert.Equal(Bits(m), Bits(first));
            Assert.Equal(Bits(v), Bits(second));
            Assert.Equal(Bits(x), Bits(values));
        }

        Assert.True(changed > 700, $"{changed} of 820 numbers moved.");
        Assert.InRange(Vector<float>.Count, 2, 32);
    }

    [Fact]
    public void The_first_step_goes_the_rate_against_the_sign_of_the_gradient()
    {
        // With m = 0.1 g and v = 0.001 g^2 the two corrections give g / |g|; 1 - 0.999f is 0.001 but for 2e-5 of it.
        foreach (float gradient in new[] { 3f, -0.02f })
        {
            float[] value = [1];
            Adam.Step(value, [0], [0], 1, [gradient], Adam.Corrected(0.25f, 1));
            Assert.Equal(1 - (0.25f * MathF.Sign(gradient)), value[0], 1e-4f);
        }
    }

    [Fact]
    public void Corrections_are_those_of_the_paper()
    {
        double b1 = 0.9f;
        double b2 = 0.999f;
        for (int step = 1; step < 4000; step = (step * 5 / 4) + 1)
        {
            double expected = 0.01 * Math.Sqrt(1 - Math.Pow(b2, step)) / (1 - Math.Pow(b1, step));

            // Powers are off by some units in the last place of 1, which is much of 1 - 0.999^1 = 0.001.
            double error = 4 * Math.Pow(2, -24) * ((0.5 / (1 - Math.Pow(b2, step))) + (1 / (1 - Math.Pow(b1, step))) + 1);
            Assert.InRange(Adam.Corrected(0.01f, step) / expected, 1 - error, 1 + error);
        }
    }

    [Fact]
    public void A_part_of_the_numbers_moves_and_no_other()
    {
        var parameter = new Parameter([1, 2, 3, 4, 5]);
        parameter.Step(1, 1, [1, -1], 0.5f);
        Assert.Equal([1f, 4f, 5f], [parameter.Values[0], parameter.Values[3], parameter.Values[4]]);
        Assert.True(parameter.Values[1] < 2 && parameter.Values[2] > 3);
        Assert.Equal([0, 1 - 0.9f, 0.9f - 1, 0, 0], parameter.First);
        Assert.Equal([0, 1 - 0.999f, 1 - 0.999f, 0, 0], parameter.Second);
    }

    private static IEnumerable<uint> Bits(float[] numbers) => numbers.Select(BitConverter.SingleToUInt32Bits);

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(2, random.Next(-20, 20)))];
}
