using Hardmax.Formats;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Reviewing;

/// <summary>The files that a run of training writes: the checkpoint while it goes on, the two of the model at its end.</summary>
internal sealed class TrainingFiles(ModelPaths model)
{
    /// <summary>The model.</summary>
    public ModelPaths Model { get; } = model;

    /// <summary>What the run goes on from when it was killed.</summary>
    public string Checkpoint { get; } = Path.ChangeExtension(model.Weights, ".checkpoint");

    // What is written before anything is read, to see whether it can be.
    private string Probe => Model.Weights + WholeFile.Ending;

    private string[] All => [Model.Weights, Model.Description, Checkpoint];

    /// <summary>Refuses places where the files could not be written: found out now, and not after an hour of training.</summary>
    /// <exception cref="InvalidInputException">One of them cannot be.</exception>
    public void RequirePlaces()
    {
        if (Array.Find(All, Directory.Exists) is { } folder)
        {
            throw new InvalidInputException(folder, "file", "is a folder; expected a place for a file");
        }

        // A stem is named, and not these files: a problem or a page of that name is kept.
        OwnFiles.RequireFolder(string.Empty, Model.Description);
        try
        {
            _ = WholeFile.Write(Probe, _ => { });
            File.Delete(Probe);
        }
        catch (InvalidInputException refused)
        {
            throw new InvalidInputException(Model.Weights, refused.Place, refused.Reason.Replace(Probe, Model.Weights, StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// Removes what runs for the same model left that were killed in the middle of writing. None of them is under way: two
    /// that wrote one checkpoint would spoil each other's work in any case.
    /// </summary>
    public void RemoveLeftovers()
    {
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(Model.Weights))!;
            foreach (string path in Directory.GetFiles(folder, "*" + WholeFile.Ending))
            {
                if (Array.Exists([.. All, Probe], file => IsLeftover(Path.GetFileName(path), Path.GetFileName(file))))
                {
                    File.Delete(path);
                }
            }

            File.Delete(Probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The model is written, and that is what was asked for.
        }
    }

    // FILE.PROCESS.partial, as WholeFile calls a file that is being written.
    private static bool IsLeftover(string name, string file) =>
        name.Length > file.Length + 1 + WholeFile.Ending.Length
        && name.StartsWith(file + ".", StringComparison.Ordinal)
        && name.AsSpan()[(file.Length + 1)..^WholeFile.Ending.Length].IndexOfAnyExceptInRange('0', '9') < 0;
}
