using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>
/// The layers of a certificate's problem by the textbook dynamics over rationals, computed as they are asked for.
/// </summary>
internal sealed class CheckedRun
{
    private readonly TextbookDynamics<Rational> _textbook;
    private readonly List<Rational[][]> _tokens;
    private readonly List<int[][]> _sets = [];
    private readonly WorkBudget _budget;

    public CheckedRun(LimitCertificate certificate)
    {
        HardmaxSystem system = certificate.Problem.System;
        _textbook = new TextbookDynamics<Rational>(system.Matrix.ToArray(), system.Alpha);
        _tokens = [certificate.Problem.Tokens.ToArray()];
        Matrix = system.Matrix;
        Count = certificate.Problem.Tokens.Count;
        _budget = new WorkBudget(_tokens[0]);
    }

    public AttentionMatrix Matrix { get; }

    /// <summary>The number of tokens, n.</summary>
    public int Count { get; }

    /// <summary>The tokens of a layer, n x d.</summary>
    public Rational[][] Tokens(int layer)
    {
        while (_tokens.Count <= layer)
        {
            int last = _tokens.Count - 1;
            _tokens.Add(Move(_tokens[last], Sets(last)));
        }

        return _tokens[layer];
    }

    /// <summary>The attention sets of a layer.</summary>
    public int[][] Sets(int layer)
    {
        while (_sets.Count <= layer)
        {
            Rational[][] tokens = Tokens(_sets.Count);
            ChargeScores(tokens, 2);
            _sets.Add(_textbook.AttentionSets(tokens));
        }

        return _sets[layer];
    }

    /// <summary>One layer with given attention sets, applied to any n rows: to the unit vectors it gives the matrix W.</summary>
    public Rational[][] Move(Rational[][] rows, int[][] sets)
    {
        Charge((double)rows[0].Length * sets.Sum(set => set.Length + 3), rows);
        return _textbook.Next(rows, sets);
    }

    /// <summary>Counts operations on numbers such as those of some rows towards what a check may take.</summary>
    public void Charge(double operations, Rational[][] rows) => _budget.Charge(operations, WorkBudget.Bits(rows));

    /// <summary>Counts the scores of all tokens with all tokens, several times over.</summary>
    public void ChargeScores(Rational[][] tokens, int times) =>
        Charge(times * (double)tokens.Length * tokens[0].Length * (tokens.Length + tokens[0].Length), tokens);

    /// <summary>The mean of the tokens of a set.</summary>
    public static Rational[] Mean(Rational[][] tokens, int[] set)
    {
        Rational size = set.Length;
        return [.. tokens[0].Select((_, c) => set.Aggregate(Rational.Zero, (sum, j) => sum + tokens[j][c]) / size)];
    }

    /// <summary>For each place the smallest token that stands there, ascending.</summary>
    public static int[] FirstAtEachPlace(Rational[][] tokens)
    {
        var seen = new HashSet<Rational[]>(Vectors.Comparer);
        return [.. Enumerable.Range(0, tokens.Length).Where(i => seen.Add(tokens[i]))];
    }

    /// <summary>The smallest token at each leader point of a layer: all who stand there attend to exactly themselves.</summary>
    public int[] LeaderPoints(int layer)
    {
        Rational[][] tokens = Tokens(layer);
        return [.. FirstAtEachPlace(tokens).Where(i => Sets(layer)[i].SequenceEqual(StandingAt(tokens, i)))];
    }

    public static bool SameSets(int[][] left, int[][] right) => left.Zip(right).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static IEnumerable<int> StandingAt(Rational[][] tokens, int i) =>
        Enumerable.Range(0, tokens.Length).Where(j => Vectors.Comparer.Equals(tokens[i], tokens[j]));
}
