using System.Text;
using Hardmax.Formats;
using Spectre.Console;

namespace Hardmax.Cli.Output;

/// <summary>
/// Everything for people passes here: a line that is written to the console has no control character, whoever chose its
/// words (<see cref="PrintableText"/>). JSON goes to the stream behind it. Tables on standard output are in colour and as
/// wide as the window on a terminal, plain and unwrapped elsewhere.
/// </summary>
internal static class HumanConsole
{
    private const int WidthOfFiles = 140;
    private static readonly PrintableWriter GuardedOut = new(Console.Out);
    private static readonly PrintableWriter GuardedError = new(Console.Error);

    /// <summary>Standard output as it is, for help and tables.</summary>
    public static TextWriter RawOut => GuardedOut.Inner;

    /// <summary>Standard error as it is, for the line of progress.</summary>
    public static TextWriter RawError => GuardedError.Inner;

    /// <summary>From here on, what is written to the console is escaped: a text is one line, or a part of one.</summary>
    public static void Guard()
    {
        Console.SetOut(GuardedOut);
        Console.SetError(GuardedError);
    }

    /// <summary>Lines of text for a cell of a table.</summary>
    public static string Cell(params ReadOnlySpan<string> lines)
    {
        var cell = new StringBuilder();
        foreach (string line in lines)
        {
            _ = cell.Append(cell.Length == 0 ? string.Empty : "\n").Append(Markup.Escape(PrintableText.Escape(line)));
        }

        return cell.ToString();
    }

    /// <summary>Prints a table.</summary>
    public static void Print(Table table)
    {
        // Spectre knows a terminal by the writer of the console; a table brings its own line breaks and colours.
        TextWriter guarded = Console.Out;
        Console.SetOut(RawOut);
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
        Console.SetOut(guarded);
    }

    private sealed class PrintableWriter(TextWriter inner) : TextWriter
    {
        public TextWriter Inner => inner;

        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value) => inner.Write(PrintableText.Escape(value ?? string.Empty));

        public override void WriteLine() => inner.WriteLine();

        public override void WriteLine(string? value) => inner.WriteLine(PrintableText.Escape(value ?? string.Empty));

        public override void Flush() => inner.Flush();
    }
}
