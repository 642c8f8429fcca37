namespace Hardmax.Control;

/// <summary>The matrices among which one is sought. Each class holds the one before it.</summary>
public enum ControlClass
{
    /// <summary>Symmetric positive definite: the paper's.</summary>
    Spd,

    /// <summary>Symmetric.</summary>
    Symmetric,

    /// <summary>Every d x d matrix.</summary>
    Any,
}
