using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Ids of vectors: hashes of what is asked, so that the same question has the same id for ever.</summary>
internal static class VectorId
{
    /// <summary>The first 12 hexadecimal digits of the SHA-256 of type, format, layers, alpha, A, tokens and candidate.</summary>
    public static string Of(VectorTest test)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{test.Type}/{test.Format?.Name ?? "rational"}/{test.Expected.Length}/{test.Problem.System.Alpha}\n");
        AttentionMatrix matrix = test.Problem.System.Matrix;
        text.AppendJoin(',', matrix.ToArray().Cast<Rational>()).Append('\n');
        Append(text, test.Problem.Tokens);
        foreach (TokenCloud layer in test.Candidate ?? [])
        {
            Append(text, layer);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())).AsSpan(0, 6));
    }

    private static void Append(StringBuilder text, TokenCloud tokens)
    {
        foreach (Rational[] token in tokens.ToArray())
        {
            text.AppendJoin(',', token).Append(';');
        }

        text.Append('\n');
    }
}
