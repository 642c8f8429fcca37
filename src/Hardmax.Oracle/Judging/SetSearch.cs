using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>The outcome of a search for a set: found, or not, and whether everything was looked at.</summary>
/// <param name="Set">The set, ascending, or null.</param>
/// <param name="IsComplete">Whether there is no other place to look; true where a set was found.</param>
internal sealed record SetSearchResult(int[]? Set, bool IsComplete);

/// <summary>How many partial sums may still be formed.</summary>
internal sealed class SearchBudget(int nodes)
{
    private int _left = nodes;

    public bool IsSpent => _left <= 0;

    public void Spend() => _left--;
}

/// <summary>
/// Finds a set of tokens whose mean explains a recorded update. Tokens at one place are interchangeable, so counts by
/// place are searched and not subsets; sums that can no longer come within reach of the update are cut off.
/// </summary>
internal sealed class SetSearch
{
    /// <summary>How many partial sums are formed before the search is given up, for all tokens of a step together.</summary>
    public const int MostNodes = 200_000;

    private readonly RecordedState _state;
    private readonly FormatBounds _format;
    private readonly int _token;
    private readonly Rational[] _got;
    private readonly Predicate<int[]> _accepts;
    private readonly int[][] _places;
    private readonly BigInteger[][] _smallest;
    private readonly BigInteger[][] _largest;
    private readonly int[] _available;
    private readonly int[] _counts;
    private readonly BigInteger[] _sum;
    private readonly SearchBudget _budget;

    private SetSearch(RecordedState state, FormatBounds format, int token, Rational[] got, int[] within, Predicate<int[]> accepts, SearchBudget budget)
    {
        (_state, _format, _token, _got, _accepts, _budget) = (state, format, token, got, accepts, budget);
        _places = [.. within.GroupBy(j => state.Tokens[j].ToArray(), Vectors.Comparer).Select(place => place.ToArray())];
        _counts = new int[_places.Length];
        _sum = new BigInteger[state.Dimension];
        _available = new int[_places.Length + 1];
        _smallest = new BigInteger[_places.Length][];
        _largest = new BigInteger[_places.Length][];
        for (int k = _places.Length - 1; k >= 0; k--)
        {
            _available[k] = _available[k + 1] + _places[k].Length;
            BigInteger[] here = state.Token(_places[k][0]).ToArray();
            bool isLast = k == _places.Length - 1;
            _smallest[k] = isLast ? here : [.. here.Zip(_smallest[k + 1], BigInteger.Min)];
            _largest[k] = isLast ? here : [.. here.Zip(_largest[k + 1], BigInteger.Max)];
        }
    }

    /// <summary>Searches among some tokens for a set that a predicate accepts and whose update is within its bound of the recorded one.</summary>
    /// <param name="state">The recorded previous state.</param>
    /// <param name="format">The format of the update.</param>
    /// <param name="token">The token that moved.</param>
    /// <param name="got">Where it was recorded next.</param>
    /// <param name="within">The tokens that the set may hold.</param>
    /// <param name="accepts">What else the set must satisfy.</param>
    /// <param name="budget">What is left for this search and others; null is a budget of its own.</param>
    public static SetSearchResult Find(RecordedState state, FormatBounds format, int token, Rational[] got, int[] within, Predicate<int[]> accepts, SearchBudget? budget = null)
    {
        var search = new SetSearch(state, format, token, got, within, accepts, budget ?? new SearchBudget(MostNodes));
        bool isComplete = true;
        for (int size = 1; size <= within.Length; size++)
        {
            if (search.Reach(size) is not { } reach)
            {
                isComplete = false;
                continue;
            }

            if (search.Descend(0, size, reach) is { } found)
            {
                return new SetSearchResult(found, true);
            }
        }

        return new SetSearchResult(null, isComplete && !search._budget.IsSpent);
    }

    /// <summary>Whether the recorded place is within the bound of the update for a set; null where nothing is bounded.</summary>
    public static bool? Explains(RecordedState state, FormatBounds format, int token, ReadOnlySpan<int> set, Rational[] got) =>
        Explains(state, format, token, set, got, state.Update(token, set), out _);

