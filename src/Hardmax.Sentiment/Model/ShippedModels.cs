using System.Collections.Immutable;

namespace Hardmax.Sentiment;

/// <summary>The models that come with this library, trained on IMDb reviews (docs/sentiment.md, "The models in the box").</summary>
public static class ShippedModels
{
    /// <summary>The model that is used where none is named.</summary>
    public const string Default = "d2";

    /// <summary>The names of the models.</summary>
    public static ImmutableArray<string> Names { get; } = ["d2", "d8"];

    /// <summary>Reads a model.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static SentimentModel Read(string name) => Names.Contains(name)
        ? ModelFile.Parse(Resource(name + ".safetensors"), Resource(name + ".json"), ModelPaths.Of(name))
        : throw new ArgumentException($"The models are {string.Join(", ", Names)}.", nameof(name));

    /// <summary>Reads a model of this library by its name, or else one from a file: what --model takes.</summary>
    /// <param name="nameOrPath">One of <see cref="Names"/>, unless there is a file that is called so; else a path.</param>
    /// <exception cref="Formats.InvalidInputException">It is neither.</exception>
    public static SentimentModel Open(string nameOrPath) => Names.Contains(nameOrPath) && !File.Exists(ModelPaths.Of(nameOrPath).Weights)
        ? Read(nameOrPath)
        : ModelFile.Read(nameOrPath);

    private static byte[] Resource(string file)
    {
        using Stream stream = typeof(ShippedModels).Assembly.GetManifestResourceStream("Models." + file)
            ?? throw new InvalidOperationException($"The resource {file} is missing.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
