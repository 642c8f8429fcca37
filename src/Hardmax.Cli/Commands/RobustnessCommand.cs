using System.CommandLine;
using System.CommandLine.Parsing;
using Hardmax.Cli.Controlling;
using Hardmax.Cli.Output;
using Hardmax.Control;
using Hardmax.Formats;
using Hardmax.Model;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax robustness FILE: the smallest change of A that changes the leaders.</summary>
internal static class RobustnessCommand
{
    private const string Any = "any";
    private const string Symmetric = "symmetric";
    private const string DirectionName = "--direction";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A problem: .json, .csv, .npy or .npz; - is JSON from standard input." };
        var changes = new Option<string>("--changes") { Description = "Which changes of A: any or symmetric.", HelpName = "CHANGES", DefaultValueFactory = _ => Any };
        changes.Validators.Add(result => CommonOptions.OneOf(result, [Any, Symmetric]));
        var direction = new Option<string?>(DirectionName)
        {
            Description = "Only multiples of this matrix, of either sign; written as for --matrix.",
            HelpName = "MATRIX",
        };
        Option<bool> json = CommonOptions.Json();
        Option<int> threads = CommonOptions.Threads();
        var input = new ProblemInput();
        var command = new Command(
            "robustness",
            """
            Finds the smallest change of A, by its largest entry, that changes who leads at layer 0, with matrices on both sides.
            Exit code 0: the answer is exact.

            Example:
              echo '{"tokens":[[1,0],[2,1],[2,-1]],"alpha":1}' | hardmax robustness -
              hardmax robustness square.json --direction "[[0,1],[1,0]]"
            """)
        {
            file,
            changes,
            direction,
            json,
            threads,
        };
        input.AddTo(command, file);
        command.Validators.Add(result =>
        {
            if (result.GetResult(direction) is not null && result.GetResult(changes) is { Implicit: false })
            {
                result.AddError($"{DirectionName} says which changes, and does not go with --changes.");
            }
        });
        command.SetAction((parsed, _) =>
        {
            MatrixArgument? along = parsed.GetValue(direction) is { } text ? MatrixArgument.Parse(text, DirectionName) : null;
            return Task.FromResult(Run(
                parsed.GetRequiredValue(file), path => input.ReadSingle(parsed, path), parsed.GetRequiredValue(changes) == Any ? ChangeKind.Any : ChangeKind.Symmetric, along, parsed.GetValue(json)));
        });
        return command;
    }

    private static int Run(string path, Func<string, HardmaxProblem> read, ChangeKind kind, MatrixArgument? along, bool json)
    {
        var watches = new Stopwatches();
        HardmaxProblem problem = Stopwatches.Time(watches.Read, () => read(path));
        AttentionMatrix? direction = along is null ? null : Direction(along, problem.Tokens.Dimension, path);
        LeaderRobustness robustness = Stopwatches.Time(
            watches.Compute,
            () => LeaderRobustness.Of(problem.Tokens, problem.System.Matrix, direction is null ? kind : ChangeKind.Direction, direction));
        if (json)
        {
            JsonOutput.Print(writer =>
            {
                ControlJson.WriteFields(writer, robustness);
                watches.WriteField(writer);
            });
        }
        else
        {
            string changes = direction is not null ? $"multiples of {ControlWords.Line(direction)}" : kind == ChangeKind.Symmetric ? "symmetric changes of A" : "changes of A";
            ControlTable.Print(problem.Tokens, changes, robustness);
        }

        return ExitCode.Ok;
    }

    private static AttentionMatrix Direction(MatrixArgument argument, int dimension, string path)
    {
        AttentionMatrix direction;
        try
        {
            direction = argument.Resolve(dimension, path);
        }
        catch (InvalidInputException invalid) when (invalid.Place == "--matrix")
        {
            throw new InvalidInputException(path, DirectionName, invalid.Reason);
        }

        return direction.IsZero
            ? throw new InvalidInputException(DirectionName, "argument", "every entry is 0; expected a matrix of which multiples differ", isUsage: true)
            : direction;
    }
}