    /// <summary>The same with the exact update at hand; <paramref name="wrong"/> is the first coordinate out of bounds, or -1.</summary>
    public static bool? Explains(RecordedState state, FormatBounds format, int token, ReadOnlySpan<int> set, Rational[] got, Rational[] exact, out int wrong)
    {
        wrong = -1;
        bool? explains = true;
        for (int c = 0; c < got.Length; c++)
        {
            if (got[c] == exact[c] || QuickBound.Allows(state, format, token, set, c, got[c], exact[c]))
            {
                continue;
            }

            if (UpdateBound.Of(format, state.System.Alpha, Rational.Abs(state.Tokens[token, c]), MeanMagnitude(state, set, c), set.Length) is not { } bound)
            {
                // The correctly rounded result needs no bound: no arithmetic is nearer.
                bool isRounded = format.Format.TryRound(exact[c], out Rational rounded) && rounded == got[c];
                explains = isRounded ? explains : null;
            }
            else if (Rational.Abs(got[c] - exact[c]) > bound)
            {
                wrong = c;
                return false;
            }
        }

        return explains;
    }

    internal static Rational MeanMagnitude(RecordedState state, ReadOnlySpan<int> set, int coordinate)
    {
        BigInteger sum = BigInteger.Zero;
        foreach (int j in set)
        {
            sum += BigInteger.Abs(state.Token(j)[coordinate]);
        }

        return new Rational(sum, state.TokenDenominator * set.Length);
    }

    // Sums of so many tokens that can explain the update: z' = z + gamma (sum / size - z), give or take the bound of the
    // largest mean that there can be.
    private (BigInteger Low, BigInteger High)[]? Reach(int size)
    {
        var reach = new (BigInteger, BigInteger)[_got.Length];
        for (int c = 0; c < reach.Length; c++)
        {
            Rational z = _state.Tokens[_token, c];
            var mean = new Rational(BigInteger.Max(BigInteger.Abs(_smallest[0][c]), BigInteger.Abs(_largest[0][c])), _state.TokenDenominator);
            if (UpdateBound.Of(_format, _state.System.Alpha, Rational.Abs(z), mean, size) is not { } bound)
            {
                return null;
            }

            Rational scale = size * new Rational(_state.TokenDenominator);
            Rational center = (z + ((_got[c] - z) / _state.System.Gamma)) * scale;
            Rational slack = bound / _state.System.Gamma * scale;
            reach[c] = (Floor(center - slack), Floor(center + slack) + 1);
        }

        return reach;
    }

    private static BigInteger Floor(Rational x)
    {
        BigInteger quotient = BigInteger.DivRem(x.Numerator, x.Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    private int[]? Descend(int place, int left, (BigInteger Low, BigInteger High)[] reach)
    {
        if (left == 0)
        {
            return Complete();
        }

        if (place == _places.Length || _available[place] < left || _budget.IsSpent || !CanReach(place, left, reach))
        {
            return null;
        }

        _budget.Spend();
        BigInteger[] here = _state.Token(_places[place][0]).ToArray();
        for (int count = Math.Min(left, _places[place].Length); count >= 0; count--)
        {
            Add(here, count);
            _counts[place] = count;
            int[]? found = Descend(place + 1, left - count, reach);
            Add(here, -count);
            _counts[place] = 0;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private void Add(BigInteger[] token, int times)
    {
        for (int c = 0; c < _sum.Length; c++)
        {
            _sum[c] += times * token[c];
        }
    }

    private bool CanReach(int place, int left, (BigInteger Low, BigInteger High)[] reach)
    {
        for (int c = 0; c < reach.Length; c++)
        {
            if (_sum[c] + (left * _smallest[place][c]) > reach[c].High || _sum[c] + (left * _largest[place][c]) < reach[c].Low)
            {
                return false;
            }
        }

        return true;
    }

    private int[]? Complete()
    {
        int[] set = [.. _places.SelectMany((place, k) => place.Take(_counts[k])).Order()];
        return _accepts(set) && Explains(_state, _format, _token, set, _got) == true ? set : null;
    }
}
