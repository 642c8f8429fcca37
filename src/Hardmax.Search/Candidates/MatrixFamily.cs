using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>
/// The integer matrices of a class that a signed permutation fixes (the identity fixes all), written with as few free
/// numbers as their linear conditions leave: symmetry, A^T = -A, and g A g^T = A say which entries are equal, opposite
/// or 0.
/// </summary>
internal sealed class MatrixFamily
{
    private readonly MatrixClass _class;
    private readonly int _dimension;
    private readonly int[] _numberOf;
    private readonly int[] _signs;

    /// <summary>The family of a class and a map, d at most <see cref="SmallMatrices.MaxDimension"/>.</summary>
    public MatrixFamily(MatrixClass matrixClass, SignedPermutation map)
    {
        (_class, _dimension) = (matrixClass, map.Dimension);
        _numberOf = new int[_dimension * _dimension];
        _signs = new int[_dimension * _dimension];
        Array.Fill(_numberOf, -1);
        if (matrixClass == MatrixClass.Identity)
        {
            // Nothing is free.
            Array.Clear(_numberOf);
            return;
        }

        int? transposed = matrixClass switch
        {
            MatrixClass.Skew => -1,
            MatrixClass.General or MatrixClass.PdNonsymmetric => null,
            _ => 1,
        };
        for (int at = 0; at < _numberOf.Length; at++)
        {
            if (_numberOf[at] >= 0)
            {
                continue;
            }

            if (Tie(at, map, transposed))
            {
                Freedom++;
                continue;
            }

            // An entry that equals its opposite is 0, with all that are tied to it; their number stays free.
            for (int tied = 0; tied < _numberOf.Length; tied++)
            {
                if (_numberOf[tied] == Freedom)
                {
                    (_numberOf[tied], _signs[tied]) = (0, 0);
                }
            }
        }
    }

    /// <summary>How many free numbers there are.</summary>
    public int Freedom { get; private set; }

    /// <summary>How many tuples <see cref="OfHeight"/> looks through.</summary>
    public double Effort(int height) => Math.Pow((2 * height) + 1, Freedom);

    /// <summary>
    /// The primitive matrices of the class whose largest absolute entry is this (for 1 with the zero matrix), of those
    /// that maps of a group take into each other the first one; in the order of the sums of absolute entries.
    /// </summary>
    public IReadOnlyList<int[]> OfHeight(int height, IReadOnlyList<SignedPermutation> group)
    {
        var found = new List<int[]>();
        int[] numbers = [.. Enumerable.Repeat(height, Freedom)];
        do
        {
            int[] matrix = Build(numbers);
            int largest = SmallMatrices.Height(matrix);
            bool isThisHigh = largest == height || (height == 1 && largest == 0);
            if (isThisHigh && SmallMatrices.IsPrimitive(matrix) && SmallMatrices.Contains(_class, matrix, _dimension) && SmallMatrices.IsFirst(matrix, group))
            {
                found.Add(matrix);
            }
        }
        while (Step(numbers, height));
        return [.. found.OrderBy(matrix => matrix.Sum(Math.Abs))];
    }

    /// <summary>The matrix with these free numbers, in the class or not: its linear conditions hold, definiteness may not.</summary>
    public int[] Build(IReadOnlyList<int> numbers)
    {
        var matrix = new int[_numberOf.Length];
        if (_class == MatrixClass.Identity)
        {
            for (int c = 0; c < _dimension; c++)
            {
                matrix[c * (_dimension + 1)] = 1;
            }

            return matrix;
        }

        for (int at = 0; at < matrix.Length; at++)
        {
            matrix[at] = _signs[at] == 0 ? 0 : _signs[at] * numbers[_numberOf[at]];
        }

        return matrix;
    }

    // From the largest tuple down to the smallest.
    private static bool Step(int[] numbers, int height)
    {
        for (int at = numbers.Length - 1; at >= 0; at--)
        {
            if (numbers[at]-- > -height)
            {
                return true;
            }

            numbers[at] = height;
        }

        return false;
    }

    // Gives all entries that must be equal or opposite to one the same number; false where one would be its own opposite.
    private bool Tie(int start, SignedPermutation map, int? transposed)
    {
        bool isFree = true;
        var open = new Stack<int>([start]);
        (_numberOf[start], _signs[start]) = (Freedom, 1);
        while (open.TryPop(out int at))
        {
            (int row, int column) = (at / _dimension, at % _dimension);
            Visit((map.From[row] * _dimension) + map.From[column], map.Signs[row] * map.Signs[column] * _signs[at]);
            if (transposed is { } sign)
            {
                Visit((column * _dimension) + row, sign * _signs[at]);
            }
        }

        return isFree;

        void Visit(int at, int sign)
        {
            if (_numberOf[at] < 0)
            {
                (_numberOf[at], _signs[at]) = (Freedom, sign);
                open.Push(at);
            }

            isFree &= _signs[at] == sign;
        }
    }
}
