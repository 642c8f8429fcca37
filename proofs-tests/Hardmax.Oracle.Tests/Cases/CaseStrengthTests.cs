using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class CaseStrengthTests
{
    public static TheoryData<string, string> MistakesByDtype
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string dtype in DeclaredArithmetic.Formats.Select(format => format.Name))
            {
                foreach (Mistake mistake in Mistakes.All.Where(mistake => DtypeImplementations.Exists(mistake, dtype) && IsMistakeIn(mistake.Id, dtype)))
                {
                    data.Add(dtype, mistake.Id);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.Dtypes), MemberType = typeof(CaseArithmetics))]
    public void The_textbook_is_never_failed_never_unknown_and_seldom_flagged(string dtype)
    {
        int flagged = 0;
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(dtype, 21, 300))
        {
            TraceVerdict verdict = TraceJudge.Judge(DtypeImplementations.Right(oracleCase));
            Assert.True(verdict.Class.Group() is VerdictGroup.Pass or VerdictGroup.Noted, $"{oracleCase.Id}: {verdict.Class.Id()} {verdict.Message}");
            flagged += verdict.Class.Group() == VerdictGroup.Noted ? 1 : 0;
        }

        Assert.InRange(flagged, 1, 100);
    }

    [Fact]
    public async Task Right_implementations_of_every_order_of_operations_pass()
    {
        foreach (IImplementation right in RightImplementations.All)
        {
            var generator = new CaseGenerator(right.Handshake.Arithmetic, right.Handshake, 22);
            foreach (OracleCase oracleCase in Enumerable.Range(0, 48).Select(generator.Draw))
            {
                Reply reply = await right.RunAsync(oracleCase, default);
                TraceVerdict verdict = TraceJudge.Judge(reply.ToTrace(oracleCase));
                Assert.True(verdict.Class.Group() is VerdictGroup.Pass or VerdictGroup.Noted, $"{right.Handshake.Name} {oracleCase.Id}: {verdict.Class.Id()} {verdict.Message}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MistakesByDtype))]
    public void A_mistake_is_found_in_the_first_hundred_cases(string dtype, string mistakeId)
    {
        // Judging many wrong tokens at once takes seconds; what MANY_TOKENS is for has its own test below.
        OracleCase? found = CaseArithmetics.Draws(dtype, 1, 100)
            .Where(oracleCase => oracleCase.Category != CaseCategory.ManyTokens)
            .FirstOrDefault(oracleCase => Fails(oracleCase, mistakeId));
        Assert.NotNull(found);
    }

    [Theory]
    [InlineData(CaseCategory.ExactTie, "first-argmax-only")]
    [InlineData(CaseCategory.ExactTie, "last-argmax-only")]
    [InlineData(CaseCategory.ManyTokens, "first-argmax-only")]
    [InlineData(CaseCategory.NonsymmetricA, "matrix-transposed")]
    [InlineData(CaseCategory.SelfInSet, "self-excluded")]
    [InlineData(CaseCategory.DuplicateToken, "duplicates-counted-once")]
    [InlineData(CaseCategory.LateLeader, "stale-attention-sets")]
    [InlineData(CaseCategory.IndefiniteA, "argmin")]
    [InlineData(CaseCategory.IndefiniteA, "absolute-argmax")]
    [InlineData(CaseCategory.ZeroToken, "first-argmax-only")]
    public void Every_case_of_a_category_finds_the_mistake_that_it_is_made_for(CaseCategory category, string mistakeId)
    {
        foreach (string dtype in DeclaredArithmetic.Formats.Select(format => format.Name))
        {
            Assert.All(CaseArithmetics.Draws(dtype, category, 23, 12), oracleCase => Assert.True(Fails(oracleCase, mistakeId), $"{dtype} {oracleCase.Id}"));
        }
    }

    [Theory]
    [InlineData("float64", "relative-tolerance-ties", 75)]
    [InlineData("float32", "relative-tolerance-ties", 75)]
    [InlineData("float64", "softmax-beta-50", 75)]
    [InlineData("float32", "softmax-beta-50", 75)]
    [InlineData("float64", "float32-scores", 35)]
    public void A_decided_near_tie_finds_what_it_is_made_for(string dtype, string mistakeId, int leastPercent)
    {
        OracleCase[] decided = [.. CaseArithmetics.Draws(dtype, CaseCategory.NearTie, 24, 60).Where(IsDecided)];
        int found = decided.Count(oracleCase => Fails(oracleCase, mistakeId));
        Assert.True(100 * found >= leastPercent * decided.Length, $"{found} of {decided.Length}");
    }

    private static bool Fails(OracleCase oracleCase, string mistakeId) =>
        TraceJudge.Judge(DtypeImplementations.Wrong(oracleCase, Mistakes.Find(mistakeId)!)).Class.Group() == VerdictGroup.Fail;

    private static bool IsDecided(OracleCase oracleCase)
    {
        var facts = new CaseFacts(oracleCase);
        return facts.NearTies().Any(facts.IsDecided);
    }

    // A tolerance of 1e-6 is less than a unit in the last place of the coarse formats, and a finer format loses nothing.
    private static bool IsMistakeIn(string mistakeId, string dtype) => (mistakeId, dtype) switch
    {
        ("relative-tolerance-ties" or "isclose-ties", "float16" or "bfloat16") => false,
        ("float32-scores", _) => dtype == "float64",
        ("float16-scores", _) => dtype is "float64" or "float32",
        _ => true,
    };
}
