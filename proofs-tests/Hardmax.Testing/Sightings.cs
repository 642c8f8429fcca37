namespace Hardmax.Testing;

/// <summary>
/// What one case of a property really saw. A property that takes one as an argument notes the interesting cases, and
/// <see cref="PropertyAttribute.MustSee"/> fails the test when one never occurred. Safe to use from several threads.
/// </summary>
public sealed class Sightings
{
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The labels noted so far, sorted.</summary>
    public IReadOnlyList<string> Labels
    {
        get
        {
            lock (_lock)
            {
                return [.. _labels.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Notes that this case is one of a kind; noting it twice is noting it once.</summary>
    public void Note(string label)
    {
        lock (_lock)
        {
            _labels.Add(label);
        }
    }

    /// <summary>Notes that this case is one of a kind if the condition holds.</summary>
    public void Note(string label, bool condition)
    {
        if (condition)
        {
            Note(label);
        }
    }
}
