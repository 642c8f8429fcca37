namespace Hardmax.Oracle;

/// <summary>&lt;A^T z_i, z_j&gt;: rows and columns of A, or queries and keys, exchanged.</summary>
internal sealed class MatrixTransposed() : LayerMistake(
    "matrix-transposed",
    BugTypes.Scores,
    "scores by <A^T z_i, z_j>, with queries and keys exchanged",
    "right for every symmetric A, and another model for all others")
{
    /// <inheritdoc/>
    protected override T[] Scores<T>(LayerParts<T> parts, T[][] state, int i) =>
        parts.With((matrix, row, column) => matrix[column, row]).Scores(state, i);
}

/// <summary>&lt;z_i, z_j&gt;: A is read and never used.</summary>
internal sealed class MatrixIgnored() : LayerMistake(
    "matrix-ignored",
    BugTypes.Scores,
    "scores by <z_i, z_j>, whatever A is",
    "right for positive multiples of the identity alone")
{
    /// <inheritdoc/>
    protected override T[] Scores<T>(LayerParts<T> parts, T[][] state, int i) =>
        parts.With((_, row, column) => row == column ? T.MultiplicativeIdentity : T.AdditiveIdentity).Scores(state, i);
}

/// <summary>A is taken to be diagonal.</summary>
internal sealed class DiagonalOnly() : LayerMistake(
    "diagonal-only",
    BugTypes.Scores,
    "uses the diagonal of A alone",
    "right for diagonal A alone")
{
    /// <inheritdoc/>
    protected override T[] Scores<T>(LayerParts<T> parts, T[][] state, int i) =>
        parts.With((matrix, row, column) => row == column ? matrix[row, column] : T.AdditiveIdentity).Scores(state, i);
}

/// <summary>A is replaced by its symmetric part.</summary>
internal sealed class MatrixSymmetrised() : LayerMistake(
    "matrix-symmetrised",
    BugTypes.Scores,
    "scores by the symmetric part of A",
    "right for every symmetric A; a skew A becomes zero, and everyone attends to everyone")
{
    /// <inheritdoc/>
    protected override T[] Scores<T>(LayerParts<T> parts, T[][] state, int i) =>
        parts.With((matrix, row, column) => matrix[row, column] + matrix[column, row]).Scores(state, i);
}

/// <summary>The weights are normalised along the wrong axis of the score matrix.</summary>
internal sealed class WrongAxis() : LayerMistake(
    "wrong-axis",
    BugTypes.Scores,
    "normalises the columns of the score matrix: token i takes a share of every z_j whose largest score <A z_l, z_j> is at l = i",
    "weights of a token do not add up to one, and tokens leave the convex hull")
{
    /// <inheritdoc/>
    public override T[][] NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
    {
        var parts = new LayerParts<T>(matrix, alpha);
        T[][] state = layers[^1];
        T[][] scores = [.. state.Select((_, i) => parts.Scores(state, i))];
        int[][] chosenBy = [.. state.Select((_, j) => LayerParts<T>.Largest(Array.ConvertAll(scores, row => row[j])))];
        return [.. state.Select((token, i) => Move(parts, token, Target<T>(state, chosenBy, i)))];
    }

    private static T[] Target<T>(T[][] state, int[][] chosenBy, int i)
        where T : System.Numerics.IAdditionOperators<T, T, T>, System.Numerics.IDivisionOperators<T, T, T>, System.Numerics.IMultiplicativeIdentity<T, T>, System.Numerics.IAdditiveIdentity<T, T>
    {
        T[] target = [.. state[0].Select(_ => T.AdditiveIdentity)];
        for (int j = 0; j < state.Length; j++)
        {
            if (chosenBy[j].Contains(i))
            {
                T divisor = chosenBy[j].Aggregate(T.AdditiveIdentity, (sum, _) => sum + T.MultiplicativeIdentity);
                target = [.. target.Zip(state[j], (sum, z) => sum + (z / divisor))];
            }
        }

        return target;
    }
}
