using Hardmax.Control;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Control;

/// <summary>Small clouds and matrices of small integers and halves, in which ties, equal tokens and zeros are common.</summary>
internal sealed class RobustnessCase
{
    private readonly Random _random;

    public RobustnessCase(int seed, int maxTokens = 4, int maxDimension = 3)
    {
        _random = new Random(seed);
        int d = _random.Next(1, maxDimension + 1);
        int n = _random.Next(1, maxTokens + 1);
        Tokens = new TokenCloud([.. Enumerable.Range(0, n).Select(_ => (Rational[])[.. Enumerable.Range(0, d).Select(_ => Number(3))])]);
        Matrix = _random.Next(4) switch
        {
            0 => AttentionMatrix.Identity(d),
            1 => Draw(1),
            _ => Draw(4),
        };
        Kind = (ChangeKind)(seed % 3);
        AttentionMatrix direction = Draw(2);
        Direction = Kind != ChangeKind.Direction ? null : direction.Equals(Multiple(0, direction)) ? AttentionMatrix.Identity(d) : direction;
    }

    public TokenCloud Tokens { get; }

    public AttentionMatrix Matrix { get; }

    public ChangeKind Kind { get; }

    public AttentionMatrix? Direction { get; }

    public LeaderRobustness Robustness => LeaderRobustness.Of(Tokens, Matrix, Kind, Direction);

    /// <summary>The leaders by the textbook.</summary>
    public static int[] Leaders(TokenCloud tokens, AttentionMatrix matrix)
    {
        int[][] sets = new TextbookDynamics<Rational>(matrix.ToArray(), 1).AttentionSets(tokens.ToArray());
        return [.. Enumerable.Range(0, tokens.Count).Where(i => sets[i] is [var only] && only == i)];
    }

    public static AttentionMatrix Combine(AttentionMatrix matrix, Rational factor, AttentionMatrix change) =>
        Build(matrix.Dimension, (r, c) => matrix[r, c] + (factor * change[r, c]));

    public static Rational Size(AttentionMatrix matrix) => matrix.ToArray().Cast<Rational>().Select(Rational.Abs).Max();

    public static AttentionMatrix Build(int d, Func<int, int, Rational> entry)
    {
        var entries = new Rational[d, d];
        for (int at = 0; at < d * d; at++)
        {
            entries[at / d, at % d] = entry(at / d, at % d);
        }

        return new AttentionMatrix(entries);
    }

    public int[] Leaders(AttentionMatrix matrix) => Leaders(Tokens, matrix);

    /// <summary>A change of the case's kind with largest entry 1: a corner of the box, half of the time.</summary>
    public AttentionMatrix Change()
    {
        if (Direction is not null)
        {
            return Multiple((_random.Next(2) == 0 ? -1 : 1) / Size(Direction), Direction);
        }

        bool isCorner = _random.Next(2) == 0;
        AttentionMatrix drawn = Build(Tokens.Dimension, (_, _) => isCorner ? (2 * _random.Next(2)) - 1 : new Rational(_random.Next(-4, 5), 4));
        AttentionMatrix change = Kind == ChangeKind.Any ? drawn : Build(Tokens.Dimension, (r, c) => r < c ? drawn[r, c] : drawn[c, r]);
        Rational size = Size(change);
        return size.IsZero ? AttentionMatrix.Identity(Tokens.Dimension) : Multiple(size.Reciprocal(), change);
    }

    private static AttentionMatrix Multiple(Rational factor, AttentionMatrix matrix) => Build(matrix.Dimension, (r, c) => factor * matrix[r, c]);

    private AttentionMatrix Draw(int size) => Build(Tokens.Dimension, (_, _) => Number(size));

    private Rational Number(int size) => new(_random.Next(-size, size + 1), _random.Next(4) == 0 ? 2 : 1);
}
