using System.Collections.Immutable;
using Hardmax.Cli.Output;
using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;
using Spectre.Console;

namespace Hardmax.Cli.Controlling;

/// <summary>Classes, matrices and proofs in the words of the command line and for people.</summary>
internal static class ControlWords
{
    // More weights than these are in the JSON alone.
    private const int MostTerms = 12;

    private static readonly ImmutableArray<(ControlClass Class, string Id, string Name)> Classes =
    [
        (ControlClass.Spd, "spd", "symmetric positive definite matrix"),
        (ControlClass.Symmetric, "symmetric", "symmetric matrix"),
        (ControlClass.Any, "any", "matrix"),
    ];

    /// <summary>What --class takes.</summary>
    public static ImmutableArray<string> Ids { get; } = [.. Classes.Select(known => known.Id)];

    /// <summary>The class of that name.</summary>
    public static ControlClass Parse(string id) => Classes.First(known => known.Id == id).Class;

    /// <summary>"symmetric matrix".</summary>
    public static string Name(ControlClass matrices) => Classes.First(known => known.Class == matrices).Name;

    /// <summary>"token 3 leads", "tokens 0, 2 lead and no others", "no token leads".</summary>
    public static string Wanted(ControlQuestion question) => Lead(question.Leaders) + (question.IsExact && !question.Leaders.IsEmpty ? " and no others" : string.Empty);

    /// <summary>"token 3 leads", "tokens 0, 2 lead", "no token leads".</summary>
    public static string Lead(IReadOnlyList<int> tokens) => tokens.Count switch
    {
        0 => "no token leads",
        1 => $"token {Readable.Token(tokens[0])} leads",
        _ => $"tokens {Readable.Indices(tokens)} lead",
    };

    /// <summary>A matrix as a table, row by row.</summary>
    public static Table Table(AttentionMatrix matrix)
    {
        Table table = new Table().RoundedBorder().HideHeaders();
        for (int column = 0; column < matrix.Dimension; column++)
        {
            table.AddColumn(new TableColumn(string.Empty).RightAligned());
        }

        for (int row = 0; row < matrix.Dimension; row++)
        {
            table.AddRow([.. Row(matrix, row).Select(entry => HumanConsole.Cell(Readable.Number(entry)))]);
        }

        return table;
    }

    /// <summary>A matrix in one line: [(1, 0), (0, 1)].</summary>
    public static string Line(AttentionMatrix matrix) => $"[{string.Join(", ", Rows(matrix))}]";

    /// <summary>The rows of a matrix: (1, 0).</summary>
    public static IEnumerable<string> Rows(AttentionMatrix matrix) => Enumerable.Range(0, matrix.Dimension).Select(row => Readable.Point(Row(matrix, row)));

    /// <summary>A proof in sentences, one to a line; the cases of a split are indented.</summary>
    public static IEnumerable<string> Proof(ControlQuestion question, ControlProof proof)
    {
        if (proof is ControlProof.Combination combination)
        {
            return [$"no matrix: {Terms(combination)} = {Conclusion(question, combination)}"];
        }

        var split = (ControlProof.Split)proof;
        return split.Cases
            .SelectMany(part => Proof(question, part.Value).Select(line => "  " + line).Prepend($"- if token {Readable.Token(part.Key)} does:"))
            .Prepend($"token {Readable.Token(split.Token)} is not to lead, so another token has to score as high for it as it does itself");
    }

    /// <summary>What M is, where proofs of a class speak of it.</summary>
    public static string Legend(ControlClass matrices) => matrices == ControlClass.Any
        ? "M(i,j) = (z_i - z_j) z_i^T, and token i leads where <A, M(i,j)> = <A z_i, z_i - z_j> > 0 for every other j"
        : "M(i,j) is the symmetric part of (z_i - z_j) z_i^T, and token i leads where <A, M(i,j)> = <A z_i, z_i - z_j> > 0 for every other j";

    private static Rational[] Row(AttentionMatrix matrix, int row) => [.. Enumerable.Range(0, matrix.Dimension).Select(column => matrix[row, column])];

    private static string Terms(ControlProof.Combination combination)
    {
        IEnumerable<string> terms = combination.Multipliers.Take(MostTerms).Select((multiplier, at) =>
        {
            string sign = multiplier.Weight.Sign < 0 ? "- " : at > 0 ? "+ " : string.Empty;
            return $"{sign}{Readable.Number(Rational.Abs(multiplier.Weight))} x M({Readable.Token(multiplier.Leader)},{Readable.Token(multiplier.Other)})";
        });
        string rest = combination.Multipliers.Length > MostTerms ? $" + .. ({Readable.Count(combination.Multipliers.Length, "term")}, all of them in --json)" : string.Empty;
        return string.Join(' ', terms) + rest;
    }

    private static string Conclusion(ControlQuestion question, ControlProof.Combination combination)
    {
        AttentionMatrix sum = Sum(question, combination);
        bool hasLeading = combination.Multipliers.Any(multiplier => multiplier.Weight.Sign > 0);
        string wanted = sum.IsZero || hasLeading ? "has to be positive" : "has to be 0 or more";
        return sum.IsZero ? $"0, whose product with A {wanted}" : $"{Line(sum)}, negative semidefinite, so its product with A is negative where it {wanted}";
    }

    private static AttentionMatrix Sum(ControlQuestion question, ControlProof.Combination combination)
    {
        int d = question.Tokens.Dimension;
        var entries = new Rational[d, d];
        foreach (ControlMultiplier multiplier in combination.Multipliers)
        {
            ReadOnlySpan<Rational> x = question.Tokens[multiplier.Leader];
            Rational[] y = Vectors.Subtract(x, question.Tokens[multiplier.Other]);
            for (int row = 0; row < d; row++)
            {
                for (int column = 0; column < d; column++)
                {
                    entries[row, column] += multiplier.Weight * x[row] * y[column];
                }
            }
        }

        var sum = new AttentionMatrix(entries);
        return question.Matrices == ControlClass.Any ? sum : sum.SymmetricPart();
    }
}
