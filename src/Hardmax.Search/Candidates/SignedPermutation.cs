namespace Hardmax.Search;

/// <summary>
/// A permutation of the coordinates of R^d followed by changes of sign: (g x)_c = Signs[c] x_{From[c]}. These are the
/// isometries that map the integer lattice to itself.
/// </summary>
/// <param name="From">Which coordinate comes to each place, d numbers.</param>
/// <param name="Signs">1 or -1 for each place.</param>
internal sealed record SignedPermutation(int[] From, int[] Signs)
{
    /// <summary>d.</summary>
    public int Dimension => From.Length;

    /// <summary>All 2^d d! of them; the identity first.</summary>
    public static SignedPermutation[] All(int dimension)
    {
        IEnumerable<int[]> orders = [[]];
        IEnumerable<int[]> signs = [[]];
        for (int place = 0; place < dimension; place++)
        {
            orders = orders.SelectMany(order => Enumerable.Range(0, dimension).Except(order).Select(next => (int[])[.. order, next]));
            signs = signs.SelectMany(sign => new[] { 1, -1 }.Select(next => (int[])[.. sign, next]));
        }

        int[][] allSigns = [.. signs];
        return [.. orders.SelectMany(order => allSigns.Select(sign => new SignedPermutation(order, sign)))];
    }

    /// <summary>g x.</summary>
    public int[] Apply(int[] x)
    {
        var image = new int[x.Length];
        for (int c = 0; c < x.Length; c++)
        {
            image[c] = Signs[c] * x[From[c]];
        }

        return image;
    }

    /// <summary>The entry of g A g^T in a row and a column, for A as d d entries, row first.</summary>
    public int Conjugate(int[] matrix, int row, int column) =>
        Signs[row] * Signs[column] * matrix[(From[row] * Dimension) + From[column]];

    /// <summary>Whether g A g^T = A; the scores of g Z are then those of Z.</summary>
    public bool Fixes(int[] matrix)
    {
        for (int at = 0; at < matrix.Length; at++)
        {
            if (Conjugate(matrix, at / Dimension, at % Dimension) != matrix[at])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The map x -> g (h x).</summary>
    public SignedPermutation After(SignedPermutation first)
    {
        var from = new int[Dimension];
        var signs = new int[Dimension];
        for (int c = 0; c < Dimension; c++)
        {
            from[c] = first.From[From[c]];
            signs[c] = Signs[c] * first.Signs[From[c]];
        }

        return new SignedPermutation(from, signs);
    }

    /// <summary>Whether two maps are the same.</summary>
    public bool SameAs(SignedPermutation other) => From.AsSpan().SequenceEqual(other.From) && Signs.AsSpan().SequenceEqual(other.Signs);
}
