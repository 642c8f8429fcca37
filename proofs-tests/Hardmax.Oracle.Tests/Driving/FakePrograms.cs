using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle.Tests;

/// <summary>The fakes as programs to drive, and a case to ask them.</summary>
internal static class FakePrograms
{
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>Three tokens of the plane with ties, A the identity, alpha = 1/2, one step.</summary>
    public static OracleCase Case { get; } = CaseOf([[1, 1], [1, -1], [0.5, 0]]);

    /// <summary>A case of binary64 tokens, A the identity, alpha = 1/2.</summary>
    public static OracleCase CaseOf(double[][] tokens, int layers = 1, double alpha = 0.5, double[,]? matrix = null)
    {
        int dimension = tokens[0].Length;
        AttentionMatrix attention = AttentionMatrix.Identity(dimension);
        if (matrix is not null)
        {
            var entries = new Rational[dimension, dimension];
            for (int at = 0; at < entries.Length; at++)
            {
                entries[at / dimension, at % dimension] = Rational.FromDouble(matrix[at / dimension, at % dimension]);
            }

            attention = new AttentionMatrix(entries);
        }

        var cloud = new TokenCloud(tokens.Select(token => Array.ConvertAll(token, Rational.FromDouble)));
        var problem = new HardmaxProblem(cloud, new HardmaxSystem(attention, Rational.FromDouble(alpha)));
        return new OracleCase(CaseCategory.ExactTie, problem, layers, DeclaredArithmetic.Default);
    }

    /// <summary>A case whose command is longer than a pipe holds.</summary>
    public static OracleCase LargeCase { get; } =
        CaseOf([.. Enumerable.Range(0, 200).Select(i => Enumerable.Range(0, 200).Select(c => (i - (3 * c)) / 7.0).ToArray())]);

    /// <summary>How a fake is driven, with time limits that suit a test.</summary>
    public static DrivingOptions Options(string kind) => new()
    {
        Command = [Dotnet, Path.Combine(AppContext.BaseDirectory, "Hardmax.Oracle.Fakes.dll"), kind],
        CaseTimeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Starts a fake.</summary>
    public static Task<ExternalImplementation> StartAsync(string kind) =>
        ExternalImplementation.StartAsync(Options(kind), CancellationToken.None);

    /// <summary>The answer of a fake to <see cref="Case"/>.</summary>
    public static async Task<Reply> AskAsync(string kind, TimeSpan? timeout = null)
    {
        DrivingOptions options = Options(kind);
        await using ExternalImplementation fake = await ExternalImplementation.StartAsync(
            options with { CaseTimeout = timeout ?? options.CaseTimeout },
            CancellationToken.None);
        return await fake.RunAsync(Case, CancellationToken.None);
    }

    /// <summary>The layers of a reply in binary64.</summary>
    public static double[][][] Doubles(Reply reply) => [.. reply.Layers.Select(layer => layer.Tokens!.ToDoubles())];

    /// <summary>The options of any command.</summary>
    public static DrivingOptions OptionsOf(params ReadOnlySpan<string> command) => new() { Command = ImmutableArray.Create(command) };
}
