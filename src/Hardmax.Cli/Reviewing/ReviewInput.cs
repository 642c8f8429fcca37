using System.CommandLine;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Reviewing;

/// <summary>The labelled reviews that a verb works on: DATA, --text, --label, and which part of a split.</summary>
internal sealed class ReviewInput
{
    private readonly Option<string?> _text = new("--text") { Description = "The column of the text (the first of review, text, processed, sentence, comment).", HelpName = "COL" };
    private readonly Option<string?> _label = new("--label") { Description = "The column of the label: 0/1, neg/pos and the like (the first of label, sentiment, polarity).", HelpName = "COL" };

    /// <summary>DATA.</summary>
    /// <param name="most">Whether several may be given.</param>
    public static Argument<string[]> Data(ArgumentArity most)
    {
        var data = new Argument<string[]>("DATA")
        {
            Description = "Labelled reviews: a CSV with a header, as it is or in gzip, or a folder with pos and neg.",
            Arity = most,
        };
        data.Validators.Add(CommonOptions.FileNames);
        return data;
    }

    /// <summary>--split.</summary>
    /// <param name="description">What it does for the verb.</param>
    public static Option<string?> Split(string description)
    {
        var split = new Option<string?>("--split") { Description = description, HelpName = "TRAINING/TEST" };
        split.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(SplitSizes.TryParse(result.Tokens[0].Value, out SplitSizes sizes) && sizes.Training > 1))
            {
                result.AddError($"--split takes two numbers such as 35000/15000, the first at least 2, and not '{result.Tokens[0].Value}'.");
            }
        });
        return split;
    }

    /// <summary>--seed.</summary>
    public static Option<ulong> Seed(string description) => new("--seed") { Description = description, HelpName = "S", DefaultValueFactory = _ => 1 };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_text);
        command.Add(_label);
    }

    /// <summary>Reads the reviews of all files, in order.</summary>
    public IReadOnlyList<LabelledReview> Read(ParseResult parsed, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        using var progress = new Progress("files", files.Count);
        var reviews = new List<LabelledReview>();
        foreach (string file in files)
        {
            progress.Say($"reading {file}");
            reviews.AddRange(ReviewFiles.Read(file, new ReviewColumns(parsed.GetValue(_text), parsed.GetValue(_label)), cancellation));
        }

        return reviews;
    }

    /// <summary>What files and folders are called, without the way to them.</summary>
    public static string Names(IEnumerable<string> files) =>
        string.Join(' ', files.Select(file => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(file)))));

    /// <summary>The sizes of a split that was asked for, or seven tenths and the rest.</summary>
    /// <exception cref="InvalidInputException">There are not as many reviews.</exception>
    public static SplitSizes Sizes(string? split, int reviews, IEnumerable<string> files)
    {
        SplitSizes sizes = split is not null && SplitSizes.TryParse(split, out SplitSizes asked) ? asked : SplitSizes.Of(reviews);
        return (long)sizes.Training + sizes.Test <= reviews && sizes.Training >= 2
            ? sizes
            : throw new InvalidInputException(
                split is null ? string.Join(' ', files) : "--split",
                split is null ? "file" : "argument",
                $"{(reviews == 1 ? "there is 1 review" : $"there are {reviews} reviews")} for {sizes}; expected at least as many, and at least 2 to train on",
                isUsage: split is not null);
    }
}
