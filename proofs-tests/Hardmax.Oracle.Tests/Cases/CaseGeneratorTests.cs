using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class CaseGeneratorTests
{
    [Fact]
    public void The_first_draws_are_of_all_categories_and_begin_with_a_tie()
    {
        CaseCategory[] first = [.. Enumerable.Range(0, CaseCategories.All.Count).Select(CaseGenerator.CategoryOf)];
        Assert.Equal(CaseCategories.All, first.Order());
        Assert.Equal(CaseCategory.ExactTie, first[0]);
        Assert.Equal(CaseCategory.ManyTokens, first[^1]);
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.All), MemberType = typeof(CaseArithmetics))]
    public void A_draw_depends_on_seed_and_index_alone(string arithmetic)
    {
        string[] ids = [.. CaseArithmetics.Draws(arithmetic, 7, 200).Select(oracleCase => oracleCase.Id)];
        var generator = new CaseGenerator(CaseArithmetics.Of(arithmetic), new Handshake { Name = "all" }, 7);
        Assert.Equal(ids.Reverse(), Enumerable.Range(0, 200).Reverse().Select(index => generator.Draw(index).Id));
        Assert.True(ids.Intersect(CaseArithmetics.Draws(arithmetic, 8, 200).Select(oracleCase => oracleCase.Id)).Count() < 20);
        Assert.True(ids.Distinct().Count() > 190);
    }

    // A seed that someone noted must still replay the same run: a change here is a change of the protocol's fine print.
    [Theory]
    [InlineData("float64", "exact-tie-edc964ee8478", "one-dim-2ec47a34d198", "near-tie-ae294d4cbbd8")]
    [InlineData("bfloat16", "exact-tie-beb1dfe88f51", "one-dim-18aaf1a50298", "near-tie-c7fe6cf1f278")]
    public void Draws_do_not_change_without_notice(string dtype, params string[] ids) =>
        Assert.Equal(ids, CaseArithmetics.Draws(dtype, 0, 3).Select(oracleCase => oracleCase.Id));

    [Fact]
    public void Five_hundred_draws_take_little_time()
    {
        _ = CaseArithmetics.Draws("float64", 1, 30).ToList();
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = CaseArithmetics.Draws("float64", 2, 500).ToList();

        // Work, counted by what it allocates: the same on every machine, unlike time.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 128 << 20);
    }

    [Theory]
    [InlineData(8, 2, "general")]
    [InlineData(3, 3, "identity")]
    [InlineData(40, 1, "general")]
    [InlineData(2, 2, "spd")]
    [InlineData(64, 4, "negative-definite")]
    [InlineData(64, 4, "skew")]
    [InlineData(1, 1, "identity")]
    public void Every_case_is_within_what_is_supported(int maxTokens, int maxDimension, string matrices)
    {
        var limits = new Handshake { Name = "limited", MaxTokens = maxTokens, MaxDimension = maxDimension, Matrices = [matrices] };
        foreach (string dtype in new[] { "float64", "bfloat16" })
        {
            var generator = new CaseGenerator(CaseArithmetics.Of(dtype), limits, 3);
            int drawn = 0;
            for (int index = 0; index < 60; index++)
            {
                if (generator.TryDraw(index, out OracleCase? oracleCase, out string? reason))
                {
                    drawn++;
                    Assert.True(limits.Supports(oracleCase), oracleCase.Id);
                    Assert.Null(reason);
                }
                else
                {
                    Assert.Contains(CaseGenerator.CategoryOf(index).Id(), reason, StringComparison.Ordinal);
                }
            }

            Assert.True(drawn > 0);
        }
    }

    [Fact]
    public void Categories_that_nothing_supported_admits_are_refused_with_a_reason()
    {
        var limits = new Handshake { Name = "small", MaxTokens = 16, MaxDimension = 1, Matrices = ["identity"] };
        var generator = new CaseGenerator(DeclaredArithmetic.Default, limits, 1);
        CaseCategory[] refused =
        [
            CaseCategory.ExactTie, CaseCategory.NearTie, CaseCategory.SelfInSet, CaseCategory.NonsymmetricA, CaseCategory.IndefiniteA,
            CaseCategory.IllConditioned, CaseCategory.LateLeader, CaseCategory.Text, CaseCategory.ManyTokens,
        ];
        for (int index = 0; index < 15; index++)
        {
            bool isRefused = refused.Contains(CaseGenerator.CategoryOf(index));
            Assert.Equal(!isRefused, generator.TryDraw(index, out _, out string? reason));
            Assert.Equal(isRefused, reason is not null);
        }

        Assert.Contains("EXACT_TIE", Assert.Throws<InvalidOperationException>(() => generator.Draw(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_categories_are_drawn_for_the_identity_but_those_of_other_matrices()
    {
        var limits = new Handshake { Name = "identity", Matrices = ["identity"] };
        var generator = new CaseGenerator(DeclaredArithmetic.Default, limits, 1);
        CaseCategory[] refused = [.. Enumerable.Range(0, 15).Where(index => !generator.TryDraw(index, out _, out _)).Select(CaseGenerator.CategoryOf)];
        Assert.Equal([CaseCategory.NonsymmetricA, CaseCategory.IndefiniteA], refused);
    }

    [Fact]
    public void Larger_cases_come_to_those_who_invite_them_and_to_nobody_else()
    {
        static int Largest(bool invites)
        {
            var generator = new CaseGenerator(DeclaredArithmetic.Default, new Handshake { Name = "large", InvitesLargeCases = invites }, 1);
            return Enumerable.Range(0, 600).Where(index => CaseGenerator.CategoryOf(index) == CaseCategory.ManyTokens).Max(index => generator.Draw(index).Problem.Tokens.Count);
        }

        Assert.InRange(Largest(invites: false), 60, 70);
        Assert.InRange(Largest(invites: true), 100, 200);
    }
}
