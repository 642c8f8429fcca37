using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hardmax.Formats;

namespace Hardmax.Sentiment;

/// <summary>
/// What a run goes on from when it was killed: one .safetensors file, there whole or not at all. It knows the run that it
/// belongs to, and is refused by any other; and it has a digest of all that it holds, because a number that changed on a disk
/// would be trained on like any other.
/// </summary>
internal sealed class TrainingCheckpoint
{
    private const string Schema = "hardmax/sentiment-checkpoint/1";
    private const string DigestKey = "digest";

    private readonly string _path;
    private readonly string _run;

    public TrainingCheckpoint(string path, TrainingOptions options, TrainingCorpus corpus)
    {
        _path = path;
        string words = JsonSerializer.Serialize(options) + corpus.Digest();
        _run = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
    }

    /// <summary>Writes the state behind an epoch.</summary>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public void Write(TrainingState state)
    {
        var tensors = new List<SafetensorsEntry>();
        foreach ((string name, Parameter parameter) in state.Weights.All)
        {
            tensors.Add(Entry(name, parameter.Values));
            tensors.Add(Entry(name + ".first", parameter.First));
            tensors.Add(Entry(name + ".second", parameter.Second));
        }

        tensors.AddRange(state.Best!.All.Select(pair => Entry("best." + pair.Name, pair.Parameter.Values)));
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["schema"] = Schema,
            ["run"] = _run,
            ["step"] = state.Step.ToString(CultureInfo.InvariantCulture),
            ["bestEpoch"] = state.BestEpoch.ToString(CultureInfo.InvariantCulture),
            ["epochs"] = JsonSerializer.Serialize(state.Epochs),
        };
        metadata.Add(DigestKey, Digest(metadata, tensors.Select(tensor => (tensor.Name, tensor.Values))));
        _ = WholeFile.Write(_path, stream => SafetensorsWriter.Write(stream, tensors, metadata));
    }

    /// <summary>Fills a state in from the file, where there is one.</summary>
    /// <exception cref="InvalidInputException">The file is no checkpoint, or one of another run.</exception>
    public void Restore(TrainingState state)
    {
        if (!File.Exists(_path))
        {
            return;
        }

        var file = SafetensorsFile.Open(_path);
        if (file.Metadata.GetValueOrDefault("schema") != Schema || file.Metadata.GetValueOrDefault("run") != _run)
        {
            throw Refused("is no checkpoint of this run (other data, options or seed)");
        }

        if (file.Metadata.GetValueOrDefault(DigestKey) != Digest(file.Metadata, file.Tensors.Select(tensor => (tensor.Name, tensor.ToSingles()))))
        {
            throw Refused("is not as it was written");
        }

        Weights best = state.Weights.Copy();
        foreach (((string name, Parameter parameter), (_, Parameter bestParameter)) in state.Weights.All.Zip(best.All))
        {
            Fill(file, name, parameter.Values);
            Fill(file, name + ".first", parameter.First);
            Fill(file, name + ".second", parameter.Second);
            Fill(file, "best." + name, bestParameter.Values);
        }

        if (!int.TryParse(file.Metadata.GetValueOrDefault("step"), CultureInfo.InvariantCulture, out int step)
            || !int.TryParse(file.Metadata.GetValueOrDefault("bestEpoch"), CultureInfo.InvariantCulture, out int bestEpoch)
            || Epochs(file) is not { Count: > 0 } epochs
            || bestEpoch < 0
            || bestEpoch >= epochs.Count)
        {
            throw Refused("has no epochs that could be read");
        }

        state.Restore(step, epochs, best, bestEpoch);
    }

    private static SafetensorsEntry Entry(string name, float[] values) => new(name, [values.Length], [.. values]);

    private static string Digest(IReadOnlyDictionary<string, string> metadata, IEnumerable<(string Name, ImmutableArray<float> Values)> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string key, string text) in metadata.Where(pair => pair.Key != DigestKey).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{key}\n{text}\n"));
        }

        foreach ((string name, ImmutableArray<float> values) in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static List<EpochReport>? Epochs(SafetensorsFile file)
    {
        try
        {
            return JsonSerializer.Deserialize<List<EpochReport>>(file.Metadata.GetValueOrDefault("epochs", "[]"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Fill(SafetensorsFile file, string name, float[] values)
    {
        ImmutableArray<float> stored = file.Tensor(name).ToSingles();
        if (stored.Length != values.Length)
        {
            throw Refused(string.Create(CultureInfo.InvariantCulture, $"has {stored.Length} numbers in {name} and not {values.Length}"));
        }

        stored.CopyTo(values);
    }

    private InvalidInputException Refused(string reason) =>
        new(_path, "file", $"{reason}; expected the checkpoint of this run, or no file of this name");
}
