using System.Text.Json;
using Hardmax.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Cli.Tests;

/// <summary>The paper's own data: Figure 2, and 5,000 film reviews as its trained model sees them.</summary>
public sealed class RealDataTests(ITestOutputHelper output) : IDisposable
{
    private const string Reviews = "paper/reviews-5000.npy";
    private const string Alpha = "616769/262144";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DataFact("figure2/emerging-leader.json", "figure2/triangle.json", "figure2/square.json", "figure2/nonleader-clusters.json")]
    public void Figure_2_is_certified()
    {
        string[] files = [.. ((string[])["emerging-leader", "triangle", "square", "nonleader-clusters"]).Select(name => TestData.PathOf($"figure2/{name}.json"))];
        IReadOnlyList<JsonElement> documents = _folder.Run(["limit", .. files, "--json"]).Succeeds().Lines();
        Assert.Equal(4, documents.Count);
        Assert.All(documents, document => Assert.Equal("certified", document.GetProperty("status").GetString()));
        Assert.Equal("""{"0":0,"1":1,"2":0}""", documents[0].Compact("leaderSince"));
        Assert.Contains(documents[3].GetProperty("clusters").EnumerateArray(), cluster => cluster.GetProperty("kind").GetString() == "combination");
    }

    [DataFact(Reviews)]
    public void Every_review_is_certified_and_the_certificates_hold()
    {
        IReadOnlyList<JsonElement> lines = _folder.Run("limit", TestData.PathOf(Reviews), "--alpha", Alpha, "--json", "--certificate", "c").Succeeds().Lines();
        Assert.Equal(5_001, lines.Count);
        JsonElement summary = lines[^1].GetProperty("summary");
        output.WriteLine(summary.Compact());
        Assert.Equal(5_000, summary.GetProperty("certified").GetInt32());
        Assert.Equal(5_000, Directory.GetFiles(_folder["c"]).Length);

        string[] sample = [.. Enumerable.Range(0, 20).Select(at => $"c/{at * 257}.json")];
        IReadOnlyList<JsonElement> verdicts = _folder.Run(["verify", .. sample, "--json"]).Succeeds().Lines();
        Assert.Equal(20, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.True(verdict.GetProperty("valid").GetBoolean()));
    }
}
