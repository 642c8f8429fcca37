using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class CaseNumberTests
{
    [Theory]
    [MemberData(nameof(CaseArithmetics.All), MemberType = typeof(CaseArithmetics))]
    public void Every_number_is_one_of_the_dtype_and_of_the_format_of_the_scores(string arithmetic)
    {
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(arithmetic, 11, 900))
        {
            Assert.All(Numbers(oracleCase.Problem), number =>
            {
                foreach (BinaryFormat format in new[] { oracleCase.Arithmetic.Format, oracleCase.Arithmetic.Accumulate })
                {
                    Assert.True(format.TryRound(number, out Rational rounded) && rounded == number, $"{oracleCase.Id}: {number}");
                }
            });
        }
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.All), MemberType = typeof(CaseArithmetics))]
    public void Cases_are_small(string arithmetic)
    {
        OracleCase[] cases = [.. CaseArithmetics.Draws(arithmetic, 12, 600)];
        Assert.All(cases, oracleCase =>
        {
            TokenCloud tokens = oracleCase.Problem.Tokens;
            Assert.True((long)tokens.Count * tokens.Count * tokens.Dimension * oracleCase.Layers <= 1 << 17, oracleCase.Id);
            Assert.InRange(tokens.Dimension, 1, 16);
            Assert.InRange(oracleCase.Layers, 1, oracleCase.Category == CaseCategory.LateLeader ? 12 : 4);
            int most = oracleCase.Category switch { CaseCategory.ManyTokens => 70, CaseCategory.Text => 40, _ => 9 };
            Assert.InRange(tokens.Count, 1, most);
        });
        Assert.InRange(cases.Average(oracleCase => oracleCase.Problem.Tokens.Count), 3, 10);
        Assert.Contains(cases, oracleCase => oracleCase.Problem.Tokens.Dimension == 16);
        Assert.Contains(cases, oracleCase => oracleCase.Problem.Tokens.Dimension is > 4 and < 9);
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.All), MemberType = typeof(CaseArithmetics))]
    public void No_term_of_any_layer_comes_near_an_overflow(string arithmetic)
    {
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(arithmetic, 13, 150))
        {
            DeclaredArithmetic declared = oracleCase.Arithmetic;
            int bits = Math.Min(declared.Format.ExponentBits, declared.Accumulate.ExponentBits);
            var limit = new Rational(System.Numerics.BigInteger.One << ((1 << (bits - 1)) - 3));
            HardmaxSystem system = oracleCase.Problem.System;
            var dynamics = new TextbookDynamics<Rational>(system.Matrix.ToArray(), system.Alpha);
            Rational[][] tokens = oracleCase.Problem.Tokens.ToArray();
            for (int layer = 0; layer < Math.Min(oracleCase.Layers, 5); layer++)
            {
                int[][] sets = dynamics.AttentionSets(tokens);
                Assert.True(LargestTerm(tokens, system, sets) <= limit, $"{oracleCase.Id} layer {layer}");
                tokens = dynamics.Next(tokens, sets);
            }
        }
    }

    // The largest that any product or partial sum, of scores, ties and updates, can be by absolute value.
    private static Rational LargestTerm(Rational[][] tokens, HardmaxSystem system, int[][] sets)
    {
        Rational[][] absolute = Array.ConvertAll(tokens, token => Array.ConvertAll(token, Rational.Abs));
        int d = tokens[0].Length;
        var entries = new Rational[d, d];
        var transposed = new Rational[d, d];
        for (int k = 0; k < d * d; k++)
        {
            entries[k / d, k % d] = Rational.Abs(system.Matrix[k / d, k % d]);
            transposed[k % d, k / d] = entries[k / d, k % d];
        }

        var matrix = new AttentionMatrix(entries);
        Rational[][] images = Array.ConvertAll(absolute, token => matrix.Apply(token));
        Rational[][] turned = Array.ConvertAll(absolute, token => new AttentionMatrix(transposed).Apply(token));
        IEnumerable<Rational> scores = images.SelectMany(image => absolute.Select(token => Vectors.Dot(image, token)));
        IEnumerable<Rational> updates = sets.SelectMany((set, i) => Enumerable.Range(0, d).Select(c =>
            absolute[i][c] + ((1 + system.Alpha) * set.Aggregate(Rational.Zero, (sum, j) => sum + absolute[j][c]))));
        return images.Concat(turned).SelectMany(image => image).Concat(scores).Concat(updates).Aggregate(Rational.Max);
    }

    private static IEnumerable<Rational> Numbers(HardmaxProblem problem) => problem.Tokens.ToArray().SelectMany(token => token)
        .Concat(problem.System.Matrix.ToArray().Cast<Rational>())
        .Append(problem.System.Alpha);
}
