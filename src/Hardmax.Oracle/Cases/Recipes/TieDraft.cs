using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>A cloud of integers with a tie at the top for one query, while it is put together.</summary>
/// <param name="matrix">A.</param>
/// <param name="z">The token that scores.</param>
/// <param name="query">A z.</param>
/// <param name="first">The first token of the tie, which may be z itself.</param>
/// <param name="bound">The bound of the coordinates of tokens that are added.</param>
internal sealed class TieDraft(long[,] matrix, long[] z, long[] query, long[] first, int bound)
{
    private readonly long _top = IntegerMatrices.Dot(query, first);

    /// <summary>A.</summary>
    public long[,] Matrix => matrix;

    /// <summary>All tokens.</summary>
    public List<long[]> Tokens { get; } = [first];

    /// <summary>The tokens of the tie, at different places.</summary>
    public List<long[]> Tied { get; } = [first];

    /// <summary>Adds first + v, which ties, unless a token of the tie is there.</summary>
    public void TryTie(long[] v)
    {
        long[] token = [.. first.Select((x, c) => x + v[c])];
        if (!Tied.Exists(tied => tied.AsSpan().SequenceEqual(token)))
        {
            Tied.Add(token);
            Tokens.Add(token);
        }
    }

    /// <summary>Adds a token unless it scores more than the tie.</summary>
    public bool TryAdd(long[] token)
    {
        bool isBelow = IntegerMatrices.Dot(query, token) <= _top;
        if (isBelow)
        {
            Tokens.Add(token);
        }

        return isBelow;
    }

    /// <summary>Adds a random token that scores less than the tie, if a few draws give one.</summary>
    public bool TryAddBelow(CaseDraw draw)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            long[] token = draw.Vector(z.Length, bound);
            if (IntegerMatrices.Dot(query, token) < _top)
            {
                Tokens.Add(token);
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts the k-th token of the tie at an index; the one there takes its place.</summary>
    public void Move(int k, int index)
    {
        int at = Tokens.IndexOf(Tied[k]);
        (Tokens[at], Tokens[index]) = (Tokens[index], Tokens[at]);
    }

    /// <summary>The case in random order, with random alpha and layers.</summary>
    public CaseSketch Sketch(CaseDraw draw)
    {
        draw.Random.Shuffle(Tokens);
        Rational alpha = draw.Alpha();
        return draw.Sketch(Tokens, matrix, alpha, draw.Layers());
    }
}
