using System.Globalization;

namespace Hardmax.Formats;

/// <summary>Indices that count from 1, as those of Julia, MATLAB and R do.</summary>
public static class IndexBase
{
    /// <summary>Words for the end of a message where n occurs among indices from 1 to n, and empty otherwise.</summary>
    /// <param name="indices">All indices that are known.</param>
    /// <param name="tokens">n.</param>
    public static string Hint(IReadOnlyCollection<int> indices, int tokens) => indices.Contains(tokens) && indices.All(index => index >= 1 && index <= tokens)
        ? string.Create(CultureInfo.InvariantCulture, $"; indices count from 0 to {tokens - 1}, and these look counted from 1")
        : string.Empty;
}
