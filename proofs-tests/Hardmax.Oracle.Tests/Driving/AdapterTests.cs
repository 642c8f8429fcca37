using Hardmax.Dynamics;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>The adapters of src/adapters, driven as users drive them, where their runtimes are installed.</summary>
public sealed class AdapterTests
{
    // Both ends of the range, subnormals, -0 as the result of a computation, and numbers of 17 digits.
    private static readonly double[][] Extremes =
    [
        [double.Epsilon, -double.Epsilon, 2.2250738585072009e-308, 2.2250738585072014e-308],
        [double.MaxValue, double.MinValue, 1e308, -1e-308],
        [0.1, 1.0 / 3, 0.30000000000000004, 123456789.12345678],
        [9007199254740993, 5e-324 * 12345, 1e23, 0],
    ];

    private const string PythonMirror = """
        import os, subprocess, sys
        print("before the adapter")
        from hardmax_adapter import serve

        def step(tokens, alpha, matrix):
            print("noise", tokens)
            os.write(1, b"raw noise\n")
            assert sys.stdin.read() == ""
            return [[-x for x in row] for row in tokens]

        serve(step, name="mirror", version="1", accumulate="float32", ties="first", supports={"maxTokens": 7})
        """;

    private const string NodeMirror = """
        import { serve } from './hardmax-adapter.mjs';
        console.log('before serving');
        async function step(tokens, alpha, matrix) {
          console.log('noise', tokens);
          process.stdout.write('raw noise\n');
          return tokens.map((row) => Float64Array.from(row, (x) => -x));
        }
        await serve(step, { name: 'mirror', version: '1', accumulate: 'float32', ties: 'first', supports: { maxTokens: 7 } });
        """;

    private const string CMirror = """
        #define HARDMAX_NAME "mirror"
        #define HARDMAX_VERSION "1"
        #define HARDMAX_ACCUMULATE "float32"
        #include "hardmax_adapter.h"
        void step(int n, int d, const double *tokens, double alpha, const double *matrix, double *next)
        {
            (void)alpha, (void)matrix;
            printf("noise\n");
            for (int at = 0; at < n * d; at++) next[at] = -tokens[at];
        }
        """;

    private const string PythonErring = """
        from hardmax_adapter import serve
        def step(tokens, alpha, matrix):
            if len(tokens) == 1:
                raise ValueError("one \"token\"\n is too few")
            return None if len(tokens) == 2 else tokens
        serve(step, name="erring")
        """;

    private const string NodeErring = """
        import { serve } from './hardmax-adapter.mjs';
        function step(tokens) {
          if (tokens.length === 1) throw new RangeError('one "token"\n is too few');
          return tokens.length === 2 ? undefined : tokens;
        }
        serve(step, { name: 'erring' });
        """;

    private const string CErring = """
        #include "hardmax_adapter.h"
        void step(int n, int d, const double *tokens, double alpha, const double *matrix, double *next)
        {
            (void)alpha, (void)matrix;
            if (n == 1) hardmax_error("one \"token\"\n is too few");
            for (int at = 0; n == 3 && at < n * d; at++) next[at] = tokens[at];
        }
        """;

    [RuntimeFact("python3")]
    public Task Python_starter_is_right() => StarterIsRight("python");

    [RuntimeFact("node")]
    public Task Node_starter_is_right() => StarterIsRight("node");

    [RuntimeFact("cc")]
    public Task C_starter_is_right() => StarterIsRight("c");

    [RuntimeFact("python3")]
    public Task Python_carries_every_bit_and_keeps_noise_off() => CarriesEveryBit("python", PythonMirror);

    [RuntimeFact("node")]
    public Task Node_carries_every_bit_and_keeps_noise_off() => CarriesEveryBit("node", NodeMirror);

    [RuntimeFact("cc")]
    public Task C_carries_every_bit_and_keeps_noise_off() => CarriesEveryBit("c", CMirror);

