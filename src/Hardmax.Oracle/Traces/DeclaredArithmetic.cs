using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// The arithmetic that an implementation says it computes in: round to nearest, gradual underflow (IEEE 754).
/// </summary>
/// <param name="Format">The format of tokens, and of the update (the dtype).</param>
/// <param name="Accumulate">The coarsest format that a score passes through on its way; by default the dtype.</param>
public sealed record DeclaredArithmetic(BinaryFormat Format, BinaryFormat Accumulate)
{
    /// <summary>The formats that can be declared, by their names.</summary>
    public static IReadOnlyList<BinaryFormat> Formats { get; } = [BinaryFormat.Double, BinaryFormat.Single, BinaryFormat.Half, BinaryFormat.BFloat16];

    /// <summary>binary64 throughout, which is what an implementation that declares nothing is judged by.</summary>
    public static DeclaredArithmetic Default { get; } = Of(BinaryFormat.Double);

    /// <summary>Tokens, scores and updates in one format.</summary>
    public static DeclaredArithmetic Of(BinaryFormat format) => new(format, format);

    /// <summary>Finds a format by its name: "float64", "float32", "float16" or "bfloat16".</summary>
    public static BinaryFormat? FindFormat(string name) => Formats.FirstOrDefault(format => format.Name == name);
}
