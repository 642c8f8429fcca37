using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Reports;
using Hardmax.Sentiment;
using Microsoft.Playwright;
using Xunit;

namespace Hardmax.Browser.Tests;

/// <summary>The tests of these pages share one browser.</summary>
[CollectionDefinition(Name)]
public sealed class SentimentBrowserTests : ICollectionFixture<SentimentInBrowser>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "sentiment in a browser";
}

/// <summary>The pages about sentiment on disk, and a browser to open them in: one for all tests.</summary>
public sealed class SentimentInBrowser : IAsyncLifetime
{
    /// <summary>Two dimensions, a follower that becomes a leader, hostile words.</summary>
    public const string Plane = "plane.html";

    /// <summary>One dimension.</summary>
    public const string Line = "line.html";

    /// <summary>Eight dimensions and many words.</summary>
    public const string Crowd = "crowd.html";

    /// <summary>Nothing is proved.</summary>
    public const string Undecided = "undecided.html";

    /// <summary>No word is known.</summary>
    public const string Unknown = "unknown.html";

    /// <summary>Which words lead.</summary>
    public const string Leaders = "leaders.html";

    /// <summary>All pages.</summary>
    public static readonly ImmutableArray<string> All = [Plane, Line, Crowd, Undecided, Unknown, Leaders];

    private const string Hostile = "</script><b>bold</b> & <img src=x onerror=alert(1)>";

    private readonly string _folder = Directory.CreateTempSubdirectory("hardmax-sentiment-").FullName;
    private readonly ReportInBrowser _browser = new();

    /// <summary>What the page of the plane explains.</summary>
    public static Explanation PlaneExplanation { get; } = Explain(Random(4, 2, 14), "and " + Hostile);

    /// <summary>What the page of the crowd explains.</summary>
    public static Explanation CrowdExplanation { get; } = Explain(Random(2, 8, 50), string.Empty);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var undecided = PlaneExplanation with { Decision = Side.Undecided, Value = null, Margin = null, IsCertified = false, Gatherings = [], WithoutEach = [], Flip = null };
        (string Path, string Page)[] pages =
        [
            (Plane, ExplanationPage.Of(PlaneExplanation)),
            (Line, ExplanationPage.Of(Explain(Random(3, 1, 12), string.Empty))),
            (Crowd, ExplanationPage.Of(CrowdExplanation)),
            (Undecided, ExplanationPage.Of(undecided)),
            (Unknown, ExplanationPage.Of(new Explainer(Random(3, 1, 2)).Explain(Hostile))),
            (Leaders, LeadersPage.Of(new LeaderCounts(50, [new(Hostile, 40, Side.Negative), .. PlaneExplanation.Words.Select((word, i) => new LeaderCount(word, 30 - i, i % 2 == 0 ? Side.Positive : Side.Negative))]), "m", "d", 0.9)),
        ];
        foreach ((string path, string page) in pages)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, path), page);
        }

        await _browser.InitializeAsync();
    }

    /// <summary>The address of a page, a file.</summary>
    public string Address(string path) => new Uri(Path.Combine(_folder, path)).AbsoluteUri;

    /// <summary>A window of its own, offline, in which nothing is open yet.</summary>
    public Task<IPage> BlankAsync(int width = 1200, ColorScheme scheme = ColorScheme.Light, bool hasScript = true) => _browser.BlankAsync(width, scheme, hasScript);

    /// <summary>A page in a window of its own.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1200, ColorScheme scheme = ColorScheme.Light, bool hasScript = true)
    {
        IPage page = await BlankAsync(width, scheme, hasScript);
        await page.GotoAsync(Address(path));
        return page;
    }

    /// <summary>Where the words are drawn, in pixels of the screen from the corner of the picture, in their order in the data.</summary>
    public static async Task<(double X, double Y)[]> PlacesAsync(IPage page)
    {
        double[][] places = await page.EvaluateAsync<double[][]>(
            """
            () => {
              const box = document.querySelector('figure.words svg').getBoundingClientRect();
              const words = Array.from(document.querySelectorAll('.word[data-word]'));
              words.sort((a, b) => a.dataset.word - b.dataset.word);
              return words.map(word => { const at = word.querySelector('.halo').getBoundingClientRect(); return [at.x + at.width / 2 - box.x, at.y + at.height / 2 - box.y]; });
            }
            """);
        return Array.ConvertAll(places, place => (place[0], place[1]));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static SentimentModel Random(int seed, int dimension, int words)
    {
        var random = new Random(seed);
        string[] syllables = ["ka", "lo", "mi", "tu", "re"];
        ImmutableArray<string> names = [.. Enumerable.Range(0, words).Select(i => syllables[i % 5] + syllables[i / 5 % 5] + syllables[i / 25 % 5] + "n")];
        return new SentimentModel(new Vocabulary(names), [.. Enumerable.Range(0, words * dimension).Select(_ => random.Next(-16, 17) / 8f)], [.. Enumerable.Range(0, dimension).Select(c => c % 2 == 0 ? 1f : -0.75f)])
        {
            Alpha = 1,
            Depth = 4,
            MaxWords = 1000,
            DecoderBias = 0.125f,
        };
    }

    private static Explanation Explain(SentimentModel model, string more) =>
        new Explainer(model).Explain(string.Join(' ', model.Words.Words.Concat(model.Words.Words.Take(3))) + " " + more);

    /// <summary>A number of the script with as many decimals as it has.</summary>
    public static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
