using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search;

/// <summary>One part of a level: a matrix, with all token sets of one list and all values of alpha.</summary>
/// <param name="Matrix">d d entries, row first.</param>
/// <param name="Count">How many token sets the list has.</param>
/// <param name="Tokens">The token set with a number: n rows.</param>
internal sealed record MatrixBySets(int[] Matrix, long Count, Func<long, int[][]> Tokens);

/// <summary>
/// The candidates of a level as a product: for each matrix the token sets that belong to it, for each of those the
/// values of alpha.
/// </summary>
internal sealed class ProductList
{
    private readonly IReadOnlyList<MatrixBySets> _parts;
    private readonly long[] _starts;
    private readonly IReadOnlyList<Rational> _alphas;

    /// <summary>The list of these parts, each with all values of alpha.</summary>
    public ProductList(IReadOnlyList<MatrixBySets> parts, IReadOnlyList<Rational> alphas)
    {
        (_parts, _alphas) = (parts, alphas);
        _starts = new long[parts.Count];
        for (int part = 0; part < parts.Count; part++)
        {
            _starts[part] = Count;
            Count += parts[part].Count * alphas.Count;
        }
    }

    /// <summary>How many candidates there are.</summary>
    public long Count { get; }

    /// <summary>Some candidates, in order.</summary>
    public IReadOnlyList<HardmaxProblem> Draw(long first, int count)
    {
        var drawn = new List<HardmaxProblem>(count);
        int part = Array.BinarySearch(_starts, first);
        part = part < 0 ? ~part - 1 : part;
        HardmaxSystem[]? systems = null;
        TokenCloud? tokens = null;
        for (long at = first; drawn.Count < count; at++)
        {
            while (at - _starts[part] >= _parts[part].Count * _alphas.Count)
            {
                part++;
                systems = null;
            }

            (long set, long alpha) = Math.DivRem(at - _starts[part], _alphas.Count);
            if (systems is null)
            {
                AttentionMatrix matrix = SmallMatrices.ToMatrix(_parts[part].Matrix);
                systems = [.. _alphas.Select(value => new HardmaxSystem(matrix, value))];
            }

            // Candidates that differ in alpha alone share their tokens.
            tokens = alpha == 0 || at == first ? new TokenCloud(_parts[part].Tokens(set).Select(token => Array.ConvertAll(token, x => (Rational)x))) : tokens;
            drawn.Add(new HardmaxProblem(tokens!, systems[alpha]));
        }

        return drawn;
    }
}