    [RuntimeFact("python3")]
    public async Task A_Python_step_that_raises_is_an_error_of_its_case_alone()
    {
        (Reply raised, Reply nothing) = await ErrsAlone("python", PythonErring);
        Assert.Equal("ValueError: one \"token\"\\u000a is too few", raised.Message);
        Assert.Contains("Traceback", raised.StandardError, StringComparison.Ordinal);
        Assert.Equal((ReplyKind.Errored, "TypeError: step returned None; expected the next tokens"), (nothing.Kind, nothing.Message));
    }

    [RuntimeFact("node")]
    public async Task A_JavaScript_step_that_throws_is_an_error_of_its_case_alone()
    {
        (Reply thrown, Reply nothing) = await ErrsAlone("node", NodeErring);
        Assert.Equal("RangeError: one \"token\"\\u000a is too few", thrown.Message);
        Assert.Contains("impl.mjs:3", thrown.StandardError, StringComparison.Ordinal);
        Assert.Equal((ReplyKind.Errored, "TypeError: step returned undefined; expected the next tokens"), (nothing.Kind, nothing.Message));
    }

    [RuntimeFact("cc")]
    public async Task A_C_step_that_gives_up_is_an_error_of_its_case_alone()
    {
        (Reply error, Reply unwritten) = await ErrsAlone("c", CErring);
        Assert.Equal("one \"token\"? is too few", error.Message);
        Assert.Equal(ReplyKind.Answered, unwritten.Kind);
        Assert.Equal(VerdictClass.NonFinite, unwritten.Layers[1].Defect!.Class);
    }

    [RuntimeFact("python3")]
    public async Task Python_steps_may_return_their_attention_sets_as_indices_sets_or_booleans()
    {
        const string step = """
            from hardmax_adapter import serve
            calls = []
            def step(tokens, alpha, matrix):
                calls.append(1)
                n = len(tokens)
                rows = {1: [[0], [1, 0]], 2: [{1, 0}, {1}], 3: [[True, False], [True, True]]}[len(calls)]
                return tokens, rows
            serve(step, name="sets")
            """;
        using var run = new AdapterRun("python", step);
        Reply reply = await run.AskAsync(FakePrograms.CaseOf([[1, 2], [3, 4]], layers: 3));
        Assert.Equal(["0;0 1", "0 1;1", "0;0 1"], reply.Selected!.Select(sets => string.Join(';', sets.Sets!.Value.Select(set => string.Join(' ', set)))));
    }

    [RuntimeFact("python3")]
    public async Task A_Python_tuple_of_two_tokens_is_no_pair_of_tokens_and_sets()
    {
        const string step = """
            from hardmax_adapter import serve
            def step(tokens, alpha, matrix):
                tokens[0][0] = 7.0
                return tuple(tuple(row) for row in tokens)
            serve(step, name="tuples")
            """;
        using var run = new AdapterRun("python", step);
        Reply reply = await run.AskAsync(FakePrograms.CaseOf([[1, 2], [3, 4]]));
        Assert.Equal((ReplyKind.Answered, string.Empty), (reply.Kind, reply.Message));
        Assert.Equal([[[1, 2], [3, 4]], [[7, 2], [3, 4]]], FakePrograms.Doubles(reply));
    }

    [RuntimeFact("node")]
    public async Task JavaScript_steps_may_return_their_attention_sets()
    {
        const string step = """
            import { serve } from './hardmax-adapter.mjs';
            serve((tokens) => ({ next: tokens, selected: [[0], new Set([1, 0])] }), { name: 'sets' });
            """;
        using var run = new AdapterRun("node", step);
        Reply reply = await run.AskAsync(FakePrograms.CaseOf([[1, 2], [3, 4]]));
        Assert.Equal(["0", "0 1"], Assert.Single(reply.Selected!).Sets!.Value.Select(set => string.Join(' ', set)));
    }

    [Fact]
    public void A_missing_runtime_is_named_unless_it_is_required()
    {
        Assert.Equal("needs no-such-program on the PATH", RuntimeFactAttribute.SkipReason("no-such-program", "/bin:/usr/bin", isRequired: false));
        Assert.Null(RuntimeFactAttribute.SkipReason("no-such-program", null, isRequired: true));
    }

