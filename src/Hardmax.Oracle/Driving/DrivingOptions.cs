using System.Collections.Immutable;

namespace Hardmax.Oracle;

/// <summary>How a program is driven.</summary>
internal sealed record DrivingOptions
{
    /// <summary>The program and its arguments, at least the program; it is started as it stands, by no shell.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>How long the program may take to start and to answer hello. Python takes a while to import torch.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it may take to answer a case, from the first byte sent to the last one received.</summary>
    public TimeSpan CaseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether every case gets a process of its own.</summary>
    public bool OneShot { get; init; }

    /// <summary>How numbers are sent.</summary>
    public WireFormat Wire { get; init; } = WireFormat.Decimal;
}
