using Microsoft.Playwright;
using Xunit;

namespace Hardmax.Browser.Tests;

/// <summary>The pages about sentiment as pages: they open from a folder, fit, and can be read in both colour schemes.</summary>
[Collection(SentimentBrowserTests.Name)]
public sealed class SentimentPageTests(SentimentInBrowser sentiment)
{
    private const double LeastContrast = 4.5;

    [BrowserFact]
    public async Task They_open_from_files_without_errors_and_ask_for_nothing_else()
    {
        IPage page = await sentiment.BlankAsync();
        var complaints = new List<string>();
        var requests = new List<string>();
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) => complaints.Add("failed: " + request.Url);
        page.Dialog += (_, dialog) => complaints.Add("dialog: " + dialog.Message);
        page.Request += (_, request) => requests.Add(request.Url);
        foreach (string path in SentimentInBrowser.All)
        {
            await page.GotoAsync(sentiment.Address(path));
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

            // Every layer and some words are visited.
            bool hasWords = await page.Locator(".word[tabindex='0']").CountAsync() > 0;
            Assert.Equal(path is not (SentimentInBrowser.Unknown or SentimentInBrowser.Leaders), hasWords);
            for (int step = 0; hasWords && step < 8; step++)
            {
                await page.Locator(".word[tabindex='0']").FocusAsync();
                await page.Keyboard.PressAsync(step == 0 ? "Home" : "ArrowUp");
                await page.Keyboard.PressAsync("ArrowRight");
            }
        }

        Assert.Empty(complaints);
        Assert.Equal(SentimentInBrowser.All.Select(sentiment.Address), requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)));
    }

    [BrowserFact]
    public async Task Nothing_is_wider_than_the_window()
    {
        IPage page = await sentiment.BlankAsync();
        foreach (string path in SentimentInBrowser.All)
        {
            await page.GotoAsync(sentiment.Address(path));
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => { details.open = true; })");
            foreach (int width in new[] { 320, 390, 1200 })
            {
                await page.SetViewportSizeAsync(width, 800);
                Assert.Equal((path, width), (path, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")));
            }
        }
    }

    [BrowserFact]
    public async Task Both_colour_schemes_have_contrast()
    {
        IPage page = await sentiment.BlankAsync();
        foreach (string path in SentimentInBrowser.All)
        {
            await page.GotoAsync(sentiment.Address(path));
            var backgrounds = new List<string>();
            foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                backgrounds.Add(await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
                IReadOnlyList<(string Text, string Where, double Ratio)> texts = await Contrast.OfAsync(page);
                Assert.True(texts.Count > 8, "few texts");
                Assert.DoesNotContain(texts, text => text.Ratio < LeastContrast);
            }

            Assert.Equal(2, backgrounds.Distinct().Count());
        }
    }

    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Labels_have_contrast_to_the_half_plane_behind_them(ColorScheme scheme)
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane, scheme: scheme);

        // A half-plane is behind a text, but no ancestor of it; the numbers at the axes stand outside.
        await page.EvaluateAsync("() => document.querySelectorAll('.tick').forEach(tick => tick.remove())");
        foreach (string side in new[] { "positive", "negative" })
        {
            await page.EvaluateAsync("side => { const svg = document.querySelector('figure.words svg'); svg.style.background = getComputedStyle(svg.querySelector('.half.' + side)).fill; }", side);
            (string Text, string Where, double Ratio)[] texts = [.. (await Contrast.OfAsync(page)).Where(text => text.Where == "text")];
            Assert.True(texts.Length > 8, "few labels");
            Assert.DoesNotContain(texts, text => text.Ratio < LeastContrast);
        }
    }

    [BrowserFact]
    public async Task Without_a_script_there_is_the_picture_and_no_control_that_does_nothing()
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane, hasScript: false);
        await Assertions.Expect(page.Locator("figure.words svg.sentiment").First).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("button:visible, input:visible, .about:visible, .hint:visible").CountAsync());
        Assert.Equal(SentimentInBrowser.PlaneExplanation.Words.Length, (await SentimentInBrowser.PlacesAsync(page)).Length);
        Assert.True(await page.Locator(".label:visible").CountAsync() > 3);
        await page.Locator("summary", new PageLocatorOptions { HasText = "Every word" }).ClickAsync();
        Assert.Equal(SentimentInBrowser.PlaneExplanation.Words.Length, await page.Locator("details[open] tbody tr").CountAsync());

        IPage withScript = await sentiment.OpenAsync(SentimentInBrowser.Plane);
        await Assertions.Expect(withScript.Locator("#layer")).ToBeVisibleAsync();
        await Assertions.Expect(withScript.Locator(".about")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Hostile_texts_appear_as_text()
    {
        IPage page = await sentiment.BlankAsync();
        foreach (string path in new[] { SentimentInBrowser.Plane, SentimentInBrowser.Unknown, SentimentInBrowser.Leaders })
        {
            await page.GotoAsync(sentiment.Address(path));
            Assert.Contains("</script><b>bold</b> & <img src=x", await page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await page.Locator("b, img, main script:not(.run)").CountAsync());
        }
    }
}
