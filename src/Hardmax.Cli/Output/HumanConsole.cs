using Spectre.Console;

namespace Hardmax.Cli.Output;

/// <summary>Tables on standard output: in colour and as wide as the window on a terminal, plain and unwrapped elsewhere.</summary>
internal static class HumanConsole
{
    private const int WidthOfFiles = 140;

    /// <summary>Prints a table.</summary>
    public static void Print(Table table)
    {
        bool isTerminal = !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(Console.Out),

            // They would turn colours on again where the environment looks like that of a build server.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!isTerminal)
        {
            console.Profile.Width = WidthOfFiles;
        }

        console.Write(table);
    }
}
