namespace Hardmax.Oracle;

/// <summary>
/// Exact ties of small integers. All rest on one fact: token z scores b and b + v the same exactly when
/// &lt;A z, v&gt; = 0.
/// </summary>
internal static class TieRecipes
{
    /// <summary>EXACT_TIE: two, three or more tokens at different places tie at the top.</summary>
    public static CaseSketch? ExactTie(CaseDraw draw)
    {
        if (draw.Random.Chance(1, 6) && NearTieRecipes.TieAboveNeighbour(draw) is { } above)
        {
            return above;
        }

        return Tie(draw, Math.Min(9, draw.MaxTokens), draw.Random.Chance(1, 2))?.Sketch(draw);
    }

    /// <summary>DUPLICATE_TOKEN: some of those that tie stand there more than once.</summary>
    public static CaseSketch? DuplicateToken(CaseDraw draw)
    {
        int most = Math.Min(9, draw.MaxTokens);
        if (most < 3)
        {
            return null;
        }

        // A zero token, which attends to all, is the only way on a line.
        if (draw.MaxDimension < 2 || draw.Random.Chance(1, 6))
        {
            long[][] some = Some(draw, draw.Dimension(1, 4), draw.Random.Between(1, most - 2));
            return Sketch(draw, [new long[some[0].Length], some[0], .. some], draw.Matrix(some[0].Length));
        }

        if (Tie(draw, most - 1, draw.Random.Chance(1, 2)) is not { } tie)
        {
            return null;
        }

        int copies = draw.Random.Between(1, most - tie.Tokens.Count);
        for (int k = 0; k < copies; k++)
        {
            tie.Tokens.Add(tie.Tied[draw.Random.Chance(3, 4) ? 0 : draw.Random.Between(0, tie.Tied.Count - 1)]);
        }

        return tie.Sketch(draw);
    }

    /// <summary>ZERO_TOKEN: a zero vector among others; sometimes A z = 0 for another token too.</summary>
    public static CaseSketch? ZeroToken(CaseDraw draw)
    {
        int d = draw.Dimension(1);
        int count = draw.Random.Between(1, Math.Min(7, draw.MaxTokens - 1));
        long[][] others = Some(draw, d, count);
        int zeros = draw.Random.Chance(1, 4) ? Math.Min(2, draw.MaxTokens - count) : 1;
        return Sketch(draw, [.. Enumerable.Repeat(new long[d], zeros), .. others], draw.Matrix(d));
    }

    /// <summary>SELF_IN_SET: a token ties with others at other places.</summary>
    public static CaseSketch? SelfInSet(CaseDraw draw) => Tie(draw, Math.Min(9, draw.MaxTokens), includesSelf: true)?.Sketch(draw);

    /// <summary>
    /// MANY_TOKENS: a tie whose tokens stand in the first block of eight, in the last and incomplete one, and between.
    /// </summary>
    public static CaseSketch? ManyTokens(CaseDraw draw)
    {
        if (draw.MaxTokens < CasePromises.ManyTokens)
        {
            return null;
        }

        bool isLarge = draw.InvitesLargeCases && draw.Random.Chance(1, 4);
        int count = isLarge ? draw.Random.Between(72, 200) : draw.Random.Between(CasePromises.ManyTokens, draw.Random.Of(40, 70));
        count = Math.Min(count, draw.MaxTokens);
        count -= count % CasePromises.BlockSize == 0 ? 1 : 0;
        if (Tie(draw, Math.Min(7, count), draw.Random.Chance(1, 2), mostDimensions: 4) is not { } tie)
        {
            return null;
        }

        while (tie.Tokens.Count < count && tie.TryAddBelow(draw))
        {
        }

        if (tie.Tokens.Count < count)
        {
            return null;
        }

        // The first and the last of those that tie change places with a token of the first and of the last block.
        draw.Random.Shuffle(tie.Tokens);
        tie.Move(0, draw.Random.Between(0, CasePromises.BlockSize - 1));
        tie.Move(1, draw.Random.Between((count - 1) / CasePromises.BlockSize * CasePromises.BlockSize, count - 1));
        return draw.Sketch(tie.Tokens, tie.Matrix, draw.Alpha(), isLarge || draw.IsCoarse ? 1 : draw.Random.Between(1, 2));
    }

    private static CaseSketch Sketch(CaseDraw draw, List<long[]> tokens, long[,] matrix)
    {
        draw.Random.Shuffle(tokens);
        return draw.Sketch(tokens, matrix, draw.Alpha(), draw.Layers());
    }

    private static long[][] Some(CaseDraw draw, int d, int count)
    {
        int bound = draw.Bound();
        return [.. Enumerable.Range(0, count).Select(_ => draw.Vector(d, bound))];
    }

    // A query z, a base b, and b + v for some v orthogonal to A z; then tokens that score less.
    private static TieDraft? Tie(CaseDraw draw, int most, bool includesSelf, int mostDimensions = 16)
    {
        if (draw.MaxDimension < 2 || most < (includesSelf ? 2 : 3))
        {
            return null;
        }

        CaseRandom random = draw.Random;
        int d = draw.Dimension(2, mostDimensions);
        int bound = draw.Bound();
        long[,] matrix = draw.Matrix(d);
        long[] z = draw.Vector(d, bound);
        long[] query = IntegerMatrices.Apply(matrix, z);
        long[] first = includesSelf ? z : draw.Vector(d, bound);
        var tie = new TieDraft(matrix, z, query, first, bound);
        int size = Math.Min(most - (includesSelf ? 0 : 1), random.Of(2, 2, 2, 3, 3, 4, 4, 5, 6));
        for (int attempt = 0; attempt < 6 * size && tie.Tied.Count < size; attempt++)
        {
            tie.TryTie(Orthogonal(query, random));
        }

        if (tie.Tied.Count < 2 || (!includesSelf && !tie.TryAdd(z)))
        {
            return null;
        }

        int fillers = random.Between(0, Math.Max(0, Math.Min(4, most - tie.Tokens.Count)));
        for (int attempt = 0; attempt < 3 * fillers && fillers > 0; attempt++)
        {
            fillers -= tie.TryAddBelow(draw) ? 1 : 0;
        }

        return tie;
    }

    // A small vector in two coordinates that is orthogonal to a query.
    private static long[] Orthogonal(long[] query, CaseRandom random)
    {
        int a = random.Between(0, query.Length - 1);
        int b = (a + random.Between(1, query.Length - 1)) % query.Length;
        long divisor = Math.Max(1, (long)System.Numerics.BigInteger.GreatestCommonDivisor(query[a], query[b]));
        int factor = random.Sign() * random.Of(1, 1, 2, 3);
        var v = new long[query.Length];
        (v[a], v[b]) = query[a] == 0 && query[b] == 0 ? (factor, 0) : (factor * query[b] / divisor, -factor * query[a] / divisor);
        return v;
    }
}
