using System.Text.RegularExpressions;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class MarkdownReportTests
{
    private static string Summary { get; } = MarkdownReport.Of(SampleResults.All, SampleResults.Environment);

    [Fact]
    public void It_begins_with_a_sentence_for_each_implementation()
    {
        string[] lines = Summary.Split('\n');
        Assert.Equal("# Hardmax conformance", lines[0]);
        Assert.Equal("**blocked-sum 2.1 (C) held in all 3 cases.**", lines[2]);
        Assert.Equal("**numpy-naive 1.26 (Python) is wrong: 2 WRONG\\_SELECTION in 3 cases. Likely cause: first-argmax-only: attends to the first of several maximisers only (explains 2 of 2 failing cases).**", lines[4]);
    }

    [Fact]
    public void A_failure_says_all_that_the_contract_asks()
    {
        string report = FailureReport.ToMarkdown(SampleResults.ArgmaxFirst.Failures[0], RunOrigin.Of(SampleResults.ArgmaxFirst, SampleResults.Environment));
        string[] expected =
        [
            "# WRONG\\_SELECTION in EXACT\\_TIE: `exact-tie-",
            "numpy-naive 1.26 (Python): WRONG\\_SELECTION in the step from layer 0: token 2 attends to {0} instead of {0, 1, 2}; missing {1, 2}.",
            "**Equals first-argmax-only: attends to the first of several maximisers only (in 3 failing steps). Less likely explanations: ties-dropped.**",
            "```sh\nhardmax conform --seed 18446744073709551615 -- python3 'my adapter.py' --dtype=float64\n```",
            "| j | exact score | in float64 | gap in ulps | gap in \u03b2 | exact set | theirs | possible |\n| --- |",
            "| 0 | 1 | 1 | 0 | \u03b2 = 0 | yes | yes | yes |\n| 1 | 1 | 1 | 0 | \u03b2 = 0 | yes | **no** | yes |",
            "| 1 | 0 | 0 | **1/2** | **4503599627370496** | 0 | 0x0000000000000000 | 0x3fe0000000000000 |",
            "```python\nimport numpy as np",
            "```julia\n",
            "```c\n",
            "```json\n{\n  \"alpha\": \"1\"",
            "Failed in the same way in 3 of 3 runs; shrinking finished after 41 trials: nothing smaller fails in the same way.",
            "18446744073709551615",
            "hardmax 0.1.0, .NET 10.0.0, Linux 6.1, x64",
            "Besides (information, no verdict): Token 2 has the exact limit (1, 0), and this run ends at (1, 1).",
        ];
        Assert.All(expected, text => Assert.Contains(text, report, StringComparison.Ordinal));
    }

    [Fact]
    public void Rounded_numbers_say_so_and_stand_exactly_beside_it()
    {
        string report = FailureReport.ToMarkdown(SampleResults.WrongUpdate.Failures[0], RunOrigin.Of(SampleResults.WrongUpdate));
        Assert.Contains("| \u2248 -7.8545493689134992e-91 | overflow |", report, StringComparison.Ordinal);
        Assert.Contains("score of 0 = " + Rational.Parse("-0x1.999999p-300") + "\n", report, StringComparison.Ordinal);
        Assert.Contains("shrinking was cut short", report, StringComparison.Ordinal);
        Assert.Contains("No known mistake explains nine tenths of the failing cases: the cause is unknown.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_a_table_has_the_cells_of_its_head()
    {
        string[] lines = WithoutBlocks(Summary).Split('\n');
        int tables = 0;
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("| ---", StringComparison.Ordinal))
            {
                tables++;
                int cells = Bars(lines[i]);
                Assert.Equal(cells, Bars(lines[i - 1]));
                for (int row = i + 1; row < lines.Length && lines[row].StartsWith('|'); row++)
                {
                    Assert.Equal(cells, Bars(lines[row]));
                }
            }
        }

        Assert.True(tables > 8, "few tables");
        static int Bars(string line) => Regex.Count(line, @"(?<!\\)\|", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Hostile_texts_are_text()
    {
        Assert.NotEmpty(new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(Summary));
        string prose = WithoutBlocks(Summary);
        prose = Regex.Replace(prose, @"(?<!\\)(?<fence>`+)[^\n]*?(?<!`)\k<fence>(?!`)", "code", RegexOptions.None, TimeSpan.FromSeconds(5));

        // Outside of code the only tags are ours, and nothing of Markdown is left unescaped.
        string[] tags = [.. Regex.Matches(prose, @"(?<!\\)<[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Value).Distinct()];
        Assert.Equal(["<details>", "<summary>", "</summary>", "</details>"], tags);
        Assert.DoesNotMatch(@"(?<!\\)\[link", prose);
        Assert.DoesNotMatch(@"(?<!\\)`", prose);
        Assert.DoesNotContain(prose, c => char.IsControl(c) && c != '\n');
        Assert.Contains("\\<b\\>bold\\</b\\>", prose, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_is_fenced_by_more_backticks_than_it_holds()
    {
        Assert.Equal("````\na\n```\nb\n````\n", MarkdownText.Block("a\n```\nb"));
        Assert.Equal("``a`b``", MarkdownText.Code("a`b"));
        Assert.Equal("`` `a` ``", MarkdownText.Code("`a`"));
        Assert.Equal("`a\\|b`", MarkdownText.Code("a|b", inTable: true));
        Assert.Equal("```\n\\u001b[31mred\n```\n", MarkdownText.Block("\u001b[31mred\r\n"));
    }

    [Fact]
    public void A_case_of_many_numbers_is_left_to_the_record()
    {
        Failure failure = SampleResults.ArgmaxFirst.Failures[0];
        Rational[][] many = [.. Enumerable.Range(0, 300).Select(i => new Rational[] { i, 1 })];
        string report = FailureReport.ToMarkdown(failure with { Shrunk = failure.Shrunk with { Case = SampleResults.Case(CaseCategory.ManyTokens, many, 1) } }, RunOrigin.Of(SampleResults.ArgmaxFirst));
        Assert.DoesNotContain("import numpy", report, StringComparison.Ordinal);
        Assert.Contains("too many numbers", report, StringComparison.Ordinal);
    }

    [Fact]
    public void What_passes_with_a_note_is_listed()
    {
        Assert.Contains("| NEAR\\_TIE | token 0 attends to {1} where the exact set is {0}; the scores are 0.3 ulps apart |", Summary, StringComparison.Ordinal);
        Assert.Contains("- It declares ties: first, which is not the paper's map.\n", Summary, StringComparison.Ordinal);
    }

    private static string WithoutBlocks(string text) =>
        Regex.Replace(text, @"^(?<fence>`{3,})[^\n]*\n.*?^\k<fence>$", string.Empty, RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(5));
}
