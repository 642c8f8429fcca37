using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>The problem file in JSON; docs/schema/problem.schema.json says the same for other programs.</summary>
public static class ProblemJson
{
    /// <summary>The fields of a problem; any other is refused, because "matrx" must not silently mean the identity.</summary>
    public static ImmutableArray<string> Fields { get; } = ["$schema", "name", "description", "alpha", "matrix", "tokens", "labels"];

    /// <summary>Reads a problem.</summary>
    /// <param name="document">The object.</param>
    /// <param name="options">What the command line adds.</param>
    /// <exception cref="InvalidInputException">It is no problem.</exception>
    public static HardmaxProblem Read(JsonCursor document, ProblemOptions options)
    {
        document.AllowOnly(Fields.AsSpan());
        _ = document.OptionalField("$schema")?.ReadString();
        string? name = document.OptionalField("name")?.ReadString();
        string? description = document.OptionalField("description")?.ReadString();
        Rational alpha = options.ResolveAlpha(document.OptionalField("alpha")?.ReadNumber(), document.File, "alpha");
        var tokens = new TokenCloud(document.Field("tokens").ReadRows(NumberRule.NumberOrString, "token"));
        AttentionMatrix matrix = ReadMatrix(document, tokens.Dimension, options);
        ImmutableArray<string>? labels = document.OptionalField("labels") is { } field ? ReadLabels(field, tokens.Count) : null;
        return new HardmaxProblem(tokens, new HardmaxSystem(matrix, alpha), labels, name, description);
    }

    /// <summary>The matrix from the file and from the option: either alone, or both where they are equal.</summary>
    internal static AttentionMatrix ResolveMatrix(AttentionMatrix? stated, int dimension, ProblemOptions options, string file, string place)
    {
        if (stated is null)
        {
            return options.Matrix?.Resolve(dimension, file) ?? MatrixArgument.IdentityOf(dimension, file);
        }

        if (stated.Dimension != dimension)
        {
            throw new InvalidInputException(
                file,
                place,
                string.Create(CultureInfo.InvariantCulture, $"is {stated.Dimension} x {stated.Dimension}; expected {dimension} x {dimension}, as tokens have {dimension} coordinates"));
        }

        return options.Matrix is null || options.Matrix.Resolve(dimension, file).Equals(stated)
            ? stated
            : throw new InvalidInputException(file, place, "differs from --matrix; expected one of them alone, or both equal");
    }

    private static AttentionMatrix ReadMatrix(JsonCursor document, int dimension, ProblemOptions options)
    {
        JsonCursor? field = document.OptionalField("matrix");
        AttentionMatrix? stated = field is null ? null : MatrixArgument.ReadJsonValue(field) ?? MatrixArgument.IdentityOf(dimension, document.File);
        return ResolveMatrix(stated, dimension, options, document.File, "matrix");
    }

    private static ImmutableArray<string> ReadLabels(JsonCursor field, int tokens) => field.Count == tokens
        ? [.. field.Items().Select(label => label.ReadString())]
        : throw field.Error(string.Create(CultureInfo.InvariantCulture, $"has {field.Count} labels for {tokens} tokens; expected one string per token"));
}
