using System.Text.RegularExpressions;
using Hardmax.Numbers;

namespace Hardmax.Tests.Control;

/// <summary>Evaluates the assertions of an SMT-LIB text at given values: the part of the language that the texts use.</summary>
internal sealed class SmtLibModel
{
    private readonly List<object> _commands = [];

    public SmtLibModel(string text)
    {
        string code = Regex.Replace(text, ";[^\n]*", string.Empty, RegexOptions.None, TimeSpan.FromSeconds(10));
        var tokens = new Queue<string>(Regex.Matches(code, @"[()]|[^\s()]+", RegexOptions.None, TimeSpan.FromSeconds(10)).Select(match => match.Value));
        while (tokens.Count > 0)
        {
            _commands.Add(Parse(tokens));
        }
    }

    /// <summary>The names that are declared, in order.</summary>
    public IReadOnlyList<string> Names => [.. Commands("declare-const").Select(command => (string)command[1])];

    /// <summary>The commands by name, in order.</summary>
    public IReadOnlyList<string> Words => [.. _commands.Select(command => (string)((List<object>)command)[0])];

    /// <summary>The logic that is set.</summary>
    public string Logic => (string)Commands("set-logic").Single()[1];

    /// <summary>Whether every assertion holds.</summary>
    public bool Holds(IReadOnlyDictionary<string, Rational> values) => Commands("assert").All(command => Truth(command[1], values));

    private static object Parse(Queue<string> tokens)
    {
        string token = tokens.Dequeue();
        if (token != "(")
        {
            return token;
        }

        var list = new List<object>();
        while (tokens.Peek() != ")")
        {
            list.Add(Parse(tokens));
        }

        _ = tokens.Dequeue();
        return list;
    }

    private static bool Truth(object term, IReadOnlyDictionary<string, Rational> values)
    {
        if (term is not List<object> list)
        {
            return term.Equals("false") ? false : throw new FormatException($"{term} is no truth value.");
        }

        return list[0] switch
        {
            "or" when list.Count > 2 => list.Skip(1).Any(part => Truth(part, values)),
            ">" when list.Count == 3 => Value(list[1], values) > Value(list[2], values),
            "<=" when list.Count == 3 => Value(list[1], values) <= Value(list[2], values),
            "=" when list.Count == 3 => Value(list[1], values) == Value(list[2], values),
            _ => throw new FormatException($"{list[0]} is no relation of {list.Count - 1} terms."),
        };
    }

    private static Rational Value(object term, IReadOnlyDictionary<string, Rational> values)
    {
        if (term is not List<object> list)
        {
            string word = (string)term;
            return char.IsAsciiDigit(word[0]) ? Rational.Parse(word) : values[word];
        }

        Rational[] parts = [.. list.Skip(1).Select(part => Value(part, values))];
        return list[0] switch
        {
            "-" when parts.Length == 1 => -parts[0],
            "+" when parts.Length > 1 => parts.Aggregate((x, y) => x + y),
            "*" when parts.Length > 1 => parts.Aggregate((x, y) => x * y),
            _ => throw new FormatException($"{list[0]} is no operation of {parts.Length} terms."),
        };
    }

    private IEnumerable<List<object>> Commands(string name) => _commands.Cast<List<object>>().Where(command => (string)command[0] == name);
}
