using Hardmax.Examples;
using Hardmax.Oracle.Tests;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>Help: every verb has an example, and every example works as it stands.</summary>
public sealed class HelpTests : IDisposable
{
    private static readonly string[] AllVerbs = ["demo", "limit", "verify", "simulate", "claims", "control", "robustness", "hunt", "merge", "atlas", "check", "vectors", "init", "conform", "replay"];

    // They judge a program in Python.
    private static readonly string[] PythonVerbs = ["conform", "replay", "init"];

    private readonly WorkFolder _folder = new();

    public static TheoryData<string> Verbs { get; } = new(AllVerbs);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_has_its_options_and_an_example(string verb)
    {
        string help = _folder.Run(verb, "--help").Succeeds().Output;
        Assert.Contains("--json", help, StringComparison.Ordinal);
        Assert.Contains("--threads", help, StringComparison.Ordinal);
        string[] examples = ExamplesOf(help);
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains($"hardmax {(example == examples[^1] ? verb : string.Empty)}", example, StringComparison.Ordinal));
    }

    [Fact]
    public void Examples_run_as_they_stand() => RunExamples(AllVerbs.Except(PythonVerbs));

    [RuntimeFact("python3")]
    public void Examples_that_judge_a_program_run_as_they_stand()
    {
        _ = _folder.Write("case.json", """{"tokens":[[1,1],[1,-1],[1,0]],"alpha":1,"layers":2}""");
        RunExamples(["conform", "replay"]);
    }

    [Fact]
    public void The_program_names_its_verbs_and_its_own_example_works()
    {
        string help = _folder.Run("--help").Succeeds().Output;
        Assert.All(AllVerbs, verb => Assert.Contains($"\n  {verb} ", help, StringComparison.Ordinal));
        Assert.Equal(["hardmax demo"], ExamplesOf(help[..help.IndexOf("Usage:", StringComparison.Ordinal)]));
        _ = _folder.Shell("hardmax demo").Succeeds();
    }

    [Fact]
    public void A_verb_of_the_program_is_the_verb_that_was_asked_for()
    {
        string help = _folder.Run("--help").Succeeds().Output;
        string[] listed = [.. help.Split('\n').SkipWhile(line => line != "Commands:").Where(line => line.Length > 2 && line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])];
        Assert.Superset(AllVerbs.Append("sentiment").ToHashSet(), listed.ToHashSet());

        // The first word alone decides which verbs are built: none is beside the one that is asked for.
        Assert.All(listed, verb => Assert.Contains($"\n  hardmax {verb} ", _folder.Run(verb, "--help").Succeeds().Output, StringComparison.Ordinal));
        Assert.Contains("hardmax [command]", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit", "-h")]
    [InlineData("limit", "-?")]
    public void Short_forms_of_help(string verb, string option) =>
        Assert.Equal(_folder.Run(verb, "--help").Output, _folder.Run(verb, option).Succeeds().Output);

    [Fact]
    public void The_version_is_the_assemblys()
    {
        string version = typeof(Formats.ProblemFile).Assembly.GetName().Version!.ToString(3);
        Assert.Equal($"{version}\n", _folder.Run("--version").Succeeds().Output);
    }

    private void RunExamples(IEnumerable<string> verbs)
    {
        WriteFilesOfExamples();
        foreach (string example in verbs.SelectMany(verb => ExamplesOf(_folder.Run(verb, "--help").Output)))
        {
            HardmaxRun run = _folder.Shell(example);
            Assert.NotEqual(string.Empty, run.Output);

            // A violated claim is what the example of claims is about, and a wrong step what that of check is.
            bool isAboutFailure = example.Contains("hardmax claims", StringComparison.Ordinal) || example.EndsWith("hardmax check -", StringComparison.Ordinal);
            _ = run.Ends(isAboutFailure ? 1 : 0);

            // Nothing but how the files of the example were read.
            Assert.All(run.Error.Split('\n')[..^1], line =>
            {
                string[] words = line.Split(": ");
                Assert.Matches(@"^hardmax: \S+\.(npy|npz|csv): read \d+ tokens in R\^\d+ from ", line);
                Assert.Contains(words[1], example, StringComparison.Ordinal);
            });
        }
    }

    private static string[] ExamplesOf(string help) =>
    [
        .. help.Split('\n')
            .SkipWhile(line => line.Trim() != "Example:")
            .Skip(1)
            .TakeWhile(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => line.Trim()),
    ];

    private void WriteFilesOfExamples()
    {
        _ = _folder.Write(KnownProblems.Square);
        _ = _folder.WriteBatch("reviews.npy", 4, 6, 2);
        _ = Directory.CreateDirectory(_folder["runs"]);
        _ = _folder.Write("runs/one.npz", NumpyFiles.Archive(
            ("alpha.npy", NumpyFiles.OfDoubles([1])),
            ("tokens.npy", NumpyFiles.OfDoubles([1, 2], 2, 1)),
            ("trajectory.npy", NumpyFiles.OfDoubles([1, 2, 1.5, 2], 2, 2, 1))));
        _ = _folder.WriteNpy("cloud.npy", [1, 1, 1, -1, 0.5, 0.25], 3, 2);
    }
}
