using Xunit;
using Xunit.Sdk;

namespace Hardmax.Testing;

/// <summary>
/// A test that holds for all arguments: xunit runs it, FsCheck generates and shrinks. The method returns void, bool,
/// Task, Task&lt;bool&gt; or an FsCheck Property, takes any number of generated arguments, and at most one
/// <see cref="Sightings"/>, which is injected.
/// </summary>
/// <remarks>
/// The names are those of FsCheck.Xunit. The seed is a hash of the test's full name, so a run repeats; the environment
/// explores: HARDMAX_SEED is mixed into every seed, HARDMAX_MAXTEST replaces every MaxTest. A precondition that rejects
/// too many cases fails the test, and so does a label of <see cref="MustSee"/> that no case noted.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Hardmax.Testing.PropertyDiscoverer", "Hardmax.Testing")]
public sealed class PropertyAttribute : FactAttribute
{
    /// <summary>How many cases must pass; 100 where neither this nor <see cref="PropertiesAttribute"/> says otherwise.</summary>
    public int MaxTest { get; set; } = PropertySettings.Unset;

    /// <summary>How many cases a precondition may reject before the test fails as exhausted; 1000 by default.</summary>
    public int MaxRejected { get; set; } = PropertySettings.Unset;

    /// <summary>The size of the first case; 1 by default.</summary>
    public int StartSize { get; set; } = PropertySettings.Unset;

    /// <summary>The size of the last case, reached linearly; 100 by default.</summary>
    public int EndSize { get; set; } = PropertySettings.Unset;

    /// <summary>
    /// "(seed,gamma)" starts the whole run there; "(seed,gamma,size)", as a failure prints it, runs that one case, and
    /// shrinks it if it fails.
    /// </summary>
    public string? Replay { get; set; }

    /// <summary>
    /// Types whose static members return Arbitrary&lt;T&gt;; the first type that has one for T wins, and those of
    /// <see cref="PropertiesAttribute"/> on the class come after these.
    /// </summary>
    public Type[] Arbitrary { get; set; } = [];

    /// <summary>Writes every case and every successful shrink to the test's output.</summary>
    public bool Verbose { get; set; }

    /// <summary>
    /// Labels that must occur: noted through <see cref="Sightings"/> or through FsCheck's Classify and Collect, in at
    /// least one case that was not rejected. A replayed case and a run that HARDMAX_MAXTEST shortened are excused.
    /// </summary>
    public string[] MustSee { get; set; } = [];
}

/// <summary>What the properties of a test class have in common; <see cref="PropertyAttribute"/> overrides it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PropertiesAttribute : Attribute
{
    /// <inheritdoc cref="PropertyAttribute.MaxTest"/>
    public int MaxTest { get; set; } = PropertySettings.Unset;

    /// <inheritdoc cref="PropertyAttribute.MaxRejected"/>
    public int MaxRejected { get; set; } = PropertySettings.Unset;

    /// <inheritdoc cref="PropertyAttribute.StartSize"/>
    public int StartSize { get; set; } = PropertySettings.Unset;

    /// <inheritdoc cref="PropertyAttribute.EndSize"/>
    public int EndSize { get; set; } = PropertySettings.Unset;

    /// <inheritdoc cref="PropertyAttribute.Arbitrary"/>
    public Type[] Arbitrary { get; set; } = [];
}
