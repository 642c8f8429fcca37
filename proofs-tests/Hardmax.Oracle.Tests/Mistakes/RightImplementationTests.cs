using System.Globalization;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Right implementations are never called wrong, and never left undecided, in whatever order they compute.</summary>
public sealed class RightImplementationTests
{
    private const int DefaultCases = 2400;

    public static TheoryData<string> Names => [.. RightImplementations.All.Select(one => one.Handshake.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task None_fails_on_the_vectors_of_its_format(string name)
    {
        IImplementation right = RightImplementations.All.Single(one => one.Handshake.Name == name);
        int judged = 0;
        foreach (VectorTest test in SharedVectors.Questions.Where(test => test.Format == right.Handshake.Arithmetic.Format))
        {
            var question = new OracleCase(CaseCategory.ExactTie, test.Problem, test.Expected.Length, right.Handshake.Arithmetic);
            Reply reply = await right.RunAsync(question, CancellationToken.None);
            TraceVerdict verdict = TraceJudge.Judge(reply.ToTrace(question));
            bool decides = test.Accepted.IsEmpty && right.Handshake.Arithmetic.Accumulate == test.Format;
            Assert.True(verdict.Class.Group() is VerdictGroup.Pass || (!decides && verdict.Class.Group() is VerdictGroup.Noted), $"{test.Id} {test.Comment}: {verdict.Class} {verdict.Message}");
            judged++;
        }

        Assert.InRange(judged, 100, 1000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Trajectories_of_the_vectors_come_out_bit_for_bit(string name)
    {
        IImplementation right = RightImplementations.All.Single(one => one.Handshake.Name == name);
        foreach (VectorTest test in SharedVectors.Questions.Where(test => test.Type == VectorType.Trajectory && test.Format == right.Handshake.Arithmetic.Format))
        {
            Reply reply = await right.RunAsync(new OracleCase(CaseCategory.ExactTie, test.Problem, test.Expected.Length, right.Handshake.Arithmetic), CancellationToken.None);
            Assert.Equal(test.Expected.Select(step => step.NextExact), reply.Layers.Skip(1).Select(layer => layer.Tokens!));
        }
    }

    /// <summary>
    /// Each case is asked of one implementation, in turn; HARDMAX_ORACLE_CASES says how many for each declared arithmetic,
    /// and HARDMAX_SEED which.
    /// </summary>
    [Theory]
    [InlineData("float64", "float64")]
    [InlineData("float32", "float32")]
    [InlineData("float32", "float64")]
    [Trait("Category", "Zoo")]
    public async Task None_fails_on_generated_cases(string format, string accumulate)
    {
        var arithmetic = new DeclaredArithmetic(DeclaredArithmetic.FindFormat(format)!, DeclaredArithmetic.FindFormat(accumulate)!);
        IImplementation[] right = [.. RightImplementations.All.Where(one => one.Handshake.Arithmetic == arithmetic)];
        var generator = new CaseGenerator(arithmetic, null, Seed());
        var seen = new HashSet<CaseCategory>();
        var flagged = new HashSet<VerdictClass>();
        for (int index = 0; index < Cases(); index++)
        {
            OracleCase question = generator.Draw(index);

            // The number of categories in turn is fixed; dividing by it lets every implementation meet every one of them.
            IImplementation chosen = right[(index + (index / 24)) % right.Length];
            Reply reply = await chosen.RunAsync(question, CancellationToken.None);
            TraceVerdict verdict = TraceJudge.Judge(reply.ToTrace(question));
            Assert.True(
                reply.Kind == ReplyKind.Answered && verdict.Class.Group() is VerdictGroup.Pass or VerdictGroup.Noted,
                $"{chosen.Handshake.Name}, case {index} of seed {Seed()}, {question.Id}: {verdict.Class} {verdict.Message}{reply.Message}");
            seen.Add(question.Category);
            flagged.Add(verdict.Class);
        }

        Assert.Equal(CaseCategories.All.Count, seen.Count);
        Assert.Superset(new HashSet<VerdictClass> { VerdictClass.Exact, VerdictClass.CorrectlyRounded, VerdictClass.WithinBound, VerdictClass.NearTie }, flagged);
    }

    /// <summary>
    /// The first was found by generation: scores of one smallest subnormal and less. In the second, token 1 has the score
    /// 9 * 125/256 of a smallest subnormal, of which a single sum over triples loses each ninth, and so all of it; A z_0
    /// first loses a third.
    /// </summary>
    [Theory]
    [InlineData("1,0 0,2", "0x1p-149,0x1p-149 0,-1/2 0x5p-149,0 0,1/4 0x3p-149,0")]
    [InlineData("-1,-1,-1 -1,-1,-1 -1,-1,-1", "0x7dp-78,0x7dp-78,0x7dp-78 -0x1p-79,-0x1p-79,-0x1p-79 0,0,0")]
    public async Task Scores_that_underflow_in_some_orders_are_right_in_all(string matrix, string tokens)
    {
        Model.HardmaxProblem problem = new VectorInput(string.Empty, "1", matrix, tokens).ToProblem(null);
        var arithmetic = DeclaredArithmetic.Of(Numbers.BinaryFormat.Single);
        var question = new OracleCase(CaseCategory.Subnormal, problem, 1, arithmetic);
        foreach (IImplementation right in RightImplementations.All.Where(one => one.Handshake.Arithmetic == arithmetic))
        {
            VerdictClass verdict = TraceJudge.Judge((await right.RunAsync(question, CancellationToken.None)).ToTrace(question)).Class;
            Assert.True(verdict.Group() is VerdictGroup.Pass or VerdictGroup.Noted, $"{right.Handshake.Name}: {verdict}");
        }
    }

    private static int Cases() =>
        int.TryParse(Environment.GetEnvironmentVariable("HARDMAX_ORACLE_CASES"), CultureInfo.InvariantCulture, out int cases) ? cases : DefaultCases / 3;

    private static ulong Seed() =>
        ulong.TryParse(Environment.GetEnvironmentVariable("HARDMAX_SEED"), CultureInfo.InvariantCulture, out ulong seed) ? seed : 2407;
}
