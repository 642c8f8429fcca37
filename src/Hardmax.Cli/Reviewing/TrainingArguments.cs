using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Reviewing;

/// <summary>How a model is to be trained, from the command line.</summary>
internal sealed class TrainingArguments
{
    private const string Infinite = "infinite";
    private const string Learned = "learned";
    private const string Identity = "identity";

    private readonly Option<int> _dimension = Integer("--dim", "D", "The dimension of the vectors.", 2, 1, 2048);
    private readonly Option<string> _depth = Text("--depth", "N", "The number of layers, or 'infinite' to train on the limit itself.", "8");
    private readonly Option<int> _epochs = Integer("--epochs", "E", "How often the training reviews are gone through.", 12, 1, 100_000);
    private readonly Option<int> _maxWords = Integer("--max-words", "N", "How many known words of a review are read.", 128, 1, 1 << 20);
    private readonly Option<string> _reads = Text("--reads", "WHICH", "Which words of a longer review are read: its ends (the first and the last ones, in halves) or the first.", "ends");
    private readonly Option<int> _floor = Integer("--floor", "N", "How often a word has to occur in the training reviews to be known.", 5, 1, int.MaxValue);
    private readonly Option<int> _vocabulary = Integer("--vocabulary", "N", "How many words are known at most, the most frequent ones.", int.MaxValue, 1, int.MaxValue);
    private readonly Option<string> _alpha = Text("--alpha", "X", "The step parameter, greater than 0; or 'learned', from 1 on.", "1");
    private readonly Option<string> _matrix = Text("--matrix", "WHICH", "A: 'identity', or 'learned' as L L^T (docs/sentiment-theory.md says what that means).", Identity);
    private readonly Option<string> _initial = Text("--init", "WHICH", "Vectors to begin with: 'normal', or on the unit 'sphere', where fewer words lead.", "normal");
    private readonly Option<float> _spread = new("--spread") { Description = "The standard deviation of their coordinates, or their norm on the sphere: where it is small, the words that lead are those that carry meaning.", HelpName = "X", DefaultValueFactory = _ => 1 };
    private readonly Option<float?> _rate = new("--rate") { Description = "The step of Adam, which falls to 0 in a straight line (0.04 over the square root of D).", HelpName = "X" };
    private readonly Option<int> _batch = Integer("--batch", "N", "Reviews in a step.", 64, 1, 1 << 20);
    private readonly Option<float> _dropout = Share("--dropout", "The probability that a word is left out, each time a review is seen.", 0.5f);
    private readonly Option<float> _leak = Share("--leak", "With --depth infinite: what each word gets of the gradient although only leaders matter.", 0.05f);
    private readonly Option<float> _validation = Share("--validation", "The share of the training reviews that chooses the epoch.", 0.1f);
    private readonly Option<bool> _keepCase = new("--keep-case") { Description = "Good and good are two words." };
    private readonly Option<bool> _keepStopWords = new("--keep-stop-words") { Description = "Keep the, and, of ..." };
    private readonly Option<bool> _plainNegations = new("--plain-negations") { Description = "Keep 'not good' as two words; else it is one, not_good." };

    public TrainingArguments()
    {
        _depth.Validators.Add(result => Check(result, text => text == Infinite || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int layers) && layers <= 10_000), "a number of layers up to 10000, or infinite"));
        _alpha.Validators.Add(result => Check(result, text => text == Learned || (TryFloat(text, out float alpha) && alpha > 0), "a number greater than 0, or learned"));
        _reads.Validators.Add(result => CommonOptions.OneOf(result, ["ends", "first"]));
        _matrix.Validators.Add(result => CommonOptions.OneOf(result, [Identity, Learned]));
        _initial.Validators.Add(result => CommonOptions.OneOf(result, ["normal", "sphere"]));
        _spread.Validators.Add(result => Check(result, text => TryFloat(text, out float spread) && spread is > 0 and <= 1000, "a number greater than 0, up to 1000"));
        _rate.Validators.Add(result => Check(result, text => TryFloat(text, out float rate) && rate > 0, "a number greater than 0"));
    }

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[
            _dimension, _depth, _epochs, _maxWords, _reads, _alpha, _matrix, _initial, _spread, _floor, _vocabulary, _rate, _batch, _dropout, _leak, _validation,
            _keepCase, _keepStopWords, _plainNegations])
        {
            command.Add(option);
        }
    }

    /// <summary>The options of a run.</summary>
    public TrainingOptions Read(ParseResult parsed, ulong seed)
    {
        string alpha = parsed.GetRequiredValue(_alpha);
        string depth = parsed.GetRequiredValue(_depth);
        return new TrainingOptions
        {
            Dimension = parsed.GetValue(_dimension),
            Depth = depth == Infinite ? null : int.Parse(depth, CultureInfo.InvariantCulture),
            Epochs = parsed.GetValue(_epochs),
            Seed = seed,
            MaxWords = parsed.GetValue(_maxWords),
            Reads = parsed.GetRequiredValue(_reads) == "ends" ? WordChoice.Ends : WordChoice.First,
            Floor = parsed.GetValue(_floor),
            VocabularySize = parsed.GetValue(_vocabulary),
            Alpha = alpha == Learned ? 1 : float.Parse(alpha, CultureInfo.InvariantCulture),
            LearnsAlpha = alpha == Learned,
            LearnsMatrix = parsed.GetRequiredValue(_matrix) == Learned,
            Initial = parsed.GetRequiredValue(_initial) == "sphere" ? InitialVectors.Sphere : InitialVectors.Normal,
            Spread = parsed.GetValue(_spread),
            LearningRate = parsed.GetValue(_rate),
            BatchSize = parsed.GetValue(_batch),
            WordDropout = parsed.GetValue(_dropout),
            Leak = parsed.GetValue(_leak),
            ValidationShare = parsed.GetValue(_validation),
            Tokeniser = new TokeniserOptions
            {
                KeepsCase = parsed.GetValue(_keepCase),
                KeepsStopWords = parsed.GetValue(_keepStopWords),
                JoinsNegations = !parsed.GetValue(_plainNegations),
            },
        };
    }

    private static bool TryFloat(string text, out float value) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    private static Option<string> Text(string name, string help, string description, string usual) =>
        new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => usual };

    private static Option<int> Integer(string name, string help, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = help, DefaultValueFactory = _ => usual };
        option.Validators.Add(result => Check(result, text => int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most, $"an integer from {least} to {most}"));
        return option;
    }

    private static Option<float> Share(string name, string description, float usual)
    {
        var option = new Option<float>(name) { Description = description, HelpName = "X", DefaultValueFactory = _ => usual };
        option.Validators.Add(result => Check(result, text => TryFloat(text, out float value) && value is >= 0 and < 1, "a number from 0 to below 1"));
        return option;
    }

    private static void Check(OptionResult result, Func<string, bool> isRight, string expected)
    {
        if (result.Tokens.Count > 0 && !isRight(result.Tokens[0].Value))
        {
            result.AddError($"{result.Option.Name} takes {expected}, and not '{result.Tokens[0].Value}'.");
        }
    }
}
