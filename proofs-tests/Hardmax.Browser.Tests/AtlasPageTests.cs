using Hardmax.Search.Tests;
using Microsoft.Playwright;
using Xunit;

namespace Hardmax.Browser.Tests;

/// <summary>The pages of the atlas as pages: they open from a folder, fit, can be read, and lead to one another.</summary>
public sealed class AtlasPageTests(AtlasInBrowser atlas) : IClassFixture<AtlasInBrowser>
{
    private const double LeastContrast = 4.5;
    private const string Line = "cells/distinct-stay-distinct--negative-definite.html";
    private const string Plane = "cells/leader-exists--pd-nonsymmetric.html";
    private const string Cycle = "cells/converges--symmetric-indefinite.html";
    private const string FourDimensions = "cells/leader-exists--psd-singular.html";
    private const string Survived = "cells/converges--skew.html";
    private const string Hostile = "cells/norm-grows--negative-definite.html";

    [BrowserTheory]
    [InlineData("index.html")]
    [InlineData("cells/hull-shrinks--skew.html")]
    [InlineData(Survived)]
    [InlineData(Line)]
    [InlineData(Plane)]
    [InlineData(Cycle)]
    [InlineData(FourDimensions)]
    [InlineData(Hostile)]
    public async Task It_opens_from_a_file_without_errors_and_asks_for_nothing_else(string path)
    {
        IPage page = await atlas.BlankAsync();
        var complaints = new List<string>();
        var requests = new List<string>();
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) => complaints.Add("failed: " + request.Url);
        page.Dialog += (_, dialog) => complaints.Add("dialog: " + dialog.Message);
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync(atlas.Address(path));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        // Every layer and every token is drawn once.
        if (await page.Locator(".view .token").CountAsync() > 0)
        {
            await page.Locator("#layer").FocusAsync();
            await page.Keyboard.PressAsync("End");
            await page.Locator(".view .token").First.FocusAsync();
            for (int step = 0; step < 14; step++)
            {
                await page.Keyboard.PressAsync("ArrowDown");
                await page.Keyboard.PressAsync("ArrowRight");
            }

            await Assertions.Expect(page.Locator(".live output")).ToContainTextAsync("0 of ");
        }

        Assert.Empty(complaints);
        Assert.Equal([atlas.Address(path)], requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)));
    }

    [BrowserFact]
    public async Task One_can_walk_from_the_table_to_a_cell_its_neighbour_and_back()
    {
        IPage page = await atlas.OpenAsync("index.html");
        await page.Locator("td a[title='leader-exists in skew: refuted']").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("leader-exists in skew");
        await page.Locator("a[rel=next]").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("leader-exists in pd-nonsymmetric");
        await page.Locator("nav.row a", new PageLocatorOptions { HasText = "identity" }).ClickAsync();
        await Assertions.Expect(page.Locator(".verdict strong")).ToHaveTextAsync("Proved.");
        await page.Locator(".way a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Atlas of hardmax dynamics");
        Assert.StartsWith(atlas.Address("index.html"), page.Url, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData("index.html", 360)]
    [InlineData("index.html", 1200)]
    [InlineData(Line, 360)]
    [InlineData(Plane, 360)]
    [InlineData(Cycle, 360)]
    [InlineData(Cycle, 1200)]
    [InlineData(Hostile, 360)]
    [InlineData(Survived, 360)]
    public async Task Nothing_is_wider_than_the_window(string path, int width)
    {
        IPage page = await atlas.OpenAsync(path, width);
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => { details.open = true; })");
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        if (width == 360 && path != Survived)
        {
            // What is too wide scrolls in its own container, or the samples would not test this.
            Assert.True(await page.EvaluateAsync<bool>("() => Array.from(document.querySelectorAll('.scroll, pre')).some(box => box.scrollWidth > box.clientWidth)"));
        }
    }

    [BrowserTheory]
    [InlineData("index.html", 300)]
    [InlineData(Plane, 100)]
    [InlineData(Cycle, 100)]
    [InlineData(Survived, 30)]
    [InlineData("cells/hull-shrinks--skew.html", 20)]
    public async Task Both_colour_schemes_have_contrast(string path, int fewest)
    {
        var backgrounds = new List<string>();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            IPage page = await atlas.OpenAsync(path, scheme: scheme);
            if (await page.Locator(".view .token").CountAsync() > 0)
            {
                await page.Locator(".view .token").Last.FocusAsync();
            }

            backgrounds.Add(await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
            IReadOnlyList<(string Text, string Where, double Ratio)> texts = await Contrast.OfAsync(page);
            Assert.True(texts.Count > fewest, $"{texts.Count} texts");
            Assert.DoesNotContain(texts, text => text.Ratio < LeastContrast);
        }

        Assert.Equal(2, backgrounds.Distinct().Count());
    }

    [BrowserFact]
    public async Task Without_a_script_there_is_a_still_picture_and_no_control_that_does_nothing()
    {
        IPage page = await atlas.OpenAsync(Cycle, hasScript: false);
        await Assertions.Expect(page.Locator(".still svg")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".live")).ToBeHiddenAsync();
        Assert.Equal(0, await page.Locator("button:visible, input:visible").CountAsync());
        await page.Locator("summary", new PageLocatorOptions { HasText = "Every layer" }).ClickAsync();
        await Assertions.Expect(page.Locator("details.layers table")).ToContainTextAsync("(-1, 0, 0)");

        IPage withScript = await atlas.OpenAsync(Cycle);
        await Assertions.Expect(withScript.Locator(".still svg")).ToBeHiddenAsync();
        await Assertions.Expect(withScript.Locator(".live")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_button_copies_or_at_least_selects(bool isClipboardRefused)
    {
        IPage page = await atlas.BlankAsync();
        if (isClipboardRefused)
        {
            await page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined });");
        }

        await page.GotoAsync(atlas.Address(Cycle));
        ILocator box = page.Locator("#source .copyable").First;
        await box.Locator("button").ClickAsync();
        await Assertions.Expect(box.Locator("button")).ToHaveTextAsync("Copied");
        if (isClipboardRefused)
        {
            string selected = await page.EvaluateAsync<string>("() => getSelection().toString()");
            Assert.Contains("alpha = 1.0", selected, StringComparison.Ordinal);
        }

        await page.EvaluateAsync("() => { const area = document.createElement('textarea'); document.body.prepend(area); area.focus(); }");
        await page.Keyboard.PressAsync("Control+V");
        Assert.Equal((await box.Locator("pre").TextContentAsync())!.Trim(), (await page.Locator("textarea").InputValueAsync()).Trim());
    }

    [BrowserFact]
    public async Task Hostile_texts_appear_as_text()
    {
        IPage page = await atlas.OpenAsync(Hostile);
        await Assertions.Expect(page.Locator("#picture > p").First).ToHaveTextAsync("About " + SampleAtlas.Hostile);
        await page.Locator(".view .token").First.FocusAsync();
        await Assertions.Expect(page.Locator(".about h3")).ToHaveTextAsync("Token 0 \u201c" + SampleAtlas.Hostile + "\u201d at layer 0");
        Assert.Equal(0, await page.Locator("main b, main img, main section script:not(.run)").CountAsync());
    }
}
