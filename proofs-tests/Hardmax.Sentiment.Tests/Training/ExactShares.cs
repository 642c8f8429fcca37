using Hardmax.Numbers;

namespace Hardmax.Sentiment.Tests;

/// <summary>
/// What the layers of a text do while their attention sets are given: linear maps of the tokens, formed as they are written
/// in docs/sentiment-theory.md ("Gradient") and multiplied out over the rationals.
/// </summary>
/// <param name="text">The text; every token is one row, repetitions too.</param>
/// <param name="gamma">The step of all layers.</param>
/// <param name="sets">For each layer and each word the words that it attends to.</param>
/// <param name="isAtLimit">Whether the last layer is a step all the way.</param>
internal sealed class ExactShares(LayerText text, Rational gamma, int[][][] sets, bool isAtLimit)
{
    private readonly int[] _wordOf = text.WordOfToken;

    /// <summary>The share of each word: the row of counts / N through M_k .. M_1, from the product of the matrices.</summary>
    public Rational[] OfWords()
    {
        int n = _wordOf.Length;
        Rational[,] product = Identity(n);
        for (int layer = 0; layer < sets.Length; layer++)
        {
            product = Product(Averaging(layer), product);
        }

        var shares = new Rational[text.Counts.Length];
        for (int from = 0; from < n; from++)
        {
            for (int to = 0; to < n; to++)
            {
                shares[_wordOf[from]] += product[to, from] / n;
            }
        }

        return shares;
    }

    /// <summary>&lt;w, mean&gt; after the last layer, layer by layer, for tokens that need not be those that made the sets.</summary>
    public Rational Value(Rational[][] tokens, Rational[] weights)
    {
        Rational[][] places = tokens;
        for (int layer = 0; layer < sets.Length; layer++)
        {
            Rational[,] averaging = Averaging(layer);
            places = [.. places.Select((z, i) => z.Select((_, c) => Sum(Enumerable.Range(0, places.Length).Select(j => averaging[i, j] * places[j][c]))).ToArray())];
        }

        return Sum(places.SelectMany(z => z.Select((x, c) => weights[c] * x))) / places.Length;
    }

    /// <summary>
    /// The derivative of <see cref="Value"/> by gamma at <paramref name="gamma"/>: &lt;w, mean&gt; as a polynomial in gamma,
    /// the coefficients of which are computed, differentiated.
    /// </summary>
    public Rational GammaDerivative(Rational[] weights)
    {
        // p[i][k] is the coefficient of gamma^k in <w, z_i>.
        Rational[][] p = [.. text.Tokens.Select(z => new[] { Sum(z.Select((x, c) => weights[c] * x)) })];
        foreach (int[][] layer in sets)
        {
            p = [.. p.Select((own, i) =>
            {
                int[] set = Tokens(layer[_wordOf[i]]);
                Rational Mean(int k) => Sum(set.Select(j => p[j][k])) / set.Length;
                return Enumerable.Range(0, own.Length + 1)
                    .Select(k => (k < own.Length ? own[k] : 0) + (k > 0 ? Mean(k - 1) - own[k - 1] : 0))
                    .ToArray();
            })];
        }

        Rational derivative = 0;
        Rational power = 1;
        for (int k = 1; k < p[0].Length; k++)
        {
            derivative += k * power * Sum(p.Select(own => own[k])) / p.Length;
            power *= gamma;
        }

        return derivative;
    }

    private static Rational[,] Identity(int n)
    {
        var identity = new Rational[n, n];
        for (int i = 0; i < n; i++)
        {
            identity[i, i] = 1;
        }

        return identity;
    }

    private static Rational[,] Product(Rational[,] left, Rational[,] right)
    {
        int n = left.GetLength(0);
        var product = new Rational[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                for (int j = 0; j < n && !left[i, k].IsZero; j++)
                {
                    product[i, j] += left[i, k] * right[k, j];
                }
            }
        }

        return product;
    }

    private static Rational Sum(IEnumerable<Rational> terms) => terms.Aggregate(Rational.Zero, (x, y) => x + y);

    private int[] Tokens(int[] words) => [.. Enumerable.Range(0, _wordOf.Length).Where(token => words.Contains(_wordOf[token]))];

    private Rational[,] Averaging(int layer)
    {
        int n = _wordOf.Length;
        Rational step = isAtLimit && layer == sets.Length - 1 ? 1 : gamma;
        var matrix = new Rational[n, n];
        for (int i = 0; i < n; i++)
        {
            matrix[i, i] = 1 - step;
            int[] set = Tokens(sets[layer][_wordOf[i]]);
            foreach (int j in set)
            {
                matrix[i, j] += step / set.Length;
            }
        }

        return matrix;
    }
}
