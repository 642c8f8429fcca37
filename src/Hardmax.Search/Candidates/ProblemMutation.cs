using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search;

/// <summary>Small random changes of a problem that keep its dimension, the class of its matrix, and tokens distinct and nonzero.</summary>
/// <param name="scope">The class and the largest n.</param>
internal sealed class ProblemMutation(HuntScope scope)
{
    /// <summary>Entries do not grow beyond this in absolute value by a change: the search is for small problems.</summary>
    public const int MaxEntry = 6;

    private const int Tries = 16;

    /// <summary>A changed problem; the same one where no change that was tried is allowed.</summary>
    public HardmaxProblem Next(HardmaxProblem problem, CandidateRandom random)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            HardmaxProblem? changed = random.Between(0, 9) switch
            {
                <= 4 => WithToken(problem, random),
                <= 6 => WithEntry(problem, random),
                7 => new HardmaxProblem(problem.Tokens, new HardmaxSystem(problem.System.Matrix, random.Pick(SmallProblems.Alphas))),
                8 => Without(problem, random),
                _ => WithImage(problem, random),
            };
            if (changed is not null)
            {
                return changed;
            }
        }

        return problem;
    }

    private static HardmaxProblem? WithToken(HardmaxProblem problem, CandidateRandom random)
    {
        Rational[][] tokens = problem.Tokens.ToArray();
        Rational[] token = random.Pick(tokens);
        int c = random.Between(0, token.Length - 1);
        token[c] += random.Pick([1, -1]);
        return WithTokens(problem, tokens);
    }

    private static HardmaxProblem? Without(HardmaxProblem problem, CandidateRandom random)
    {
        List<Rational[]> tokens = [.. problem.Tokens.ToArray()];
        tokens.RemoveAt(random.Between(0, tokens.Count - 1));
        return tokens.Count < 2 ? null : WithTokens(problem, tokens);
    }

    private static HardmaxProblem? WithTokens(HardmaxProblem problem, IReadOnlyList<Rational[]> tokens)
    {
        bool isSmall = tokens.All(token => Array.TrueForAll(token, x => Rational.Abs(x) <= MaxEntry));
        bool isNonzero = !tokens.Any(token => Vectors.IsZero(token));
        return isSmall && isNonzero && tokens.Distinct(Vectors.Comparer).Count() == tokens.Count
            ? new HardmaxProblem(new TokenCloud(tokens), problem.System)
            : null;
    }

    /// <summary>One more token, or another one in the place of one: a token with a sign changed or two coordinates swapped.</summary>
    private HardmaxProblem? WithImage(HardmaxProblem problem, CandidateRandom random)
    {
        List<Rational[]> tokens = [.. problem.Tokens.ToArray()];
        Rational[] image = [.. random.Pick(tokens)];
        int a = random.Between(0, image.Length - 1);
        int b = random.Between(0, image.Length - 1);
        (image[a], image[b]) = a == b ? (-image[a], -image[a]) : (image[b], image[a]);
        if (tokens.Count < scope.MaxTokens)
        {
            tokens.Add(image);
        }
        else
        {
            tokens[random.Between(0, tokens.Count - 1)] = image;
        }

        return WithTokens(problem, tokens);
    }

    private HardmaxProblem? WithEntry(HardmaxProblem problem, CandidateRandom random)
    {
        Rational[,] entries = problem.System.Matrix.ToArray();
        int row = random.Between(0, problem.Tokens.Dimension - 1);
        int column = random.Between(0, problem.Tokens.Dimension - 1);
        entries[row, column] += random.Pick([1, -1]);
        if (scope.Class == MatrixClass.Skew)
        {
            entries[column, row] = -entries[row, column];
        }
        else if (scope.Class is not (MatrixClass.General or MatrixClass.PdNonsymmetric))
        {
            entries[column, row] = entries[row, column];
        }

        var matrix = new AttentionMatrix(entries);
        return Rational.Abs(entries[row, column]) <= MaxEntry && MatrixClasses.Contains(scope.Class, matrix)
            ? new HardmaxProblem(problem.Tokens, new HardmaxSystem(matrix, problem.System.Alpha))
            : null;
    }
}
