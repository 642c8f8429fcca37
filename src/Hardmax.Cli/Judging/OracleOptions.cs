using System.CommandLine;
using Hardmax.Numbers;
using Hardmax.Oracle;

namespace Hardmax.Cli.Judging;

/// <summary>The options and exit codes that check, conform and replay share.</summary>
internal static class OracleOptions
{
    private static readonly string[] FormatNames = [.. DeclaredArithmetic.Formats.Select(format => format.Name)];

    /// <summary>--strict.</summary>
    public static Option<bool> Strict() => new("--strict")
    {
        Description = "Count as failures what passes with a note: NEAR_TIE and TIE_WITH_INEXACT_SCORES.",
    };

    /// <summary>--dtype or --accumulate.</summary>
    public static Option<string?> Format(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', FormatNames) };
        option.Validators.Add(result => CommonOptions.OneOf(result, FormatNames));
        option.CompletionSources.Add(FormatNames);
        return option;
    }

    /// <summary>The arithmetic that two options name; null where neither is given.</summary>
    public static DeclaredArithmetic? Arithmetic(string? dtype, string? accumulate)
    {
        if (dtype is null && accumulate is null)
        {
            return null;
        }

        BinaryFormat format = dtype is null ? BinaryFormat.Double : DeclaredArithmetic.FindFormat(dtype)!;
        return new DeclaredArithmetic(format, accumulate is null ? format : DeclaredArithmetic.FindFormat(accumulate)!);
    }

    /// <summary>What the process says for the gravest finding: 0, 1, 2, or 70 for a bug of the oracle.</summary>
    public static int ExitCodeOf(VerdictClass gravest, bool strict) => gravest.Group() switch
    {
        VerdictGroup.Ours => ExitCode.InternalError,
        VerdictGroup.Fail => ExitCode.Failure,
        VerdictGroup.Inconclusive or VerdictGroup.Neutral => ExitCode.Inconclusive,
        VerdictGroup.Noted when strict => ExitCode.Failure,
        _ => ExitCode.Ok,
    };

    /// <summary>The word for the outcome: "pass", "fail", "inconclusive", "oracle-bug".</summary>
    public static string Word(VerdictClass gravest, bool strict) =>
        gravest.IsFailure(strict) ? VerdictGroup.Fail.Word()
        : gravest.Group() == VerdictGroup.Neutral ? VerdictGroup.Inconclusive.Word()
        : gravest.Group().Word();
}
