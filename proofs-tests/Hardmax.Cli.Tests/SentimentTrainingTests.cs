using System.Diagnostics;
using System.Text.Json;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax sentiment train: what it learns, what the model depends on, and where it is written.</summary>
public sealed class SentimentTrainingTests(SentimentToyModel toy) : IClassFixture<SentimentToyModel>, IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--depth 8")]
    [InlineData("--depth infinite")]
    [InlineData("--depth 8 --alpha learned")]
    [InlineData("--depth 8 --matrix learned")]
    [InlineData("--depth infinite --alpha learned --matrix learned")]
    public void It_learns_in_a_moment_and_every_decision_is_proved(string options)
    {
        string data = SentimentToy.WriteCsv(_folder);
        var watch = Stopwatch.StartNew();
        JsonElement training = _folder.Run(["sentiment", "train", data, .. SentimentToyModel.Options, .. options.Split(' '), "--out", "m", "--json"]).AfterReading().Succeeds().Document();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
        Assert.All(training.GetProperty("test").EnumerateObject(), accuracy => Assert.InRange(accuracy.Value.GetDouble(), 0.95, 1));
        JsonElement evaluation = _folder.Run("sentiment", "evaluate", "m", data, "--json").AfterReading().Succeeds().Document();
        Assert.Equal(600, evaluation.GetProperty("certified").GetInt32());
        Assert.All(evaluation.GetProperty("accuracy").EnumerateObject(), accuracy => Assert.InRange(accuracy.Value.GetDouble(), 0.95, 1));

        // What was asked for is what the model is.
        JsonElement model = JsonDocument.Parse(File.ReadAllText(_folder["m.json"])).RootElement;
        Assert.Equal(options.Contains("infinite", StringComparison.Ordinal) ? "\"infinite\"" : "8", model.Compact("depth"));
        Assert.Equal(options.Contains("--alpha", StringComparison.Ordinal) ? "learned" : "fixed", model.GetProperty("training").GetProperty("alpha").GetString());
    }

    [Fact]
    public void A_table_gzip_and_folders_give_the_same_model()
    {
        // One name for all three, because the model says what its data was called.
        (string Weights, string Description) table = SentimentToy.ModelOf(toy.Folder, "model");
        Assert.Equal(table, Train("gzip", _folder.Write("toy.csv", SentimentToy.Gzip(SentimentToy.Csv(SentimentToy.Reviews)))));
        File.Delete(_folder["toy.csv"]);
        Assert.Equal(table, Train("folders", SentimentToy.WriteFolders(_folder, "toy.csv") + "/"));

        // The order matters, so it was the same.
        _ = _folder.Write("other.csv", SentimentToy.Csv(SentimentToy.Reviews.Reverse()));
        Assert.NotEqual(table.Weights, Train("reversed", "other.csv").Weights);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing_and_the_seed_everything()
    {
        string data = SentimentToy.WriteCsv(_folder);
        (string Weights, string Description) model = SentimentToy.ModelOf(toy.Folder, "model");
        Assert.Equal(model, Train("one", data, "--threads", "1"));
        Assert.Equal(model, Train("two", data, "--threads", "2"));
        Assert.NotEqual(model.Weights, Train("other", data, "--seed", "2").Weights);
    }

    [Fact]
    public void People_are_told_each_epoch_and_where_the_model_is()
    {
        string data = SentimentToy.WriteCsv(_folder);
        string[] lines = _folder.Run(["sentiment", "train", data, .. SentimentToyModel.Options, "--out", "m"]).AfterReading().Succeeds().Output.TrimEnd('\n').Split('\n');
        Assert.Equal(23, lines.Length);
        Assert.All(lines[..20].Index(), line => Assert.Matches($@"^epoch +{line.Index}: loss \d\.\d{{4}}, validation accuracy \d\.\d{{4}}, \d+\.\d\d s$", line.Item));
        Assert.Matches(@"^chosen: epoch \d+, which decides \d+\.\d\d % of the validation reviews rightly$", lines[20]);
        Assert.Matches(@"^test: \d+\.\d\d % of 180 reviews at depth 8 in binary32, \d+\.\d\d % at infinite depth with proof \(180 certified\)$", lines[21]);
        Assert.Equal("wrote m.safetensors and m.json", lines[22]);
        string evaluation = _folder.Run("sentiment", "evaluate", "m", data).AfterReading().Succeeds().Output;
        Assert.Contains("\n600 of 600 reviews certified; the two decisions differ on ", evaluation, StringComparison.Ordinal);
        string leaders = _folder.Run("sentiment", "leaders", "m", data, "--most", "1").AfterReading().Succeeds().Output;
        Assert.Matches(@"^\d+ reviews decided rightly and surely, \d+ words that lead in them\n(?s:.*)\nand \d+ more \(--most\)\n$", leaders);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_made()
    {
        string data = SentimentToy.WriteCsv(_folder);
        _ = _folder.Run("sentiment", "train", data, "--epochs", "1", "--out", "new/folder/m.json").AfterReading().Succeeds();
        Assert.Equal(["m.json", "m.safetensors"], Directory.GetFiles(_folder["new/folder"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("m.safetensors")]
    [InlineData("m.json")]
    [InlineData("m.checkpoint")]
    public void A_folder_in_the_place_of_a_file_is_found_before_anything_is_read(string taken)
    {
        _ = Directory.CreateDirectory(_folder[taken]);
        _ = _folder.Run("sentiment", "train", "none.csv", "--restart", "--out", "m").InputError(taken);
        Assert.Equal([taken], SentimentToy.Names(_folder));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_found_before_anything_is_read()
    {
        _ = _folder.Write("file", "text");
        string message = _folder.Run("sentiment", "train", "none.csv", "--out", "file/m").InputError("file/m.safetensors");
        Assert.DoesNotContain("partial", message, StringComparison.Ordinal);
        Assert.Equal(["file"], SentimentToy.Names(_folder));
    }

    [UnixFact]
    public void A_file_system_that_takes_no_files_is_found_before_anything_is_read() =>
        _folder.Run("sentiment", "train", "none.csv", "--out", "/proc/none/m").InputError("/proc/none/m.safetensors");

    [Theory]
    [InlineData("--depth", "8")]
    [InlineData("--depth", "infinite")]
    public void A_rate_that_leaves_binary32_is_refused(params string[] options)
    {
        string data = SentimentToy.WriteCsv(_folder);
        string message = _folder.Run(["sentiment", "train", data, .. options, "--rate", "1e30", "--out", "m", "--json"]).AfterReading().UsageError();
        Assert.StartsWith("hardmax: --rate: argument: ", message, StringComparison.Ordinal);
        Assert.EndsWith("; expected a smaller one", message, StringComparison.Ordinal);
        Assert.Equal(["toy.csv"], SentimentToy.Names(_folder));
    }

    private (string Weights, string Description) Train(string model, string data, params string[] options)
    {
        _ = _folder.Run(["sentiment", "train", data, .. SentimentToyModel.Options, .. options, "--out", model, "--json"]).AfterReading().Succeeds();
        return SentimentToy.ModelOf(_folder, model);
    }
}
