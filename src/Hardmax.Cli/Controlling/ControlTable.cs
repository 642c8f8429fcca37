using System.Collections.Immutable;
using Hardmax.Cli.Output;
using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;
using Spectre.Console;

namespace Hardmax.Cli.Controlling;

/// <summary>Answers about control for people.</summary>
internal static class ControlTable
{
    /// <summary>One answer: the matrix, or the proof.</summary>
    public static void Print(ControlQuestion question, ControlAnswer answer)
    {
        switch (answer)
        {
            case ControlAnswer.Feasible feasible:
                Console.WriteLine($"FEASIBLE: {ControlWords.Wanted(question)} under this {ControlWords.Name(question.Matrices)}");
                HumanConsole.Print(ControlWords.Table(feasible.Matrix));
                if (ControlMargin.Of(feasible.Matrix, question.Tokens, question.Leaders) is { } margin)
                {
                    Console.WriteLine($"margin: {Readable.Number(margin)}; the wanted tokens lead under every matrix whose entries all differ by less");
                }

                Console.WriteLine($"leaders: {Indices(LeadersAtStart.Under(question.Tokens, feasible.Matrix))}");
                break;
            case ControlAnswer.Infeasible infeasible:
                Console.WriteLine(question.Leaders.IsEmpty
                    ? $"INFEASIBLE: under every {ControlWords.Name(question.Matrices)} some token leads"
                    : $"INFEASIBLE: under no {ControlWords.Name(question.Matrices)} {ControlWords.Wanted(question)}");
                PrintProof(question, infeasible.Proof);
                break;
            case ControlAnswer.Undecided undecided:
                Console.WriteLine($"UNDECIDED: {undecided.Reason}");
                break;
        }
    }

    /// <summary>The complex: a line for each maximal set and for each minimal one that is none.</summary>
    public static void Print(LeaderComplex complex)
    {
        Console.WriteLine($"The largest sets of tokens that lead together under some {ControlWords.Name(complex.Matrices)}, and all of whose subsets do:");
        Table maximal = new Table().RoundedBorder().AddColumn("leaders").AddColumn("under A =");
        foreach ((ImmutableArray<int> leaders, ControlAnswer.Feasible answer) in complex.Maximal)
        {
            maximal.AddRow(HumanConsole.Cell(Indices(leaders)), HumanConsole.Cell(ControlWords.Line(answer.Matrix)));
        }

        HumanConsole.Print(maximal);
        if (complex.MinimalNonfaces.IsEmpty)
        {
            Console.WriteLine("Every set of tokens can lead together.");
        }
        else
        {
            Console.WriteLine("The smallest sets that cannot, each with its proof:");
            Table minimal = new Table().RoundedBorder().AddColumn("tokens").AddColumn("why");
            foreach ((ImmutableArray<int> tokens, ControlAnswer.Infeasible answer) in complex.MinimalNonfaces)
            {
                var question = new ControlQuestion(complex.Tokens, tokens, complex.Matrices);
                minimal.AddRow(HumanConsole.Cell(Indices(tokens)), HumanConsole.Cell([.. ControlWords.Proof(question, answer.Proof)]));
            }

            HumanConsole.Print(minimal);
            Console.WriteLine(ControlWords.Legend(complex.Matrices));
        }

        if (!complex.Undecided.IsEmpty)
        {
            Console.WriteLine($"UNDECIDED: {string.Join("; ", complex.Undecided.Select(set => Indices(set)))}");
        }
    }

    /// <summary>What a search for final leaders came to.</summary>
    public static void Print(ControlQuestion question, Rational alpha, FinalControl found)
    {
        string wanted = ControlWords.Wanted(question);
        if (found is { Matrix: { } matrix, Limit: { } limit })
        {
            Console.WriteLine($"FEASIBLE: {wanted} in the limit, under this {ControlWords.Name(question.Matrices)} with alpha = {Readable.Number(alpha)}");
            HumanConsole.Print(ControlWords.Table(matrix));
            string[] later = [.. limit.LeaderSince.Where(leader => leader.Value > 0).Select(leader => $"token {Readable.Token(leader.Key)} since layer {Readable.Token(leader.Value)}")];
            Console.WriteLine($"certified at layer {Readable.Token(limit.Layer)}{(later.Length == 0 ? string.Empty : $"; {string.Join(", ", later)}")}; {Matrices(found.Tried)} tried");
            return;
        }

        Console.WriteLine(found.Impossible is { } reason
            ? $"INFEASIBLE: {reason}"
            : $"UNDECIDED: {Matrices(found.Tried)} tried, and under none of them {wanted} in the limit, which proves nothing (--tries and --seed go further)");
        if (!found.Reached.IsEmpty)
        {
            Table table = new Table().RoundedBorder().AddColumn("final leaders").AddColumn(new TableColumn("matrices").RightAligned());
            foreach ((ImmutableArray<int> leaders, int count) in found.Reached)
            {
                table.AddRow(HumanConsole.Cell(Indices(leaders)), Readable.Token(count));
            }

            HumanConsole.Print(table);
        }
    }

    /// <summary>How far a matrix is from one with other leaders.</summary>
    public static void Print(TokenCloud tokens, string changes, LeaderRobustness robustness)
    {
        Console.WriteLine($"leaders: {Indices(robustness.Leaders)}");
        if (robustness is not { Radius: { } radius, Change: { } change, Border: { } border, Sides: { } sides })
        {
            Console.WriteLine($"The leaders stay the same under {changes} of any size.");
            return;
        }

        Console.WriteLine($"radius: {Readable.Number(radius)}; the leaders stay the same under {changes} all of whose entries are smaller");
        Console.WriteLine($"At the border token {Readable.Token(change.Token)} {(change.LeadsInside ? "stops leading" : "is about to lead")}.");
        Table table = new Table().RoundedBorder().ShowRowSeparators().AddColumn(string.Empty).AddColumn("matrix").AddColumn("leaders");
        foreach ((string name, AttentionMatrix matrix) in new[] { ("inside", sides.Inside), ("border", border), ("outside", sides.Outside) })
        {
            table.AddRow(name, HumanConsole.Cell([.. ControlWords.Rows(matrix)]), HumanConsole.Cell(Indices(LeadersAtStart.Under(tokens, matrix))));
        }

        HumanConsole.Print(table);
    }

    private static string Indices(ImmutableArray<int> tokens) => tokens.IsEmpty ? "none" : Readable.Indices(tokens);

    private static string Matrices(int count) => $"{Readable.Token(count)} {(count == 1 ? "matrix" : "matrices")}";

    private static void PrintProof(ControlQuestion question, ControlProof proof)
    {
        foreach (string line in ControlWords.Proof(question, proof))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(ControlWords.Legend(question.Matrices));
    }
}
