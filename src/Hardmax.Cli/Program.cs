using System.CommandLine;
using Hardmax.Cli;
using Hardmax.Cli.Commands;
using Hardmax.Formats;

var root = new RootCommand(
    """
    Says, with proof, what a hardmax transformer does.

    Example:
      hardmax demo
    """)
{
    DemoCommand.Create(),
    LimitCommand.Create(),
    VerifyCommand.Create(),
    SimulateCommand.Create(),
    ClaimsCommand.Create(),
};

return await Run(root.Parse(args)).ConfigureAwait(false);

static async Task<int> Run(ParseResult command)
{
    if (command.Errors.Count > 0)
    {
        return Fail(ExitCode.Usage, $"{command.Errors[0].Message} ('hardmax {Verb(command)}--help' has an example)");
    }

    try
    {
        return await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
    }
    catch (InvalidInputException invalid)
    {
        return Fail(invalid.IsUsage ? ExitCode.Usage : ExitCode.InvalidInput, invalid.Message);
    }
    catch (OperationCanceledException)
    {
        return Fail(ExitCode.Interrupted, "interrupted");
    }
    catch (Exception bug) when (bug is not (OutOfMemoryException or StackOverflowException))
    {
        return Fail(ExitCode.InternalError, $"a bug in hardmax, please report it: {bug}");
    }
}

static string Verb(ParseResult command) => command.CommandResult.Command is RootCommand ? string.Empty : command.CommandResult.Command.Name + " ";

static int Fail(int exitCode, string message)
{
    Console.Error.WriteLine($"hardmax: {message}");
    return exitCode;
}
