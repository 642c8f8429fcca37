using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Limits;

/// <summary>Small problems of every matrix class, full of ties and repeated tokens, where sets often repeat without resting.</summary>
internal static class ExponentialSumsProblems
{
    public static HardmaxProblem Random(Random random)
    {
        int dimension = random.Next(1, 4);
        int width = random.Next(1, 4);
        var tokens = new Rational[random.Next(2, 7)][];
        for (int i = 0; i < tokens.Length; i++)
        {
            bool isRepeated = i > 0 && random.Next(6) == 0;
            tokens[i] = isRepeated
                ? tokens[i - 1]
                : [.. Enumerable.Range(0, dimension).Select(_ => (Rational)random.Next(-width, width + 1))];
        }

        Rational[] steps = [new(1, 3), new(1, 2), new(2, 5), new(3, 4), 1, new(5, 3), 2, 3, 5];
        var system = new HardmaxSystem(new AttentionMatrix(Matrix(random, dimension)), steps[random.Next(steps.Length)]);
        return new HardmaxProblem(new TokenCloud(tokens), system);
    }

    private static Rational[,] Matrix(Random random, int dimension)
    {
        int kind = random.Next(6);
        var matrix = new Rational[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                int entry = random.Next(-2, 3);
                int mirrored = kind switch
                {
                    0 => entry, // symmetric
                    1 or 2 => -entry, // skew
                    3 => 0, // triangular
                    _ => random.Next(-2, 3),
                };
                matrix[row, column] = kind == 5 && row != column ? Rational.Zero : entry;
                matrix[column, row] = row == column ? Diagonal(kind, entry) : kind == 5 ? Rational.Zero : mirrored;
            }
        }

        return matrix;
    }

    private static Rational Diagonal(int kind, int entry) => kind is 1 or 2 ? Rational.Zero : entry;
}
