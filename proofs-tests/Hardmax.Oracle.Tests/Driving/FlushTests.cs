using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Programs whose answers wait in a buffer, as every runtime does that writes into a pipe: they are told to flush.</summary>
public sealed class FlushTests
{
    private const string Greeting = """{"protocol":1,"implementation":{"name":"late","version":"1"},"declares":{"dtype":"float64"}}""";
    private const string Hint = "standard output must be flushed after each (fflush or setvbuf in C, flush=True or python -u in Python)";

    [RuntimeFact("python3")]
    public async Task Python()
    {
        using var run = new AdapterRun("python", $"import sys\nfor line in sys.stdin:\n    print('{Greeting}')\n");
        await IsTold(run.Options);
    }

    [RuntimeFact("cc")]
    public async Task C()
    {
        string text = Greeting.Replace("\"", "\\\"", StringComparison.Ordinal);
        using var run = new AdapterRun("c", $"#include <stdio.h>\nint main(void) {{ char line[4096]; while (fgets(line, sizeof line, stdin)) puts(\"{text}\"); return 0; }}\n");
        await IsTold(run.Options);
    }

    [RuntimeFact("perl")]
    public Task Perl() => IsTold(FakePrograms.OptionsOf("perl", "-e", $"while (<STDIN>) {{ print '{Greeting}', \"\\n\"; }}"));

    [RuntimeFact("sed")]
    public Task Sed() => IsTold(FakePrograms.OptionsOf("sed", $"s/.*/{Greeting}/"));

    [RuntimeFact("awk")]
    public Task Awk() => IsTold(FakePrograms.OptionsOf("awk", $"{{ print \"{Greeting.Replace("\"", "\\\"", StringComparison.Ordinal)}\" }}"));

    [RuntimeFact("python3")]
    public async Task A_greeting_that_is_flushed_and_an_answer_that_is_not()
    {
        using var run = new AdapterRun("python", $"import sys\nsys.stdin.readline()\nprint('{Greeting}', flush=True)\nfor line in sys.stdin:\n    print('{{}}')\n");
        await using ExternalImplementation late = await ExternalImplementation.StartAsync(run.Options with { CaseTimeout = TimeSpan.FromSeconds(1) }, CancellationToken.None);
        Reply reply = await late.RunAsync(FakePrograms.Case, CancellationToken.None);
        Assert.Equal(ReplyKind.TimedOut, reply.Kind);
        Assert.EndsWith(Hint, reply.Message, StringComparison.Ordinal);
    }

    private static async Task IsTold(DrivingOptions options)
    {
        HandshakeException e = await Assert.ThrowsAsync<HandshakeException>(
            () => ExternalImplementation.StartAsync(options with { StartTimeout = TimeSpan.FromSeconds(1) }, CancellationToken.None));
        Assert.Contains("did not answer within 1 s", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(Hint, e.Message, StringComparison.Ordinal);
    }
}
