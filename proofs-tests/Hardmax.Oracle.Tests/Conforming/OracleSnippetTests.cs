using Hardmax.Dynamics;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>The C# that the README and docs/oracle.md show is this test's code.</summary>
public sealed class OracleSnippetTests
{
    // README
    [Fact]
    public void My_layer_is_hardmax() => HardmaxConformance.Check((tokens, matrix, alpha) => MyLayer.Step(tokens, matrix, alpha));

    // README
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/oracle.md")]
    public void The_snippet_that_is_shown_is_the_code_above(string page)
    {
        string own = File.ReadAllText(Path.Combine(Repository.Root, "proofs-tests", "Hardmax.Oracle.Tests", "Conforming", "OracleSnippetTests.cs"));
        string code = Trimmed(own.Split("// README")[1]);
        Assert.Contains(File.ReadAllText(Path.Combine(Repository.Root, page)).Split("```csharp").Skip(1), rest => Trimmed(rest.Split("```")[0]).Contains(code, StringComparison.Ordinal));
    }

    private static string Trimmed(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static class MyLayer
    {
        public static double[][] Step(double[][] tokens, double[,]? matrix, double alpha)
        {
            double[,] a = matrix ?? new double[tokens[0].Length, tokens[0].Length];
            for (int c = 0; matrix is null && c < tokens[0].Length; c++)
            {
                a[c, c] = 1;
            }

            var dynamics = new TextbookDynamics<double>(a, alpha);
            return [.. Enumerable.Range(0, tokens.Length).Select(i => dynamics.Move(tokens, i, dynamics.AttentionSet(tokens, i)))];
        }
    }
}
