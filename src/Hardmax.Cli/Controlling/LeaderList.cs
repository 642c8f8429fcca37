using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hardmax.Formats;

namespace Hardmax.Cli.Controlling;

/// <summary>--leaders I,J: tokens by their indices, or 'none'.</summary>
internal static class LeaderList
{
    private const string Nobody = "none";

    /// <summary>The option, which refuses what is no list before any file is read.</summary>
    public static Option<string?> Option()
    {
        var option = new Option<string?>("--leaders")
        {
            Description = "The tokens that are to lead, counted from 0: 0,2. Or 'none', with --exactly or --final.",
            HelpName = "I,J,..",
        };
        option.Validators.Add(Validate);
        return option;
    }

    /// <summary>Whether an argument names no token.</summary>
    public static bool IsNobody(string argument) => argument.Trim() == Nobody;

    /// <summary>The tokens of an argument that was accepted, in the order in which they were given.</summary>
    public static ImmutableArray<int> Read(string argument) => TryRead(argument, out ImmutableArray<int> leaders, out string? reason)
        ? leaders
        : throw new InvalidInputException("--leaders", "argument", reason, isUsage: true);

    private static void Validate(OptionResult result)
    {
        if (result.Tokens is [var token] && !TryRead(token.Value, out _, out string? reason))
        {
            result.AddError($"--leaders: {reason}.");
        }
    }

    private static bool TryRead(string argument, out ImmutableArray<int> leaders, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        leaders = [];
        reason = null;
        if (IsNobody(argument))
        {
            return true;
        }

        foreach (string part in argument.Split(','))
        {
            if (!int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int leader))
            {
                reason = $"'{part.Trim()}' is no index of a token; expected indices with commas between them, such as 0,2, or {Nobody}";
                return false;
            }

            if (leaders.Contains(leader))
            {
                reason = string.Create(CultureInfo.InvariantCulture, $"token {leader} is named twice; expected each once");
                return false;
            }

            leaders = leaders.Add(leader);
        }

        return true;
    }
}
