namespace Hardmax.Sentiment;

/// <summary>The contents of the two files of a model.</summary>
/// <param name="Weights">The .safetensors.</param>
/// <param name="Description">The JSON, which holds the digest of the weights.</param>
public sealed record ModelBytes(ReadOnlyMemory<byte> Weights, ReadOnlyMemory<byte> Description);
