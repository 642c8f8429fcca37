using System.Globalization;
using System.Text.Json;

namespace Hardmax.Oracle.Fakes;

/// <summary>Every fake by its name.</summary>
internal static class Kinds
{
    private static int s_runs;

    /// <summary>The fakes.</summary>
    public static IReadOnlyDictionary<string, Fake> All { get; } = new Dictionary<string, Fake>(StringComparer.Ordinal)
    {
        ["right"] = new(),

        // Starts and greetings.
        ["crash-at-start"] = new() { Hello = _ => Die("first\nImportError: no module named hardmax", 7) },
        ["hang-at-hello"] = new() { Hello = _ => Fake.Hang() },
        ["protocol-2"] = Fake.Greeting("""{"protocol":2,"implementation":{"name":"fake"}}"""),
        ["no-name"] = Fake.Greeting("""{"protocol":1,"implementation":{}}"""),
        ["no-json"] = new() { Hello = session => { session.Say("Segmentation fault, just kidding"); Environment.Exit(0); } },
        ["minimal"] = Fake.Greeting("""{"protocol":1,"implementation":{"name":"fake"}}"""),
        ["float80"] = Fake.Greeting("""{"protocol":1,"implementation":{"name":"fake"},"declares":{"dtype":"float80"}}"""),
        ["unknown-class"] = Fake.Greeting("""{"protocol":1,"implementation":{"name":"fake"},"supports":{"matrices":["symetric"]}}"""),
        ["modest"] = Fake.Greeting("""{"protocol":1,"implementation":{"name":"fake"},"declares":{"dtype":"float32"},"supports":{"maxTokens":5,"maxDim":2,"matrices":["identity"]}}"""),
        ["banner"] = new() { Hello = session => session.Write("Welcome!\n" + Session.Greeting + "\n") },
        ["exits-after-hello"] = new() { Hello = session => { session.Say(Session.Greeting); Environment.Exit(0); } },
        ["starts-once"] = new() { Hello = StartOnce, Run = (_, _) => Environment.Exit(4) },

        // Right answers, written in unusual ways.
        ["split"] = new() { Run = Split },
        ["crlf"] = new() { Run = (session, command) => session.Write(Session.Answer(command) + "\r\n\r\n") },
        ["byte-order-mark"] = new() { Hello = session => session.Write("\uFEFF" + Session.Greeting + "\n") },
        ["no-line-end-at-the-end"] = new() { Run = (session, command) => { session.Write(Session.Answer(command)); Environment.Exit(0); } },
        ["exits-after-answering"] = new() { Run = (session, command) => { session.Say(Session.Answer(command)); Environment.Exit(0); } },
        ["ignores-stop"] = new() { Stop = Fake.Hang },
        ["slow-second"] = new() { Run = (session, command) => { Thread.Sleep(s_runs++ == 0 ? 0 : 60_000); session.Say(Session.Answer(command)); } },
        ["noise"] = new() { Run = (session, command) => session.Write($"layer 0\nlayer \u001b[1m1\n[1,2]\n{Session.Answer(command)}\n") },
        ["echo-lie"] = new() { Run = (session, command) => session.Say(Session.Answer(Session.Sequence(command), Session.Trajectory(command), ",\"echo\":{\"tokens\":[[0.5]],\"alpha\":0.25}")) },
        ["selected"] = new() { Run = (session, command) => session.Say(Session.Answer(Session.Sequence(command), Session.Trajectory(command), ",\"selected\":[[[0],[2,1],[]]]")) },
        ["skips"] = new() { Run = (session, command) => session.Say($$"""{"seq":{{Session.Sequence(command)}},"skipped":true,"message":"not today"}""") },
        ["errors"] = new() { Run = Error },

        // Wrong answers.
        ["wrong-seq"] = new() { Run = (session, command) => session.Say(Session.Answer(Session.Sequence(command) + 5, Session.Trajectory(command), string.Empty)) },
        ["few-layers"] = new() { Run = (session, command) => session.Say(Session.Answer(Session.Sequence(command), Session.Trajectory(command).SkipLast(1), string.Empty)) },
        ["no-trajectory"] = new() { Run = (session, command) => session.Say($$"""{"seq":{{Session.Sequence(command)}}}""") },
        ["no-seq"] = new() { Run = (session, _) => session.Say("""{"level":"info"}""") },
        ["words"] = new() { Run = (session, command) => session.Say($$"""{"seq":{{Session.Sequence(command)}},"trajectory":[[["one"]]]}""") },
        ["braces"] = new() { Run = (session, command) => session.Write("{x}\n{}x\n{'seq': 1}\n" + Session.Answer(command) + "\n") },
        ["broken-answer"] = new() { Run = (session, command) => session.Say(Session.Answer(command)[..^2]) },
        ["shares-a-line"] = new() { Run = (session, command) => session.Say("done: " + Session.Answer(command)) },
        ["twice"] = new() { Run = (session, command) => session.Write($"{Session.Answer(command)}\n{Session.Answer(command)}\n") },
        ["twice-late"] = new() { Run = AnswerLateAgain },
        ["nan"] = new() { Run = (session, command) => session.Say($$"""{"seq":{{Session.Sequence(command)}},"trajectory":[[[1],[2]],[[NaN],[-Infinity]]]}""") },
        ["endless-answer"] = new() { Run = (session, _) => Repeat(session, "{\"seq\":1,", "\"x\":[1,2,3],") },

        // No answers.
        ["crash"] = new() { Run = (_, _) => Die("Traceback\nValueError: boom\n\n", 3) },
        ["kill-self"] = new() { Run = (_, _) => Environment.FailFast(null) },
        ["hang"] = new() { Run = (_, _) => { Console.Error.WriteLine("thinking"); Fake.Hang(); } },
        ["hang-without-reading"] = new() { Hello = session => { session.Say(Session.Greeting); Fake.Hang(); } },
        ["no-line-end"] = new() { Run = (session, command) => { session.Write(Session.Answer(command)); Fake.Hang(); } },
        ["partial-then-dies"] = new() { Run = (session, _) => { session.Write("{\"seq\":1,\"traj"); Environment.Exit(0); } },
        ["closes-stdin"] = new() { Hello = session => { Handles.Close(0); session.Say(Session.Greeting); Fake.Hang(); } },
        ["closes-stdout"] = new() { Run = (_, _) => { Handles.Close(1); Fake.Hang(); } },
        ["fork"] = new() { Run = (_, _) => { Fake.Fork(); Die("gone", 5); } },
        ["fork-and-hang"] = new() { Run = (_, _) => { Fake.Fork(); Fake.Hang(); } },
        ["flood"] = new() { Run = (session, _) => Repeat(session, string.Empty, "the quick brown fox jumps over the lazy dog\n") },
        ["flood-in-one-line"] = new() { Run = (session, _) => Repeat(session, string.Empty, "the quick brown fox ") },

        // Right answers beside a flood.
        ["stderr-flood"] = new() { Run = FloodErrors },
        ["noise-10-mib"] = new() { Run = (session, command) => { Repeat(session, string.Empty, "noise\n", 10 << 20); session.Say(Session.Answer(command)); } },
        ["noise-10-mib-in-one-line"] = new() { Run = (session, command) => { Repeat(session, "\n", "noise ", 10 << 20); session.Say(string.Empty); session.Say(Session.Answer(command)); } },
    };

