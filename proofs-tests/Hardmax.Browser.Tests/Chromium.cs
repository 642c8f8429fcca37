namespace Hardmax.Browser.Tests;

/// <summary>The browser that is installed here; none is ever downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] UsualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>HARDMAX_CHROMIUM where it is set, else the first of the usual places that has one, else null.</summary>
    public static string? Path { get; } = Find(Environment.GetEnvironmentVariable("HARDMAX_CHROMIUM"), File.Exists);

    /// <summary>Whether tests without a browser run and fail instead of being skipped: HARDMAX_REQUIRE_BROWSER=1.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("HARDMAX_REQUIRE_BROWSER") == "1";

    /// <summary>What is missing, in words that say how to mend it.</summary>
    public static string Need => $"needs Chromium at {string.Join(", ", UsualPlaces)}, or where HARDMAX_CHROMIUM says";

    /// <summary>The browser among the places; one that was asked for by name is not replaced by another.</summary>
    /// <param name="named">A path that was asked for, or null or empty.</param>
    /// <param name="exists">Whether a file is there.</param>
    public static string? Find(string? named, Func<string, bool> exists)
    {
        string[] places = string.IsNullOrEmpty(named) ? UsualPlaces : [named];
        return Array.Find(places, place => exists(place));
    }

    /// <summary>Why a test that needs a browser is skipped, or null if it runs.</summary>
    public static string? SkipReason(string? path, bool isRequired) => path is not null || isRequired ? null : Need;
}
