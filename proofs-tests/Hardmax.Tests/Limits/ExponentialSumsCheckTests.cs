using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Limits.Checking;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

/// <summary>The check of proofs by exponential sums, on certificates made by hand.</summary>
public sealed class ExponentialSumsCheckTests
{
    /// <summary>Name, problem, settled layer, period, rates with multiplicities, limits of phase 0 (one per token).</summary>
    public static TheoryData<string> Names => [.. Examples.Keys];

    private static readonly Dictionary<string, Example> Examples = new(StringComparer.Ordinal)
    {
        // Tokens 0 and 1 follow each other: the difference shrinks by 1 - 2 gamma.
        ["pair"] = new("1/3", "1 0/0 -1", ["1 1/2", "1 -1/2", "-1 0"], 1, "1:2 1/2:1", ["1 0", "1 0", "-1 0"]),
        ["pair, large step"] = new("1/9", "1 0/0 -1", ["1 1/2", "1 -1/2", "-1 0"], 1, "1:2 4/5:1", ["1 0", "1 0", "-1 0"]),

        // The token 5 falls in with the exact cycle of token 4: their distance is halved by each layer.
        ["towards a cycle"] = new("1", "-1 0 0/0 1 0/0 0 1", ["3 5 0", "3 -5 0", "-3 0 5", "-3 0 -5", "1 0 0", "1/2 0 0"], 2, "1:5 1/4:1", ["3 5 0", "3 -5 0", "-3 0 5", "-3 0 -5", "1 0 0", "1 0 0"]),

        // Token 3 follows token 1 of the pair, which still moves: three rates.
        ["follower of a pair"] = new("1/3", "1 0/0 -1", ["1 1/2", "1 -1/2", "-1 0", "1/2 1"], 1, "1:2 1/2:1 3/4:1", ["1 0", "1 0", "-1 0", "1 0"]),
        ["two equal followers of a pair"] = new("1/9", "1 0/0 -1", ["1/2 1", "1 1/2", "1 -1/2", "-1 0", "1/2 1"], 1, "1:2 4/5:1 9/10:2", ["1 0", "1 0", "1 0", "-1 0", "1 0"]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_true_certificate_is_accepted(string name) => Assert.Equal(CheckResult.Valid, CertificateChecker.Check(Examples[name].Certificate()));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_limits_are_those_worked_out_by_hand(string name)
    {
        Example example = Examples[name];
        ImmutableArray<Rational>[] limits = example.Certificate().Claims.Limits(0);
        Assert.Equal(example.Limits, limits.Select(limit => string.Join(' ', limit)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_other_proof_applies(string name)
    {
        LimitCertificate certificate = Examples[name].Certificate();
        Assert.All(new[] { LimitProof.StationaryMeans, LimitProof.RecurringGaps }, proof =>
            Assert.False(CertificateChecker.Check(certificate with { Witness = certificate.Witness with { Proof = proof, Rates = [] } }).IsValid));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_single_change_of_a_claim_is_rejected(string name)
    {
        LimitCertificate certificate = Examples[name].Certificate();
        IEnumerable<(string Name, LimitCertificate Changed)> accepted = CertificateMutations.OfClaims(certificate)
            .Where(change => CertificateChecker.Check(change.Changed).IsValid);
        Assert.Empty(accepted.Select(change => change.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_that_are_not_those_of_the_tokens_are_rejected(string name)
    {
        LimitCertificate certificate = Examples[name].Certificate();
        ImmutableArray<RateMultiplicity> rates = certificate.Witness.Rates;
        CheckResult With(params RateMultiplicity[] changed) => CertificateChecker.Check(certificate with { Witness = certificate.Witness with { Rates = [.. changed] } });

        Assert.False(With().IsValid);
        Assert.False(With([.. rates, new RateMultiplicity(new Rational(1, 97), 1)]).IsValid, "more rates than tokens");
        Assert.False(With([rates[0] with { Multiplicity = int.MaxValue }, .. rates[1..]]).IsValid);
        for (int at = 0; at < rates.Length; at++)
        {
            RateMultiplicity[] others = [.. rates.RemoveAt(at)];
            Assert.False(With(others).IsValid, $"without {rates[at]}");
            Assert.False(With([.. others, rates[at] with { Rate = rates[at].Rate - new Rational(1, 1000) }]).IsValid, $"other than {rates[at]}");
            Assert.False(With([.. others, rates[at] with { Rate = 1 + rates[at].Rate }]).IsValid, "above 1");
            Assert.False(With([.. others, rates[at] with { Rate = -rates[at].Rate }]).IsValid, "below 0");
            Assert.False(With([.. others, rates[at], rates[at]]).IsValid, "twice");
            Assert.False(With([.. others, rates[at] with { Multiplicity = 0 }]).IsValid, "multiplicity 0");
            Assert.False(With([.. others, rates[at] with { Multiplicity = rates[at].Multiplicity + 1 }]).IsValid, $"{rates[at]} once more");
        }
    }

    [Theory]
    [InlineData("1:1 1/2:1")]
    [InlineData("1/2:1 1:2")]
    [InlineData("1/2:2 1:1")]
    [InlineData("0:1 1:1 1/2:1")]
    public void Any_rates_that_annihilate_the_tokens_will_do(string rates)
    {
        LimitCertificate certificate = Examples["pair"].Certificate();
        Assert.Equal(CheckResult.Valid, CertificateChecker.Check(certificate with { Witness = certificate.Witness with { Rates = Example.ParseRates(rates) } }));
    }

    /// <summary>
    /// Token 4 follows the mean of 2 and 3, which follow the leaders 0 and 1: a double rate, and a term m / 2^m by which
    /// token 4 overtakes the tokens that it follows. So the sets, constant at first, do not stay.
    /// </summary>
    [Theory]
    [InlineData("1:2 1/2:3", "nothing shows that token 4 keeps token 4 out of its attention set for ever")]
    [InlineData("1:1 1/2:2", "nothing shows that token 4 keeps token 4 out of its attention set for ever")]
    [InlineData("1:2 1/2:1", "the rates and their multiplicities do not annihilate the tokens")]
    public void A_follower_that_overtakes_is_noticed(string rates, string reason)
    {
        Example chain = new("1", "1 0/0 20", ["2 1", "2 -1", "3 1/2", "3 -1/2", "1 0"], 1, rates, []);
        Assert.Equal(reason, CertificateChecker.Check(chain.Certificate()).Reason);
    }

    /// <summary>
    /// Token 6 attends to tokens 2 and 3 until they have come closer than tokens 4 and 5: the sets stay for some layers
    /// and change then. The rates are right, and the sets of the first layers say nothing of the change; the sums do.
    /// </summary>
    [Theory]
    [InlineData("1/2", "2/3", 0)]
    [InlineData("1/2", "2/3", 2)]
    [InlineData("1/10", "10/11", 0)]
    [InlineData("1/10", "10/11", 9)]
    public void Sets_that_change_in_the_end_are_rejected(string alpha, string rate, int settled)
    {
        Example changing = new(alpha, "1 0 0/0 20 0/0 0 20", ["2 1 0", "2 -1 0", "3 1/2 0", "3 -1/2 0", "9/4 0 1", "9/4 0 -1", "1 0 0"], 1, $"1:4 {rate}:3", []);
        Assert.True(SetsAt(changing.Problem, settled + 1).Equals(SetsAt(changing.Problem, 0)));
        Assert.Contains(Enumerable.Range(0, 20), layer => !SetsAt(changing.Problem, layer).Equals(SetsAt(changing.Problem, 0)));
        Assert.Equal("nothing shows that token 6 keeps token 4 out of its attention set for ever", CertificateChecker.Check(changing.CertificateAt(settled)).Reason);
    }

    [Fact]
    public void A_settled_layer_before_the_sets_repeat_is_rejected()
    {
        LimitCertificate certificate = Examples["towards a cycle"].Certificate();
        LimitCertificate odd = certificate with { Witness = certificate.Witness with { Period = 1 } };
        Assert.Equal("the period of the proof is no multiple of the period of the sets", CertificateChecker.Check(odd).Reason);
    }

    /// <summary>A later settled layer and a longer period are proofs of the same claims.</summary>
    [Fact]
    public void A_later_settled_layer_proves_the_same()
    {
        LimitCertificate certificate = Examples["towards a cycle"].Certificate();
        LimitWitness later = certificate.Witness with { SettledLayer = 3 };
        LimitWitness longer = certificate.Witness with { Period = 4, Rates = Example.ParseRates("1:5 1/16:1") };
        Assert.True(CertificateChecker.Check(certificate with { Witness = later }).IsValid);
        Assert.True(CertificateChecker.Check(certificate with { Witness = longer }).IsValid);
    }

    /// <summary>Two pairs that swap with gamma = 1/2 meet after one layer: a rate 0, and nothing of it from then on.</summary>
    [Fact]
    public void The_parts_add_up_to_the_tokens_at_every_period()
    {
        HardmaxProblem problem = LimitProblems.Identity("1", "5 1", "3 -1", "2 7", "1 1");
        LimitCertificate any = LimitAnalysis.Certificate(LimitCertifier.Certify(problem));
        var run = new CheckedRun(any);
        int[][][] patterns = [[[1], [0], [0, 1], [2]]];
        var pattern = new PeriodPattern(run, problem.Tokens.ToArray(), patterns);
        ImmutableArray<SpectralPart> parts = SpectralSplit.Of(pattern, Example.ParseRates("1:1 0:1 1/2:2"));
        Assert.Equal(new[] { ("1", 1), ("0", 1), ("1/2", 2) }, parts.Select(part => (part.Rate.ToString(), part.Chain.Length)));
        for (int m = 1; m < 6; m++)
        {
            var sum = new Rational[4][];
            for (int i = 0; i < 4; i++)
            {
                sum[i] = new Rational[2];
                foreach (SpectralPart part in parts.Where(part => !part.Rate.IsZero))
                {
                    Rational power = Enumerable.Repeat(part.Rate, m).Aggregate(Rational.One, (x, y) => x * y);
                    sum[i] = Vectors.AddScaled(sum[i], power, part.Chain[0][i]);
                    sum[i] = part.Chain.Length > 1 ? Vectors.AddScaled(sum[i], m * power / part.Rate, part.Chain[1][i]) : sum[i];
                }
            }

            Assert.Equal(pattern.Tokens(m), sum);
        }
    }

    /// <summary>
    /// Token 2 heads for token 1 at first; a pattern in which it goes to token 0 is one that it would choose later on,
    /// once it is near, but not from the start.
    /// </summary>
    [Fact]
    public void A_pattern_that_is_chosen_only_later_is_rejected()
    {
        HardmaxProblem problem = LimitProblems.Identity("1", "2 0", "0 3", "1/10 1");
        var run = new CheckedRun(LimitAnalysis.Certificate(LimitCertifier.Certify(problem)));
        var wished = new PeriodPattern(run, problem.Tokens.ToArray(), [[[0], [1], [0]]]);
        ImmutableArray<RateMultiplicity> rates = Example.ParseRates("1:1 1/2:1");
        ClaimRejectedException rejected = Assert.Throws<ClaimRejectedException>(() => ExponentialSumsCheck.CheckPattern(run, wished, rates));
        Assert.Equal("token 2 does not keep token 1 out of its attention set after 0 periods", rejected.Message);

        // Two layers on it is near enough, and the same pattern passes.
        ExponentialSumsCheck.CheckPattern(run, new PeriodPattern(run, wished.Tokens(2), [wished.Sets(0)]), rates);
    }

    [Theory]
    [InlineData("1: 1", 1, true)]
    [InlineData("1: 0", 1, false)]
    [InlineData("1: 1; 1/2: -1", 1, true)]
    [InlineData("1: 1; 1/2: -2", 1, false)]
    [InlineData("1: 1; 1/2: -2", 2, true)]
    [InlineData("1: 1; 1/2: -1; 1/4: -3", 1, false)]
    [InlineData("1: 1; 1/2: 3; 1/4: -9", 1, true)]
    [InlineData("1: -1; 1/2: 100", 4, false)]
    [InlineData("1: 1; 1/2: 0 -1", 2, true)]
    [InlineData("1/2: 0 1; 1/4: -3", 1, false)]
    [InlineData("1/2: 0 1; 1/4: -3", 2, true)]
    [InlineData("1/2: -5 1", 4, false)]
    [InlineData("1/2: -5 1", 8, true)]
    [InlineData("1/2: 1 -1/1000", 64, false)]
    [InlineData("1: 1; 9/10: 0 -1/10", 4, false)]
    [InlineData("1: 1; 9/10: 0 -1/10", 16, true)]
    [InlineData("1: 1; 9/10: 0 -1", 64, true)]
    public void A_sum_is_shown_to_be_positive_when_it_is(string terms, int from, bool expected)
    {
        var sum = new GapSum();
        foreach (string term in terms.Split(';'))
        {
            string[] parts = term.Split(':', StringSplitOptions.TrimEntries);
            sum.Add(Rational.Parse(parts[0]), 1, [.. parts[1].Split(' ').Select(Rational.Parse)]);
        }

        Assert.Equal(expected, sum.IsPositiveFrom(from));
    }

    [Fact]
    public void A_sum_that_is_shown_to_be_positive_is_positive()
    {
        var random = new Random(20);
        int shown = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            var sum = new GapSum();
            foreach (int mu in Enumerable.Range(1, 4).Where(_ => random.Next(3) > 0))
            {
                sum.Add(new Rational(mu, 4), 1, [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => (Rational)random.Next(-3, 4))]);
            }

            int from = 1 + random.Next(6);
            if (sum.IsPositiveFrom(from))
            {
                shown++;
                Assert.All(Enumerable.Range(from, 40), m => Assert.True(sum.At(m).Sign > 0));
            }
        }

        Assert.InRange(shown, 40, 360);
    }

    private static AttentionSets SetsAt(HardmaxProblem problem, int layer)
    {
        ExactState state = ExactState.Start(problem);
        while (state.Layer < layer)
        {
            state = state.Next();
        }

        return state.AttentionSets;
    }

    private sealed record Example(string Alpha, string Matrix, string[] Tokens, int Period, string Rates, string[] Limits)
    {
        public static ImmutableArray<RateMultiplicity> ParseRates(string rates) => [.. rates
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(rate => rate.Split(':'))
            .Select(rate => new RateMultiplicity(Rational.Parse(rate[0]), int.Parse(rate[1], System.Globalization.CultureInfo.InvariantCulture)))];

        public HardmaxProblem Problem => LimitProblems.Problem(Alpha, Matrix, Tokens);

        public LimitCertificate Certificate() => CertificateAt(0);

        /// <summary>The certificate that would be true if the sets repeated for ever from layer 0 on.</summary>
        public LimitCertificate CertificateAt(int settled)
        {
            ExactState state = ExactState.Start(Problem);
            ImmutableArray<LimitGroup> groups = PeriodicLimit.Groups(state, 0, Period);
            return LimitAnalysis.Certificate(new LimitResult(
                Problem,
                groups.All(group => group.IsPoint) ? LimitStatus.Certified : LimitStatus.Cycle,
                LimitProof.ExponentialSums,
                Layer: 0,
                SetsPeriod: Period,
                settled,
                Period,
                state,
                state.AttentionSets.Leaders().ToImmutableSortedDictionary(leader => leader, _ => 0),
                groups)
            {
                DistinctAtStart = state.PointCount,
                Rates = ParseRates(Rates),
            });
        }
    }
}
