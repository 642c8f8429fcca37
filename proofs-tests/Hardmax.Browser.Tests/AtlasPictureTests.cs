using System.Globalization;
using System.Text.RegularExpressions;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Reports;
using Microsoft.Playwright;
using Xunit;

namespace Hardmax.Browser.Tests;

/// <summary>The moving picture of a counterexample: what it draws and says is the exact run.</summary>
public sealed partial class AtlasPictureTests(AtlasInBrowser atlas) : IClassFixture<AtlasInBrowser>
{
    private const string Line = "cells/distinct-stay-distinct--negative-definite.html";
    private const string Plane = "cells/leader-exists--pd-nonsymmetric.html";
    private const string ManyTokens = "cells/consensus--identity.html";
    private const string Space = "cells/leader-exists--skew.html";
    private const string Cycle = "cells/converges--symmetric-indefinite.html";
    private const string FourDimensions = "cells/leader-exists--psd-singular.html";

    // Places are written with two decimals.
    private const double Rounding = 0.02;

    [BrowserTheory]
    [InlineData(Line)]
    [InlineData(Plane)]
    [InlineData(ManyTokens)]
    [InlineData(Space)]
    [InlineData(Cycle)]
    [InlineData(FourDimensions)]
    public async Task The_slider_moves_the_tokens_to_their_exact_places(string path)
    {
        IPage page = await atlas.OpenAsync(path);
        ExactState state = ExactState.Start(AtlasInBrowser.ProblemOf(path));
        (double X, double Y)[] first = await AtlasInBrowser.PlacesAsync(page);
        (double H, double V)[] seen = Seen(state.ToTokens(), state.ToTokens());

        // The scale is the same in both directions, and is read off two tokens of layer 0 that lie far apart.
        TokenCloud start = state.ToTokens();
        bool isLine = start.Dimension == 1;
        (int a, int b) = Enumerable.Range(0, first.Length).SelectMany(i => Enumerable.Range(0, i).Select(j => (i, j))).MaxBy(pair => Math.Abs(first[pair.i].X - first[pair.j].X));
        double scale = (first[a].X - first[b].X) / (seen[a].H - seen[b].H);
        Assert.True(scale > 10);
        double rowHeight = 0;
        double farthest = 0;
        await page.Locator("#layer").FocusAsync();
        for (int layer = 1; layer <= 12; layer++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
            state = state.Next();
            (double X, double Y)[] now = await AtlasInBrowser.PlacesAsync(page);
            (double H, double V)[] expected = Seen(state.ToTokens(), start);
            rowHeight = isLine && layer == 1 ? now[0].Y - first[0].Y : rowHeight;
            for (int i = 0; i < now.Length; i++)
            {
                Assert.InRange(now[i].X, first[a].X + (scale * (expected[i].H - seen[a].H)) - Rounding, first[a].X + (scale * (expected[i].H - seen[a].H)) + Rounding);
                double y = isLine ? first[0].Y + (layer * rowHeight) : first[a].Y - (scale * (expected[i].V - seen[a].V));
                Assert.InRange(now[i].Y, y - (Rounding * 12), y + (Rounding * 12));
                farthest = Math.Max(farthest, Math.Abs(now[i].X - first[i].X));
            }
        }

        Assert.True(farthest > 20, "nothing has moved");
        await Assertions.Expect(page.Locator(".live output")).ToHaveTextAsync(OfLayers(12));
    }

