using System.Globalization;
using System.Text;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests.Snapshots;

/// <summary>What the paper's model says at infinite depth of 200 reviews, as reviewed text.</summary>
public sealed class PaperSnapshots(PaperClouds clouds) : IClassFixture<PaperClouds>
{
    // Clouds 0, 25, .., 4975: the checker takes a quarter of a second for each.
    private const int Step = 25;
    private const int Count = 200;

    [DataFact(PaperClouds.ModelFileName, PaperClouds.CloudsFileName, PaperClouds.LabelsFileName, PaperClouds.ReviewsFileName)]
    public void The_words_of_the_rows_are_those_that_the_clouds_were_made_from()
    {
        // Every vector is that of one row, so nothing has to be chosen.
        SentimentModel model = clouds.Model;
        Assert.Equal(model.Words.Count, Enumerable.Range(0, model.Words.Count).Select(row => (model.Vector(row)[0], model.Vector(row)[1])).Distinct().Count());

        var beginnings = clouds.Reviews.Select(review => (Text: string.Join(' ', review.Words.Take(PaperClouds.Length)), review.IsPositive)).ToHashSet();
        bool[] labels = PaperClouds.Labels();
        Assert.Equal((5000, 5000), (clouds.Rows.Length, labels.Length));
        for (int cloud = 0; cloud < labels.Length; cloud++)
        {
            int[] rows = clouds.Rows[cloud];
            Assert.Equal(PaperClouds.Length, rows.Length);
            Assert.DoesNotContain(0, rows.TakeWhile(row => row != 0).Concat(rows.Reverse().SkipWhile(row => row == 0)));
            Assert.True(beginnings.Contains((clouds.TextOf(cloud), labels[cloud])), $"cloud {cloud}: {clouds.TextOf(cloud)}");
        }

        // Nearly a third of the rows occur, rare words among them.
        int[] seen = [.. clouds.Rows.SelectMany(rows => rows).Distinct()];
        Assert.InRange(seen.Length, 36_000, 37_000);
        Assert.Contains(seen, row => row > 121_000);
        Assert.Equal(["(padding)", "I", "movie", "film", "The", "one"], clouds.Words.Take(6));
    }

    [DataFact(PaperClouds.ModelFileName, PaperClouds.CloudsFileName, PaperClouds.LabelsFileName, PaperClouds.ReviewsFileName)]
    public void Limits_of_200_reviews()
    {
        bool[] labels = PaperClouds.Labels();
        string[] blocks = new string[Count];
        _ = Parallel.For(0, Count, at => blocks[at] = Describe(at * Step, labels[at * Step]));
        Snapshot.Verify(string.Join('\n', blocks));
    }

    private string Describe(int cloud, bool isPositive)
    {
        // All 128 tokens are in the bag, the padding too, because it may lead like any other.
        string[] names = [.. clouds.Rows[cloud].Select(row => clouds.Model.Words.Words[row])];
        var bag = WordBag.Of(names, clouds.Model.Words, PaperClouds.Length, WordChoice.First);
        var review = ReviewLimit.Of(clouds.Model, bag);
        LimitCertificate certificate = LimitAnalysis.Certificate(review.Limit);
        Assert.Equal(CheckResult.Valid, CertificateChecker.Check(certificate));

        // The value from what the checker has accepted alone.
        Assert.Equal(clouds.Model.DecisionValue(PinnedValue.Mean(certificate.Claims)), review.Value);
        Dictionary<int, int> since = LeadsSince(review);
        var text = new StringBuilder();
        _ = text.Append(CultureInfo.InvariantCulture, $"cloud {cloud}, from a {(isPositive ? "positive" : "negative")} review\n");
        _ = text.Append(CultureInfo.InvariantCulture, $"{review.Side.Word()}, value {review.Value}, layer {certificate.Claims.Layer}\n");
        _ = text.Append(CultureInfo.InvariantCulture, $"leaders {PinnedText.List(since.OrderBy(leader => leader.Key).Select(leader => $"{Word(bag, leader.Key)} since layer {leader.Value}"))}\n");
        foreach (LimitCluster cluster in certificate.Claims.Clusters)
        {
            int[] members = [.. cluster.Members.Select(token => WordOf(review, token)).Distinct()];
            string kind = cluster.Kind == ClusterKind.Leader
                ? $"led by {Word(bag, Assert.Single(members, since.ContainsKey))}"
                : $"{cluster.Kind} of {PinnedText.List(cluster.Weights.Select(weight => $"{weight.Value} {Word(bag, WordOf(review, weight.Key))}"))}";
            _ = text.Append(CultureInfo.InvariantCulture, $"{kind} at {PinnedText.Place(cluster.Places[0])}: {PinnedText.Words(members.Select(word => (Word(bag, word), bag.Counts[word])))}\n");
        }

        return text.ToString();
    }

    /// <summary>For each word that leads in the end the first layer at which it led.</summary>
    private static Dictionary<int, int> LeadsSince(ReviewLimit review)
    {
        var since = new Dictionary<int, int>();
        var state = ExactState.Start(review.Limit.Problem);
        for (int layer = 0; layer <= review.Limit.Layer; layer++, state = state.Next())
        {
            foreach (int word in review.LeadersAt(state))
            {
                _ = since.TryAdd(word, layer);
            }
        }

        return since;
    }

    private static int WordOf(ReviewLimit review, int token) => Enumerable.Range(0, review.Bag.Distinct).Last(word => review.TokenOf(word) <= token);

    private string Word(WordBag bag, int word) => clouds.Words[bag.Rows[word]];
}
