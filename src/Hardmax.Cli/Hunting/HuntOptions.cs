using System.CommandLine;
using System.Globalization;
using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Cli.Hunting;

/// <summary>The options that say what a hunt searches and how much.</summary>
internal sealed class HuntOptions
{
    private static readonly string[] Classes = [.. Enum.GetValues<MatrixClass>().Select(MatrixClasses.Id)];

    private readonly Option<string> _claim = new("--claim") { Description = $"The claim or conjecture: {string.Join(", ", CommonOptions.ClaimIds)}.", HelpName = "ID", Required = true };
    private readonly Option<string> _class = new("--class") { Description = $"The class of the matrices: {string.Join(", ", Classes)}.", HelpName = "ID", Required = true };
    private readonly Option<int?> _dimension = new("--dim") { Description = "The dimension; without it several, the smallest first.", HelpName = "D" };
    private readonly Option<int> _tokens = new("--tokens") { Description = "The largest number of tokens.", HelpName = "N", DefaultValueFactory = _ => 5 };
    private readonly Option<double?> _seconds = new("--seconds") { Description = "Seconds of search, over all runs in the same folder; 60 where neither this nor --budget is given.", HelpName = "S" };
    private readonly Option<long?> _budget = new("--budget") { Description = $"Candidates to search, in whole blocks of {ICandidateSource.BlockSize}; unlike --seconds the same everywhere.", HelpName = "N" };
    private readonly Option<ulong> _seed = Seed();
    private readonly Option<string> _shard = new("--shard") { Description = "Search a part of the blocks: the i-th of N, in a folder of its own; 'hardmax merge' puts the parts together.", HelpName = "i/N", DefaultValueFactory = _ => "1/1" };
    private readonly Option<int> _threads = CommonOptions.Threads();

    public HuntOptions()
    {
        _claim.Validators.Add(result => CommonOptions.OneOf(result, CommonOptions.ClaimIds));
        _class.Validators.Add(result => CommonOptions.OneOf(result, Classes));
        _dimension.Validators.Add(result => AtLeastOne(result, "--dim"));
        _tokens.Validators.Add(result => CommonOptions.AtLeast(result, 1));
        _seconds.Validators.Add(PositiveSeconds);
        _budget.Validators.Add(result => AtLeastOne(result, "--budget"));
        _shard.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Shard.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError($"--shard is i/N with 1 <= i <= N, and not '{result.Tokens[0].Value}'.");
            }
        });
    }

    /// <summary>--seed.</summary>
    public static Option<ulong> Seed() => new("--seed") { Description = "Draws random and guided candidates.", HelpName = "N", DefaultValueFactory = _ => 1 };

    /// <summary>Refuses a time that is negative or longer than a life.</summary>
    public static void PositiveSeconds(System.CommandLine.Parsing.OptionResult result) => AtLeastOne(result, result.Option.Name, 0);

    /// <summary>Adds the options, and refuses combinations that no search has, before any file is touched.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_claim, _class, _dimension, _tokens, _seconds, _budget, _seed, _shard, _threads])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            Claim? claim = ClaimCatalogue.Find(result.GetValue(_claim) ?? string.Empty);
            if (claim is null || !MatrixClasses.TryParse(result.GetValue(_class), out MatrixClass matrixClass))
            {
                return;
            }

            if (!claim.Classes.Contains(matrixClass))
            {
                result.AddError($"The claim {claim.Id} speaks of {string.Join(", ", claim.Classes.Select(MatrixClasses.Id))} alone.");
            }
            else if (result.GetValue(_dimension) is { } dimension && dimension < MatrixGen.MinDimension(matrixClass))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"The class {MatrixClasses.Id(matrixClass)} has no matrix below dimension {MatrixGen.MinDimension(matrixClass)}."));
            }
        });
    }

    /// <summary>Where to search.</summary>
    public HuntScope Scope(ParseResult parsed)
    {
        _ = MatrixClasses.TryParse(parsed.GetRequiredValue(_class), out MatrixClass matrixClass);
        return new HuntScope
        {
            Class = matrixClass,
            Claims = [ClaimCatalogue.Find(parsed.GetRequiredValue(_claim))!],
            Seed = parsed.GetValue(_seed),
            Dimension = parsed.GetValue(_dimension),
            MaxTokens = parsed.GetValue(_tokens),
        };
    }

    /// <summary>How much to search.</summary>
    public HuntBudget Budget(ParseResult parsed)
    {
        long? candidates = parsed.GetValue(_budget);
        double? seconds = parsed.GetValue(_seconds) ?? (candidates is null ? 60 : null);
        return new HuntBudget
        {
            Time = seconds is { } time ? TimeSpan.FromSeconds(time) : null,
            Blocks = candidates is { } count ? (count / ICandidateSource.BlockSize) + (count % ICandidateSource.BlockSize > 0 ? 1 : 0) : null,
            Threads = parsed.GetValue(_threads),
        };
    }

    /// <summary>Which part.</summary>
    public Shard ShardOf(ParseResult parsed) => Shard.TryParse(parsed.GetValue(_shard), out Shard shard) ? shard : Shard.Whole;

    private static void AtLeastOne(System.CommandLine.Parsing.OptionResult result, string name, double bound = 1)
    {
        const double Most = 1e9;
        if (result.Tokens.Count > 0
            && double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && !(value >= bound && value <= Most))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is at least {bound} and at most {Most}."));
        }
    }
}
