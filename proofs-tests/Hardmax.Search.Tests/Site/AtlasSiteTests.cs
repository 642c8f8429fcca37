using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Search.Tests;

public sealed class AtlasSiteTests
{
    private static readonly Lazy<ImmutableDictionary<string, string>> Site = new(() => AtlasSite.Files(SampleAtlas.Full).ToImmutableDictionary(file => file.Path, file => file.Text));

    [Fact]
    public void There_is_a_page_for_every_cell_and_a_problem_file_for_every_refuted_one()
    {
        ImmutableArray<AtlasCell> cells = SampleAtlas.Full.Cells;
        Assert.Equal((9 * ClaimCatalogue.All.Length) + 3, cells.Length);
        string[] expected =
        [
            "atlas.json",
            "index.html",
            .. cells.Select(cell => $"cells/{cell.Claim.Id}--{MatrixClasses.Id(cell.Class)}.html"),
            .. cells.Where(cell => cell.Status == CellStatus.Refuted).Select(cell => $"witnesses/{cell.Claim.Id}--{MatrixClasses.Id(cell.Class)}.json"),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Site.Value.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_atlas_gives_the_same_bytes() =>
        Assert.All(AtlasSite.Files(SampleAtlas.Full), file => Assert.Equal(Site.Value[file.Path], file.Text));

    [Fact]
    public void Every_page_is_well_formed_and_asks_for_nothing_from_elsewhere()
    {
        foreach ((string path, string text) in Site.Value.Where(file => IsPage(file.Key)))
        {
            XElement page = Parse(text);
            Assert.True(text.Length < 150_000, path);
            Assert.Equal("en", page.Attribute("lang")!.Value);
            Assert.Single(page.Descendants("h1"));
            Assert.Single(page.Descendants("main"));
            Assert.Empty(page.Descendants().Attributes("src"));
            string[] addresses = [.. page.DescendantsAndSelf().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Value.Contains("//", StringComparison.Ordinal) && attribute.Name != "d").Select(attribute => attribute.Value)];
            Assert.Empty(addresses);
            string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
            Assert.Equal(ids.Length, ids.Distinct().Count());
        }
    }

    [Fact]
    public void Every_link_leads_to_a_file_or_a_place_that_exists()
    {
        int links = 0;
        foreach ((string path, string text) in Site.Value.Where(file => IsPage(file.Key)))
        {
            foreach (string link in Parse(text).Descendants("a").Select(a => a.Attribute("href")!.Value))
            {
                var target = new Uri(new Uri("file:///site/" + path), link);
                string file = target.AbsolutePath["/site/".Length..];
                Assert.True(Site.Value.ContainsKey(file), $"{path}: {link}");
                Assert.True(target.Fragment.Length == 0 || Parse(Site.Value[file]).Descendants().Attributes("id").Any(id => "#" + id.Value == target.Fragment), $"{path}: {link}");
                links++;
            }
        }

        Assert.True(links > 1000, "few links");
    }

    [Fact]
    public void A_problem_file_reads_back_as_the_counterexample_and_violates_its_claim_again()
    {
        foreach (AtlasCell cell in SampleAtlas.Full.Cells.Where(cell => cell.Status == CellStatus.Refuted))
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Site.Value[$"witnesses/{cell.Claim.Id}--{MatrixClasses.Id(cell.Class)}.json"]));
            HardmaxProblem read = ProblemFile.Open("-", standardInput: stream)[0];
            Assert.Equal(cell.Counterexample!.Problem.Tokens, read.Tokens);
            Assert.Equal(cell.Counterexample.Problem.System.Matrix, read.System.Matrix);
            Assert.Equal(cell.Counterexample.Problem.System.Alpha, read.System.Alpha);
            Assert.Equal(ClaimStatus.Violated, cell.Claim.Evaluate(ClaimEvidence.Gather(read)).Status);
            Assert.False(string.IsNullOrWhiteSpace(read.Name));
            Assert.False(string.IsNullOrWhiteSpace(read.Description));
        }
    }

    [Fact]
    public void A_counterexample_without_a_name_is_named_after_its_cell_and_says_what_it_refutes()
    {
        using var file = JsonDocument.Parse(Site.Value["witnesses/leader-exists--psd-singular.json"]);
        Assert.Equal("leader-exists--psd-singular", file.RootElement.GetProperty("name").GetString());
        Assert.Equal(
            "Refutes the claim leader-exists: Some token leads at layer 0. Here no token attends to itself alone: C_0 = {0, 1}, C_1 = {0, 1}, C_2 = {0, 1}.",
            file.RootElement.GetProperty("description").GetString());
        using var named = JsonDocument.Parse(Site.Value["witnesses/converges--symmetric-indefinite.json"]);
        Assert.Equal("period-2-cycle", named.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public void Atlas_json_has_what_was_promised_of_every_cell()
    {
        using var document = JsonDocument.Parse(Site.Value["atlas.json"]);
        JsonElement root = document.RootElement;
        Assert.Equal("hardmax/atlas/1", root.GetProperty("schema").GetString());
        Assert.Equal(SampleAtlas.Seed, root.GetProperty("seed").GetUInt64());
        JsonElement[] cells = [.. root.GetProperty("cells").EnumerateArray()];
        Assert.Equal(SampleAtlas.Full.Cells.Length, cells.Length);
        foreach ((AtlasCell cell, JsonElement json) in SampleAtlas.Full.Cells.Zip(cells))
        {
            Assert.Equal(cell.Claim.Id, json.GetProperty("claim").GetString());
            Assert.Equal(MatrixClasses.Id(cell.Class), json.GetProperty("class").GetString());
            Assert.Equal(cell.Status == CellStatus.NotSearched ? "not-searched" : cell.Status.ToString().ToLowerInvariant(), json.GetProperty("status").GetString());
            Assert.Equal(cell.Trials, json.GetProperty("trials").GetInt64());
            Assert.Equal(cell.Undecided, json.GetProperty("undecided").GetInt64());
            Assert.Equal(cell.Source, Optional(json, "source"));
            Assert.Equal(cell.Counterexample?.FoundBy, Optional(json, "foundBy"));
            Assert.Equal(cell.Counterexample?.Verdict.Witness!.Says, Optional(json, "says"));
            string? witness = Optional(json, "witness");
            Assert.Equal(cell.Status == CellStatus.Refuted, witness is not null);
            Assert.True(witness is null || Site.Value.ContainsKey(witness));
        }
    }

    [Fact]
    public void The_table_shows_each_status_by_sign_word_and_class_and_counts_with_separators()
    {
        XElement page = Parse(Site.Value["index.html"]);
        XElement table = page.Descendants("section").Single(section => section.Attribute("id")!.Value == "claims").Descendants("table").Single();
        Assert.Equal(MatrixClasses.All.Select(MatrixClasses.Id), table.Element("thead")!.Descendants("th").Select(Text));
        XElement[] rows = [.. table.Element("tbody")!.Elements("tr")];
        Assert.Equal(ClaimCatalogue.All.Select(claim => claim.Id), rows.Select(row => Text(row.Element("th")!)));
        foreach ((Claim claim, XElement row) in ClaimCatalogue.All.Zip(rows))
        {
            foreach ((MatrixClass matrixClass, XElement square) in MatrixClasses.All.Zip(row.Elements("td")))
            {
                AtlasCell cell = SampleAtlas.Cell(claim.Id, matrixClass);
                (string sign, string word) = cell.Status switch { CellStatus.Proved => ("\u2713", "proved"), CellStatus.Refuted => ("\u2717", "refuted"), CellStatus.NotSearched => ("\u00b7", "not-searched"), _ => ("?", "survived") };
                Assert.Equal(word, square.Attribute("class")!.Value);
                Assert.StartsWith(sign, Text(square), StringComparison.Ordinal);
                Assert.Contains(word.Replace('-', ' '), Text(square), StringComparison.Ordinal);
                Assert.Equal($"cells/{claim.Id}--{MatrixClasses.Id(matrixClass)}.html", square.Element("a")!.Attribute("href")!.Value);
                Assert.Equal(cell.Status == CellStatus.Survived, Text(square).Contains("1,234,567", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void The_header_sums_up_and_says_seed_and_time()
    {
        string header = Text(Parse(Site.Value["index.html"]).Element("body")!.Element("header")!);
        foreach (CellStatus status in Enum.GetValues<CellStatus>())
        {
            int count = SampleAtlas.Full.Cells.Count(cell => cell.Status == status);
            Assert.True(count > 3, "the sample has few cells of " + status);
            Assert.Contains($"{count} {(status == CellStatus.NotSearched ? "not searched" : status.ToString().ToLowerInvariant())}", header, StringComparison.Ordinal);
        }

        Assert.Contains(SampleAtlas.Full.Cells.Sum(cell => cell.Trials).ToString("N0", CultureInfo.InvariantCulture) + " problems judged in 1 h 2 min, seed 18446744073709551557.", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Conjectures_have_their_own_table_of_the_classes_they_speak_of()
    {
        XElement section = Parse(Site.Value["index.html"]).Descendants("section").Single(one => one.Attribute("id")!.Value == "conjectures");
        Assert.Equal(["identity", "negative-definite", "skew"], section.Descendants("thead").Single().Descendants("th").Select(Text));
        Assert.Equal("one-leader", Text(section.Descendants("tbody").Single().Descendants("th").Single()));
        Assert.Contains("At most one token leads at layer 0, & never two <of> them.", Text(section), StringComparison.Ordinal);
        Assert.DoesNotContain("one-leader", Text(Parse(Site.Value["index.html"]).Descendants("section").First()), StringComparison.Ordinal);

        string page = Text(Parse(Site.Value["cells/one-leader--identity.html"]));
        Assert.Contains("hardmax claims witnesses/one-leader--identity.json --claim one-leader", page, StringComparison.Ordinal);
        string catalogued = Text(Parse(Site.Value["cells/converges--symmetric-indefinite.html"]));
        Assert.Contains("hardmax claims witnesses/converges--symmetric-indefinite.json", catalogued, StringComparison.Ordinal);
        Assert.DoesNotContain("json --claim", catalogued, StringComparison.Ordinal);
    }

    [Fact]
    public void A_survived_cell_says_what_was_searched_and_how_to_search_on()
    {
        AtlasCell cell = SampleAtlas.Full.Cells.First(one => one.Status == CellStatus.Survived);
        XElement whole = Parse(Site.Value[$"cells/{cell.Claim.Id}--{MatrixClasses.Id(cell.Class)}.html"]);
        string page = Text(whole);
        Assert.Contains("No counterexample among 1,234,567 problems, and no proof.", page, StringComparison.Ordinal);
        Assert.Contains("12,345 problems, in which nothing could be decided", page, StringComparison.Ordinal);
        Assert.Equal(cell.Covered, whole.Element("body")!.Element("main")!.Descendants("li").Select(item => item.Value));
        Assert.Contains($"hardmax hunt --claim {cell.Claim.Id} --class {MatrixClasses.Id(cell.Class)} --seed 18446744073709551557 --out", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proved_cell_says_the_source()
    {
        string page = Text(Parse(Site.Value["cells/consensus--negative-definite.html"]));
        Assert.Contains("Proved. A theorem: docs/theory.md, fact 4.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_found_in_a_smaller_class_links_to_it_and_is_searched_for_there()
    {
        AtlasCell cell = SampleAtlas.Cell("consensus", MatrixClass.Spd);
        Assert.Equal("identity", cell.Counterexample!.FoundBy);
        XElement page = Parse(Site.Value["cells/consensus--spd.html"]);
        XElement found = page.Descendants("p").Single(p => p.Attribute("class")?.Value == "found");
        Assert.Equal("Found in the class identity, whose matrices are also spd.", Text(found));
        Assert.Equal("consensus--identity.html", found.Element("a")!.Attribute("href")!.Value);
        Assert.Contains("hardmax hunt --claim consensus --class identity --seed", Text(page), StringComparison.Ordinal);
        string structured = Text(Parse(Site.Value["cells/consensus--identity.html"]));
        Assert.Contains("Found by the structured search, after 17 problems of the class were judged (2 undecided)", structured, StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbours_are_those_of_the_same_claim()
    {
        XElement[] Steps(string name) => [.. Parse(Site.Value[$"cells/{name}.html"]).Descendants("a").Where(a => a.Attribute("rel") is not null)];
        Assert.Equal(["leader-exists--nsd-singular.html", "leader-exists--skew.html"], Steps("leader-exists--symmetric-indefinite").Select(a => a.Attribute("href")!.Value));
        Assert.Equal("next", Assert.Single(Steps("leader-exists--identity")).Attribute("rel")!.Value);
        Assert.Equal("prev", Assert.Single(Steps("leader-exists--general")).Attribute("rel")!.Value);
    }

    [Fact]
    public void The_witness_and_its_facts_are_there_in_exact_fractions()
    {
        XElement page = Parse(Site.Value["cells/leader-exists--skew.html"]);
        XElement exactly = page.Descendants("section").Single(section => section.Attribute("id")!.Value == "exactly");
        string[][] tokens = [.. exactly.Descendants("tbody").First().Elements("tr").Select(row => row.Elements().Select(Text).ToArray())];
        Assert.Equal([["0", "-1/3", "1/3", "-1/3"], ["1", "1", "2/3", "2/3"]], tokens);
        Assert.Contains("alpha 1/3", Text(exactly), StringComparison.Ordinal);
        Assert.Contains("gamma 1/4", Text(exactly), StringComparison.Ordinal);
        Assert.Contains("C_0 = {0, 1}", Text(exactly), StringComparison.Ordinal);

        string cycle = Text(Parse(Site.Value["cells/converges--symmetric-indefinite.html"]).Descendants("section").Single(section => section.Attribute("id")!.Value == "exactly"));
        Assert.Contains("phase 0 (1, 0, 0)", cycle, StringComparison.Ordinal);
        Assert.Contains("phase 1 (-1, 0, 0)", cycle, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_texts_stay_texts()
    {
        string text = Site.Value["cells/norm-grows--negative-definite.html"];
        XElement page = Parse(text);
        Assert.Contains(page.Descendants("td"), cell => cell.Value == SampleAtlas.Hostile);
        Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
        Assert.Equal(2, page.Descendants("script").Count());
        Assert.Empty(page.Descendants("b"));
        using var data = JsonDocument.Parse(page.Descendants("script").First().Value);
        Assert.Equal(SampleAtlas.Hostile, data.RootElement.GetProperty("labels")[0].GetString());
    }

    [Fact]
    public void An_atlas_that_contradicts_itself_is_refused()
    {
        AtlasCell refuted = SampleAtlas.Cell("consensus", MatrixClass.Identity);
        Assert.Throws<ArgumentException>(() => AtlasSite.Files(SampleAtlas.Full with { Cells = [refuted, refuted] }));
        Assert.Throws<ArgumentException>(() => AtlasSite.Files(SampleAtlas.Full with { Cells = [refuted with { Counterexample = null }] }));
        Assert.Throws<ArgumentException>(() => AtlasSite.Files(SampleAtlas.Full with { Cells = [refuted with { Status = CellStatus.Survived }] }));
    }

    [Fact]
    public void An_atlas_of_few_cells_says_what_was_not_asked()
    {
        ImmutableDictionary<string, string> site = AtlasSite.Files(SampleAtlas.Full with { Cells = [SampleAtlas.Cell("consensus", MatrixClass.Spd)] }).ToImmutableDictionary(file => file.Path, file => file.Text);
        XElement[] empty = [.. Parse(site["index.html"]).Descendants("td").Where(cell => cell.Attribute("class")?.Value == "none")];
        Assert.Equal(8, empty.Length);
        Assert.All(empty, cell => Assert.Contains("not asked", Text(cell), StringComparison.Ordinal));

        // The class in which it was found has no page here to link to.
        XElement found = Parse(site["cells/consensus--spd.html"]).Descendants("p").Single(p => p.Attribute("class")?.Value == "found");
        Assert.Empty(found.Elements("a"));
        Assert.Equal("Found in the class identity, whose matrices are also spd.", Text(found));
    }

    [Theory]
    [InlineData(400, "0.4 s")]
    [InlineData(59_960, "60 s")]
    [InlineData(200_000, "3 min 20 s")]
    [InlineData(7_500_000, "2 h 5 min")]
    public void Times_are_for_people(long milliseconds, string expected) =>
        Assert.Equal(expected, AtlasWords.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    private static bool IsPage(string path) => path.EndsWith(".html", StringComparison.Ordinal);

    private static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static XElement Parse(string page)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", page, StringComparison.Ordinal);
        return XElement.Parse(page["<!DOCTYPE html>\n".Length..], LoadOptions.PreserveWhitespace);
    }

    // As a reader sees it: without scripts, and with white space between the pieces.
    private static string Text(XElement element) => string.Join(
        ' ',
        string.Join(' ', element.DescendantNodes().OfType<XText>().Where(text => text.Parent!.Name.LocalName is not ("script" or "style")).Select(text => text.Value))
            .Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .Replace(" .", ".", StringComparison.Ordinal)
        .Replace(" ,", ",", StringComparison.Ordinal);
}
