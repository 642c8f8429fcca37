using System.CommandLine;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Reviewing;

/// <summary>The labelled reviews that a verb works on: DATA, how it is written, and which part of a split.</summary>
internal sealed class ReviewInput
{
    private readonly Option<string?> _text = Text("--text", "COL", "The column or field of the text (the only one of review, text, processed, sentence, comment, content, tweet).");
    private readonly Option<string?> _label = Text("--label", "COL", "The column or field of the label (the only one of label, sentiment, polarity, target, class).");
    private readonly Option<string?> _labelMap = Text("--label-map", "A=positive,..", "The meaning of every label: A=positive,B=negative,C=ignore (0/1, neg/pos and the like).");
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first row of the table is a review; the columns are called 1, 2, .., or as --columns says." };
    private readonly Option<string?> _columns = Text("--columns", "A,B,..", "The names of all columns of a table that has no header.");
    private readonly Option<string?> _separator = Text("--separator", "CHAR", "The character between cells, or tab (a tab where the name ends in .tsv, else a comma).");
    private readonly Option<string?> _encoding = Text("--encoding", "NAME", "utf-16, latin1, windows-1252 or another one (UTF-8, or UTF-16 with a byte order mark).");

    public ReviewInput()
    {
        Check(_labelMap, text => ReviewFormat.ParseLabels(text) is not null, "the meaning of each label once, as in 2=positive,1=negative,3=ignore");
        Check(_columns, text => ColumnNames(text) is var names && names.All(name => name.Length > 0) && names.Distinct(StringComparer.Ordinal).Count() == names.Length, "different names with commas between them");
        Check(_separator, text => SeparatorOf(text) is not null, "one ASCII character that is no quote, or tab");
        Check(_encoding, text => ReviewFormat.ParseEncoding(text) is not null, "the name of an encoding, such as utf-8, utf-16, latin1 or windows-1252");
    }

    /// <summary>DATA.</summary>
    /// <param name="most">Whether several may be given.</param>
    public static Argument<string[]> Data(ArgumentArity most)
    {
        var data = new Argument<string[]>("DATA")
        {
            Description = "Labelled reviews: a CSV or .tsv, JSON Lines or fastText lines, as they are or in gzip, or a folder with pos and neg.",
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
        foreach (Option option in (Option[])[_text, _label, _labelMap, _noHeader, _columns, _separator, _encoding])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the reviews of all files, in order, and says on standard error how each was understood.</summary>
    public IReadOnlyList<LabelledReview> Read(ParseResult parsed, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        using var progress = new Progress("files", files.Count);
        var reviews = new List<LabelledReview>();
        ReviewFormat format = Format(parsed);
        foreach (string file in files)
        {
            progress.Say($"reading {file}");
            ReviewReading reading = ReviewFiles.Read(file, format, cancellation);
            progress.Clear();
            Say(file, "read", reading.Summary);
            reviews.AddRange(reading.Reviews);
        }

        return reviews;
    }

    /// <summary>Says something about an input in one line on standard error; the line is as harmless as one of an error.</summary>
    public static void Say(string file, string place, string text) =>
        Console.Error.WriteLine($"hardmax: {new InvalidInputException(file, place, text).Message}");

    /// <summary>"every review of the training part is positive", or null where there are both classes.</summary>
    public static string? OneClass(string reviews, IEnumerable<bool> arePositive) => arePositive.Distinct().ToArray() is [var only]
        ? $"every review {reviews} is {(only ? "positive" : "negative")}, and none {(only ? "negative" : "positive")}"
        : null;

    private ReviewFormat Format(ParseResult parsed) => new()
    {
        Text = parsed.GetValue(_text),
        Label = parsed.GetValue(_label),
        HasHeader = !parsed.GetValue(_noHeader) && parsed.GetValue(_columns) is null,
        Columns = parsed.GetValue(_columns) is { } columns ? [.. ColumnNames(columns)] : [],
        Labels = parsed.GetValue(_labelMap) is { } labels ? ReviewFormat.ParseLabels(labels)! : ReviewFormat.Usual.Labels,
        Separator = parsed.GetValue(_separator) is { } separator ? SeparatorOf(separator) : null,
        Encoding = parsed.GetValue(_encoding) is { } encoding ? ReviewFormat.ParseEncoding(encoding) : null,
    };

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

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    private static string[] ColumnNames(string columns) => [.. columns.Split(',').Select(name => name.Trim())];

    private static char? SeparatorOf(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [var only] when char.IsAscii(only) && only is not ('"' or '\r' or '\n' or '\0') => only,
        _ => null,
    };

    private static void Check(Option<string?> option, Predicate<string> isRight, string expected) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && !isRight(result.Tokens[0].Value))
        {
            result.AddError($"{option.Name} takes {expected}, and not '{result.Tokens[0].Value}'.");
        }
    });
}
