using System.CommandLine;
using Hardmax.Cli.Commands;

namespace Hardmax.Cli;

/// <summary>The verbs of the command line. Building all of them takes longer than most verbs run.</summary>
internal static class Verbs
{
    /// <summary>
    /// The command of these arguments: with the one verb that they begin with, or with all of them where they begin with
    /// none. A verb parses, fails and helps in the same words whether or not the others are beside it.
    /// </summary>
    public static RootCommand RootFor(IReadOnlyList<string> args)
    {
        var root = new RootCommand(
            """
            Says, with proof, what a hardmax transformer does.

            Example:
              hardmax demo
            """);
        if (args.Count > 0 && Create(args[0]) is { } verb)
        {
            root.Add(verb);
            return root;
        }

        foreach (string name in Names)
        {
            root.Add(Create(name)!);
        }

        return root;
    }

    /// <summary>The names of all verbs, in the order of the help.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "demo", "limit", "verify", "simulate", "claims", "hunt", "merge", "atlas",
        "control", "robustness", "sentiment", "check", "conform", "replay", "vectors", "init",
    ];

    private static Command? Create(string name) => name switch
    {
        "demo" => DemoCommand.Create(),
        "limit" => LimitCommand.Create(),
        "verify" => VerifyCommand.Create(),
        "simulate" => SimulateCommand.Create(),
        "claims" => ClaimsCommand.Create(),
        "hunt" => HuntCommand.Create(),
        "merge" => MergeCommand.Create(),
        "atlas" => AtlasCommand.Create(),
        "control" => ControlCommand.Create(),
        "robustness" => RobustnessCommand.Create(),
        "sentiment" => SentimentCommand.Create(),
        "check" => CheckCommand.Create(),
        "conform" => ConformCommand.Create(),
        "replay" => ReplayCommand.Create(),
        "vectors" => VectorsCommand.Create(),
        "init" => InitCommand.Create(),
        _ => null,
    };
}
