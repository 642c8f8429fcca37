using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax sentiment, wrongly used: exit code 64 and one line, before any file is read or written.</summary>
public sealed class SentimentUsageTests
{
    // No test here creates a file: a program that opened one first would end with 65.
    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "", "sentiment --help" },
        { "train", "sentiment train --help" },
        { "train none.csv", "--out" },
        { "evaluate d2", "sentiment evaluate --help" },
        { "leaders d2", "sentiment leaders --help" },
        { "explain", "sentiment explain --help" },
        { "explain one two", "'two'" },
        { "explain text --frob", "--frob" },
        { "evaluate d2 none.csv --layers x", "--layers is an integer from 0 to 10000, and not 'x'" },
        { "evaluate d2 none.csv --seed -1", "--seed" },
        { "evaluate d2 none.csv --threads 0", "--threads is at least 1" },
        { "leaders d2 none.csv --confidence NaN", "--confidence is from 0.5 to 1, and not 'NaN'" },
        { "leaders d2 none.csv --most 0", "--most is at least 1" },
        { "leaders d2 none.csv --layers 10001", "--layers is an integer from 0 to 10000, and not '10001'" },
    };

    public static TheoryData<string, string> WrongTraining { get; } = new()
    {
        { "--dim 0", "--dim takes an integer from 1 to 2048, and not '0'" },
        { "--depth -1", "--depth takes a number of layers up to 10000, or infinite, and not '-1'" },
        { "--depth deep", "--depth takes a number of layers up to 10000, or infinite, and not 'deep'" },
        { "--epochs 0", "--epochs takes an integer from 1 to 100000, and not '0'" },
        { "--max-words 0", "--max-words takes an integer from 1 to 1048576, and not '0'" },
        { "--reads middle", "--reads is one of ends, first, and not 'middle'" },
        { "--floor 0", "--floor takes an integer from 1 " },
        { "--vocabulary 0", "--vocabulary takes an integer from 1 " },
        { "--alpha 0", "--alpha takes a number greater than 0, or learned, and not '0'" },
        { "--matrix spd", "--matrix is one of identity, learned, and not 'spd'" },
        { "--init zero", "--init is one of normal, sphere, and not 'zero'" },
        { "--spread 0", "--spread takes a number greater than 0, up to 1000, and not '0'" },
        { "--rate 1e-99", "--rate takes a number greater than 0, and not '1e-99'" },
        { "--batch 0", "--batch takes an integer from 1 to 1048576, and not '0'" },
        { "--dropout 1", "--dropout takes a number from 0 to below 1, and not '1'" },
        { "--leak 1", "--leak takes a number from 0 to below 1, and not '1'" },
        { "--validation NaN", "--validation takes a number from 0 to below 1, and not 'NaN'" },
        { "--split 1/1", "--split takes two numbers such as 35000/15000, the first at least 2, and not '1/1'" },
        { "--seed x", "--seed" },
        { "--threads 0", "--threads is at least 1" },
        { "--text", "--text" },
        { "--label-map 1", "--label-map takes the meaning of each label once, as in 2=positive,1=negative,3=ignore, and not '1'" },
        { "--label-map 1=good", "and not '1=good'" },
        { "--columns a,,b", "--columns takes different names with commas between them, and not 'a,,b'" },
        { "--columns a,a", "--columns takes different names with commas between them, and not 'a,a'" },
        { "--separator ;;", "--separator takes one ASCII character that is no quote, or tab, and not ';;'" },
        { "--encoding utf-17", "--encoding takes the name of an encoding, such as utf-8, utf-16, latin1 or windows-1252, and not 'utf-17'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Is_said_in_one_line_with_the_word_that_is_wrong(string arguments, string says) => AssertUsage(arguments, says);

    [Theory]
    [MemberData(nameof(WrongTraining))]
    public void Training_is_refused_before_it_reads(string options, string says) => AssertUsage("train none.csv --out m " + options, says);

    [Theory]
    [InlineData("train", "none.csv", "--out", "")]
    [InlineData("explain", "text", "--out", "")]
    [InlineData("leaders", "d2", "none.csv", "--out", "")]
    public void An_empty_path_is_none(params string[] arguments)
    {
        using var folder = new WorkFolder();
        Assert.Contains("empty", folder.Run(["sentiment", .. arguments]).UsageError(), StringComparison.Ordinal);
        Assert.Empty(SentimentToy.Names(folder));
    }

    private static void AssertUsage(string arguments, string says)
    {
        using var folder = new WorkFolder();
        string message = folder.Run(["sentiment", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).UsageError();
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Empty(SentimentToy.Names(folder));
    }
}
