using System.Numerics;
using Hardmax.Dynamics;

namespace Hardmax.Oracle.Tests;

/// <summary>What a wrong implementation selects.</summary>
public enum Selecting
{
    FirstOfTie,
    LastOfTie,
    TransposedMatrix,
    AllButSelf,
    DuplicatesOnce,
    SetsOfPreviousLayer,
    Smallest,
    LargestAbsolute,
    WithinTolerance,
}

/// <summary>The paper's update for a wrong selection.</summary>
internal sealed class WrongSelection(Selecting selecting) : IStep
{
    public T[][] Next<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
    {
        var dynamics = new TextbookDynamics<T>(selecting == Selecting.TransposedMatrix ? Transposed(matrix) : matrix, alpha);
        T[][] scored = selecting == Selecting.SetsOfPreviousLayer ? layers[Math.Max(0, layers.Count - 2)] : layers[^1];
        int[][] sets = [.. scored.Select((_, i) => Select(dynamics, scored, matrix, i))];
        return dynamics.Next(layers[^1], sets);
    }

    private int[] Select<T>(TextbookDynamics<T> dynamics, T[][] tokens, T[,] matrix, int i)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
    {
        int[] right = dynamics.AttentionSet(tokens, i);
        int[] others = [.. Enumerable.Range(0, tokens.Length).Where(j => j != i)];
        return selecting switch
        {
            Selecting.FirstOfTie => right[..1],
            Selecting.LastOfTie => right[^1..],
            Selecting.AllButSelf when others.Length > 0 => Largest(others, [.. others.Select(j => Score(tokens, matrix, i, j))]),
            Selecting.DuplicatesOnce => [.. right.DistinctBy(j => string.Join(' ', tokens[j]))],
            Selecting.Smallest => Largest([.. others, i], [.. others.Append(i).Select(j => T.AdditiveIdentity - Score(tokens, matrix, i, j))]),
            Selecting.LargestAbsolute => Largest([.. others, i], [.. others.Append(i).Select(j => Absolute(Score(tokens, matrix, i, j)))]),
            Selecting.WithinTolerance => Near(tokens, matrix, i),
            _ => right,
        };
    }

    private static int[] Largest<T>(int[] tokens, T[] scores)
        where T : IComparisonOperators<T, T, bool>
    {
        T top = scores.Aggregate((x, y) => x >= y ? x : y);
        return [.. tokens.Where((_, k) => scores[k] == top).Order()];
    }

    // Relative 2^-20, which is about 1e-6.
    private static int[] Near<T>(T[][] tokens, T[,] matrix, int i)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
    {
        T tolerance = T.MultiplicativeIdentity;
        for (int k = 0; k < 20; k++)
        {
            tolerance /= T.MultiplicativeIdentity + T.MultiplicativeIdentity;
        }

        T[] scores = [.. tokens.Select((_, j) => Score(tokens, matrix, i, j))];
        T top = scores.Aggregate((x, y) => x >= y ? x : y);
        T least = top - (tolerance * Absolute(top));
        return [.. Enumerable.Range(0, tokens.Length).Where(j => scores[j] >= least)];
    }

    private static T Absolute<T>(T x)
        where T : ISubtractionOperators<T, T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T> =>
        x >= T.AdditiveIdentity ? x : T.AdditiveIdentity - x;

    private static T Score<T>(T[][] tokens, T[,] matrix, int i, int j)
        where T : IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IAdditiveIdentity<T, T>
    {
        T sum = T.AdditiveIdentity;
        for (int r = 0; r < tokens[i].Length; r++)
        {
            T image = T.AdditiveIdentity;
            for (int c = 0; c < tokens[i].Length; c++)
            {
                image += matrix[r, c] * tokens[i][c];
            }

            sum += image * tokens[j][r];
        }

        return sum;
    }

    private static T[,] Transposed<T>(T[,] matrix)
    {
        var transposed = new T[matrix.GetLength(0), matrix.GetLength(1)];
        for (int r = 0; r < matrix.GetLength(0); r++)
        {
            for (int c = 0; c < matrix.GetLength(1); c++)
            {
                transposed[c, r] = matrix[r, c];
            }
        }

        return transposed;
    }
}
