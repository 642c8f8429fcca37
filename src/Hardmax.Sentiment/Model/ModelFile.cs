using System.Collections.Immutable;
using System.Security.Cryptography;
using Hardmax.Formats;
using Hardmax.Geometry;

namespace Hardmax.Sentiment;

/// <summary>
/// Models as files: the weights as .safetensors, and a JSON beside it with the words and how a text is read, tied to the
/// weights by their digest, so that the files of two models are never taken for one. docs/formats.md, "Sentiment models".
/// The paper's own model, which has no JSON, is read too.
/// </summary>
internal static class ModelFile
{
    /// <summary>The schema's name, the value of the field "schema".</summary>
    public const string Schema = "hardmax/sentiment-model/1";

    /// <summary>The largest d of a model with a learned matrix: the exact test of its factor takes seconds there.</summary>
    public const int MaxLearnedDimension = 64;

    /// <summary>Reads a model.</summary>
    /// <param name="model">The path of either file, or what both begin with.</param>
    /// <exception cref="InvalidInputException">A file cannot be read, they hold no model, or those of two models.</exception>
    public static SentimentModel Read(string model)
    {
        ModelPaths paths = ModelPaths.Of(model);

        // Whoever names the JSON means a model that has one.
        bool hasDescription = string.Equals(model, paths.Description, StringComparison.Ordinal) || Path.Exists(paths.Description);
        ReadOnlyMemory<byte>? description = null;
        if (hasDescription)
        {
            description = BoundedInput.ReadFile(paths.Description, FormatLimits.MaxTextBytes);
        }

        return Parse(BoundedInput.ReadFile(paths.Weights, FormatLimits.MaxArrayBytes), description, paths);
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="weights">The .safetensors.</param>
    /// <param name="description">The JSON, or null where there is none.</param>
    /// <param name="paths">The names of the files for messages.</param>
    /// <exception cref="InvalidInputException">They hold no model, or those of two models.</exception>
    public static SentimentModel Parse(ReadOnlyMemory<byte> weights, ReadOnlyMemory<byte>? description, ModelPaths paths)
    {
        ModelDescription? described = description is { } json ? ModelDescription.Read(JsonCursor.Parse(json, paths.Description)) : null;
        SafetensorsFile file = SafetensorsFile.Parse(weights, paths.Weights);
        described?.RequireDigest(Digest(weights.Span), paths.Weights);
        var tensors = ModelTensors.Read(file);
        described?.RequireSizes(tensors.Rows, tensors.Dimension, paths.Weights);
        SentimentModel model = tensors.ToModel(described ?? ModelDescription.OfMetadata(file, tensors, paths));
        RequireRegular(model, file);
        return model;
    }

    /// <summary>The contents of the two files of a model. The same model has the same bytes everywhere.</summary>
    /// <exception cref="ArgumentException">It could not be read back: the message says why.</exception>
    public static ModelBytes ToBytes(SentimentModel model)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, ModelTensors.Entries(model), ImmutableDictionary<string, string>.Empty.Add("schema", Schema));
        byte[] weights = stream.ToArray();
        try
        {
            byte[] description = ModelDescription.ToUtf8(model, Digest(weights));
            SentimentModel read = Parse(weights, description, ModelPaths.Of("model"));

            // The JSON writer puts U+FFFD in the place of half of a surrogate pair.
            return read.Words.Words.AsSpan().SequenceEqual(model.Words.Words.AsSpan())
                ? new ModelBytes(weights, description)
                : throw new ArgumentException("A word is no Unicode text.", nameof(model));
        }
        catch (Exception e) when (e is InvalidInputException or InvalidOperationException)
        {
            throw new ArgumentException($"The model could not be read back ({e.Message}).", nameof(model), e);
        }
    }

    /// <summary>
    /// Writes a model. Each file is written under another name and then moved to its own, the weights first. Whatever ends
    /// the process in between: the files that are there then are read as the model that was there or the new one, or they are
    /// refused.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The path of either file, or what both begin with; the folder is there.</param>
    /// <exception cref="ArgumentException">The model could not be read back.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public static void Write(SentimentModel model, string path)
    {
        ModelPaths paths = ModelPaths.Of(path);
        ModelBytes bytes = ToBytes(model);
        string suffix = $".{Environment.ProcessId}.partial";
        ModelPaths partial = new(paths.Weights + suffix, paths.Description + suffix);
        try
        {
            File.WriteAllBytes(partial.Weights, bytes.Weights.Span);
            File.WriteAllBytes(partial.Description, bytes.Description.Span);
            File.Move(partial.Weights, paths.Weights, overwrite: true);
            File.Move(partial.Description, paths.Description, overwrite: true);
        }
        finally
        {
            Discard(partial.Weights);
            Discard(partial.Description);
        }
    }

    private static void Discard(string partial)
    {
        // Where the folder is no folder, Delete would throw.
        if (File.Exists(partial))
        {
            File.Delete(partial);
        }
    }

    private static string Digest(ReadOnlySpan<byte> weights) => Convert.ToHexStringLower(SHA256.HashData(weights));

    // L L^T is always positive semidefinite, and definite exactly where L is regular.
    private static void RequireRegular(SentimentModel model, SafetensorsFile file)
    {
        if (!model.Factor.IsEmpty && LdlDecomposition.Of(model.System().Matrix).Definiteness != Definiteness.PositiveDefinite)
        {
            throw file.Tensor(ModelTensors.Factor).Error("is singular; expected a factor L whose A = L L^T is positive definite");
        }
    }
}

/// <summary>The two files of a model, which stand beside each other: model.safetensors and model.json.</summary>
/// <param name="Weights">The .safetensors.</param>
/// <param name="Description">The JSON.</param>
internal sealed record ModelPaths(string Weights, string Description)
{
    private const string WeightsExtension = ".safetensors";
    private const string DescriptionExtension = ".json";

    /// <summary>The files that a name means: that of either file, or what both begin with.</summary>
    /// <param name="model">"DIR/model.safetensors", "DIR/model.json" or "DIR/model"; extensions in either case of letters.</param>
    public static ModelPaths Of(string model) =>
        model.EndsWith(WeightsExtension, StringComparison.OrdinalIgnoreCase)
            ? new ModelPaths(model, model[..^WeightsExtension.Length] + DescriptionExtension)
            : model.EndsWith(DescriptionExtension, StringComparison.OrdinalIgnoreCase)
                ? new ModelPaths(model[..^DescriptionExtension.Length] + WeightsExtension, model)
                : new ModelPaths(model + WeightsExtension, model + DescriptionExtension);
}

/// <summary>The contents of the two files of a model.</summary>
/// <param name="Weights">The .safetensors.</param>
/// <param name="Description">The JSON, which holds the digest of the weights.</param>
internal sealed record ModelBytes(ReadOnlyMemory<byte> Weights, ReadOnlyMemory<byte> Description);
