namespace Hardmax.Cli.Tests;

/// <summary>A folder with toy.csv and a model trained on it, for tests that only look at both.</summary>
public sealed class SentimentToyModel : IDisposable
{
    /// <summary>What a model is trained with for tests that do not say otherwise.</summary>
    public static readonly string[] Options = ["--dim", "2", "--epochs", "20", "--rate", "0.1"];

    /// <summary>Trains it.</summary>
    public SentimentToyModel()
    {
        _ = SentimentToy.WriteCsv(Folder);
        Training = Folder.Run(["sentiment", "train", "toy.csv", .. Options, "--out", "model", "--json"]).AfterReading();
    }

    /// <summary>The folder.</summary>
    public WorkFolder Folder { get; } = new();

    /// <summary>What training said.</summary>
    public HardmaxRun Training { get; }

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();
}
