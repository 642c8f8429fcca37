using System.Diagnostics;
using System.Text.Json;

namespace Hardmax.Oracle.Fakes;

/// <summary>How a program behaves: right, but for what it is made to do otherwise.</summary>
internal sealed record Fake
{
    /// <summary>What it does on hello.</summary>
    public Action<Session> Hello { get; init; } = session => session.Say(Session.Greeting);

    /// <summary>What it does on run.</summary>
    public Action<Session, JsonElement> Run { get; init; } = (session, command) => session.Say(Session.Answer(command));

    /// <summary>What it does on stop, before it ends.</summary>
    public Action Stop { get; init; } = () => { };

    /// <summary>A fake that answers hello with something else.</summary>
    public static Fake Greeting(string line) => new() { Hello = session => session.Say(line) };

    /// <summary>Waits longer than anyone.</summary>
    public static void Hang() => Thread.Sleep(Timeout.Infinite);

    /// <summary>Leaves a process that sleeps with this one's pipes open, and writes its id to stderr.</summary>
    public static void Fork()
    {
        var start = new ProcessStartInfo("sleep", ["20"]) { UseShellExecute = false };
        using Process sleeper = Process.Start(start)!;
        Console.Error.WriteLine(sleeper.Id);
    }
}
