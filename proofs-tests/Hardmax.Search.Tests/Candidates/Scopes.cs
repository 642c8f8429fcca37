using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;
using Xunit;

namespace Hardmax.Search.Tests.Candidates;

/// <summary>Scopes for tests, and problems as texts.</summary>
internal static class Scopes
{
    public static HuntScope Of(MatrixClass matrixClass, int? dimension = null, int maxTokens = 5, ulong seed = 1) => new()
    {
        Class = matrixClass,
        Claims = ClaimCatalogue.All,
        Dimension = dimension,
        MaxTokens = maxTokens,
        Seed = seed,
    };

    /// <summary>Every class in every dimension from 1 to 3 in which it has a matrix, and in free dimension.</summary>
    public static TheoryData<MatrixClass, int?> All()
    {
        var data = new TheoryData<MatrixClass, int?>();
        foreach (MatrixClass matrixClass in MatrixClasses.All)
        {
            data.Add(matrixClass, null);
            for (int d = MatrixGen.MinDimension(matrixClass); d <= 3; d++)
            {
                data.Add(matrixClass, d);
            }
        }

        return data;
    }

    public static string Text(HardmaxProblem problem) =>
        $"{string.Join(',', problem.System.Matrix.ToArray().Cast<Numbers.Rational>())} {problem.System.Alpha} {string.Join(' ', problem.Tokens.ToArray().Select(token => string.Join(',', token)))}";
}
