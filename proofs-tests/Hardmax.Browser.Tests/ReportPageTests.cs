using Hardmax.Oracle.Tests;
using Microsoft.Playwright;
using Xunit;

namespace Hardmax.Browser.Tests;

public sealed class ReportPageTests(ReportInBrowser report) : IClassFixture<ReportInBrowser>
{
    private const double LeastContrast = 4.5;

    [BrowserFact]
    public async Task It_opens_from_a_file_without_errors_and_asks_for_nothing_else()
    {
        IPage page = await report.BlankAsync();
        var complaints = new List<string>();
        var requests = new List<string>();
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) => complaints.Add("failed: " + request.Url);
        page.Dialog += (_, dialog) => complaints.Add("dialog: " + dialog.Message);
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync(report.Address);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Empty(complaints);
        Assert.Equal([report.Address], requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)));
    }

    [BrowserFact]
    public async Task Cells_of_the_matrix_lead_to_sections_that_exist()
    {
        IPage page = await report.OpenAsync();
        IReadOnlyList<ILocator> links = await page.Locator("#matrix a").AllAsync();
        Assert.Equal(6, links.Count);
        foreach (ILocator link in links)
        {
            await link.ClickAsync();
            string target = new Uri(page.Url).Fragment;
            ILocator section = page.Locator("section" + target);
            Assert.Equal(1, await section.CountAsync());
            await Assertions.Expect(section.Locator("h2")).ToBeInViewportAsync();
        }
    }

    [BrowserFact]
    public async Task Every_failure_has_a_picture_with_its_tokens()
    {
        IPage page = await report.OpenAsync();
        int[] tokens = [.. SampleResults.All.SelectMany(result => result.Failures).Select(failure => failure.Shrunk.Case.Problem.Tokens.Count)];
        Assert.Equal(tokens.Length, await page.Locator("section[id^=failure]").CountAsync());
        for (int i = 0; i < tokens.Length; i++)
        {
            ILocator picture = page.Locator($"#failure-{i + 1} figure svg");
            await Assertions.Expect(picture).ToBeVisibleAsync();
            LocatorBoundingBoxResult frame = (await picture.BoundingBoxAsync())!;
            Assert.InRange(frame.Width, 250, 700);
            IReadOnlyList<ILocator> marks = await picture.Locator("g.mark.token").AllAsync();
            Assert.Equal(tokens[i], marks.Count);
            foreach (ILocator mark in marks)
            {
                LocatorBoundingBoxResult box = (await mark.BoundingBoxAsync())!;
                Assert.True(box.Width > 1 && box.X >= frame.X && box.Y >= frame.Y && box.X + box.Width <= frame.X + frame.Width && box.Y + box.Height <= frame.Y + frame.Height);
            }
        }
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_case_as_source_text_opens_by_keyboard_with_and_without_a_script(bool hasScript)
    {
        IPage page = await report.OpenAsync(hasScript: hasScript);
        ILocator details = page.Locator("#failure-1 details").Filter(new LocatorFilterOptions { HasText = "The case in NumPy" });
        ILocator code = details.Locator("pre");
        await Assertions.Expect(code).ToBeHiddenAsync();

        // From the command before it, the key that moves on leads there.
        await page.Locator("#failure-1 pre.command").FocusAsync();
        for (int presses = 0; presses < 12 && !await HasFocusAsync(details.Locator("summary")); presses++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(code).ToBeVisibleAsync();
        await Assertions.Expect(code).ToContainTextAsync("import numpy as np");
    }

    [BrowserFact]
    public async Task The_slider_shows_one_layer_at_a_time()
    {
        IPage page = await report.OpenAsync();
        ILocator slider = page.Locator("#failure-2 input[type=range]");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.Locator("#failure-2 output")).ToHaveTextAsync("0");
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(page.Locator("#failure-2 output")).ToHaveTextAsync("all");
    }

    [BrowserTheory]
    [InlineData(360)]
    [InlineData(390)]
    [InlineData(1200)]
    public async Task Nothing_is_wider_than_the_window(int width)
    {
        IPage page = await report.OpenAsync(width);
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => { details.open = true; })");
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));

        // What is too wide scrolls in its own container, or the samples would not test this.
        bool scrolls = await page.EvaluateAsync<bool>("() => Array.from(document.querySelectorAll('.scroll, pre')).some(box => box.scrollWidth > box.clientWidth)");
        Assert.True(scrolls);
    }

    [BrowserFact]
    public async Task Both_colour_schemes_have_contrast()
    {
        var backgrounds = new List<string>();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            IPage page = await report.OpenAsync(scheme: scheme);
            backgrounds.Add(await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
            IReadOnlyList<(string Text, string Where, double Ratio)> texts = await Contrast.OfAsync(page);
            Assert.Contains(texts, text => text.Where == "text");
            Assert.True(texts.Count > 200, "few texts");
            Assert.DoesNotContain(texts, text => text.Ratio < LeastContrast);
        }

        Assert.Equal(2, backgrounds.Distinct().Count());
    }

    [BrowserFact]
    public async Task Hostile_texts_appear_as_text()
    {
        IPage page = await report.OpenAsync();
        ILocator section = page.Locator("#failure-3");
        await Assertions.Expect(section.Locator("h2")).ToContainTextAsync("</script><b>bold</b> & \"quotes\"");
        await Assertions.Expect(section.Locator("details[open] pre")).ToContainTextAsync("| pipe ]]> <!-- \\u0001\\u001b[31m\\u0000 \ud83d\ude80 \ufffd [link](https://example.org) *stars* __under__ $x$ <img src=x onerror=alert(1)>");
        Assert.Equal(0, await page.Locator("main b, main img, main script").CountAsync());
    }

    private static Task<bool> HasFocusAsync(ILocator element) => element.EvaluateAsync<bool>("element => element === document.activeElement");
}
