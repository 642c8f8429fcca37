using System.Globalization;
using System.Numerics;
using System.Text;
using Hardmax.Algebra;
using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// A question about control as SMT-LIB 2, for a second opinion: a solver answers sat where there is a matrix and unsat
/// where there is none. Linear arithmetic (QF_LRA) for the classes any and symmetric; polynomials (QF_NRA) for spd.
/// Source: The SMT-LIB Standard, version 2.6.
/// </summary>
public static class SmtLib
{
    // Up to here positive definiteness is said by its leading minors; they have d! terms.
    private const int MostMinors = 4;

    /// <summary>The text, with one assertion for each condition and a comment for each token.</summary>
    /// <param name="question">The question.</param>
    public static string Write(ControlQuestion question)
    {
        var text = new StringBuilder();
        WriteHeader(text, question);
        WriteVariables(text, question);
        foreach (int leader in question.Leaders)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"; token {leader} leads\n");
            foreach (int other in Others(question.Tokens, leader))
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"(assert (> {Gap(question, leader, other)} 0)) ; over token {other}\n");
            }
        }

        for (int token = 0; question.IsExact && token < question.Tokens.Count; token++)
        {
            if (!question.Leaders.Contains(token))
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"; token {token} does not lead\n(assert {NotLeading(question, token)})\n");
            }
        }

        return text.Append("(check-sat)\n").ToString();
    }

    private static void WriteHeader(StringBuilder text, ControlQuestion question)
    {
        string which = question.Matrices switch
        {
            ControlClass.Spd => "symmetric positive definite matrix",
            ControlClass.Symmetric => "symmetric matrix",
            _ => "matrix",
        };
        string leaders = question.Leaders.IsEmpty ? "no token leads" : $"tokens {string.Join(", ", question.Leaders)} lead";
        string others = question.IsExact && !question.Leaders.IsEmpty ? " and no others" : string.Empty;
        _ = text.Append(CultureInfo.InvariantCulture, $"; Is there a {which} A under which {leaders}{others}?\n");
        _ = text.Append("; Token i leads where <A z_i, z_i - z_j> > 0 for every other token j. a_r_c is the entry in row r and column c.\n");
        _ = text.Append("; Every condition has been multiplied by a positive integer that leaves integers only.\n");
        for (int token = 0; token < question.Tokens.Count; token++)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"; token {token}: ({string.Join(", ", question.Tokens.Token(token))})\n");
        }

        _ = text.Append("; (get-model) after a sat answer shows such a matrix.\n");
        _ = text.Append(question.Matrices == ControlClass.Spd ? "(set-logic QF_NRA)\n" : "(set-logic QF_LRA)\n");
    }

    private static void WriteVariables(StringBuilder text, ControlQuestion question)
    {
        int d = question.Tokens.Dimension;
        for (int row = 0; row < d; row++)
        {
            for (int column = question.Matrices == ControlClass.Any ? 0 : row; column < d; column++)
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"(declare-const a_{row}_{column} Real)\n");
            }
        }

        if (question.Matrices != ControlClass.Spd)
        {
            return;
        }

        _ = text.Append("; A is positive definite; a multiple of it has the same leaders, so a_0_0 may be 1\n(assert (= a_0_0 1))\n");
        if (d <= MostMinors)
        {
            for (int size = 2; size <= d; size++)
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"(assert (> {Determinant([.. Enumerable.Range(0, size)], 0, size)} 0))\n");
            }
        }
        else
        {
            WriteFactors(text, d);
        }
    }

    // The determinant of rows first.. of the leading block in some columns, along its first row.
    private static string Determinant(int[] columns, int first, int size)
    {
        if (first == size - 1)
        {
            return Entry(first, columns[0], isSymmetric: true);
        }

        IEnumerable<string> terms = columns.Select((column, at) =>
        {
            string product = $"(* {Entry(first, column, isSymmetric: true)} {Determinant([.. columns.Where(c => c != column)], first + 1, size)})";
            return at % 2 == 0 ? product : $"(- {product})";
        });
        return $"(+ {string.Join(' ', terms)})";
    }

    // A = L L^T with a positive diagonal: the factors of Cholesky, which every positive definite matrix has.
    private static void WriteFactors(StringBuilder text, int d)
    {
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"(declare-const l_{row}_{column} Real)\n");
            }

            _ = text.Append(CultureInfo.InvariantCulture, $"(assert (> l_{row}_{row} 0))\n");
        }

        for (int row = 0; row < d; row++)
        {
            for (int column = row; column < d; column++)
            {
                IEnumerable<string> products = Enumerable.Range(0, row + 1).Select(k => string.Create(CultureInfo.InvariantCulture, $"(* l_{row}_{k} l_{column}_{k})"));
                _ = text.Append(CultureInfo.InvariantCulture, $"(assert (= a_{row}_{column} {Sum([.. products])}))\n");
            }
        }
    }

    // Some other token is at least as good for it; a token without others always leads.
    private static string NotLeading(ControlQuestion question, int token)
    {
        string[] ways = [.. Others(question.Tokens, token).Select(other => $"(<= {Gap(question, token, other)} 0)")];
        return ways.Length switch
        {
            0 => "false",
            1 => ways[0],
            _ => $"(or {string.Join(' ', ways)})",
        };
    }

    private static IEnumerable<int> Others(TokenCloud tokens, int token) => Enumerable.Range(0, tokens.Count).Where(other => other != token);

    // <A z_i, z_i - z_j> up to a positive factor.
    private static string Gap(ControlQuestion question, int i, int j)
    {
        bool isSymmetric = question.Matrices != ControlClass.Any;
        Rational[] x = question.Tokens[i].ToArray();
        Rational[] y = Vectors.Subtract(x, question.Tokens[j]);
        var coefficients = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        for (int row = 0; row < x.Length; row++)
        {
            for (int column = 0; column < x.Length; column++)
            {
                string entry = Entry(row, column, isSymmetric);
                coefficients[entry] = coefficients.GetValueOrDefault(entry) + (y[row] * x[column]);
            }
        }

        BigInteger common = CommonDenominator.Of(coefficients.Values);
        return Sum([.. coefficients.Where(pair => !pair.Value.IsZero).Select(pair => Term((pair.Value * common).Numerator, pair.Key))]);
    }

    private static string Term(BigInteger factor, string entry) => factor.IsOne
        ? entry
        : factor.Sign < 0 ? $"(* (- {Digits(-factor)}) {entry})" : $"(* {Digits(factor)} {entry})";

    private static string Sum(string[] terms) => terms.Length switch
    {
        0 => "0",
        1 => terms[0],
        _ => $"(+ {string.Join(' ', terms)})",
    };

    private static string Digits(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Entry(int row, int column, bool isSymmetric) => isSymmetric && column < row
        ? Entry(column, row, isSymmetric: false)
        : string.Create(CultureInfo.InvariantCulture, $"a_{row}_{column}");
}
