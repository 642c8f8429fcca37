using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>Matrices of a class with small entries, from a seed: the same on every runtime and processor.</summary>
internal sealed class MatrixDraws(ControlClass matrices, int dimension, ulong seed)
{
    private const int MostHalvings = 8;
    private readonly SplitMix64 _stream = new(seed);

    /// <summary>A matrix of the class with integer entries.</summary>
    public AttentionMatrix Any()
    {
        int size = 1 + Below(4);
        if (matrices != ControlClass.Spd)
        {
            return Integers(size);
        }

        // B^T B is positive semidefinite, and a positive diagonal makes it definite.
        AttentionMatrix factor = Entries(size, isSymmetric: false);
        var entries = new Rational[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                for (int k = 0; k < dimension; k++)
                {
                    entries[row, column] += factor[k, row] * factor[k, column];
                }
            }

            entries[row, row] += 1 + Below(3);
        }

        return new AttentionMatrix(entries);
    }

    /// <summary>A matrix of the class that differs from one of it by a share of its largest entry, from all down to 1/64.</summary>
    public AttentionMatrix Near(AttentionMatrix matrix)
    {
        Rational scale = MatrixSums.Size(matrix);
        Rational step = (scale.IsZero ? 1 : scale) / (1 << Below(7));
        AttentionMatrix change = Integers(2);
        for (int halvings = 0; halvings < MostHalvings; halvings++)
        {
            AttentionMatrix moved = MatrixSums.AddScaled(matrix, step / 2, change);
            if (matrices != ControlClass.Spd || LdlDecomposition.Of(moved).Definiteness == Definiteness.PositiveDefinite)
            {
                return moved;
            }

            step /= 2;
        }

        return Any();
    }

    /// <summary>True in one case of so many.</summary>
    public bool OneIn(int cases) => Below(cases) == 0;

    private AttentionMatrix Integers(int size) => Entries(size, isSymmetric: matrices != ControlClass.Any);

    private AttentionMatrix Entries(int size, bool isSymmetric)
    {
        var entries = new Rational[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                entries[row, column] = isSymmetric && column < row ? entries[column, row] : Below((2 * size) + 1) - size;
            }
        }

        return new AttentionMatrix(entries);
    }

    private int Below(int bound) => (int)Math.BigMul(_stream.Next(), (ulong)bound, out _);
}
