using System.Numerics;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// A mistake known by what it makes of a recorded step: for each token the attention sets that it may choose, and what
/// becomes of the set. Authors differ in details (a row without any key left stays, goes to 0 or is not a number; a
/// maximum of other scores rounds in another order), so that a token may have several positions.
/// </summary>
/// <param name="id">A short name.</param>
/// <param name="bugType">A word of <see cref="BugTypes"/>.</param>
/// <param name="description">What it does instead of what it should, without a full stop.</param>
/// <param name="effect">What comes of it, without a full stop.</param>
/// <param name="positions">The positions that token i may have next; null is one that is not finite.</param>
/// <param name="keepsSomeTies">Whether some exact ties between different points must have been kept.</param>
internal sealed class ObservedMistake(
    string id,
    string bugType,
    string description,
    string effect,
    Func<StepEvidence, int, IEnumerable<Rational[]?>> positions,
    bool keepsSomeTies = false) : Mistake
{
    // Rounding keeps about half of the ties of two points; one rule of choice keeps none.
    private const double LeastShareOfKeptTies = 0.1;

    // Of more points that rounding cannot tell apart, only all together and each alone are looked at.
    private const int MostSubsetPoints = 6;

    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <inheritdoc/>
    public override string BugType { get; } = bugType;

    /// <inheritdoc/>
    public override string Description { get; } = description;

    /// <inheritdoc/>
    public override string Effect { get; } = effect;

    /// <summary>None: it is known by its positions alone.</summary>
    public override T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha) => null;

    /// <summary>Mistakes in the choice of the keys.</summary>
    public static IEnumerable<Mistake> Selections() =>
    [
        Sets("causal-mask", BugTypes.Selection, "masks the keys behind each query (causal)", (step, i) => Best(step, i, (_, j) => j <= i)),
        Sets("strictly-causal-mask", BugTypes.Selection, "masks each query's own key and the keys behind it (strictly causal)", (step, i) => Best(step, i, (_, j) => j < i)),
        Sets("anticausal-mask", BugTypes.Selection, "masks the keys before each query", (step, i) => Best(step, i, (_, j) => j >= i)),
        .. Enumerable.Range(1, 3).Select(w => Sets($"window-{w}", BugTypes.Selection, $"sees only keys at most {w} before or behind the query", (step, i) => Best(step, i, (_, j) => Math.Abs(i - j) <= w))),
        .. Enumerable.Range(1, 3).Select(w => Sets($"causal-window-{w}", BugTypes.Selection, $"sees only the query's own key and the {w} before it", (step, i) => Best(step, i, (_, j) => j <= i && i - j <= w))),
        .. Enumerable.Range(1, 3).Select(power => 1 << power).Select(b => Sets($"blocks-of-{b}", BugTypes.Selection, $"sees only keys in the query's own block of {b} tokens", (step, i) => Best(step, i, (_, j) => i / b == j / b))),
        Sets("last-key-dropped", BugTypes.Selection, "never attends to the last token", (step, i) => Best(step, i, (n, j) => j < n - 1 || n == 1)),
        Sets("first-key-dropped", BugTypes.Selection, "never attends to the first token", (step, i) => Best(step, i, (n, j) => j > 0 || n == 1)),
        .. Enumerable.Range(2, 4).Select(k => Sets($"top-{k}", BugTypes.Selection, $"attends to the {k} largest scores instead of the largest", (step, i) => Top(step, i, k))),
        Sets("second-best", BugTypes.Selection, "attends to the second largest score", SecondBest),
        Sets("whole-matrix-maximum", BugTypes.Selection, "takes one maximum for the whole matrix of scores instead of one for each query", WholeMatrix),
        Sets("maximum-over-queries", BugTypes.Selection, "takes the maximum over the queries of each key instead of over the keys of each query", OverQueries),
        Sets("attended-by", BugTypes.Selection, "moves towards the mean of the tokens that attend to it, with the weights transposed", AttendedBy),
        Sets("self-always-included", BugTypes.Selection, "counts the token itself into every attention set", (step, i) => [[.. step.ExactSet(i).Union([i]).Order()]]),
        Sets("maximum-from-zero", BugTypes.Selection, "starts the search for the maximum at 0, so that negative scores are never found", (step, i) =>
            step.Scores(i).Max().Sign >= 0 ? [step.ExactSet(i)] : [[]]),
        Sets("extreme-points-of-tie", BugTypes.Selection, "attends to the extreme points of a tie only, and drops tokens that lie between others", ExtremePoints),
        Sets("self-among-maximisers", BugTypes.Selection, "attends to itself alone where it is one of several maximisers", (step, i) =>
            step.ExactSet(i) is var set && set.Contains(i) ? [[i]] : [[set[0]], [set[^1]], set]),
        Sets("self-added", BugTypes.Selection, "adds the token itself to its attention set, a second time where it is there", (step, i) => [[.. step.ExactSet(i), i]]),
        Sets("first-two-of-tie", BugTypes.Selection, "attends to the first two of several maximisers only", (step, i) => [[.. step.ExactSet(i).Take(2)]]),
        Sets("longest-of-tie", BugTypes.Selection, "attends to the longest of several maximisers only", (step, i) => OneOf(step, i, j => SquaredNorm(step.State[j]))),
        Sets("shortest-of-tie", BugTypes.Selection, "attends to the shortest of several maximisers only", (step, i) => OneOf(step, i, j => -SquaredNorm(step.State[j]))),
        Padding(),
    ];

    /// <summary>Mistakes in the scores, with every choice that rounding may make between scores that nearly tie.</summary>
    public static IEnumerable<Mistake> Scores() =>
    [
        Sets(
            "scaled-queries",
            BugTypes.Precision,
            "scales queries, keys or scores before they are compared, which breaks exact ties by rounding",
            (step, i) => step.Dimension == 1 || Array.TrueForAll(step.Query(i), x => x.IsZero) ? [step.ExactSet(i)] : Near(step, step.Scores(i), breaksTies: true),
            keepsSomeTies: true),
        OtherScores("cosine-scores", "compares by the cosine (keys of length one) instead of the inner product", (step, i, j) => Cosine(step.Scores(i)[j], step.State[j]), breaksTies: true),
        OtherScores("distance-scores", "attends to the nearest token to A z_i instead of the largest inner product", (step, i, j) => -SquaredDistance(step.Query(i), step.State[j])),
        OtherScores("distance-scores-without-a", "attends to the nearest token instead of the largest inner product", (step, i, j) => -SquaredDistance(step.State[i], step.State[j])),
        OtherScores("manhattan-scores", "compares by the Manhattan distance to A z_i instead of the inner product", (step, i, j) => -step.Query(i).Zip(step.State[j], (x, y) => Rational.Abs(x - y)).Aggregate((x, y) => x + y)),
        OtherScores("farthest", "attends to the farthest token instead of the largest inner product", (step, i, j) => SquaredDistance(step.Query(i), step.State[j])),
        OtherScores("relu-scores", "clips negative scores to 0 before the maximum", (step, i, j) => Rational.Max(step.Scores(i)[j], Rational.Zero)),
        OtherScores("centred-scores", "subtracts the mean of the tokens before it scores them", Centred),
        OtherScores("causal-by-product", "multiplies masked scores by 0 instead of leaving them out", (step, i, j) => j <= i ? step.Scores(i)[j] : Rational.Zero),
        OtherScores("last-coordinate-dropped", "leaves the last coordinate out of the scores", (step, i, j) => step.Query(i).Zip(step.State[j], (x, y) => x * y).Take(Math.Max(1, step.Dimension - 1)).Aggregate((x, y) => x + y)),
        OtherScores("matrix-squared", "multiplies by A twice", MatrixTwice),
        OtherMatrix("matrix-lower", "uses the lower triangle of A alone", (a, row, column) => column <= row ? a[row, column] : 0),
        OtherMatrix("matrix-upper", "uses the upper triangle of A alone", (a, row, column) => column >= row ? a[row, column] : 0),
        OtherMatrix("matrix-lower-mirrored", "uses the lower triangle of A, mirrored", (a, row, column) => a[Math.Max(row, column), Math.Min(row, column)]),
        OtherMatrix("matrix-upper-mirrored", "uses the upper triangle of A, mirrored", (a, row, column) => a[Math.Min(row, column), Math.Max(row, column)]),
        OtherMatrix("matrix-absolute", "uses the absolute values of the entries of A", (a, row, column) => Rational.Abs(a[row, column])),
        OtherMatrix("matrix-plus-identity", "adds the identity to A", (a, row, column) => a[row, column] + (row == column ? 1 : 0)),
        OtherMatrix("matrix-on-both", "applies A to the queries and to the keys", (a, row, column) =>
            Enumerable.Range(0, a.GetLength(0)).Select(k => a[k, row] * a[k, column]).Aggregate((x, y) => x + y)),
        OtherMatrix("matrix-negated", "uses -A where a matrix is given", (a, row, column) => -a[row, column], keepsIdentity: true),
    ];

    /// <summary>Mistakes in the mean and in the move.</summary>
    public static IEnumerable<Mistake> Updates() =>
    [
        Mean("sum-over-count-and-one", "divides the sum over the attention set by its size and one more", (step, set) => Over(step, set, new Rational(set.Length + 1))),
        Mean("middle-of-box", "takes the middle of the bounding box of a tie instead of its mean", (step, set) => [.. Enumerable.Range(0, step.Dimension).Select(c => (set.Min(j => step.State[j][c]) + set.Max(j => step.State[j][c])) / 2)]),
        Mean("median-of-tie", "takes the median of a tie by coordinates instead of its mean", (step, set) => [.. Enumerable.Range(0, step.Dimension).Select(c => Median(set.Select(j => step.State[j][c])))]),
        Weighted("score-weights", "weights the tied tokens by their scores", (step, i, _) => step.Scores(i).Max(), isDivided: false),
        new ObservedMistake("matrix-on-values", BugTypes.Update, "applies A to the values too: the token moves towards A times the mean", Effects[1], (step, i) =>
            [Toward(step, i, [.. Enumerable.Range(0, step.Dimension).Select(row => Over(step, step.ExactSet(i), new Rational(step.ExactSet(i).Length)).Select((x, c) => step.Matrix[row, c] * x).Aggregate((x, y) => x + y))])]),
        new ObservedMistake("residual-not-weighted", BugTypes.Update, "adds gamma times the mean to the token without taking gamma times the token away", Effects[1], (step, i) =>
            [[.. step.Right[i].Zip(step.State[i], (right, z) => right + (step.Gamma * z))]]),
        new ObservedMistake("mean-without-residual", BugTypes.Update, "returns gamma times the mean, without the residual", Effects[1], (step, i) =>
            [[.. step.Right[i].Zip(step.State[i], (right, z) => right - ((1 - step.Gamma) * z))]]),
        .. Enumerable.Range(0, 9).Select(digits => new ObservedMistake($"rounded-to-{digits}-decimals", BugTypes.Precision, $"rounds the new tokens to {digits} decimals", Effects[1], (step, i) =>
            [Array.ConvertAll(step.Right[i], x => RoundedTo(x, digits, toEven: false)), Array.ConvertAll(step.Right[i], x => RoundedTo(x, digits, toEven: true))])),
        new ObservedMistake("attention-not-applied", BugTypes.Update, "returns the tokens as they were", "nothing ever moves", (step, i) => [step.State[i]]),
        new ObservedMistake("heads-of-half", BugTypes.Scores, "splits the coordinates into two heads that attend on their own", Effects[0], (step, i) => [TwoHeads(step, i)]),
        new ObservedMistake("first-token-kept", BugTypes.State, "never moves the first token", "the first token stays where it was", (step, i) => i == 0 ? [step.State[0]] : [Toward(step, i, step.ExactSet(i))]),
        new ObservedMistake("last-token-kept", BugTypes.State, "never moves the last token", "the last token stays where it was", (step, i) => i == step.Count - 1 ? [step.State[i]] : [Toward(step, i, step.ExactSet(i))]),
    ];

    /// <inheritdoc/>
    internal override bool IsPlausible(IEnumerable<StepEvidence> steps)
    {
        if (!keepsSomeTies)
        {
            return true;
        }

        (StepEvidence Step, int Token)[] ties =
        [
            .. from step in steps
               where step is { Next: not null, Dimension: > 1 }
               from i in Enumerable.Range(0, step.Count)
               where step.ExactSet(i).DistinctBy(j => step.State[j], Vectors.Comparer).Skip(1).Any() && !Array.TrueForAll(step.Query(i), x => x.IsZero)
               select (step, i),
        ];
        int kept = ties.Count(tie => Enumerable.Range(0, tie.Step.Dimension).All(c =>
            Rational.Abs(tie.Step.Next![tie.Token][c] - tie.Step.Right[tie.Token][c]) <= tie.Step.RightBound(tie.Token, c)));
        return kept >= LeastShareOfKeptTies * ties.Length;
    }

    /// <inheritdoc/>
    internal override IEnumerable<Prediction> Predict(StepEvidence step)
    {
        if (step.IsSmall)
        {
            yield return new Prediction([.. Enumerable.Range(0, step.Count).Select(i => positions(step, i).ToArray())]);
        }
    }

    /// <summary>z_i + gamma (target - z_i).</summary>
    internal static Rational[] Toward(StepEvidence step, int i, Rational[] target) => LayerParts<Rational>.Toward(step.State[i], target, step.Gamma);

    private static string[] Effects { get; } = ["tokens attend to others than they should", "tokens go elsewhere than to the mean of their attention set"];

    private static Rational[] Toward(StepEvidence step, int i, int[] set) => Toward(step, i, LayerParts<Rational>.Mean(step.State, set));

    private static Rational[] Over(StepEvidence step, int[] set, Rational divisor) => LayerParts<Rational>.Over(step.State, set, divisor);

    private static ObservedMistake Sets(string id, string bugType, string description, Func<StepEvidence, int, IEnumerable<int[]>> sets, bool keepsSomeTies = false) => new(
        id, bugType, description, Effects[0], (step, i) => sets(step, i).SelectMany(set => Moved(step, i, set)), keepsSomeTies);

    // A query without a key: the author leaves the token, sends it to 0, or divides by 0.
    private static IEnumerable<Rational[]?> Moved(StepEvidence step, int i, int[] set) =>
        set.Length > 0 ? [Toward(step, i, set)] : [step.State[i], [.. step.State[i].Select(x => (1 - step.Gamma) * x)], null];

    private static ObservedMistake Mean(string id, string description, Func<StepEvidence, int[], Rational[]> mean) => new(
        id, BugTypes.Update, description, Effects[1], (step, i) => [Toward(step, i, mean(step, step.ExactSet(i)))]);

    private static ObservedMistake Weighted(string id, string description, Func<StepEvidence, int, int, Rational> weight, bool isDivided) => new(
        id, BugTypes.Update, description, Effects[1], (step, i) =>
        {
            int[] set = step.ExactSet(i);
            Rational[] weights = Array.ConvertAll(set, j => weight(step, i, j));
            Rational total = isDivided ? weights.Aggregate((x, y) => x + y) : new Rational(set.Length);
            return total.IsZero
                ? [step.State[i]]
                : [Toward(step, i, [.. Enumerable.Range(0, step.Dimension).Select(c => set.Select((j, k) => weights[k] * step.State[j][c]).Aggregate((x, y) => x + y) / total)])];
        });

    private static ObservedMistake OtherScores(string id, string description, Func<StepEvidence, int, int, Rational> score, bool breaksTies = false) => Sets(
        id, BugTypes.Scores, description, (step, i) => Near(step, [.. Enumerable.Range(0, step.Count).Select(j => score(step, i, j))], breaksTies));

    private static ObservedMistake OtherMatrix(string id, string description, Func<Rational[,], int, int, Rational> entry, bool keepsIdentity = false) => OtherScores(id, description, (step, i, j) =>
    {
        if (keepsIdentity && step.HasIdentity)
        {
            return step.Scores(i)[j];
        }

        Rational score = Rational.Zero;
        for (int row = 0; row < step.Dimension; row++)
        {
            for (int column = 0; column < step.Dimension; column++)
            {
                score += entry(step.Matrix, row, column) * step.State[i][column] * step.State[j][row];
            }
        }

        return score;
    });

    private static Rational RoundedTo(Rational x, int digits, bool toEven)
    {
        // Halves go upwards, floor((2 p x + 1) / 2) / p, or to the even neighbour.
        BigInteger power = BigInteger.Pow(10, digits);
        BigInteger numerator = (2 * power * x.Numerator) + x.Denominator;
        BigInteger quotient = BigInteger.DivRem(numerator, 2 * x.Denominator, out BigInteger rest);
        BigInteger rounded = quotient - (rest.Sign < 0 ? 1 : 0);
        return new Rational(toEven && rest.IsZero && !rounded.IsEven ? rounded - 1 : rounded, power);
    }

    private static IEnumerable<int[]> Best(StepEvidence step, int i, Func<int, int, bool> allows)
    {
        int[] allowed = [.. Enumerable.Range(0, step.Count).Where(j => allows(step.Count, j))];
        return [Largest(allowed, step.Scores(i))];
    }

    private static int[] Largest(int[] among, Rational[] scores)
    {
        Rational best = among.Length == 0 ? Rational.Zero : among.Max(j => scores[j]);
        return Array.FindAll(among, j => scores[j] == best);
    }

    // All that reach the k-th score, or k of them in the order of a stable sort, forwards or backwards.
    private static IEnumerable<int[]> Top(StepEvidence step, int i, int k)
    {
        Rational[] scores = step.Scores(i);
        int[] order = [.. Enumerable.Range(0, step.Count).OrderByDescending(j => scores[j])];
        int[] reversed = [.. Enumerable.Range(0, step.Count).Reverse().OrderByDescending(j => scores[j])];
        Rational least = scores[order[Math.Min(k, step.Count) - 1]];
        return [[.. Enumerable.Range(0, step.Count).Where(j => scores[j] >= least)], [.. order.Take(k)], [.. reversed.Take(k)]];
    }

    private static IEnumerable<int[]> SecondBest(StepEvidence step, int i)
    {
        Rational[] scores = step.Scores(i);
        int[] order = [.. Enumerable.Range(0, step.Count).OrderByDescending(j => scores[j])];
        int[] reversed = [.. Enumerable.Range(0, step.Count).Reverse().OrderByDescending(j => scores[j])];
        int at = Math.Min(1, step.Count - 1);
        return [[order[at]], [reversed[at]], Largest([.. Enumerable.Range(0, step.Count).Where(j => scores[j] < scores.Max())], scores)];
    }

    private static IEnumerable<int[]> WholeMatrix(StepEvidence step, int i)
    {
        Rational most = Enumerable.Range(0, step.Count).Max(l => step.Scores(l).Max());
        return [[.. Enumerable.Range(0, step.Count).Where(j => step.Scores(i)[j] == most)]];
    }

    private static IEnumerable<int[]> OverQueries(StepEvidence step, int i) =>
        [[.. Enumerable.Range(0, step.Count).Where(j => step.Scores(i)[j] == Enumerable.Range(0, step.Count).Max(l => step.Scores(l)[j]))]];

    private static IEnumerable<int[]> AttendedBy(StepEvidence step, int i) => [[.. Enumerable.Range(0, step.Count).Where(j => step.ExactSet(j).Contains(i))]];

    private static IEnumerable<int[]> OneOf(StepEvidence step, int i, Func<int, Rational> size)
    {
        int[] set = step.ExactSet(i);
        Rational best = set.Max(size);
        return [.. set.Where(j => size(j) == best).Select(j => new[] { j }), Array.FindAll(set, j => size(j) == best)];
    }

    // The ends in the order of coordinates, or the vertices of the hull of the tie; each point once or as often as it occurs.
    private static IEnumerable<int[]> ExtremePoints(StepEvidence step, int i)
    {
        int[] set = step.ExactSet(i);
        int[] points = [.. set.DistinctBy(j => step.State[j], Vectors.Comparer)];
        if (points.Length <= 2)
        {
            return [points, set];
        }

        int[] vertices = [.. ConvexHull.Of(Array.ConvertAll(points, j => step.State[j])).ExtremePoints.Select(k => points[k])];
        int[] ordered = [.. points.OrderBy(j => step.State[j], Comparer<Rational[]>.Create((x, y) => x.Zip(y, (a, b) => a.CompareTo(b)).FirstOrDefault(sign => sign != 0)))];
        return [vertices, [ordered[0], ordered[^1]], [.. set.Where(j => vertices.Any(k => step.State[k].SequenceEqual(step.State[j])))]];
    }

    // Zero tokens have the score 0: they win against negative scores, and tie with 0 as often as there are of them.
    private static ObservedMistake Padding()
    {
        const int most = 64;
        return new ObservedMistake("padding-takes-part", BugTypes.Selection, "lets tokens of zeros that pad the sequence take part in the attention", Effects[0], (step, i) => step.Scores(i).Max().Sign switch
        {
            > 0 => [Toward(step, i, step.ExactSet(i))],
            < 0 => [[.. step.State[i].Select(x => (1 - step.Gamma) * x)]],
            _ => Enumerable.Range(1, most).Select(padding => (Rational[]?)Toward(step, i, Over(step, step.ExactSet(i), new Rational(step.ExactSet(i).Length + padding)))),
        });
    }

    /// <summary>
    /// The sets of maximisers that rounding can make of scores: equal tokens have equal scores, so points are in or out with
    /// all of their tokens; and where exact ties are seen, points of one score are in or out together.
    /// </summary>
    private static IEnumerable<int[]> Near(StepEvidence step, Rational[] scores, bool breaksTies)
    {
        Rational best = scores.Max();
        Rational scale = scores.Max(Rational.Abs);
        Rational within = scale * FormatBounds.PowerOfTwo(10 - step.Format.Precision);
        int[] near = [.. Enumerable.Range(0, scores.Length).Where(j => best - scores[j] <= within)];
        int[][] points = breaksTies
            ? [.. near.GroupBy(j => step.State[j], Vectors.Comparer).Select(point => point.ToArray())]
            : [.. near.GroupBy(j => scores[j]).Select(level => level.ToArray())];
        if (points.Length > MostSubsetPoints)
        {
            return [Largest(near, scores), near, .. points];
        }

        return Enumerable.Range(1, (1 << points.Length) - 1).Select(subset => points.Where((_, k) => (subset >> k & 1) == 1).SelectMany(point => point).Order().ToArray());
    }

    // sign(s) s^2 / |z_j|^2 orders as s / |z_j| does.
    private static Rational Cosine(Rational score, Rational[] key) => SquaredNorm(key) is { IsZero: false } norm ? score * Rational.Abs(score) / norm : Rational.Zero;

    private static Rational Centred(StepEvidence step, int i, int j)
    {
        Rational[] mean = LayerParts<Rational>.Mean(step.State, [.. Enumerable.Range(0, step.Count)]);
        Rational[] centred = [.. step.State[j].Zip(mean, (x, y) => x - y)];
        Rational[] from = [.. step.State[i].Zip(mean, (x, y) => x - y)];
        return new LayerParts<Rational>(step.Matrix, step.Alpha).Scores([from, centred], 0)[1];
    }

    private static Rational MatrixTwice(StepEvidence step, int i, int j) =>
        new LayerParts<Rational>(step.Matrix, step.Alpha).Scores([step.Query(i), step.State[j]], 0)[1];

    private static Rational SquaredNorm(Rational[] x) => x.Select(c => c * c).Aggregate((a, b) => a + b);

    private static Rational SquaredDistance(Rational[] x, Rational[] y) => SquaredNorm([.. x.Zip(y, (a, b) => a - b)]);

    private static Rational Median(IEnumerable<Rational> values)
    {
        Rational[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static Rational[] TwoHeads(StepEvidence step, int i)
    {
        int half = (step.Dimension + 1) / 2;
        Rational[] query = step.Query(i);
        Rational[] mean = new Rational[step.Dimension];
        foreach ((int from, int to) in ((int, int)[])[(0, half), (half, step.Dimension)])
        {
            if (from == to)
            {
                continue;
            }

            Rational[] scores = Array.ConvertAll(step.State, token => Enumerable.Range(from, to - from).Select(c => query[c] * token[c]).Aggregate((x, y) => x + y));
            LayerParts<Rational>.Mean(step.State, LayerParts<Rational>.Largest(scores))[from..to].CopyTo(mean, from);
        }

        return Toward(step, i, mean);
    }
}
