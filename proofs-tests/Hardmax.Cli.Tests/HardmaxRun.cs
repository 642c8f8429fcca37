using System.Text.Json;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>What one run of the program left: its exit code and what it printed.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output, which was valid UTF-8.</param>
/// <param name="Error">Standard error.</param>
public sealed record HardmaxRun(int ExitCode, string Output, string Error)
{
    private const int Usage = 64;
    private const int InvalidInput = 65;

    /// <summary>The run, after a check of its exit code that shows what was printed.</summary>
    public HardmaxRun Ends(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} and not {exitCode}\nstdout: {Start(Output)}\nstderr: {Start(Error)}");
        return this;
    }

    /// <summary>A run that ended well and said nothing on standard error.</summary>
    public HardmaxRun Succeeds(int exitCode = 0)
    {
        _ = Ends(exitCode);
        Assert.Equal(string.Empty, Error);
        return this;
    }

    /// <summary>The run without the line on standard error that says how its reviews were read, which has to be there.</summary>
    public HardmaxRun AfterReading()
    {
        Assert.Matches(@"^hardmax: [^\n]+: read: text: [^\n]+; label: [^\n]+; \d+ review[^\n]*\n", Error);
        return this with { Error = Error[(Error.IndexOf('\n', StringComparison.Ordinal) + 1)..] };
    }

    /// <summary>The run without the lines on standard error that say what was read and assumed, if there are any.</summary>
    public HardmaxRun AfterAssumptions() => this with { Error = string.Concat(Error.Split('\n').Where(line => line.Length > 0 && !line.Contains(": read ", StringComparison.Ordinal) && !line.Contains(": read: ", StringComparison.Ordinal)).Select(line => line + "\n")) };

    /// <summary>Wrong usage: one line that says so and where to find an example, and nothing was done.</summary>
    public string UsageError()
    {
        string message = OneLine(Usage);
        return message;
    }

    /// <summary>Bad input: one line "hardmax: FILE: PLACE: what; expected what".</summary>
    public string InputError(string file)
    {
        string message = OneLine(InvalidInput);
        Assert.StartsWith($"hardmax: {file}: ", message, StringComparison.Ordinal);
        Assert.Contains("; expected ", message, StringComparison.Ordinal);
        return message;
    }

    /// <summary>The documents that were printed: one to a line, every line ended, nothing else.</summary>
    public IReadOnlyList<JsonElement> Lines()
    {
        Assert.EndsWith("\n", Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', Output);
        Assert.DoesNotContain('\u001b', Output);
        return [.. Output[..^1].Split('\n').Select(line =>
        {
            using JsonDocument document = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
            return document.RootElement.Clone();
        })];
    }

    /// <summary>The one document that was printed.</summary>
    public JsonElement Document() => Assert.Single(Lines());

    private static string Start(string text) => text.Length <= 1500 ? text : text[..1500] + "...";

    private string OneLine(int exitCode)
    {
        _ = Ends(exitCode);
        Assert.Equal(string.Empty, Output);
        Assert.EndsWith("\n", Error, StringComparison.Ordinal);
        string line = Error[..^1];
        Assert.DoesNotContain(line, char.IsControl);
        Assert.StartsWith("hardmax: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        return line;
    }
}
