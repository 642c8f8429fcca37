using System.Diagnostics.CodeAnalysis;

namespace Hardmax.Dynamics.Floating;

/// <summary>Compares sets, as ascending arrays, by what they hold.</summary>
internal sealed class SetComparer : IEqualityComparer<int[]>
{
    /// <summary>The one comparer.</summary>
    public static SetComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] int[] obj)
    {
        // Ends and middle tell almost all apart, and sets may be long.
        return HashCode.Combine(obj.Length, obj[0], obj[obj.Length / 2], obj[^1]);
    }
}
