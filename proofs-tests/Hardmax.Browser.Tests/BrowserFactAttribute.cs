using Xunit;

namespace Hardmax.Browser.Tests;

/// <summary>A fact that needs a browser: skipped where there is none, unless HARDMAX_REQUIRE_BROWSER=1 makes it fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>A fact that is skipped with a reason where it cannot run.</summary>
    public BrowserFactAttribute() => Skip = Chromium.SkipReason(Chromium.Path, Chromium.IsRequired);
}

/// <summary>A theory that needs a browser: skipped where there is none, unless HARDMAX_REQUIRE_BROWSER=1 makes it fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <summary>A theory that is skipped with a reason where it cannot run.</summary>
    public BrowserTheoryAttribute() => Skip = Chromium.SkipReason(Chromium.Path, Chromium.IsRequired);
}