    private static void Die(string lastWords, int code)
    {
        Console.Error.Write(lastWords);
        Environment.Exit(code);
    }

    // The second start finds the file that the first one left.
    private static void StartOnce(Session session)
    {
        string mark = Environment.GetEnvironmentVariable("HARDMAX_FAKE_MARK")!;
        if (File.Exists(mark))
        {
            Die("already started", 6);
        }

        File.WriteAllText(mark, string.Empty);
        session.Say(Session.Greeting);
    }

    // The first case's answer comes again before the second's: when it was read is no matter of time.
    private static void AnswerLateAgain(Session session, JsonElement command)
    {
        if (s_runs++ > 0)
        {
            session.Say(Session.Answer(Session.Sequence(command) - 1, Session.Trajectory(command), string.Empty));
        }

        session.Say(Session.Answer(command));
    }

    private static void Split(Session session, JsonElement command)
    {
        string answer = Session.Answer(command) + "\n";
        session.Write(answer[..7]);
        Thread.Sleep(50);
        session.Write(answer[7..^1]);
        Thread.Sleep(50);
        session.Write(answer[^1..]);
    }

    private static void Error(Session session, JsonElement command)
    {
        Console.Error.WriteLine("a traceback");
        session.Say($$"""{"seq":{{Session.Sequence(command)}},"errored":true,"message":"singular\nmatrix"}""");
    }

    private static void FloodErrors(Session session, JsonElement command)
    {
        using Stream error = Console.OpenStandardError();
        byte[] line = System.Text.Encoding.UTF8.GetBytes(new string('e', 99) + "\n");
        for (int i = 0; i < 640_000; i++)
        {
            error.Write(line);
        }

        error.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"end of {Session.Sequence(command)}\n")));
        session.Say(Session.Answer(command));
    }

    private static void Repeat(Session session, string first, string text, long bytes = long.MaxValue)
    {
        byte[] block = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 4096)));
        session.Write(first);
        for (long written = 0; written < bytes; written += block.Length)
        {
            session.Write(block);
        }
    }
}
