using System.Globalization;
using System.Text;
using Hardmax.Limits;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests.Snapshots;

/// <summary>All that the models in the box say of two dozen texts, as reviewed text.</summary>
public sealed class SentimentSnapshots
{
    private static readonly SentimentModel[] Models = [.. ShippedModels.Names.Select(ShippedModels.Read)];

    [Fact]
    public void What_d2_says() => Snapshot.Verify(Describe("d2"));

    [Fact]
    public void What_d8_says() => Snapshot.Verify(Describe("d8"));

    [Fact]
    public void Every_pinned_limit_is_accepted_and_its_gatherings_are_the_whole_reason()
    {
        foreach (SentimentModel model in Models)
        {
            Explanation[] explanations = [.. SnapshotSentences.All.Select(sentence => new Explainer(model).Explain(sentence.Text))];
            Assert.Equal(5, explanations.Count(explanation => explanation.Words.IsEmpty));
            Assert.All(explanations.Where(explanation => !explanation.Words.IsEmpty), explanation =>
            {
                var bag = new WordBag([.. explanation.Words.Select(model.Words.RowOf)], explanation.Counts);
                LimitCertificate certificate = LimitAnalysis.Certificate(ReviewLimit.Of(model, bag).Limit);
                Assert.Equal(CheckResult.Valid, CertificateChecker.Check(certificate));

                // The value again, from what the checker has accepted alone.
                Rational[] mean = PinnedValue.Mean(certificate.Claims);
                Assert.Equal(model.DecisionValue(mean), explanation.Value);
                Assert.Equal(certificate.Claims.Layer, explanation.Layer);
                Assert.Equal(
                    explanation.Value,
                    explanation.Gatherings.Select(gathering => gathering.Score * gathering.Tokens).Aggregate((a, b) => a + b) / bag.Length);
            });
        }
    }

    private static string Describe(string name)
    {
        var explainer = new Explainer(Models[ShippedModels.Names.IndexOf(name)]);
        Assert.Equal(24, SnapshotSentences.All.Length);
        return string.Join('\n', SnapshotSentences.All.Select(sentence => Describe(sentence.Kind, explainer.Explain(sentence.Text))));
    }

    private static string Describe(string kind, Explanation explanation)
    {
        var text = new StringBuilder();
        _ = text.Append(CultureInfo.InvariantCulture, $"{kind}\n");
        _ = text.Append(CultureInfo.InvariantCulture, $"text       {PinnedText.Quoted(explanation.Text)}\n");
        _ = text.Append(CultureInfo.InvariantCulture, $"read       {PinnedText.Words(explanation.Words.Zip(explanation.Counts))}\n");
        _ = text.Append(CultureInfo.InvariantCulture, $"not read   {explanation.UnknownWords} unknown, {explanation.UnreadWords} beyond what the model reads\n");
        _ = text.Append(CultureInfo.InvariantCulture, $"decision   {explanation.Decision.Word()}, value {explanation.Value?.ToString() ?? "none"}\n");
        if (explanation.Words.IsEmpty)
        {
            return text.ToString();
        }

        _ = text.Append(CultureInfo.InvariantCulture, $"layer      {explanation.Layer}, {(explanation.IsCertified ? "certified" : "not certified")}\n");
        var led = explanation.Gatherings.Where(gathering => gathering.Leader is not null);
        _ = text.Append(CultureInfo.InvariantCulture, $"leaders    {PinnedText.List(led.Select(gathering => $"{explanation.Words[gathering.Leader!.Value]} since layer {gathering.LeadsSince}"))}\n");
        foreach (Gathering gathering in explanation.Gatherings)
        {
            IEnumerable<int> members = gathering.Leader is { } leader ? gathering.Followers.Prepend(leader) : gathering.Followers;
            _ = text.Append(CultureInfo.InvariantCulture, $"cluster    {gathering.Kind}, {gathering.Tokens} tokens: {PinnedText.Words(members.Select(word => (explanation.Words[word], explanation.Counts[word])))}\n");
            _ = text.Append(CultureInfo.InvariantCulture, $"           at {PinnedText.Place(gathering.Place)}, score {gathering.Score}\n");
        }

        return text.ToString();
    }
}
