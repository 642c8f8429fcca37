using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// A cloud while it is put together: at most so many tokens and, where asked for, every one nonzero and new. It knows
/// which token a query scores highest, which is what a construction needs to place a tie at the top.
/// </summary>
internal sealed class CloudBuilder(AttentionMatrix matrix, int limit, bool distinctNonzero)
{
    private readonly List<Rational[]> _tokens = [];

    /// <summary>The tokens so far.</summary>
    public IReadOnlyList<Rational[]> Tokens => _tokens;

    /// <summary>The dimension, d.</summary>
    public int Dimension => matrix.Dimension;

    /// <summary>How many more tokens fit.</summary>
    public int Room => limit - _tokens.Count;

    /// <summary>Adds a token if there is room for it and it may be there.</summary>
    public bool TryAdd(Rational[] token)
    {
        bool isAdded = Room > 0 && MayAdd(token);
        if (isAdded)
        {
            _tokens.Add(token);
        }

        return isAdded;
    }

    /// <summary>Adds both tokens, which differ from each other, or neither.</summary>
    public bool TryAddPair(Rational[] first, Rational[] second)
    {
        bool isAdded = Room >= 2 && MayAdd(first) && MayAdd(second);
        if (isAdded)
        {
            _tokens.AddRange([first, second]);
        }

        return isAdded;
    }

    /// <summary>Adds a token and, where it may not be there, the first of token + e_0, token + 2 e_0, ... that may.</summary>
    public void AddNudged(Rational[] token)
    {
        while (Room > 0 && !TryAdd(token))
        {
            token = [token[0] + 1, .. token[1..]];
        }
    }

    /// <summary>Adds the first of candidate(1), candidate(2), ... that may be there; they must be infinitely many points.</summary>
    public void AddFirst(Func<int, Rational[]> candidate)
    {
        for (int k = 1; !TryAdd(candidate(k)); k++)
        {
            System.Diagnostics.Debug.Assert(Room > 0 && k <= limit + 1, "Of infinitely many points only the tokens and 0 are refused.");
        }
    }

    /// <summary>Drops the last token or tokens until so many more fit.</summary>
    public void MakeRoom(int count)
    {
        int excess = Math.Max(0, count - Room);
        _tokens.RemoveRange(_tokens.Count - excess, excess);
    }

    /// <summary>Puts another token in the place of token i, whatever it is.</summary>
    public void Replace(int i, Rational[] token) => _tokens[i] = token;

    /// <summary>A token of largest score for a query: the first that maximises &lt;A query, z&gt;.</summary>
    public Rational[] Best(Rational[] query)
    {
        Rational[] image = matrix.Apply(query);
        return _tokens.MaxBy(token => Vectors.Dot(image, token))!;
    }

    /// <summary>Whether a query scores two different points highest.</summary>
    public bool HasTie(Rational[] query)
    {
        Rational[] image = matrix.Apply(query);
        Rational[] best = Best(query);
        Rational top = Vectors.Dot(image, best);
        return _tokens.Exists(token => Vectors.Dot(image, token) == top && !Vectors.Comparer.Equals(token, best));
    }

    /// <summary>Whether a query scores one point higher than another.</summary>
    public bool Exceeds(Rational[] query, Rational[] point, Rational[] other) =>
        matrix.Form(query, point) > matrix.Form(query, other);

    private bool MayAdd(Rational[] token) =>
        !distinctNonzero || (!Vectors.IsZero(token) && !_tokens.Contains(token, Vectors.Comparer));
}
