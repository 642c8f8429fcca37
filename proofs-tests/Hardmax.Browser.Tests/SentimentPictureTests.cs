using System.Globalization;
using Hardmax.Sentiment;
using Microsoft.Playwright;
using Xunit;

namespace Hardmax.Browser.Tests;

/// <summary>The moving picture of an explanation: what it draws and says is what the model computed.</summary>
[Collection(SentimentBrowserTests.Name)]
public sealed class SentimentPictureTests(SentimentInBrowser sentiment)
{
    // In pixels of the screen: places are written in tenths of those of the picture, which is drawn larger.
    private const double Rounding = 0.5;

    [BrowserFact]
    public async Task The_slider_moves_the_words_to_their_places_and_last_to_their_limits()
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane);
        Explanation explanation = SentimentInBrowser.PlaneExplanation;
        int[] order = await OrderAsync(page, explanation);
        await page.Locator("#layer").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        (double X, double Y)[] first = await SentimentInBrowser.PlacesAsync(page);
        int low = Enumerable.Range(0, order.Length).MinBy(i => explanation.Layers[0][order[i]][0]);
        int high = Enumerable.Range(0, order.Length).MaxBy(i => explanation.Layers[0][order[i]][0]);
        double scale = (first[high].X - first[low].X) / (explanation.Layers[0][order[high]][0] - explanation.Layers[0][order[low]][0]);
        Assert.True(scale > 20);
        double farthest = 0;
        for (int layer = 0; layer <= explanation.Layers.Length; layer++)
        {
            bool isLimit = layer == explanation.Layers.Length;
            await Assertions.Expect(page.Locator(".stepper output")).ToHaveTextAsync(isLimit ? "\u221e" : SentimentInBrowser.Text(layer));
            Assert.Equal(isLimit ? "infinite depth" : "layer " + SentimentInBrowser.Text(layer), await page.Locator("#layer").GetAttributeAsync("aria-valuetext"));
            (double X, double Y)[] now = await SentimentInBrowser.PlacesAsync(page);
            for (int i = 0; i < order.Length; i++)
            {
                double[] place = isLimit ? [.. explanation.GatheringOf(order[i]).Place.Select(x => x.ToDouble())] : explanation.Layers[layer][order[i]];
                double[] start = explanation.Layers[0][order[low]];
                Assert.InRange(now[i].X, first[low].X + (scale * (place[0] - start[0])) - Rounding, first[low].X + (scale * (place[0] - start[0])) + Rounding);
                Assert.InRange(now[i].Y, first[low].Y - (scale * (place[1] - start[1])) - Rounding, first[low].Y - (scale * (place[1] - start[1])) + Rounding);
                farthest = Math.Max(farthest, Math.Abs(now[i].X - first[i].X));
            }

            await page.Keyboard.PressAsync("ArrowRight");
        }

        Assert.True(farthest > 40, "nothing has moved");
    }

    [BrowserFact]
    public async Task The_page_opens_at_infinite_depth_and_looks_as_it_does_without_a_script()
    {
        (double X, double Y)[][] places = new (double, double)[2][];
        foreach (bool hasScript in new[] { false, true })
        {
            IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane, width: 420, hasScript: hasScript);
            places[hasScript ? 1 : 0] = await SentimentInBrowser.PlacesAsync(page);
        }

        Assert.All(places[0].Zip(places[1]), pair => Assert.True(Math.Abs(pair.First.X - pair.Second.X) + Math.Abs(pair.First.Y - pair.Second.Y) < Rounding));
    }

    [BrowserFact]
    public async Task Every_word_is_reached_by_keyboard_and_says_where_it_is_and_where_it_ends()
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane);
        Explanation explanation = SentimentInBrowser.PlaneExplanation;
        int[] order = await OrderAsync(page, explanation);
        await page.Locator("#layer").FocusAsync();
        await page.Keyboard.PressAsync("Home");

        // One stop for all words, before the slider: the arrow keys go from one to the next.
        await page.Keyboard.PressAsync("Shift+Tab");
        for (int i = 0; i < order.Length; i++)
        {
            ILocator word = page.Locator($".word[data-word='{i}']");
            await Assertions.Expect(word).ToBeFocusedAsync();
            Gathering end = explanation.GatheringOf(order[i]);
            string name = explanation.Words[order[i]];
            string leads = end.Leader == order[i] ? "leads from layer " + SentimentInBrowser.Text(end.LeadsSince!.Value) : "gathers around \u2068" + explanation.Words[end.Leader!.Value] + "\u2069";
            string label = (await word.GetAttributeAsync("aria-label"))!;
            double[] start = explanation.Layers[0][order[i]];
            Assert.StartsWith(name + (explanation.Counts[order[i]] == 2 ? ", 2 times" : string.Empty) + "; layer 0: (" + Short(start[0]) + ", " + Short(start[1]) + "), value ", label, StringComparison.Ordinal);
            Assert.Contains("; " + leads, label, StringComparison.Ordinal);
            Assert.Contains(Sides.Of(end.Score.Sign).Word() + " side", label, StringComparison.Ordinal);
            await Assertions.Expect(page.Locator(".about h3")).ToContainTextAsync(name);
            await Assertions.Expect(page.Locator(".about p").First).ToContainTextAsync("At layer 0: (" + Short(start[0]) + ", " + Short(start[1]) + ")");
            await Assertions.Expect(page.Locator(".about p").Last).ToContainTextAsync(leads[1..]);
            await Assertions.Expect(page.Locator(".label.chosen")).ToHaveTextAsync(name);
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Assertions.Expect(page.Locator(".word[data-word='0']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator(".stepper output")).ToHaveTextAsync("1");
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(page.Locator(".about p").First).ToContainTextAsync("At infinite depth: ");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".about h3")).ToHaveTextAsync("Layer 0");
    }

    [BrowserFact]
    public async Task Visible_labels_do_not_overlap_at_any_layer()
    {
        IPage page = await sentiment.BlankAsync();
        foreach ((string path, int width) in new[] { (SentimentInBrowser.Plane, 1200), (SentimentInBrowser.Line, 360), (SentimentInBrowser.Crowd, 1200), (SentimentInBrowser.Crowd, 360) })
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.GotoAsync(sentiment.Address(path));
            int most = await AssertNoOverlapAsync(page);
            await page.Locator("#layer").FocusAsync();
            await page.Keyboard.PressAsync("Home");
            for (int layer = 0; layer < 4; layer++)
            {
                most = Math.Max(most, await AssertNoOverlapAsync(page));
                await page.Keyboard.PressAsync("ArrowRight");
            }

            Assert.True(most >= 8, "few labels were seen");
        }
    }

    [BrowserFact]
    public async Task Labels_do_not_overlap_without_a_script()
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Crowd, 360, hasScript: false);
        Assert.True(await AssertNoOverlapAsync(page) >= 8);
        await page.SetViewportSizeAsync(1200, 800);
        Assert.True(await AssertNoOverlapAsync(page) >= 8);
    }

    [BrowserFact]
    public async Task Text_in_the_picture_has_the_same_size_on_a_phone()
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane);
        foreach (int width in new[] { 360, 1200 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            double height = await page.EvaluateAsync<double>("() => document.querySelector('.label').getBoundingClientRect().height");
            Assert.InRange(height, 11, 20);
        }
    }

    [BrowserFact]
    public async Task Pointing_and_tapping_choose_the_nearest_word()
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane);
        Explanation explanation = SentimentInBrowser.PlaneExplanation;
        int[] order = await OrderAsync(page, explanation);
        await page.Locator("#layer").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Locator("figure.words svg.sentiment").First.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await page.Locator("figure.words svg.sentiment").First.BoundingBoxAsync())!;
        (double X, double Y)[] places = await SentimentInBrowser.PlacesAsync(page);
        int alone = Enumerable.Range(0, places.Length).MaxBy(i => places.Where((_, j) => j != i).Min(other => Math.Pow(other.X - places[i].X, 2) + Math.Pow(other.Y - places[i].Y, 2)));
        await page.Mouse.MoveAsync((float)(box.X + places[alone].X + 6), (float)(box.Y + places[alone].Y - 5));
        await Assertions.Expect(page.Locator(".about h3")).ToContainTextAsync(explanation.Words[order[alone]]);
        await Assertions.Expect(page.Locator($".path.chosen[data-word='{alone}']")).ToHaveCountAsync(1);
        await page.Locator("h1").HoverAsync();
        await Assertions.Expect(page.Locator(".about h3")).ToHaveTextAsync("Layer 0");

        // A tap keeps it chosen when the finger is gone.
        await page.Locator("figure.words svg.sentiment").First.ClickAsync(new LocatorClickOptions { Position = new Position { X = (float)places[alone].X - 5, Y = (float)places[alone].Y + 6 } });
        await page.Locator("h1").HoverAsync();
        await Assertions.Expect(page.Locator($".word[data-word='{alone}']")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".about h3")).ToContainTextAsync(explanation.Words[order[alone]]);
    }

    [BrowserFact]
    public async Task The_mean_and_its_margin_move_and_end_where_the_decision_is()
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane);
        Explanation explanation = SentimentInBrowser.PlaneExplanation;
        double[] end = await MarginAsync(page);
        await page.Locator("#layer").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        double[] start = await MarginAsync(page);
        Assert.True(Math.Abs(end[0] - start[0]) + Math.Abs(end[1] - start[1]) > 3, "the mean has not moved");
        double length = Math.Sqrt(Math.Pow(end[2] - end[0], 2) + Math.Pow(end[3] - end[1], 2));
        int[] order = await OrderAsync(page, explanation);
        double[][] at = await page.EvaluateAsync<double[][]>("() => JSON.parse(document.querySelector('script.run').textContent).words.map(word => word.at)");
        int low = Enumerable.Range(0, order.Length).MinBy(i => explanation.Layers[0][order[i]][0]);
        int high = Enumerable.Range(0, order.Length).MaxBy(i => explanation.Layers[0][order[i]][0]);
        double scale = (at[high][0] - at[low][0]) / (explanation.Layers[0][order[high]][0] - explanation.Layers[0][order[low]][0]);
        Assert.InRange(length / scale, explanation.Margin!.Value - 0.01, explanation.Margin.Value + 0.01);

        // At layer 0 it is the mean of the words with their repetitions.
        double mean = explanation.Layers[0].Select((place, word) => place[0] * explanation.Counts[word]).Sum() / explanation.Counts.Sum();
        Assert.InRange(start[0], at[low][0] + (scale * (mean - explanation.Layers[0][order[low]][0])) - 0.3, at[low][0] + (scale * (mean - explanation.Layers[0][order[low]][0])) + 0.3);
    }

    [BrowserFact]
    public async Task Leaders_are_stars_from_the_layer_on_at_which_they_lead()
    {
        IPage page = await sentiment.OpenAsync(SentimentInBrowser.Plane);
        Explanation explanation = SentimentInBrowser.PlaneExplanation;
        Gathering[] led = [.. explanation.Gatherings.Where(gathering => gathering.Leader is not null)];
        Assert.True(led.Length >= 2);
        await Assertions.Expect(page.Locator(".word .star:visible")).ToHaveCountAsync(led.Length);
        await page.Locator("#layer").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        for (int layer = 0; layer < 3; layer++)
        {
            await Assertions.Expect(page.Locator(".word .star:visible")).ToHaveCountAsync(led.Count(gathering => gathering.LeadsSince <= layer));
            await page.Keyboard.PressAsync("ArrowRight");
        }
    }

    [BrowserFact]
    public async Task It_plays_by_itself_only_for_readers_who_did_not_ask_for_less_motion()
    {
        IPage calm = await sentiment.OpenAsync(SentimentInBrowser.Plane);
        await Assertions.Expect(calm.Locator(".stepper button")).ToBeHiddenAsync();

        IPage page = await sentiment.BlankAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.NoPreference });
        await page.GotoAsync(sentiment.Address(SentimentInBrowser.Plane));
        await page.Locator(".stepper button").ClickAsync();
        await Assertions.Expect(page.Locator(".stepper button")).ToHaveTextAsync("Pause");
        await Assertions.Expect(page.Locator(".stepper output")).ToHaveTextAsync("1");
        await page.Locator(".stepper button").ClickAsync();
        await Assertions.Expect(page.Locator(".stepper button")).ToHaveTextAsync("Play");
    }

    // What the page calls its words, as words of the explanation.
    private static async Task<int[]> OrderAsync(IPage page, Explanation explanation)
    {
        string[] names = await page.EvaluateAsync<string[]>("() => JSON.parse(document.querySelector('script.run').textContent).words.map(word => word.name)");
        Assert.Equal(explanation.Words.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        return Array.ConvertAll(names, name => explanation.Words.IndexOf(name));
    }

    private static async Task<double[]> MarginAsync(IPage page) =>
        await page.EvaluateAsync<double[]>("() => document.querySelector('figure.words .margin').getAttribute('d').match(/-?[\\d.]+/g).map(Number)");

    // Boxes of text are higher than its letters; what overlaps by less is no overlap to the eye.
    private static async Task<int> AssertNoOverlapAsync(IPage page)
    {
        string[] texts = await page.EvaluateAsync<string[]>(
            """
            () => {
              const all = Array.from(document.querySelectorAll('figure.words .label, figure.words .note')).filter(label => label.checkVisibility());
              const boxes = all.map(label => label.getBoundingClientRect());
              const found = all.flatMap((label, i) => all.slice(0, i).filter((_, j) => {
                const [a, b] = [boxes[i], boxes[j]];
                return a.left + 1 < b.right - 1 && b.left + 1 < a.right - 1 && a.top + 0.2 * a.height < b.bottom - 0.2 * b.height && b.top + 0.2 * b.height < a.bottom - 0.2 * a.height;
              }).map(other => label.textContent + ' and ' + other.textContent));
              return [String(all.length)].concat(found);
            }
            """);
        Assert.Single(texts);
        return int.Parse(texts[0], CultureInfo.InvariantCulture);
    }

    // Three digits, ties to even: eighths have no more decimals.
    private static string Short(double eighths) =>
        Math.Round((decimal)eighths, Math.Abs(eighths) >= 1 ? 2 : 3, MidpointRounding.ToEven).ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
