namespace Hardmax.Sentiment;

/// <summary>The two files of a model, which stand beside each other: model.safetensors and model.json.</summary>
/// <param name="Weights">The .safetensors.</param>
/// <param name="Description">The JSON.</param>
public sealed record ModelPaths(string Weights, string Description)
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
