using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>An implementation that is right in another format than the declared one is told so, and nothing else.</summary>
public sealed class DTypeTests
{
    private const int Cases = 20;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Depth.Of(10, 50))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Float32_that_declares_float64_is_dtype_and_no_other_class(int seed)
    {
        TraceVerdict[] verdicts = Judge((ulong)seed, DeclaredArithmetic.Default, trace => Widened<float>(trace));
        Assert.All(verdicts.Where(verdict => verdict.Class.IsFailure()), verdict => Assert.Equal(VerdictClass.DType, verdict.Class));
        Assert.InRange(verdicts.Count(verdict => verdict.PassesAs == BinaryFormat.Single), Cases / 2, Cases);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Float64_under_a_declared_float32_is_dtype_and_no_other_class(int seed)
    {
        TraceVerdict[] verdicts = Judge((ulong)seed, DeclaredArithmetic.Of(BinaryFormat.Single), trace => Widened<double>(trace));
        Assert.All(verdicts.Where(verdict => verdict.Class.IsFailure()), verdict => Assert.Equal(VerdictClass.DType, verdict.Class));
        Assert.InRange(verdicts.Count(verdict => verdict.PassesAs == BinaryFormat.Double), Cases / 3, Cases);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Float16_that_declares_float32_is_dtype(int seed)
    {
        TraceVerdict[] verdicts = Judge((ulong)seed, DeclaredArithmetic.Of(BinaryFormat.Single), trace => Widened<Half>(trace));
        Assert.All(verdicts.Where(verdict => verdict.Class.IsFailure()), verdict => Assert.Equal(VerdictClass.DType, verdict.Class));
        Assert.Contains(verdicts, verdict => verdict.PassesAs == BinaryFormat.Half);
    }

    [Theory]
    [InlineData("first-argmax-only")]
    [InlineData("alpha-for-gamma")]
    [InlineData("sum-for-mean")]
    [InlineData("self-excluded")]
    [InlineData("float32-scores")]
    [InlineData("stale-attention-sets")]
    public void A_wrong_layer_in_the_declared_format_is_never_dtype(string mistake)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            IImplementation wrong = Mistakes.Implement<double>(Mistakes.Find(mistake)!);
            TraceVerdict[] verdicts = Judge(seed, DeclaredArithmetic.Default, oracleCase => Ask(wrong, oracleCase));
            Assert.DoesNotContain(verdicts, verdict => verdict.Class == VerdictClass.DType);
        }
    }

    /// <summary>A layer that returns what was declared as another type is dtype even where its numbers are of both.</summary>
    [Theory]
    [InlineData("float64", "float32", VerdictClass.DType)]
    [InlineData("float32", "float32", VerdictClass.Exact)]
    [InlineData("int64", "float64", VerdictClass.DType)]
    [InlineData("float16", "float32", VerdictClass.DType)]
    [InlineData(null, "float32", VerdictClass.Exact)]
    public void The_dtype_that_came_back_is_compared_with_the_declared_one(string? returned, string declared, VerdictClass expected)
    {
        Trace trace = Recording.Of(Recording.Problem([[1], [3]]), [[2], [3]]);
        trace = trace with { Arithmetic = DeclaredArithmetic.Of(DeclaredArithmetic.FindFormat(declared)!), ReturnedDType = returned };
        TraceVerdict verdict = TraceJudge.Judge(trace);
        Assert.Equal(expected, verdict.Class);
        Assert.Equal(expected == VerdictClass.DType, verdict.Message.Contains($"{returned} came back where {declared} was declared", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.1", "float32", true)]
    [InlineData("0.10000000149011612", "float32", true)]
    [InlineData("0.100000001", "float32", true)]
    [InlineData("0.16666667", "float32", true)]
    [InlineData("0.1666666716", "float32", true)]
    [InlineData("0.16666666666666666", "float32", false)]
    [InlineData("0.1000000000000001", "float32", false)]
    [InlineData("1e300", "float32", false)]
    [InlineData("0.33325195", "float16", true)]
    [InlineData("0.33331", "float16", true)]
    [InlineData("0.333333343", "float16", false)]
    [InlineData("123456789012345", "float32", false)]
    [InlineData("16777216", "float32", true)]
    [InlineData("0.16666666666666666", "float64", true)]
    public void A_decimal_is_a_number_of_the_format_that_it_can_stand_for(string text, string format, bool isOfFormat)
    {
        Assert.True(NumberText.TryParsePrinted(text, DeclaredArithmetic.FindFormat(format)!, out Rational value, out bool isFinite));
        Assert.True(isFinite);
        Assert.Equal(isOfFormat, DeclaredArithmetic.FindFormat(format)!.Contains(value));
        Assert.True(isOfFormat || value == Rational.FromDouble(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_float32_reads_back_as_itself_from_its_usual_decimals()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 20_000; trial++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (!float.IsFinite(value))
            {
                continue;
            }

            foreach (string text in (string[])[value.ToString("R", null), value.ToString("G9", null), ((double)value).ToString("R", null), ((double)value).ToString("G17", null), ((double)value).ToString("E12", null)])
            {
                Assert.True(NumberText.TryParsePrinted(text, BinaryFormat.Single, out Rational read, out bool isFinite) && isFinite);
                Assert.Equal(Rational.FromDouble(value), read);
            }
        }
    }

    [Fact]
    public void Numbers_that_differ_never_read_alike_in_a_message()
    {
        HardmaxProblem problem = Recording.Problem([[0.1], [0.3]]);
        Trace trace = new() { Problem = problem, Layers = [RecordedLayer.Of(new TokenCloud([[Rational.Parse("1/10")], [Rational.FromDouble(0.3)]]))], Steps = 1 };
        string message = TraceJudge.Judge(trace).Message;
        Assert.Contains("1/10", message, StringComparison.Ordinal);
        Assert.Contains("3602879701896397/36028797018963968", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exact_rationals_pass_where_every_step_is_exact()
    {
        HardmaxProblem problem = new(new TokenCloud([[Rational.Parse("1/3")], [1]]), new HardmaxSystem(AttentionMatrix.Identity(1), Rational.Parse("1/5")));
        Trace trace = Recording.Textbook(problem, 3, DeclaredArithmetic.Default, x => x, x => x);
        Assert.Equal(VerdictClass.Exact, TraceJudge.Judge(trace).Class);
    }

    [Fact]
    public void Every_binary64_is_written_as_a_decimal_that_reads_back()
    {
        for (int power = -1074; power < 1024; power++)
        {
            foreach (double value in (double[])[Math.ScaleB(1, power), -Math.ScaleB(1, power), Math.BitDecrement(Math.ScaleB(1, power)), Math.ScaleB(1.5, power)])
            {
                Assert.Equal(value, double.Parse(NumberText.RoundTrip(value), System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    // The verdicts on all cases of a seed, settled as a run settles them.
    private static TraceVerdict[] Judge(ulong seed, DeclaredArithmetic declared, Func<OracleCase, Trace> record)
    {
        var generator = new CaseGenerator(declared, new Handshake { Name = "any", Arithmetic = declared }, seed);
        var traces = new List<(Trace Trace, TraceVerdict Verdict)>();
        for (int index = 0; traces.Count < Cases; index++)
        {
            if (generator.TryDraw(index, out OracleCase? oracleCase, out _))
            {
                Trace trace = record(oracleCase) with { Arithmetic = declared };
                traces.Add((trace, TraceJudge.JudgeOne(trace)));
            }
        }

        (Trace Trace, TraceVerdict Verdict)[] failing = [.. traces.Where(one => one.Verdict.Class.IsFailure())];
        Trace[] passing = [.. traces.Where(one => !one.Verdict.Class.IsFailure()).Select(one => one.Trace)];
        return [.. TraceJudge.Settle(failing, passing), .. traces.Where(one => !one.Verdict.Class.IsFailure()).Select(one => one.Verdict)];
    }

    // The layers of a right implementation in a format, the input as it was given: what an author records who casts inside.
    private static Trace Widened<T>(OracleCase oracleCase)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        HardmaxProblem problem = oracleCase.Problem;
        T[][] tokens = [.. problem.Tokens.ToArray().Select(token => Array.ConvertAll(token, Round<T>))];
        T[,]? matrix = problem.System.Matrix.IsIdentity ? null : FloatValues.Round<T>(problem.System.Matrix);
        List<RecordedLayer> layers = [RecordedLayer.Of(problem.Tokens)];
        for (int layer = 0; layer < oracleCase.Layers && layers[^1].Tokens is not null; layer++)
        {
            tokens = new LayerRecipe<T>().Next(tokens, matrix, Round<T>(problem.System.Alpha));
            layers.Add(FloatValues.Record(tokens));
        }

        return new Trace { Problem = problem, Layers = layers, Steps = oracleCase.Layers };
    }

    private static T Round<T>(Rational value)
        where T : struct, IBinaryFloatingPointIeee754<T> => T.CreateSaturating(value.ToDouble());

    private static Trace Ask(IImplementation implementation, OracleCase oracleCase) =>
        implementation.RunAsync(oracleCase, CancellationToken.None).GetAwaiter().GetResult().ToTrace(oracleCase);
}
