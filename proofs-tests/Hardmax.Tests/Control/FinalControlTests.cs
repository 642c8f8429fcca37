using Hardmax.Control;
using Hardmax.Dynamics;
using Hardmax.Examples;
using Hardmax.Geometry;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Control;

/// <summary>Searching for matrices with given final leaders: what is found is certified, and what is impossible has a reason.</summary>
public sealed class FinalControlTests
{
    private static readonly Rational Half = Rational.One / 2;
    private static readonly TokenCloud Figure = KnownProblems.EmergingLeader.Tokens;

    [Fact]
    public void A_token_that_leads_only_later_counts()
    {
        var question = new ControlQuestion(Figure, [0, 1, 2], ControlClass.Spd);
        FinalControl found = FinalControl.Search(question, Half, tries: 10, seed: 1);
        AssertAnswers(question, Half, found);
        Assert.Equal(1, found.Limit!.LeaderSince[1]);
        Assert.DoesNotContain(1, RobustnessCase.Leaders(Figure, found.Matrix!));
    }

    [Theory]
    [InlineData(ControlClass.Spd, 0, 2)]
    [InlineData(ControlClass.Spd, 0, 2, 3)]
    [InlineData(ControlClass.Any, 0, 2, 6)]
    [InlineData(ControlClass.Any, 0, 1)]
    [InlineData(ControlClass.Any, 2)]
    public void Other_final_leaders_of_the_same_tokens(ControlClass matrices, params int[] wanted)
    {
        var question = new ControlQuestion(Figure, wanted, matrices);
        AssertAnswers(question, Half, FinalControl.Search(question, Half, tries: 400, seed: 1));
    }

    [Fact]
    public void Final_leaders_of_hidden_matrices_are_found_mostly()
    {
        int found = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            TokenCloud tokens = new RobustnessCase(seed, maxTokens: 5, maxDimension: 2).Tokens;
            var matrices = (ControlClass)(seed % 3);
            AttentionMatrix hidden = new MatrixDraws(matrices, tokens.Dimension, (ulong)seed + 1000).Any();
            LimitResult limit = LimitCertifier.Certify(new HardmaxProblem(tokens, new HardmaxSystem(hidden, Half)), FinalControl.MaxLayers);
            if (limit.Status != LimitStatus.Undecided)
            {
                var question = new ControlQuestion(tokens, limit.LeaderSince.Keys, matrices);
                FinalControl result = FinalControl.Search(question, Half, tries: 60, seed: 3);
                Assert.Null(result.Impossible);
                if (result.Matrix is not null)
                {
                    AssertAnswers(question, Half, result);
                    found++;
                }
            }
        }

