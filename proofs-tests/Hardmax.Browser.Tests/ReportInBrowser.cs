using Hardmax.Oracle.Tests;
using Hardmax.Reports;
using Microsoft.Playwright;
using Xunit;

namespace Hardmax.Browser.Tests;

/// <summary>A report on disk, and a browser to open it in: one for all tests of a class.</summary>
public sealed class ReportInBrowser : IAsyncLifetime
{
    // In milliseconds: a file on this disk needs no more, and what is missing is missing after that too.
    private const int Patience = 10_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("hardmax-browser-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The report's address, a file.</summary>
    public string Address => new Uri(Path.Combine(_folder, "report.html")).AbsoluteUri;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Chromium.SkipReason(Chromium.Path, Chromium.IsRequired) is not null)
        {
            // Every test is skipped, and says why.
            return;
        }

        string executable = Chromium.Path ?? throw new InvalidOperationException("HARDMAX_REQUIRE_BROWSER=1, and this " + Chromium.Need + ".");
        await File.WriteAllTextAsync(Path.Combine(_folder, "report.html"), OraclePage.Of(SampleResults.All, SampleResults.Environment));
        _playwright = await Playwright.CreateAsync();

        // Root in a container has no sandbox, and what is opened is our own file.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-background-networking", "--no-first-run"],
        });
    }

    /// <summary>A window of its own, offline, in which nothing is open yet.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="scheme">The colours that its reader prefers.</param>
    /// <param name="hasScript">Whether scripts run.</param>
    public async Task<IPage> BlankAsync(int width = 1200, ColorScheme scheme = ColorScheme.Light, bool hasScript = true)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = scheme,
            JavaScriptEnabled = hasScript,
            ReducedMotion = ReducedMotion.Reduce,
            Offline = true,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>The report in a window of its own.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="scheme">The colours that its reader prefers.</param>
    /// <param name="hasScript">Whether scripts run.</param>
    public async Task<IPage> OpenAsync(int width = 1200, ColorScheme scheme = ColorScheme.Light, bool hasScript = true)
    {
        IPage page = await BlankAsync(width, scheme, hasScript);
        await page.GotoAsync(Address);
        return page;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
