using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hardmax.Cli;

/// <summary>The options that mean the same for every verb.</summary>
internal static class CommonOptions
{
    /// <summary>--json.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Print JSON on standard output, and nothing else there.",
    };

    /// <summary>--threads N.</summary>
    public static Option<int> Threads()
    {
        var option = new Option<int>("--threads")
        {
            Description = "How many cores to use at most.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        option.Validators.Add(result => AtLeast(result, 1));
        return option;
    }

    /// <summary>--max-layers N.</summary>
    public static Option<int> MaxLayers()
    {
        var option = new Option<int>("--max-layers")
        {
            Description = "The last layer at which a certificate may close; undecided after it.",
            HelpName = "N",
            DefaultValueFactory = _ => Limits.LimitCertifier.DefaultMaxLayers,
        };
        option.Validators.Add(result => AtLeast(result, 0));
        return option;
    }

    /// <summary>Refuses an integer option below a bound.</summary>
    public static void AtLeast(OptionResult result, int bound)
    {
        bool isInteger = result.Tokens.Count == 0 || int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out _);
        if (isInteger && result.GetValueOrDefault<int>() < bound)
        {
            result.AddError($"{result.Option.Name} is at least {bound}.");
        }
    }
}
