using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>Real reviews, where there are some.</summary>
public sealed class ReviewDataTests(ReviewDataTests.Reviews data) : IClassFixture<ReviewDataTests.Reviews>
{
    private const string Raw = "imdb/reviews.csv.gz";
    private const string Preprocessed = "imdb/preprocessed.csv.gz";
    private const string Sentences = "sentence-polarity/sentences.csv.gz";

    [DataFact(Raw, Preprocessed)]
    public void The_reviews_and_their_preprocessed_form_have_the_same_labels()
    {
        Assert.Equal(50_000, data.All.Count);
        Assert.Equal(25_000, data.All.Count(review => review.IsPositive));
        Assert.StartsWith("Once again Mr. Costner", data.All[0].Text, StringComparison.Ordinal);
        Assert.Equal("row 50001", data.All[^1].Place);
        IReadOnlyList<LabelledReview> processed = ReviewInputs.Read(TestData.PathOf(Preprocessed));
        Assert.StartsWith("Once Mr Costner", processed[0].Text, StringComparison.Ordinal);
        Assert.Equal(data.All.Select(review => review.IsPositive), processed.Select(review => review.IsPositive));
        Assert.Equal(data.All.Select(review => review.Place), processed.Select(review => review.Place));
    }

    [DataFact(Sentences)]
    public void The_sentences_are_read()
    {
        IReadOnlyList<LabelledReview> reviews = ReviewInputs.Read(TestData.PathOf(Sentences));
        Assert.Equal(10_662, reviews.Count);
        Assert.Equal(5_331, reviews.Count(review => review.IsPositive));
        Assert.Equal("simplistic , silly and tedious .", reviews[0].Text);
    }

    [DataFact(Raw)]
    public void A_second_tokeniser_agrees_on_real_reviews()
    {
        TokeniserOptions[] options = [new(), new() { KeepsCase = true, KeepsStopWords = true }, new() { JoinsNegations = true }];
        foreach (LabelledReview review in data.All.Where((_, i) => i % 250 == 0))
        {
            Assert.All(options, o => Assert.Equal(ReferenceTokeniser.Words(review.Text, o), new Tokeniser(o).Words(review.Text)));
        }
    }

    [DataFact(Raw)]
    public void Real_reviews_are_made_of_plausible_words()
    {
        var tokeniser = new Tokeniser(new TokeniserOptions { JoinsNegations = true });
        IReadOnlyList<string>[] texts = [.. data.All.Where((_, i) => i % 25 == 0).Select(review => tokeniser.Words(review.Text))];
        Assert.All(texts, words => Assert.InRange(words.Count, 1, 1500));
        Vocabulary vocabulary = Vocabulary.Of(texts, floor: 5);
        Assert.InRange(vocabulary.Count, 4_000, 10_000);
        Assert.All(["film", "movie", "good", "not_good", "not_bad", "not_like", "but", "great", "bad"], word => Assert.InRange(vocabulary.RowOf(word), 0, 1000));
        Assert.All(["br", "http", "www", "the", "of", "it", "dont", "not_"], word => Assert.True(vocabulary.RowOf(word) is < 0 or > 100, word));
    }

    /// <summary>The 50,000 reviews, read once when they are asked for.</summary>
    public sealed class Reviews
    {
        private readonly Lazy<IReadOnlyList<LabelledReview>> _all = new(() => ReviewInputs.Read(TestData.PathOf(Raw)));

        public IReadOnlyList<LabelledReview> All => _all.Value;
    }
}
