using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class CaseStrengthTests
{
    private static readonly string[] Coarse = ["float16", "bfloat16"];

    public static TheoryData<string, Selecting> WrongSelections
    {
        get
        {
            var data = new TheoryData<string, Selecting>();
            foreach (string dtype in DeclaredArithmetic.Formats.Select(format => format.Name))
            {
                foreach (Selecting selecting in Enum.GetValues<Selecting>())
                {
                    // A tolerance of 1e-6 is less than one unit in the last place of the coarse formats: no mistake there.
                    if (selecting != Selecting.WithinTolerance || !Coarse.Contains(dtype))
                    {
                        data.Add(dtype, selecting);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.Dtypes), MemberType = typeof(CaseArithmetics))]
    public void A_right_implementation_is_never_failed_and_never_unknown(string dtype)
    {
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(dtype, 21, 300))
        {
            TraceVerdict verdict = TraceJudge.Judge(DtypeImplementations.Run(oracleCase, new RightStep()));
            Assert.True(verdict.Class.Group() is VerdictGroup.Pass or VerdictGroup.Acceptable, $"{oracleCase.Id}: {verdict.Class.Id()} {verdict.Message}");
        }
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.Dtypes), MemberType = typeof(CaseArithmetics))]
    public void A_right_implementation_is_accepted_with_a_flag_seldom(string dtype)
    {
        OracleCase[] cases = [.. CaseArithmetics.Draws(dtype, 22, 300)];
        int flagged = cases.Count(oracleCase => TraceJudge.Judge(DtypeImplementations.Run(oracleCase, new RightStep())).Class.Group() == VerdictGroup.Acceptable);
        Assert.InRange(flagged, 1, cases.Length / 3);
    }

    [Theory]
    [MemberData(nameof(WrongSelections))]
    public void A_wrong_selection_is_found_in_the_first_hundred_cases(string dtype, Selecting selecting)
    {
        OracleCase[] failed = [.. CaseArithmetics.Draws(dtype, 1, 100).Where(oracleCase =>
            TraceJudge.Judge(DtypeImplementations.Run(oracleCase, new WrongSelection(selecting))).Class.Group() == VerdictGroup.Fail)];
        Assert.True(failed.Length >= 3, $"{failed.Length}");
    }

    [Theory]
    [InlineData(CaseCategory.ExactTie, Selecting.FirstOfTie)]
    [InlineData(CaseCategory.ExactTie, Selecting.LastOfTie)]
    [InlineData(CaseCategory.ManyTokens, Selecting.FirstOfTie)]
    [InlineData(CaseCategory.NonsymmetricA, Selecting.TransposedMatrix)]
    [InlineData(CaseCategory.SelfInSet, Selecting.AllButSelf)]
    [InlineData(CaseCategory.DuplicateToken, Selecting.DuplicatesOnce)]
    [InlineData(CaseCategory.LateLeader, Selecting.SetsOfPreviousLayer)]
    [InlineData(CaseCategory.IndefiniteA, Selecting.Smallest)]
    [InlineData(CaseCategory.IndefiniteA, Selecting.LargestAbsolute)]
    public void Every_case_of_a_category_finds_the_mistake_that_it_is_made_for(CaseCategory category, Selecting selecting)
    {
        foreach (string dtype in DeclaredArithmetic.Formats.Select(format => format.Name))
        {
            foreach (OracleCase oracleCase in CaseArithmetics.Draws(dtype, category, 23, 12))
            {
                TraceVerdict verdict = TraceJudge.Judge(DtypeImplementations.Run(oracleCase, new WrongSelection(selecting)));
                Assert.True(verdict.Class.Group() == VerdictGroup.Fail, $"{dtype} {oracleCase.Id}: {verdict.Class.Id()}");
            }
        }
    }

    [Theory]
    [InlineData("float64")]
    [InlineData("float32")]
    public void A_decided_near_tie_finds_a_tolerance(string dtype)
    {
        OracleCase[] decided = [.. CaseArithmetics.Draws(dtype, CaseCategory.NearTie, 24, 40).Where(IsDecided)];
        OracleCase[] missed = [.. decided.Where(oracleCase =>
            TraceJudge.Judge(DtypeImplementations.Run(oracleCase, new WrongSelection(Selecting.WithinTolerance))).Class.Group() != VerdictGroup.Fail)];
        Assert.True(missed.Length <= decided.Length / 4, $"{missed.Length} of {decided.Length}");
    }

    private static bool IsDecided(OracleCase oracleCase)
    {
        var facts = new CaseFacts(oracleCase);
        return facts.NearTies().Any(facts.IsDecided);
    }
}
