using System.Text;

namespace Hardmax.Cli.Tests.Corpus;

/// <summary>One line of cases.txt: a name, and one or more runs of the program in a row.</summary>
/// <param name="Name">The name, VERB/WHAT, which no other case has.</param>
/// <param name="Runs">The runs; their files are in one folder, {out}.</param>
internal sealed record CorpusCase(string Name, IReadOnlyList<CorpusCase.Run> Runs)
{
    /// <summary>The folder that a case writes into, within the folder of the inputs.</summary>
    public string Out => "out/" + Name;

    /// <summary>Reads cases.txt.</summary>
    /// <exception cref="FormatException">A line is no case, or two have the same name.</exception>
    public static IReadOnlyList<CorpusCase> ReadAll(string file)
    {
        CorpusCase[] cases = [.. File.ReadLines(file).Select(Parse)];
        return cases.CountBy(item => item.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1).Key is { } twice
            ? throw new FormatException($"{file}: two cases are called {twice}.")
            : cases;
    }

    private static CorpusCase Parse(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0
            ? throw new FormatException($"'{line}' is no case; expected NAME: ARGUMENTS.")
            : new CorpusCase(line[..colon], [.. line[(colon + 2)..].Split(" && ").Select(Run.Parse)]);
    }

    /// <summary>One run of the program.</summary>
    /// <param name="Text">It as the file has it.</param>
    /// <param name="Arguments">The arguments, with {out}, {dotnet} and {fakes} as they stand.</param>
    /// <param name="Input">The file that standard input comes from; null for none.</param>
    public sealed record Run(string Text, IReadOnlyList<string> Arguments, string? Input)
    {
        /// <summary>Reads words as a shell does: spaces between them, single quotes around what is one word, and &lt; FILE.</summary>
        public static Run Parse(string text)
        {
            List<string> words = [];
            StringBuilder? word = null;
            bool isQuoted = false;
            foreach (char c in text + " ")
            {
                if (c == '\'')
                {
                    isQuoted = !isQuoted;
                    word ??= new StringBuilder();
                }
                else if (c != ' ' || isQuoted)
                {
                    _ = (word ??= new StringBuilder()).Append(c);
                }
                else if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }
            }

            return words is [.. var arguments, "<", var input] ? new Run(text, arguments, input) : new Run(text, words, null);
        }
    }
}
