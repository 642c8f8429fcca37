using System.Diagnostics;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>What is made of the answer to hello, and of everything else that a start can be.</summary>
public sealed class HandshakeTests
{
    [Fact]
    public async Task What_a_program_says_about_itself_is_read()
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync("right");
        Handshake said = fake.Handshake;
        Assert.Equal(("fake", "1.0", "C#", "average"), (said.Name, said.Version, said.Language, said.Ties));
        Assert.True(said.IsDeterministic);
        Assert.Equal(DeclaredArithmetic.Default, said.Arithmetic);
    }

    [Fact]
    public async Task Only_protocol_and_name_are_required()
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync("minimal");
        Handshake said = fake.Handshake;
        Assert.Equal(new Handshake { Name = "fake" }, said);
        Assert.Equal((DeclaredArithmetic.Default, int.MaxValue, int.MaxValue, false), (said.Arithmetic, said.MaxTokens, said.MaxDimension, said.InvitesLargeCases));
        Assert.True(said.Supports(FakePrograms.LargeCase));
    }

    [Fact]
    public async Task Bounds_and_an_arithmetic_that_are_stated_count()
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync("modest");
        Handshake said = fake.Handshake;
        Assert.Equal(DeclaredArithmetic.Of(BinaryFormat.Single), said.Arithmetic);
        Assert.Equal((5, 2, true), (said.MaxTokens, said.MaxDimension, said.InvitesLargeCases));
        Assert.True(said.Supports(FakePrograms.Case));
        Assert.False(said.Supports(FakePrograms.CaseOf([[1, 2]], matrix: new double[,] { { 2, 0 }, { 0, 1 } })));
        Assert.False(said.Supports(FakePrograms.LargeCase));
    }

    [Theory]
    [InlineData("crash-at-start", "ended with exit code 7 before it answered; the end of its stderr: first | ImportError: no module named hardmax")]
    [InlineData("protocol-2", "does not speak the protocol: the answer to hello: protocol: it speaks protocol 2; expected 1")]
    [InlineData("no-name", "does not speak the protocol: the answer to hello: implementation: the field 'name' is missing; expected an object that has it")]
    [InlineData("no-json", "ended with exit code 0 before it answered; it wrote to stdout a line that is no JSON object: 'Segmentation fault, just kidding'")]
    [InlineData("float80", "does not speak the protocol: the answer to hello: declares.dtype: 'float80' is not allowed here; expected float64, float32, float16, bfloat16")]
    public async Task A_greeting_that_fails_says_what_happened(string kind, string expected)
    {
        DrivingOptions options = FakePrograms.Options(kind);
        HandshakeException e = await Assert.ThrowsAsync<HandshakeException>(() => ExternalImplementation.StartAsync(options, CancellationToken.None));
        Assert.Equal($"'{options.Command[0]}' {expected}", e.Message);
    }

    [Fact]
    public async Task A_matrix_class_that_does_not_exist_is_refused()
    {
        HandshakeException e = await Assert.ThrowsAsync<HandshakeException>(() => FakePrograms.StartAsync("unknown-class"));
        Assert.Contains("supports.matrices[0]: 'symetric' is not allowed here; expected identity, spd,", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_named()
    {
        HandshakeException e = await Assert.ThrowsAsync<HandshakeException>(
            () => ExternalImplementation.StartAsync(FakePrograms.OptionsOf("no-such\nprogram", "x"), CancellationToken.None));
        Assert.Equal("the command 'no-such\\u000aprogram' was not found", e.Message);
    }

    [Fact]
    public async Task A_file_that_cannot_be_run_is_named()
    {
        string file = Path.GetTempFileName();
        try
        {
            HandshakeException e = await Assert.ThrowsAsync<HandshakeException>(
                () => ExternalImplementation.StartAsync(FakePrograms.OptionsOf(file), CancellationToken.None));
            Assert.Contains(file, e.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task An_empty_command_is_a_mistake_of_the_caller() =>
        await Assert.ThrowsAsync<ArgumentException>(() => ExternalImplementation.StartAsync(FakePrograms.OptionsOf(), CancellationToken.None));

    [Fact]
    public async Task A_program_that_never_answers_hello_is_given_up()
    {
        DrivingOptions options = FakePrograms.Options("hang-at-hello") with { StartTimeout = TimeSpan.FromSeconds(1.5) };
        var watch = Stopwatch.StartNew();
        HandshakeException e = await Assert.ThrowsAsync<HandshakeException>(() => ExternalImplementation.StartAsync(options, CancellationToken.None));
        Assert.Equal($"'{options.Command[0]}' did not answer within 1.5 s; an answer may wait in a buffer: standard output must be flushed after each (fflush or setvbuf in C, flush=True or python -u in Python)", e.Message);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.4), HangGuard.Time);
    }

    [Fact]
    public async Task Output_before_the_greeting_is_a_breach_of_the_first_reply()
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync("banner");
        Reply first = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
        Reply second = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
        Assert.Equal(["wrote to stdout a line that is no JSON object: 'Welcome!'"], first.Breaches);
        Assert.Equal((ReplyKind.Answered, ReplyKind.Answered), (first.Kind, second.Kind));
        Assert.Empty(second.Breaches);
    }
}
