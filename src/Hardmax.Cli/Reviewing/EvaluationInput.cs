using System.CommandLine;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Reviewing;

/// <summary>A model and labelled reviews for it to decide about.</summary>
internal sealed class EvaluationInput
{
    private readonly Argument<string> _model = new("MODEL")
    {
        Description = $"MODEL.safetensors with MODEL.json beside it, or one in the box: {string.Join(", ", ShippedModels.Names)}.",
    };

    private readonly Argument<string[]> _data = ReviewInput.Data(ArgumentArity.OneOrMore);
    private readonly ReviewInput _input = new();
    private readonly Option<string?> _split = ReviewInput.Split("Look at the test part alone of this split, as 'train' divides with the same --seed.");
    private readonly Option<ulong> _seed = ReviewInput.Seed("The seed of the split.");
    private readonly Option<int?> _layers = new("--layers") { Description = "The number of layers of the decision at finite depth (that of the model, or 8).", HelpName = "N" };

    public EvaluationInput()
    {
        _model.Validators.Add(CommonOptions.FileNames);
        _layers.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out int layers) && layers is >= 0 and <= 10_000))
            {
                result.AddError($"--layers is an integer from 0 to 10000, and not '{result.Tokens[0].Value}'.");
            }
        });
    }

    /// <summary>Adds arguments and options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_data);
        _input.AddTo(command);
        command.Add(_split);
        command.Add(_seed);
        command.Add(_layers);
    }

    /// <summary>The name of the model and those of the data, for people.</summary>
    public (string Model, string Data) Names(ParseResult parsed) =>
        (parsed.GetRequiredValue(_model), ReviewInput.Names(parsed.GetRequiredValue(_data)));

    /// <summary>Reads both and lets the model decide.</summary>
    public (SentimentModel Model, Evaluation Result) Evaluate(ParseResult parsed, int threads, Stopwatches watches, CancellationToken cancellation)
    {
        SentimentModel model = Stopwatches.Time(watches.Read, () => ShippedModels.Open(parsed.GetRequiredValue(_model)));
        LabelledBag[] texts = Stopwatches.Time(watches.Read, () => Texts(parsed, model, threads, cancellation));
        using var progress = new Progress("reviews", texts.Length);
        try
        {
            Evaluation result = Stopwatches.Time(
                watches.Compute,
                () => Evaluator.Of(model, texts, parsed.GetValue(_layers), threads, progress.ReportFromAnyThread, cancellation));
            return (model, result);
        }
        catch (Exception tooLarge) when (BinaryRange.IsLeft(tooLarge))
        {
            throw new InvalidInputException(parsed.GetRequiredValue(_model), "file", $"{BinaryRange.Reason(tooLarge)}; expected a model with smaller ones");
        }
    }

    private LabelledBag[] Texts(ParseResult parsed, SentimentModel model, int threads, CancellationToken cancellation)
    {
        string[] files = parsed.GetRequiredValue(_data);
        IReadOnlyList<LabelledReview> reviews = _input.Read(parsed, files, cancellation);
        if (parsed.GetValue(_split) is { } split)
        {
            reviews = TrainingCorpus.TestPart(reviews, ReviewInput.Sizes(split, reviews.Count, files), parsed.GetValue(_seed));
        }

        if (ReviewInput.OneClass("here", reviews.Select(review => review.IsPositive)) is { } oneClass)
        {
            ReviewInput.Say(string.Join(' ', files), "labels", $"{oneClass}: --label-map says what labels mean, if that is wrong");
        }

        IReadOnlyList<string>[] words = TrainingCorpus.Tokenised(reviews, model.Tokeniser, threads, cancellation);
        LabelledBag[] texts =
        [
            .. reviews.Select((review, at) => new LabelledBag(
                WordBag.Of(words[at], model.Words, model.MaxWords, model.Reads),
                review.IsPositive,
                review.Place)),
        ];
        return Array.Exists(texts, text => text.Bag.Distinct > 0)
            ? texts
            : throw new InvalidInputException(string.Join(' ', files), "file", $"no review has a word that {parsed.GetRequiredValue(_model)} knows; expected the language and the words that it was trained on");
    }
}
