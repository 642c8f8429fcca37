using System.CommandLine;
using System.CommandLine.Parsing;
using Hardmax.Formats;
using Hardmax.Model;

namespace Hardmax.Cli;

/// <summary>The options by which every verb that reads problems says what a file leaves open.</summary>
internal sealed class ProblemInput
{
    private readonly Option<string?> _alpha = new("--alpha")
    {
        Description = "The step parameter, greater than 0: 1/10 is exact, 0.1 is the nearest binary64. For files without one.",
        HelpName = "NUMBER",
    };

    private readonly Option<string?> _matrix = new("--matrix")
    {
        Description = "A: 'identity', rows such as '0,-1;1,0' or '[[0,-1],[1,0]]', or a .json, .csv or .npy file. The identity where nothing says otherwise.",
        HelpName = "MATRIX",
    };

    private readonly Option<string?> _header = CommonOptions.Header();

    /// <summary>Adds the options to a command, which reads these files.</summary>
    public void AddTo(Command command, Argument files)
    {
        command.Options.Add(_alpha);
        command.Options.Add(_matrix);
        command.Options.Add(_header);
        files.Validators.Add(CommonOptions.FileNames);
        command.Validators.Add(result => RequireAlpha(result, files));
    }

    /// <summary>What the command line says.</summary>
    /// <exception cref="InvalidInputException">It is no number or no matrix.</exception>
    public ProblemOptions Read(ParseResult command) => new()
    {
        Alpha = command.GetValue(_alpha) is { } alpha ? NumberArgument.ParsePositive(alpha, "--alpha") : null,
        Matrix = command.GetValue(_matrix) is { } matrix ? MatrixArgument.Parse(matrix) : null,
        HasHeader = command.GetValue(_header) is { } header ? header == "yes" : null,
    };

    /// <summary>Opens a file that has to hold one problem.</summary>
    /// <exception cref="InvalidInputException">It holds none, or a batch.</exception>
    public HardmaxProblem ReadSingle(ParseResult command, string path)
    {
        ProblemFile file = ProblemFile.Open(path, Read(command));
        Tell(file, command.GetValue<bool>("--json"));
        return file.IsBatch && file.Count > 1
            ? throw new InvalidInputException(path, "file", $"is a batch of {file.Count} problems; expected one problem")
            : file[0];
    }

    /// <summary>Says on standard error what was read where the file leaves it open: to people, and not beside JSON.</summary>
    public static void Tell(ProblemFile file, bool isJson)
    {
        if (!isJson && file.Reading is { } reading)
        {
            Console.Error.WriteLine($"hardmax: {file.Source}: {reading}");
        }
    }

    // Said of all files before the first is read: a run over many must not end at the last for want of an option.
    private void RequireAlpha(CommandResult command, Argument files)
    {
        if (command.GetResult(_alpha) is null
            && command.GetResult(files)?.Tokens.FirstOrDefault(file => HoldsTokensAlone(file.Value)) is { } without)
        {
            command.AddError($"Option '--alpha' is required: {without.Value} is of a format that holds tokens alone.");
        }

        if (command.GetResult(_header) is not null
            && command.GetResult(files)?.Tokens.Any(file => file.Value.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) is false)
        {
            command.AddError("Option '--header' is about a .csv of tokens, and there is none.");
        }
    }

    private static bool HoldsTokensAlone(string file) =>
        file.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
}
