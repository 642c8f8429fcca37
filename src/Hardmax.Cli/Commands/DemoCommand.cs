using System.CommandLine;

namespace Hardmax.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create() => new("demo", "x");
}
