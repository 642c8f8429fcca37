using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hardmax.Cli;

/// <summary>The options that mean the same for every verb.</summary>
internal static class CommonOptions
{
    private const string StandardInput = "-";

    /// <summary>What --claim takes.</summary>
    public static IReadOnlyList<string> ClaimIds { get; } = [.. Claims.ClaimCatalogue.WithConjectures.Select(claim => claim.Id)];

    /// <summary>Refuses what is no name of a file: a misspelt option, nothing at all, standard input twice.</summary>
    public static void FileNames(ArgumentResult result)
    {
        string[] names = [.. result.Tokens.Select(token => token.Value)];
        if (Array.Find(names, name => name.StartsWith('-') && name != StandardInput) is { } option)
        {
            result.AddError($"Unrecognized option '{option}'; a file of this name is ./{option}.");
        }
        else if (Array.Exists(names, string.IsNullOrWhiteSpace))
        {
            result.AddError("The name of a file is empty.");
        }
        else if (names.Count(name => name == StandardInput) > 1)
        {
            result.AddError("Standard input, -, can be read once only.");
        }
    }

    /// <summary>--header yes|no.</summary>
    public static Option<string?> Header()
    {
        var option = new Option<string?>("--header")
        {
            Description = "Says if the first row of a .csv of tokens is a header; without it a row of names is one, and a row 0,1,.. is refused.",
            HelpName = "yes|no",
        };
        option.Validators.Add(result => OneOf(result, ["yes", "no"]));
        return option;
    }

    /// <summary>Refuses a word that is not among those that an option takes, in one line.</summary>
    public static void OneOf(OptionResult result, IReadOnlyList<string> words)
    {
        if (result.Tokens.Select(token => token.Value).FirstOrDefault(word => !words.Contains(word, StringComparer.Ordinal)) is { } unknown)
        {
            result.AddError($"{result.Option.Name} is one of {string.Join(", ", words)}, and not '{unknown}'.");
        }
    }

    /// <summary>Refuses an option whose path is empty.</summary>
    public static void NotEmpty(OptionResult result)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{result.Option.Name} takes a path, and this one is empty.");
        }
    }

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
