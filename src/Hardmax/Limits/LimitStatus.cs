namespace Hardmax.Limits;

/// <summary>What is known of the layers as their number tends to infinity.</summary>
public enum LimitStatus
{
    /// <summary>Nothing was proved within the layers that were allowed.</summary>
    Undecided,

    /// <summary>Every token converges, to a limit that is known exactly.</summary>
    Certified,

    /// <summary>The tokens converge to a periodic orbit that is known exactly, and some token never comes to rest.</summary>
    Cycle,
}
