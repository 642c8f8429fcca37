using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Reads the answer to hello. Only the protocol and the name are required; unknown fields say more than is asked, and
/// null is the same as nothing.
/// </summary>
internal static class HandshakeReader
{
    /// <summary>Reads the answer.</summary>
    /// <exception cref="InvalidInputException">It is no such answer, or states what cannot be judged.</exception>
    public static Handshake Read(JsonCursor answer)
    {
        JsonCursor protocol = answer.Field("protocol");
        if (protocol.ReadInteger(int.MinValue, int.MaxValue) is var spoken && spoken != ProtocolCommands.Version)
        {
            throw protocol.Error(string.Create(CultureInfo.InvariantCulture, $"it speaks protocol {spoken}; expected {ProtocolCommands.Version}"));
        }

        JsonCursor implementation = answer.Field("implementation");
        JsonCursor? declares = Given(answer, "declares");
        JsonCursor? supports = Given(answer, "supports");
        JsonCursor? maxTokens = Given(supports, "maxTokens");
        JsonCursor? maxDimension = Given(supports, "maxDim");
        return new Handshake
        {
            Name = ReadName(implementation.Field("name")),
            Version = ReadWord(Given(implementation, "version"), string.Empty),
            Language = ReadWord(Given(implementation, "language"), string.Empty),
            Arithmetic = ReadArithmetic(declares),
            Ties = ReadWord(Given(declares, "ties"), "average"),
            IsDeterministic = Given(declares, "deterministic")?.ReadBoolean() ?? false,
            MaxTokens = maxTokens?.ReadInteger(1, int.MaxValue) ?? int.MaxValue,
            MaxDimension = maxDimension?.ReadInteger(1, int.MaxValue) ?? int.MaxValue,
            Matrices = ReadMatrices(Given(supports, "matrices")),
            InvitesLargeCases = maxTokens is not null && maxDimension is not null,
        };
    }

    private static JsonCursor? Given(JsonCursor? value, string name) =>
        value?.OptionalField(name) is { Kind: not JsonValueKind.Null } field ? field : null;

    private static string ReadName(JsonCursor name) =>
        ReadWord(name, string.Empty) is { Length: > 0 } text ? text : throw name.Error("is empty; expected a name");

    // Reports print these words, so they are made printable here, once.
    private static string ReadWord(JsonCursor? value, string otherwise) =>
        value is null ? otherwise : PrintableText.OneLine(value.ReadString().Trim());

    private static DeclaredArithmetic ReadArithmetic(JsonCursor? declares)
    {
        BinaryFormat format = ReadFormat(Given(declares, "dtype")) ?? BinaryFormat.Double;
        return new DeclaredArithmetic(format, ReadFormat(Given(declares, "accumulate")) ?? format);
    }

    private static BinaryFormat? ReadFormat(JsonCursor? value) =>
        value is null
            ? null
            : DeclaredArithmetic.FindFormat(value.ReadOneOf([.. DeclaredArithmetic.Formats.Select(format => format.Name)]));

    // A class that does not exist would silently make every case one that is not supported.
    private static ImmutableArray<string>? ReadMatrices(JsonCursor? value) =>
        value is null ? null : [.. value.Items().Select(item => item.ReadOneOf([.. MatrixClasses.All.Select(MatrixClasses.Id)]))];
}

/// <summary>
/// A program could not be started, or did not answer hello as the protocol says: exit code 3. The message is one
/// printable line without a full stop that says what happened.
/// </summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class HandshakeException(string message, Exception? innerException = null) : Exception(message, innerException);
