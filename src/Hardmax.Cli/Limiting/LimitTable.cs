using System.Globalization;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Limits;
using Hardmax.Model;
using Spectre.Console;

namespace Hardmax.Cli.Limiting;

/// <summary>One limit for people.</summary>
internal static class LimitTable
{
    public static void Print(string source, HardmaxProblem problem, LimitResult result, LimitClaims claims)
    {
        Console.WriteLine($"{problem.Name ?? source}: {problem.Tokens.Count} tokens in R^{problem.Tokens.Dimension}, alpha = {Readable.Number(problem.System.Alpha)}");
        Console.WriteLine(Summary(result, claims));
        Console.WriteLine($"leaders: {Readable.Leaders(claims, leader => Name(problem, leader))}");
        if (claims.Clusters.IsEmpty)
        {
            return;
        }

        Table table = new Table().RoundedBorder().AddColumn("limit").AddColumn("kind").AddColumn("tokens");
        foreach (LimitCluster cluster in claims.Clusters)
        {
            table.AddRow(HumanConsole.Cell(Readable.Places(cluster)), HumanConsole.Cell(Kind(cluster)), HumanConsole.Cell(Members(problem, cluster)));
        }

        HumanConsole.Print(table);
        Console.WriteLine($"vertices of K: the limits of tokens {Readable.Indices(claims.Polytope)}");
    }

    private static string Summary(LimitResult result, LimitClaims claims) => claims.Status switch
    {
        LimitStatus.Undecided => $"UNDECIDED after {claims.Layer} layers: nothing was proved, and nothing is claimed (--max-layers goes further)",
        LimitStatus.Cycle => $"CERTIFIED CYCLE of {claims.Period} layers from layer {claims.Layer} on ({CertificateFile.Word(result.Proof)})",
        _ => $"CERTIFIED at layer {claims.Layer} ({CertificateFile.Word(result.Proof)})",
    };

    private static string Kind(LimitCluster cluster) => cluster switch
    {
        { IsPoint: false } => "orbit, for ever",
        { Kind: ClusterKind.Combination } => string.Join(" + ", cluster.Weights.Select(weight => $"{Readable.Number(weight.Value)} of {weight.Key.ToString(CultureInfo.InvariantCulture)}")),
        _ => LimitJson.Word(cluster.Kind),
    };

    private static string Members(HardmaxProblem problem, LimitCluster cluster) => problem.Labels is null
        ? Readable.Indices(cluster.Members)
        : string.Join(", ", cluster.Members.Take(12).Select(member => Name(problem, member))) + (cluster.Members.Length > 12 ? ", .." : string.Empty);

    private static string Name(HardmaxProblem problem, int token) => problem.Labels is { } labels
        ? $"{labels[token]} ({token.ToString(CultureInfo.InvariantCulture)})"
        : token.ToString(CultureInfo.InvariantCulture);
}
