using System.Security.Cryptography;
using System.Text;
using Hardmax.Model;

namespace Hardmax.Limits;

/// <summary>
/// The SHA-256 of a problem's mathematics (tokens, alpha, A; no labels or names): of the UTF-8 text of the lines
/// "hardmax/problem/1", "alpha p/q", one "matrix ..." line per row and one "token ..." line per token, with numbers in
/// lowest terms between single spaces and every line ended by a line feed.
/// </summary>
internal static class ProblemDigest
{
    /// <summary>The digest as 64 lower-case hexadecimal digits.</summary>
    public static string Of(HardmaxProblem problem)
    {
        var text = new StringBuilder("hardmax/problem/1\n").Append("alpha ").Append(problem.System.Alpha).Append('\n');
        AttentionMatrix matrix = problem.System.Matrix;
        for (int row = 0; row < matrix.Dimension; row++)
        {
            text.Append("matrix");
            for (int column = 0; column < matrix.Dimension; column++)
            {
                text.Append(' ').Append(matrix[row, column]);
            }

            text.Append('\n');
        }

        for (int i = 0; i < problem.Tokens.Count; i++)
        {
            text.Append("token ").AppendJoin(' ', problem.Tokens.Token(i)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
