using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class StepImplementationTests
{
    private static readonly OracleCase TwoTokens = Case("3,1 1,2");

    [Fact]
    public async Task A_right_step_is_iterated_from_its_own_output()
    {
        Reply reply = await Run((tokens, _, _) => [.. tokens.Select(token => Array.ConvertAll(token, x => x + 1))]);
        Assert.Equal(ReplyKind.Answered, reply.Kind);
        Assert.Equal((string[])["3,1 1,2", "4,2 2,3", "5,3 3,4", "6,4 4,5"], reply.Layers.Select(Text));
        Assert.Null(reply.Echo);
    }

    [Fact]
    public async Task It_is_given_null_for_the_identity_and_the_matrix_otherwise()
    {
        var seen = new List<string>();
        await using var implementation = new StepImplementation<float>(
            new Handshake { Name = "test" },
            (tokens, matrix, alpha) =>
            {
                seen.Add(matrix is null ? $"null {alpha}" : $"{string.Join(' ', matrix.Cast<float>())} {alpha}");
                return tokens;
            });
        await implementation.RunAsync(Case("1,2", layers: 1), CancellationToken.None);
        await implementation.RunAsync(Case("1,2", "1,2 3,4", 1), CancellationToken.None);
        Assert.Equal(["null 0.5", "1 2 3 4 0.5"], seen);
    }

    [Fact]
    public async Task An_exception_is_an_error_that_it_reports()
    {
        int calls = 0;
        Reply reply = await Run((tokens, _, _) => ++calls == 2 ? throw new InvalidOperationException("no more.") : tokens);
        Assert.Equal(ReplyKind.Errored, reply.Kind);
        Assert.Equal("the step from layer 1 threw InvalidOperationException: no more", reply.Message);
        Assert.Empty(reply.Layers);
    }

    [Theory]
    [InlineData("more tokens")]
    [InlineData("fewer coordinates")]
    [InlineData("ragged")]
    [InlineData("no row")]
    [InlineData("null")]
    [InlineData("empty")]
    public async Task A_wrong_shape_is_recorded_and_ends_the_run(string how)
    {
        int calls = 0;
        Reply reply = await Run((tokens, _, _) => ++calls < 2 ? Textbook(tokens, null, 0.5) : how switch
        {
            "more tokens" => [.. tokens, [1, 2]],
            "fewer coordinates" => [.. tokens.Select(token => token[..1])],
            "ragged" => [tokens[0], [1]],
            "no row" => [tokens[0], null!],
            "null" => null,
            _ => [],
        });
        Assert.Equal(2, calls);
        Assert.Equal(VerdictClass.Shape, TraceJudge.Judge(reply.ToTrace(TwoTokens)).Class);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public async Task What_is_not_finite_is_recorded_where_it_is(double value)
    {
        Reply reply = await Run((tokens, _, _) => [tokens[0], [tokens[1][0], value]]);
        Defect defect = reply.Layers[1].Defect!;
        Assert.Equal((VerdictClass.NonFinite, 1, 1), (defect.Class, defect.Token, defect.Coordinate));
        Assert.Equal(VerdictClass.NonFinite, TraceJudge.Judge(reply.ToTrace(TwoTokens)).Class);
    }

    [Fact]
    public async Task A_step_that_writes_into_its_input_is_caught_though_its_output_is_right()
    {
        Reply reply = await Run((tokens, matrix, alpha) =>
        {
            double[][] next = Textbook(tokens, matrix, alpha);
            tokens[1][0] = 77;
            return next;
        });
        Assert.Equal("3,1 1,2", Text(reply.Layers[0]));
        Assert.Equal("3,1 77,2", Text(reply.Echo!.Tokens!));
        Assert.Equal(VerdictClass.InputAltered, TraceJudge.Judge(reply.ToTrace(TwoTokens)).Class);
    }

    [Fact]
    public async Task A_step_that_updates_in_place_and_returns_its_input_is_caught()
    {
        Reply reply = await Run((tokens, matrix, alpha) =>
        {
            double[][] next = Textbook(tokens, matrix, alpha);
            for (int i = 0; i < tokens.Length; i++)
            {
                tokens[i] = next[i];
            }

            return tokens;
        });
        Assert.Equal("3,1 1,2", Text(reply.Layers[0]));
        Assert.Equal(Text(reply.Layers[1]), Text(reply.Echo!.Tokens!));
        Assert.Equal(VerdictClass.InputAltered, TraceJudge.Judge(reply.ToTrace(TwoTokens)).Class);
    }

    [Fact]
    public async Task A_step_that_writes_into_a_later_layer_is_caught_too()
    {
        int calls = 0;
        Reply reply = await Run((tokens, matrix, alpha) =>
        {
            double[][] next = Textbook(tokens, matrix, alpha);
            tokens[0][0] += ++calls == 2 ? 1 : 0;
            return next;
        });
        TraceVerdict verdict = TraceJudge.Judge(reply.ToTrace(TwoTokens));
        Assert.Equal(VerdictClass.InputAltered, verdict.Class);
        Assert.Contains("from layer 1", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_writes_into_the_matrix_is_caught()
    {
        OracleCase oracleCase = Case("3,1 1,2", "1,2 3,4");
        await using var implementation = new StepImplementation<double>(new Handshake { Name = "test" }, (tokens, matrix, alpha) =>
        {
            double[][] next = Textbook(tokens, matrix, alpha);
            matrix![0, 1] = 0;
            return next;
        });
        Reply reply = await implementation.RunAsync(oracleCase, CancellationToken.None);
        Assert.Equal(VerdictClass.InputAltered, TraceJudge.Judge(reply.ToTrace(oracleCase)).Class);
    }

    [Fact]
    public async Task A_coarser_format_than_the_case_is_made_for_is_seen()
    {
        OracleCase oracleCase = Case("16777217,1 1,2");
        await using var implementation = new StepImplementation<float>(new Handshake { Name = "test" }, (tokens, _, _) => tokens);
        Reply reply = await implementation.RunAsync(oracleCase, CancellationToken.None);
        Assert.Equal(VerdictClass.InputAltered, TraceJudge.Judge(reply.ToTrace(oracleCase)).Class);
    }

    [Fact]
    public async Task What_it_does_not_support_is_skipped()
    {
        await using var implementation = new StepImplementation<double>(new Handshake { Name = "test", MaxTokens = 1 }, (tokens, _, _) => tokens);
        Assert.Equal(ReplyKind.Skipped, (await implementation.RunAsync(TwoTokens, CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task An_interruption_is_no_answer()
    {
        using var source = new CancellationTokenSource();
        await using var implementation = new StepImplementation<double>(new Handshake { Name = "test" }, (tokens, _, _) =>
        {
            source.Cancel();
            return tokens;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => implementation.RunAsync(TwoTokens, source.Token));
    }

    private static double[][] Textbook(double[][] tokens, double[,]? matrix, double alpha) => new LayerRecipe<double>().Next(tokens, matrix, alpha);

    private static async Task<Reply> Run(Func<double[][], double[,]?, double, double[][]?> step)
    {
        await using var implementation = new StepImplementation<double>(new Handshake { Name = "test" }, step);
        return await implementation.RunAsync(TwoTokens, CancellationToken.None);
    }

    private static OracleCase Case(string tokens, string? matrix = null, int layers = 3) =>
        new(CaseCategory.ExactTie, new VectorInput(string.Empty, "1/2", matrix, tokens).ToProblem(null), layers, DeclaredArithmetic.Default);

    private static string Text(RecordedLayer layer) => string.Join(' ', layer.Tokens!.ToArray().Select(token => string.Join(',', token)));
}