    // A batch layer in plain Python; KEYS is which tokens of a sequence take part, BATCH which sequence moves.
    private const string PythonBatch = """
        from hardmax_adapter import serve

        def layer(tokens, alpha, matrix, mask):
            matrix = matrix or [[float(r == c) for c in range(len(tokens[0]))] for r in range(len(tokens[0]))]
            keys = [k for k in range(len(tokens)) if KEYS]
            moved = []
            for z in tokens:
                query = [sum(a * x for a, x in zip(row, z)) for row in matrix]
                scores = {k: sum(q * x for q, x in zip(query, tokens[k])) for k in keys}
                best = [k for k in keys if scores[k] == max(scores.values())]
                means = [sum(tokens[k][c] for k in best) / len(best) for c in range(len(z))]
                moved.append([x + alpha / (1 + alpha) * (m - x) for x, m in zip(z, means)])
            return moved

        def step(tokens, alpha, matrix, mask):
            assert len(tokens) == len(mask) == 2 and all(len(t) == len(m) for t, m in zip(tokens, mask))
            assert sum(mask[1]) <= sum(mask[0]) == len(mask[0]) - 3
            result = [layer(t, alpha, matrix, m) for t, m in zip(tokens, mask)]
            return BATCH

        serve(step, name="batch", batch=True, padding=3)
        """;

    [RuntimeFact("python3")]
    public async Task A_padded_batch_is_judged_by_its_own_tokens()
    {
        Assert.Equal((0, 12), await FailuresOfBatch("mask[k]", "result"));
        foreach ((string keys, string batch) in ((string, string)[])
            [("True", "result"), ("k < len(tokens) - 2", "result"), ("not mask[k]", "result"), ("mask[k]", "result[::-1]"), ("mask[k] or k == 0", "[t[::-1] for t in result]")])
        {
            (int failures, _) = await FailuresOfBatch(keys, batch);
            Assert.True(failures >= 6, $"{keys}, {batch}: {failures} of 12 fail");
        }
    }

    private static async Task<(int Failures, int Cases)> FailuresOfBatch(string keys, string batch)
    {
        using var run = new AdapterRun("python", PythonBatch.Replace("KEYS", keys, StringComparison.Ordinal).Replace("BATCH", batch, StringComparison.Ordinal));
        await using ExternalImplementation program = await ExternalImplementation.StartAsync(run.Options, CancellationToken.None);
        var random = new Random(3);
        (int failures, int cases) = (0, 12);
        for (int trial = 0; trial < cases; trial++)
        {
            double[][] tokens = [.. Enumerable.Range(0, 1 + (trial % 6)).Select(_ => (double[])[random.Next(-4, 5), random.Next(1, 5) / 2.0])];
            OracleCase asked = FakePrograms.CaseOf(tokens, layers: 2);
            Reply reply = await program.RunAsync(asked, CancellationToken.None);
            Assert.True(reply.Kind == ReplyKind.Answered, reply.Message);
            failures += TraceJudge.Judge(reply.ToTrace(asked)).Class.IsFailure() ? 1 : 0;
        }

        return (failures, cases);
    }

