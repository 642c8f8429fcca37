using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class CasePromiseTests
{
    public static TheoryData<string, CaseCategory> DtypesAndCategories
    {
        get
        {
            var data = new TheoryData<string, CaseCategory>();
            foreach (string dtype in DeclaredArithmetic.Formats.Select(format => format.Name))
            {
                foreach (CaseCategory category in CaseCategories.All)
                {
                    data.Add(dtype, category);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.All), MemberType = typeof(CaseArithmetics))]
    public void Every_case_keeps_the_promise_of_its_category(string arithmetic) =>
        Assert.All(CaseArithmetics.Draws(arithmetic, 31, 900), oracleCase => Assert.True(CasePromises.Holds(oracleCase), oracleCase.Id));

    // The same promises once more, in the words of the contract and by the slow reference.
    [Theory]
    [MemberData(nameof(DtypesAndCategories))]
    public void The_slow_reference_sees_what_the_category_says(string dtype, CaseCategory category)
    {
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(dtype, category, 32, 25))
        {
            Assert.True(Shows(category, oracleCase), oracleCase.Id);
        }
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.Dtypes), MemberType = typeof(CaseArithmetics))]
    public void Ties_come_in_all_kinds(string dtype)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(dtype, CaseCategory.ExactTie, 33, 250))
        {
            HardmaxProblem problem = oracleCase.Problem;
            Rational[][] tokens = problem.Tokens.ToArray();
            int[][] sets = Sets(problem);
            seen.Add(problem.System.Alpha == Rational.One ? "alpha = 1" : "another alpha");
            seen.Add($"d = {Math.Min(tokens[0].Length, 5)}");
            for (int i = 0; i < sets.Length; i++)
            {
                int[] set = sets[i];
                int places = set.Select(j => tokens[j]).Distinct(Vectors.Comparer).Count();
                seen.Add($"{Math.Min(places, 4)} places");
                seen.Add(places > 1 && set.Contains(i) ? "self and others" : "others");
                int largest = set.MaxBy(j => Vectors.Dot(tokens[j], tokens[j]));
                if (places > 3 && set.Contains(i) && new[] { set[0], set[^1], i, largest }.Distinct().Count() == 4)
                {
                    seen.Add("first, last, self and largest differ");
                }

                if (places > 1 && IsTolerated(problem, i, set))
                {
                    seen.Add("another score within 1e-6");
                }
            }
        }

        string[] expected = ["alpha = 1", "another alpha", "d = 2", "d = 3", "d = 5", "2 places", "3 places", "4 places", "self and others", "others", "first, last, self and largest differ"];
        Assert.Subset(seen, expected.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(dtype is "float64" or "float32", seen.Contains("another score within 1e-6"));
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.Dtypes), MemberType = typeof(CaseArithmetics))]
    public void Near_ties_are_mostly_decided_and_sometimes_one_unit_apart(string dtype)
    {
        int decided = 0;
        int oneUnit = 0;
        int millionth = 0;
        OracleCase[] cases = [.. CaseArithmetics.Draws(dtype, CaseCategory.NearTie, 34, 200)];
        foreach (OracleCase oracleCase in cases)
        {
            var facts = new CaseFacts(oracleCase);
            int[] near = [.. facts.NearTies()];
            decided += near.Any(facts.IsDecided) ? 1 : 0;
            (Rational top, Rational second) = TopTwo(oracleCase.Problem, near[0]);
            oneUnit += top - second == RoundedArithmetic.Ulp(top, oracleCase.Arithmetic.Accumulate) ? 1 : 0;
            Rational relative = (top - second) / Rational.Abs(top);
            millionth += relative > new Rational(1, 3_000_000) && relative < new Rational(3, 1_000_000) ? 1 : 0;
        }

        Assert.InRange(decided, cases.Length * 65 / 100, cases.Length * 9 / 10);
        Assert.True(oneUnit > cases.Length / 8, $"{oneUnit}");
        Assert.True(millionth > cases.Length / 5 || dtype is "float16" or "bfloat16", $"{millionth}");
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.Dtypes), MemberType = typeof(CaseArithmetics))]
    public void Exact_scores_come_out_the_same_in_every_order(string dtype)
    {
        int checkedScores = 0;
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(dtype, CaseCategory.ExactTie, 35, 60))
        {
            var limits = new ArithmeticLimits(oracleCase.Arithmetic);
            var table = new ScoreTable(oracleCase.Problem, limits);
            BinaryFormat format = oracleCase.Arithmetic.Accumulate;
            Rational[][] tokens = oracleCase.Problem.Tokens.ToArray();
            for (int i = 0; i < tokens.Length; i++)
            {
                for (int j = 0; j < tokens.Length && table.IsExact(i); j++)
                {
                    Rational exact = oracleCase.Problem.System.Matrix.Form(tokens[i], tokens[j]);
                    Assert.All(Orders(oracleCase.Problem.System.Matrix, tokens[i], tokens[j], format), score => Assert.Equal(exact, score));
                    checkedScores++;
                }
            }
        }

        Assert.True(checkedScores > 300, $"{checkedScores}");
    }

    [Fact]
    public void A_rounded_score_is_not_called_exact()
    {
        HardmaxProblem problem = Recording.Problem([[1 + Math.ScaleB(1, -30), 1], [1, 1]]);
        var table = new ScoreTable(problem, new ArithmeticLimits(DeclaredArithmetic.Default));
        Assert.False(table.IsExact(0));
        Assert.True(table.IsExact(1));
    }

    [Fact]
    public void A_gap_is_forced_only_beyond_both_bounds()
    {
        // <z, z> = 1 against 1 + 2^-k: in bfloat16 with d = 1, gamma_2 is 2/254 on both sides, about 2^-6 in all.
        static bool IsForced(int k)
        {
            HardmaxProblem problem = Recording.Problem([[1], [1 + Math.ScaleB(1, -k)]]);
            return new ScoreTable(problem, new ArithmeticLimits(CaseArithmetics.Of("bfloat16"))).IsForced(0);
        }

        Assert.True(IsForced(5));
        Assert.False(IsForced(6));
    }

    private static bool Shows(CaseCategory category, OracleCase oracleCase)
    {
        HardmaxProblem problem = oracleCase.Problem;
        Rational[][] tokens = problem.Tokens.ToArray();
        int[][] sets = Sets(problem);
        int Places(int[] set) => set.Select(j => tokens[j]).Distinct(Vectors.Comparer).Count();
        var smallestNormal = new Rational(1, System.Numerics.BigInteger.One << ((1 << (oracleCase.Arithmetic.Format.ExponentBits - 1)) - 2));
        return category switch
        {
            CaseCategory.ExactTie => sets.Any(set => Places(set) > 1),
            CaseCategory.NearTie => Enumerable.Range(0, tokens.Length).Any(i => IsClose(problem, i, oracleCase.Arithmetic.Accumulate)),
            CaseCategory.DuplicateToken => sets.Any(set => Places(set) is var places && places > 1 && places < set.Length),
            CaseCategory.ZeroToken => tokens.Select((token, i) => (token, i)).Any(at => Vectors.IsZero(at.token) && sets[at.i].Length == tokens.Length),
            CaseCategory.SelfInSet => sets.Select((set, i) => set.Contains(i) && Places(set) > 1).Contains(true),
            CaseCategory.NonsymmetricA => !problem.System.Matrix.IsSymmetric && !sets.SequenceEqual(Sets(Transposed(problem)), new SetComparer()),
            CaseCategory.IndefiniteA => problem.System.Matrix.IsSymmetric && MatrixClasses.Contains(MatrixClass.SymmetricIndefinite, problem.System.Matrix),
            CaseCategory.IllConditioned => Enumerable.Range(0, tokens.Length).Any(i => Condition(problem, i, sets[i][0]) >= 16),
            CaseCategory.HugeRange => Ratio(tokens) >= (oracleCase.Arithmetic.Format.Name == "float16" ? 1 << 10 : System.Numerics.BigInteger.One << 40),
            CaseCategory.Subnormal => tokens.SelectMany(token => token).Any(x => !x.IsZero && Rational.Abs(x) < smallestNormal)
                || tokens.SelectMany(x => tokens.Select(y => problem.System.Matrix.Form(x, y))).Any(x => !x.IsZero && Rational.Abs(x) < smallestNormal),
            CaseCategory.OneToken => tokens.Length == 1,
            CaseCategory.OneDim => tokens[0].Length == 1,
            CaseCategory.ManyTokens => tokens.Length > 16 && tokens.Length % 8 != 0
                && sets.Any(set => Places(set) > 1 && set[0] / 8 < tokens.Length / 8 && set[^1] / 8 == tokens.Length / 8),
            CaseCategory.LateLeader => ChangesLate(oracleCase),
            CaseCategory.Text => tokens[0].Length == 2 && tokens.Length > 1,
            _ => false,
        };
    }

    private static int[][] Sets(HardmaxProblem problem) =>
        new TextbookDynamics<Rational>(problem.System.Matrix.ToArray(), problem.System.Alpha).AttentionSets(problem.Tokens.ToArray());

    private static HardmaxProblem Transposed(HardmaxProblem problem)
    {
        Rational[,] entries = problem.System.Matrix.ToArray();
        var transposed = new Rational[entries.GetLength(0), entries.GetLength(0)];
        for (int k = 0; k < entries.Length; k++)
        {
            transposed[k % entries.GetLength(0), k / entries.GetLength(0)] = entries[k / entries.GetLength(0), k % entries.GetLength(0)];
        }

        return new HardmaxProblem(problem.Tokens, new HardmaxSystem(new AttentionMatrix(transposed), problem.System.Alpha));
    }

    private static (Rational Top, Rational Second) TopTwo(HardmaxProblem problem, int i)
    {
        Rational[] scores = [.. problem.Tokens.ToArray().Select(token => problem.System.Matrix.Form(problem.Tokens[i], token)).Distinct().OrderDescending()];
        return (scores[0], scores.Length > 1 ? scores[1] : scores[0]);
    }

    private static bool IsClose(HardmaxProblem problem, int i, BinaryFormat format)
    {
        (Rational top, Rational second) = TopTwo(problem, i);
        Rational gap = top - second;
        return gap.Sign > 0 && (gap <= 8 * RoundedArithmetic.Ulp(top, format) || gap * 500_000 <= Rational.Abs(top));
    }

    private static bool IsTolerated(HardmaxProblem problem, int i, int[] set)
    {
        Rational top = problem.System.Matrix.Form(problem.Tokens[i], problem.Tokens[set[0]]);
        return Enumerable.Range(0, problem.Tokens.Count).Any(j =>
            !set.Contains(j) && (top - problem.System.Matrix.Form(problem.Tokens[i], problem.Tokens[j])) * 500_000 <= Rational.Abs(top));
    }

    private static Rational Condition(HardmaxProblem problem, int i, int j)
    {
        AttentionMatrix matrix = problem.System.Matrix;
        Rational terms = Rational.Zero;
        for (int k = 0; k < matrix.Dimension * matrix.Dimension; k++)
        {
            terms += Rational.Abs(problem.Tokens[j, k / matrix.Dimension] * matrix[k / matrix.Dimension, k % matrix.Dimension] * problem.Tokens[i, k % matrix.Dimension]);
        }

        Rational score = Rational.Abs(matrix.Form(problem.Tokens[i], problem.Tokens[j]));
        return score.IsZero ? terms.Sign * 1000 : terms / score;
    }

    private static Rational Ratio(Rational[][] tokens)
    {
        Rational[] sizes = [.. tokens.SelectMany(token => token).Where(x => !x.IsZero).Select(Rational.Abs).Order()];
        return sizes[^1] / sizes[0];
    }

    private static bool ChangesLate(OracleCase oracleCase)
    {
        var dynamics = new TextbookDynamics<Rational>(oracleCase.Problem.System.Matrix.ToArray(), oracleCase.Problem.System.Alpha);
        Rational[][] tokens = oracleCase.Problem.Tokens.ToArray();
        int[][] before = dynamics.AttentionSets(tokens);
        int last = 0;
        for (int layer = 1; layer < oracleCase.Layers; layer++)
        {
            tokens = dynamics.Next(tokens, before);
            int[][] after = dynamics.AttentionSets(tokens);
            last = before.SequenceEqual(after, new SetComparer()) ? last : layer;
            before = after;
        }

        return last >= 2;
    }

    // A z first and A^T z first, coordinates up and down, every product and sum rounded.
    private static IEnumerable<Rational> Orders(AttentionMatrix matrix, Rational[] x, Rational[] y, BinaryFormat format)
    {
        Rational Round(Rational value) => format.TryRound(value, out Rational rounded) ? rounded : throw new OverflowException();
        Rational Dot(IEnumerable<(Rational Left, Rational Right)> terms) =>
            terms.Aggregate(Rational.Zero, (sum, term) => Round(sum + Round(term.Left * term.Right)));
        int[] up = [.. Enumerable.Range(0, x.Length)];
        foreach (int[] order in new[] { up, [.. up.Reverse()] })
        {
            Rational[] image = [.. up.Select(r => Dot(order.Select(c => (matrix[r, c], x[c]))))];
            yield return Dot(order.Select(r => (image[r], y[r])));
            Rational[] turned = [.. up.Select(c => Dot(order.Select(r => (matrix[r, c], y[r]))))];
            yield return Dot(order.Select(c => (turned[c], x[c])));
            yield return order.SelectMany(r => order.Select(c => Round(Round(y[r] * matrix[r, c]) * x[c]))).Aggregate(Rational.Zero, (sum, term) => Round(sum + term));
        }
    }

    private sealed class SetComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj) => obj.Length;
    }
}
