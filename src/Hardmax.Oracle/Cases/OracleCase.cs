using System.Security.Cryptography;
using System.Text;
using Hardmax.Model;

namespace Hardmax.Oracle;

/// <summary>
/// A question for an implementation: these tokens, this A and this alpha, so many layers. Every number is representable
/// in the declared dtype.
/// </summary>
public sealed class OracleCase
{
    /// <summary>A case.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 layer.</exception>
    public OracleCase(CaseCategory category, HardmaxProblem problem, int layers, DeclaredArithmetic arithmetic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        (Category, Problem, Layers, Arithmetic) = (category, problem, layers, arithmetic);
        ContentId = ContentHash(problem, layers, arithmetic);
        Id = $"{category.Id().ToLowerInvariant().Replace('_', '-')}-{ContentId}";
    }

    /// <summary>The category and a hash of the content: the same case has the same id whatever the seed.</summary>
    public string Id { get; }

    /// <summary>The hash of the content alone: cases of several categories can be the same.</summary>
    public string ContentId { get; }

    /// <summary>What is adversarial about it.</summary>
    public CaseCategory Category { get; }

    /// <summary>Tokens, A and alpha.</summary>
    public HardmaxProblem Problem { get; }

    /// <summary>How many steps are asked for, at least 1.</summary>
    public int Layers { get; }

    /// <summary>The arithmetic that it was made for.</summary>
    public DeclaredArithmetic Arithmetic { get; }

    private static string ContentHash(HardmaxProblem problem, int layers, DeclaredArithmetic arithmetic)
    {
        var text = new StringBuilder();
        text.Append(arithmetic.Format.Name).Append('/').Append(arithmetic.Accumulate.Name).Append('/').Append(layers).Append('/').Append(problem.System.Alpha);
        foreach (Numbers.Rational entry in problem.System.Matrix.ToArray())
        {
            text.Append(',').Append(entry);
        }

        for (int i = 0; i < problem.Tokens.Count; i++)
        {
            text.Append(';').AppendJoin(',', problem.Tokens[i].ToArray());
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())).AsSpan(0, 6));
    }
}