    [BrowserFact]
    public async Task The_tab_key_reaches_the_tokens_and_the_slider_and_arrows_step()
    {
        IPage page = await atlas.OpenAsync(ManyTokens);
        HardmaxProblem problem = AtlasInBrowser.ProblemOf(ManyTokens);
        var stops = new List<string>();
        for (int presses = 0; presses < 60 && !stops.Contains("input layer", StringComparer.Ordinal); presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            stops.Add(await page.EvaluateAsync<string>("() => document.activeElement.tagName.toLowerCase() + ' ' + (document.activeElement.dataset.token || document.activeElement.id)"));
        }

        // One stop for all tokens: the arrow keys go from one to the next.
        Assert.Equal(["g 0"], stops.Where(stop => stop.StartsWith("g ", StringComparison.Ordinal)));
        Assert.Equal("input layer", stops[^1]);
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".live output")).ToHaveTextAsync(OfLayers(1));
        while (await page.EvaluateAsync<string>("() => document.activeElement.tagName") != "g")
        {
            await page.Keyboard.PressAsync("Shift+Tab");
        }

        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".token[data-token='3']")).ToBeFocusedAsync();
        await ExpectTokenAsync(page, problem, 3, 1);
        await page.Keyboard.PressAsync("ArrowUp");
        await ExpectTokenAsync(page, problem, 3, 2);
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(page.Locator(".live output")).ToHaveTextAsync(OfLayers(12));
        await page.Keyboard.PressAsync("Home");
        await ExpectTokenAsync(page, problem, 3, 0);
        await page.Keyboard.PressAsync("ArrowLeft");
        await ExpectTokenAsync(page, problem, 2, 0);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".about h3")).ToHaveTextAsync("Layer 0");
    }

    [BrowserTheory]
    [InlineData(Line)]
    [InlineData(Plane)]
    [InlineData(Space)]
    [InlineData(Cycle)]
    [InlineData(FourDimensions)]
    public async Task Pointing_at_a_token_shows_its_exact_fractions_and_leaving_hides_them(string path)
    {
        IPage page = await atlas.OpenAsync(path);
        HardmaxProblem problem = AtlasInBrowser.ProblemOf(path);
        for (int i = 0; i < problem.Tokens.Count; i++)
        {
            await page.Locator($".token[data-token='{i}']").HoverAsync();
            await ExpectTokenAsync(page, problem, i, 0);
        }

        await page.Locator("h1").HoverAsync();
        await Assertions.Expect(page.Locator(".about h3")).ToHaveTextAsync("Layer 0");
    }

    [BrowserFact]
    public async Task A_tap_on_a_telephone_chooses_the_token_nearest_to_the_finger()
    {
        IPage other = await atlas.BlankAsync();
        IBrowserContext context = await other.Context.Browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            HasTouch = true,
            IsMobile = true,
            Offline = true,
            ReducedMotion = ReducedMotion.Reduce,
        });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(atlas.Address(Plane));
        ILocator disc = page.Locator(".token[data-token='3'] .disc");
        await disc.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await disc.BoundingBoxAsync())!;
        await page.Touchscreen.TapAsync(box.X + box.Width + 8, box.Y + 2);
        await Assertions.Expect(page.Locator(".token[data-token='3']")).ToBeFocusedAsync();
        await ExpectTokenAsync(page, AtlasInBrowser.ProblemOf(Plane), 3, 0);
    }

    [BrowserFact]
    public async Task Leaders_are_stars_from_the_layer_on_at_which_they_lead()
    {
        IPage page = await atlas.OpenAsync(ManyTokens);
        await Assertions.Expect(page.Locator(".token[data-token='0'] .star")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".token[data-token='1'] .star")).ToBeHiddenAsync();
        await page.Locator(".forth").ClickAsync();
        await Assertions.Expect(page.Locator(".token[data-token='1'] .star")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".about")).ToContainTextAsync("Leaders: 0, 1, 2. From layer 1 on the limit is certified.");
    }

    [BrowserFact]
    public async Task A_cycle_says_when_a_state_comes_back()
    {
        IPage page = await atlas.OpenAsync(Cycle);
        await page.Locator("#layer").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".about")).Not.ToContainTextAsync("again");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".about")).ToContainTextAsync("Exactly the state of layer 0 again.");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".about")).ToContainTextAsync("Exactly the state of layer 1 again.");
        Assert.Equal(2, await page.Locator(".view .limits .triangle").CountAsync());
    }

    [BrowserFact]
    public async Task Tokens_that_have_met_are_said_to_be_equal()
    {
        IPage page = await atlas.OpenAsync(Line);
        await Assertions.Expect(page.Locator(".about")).Not.ToContainTextAsync("equal");
        await page.Locator(".forth").ClickAsync();
        await Assertions.Expect(page.Locator(".about")).ToContainTextAsync("Tokens 0, 1 are equal.");
        await Assertions.Expect(page.Locator(".view .label")).ToHaveTextAsync(["0, 1"]);
    }

    [BrowserFact]
    public async Task The_hull_encloses_the_tokens_of_its_layer_and_ends_in_them()
    {
        IPage page = await atlas.OpenAsync(ManyTokens);
        await page.Locator(".forth").ClickAsync();
        (double X, double Y)[] corners = await PointsAsync(page.Locator(".view .hull.now"));
        (double X, double Y)[] tokens = await AtlasInBrowser.PlacesAsync(page);
        Assert.InRange(corners.Length, 3, tokens.Length);
        Assert.All(corners, corner => Assert.Contains(tokens, token => Math.Abs(token.X - corner.X) + Math.Abs(token.Y - corner.Y) < Rounding));
        for (int k = 0; k < corners.Length; k++)
        {
            ((double X, double Y) p, (double X, double Y) q) = (corners[k], corners[(k + 1) % corners.Length]);
            Assert.All(tokens, token => Assert.True((((q.X - p.X) * (token.Y - p.Y)) - ((q.Y - p.Y) * (token.X - p.X))) > -10, "a token is outside"));
        }
    }

    [BrowserFact]
    public async Task The_level_of_a_token_crosses_A_z_at_a_right_angle_through_its_whole_attention_set()
    {
        IPage page = await atlas.OpenAsync(Plane);
        ExactState state = ExactState.Start(AtlasInBrowser.ProblemOf(Plane));
        (double X, double Y)[] places = await AtlasInBrowser.PlacesAsync(page);
        for (int i = 0; i < places.Length; i++)
        {
            await page.Locator($".token[data-token='{i}']").FocusAsync();
            (double X, double Y)[] level = await PointsAsync(page.Locator(".view .level"));
            (double X, double Y)[] image = await PointsAsync(page.Locator(".attention.chosen > .image"));
            Rational[] exact = AtlasInBrowser.ProblemOf(Plane).System.Matrix.Apply(state.ToTokens()[i]);
            (double dx, double dy) = (image[1].X - image[0].X, image[1].Y - image[0].Y);
            double length = Math.Sqrt((exact[0] * exact[0]).ToDouble() + (exact[1] * exact[1]).ToDouble());
            Assert.InRange(dx, (46 * exact[0].ToDouble() / length) - 0.05, (46 * exact[0].ToDouble() / length) + 0.05);
            Assert.InRange(dy, (-46 * exact[1].ToDouble() / length) - 0.05, (-46 * exact[1].ToDouble() / length) + 0.05);
            (double ux, double uy) = (level[1].X - level[0].X, level[1].Y - level[0].Y);
            Assert.InRange(((ux * dx) + (uy * dy)) / (Math.Sqrt((ux * ux) + (uy * uy)) * 46), -0.01, 0.01);
            foreach (int j in state.AttentionSets[i])
            {
                double off = ((places[j].X - level[0].X) * uy) - ((places[j].Y - level[0].Y) * ux);
                Assert.InRange(off / Math.Sqrt((ux * ux) + (uy * uy)), -0.1, 0.1);
            }
        }
    }

    [BrowserFact]
    public async Task The_hollow_dot_on_the_way_to_the_mean_is_the_place_of_the_next_layer()
    {
        IPage page = await atlas.OpenAsync(Plane);
        await page.Locator(".token[data-token='1']").FocusAsync();
        ILocator dot = page.Locator(".attention.chosen > .next");
        double x = double.Parse((await dot.GetAttributeAsync("cx"))!, CultureInfo.InvariantCulture);
        double y = double.Parse((await dot.GetAttributeAsync("cy"))!, CultureInfo.InvariantCulture);
        (double X, double Y)[] before = await AtlasInBrowser.PlacesAsync(page);
        await page.Locator(".forth").ClickAsync();
        (double X, double Y)[] after = await AtlasInBrowser.PlacesAsync(page);
        Assert.True(Math.Abs(after[1].X - before[1].X) > 20);
        Assert.InRange(x, after[1].X - Rounding, after[1].X + Rounding);
        Assert.InRange(y, after[1].Y - Rounding, after[1].Y + Rounding);
    }

    [BrowserFact]
    public async Task Switches_show_and_hide_attention_A_z_and_limits()
    {
        IPage page = await atlas.OpenAsync(Cycle);
        Assert.Equal(0, await page.Locator(".view .attention > .image").CountAsync());
        Assert.Equal(2, await page.Locator(".view .attention > .attends").CountAsync());
        await page.Locator("[name=images]").CheckAsync();
        Assert.Equal(5, await page.Locator(".view .attention > .image").CountAsync());
        await page.Locator("[name=attention]").UncheckAsync();
        Assert.Equal(0, await page.Locator(".view .attention > .attends").CountAsync());

        // What is pointed at shows all of its own.
        await page.Locator(".token[data-token='4']").FocusAsync();
        Assert.Equal(2, await page.Locator(".view .attention > .attends").CountAsync());
        await page.Locator("[name=limits]").UncheckAsync();
        Assert.Equal(0, await page.Locator(".view .limits").CountAsync());
    }

    [BrowserFact]
    public async Task Space_is_turned_by_sliders_and_by_dragging_and_nothing_else_changes()
    {
        IPage page = await atlas.OpenAsync(Cycle);
        (double X, double Y)[] before = await AtlasInBrowser.PlacesAsync(page);
        await page.Locator("#turn").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        (double X, double Y)[] turned = await AtlasInBrowser.PlacesAsync(page);
        Assert.NotEqual(before, turned);
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal(before, await AtlasInBrowser.PlacesAsync(page));

        await page.Locator(".view").ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await page.Locator(".view").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 30, box.Y + 30);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 70, box.Y + 50, new MouseMoveOptions { Steps = 4 });
        await page.Mouse.UpAsync();
        Assert.Equal("17", await page.Locator("#turn").InputValueAsync());
        Assert.Equal("33", await page.Locator("#tilt").InputValueAsync());
        Assert.NotEqual(before, await AtlasInBrowser.PlacesAsync(page));
        await page.Mouse.MoveAsync(box.X + 120, box.Y + 90);
        Assert.Equal("17", await page.Locator("#turn").InputValueAsync());
        await Assertions.Expect(page.Locator(".live output")).ToHaveTextAsync(OfLayers(0));
    }

    [BrowserFact]
    public async Task It_plays_by_itself_only_for_readers_who_did_not_ask_for_less_motion()
    {
        // Frames that a page asks for are counted, and the clock of the page that plays is ours: no machine is too fast or too slow.
        const string CountFrames = "() => { const ask = requestAnimationFrame; window.asked = 0; window.requestAnimationFrame = step => { window.asked++; return ask(step); }; }";
        IPage calm = await atlas.OpenAsync(Plane);
        await calm.EvaluateAsync(CountFrames);
        await Assertions.Expect(calm.Locator(".play")).ToBeHiddenAsync();
        await calm.Locator("#layer").FocusAsync();
        await calm.Keyboard.PressAsync("ArrowRight");
        await calm.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(calm.Locator(".live output")).ToHaveTextAsync(OfLayers(2));
        Assert.Equal(0, await calm.EvaluateAsync<int>("() => window.asked"));

        IPage page = await atlas.BlankAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.NoPreference });
        await page.Clock.InstallAsync(new ClockInstallOptions { TimeDate = DateTime.UnixEpoch });
        await page.GotoAsync(atlas.Address(Plane));
        await page.Clock.PauseAtAsync(DateTime.UnixEpoch.AddHours(1));
        await page.EvaluateAsync(CountFrames);
        await page.Locator(".play").ClickAsync();
        await Assertions.Expect(page.Locator(".play")).ToHaveTextAsync("Pause");
        await page.Clock.RunForAsync(2000);
        await Assertions.Expect(page.Locator(".live output")).ToHaveTextAsync(OfLayers(2));
        Assert.NotEqual(0, await page.EvaluateAsync<int>("() => window.asked"));
        await page.Locator(".play").ClickAsync();
        await Assertions.Expect(page.Locator(".play")).ToHaveTextAsync("Play");

        // When the tokens have come to rest they stand where the slider would have put them, and stay there.
        await page.Clock.RunForAsync(5000);
        await Assertions.Expect(page.Locator(".live output")).ToHaveTextAsync(OfLayers(2));
        Assert.Equal(await AtlasInBrowser.PlacesAsync(calm), await AtlasInBrowser.PlacesAsync(page));
    }

    private static async Task ExpectTokenAsync(IPage page, HardmaxProblem problem, int token, int layer)
    {
        ExactState state = ExactState.Start(problem);
        while (state.Layer < layer)
        {
            state = state.Next();
        }

        string place = PictureModel.ExactText(state.ToTokens()[token]);
        Rational[] image = problem.System.Matrix.Apply(state.ToTokens()[token]);
        string az = Array.TrueForAll(image, x => x.IsZero) ? "0" : PictureModel.ExactText(image);
        string set = string.Join(", ", state.AttentionSets[token].ToArray());
        bool leads = state.AttentionSets.IsLeader(token);
        await Assertions.Expect(page.Locator(".about h3")).ToHaveTextAsync(string.Create(CultureInfo.InvariantCulture, $"Token {token} at layer {layer}"));
        await Assertions.Expect(page.Locator(".about dd").First).ToHaveTextAsync(place);
        await Assertions.Expect(page.Locator(".about dt", new PageLocatorOptions { HasText = "A z" }).Locator("+ dd")).ToHaveTextAsync(az);
        await Assertions.Expect(page.Locator(".about dt", new PageLocatorOptions { HasText = "attends to" }).Locator("+ dd")).ToHaveTextAsync(new Regex("^" + Regex.Escape(set) + (leads ? " alone: it leads$" : "( \\(everyone\\))?$"), RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"token {token} at layer {layer}: {place}{(leads ? "; leads" : string.Empty)}; attends to {set}; A z = {az}"),
            await page.Locator($".token[data-token='{token}']").GetAttributeAsync("aria-label"));
    }

    // How the picture is to see points, computed apart from it: as they are, from the fixed direction, or in two principal directions.
    private static (double H, double V)[] Seen(TokenCloud tokens, TokenCloud start)
    {
        (double sinTurn, double cosTurn) = Math.SinCos(37 * Math.PI / 180);
        (double sinTilt, double cosTilt) = Math.SinCos(23 * Math.PI / 180);
        (double[] h, double[] v) = start.Dimension switch
        {
            1 => ([1], [0]),
            2 => ([1, 0], [0, 1]),
            3 => ([-sinTurn, cosTurn, 0], [-sinTilt * cosTurn, -sinTilt * sinTurn, cosTilt]),
            _ => (PictureView.LargestSpread(start.ToDoubles()).Horizontal, PictureView.LargestSpread(start.ToDoubles()).Vertical),
        };
        return Array.ConvertAll(tokens.ToDoubles(), token => (token.Zip(h, (x, y) => x * y).Sum(), token.Zip(v, (x, y) => x * y).Sum()));
    }

    // The corners of the first line of a path.
    private static async Task<(double X, double Y)[]> PointsAsync(ILocator path)
    {
        string d = (await path.GetAttributeAsync("d"))!;
        return [.. Corner().Matches(d.Split('M')[1]).Select(match => (double.Parse(match.Groups["x"].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture)))];
    }

    private static Regex OfLayers(int layer) => new(string.Create(CultureInfo.InvariantCulture, $"^{layer} of [1-4][0-9]$"), RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"(?<x>-?[\d.]+) (?<y>-?[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Corner();
}
