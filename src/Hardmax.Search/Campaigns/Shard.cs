using System.Globalization;
using System.Runtime.InteropServices;

namespace Hardmax.Search;

/// <summary>Which blocks of a search a process takes: of N shards the i-th takes the blocks i - 1, i - 1 + N, .. . <c>default</c> is no shard.</summary>
/// <param name="Index">i, from 1.</param>
/// <param name="Count">N, at least i.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Shard(int Index, int Count)
{
    /// <summary>All blocks.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Whether a block is this shard's.</summary>
    public bool Takes(long block) => block % Count == Index - 1;

    /// <summary>Reads "i/N" with 1 &lt;= i &lt;= N.</summary>
    public static bool TryParse(string? text, out Shard shard)
    {
        shard = default;
        string[] parts = (text ?? string.Empty).Split('/');
        if (parts.Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || index < 1
            || index > count)
        {
            return false;
        }

        shard = new Shard(index, count);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