    private static async Task StarterIsRight(string language)
    {
        using var run = new AdapterRun(language);
        await using ExternalImplementation program = await ExternalImplementation.StartAsync(run.Options, CancellationToken.None);
        Assert.Equal((DeclaredArithmetic.Default, true), (program.Handshake.Arithmetic, program.Handshake.IsDeterministic));
        var random = new Random(5);
        for (int trial = 0; trial < 25; trial++)
        {
            // Small dyadics: ties occur, scores are exact, so the attention sets are those of exact arithmetic.
            int n = random.Next(1, 8);
            int d = random.Next(1, 5);
            double Entry() => random.Next(-4, 5) / 2.0;
            double[][] tokens = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, d).Select(_ => Entry()).ToArray())];
            double[,]? matrix = trial % 3 == 0 ? null : new double[d, d];
            for (int at = 0; at < matrix?.Length; at++)
            {
                matrix[at / d, at % d] = Entry();
            }

            OracleCase asked = FakePrograms.CaseOf(tokens, layers: 1, alpha: 1, matrix);
            Reply reply = await program.RunAsync(asked, CancellationToken.None);
            Assert.Equal((ReplyKind.Answered, string.Empty, 2), (reply.Kind, reply.Message, reply.Layers.Count));
            Assert.Equal(tokens, reply.Layers[0].Tokens!.ToDoubles());
            var exact = new TextbookDynamics<Rational>(asked.Problem.System.Matrix.ToArray(), asked.Problem.System.Alpha);
            Rational[][] state = asked.Problem.Tokens.ToArray();
            double[] expected = [.. exact.Next(state, exact.AttentionSets(state)).SelectMany(token => token).Select(x => x.ToDouble())];
            double[] actual = [.. reply.Layers[1].Tokens!.ToDoubles().SelectMany(token => token)];
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        }

        Assert.Empty((await program.RunAsync(FakePrograms.LargeCase, CancellationToken.None)).Message);
        ConformResult judged = await ConformRun.RunAsync(program, new ConformOptions { Cases = 150, Time = TimeSpan.FromMinutes(5) });
        Assert.Empty(judged.Failures);
        Assert.Equal((150, null), (judged.Cases.Length, judged.EndedEarly));
        Assert.NotEqual(VerdictGroup.Inconclusive, judged.Class.Group());
    }

    private static async Task CarriesEveryBit(string language, string implementation)
    {
        using var run = new AdapterRun(language, implementation);
        foreach (WireFormat wire in Enum.GetValues<WireFormat>())
        {
            await using ExternalImplementation program = await ExternalImplementation.StartAsync(run.Options with { Wire = wire }, CancellationToken.None);
            Handshake said = program.Handshake;
            Assert.Equal(("mirror", "1", BinaryFormat.Double, BinaryFormat.Single, false), (said.Name, said.Version, said.Arithmetic.Format, said.Arithmetic.Accumulate, said.IsDeterministic));
            Assert.Equal(language == "c" ? ("average", int.MaxValue) : ("first", 7), (said.Ties, said.MaxTokens));

            // stderr may come later than the answer, with which no clock connects it.
            string errors = string.Empty;
            for (int i = 0; i < 3 || (i < 500 && !errors.Contains("noise", StringComparison.Ordinal)); i++)
            {
                Reply reply = await program.RunAsync(FakePrograms.CaseOf(Extremes, layers: 2), CancellationToken.None);
                Assert.Equal((ReplyKind.Answered, string.Empty), (reply.Kind, reply.Message));
                Assert.Empty(reply.Breaches);
                double[][][] layers = FakePrograms.Doubles(reply);
                Assert.Equal(Extremes, layers[0]);
                Assert.Equal(Extremes.Select(row => row.Select(x => -x)), layers[1]);
                Assert.Equal(Extremes, layers[2]);
                errors += reply.StandardError;
            }

            Assert.Contains("noise", errors, StringComparison.Ordinal);
        }
    }

    private static async Task<(Reply OneToken, Reply TwoTokens)> ErrsAlone(string language, string implementation)
    {
        using var run = new AdapterRun(language, implementation);
        await using ExternalImplementation program = await ExternalImplementation.StartAsync(run.Options, CancellationToken.None);
        int? process = program.ProcessId;
        Reply one = await program.RunAsync(FakePrograms.CaseOf([[1]]), CancellationToken.None);
        Reply two = await program.RunAsync(FakePrograms.CaseOf([[1], [2]]), CancellationToken.None);
        Reply three = await program.RunAsync(FakePrograms.CaseOf([[1], [2], [3]]), CancellationToken.None);
        Assert.Equal(ReplyKind.Errored, one.Kind);
        Assert.NotEmpty(one.StandardError);
        Assert.Equal(ReplyKind.Answered, three.Kind);
        Assert.Equal(process, program.ProcessId);
        return (one, two);
    }
}
