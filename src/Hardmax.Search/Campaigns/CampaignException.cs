namespace Hardmax.Search;

/// <summary>A campaign's file cannot be used; it is left as it is.</summary>
public sealed class CampaignException : Exception
{
    /// <summary>A file is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong, and what was expected.</param>
    public CampaignException(string path, string reason)
        : base($"{path}: {reason}") => (Path, Reason) = (path, reason);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is wrong, and what was expected.</summary>
    public string Reason { get; }
}
