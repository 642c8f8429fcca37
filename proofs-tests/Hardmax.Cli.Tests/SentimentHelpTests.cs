using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>Help of hardmax sentiment: every verb has an example, and every example works as it stands.</summary>
public sealed class SentimentHelpTests : IDisposable
{
    private static readonly string[] AllVerbs = ["train", "evaluate", "leaders", "explain"];

    private readonly WorkFolder _folder = new();

    public static TheoryData<string> Verbs { get; } = new(AllVerbs);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_has_its_options_and_an_example(string verb)
    {
        string help = _folder.Run("sentiment", verb, "--help").Succeeds().Output;
        Assert.Contains("--json", help, StringComparison.Ordinal);
        string[] examples = ExamplesOf(help);
        Assert.Equal(2, examples.Length);
        Assert.All(examples, example => Assert.StartsWith($"hardmax sentiment {verb} ", example, StringComparison.Ordinal));
    }

    [Fact]
    public void The_program_and_the_verb_name_what_there_is()
    {
        Assert.Contains("\n  sentiment ", _folder.Run("--help").Succeeds().Output, StringComparison.Ordinal);
        string help = _folder.Run("sentiment", "--help").Succeeds().Output;
        Assert.All(AllVerbs, verb => Assert.Contains($"\n  {verb} ", help, StringComparison.Ordinal));
        Assert.Equal(help, _folder.Run("sentiment", "-h").Succeeds().Output);
    }

    [UnixFact]
    public void Examples_run_as_they_stand()
    {
        _ = _folder.Write("reviews.csv.gz", SentimentToy.Gzip(SentimentToy.Csv(SentimentToy.Reviews)));
        _ = SentimentToy.WriteFolders(_folder, "aclImdb");
        _ = _folder.Write("review.txt", "A lovely film. Nothing in it is boring.\n");
        string[] examples = [.. AllVerbs.Select(verb => _folder.Run("sentiment", verb, "--help").Output).Prepend(_folder.Run("sentiment", "--help").Output).SelectMany(ExamplesOf)];
        Assert.Equal(10, examples.Length);
        foreach (string example in examples)
        {
            if (example.Contains("--split 35000/15000", StringComparison.Ordinal))
            {
                // It speaks of as many reviews as IMDb's, so it gets as many; a word each is enough.
                _ = _folder.Write("reviews.csv.gz", SentimentToy.Gzip(SentimentToy.Csv(Enumerable.Range(0, 50_000).Select(at => (at % 2 == 0, at % 2 == 0 ? "lovely" : "boring")))));
                Assert.Equal(15_000, _folder.Shell(example).AfterReading().Succeeds().Document().GetProperty("reviews").GetInt32());
                _ = _folder.Write("reviews.csv.gz", SentimentToy.Gzip(SentimentToy.Csv(SentimentToy.Reviews)));
            }
            else
            {
                HardmaxRun run = _folder.Shell(example);
                Assert.NotEqual(string.Empty, (example.Contains("explain", StringComparison.Ordinal) ? run : run.AfterReading()).Succeeds().Output);
            }
        }

        Assert.Equal(
            ["aclImdb", "leaders.html", "model.json", "model.safetensors", "review.txt", "reviews.csv.gz", "why.html"],
            SentimentToy.Names(_folder));
    }

    private static string[] ExamplesOf(string help) =>
    [
        .. help.Split('\n')
            .SkipWhile(line => line.Trim() != "Example:")
            .Skip(1)
            .TakeWhile(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => line.Trim()),
    ];
}
