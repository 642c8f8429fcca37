using System.Collections.Concurrent;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>A matrix and the maps that fix it.</summary>
/// <param name="Entries">d d entries, row first.</param>
/// <param name="Stabiliser">All maps g of a given group with g A g^T = A.</param>
internal sealed record SymmetricMatrix(int[] Entries, SymmetryGroup Stabiliser);

/// <summary>
/// The matrices of a family by their heights, one for each class of matrices that a group of maps takes into each other,
/// with their stabilisers in it. Thread-safe.
/// </summary>
/// <param name="family">The matrices.</param>
/// <param name="group">The maps: all signed permutations, or those that commute with the one that fixes the family.</param>
internal sealed class SymmetricMatrices(MatrixFamily family, IReadOnlyList<SignedPermutation> group)
{
    private readonly ConcurrentDictionary<int, Lazy<SymmetricMatrix[]>> _ofHeight = new();
    private readonly Dictionary<string, SymmetryGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>How many tuples of numbers are looked through for the matrices of a height.</summary>
    public double Effort(int height) => family.Effort(height);

    /// <summary>The primitive matrices whose largest absolute entry is this, the zero matrix among those of height 1; simple ones first.</summary>
    public IReadOnlyList<SymmetricMatrix> OfHeight(int height) =>
        _ofHeight.GetOrAdd(height, h => new Lazy<SymmetricMatrix[]>(() => [.. family.OfHeight(h, group).Select(WithStabiliser)])).Value;

    private SymmetricMatrix WithStabiliser(int[] matrix)
    {
        int[] members = [.. Enumerable.Range(0, group.Count).Where(member => group[member].Fixes(matrix))];
        string key = string.Join(',', members);
        lock (_groups)
        {
            if (!_groups.TryGetValue(key, out SymmetryGroup? stabiliser))
            {
                stabiliser = new SymmetryGroup(_groups.Count, [.. members.Select(member => group[member])]);
                _groups.Add(key, stabiliser);
            }

            return new SymmetricMatrix(matrix, stabiliser);
        }
    }
}