        Assert.True(found >= 52, $"{found} of 60");
    }

    [Fact]
    public void A_search_that_fails_says_what_was_reached_and_proves_nothing()
    {
        // Opposite tokens both lead under every such matrix, which the search does not know.
        var question = new ControlQuestion(new TokenCloud([[1, 2], [-1, -2]]), [0], ControlClass.Spd);
        var told = new List<int>();
        FinalControl found = FinalControl.Search(question, 1, tries: 25, seed: 4, told.Add);
        Assert.True(found is { Matrix: null, Limit: null, Impossible: null, Tried: 25 });
        Assert.Equal(Enumerable.Range(1, 25), told);
        (System.Collections.Immutable.ImmutableArray<int> leaders, int count) = Assert.Single(found.Reached);
        Assert.Equal(new[] { 0, 1 }, leaders.ToArray());
        Assert.Equal(25, count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_search()
    {
        var question = new ControlQuestion(Figure, [0, 1], ControlClass.Any);
        FinalControl first = FinalControl.Search(question, Half, 400, 1);
        FinalControl again = FinalControl.Search(question, Half, 400, 1);
        FinalControl other = FinalControl.Search(question, Half, 400, 2);
        Assert.Equal(first.Matrix, again.Matrix);
        Assert.Equal(first.Tried, again.Tried);
        Assert.True(first.Tried > 20, "the seed plays no part before that");
        Assert.NotEqual(Text(first), Text(other));
        Assert.Equal(first.Tried, first.Reached.Sum(set => set.Count));
        Assert.Equal(first.Reached.OrderByDescending(set => set.Count).Select(set => set.Count), first.Reached.Select(set => set.Count));
    }

    [Theory]
    [InlineData("1,2 3,4 1,2", "0", ControlClass.Any, "token 0 equals token 2")]
    [InlineData("1,2 3,4 3,4", "0 2", ControlClass.Spd, "token 2 equals token 1")]
    [InlineData("1 2 3 4", "0 1 2", ControlClass.Any, "at most two")]
    [InlineData("1,1", "", ControlClass.Any, "a single token")]
    [InlineData("1,1 2,1 0,0", "", ControlClass.Spd, "largest norm")]
    [InlineData("1 2 3", "1", ControlClass.Any, "sign of A")]
    [InlineData("-1 1 2", "0", ControlClass.Spd, "sign of A")]
    public void Impossible_has_a_reason(string tokens, string leaders, ControlClass matrices, string says)
    {
        FinalControl found = FinalControl.Search(Question(tokens, leaders, matrices), 1, tries: 5, seed: 1);
        Assert.Null(found.Matrix);
        Assert.Contains(says, found.Impossible, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 1 2", "0", ControlClass.Symmetric)]
    [InlineData("1 1", "", ControlClass.Spd)]
    [InlineData("1,1 2,1", "", ControlClass.Symmetric)]
    [InlineData("0,0", "0", ControlClass.Spd)]
    public void What_looks_impossible_and_is_not(string tokens, string leaders, ControlClass matrices)
    {
        // A zero token never leads at layer 0, but it moves: 0, 1, 2 under A = -1 become 1/3, 2/3, 4/3. Equal tokens have no leader.
        ControlQuestion question = Question(tokens, leaders, matrices);
        AssertAnswers(question, Half, FinalControl.Search(question, Half, tries: 20, seed: 1));
    }

    [Fact]
    public void In_one_dimension_too_few_tries_prove_nothing()
    {
        Assert.NotNull(FinalControl.Search(Question("1 2 3", "1", ControlClass.Any), 1, tries: 3, seed: 1).Impossible);
        Assert.Null(FinalControl.Search(Question("1 2 3", "1", ControlClass.Any), 1, tries: 2, seed: 1).Impossible);
    }

    [Fact]
    public void In_one_dimension_a_limit_that_is_not_certified_proves_nothing()
    {
        ControlQuestion question = Question("5 -5 -3", "2", ControlClass.Any);
        LimitResult open = LimitCertifier.Certify(
            new HardmaxProblem(question.Tokens, new HardmaxSystem(RobustnessCase.Build(1, (_, _) => -1), Rational.One / 5)), FinalControl.MaxLayers);
        Assert.Equal(LimitStatus.Undecided, open.Status);
        FinalControl found = FinalControl.Search(question, Rational.One / 5, tries: 10, seed: 1);
        Assert.True(found is { Matrix: null, Impossible: null, Tried: 3 });
        Assert.Equal(2, found.Reached.Sum(set => set.Count));
    }

    [Fact]
    public void It_ends_when_it_is_asked_to()
    {
        using var source = new CancellationTokenSource();
        var question = new ControlQuestion(new TokenCloud([[1, 2], [-1, -2]]), [0], ControlClass.Spd);
        Assert.ThrowsAny<OperationCanceledException>(() => FinalControl.Search(
            question, 1, tries: 100_000, seed: 4, tried => (tried == 30 ? source : null)?.Cancel(), source.Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => FinalControl.Search(question, 1, tries: 0, seed: 4));
    }

    [Theory]
    [InlineData(ControlClass.Spd)]
    [InlineData(ControlClass.Symmetric)]
    [InlineData(ControlClass.Any)]
    public void Drawn_matrices_are_of_their_class_and_differ(ControlClass matrices)
    {
        var draws = new MatrixDraws(matrices, 3, 9);
        var seen = new HashSet<AttentionMatrix>();
        AttentionMatrix near = AttentionMatrix.Identity(3);
        for (int draw = 0; draw < 200; draw++)
        {
            AttentionMatrix any = draws.Any();
            near = draws.Near(near);
            Assert.True(IsIn(matrices, any) && IsIn(matrices, near));
            _ = seen.Add(any);
            _ = seen.Add(near);
        }

        Assert.True(seen.Count > 350, $"{seen.Count}");
        Assert.Equal(matrices == ControlClass.Any, seen.Any(matrix => !matrix.IsSymmetric));
    }

    [Fact]
    public void No_matrix_is_tried_twice_and_draws_are_near_the_nearest_miss()
    {
        // The identity is an answer of its own to this question.
        ControlQuestion question = Question("1,0 2,1 2,-1", "1 2", ControlClass.Spd);
        var candidates = new FinalCandidates(question, seed: 1, CancellationToken.None);
        var given = new List<AttentionMatrix>();
        foreach (AttentionMatrix matrix in candidates.All().Take(300))
        {
            given.Add(matrix);
            if (given.Count == 100)
            {
                candidates.Missed(RobustnessCase.Build(2, (r, c) => r == c ? 1_000_000 : 0), [1]);
                candidates.Missed(RobustnessCase.Build(2, (r, c) => r == c ? 1_000_000_000 : 0), [0, 1]);
            }
        }

        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.All(given.Take(100), matrix => Assert.True(RobustnessCase.Size(matrix) < 1000));
        Assert.InRange(given.Skip(100).Count(matrix => RobustnessCase.Size(matrix) > 100_000), 100, 160);
        Assert.DoesNotContain(given, matrix => RobustnessCase.Size(matrix) > 100_000_000);
    }

    private static void AssertAnswers(ControlQuestion question, Rational alpha, FinalControl found)
    {
        Assert.NotNull(found.Matrix);
        Assert.Null(found.Impossible);
        Assert.True(IsIn(question.Matrices, found.Matrix));
        Assert.Contains(found.Reached, set => set.Leaders.SequenceEqual(question.Leaders));
        LimitResult limit = found.Limit!;
        Assert.Equal(found.Matrix, limit.Problem.System.Matrix);
        Assert.Equal(alpha, limit.Problem.System.Alpha);
        Assert.Equal(question.Tokens, limit.Problem.Tokens);
        Assert.True(CertificateChecker.Check(LimitAnalysis.Certificate(limit)) is { IsValid: true });

        // The leaders at the certificate's layer, by the textbook.
        var textbook = new TextbookDynamics<Rational>(found.Matrix.ToArray(), alpha);
        Rational[][] tokens = question.Tokens.ToArray();
        for (int layer = 0; layer < limit.Layer; layer++)
        {
            tokens = textbook.Next(tokens, textbook.AttentionSets(tokens));
        }

        int[][] sets = textbook.AttentionSets(tokens);
        Assert.Equal(question.Leaders.ToArray(), Enumerable.Range(0, tokens.Length).Where(i => sets[i] is [var only] && only == i).ToArray());
    }

    private static bool IsIn(ControlClass matrices, AttentionMatrix matrix) => matrices switch
    {
        ControlClass.Spd => matrix.IsSymmetric && LdlDecomposition.Of(matrix).Definiteness == Definiteness.PositiveDefinite,
        ControlClass.Symmetric => matrix.IsSymmetric,
        _ => true,
    };

    private static string Text(FinalControl found) => $"{found.Tried} {string.Join(';', found.Reached.Select(set => $"{string.Join(',', set.Leaders)} x{set.Count}"))}";

    private static ControlQuestion Question(string tokens, string leaders, ControlClass matrices) => new(
        new TokenCloud([.. tokens.Split(' ').Select(token => (Rational[])[.. token.Split(',').Select(Rational.Parse)])]),
        leaders.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
        matrices,
        isExact: true);
}
