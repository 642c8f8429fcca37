using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Hardmax.Cli;
using Hardmax.Cli.Commands;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Oracle;

HumanConsole.Guard();
return args is ["--version"] ? PrintVersion() : await Run(args).ConfigureAwait(false);

static async Task<int> Run(string[] args)
{
    // Arguments mean themselves: @name is a file of that name, not one full of arguments.
    ParseResult command = Verbs.RootFor(args).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
    if (command.Errors.Count > 0)
    {
        return Fail(ExitCode.Usage, $"{UsageError(command)} ('hardmax {Verb(command)}--help' has an example)");
    }

    // A run that is interrupted still writes its report.
    bool writesReport = command.CommandResult.Command.Name == ConformCommand.Name;
    using var interruption = new Interruption(TimeSpan.FromSeconds(writesReport ? 15 : 1));
    try
    {
        // Interruption does what the time limit would: it also sees signals that arrive while a verb runs on this thread.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = HumanConsole.RawOut };
        return await command.InvokeAsync(configuration, interruption.Token).ConfigureAwait(false);
    }
    catch (InvalidInputException invalid)
    {
        return Fail(invalid.IsUsage ? ExitCode.Usage : ExitCode.InvalidInput, invalid.Message);
    }
    catch (HandshakeException notStarted)
    {
        return Fail(ExitCode.NotStarted, notStarted.Message);
    }
    catch (OperationCanceledException)
    {
        return Fail(interruption.ExitCode, "interrupted");
    }
    catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
    {
        // Failures of files have become InvalidInputException where the file's name is known.
        return FailOutput(failure);
    }
    catch (OutOfMemoryException)
    {
        return Fail(ExitCode.InvalidInput, "the input: file: needs more memory than there is; expected a smaller problem, or fewer --threads");
    }
    catch (Exception bug) when (bug is not StackOverflowException)
    {
        return Fail(ExitCode.InternalError, $"a bug in hardmax, please report it: {bug}");
    }
}

static string UsageError(ParseResult command) => command.CommandResult.Command is RootCommand && command.UnmatchedTokens is [var word, ..]
    ? $"'{word}' is no command of hardmax."
    : command.Errors[0].Message;

static string Verb(ParseResult command)
{
    var words = new Stack<string>();
    for (SymbolResult? at = command.CommandResult; at is CommandResult { Command: not RootCommand } inner; at = at.Parent)
    {
        words.Push(inner.Command.Name + " ");
    }

    return string.Concat(words);
}

// Said by the root command too, after everything that commands are parsed with has been loaded and compiled.
static int PrintVersion()
{
    try
    {
        Console.WriteLine(typeof(Verbs).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        return ExitCode.Ok;
    }
    catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
    {
        return FailOutput(failure);
    }
}

static int FailOutput(Exception failure) => Fail(
    ExitCode.InvalidInput,
    $"standard output: file: cannot be written ({failure.Message.TrimEnd('.')}); expected an open file or pipe");

static int Fail(int exitCode, string message)
{
    // The trace of a bug alone has lines.
    string text = $"hardmax: {message}";
    Array.ForEach(exitCode == ExitCode.InternalError ? text.Split(Environment.NewLine) : [text], Console.Error.WriteLine);
    return exitCode;
}
