using System.Collections.Immutable;
using System.Diagnostics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Limits;

/// <summary>Whatever a certificate says or leaves out, the checker answers: with a reason, without throwing, and soon.</summary>
public sealed class CertificateFuzzTests
{
    private const int Trials = 2000;

    /// <summary>Far more than any of them needs on an idle machine; a check that runs on takes hours.</summary>
    private static readonly TimeSpan Soon = HangGuard.Time;

    [Fact]
    public void Absurd_certificates_are_rejected_with_a_reason_or_claim_what_is_true()
    {
        LimitResult[] limits = [.. LimitProblems.Named.Select(named => named.Problem).Concat(Enumerable.Range(1000, 40).Select(LimitProblems.Random))
            .Select(problem => LimitCertifier.Certify(problem, 20))];
        int rejected = 0;
        for (int seed = 0; seed < Trials; seed++)
        {
            LimitResult limit = limits[seed % limits.Length];
            (LimitClaims claims, LimitWitness witness) = LimitAnalysis.Of(limit);
            LimitCertificate certificate = new AbsurdParts(new Random(seed)).Certificate(limit.Problem, claims, witness);
            CheckResult result = CertificateChecker.Check(certificate);
            rejected += result.IsValid ? 0 : 1;
            Assert.True(result.IsValid == (result.Reason is null), $"seed {seed}");
            Assert.True(!result.IsValid || string.Equals(ClaimsText.Of(certificate.Claims), ClaimsText.Of(claims), StringComparison.Ordinal), $"seed {seed}");
        }

        Assert.True(rejected > Trials / 2, $"{rejected} rejected");
    }

    [Fact]
    public void True_certificates_with_absurd_parts_are_rejected_with_a_reason()
    {
        foreach ((string name, HardmaxProblem problem) in LimitProblems.Named)
        {
            LimitCertificate certificate = LimitAnalysis.Certificate(LimitCertifier.Certify(problem));
            foreach ((string change, LimitCertificate changed) in WithOnePartMissing(certificate))
            {
                CheckResult result = CertificateChecker.Check(changed);
                Assert.False(result.IsValid, $"{name}: {change}");
                Assert.False(string.IsNullOrWhiteSpace(result.Reason), $"{name}: {change}");
            }
        }
    }

    /// <summary>Three tokens whose integers grow by some bits per layer, and no proof that closes: every layer has to be computed.</summary>
    [Theory]
    [InlineData(LimitProof.StationaryMeans, CertificateChecker.MaxLayer, 1, CertificateChecker.MaxLayer)]
    [InlineData(LimitProof.RecurringGaps, 0, 1, CertificateChecker.MaxLayer)]
    [InlineData(LimitProof.RecurringGaps, 0, CertificateChecker.MaxLayer, 0)]
    [InlineData(LimitProof.ExponentialSums, 0, CertificateChecker.MaxLayer, 0)]
    [InlineData(LimitProof.ExponentialSums, 0, 1, CertificateChecker.MaxLayer)]
    public void A_lie_that_takes_days_to_refute_ends_soon(LimitProof proof, int layer, int period, int settled)
    {
        HardmaxProblem problem = LimitProblems.Problem("1/3", "1 0/0 -1", "1 1/2", "1 -1/2", "-1 0");
        LimitCertificate undecided = Untrue(problem);
        LimitCertificate lie = undecided with
        {
            Claims = undecided.Claims with { Layer = layer },
            Witness = undecided.Witness with { Proof = proof, SettledLayer = settled, Period = period, Rates = proof == LimitProof.ExponentialSums ? [new RateMultiplicity(1, 1)] : [] },
        };
        var watch = Stopwatch.StartNew();
        CheckResult result = CertificateChecker.Check(lie);
        Assert.False(result.IsValid);
        Assert.True(watch.Elapsed < Soon, $"{watch.Elapsed}: {result.Reason}");
    }

    /// <summary>With a step this small the sets change for the last time only once (1 - gamma)^k is below 1/4: the budget allows for it.</summary>
    [Theory]
    [InlineData("1/100", 140)]
    [InlineData("1/300", 417)]
    public void A_true_certificate_far_down_is_within_the_budget(string alpha, int layer)
    {
        HardmaxProblem problem = LimitProblems.Problem(alpha, "1 0 0/0 20 0/0 0 20", "2 1 0", "2 -1 0", "3 1/2 0", "3 -1/2 0", "9/4 0 1", "9/4 0 -1", "1 0 0");
        LimitCertificate certificate = LimitAnalysis.Certificate(LimitCertifier.Certify(problem));
        Assert.Equal(layer, certificate.Claims.Layer);
        Assert.Equal(CheckResult.Valid, CertificateChecker.Check(certificate));
    }

    /// <summary>So does it for a few layers of many tokens.</summary>
    [Fact]
    public void A_true_certificate_of_many_tokens_is_within_the_budget()
    {
        var random = new Random(5);
        string[] tokens = [.. Enumerable.Range(0, 400).Select(_ => $"{random.Next(-100_000, 100_000)}/65536 {random.Next(-100_000, 100_000)}/65536")];
        LimitCertificate certificate = LimitAnalysis.Certificate(LimitCertifier.Certify(LimitProblems.Problem("7/3", "2 1/3 1", tokens)));
        Assert.Equal(CheckResult.Valid, CertificateChecker.Check(certificate));
    }

    [Fact]
    public void Enormous_numbers_are_no_obstacle()
    {
        LimitCertificate certificate = LimitAnalysis.Certificate(LimitCertifier.Certify(LimitProblems.Named.First().Problem));
        Rational enormous = new(System.Numerics.BigInteger.One << 100_000, 3);
        ImmutableArray<LimitCluster> clusters = certificate.Claims.Clusters;
        LimitClaims claims = certificate.Claims with { Clusters = clusters.SetItem(0, clusters[0] with { Places = [[enormous, -enormous]] }) };
        Assert.False(CertificateChecker.Check(certificate with { Claims = claims }).IsValid);
        LimitWitness witness = certificate.Witness with { Directions = [.. certificate.Witness.Directions.Select(d => d.Select(x => x * enormous).ToImmutableArray())] };
        Assert.True(CertificateChecker.Check(certificate with { Witness = witness }).IsValid, "a direction has no length");
    }

    private static LimitCertificate Untrue(HardmaxProblem problem)
    {
        (LimitClaims claims, LimitWitness witness) = LimitAnalysis.Of(LimitCertifier.Certify(problem, 0));
        LimitCluster cluster = new([problem.Tokens.Token(0)], ClusterKind.Other, ImmutableSortedDictionary<int, Rational>.Empty, [.. Enumerable.Range(0, problem.Tokens.Count)]);
        return new LimitCertificate(problem, ProblemDigest.Of(problem), claims with { Status = LimitStatus.Certified, Clusters = [cluster] }, witness);
    }

    private static IEnumerable<(string Name, LimitCertificate Changed)> WithOnePartMissing(LimitCertificate certificate)
    {
        (LimitClaims claims, LimitWitness witness) = (certificate.Claims, certificate.Witness);
        LimitClaims WithCluster(LimitCluster cluster) => claims with { Clusters = claims.Clusters.SetItem(0, cluster) };
        LimitCluster first = claims.Clusters[0];
        LimitClaims[] otherClaims =
        [
            null!,
            claims with { Leaders = default },
            claims with { LeaderSince = null! },
            claims with { Polytope = default },
            claims with { Clusters = default },
            claims with { Clusters = [] },
            claims with { Attention = default },
            claims with { Attention = [] },
            claims with { Attention = claims.Attention.SetItem(0, null!) },
            claims with { SetsPeriod = 0 },
            claims with { SetsPeriod = int.MaxValue },
            claims with { Layer = int.MinValue },
            claims with { Layer = int.MaxValue },
            WithCluster(null!),
            WithCluster(first with { Places = default }),
            WithCluster(first with { Places = [] }),
            WithCluster(first with { Places = [default] }),
            WithCluster(first with { Places = [[]] }),
            WithCluster(first with { Weights = null! }),
            WithCluster(first with { Members = default }),
            WithCluster(first with { Members = [] }),
            WithCluster(first with { Members = [int.MinValue] }),
        ];
        LimitWitness[] otherWitnesses =
        [
            null!,
            witness with { Rates = default },
            witness with { Rates = [null!] },
            witness with { Directions = default },
            witness with { Directions = witness.Directions.Add(default) },
            witness with { Inside = default },
            witness with { Inside = witness.Inside.SetItem(0, null!) },
            witness with { Inside = [] },
            witness with { Separators = default },
            witness with { Separators = witness.Separators.SetItem(0, default) },
            witness with { Separators = [] },
            witness with { SettledLayer = int.MaxValue },
            witness with { SettledLayer = -1 },
            witness with { Period = int.MaxValue },
            witness with { Period = 0 },
            witness with { Period = -1 },
        ];
        return otherClaims.Select((changed, at) => ($"claims {at}", certificate with { Claims = changed }))
            .Concat(otherWitnesses.Select((changed, at) => ($"witness {at}", certificate with { Witness = changed })))
            .Append(("no digest", certificate with { Sha256 = null! }))
            .Append(("another digest", certificate with { Sha256 = certificate.Sha256.ToUpperInvariant() }))
            .Append(("no problem", certificate with { Problem = null! }));
    }

    /// <summary>Random parts of every absurd kind, with enough sensible ones between them that the later checks are reached.</summary>
    private sealed class AbsurdParts(Random random)
    {
        private bool Often => random.Next(8) > 0;

        public LimitCertificate Certificate(HardmaxProblem problem, LimitClaims claims, LimitWitness witness) =>
            new(problem, ProblemDigest.Of(problem), Claims(claims, problem), Witness(witness));

        private LimitClaims Claims(LimitClaims claims, HardmaxProblem problem) => claims with
        {
            Status = Often ? LimitStatus.Certified : (LimitStatus)random.Next(-1, 4),
            Layer = Often ? claims.Layer : Number(),
            SetsPeriod = Often ? claims.SetsPeriod : Number(),
            Distinct = Often ? claims.Distinct : Number(),
            Leaders = Often ? claims.Leaders : Numbers(),
            LeaderSince = Often ? claims.LeaderSince : Numbers(false).Distinct().ToImmutableSortedDictionary(key => key, _ => Number()),
            LeaderPoints = Often ? claims.LeaderPoints : Number(),
            Polytope = Often ? claims.Polytope : Numbers(),
            Clusters = Often ? claims.Clusters : List(() => Cluster(claims, problem.Tokens.Dimension)),
            Attention = Often ? claims.Attention : List(() => Often ? Sets(problem.Tokens.Count + random.Next(-1, 2)) : null!),
        };

        private LimitWitness Witness(LimitWitness witness) => new(
            Often ? witness.Proof : (LimitProof)random.Next(-1, 5),
            Often ? witness.SettledLayer : Number(),
            Often ? witness.Period : Number(),
            Often ? witness.Rates : List(() => new RateMultiplicity(Fraction(), Number())),
            Often ? witness.Directions : List(Vector),
            Often ? witness.Inside : List(Weights),
            Often ? witness.Separators : List(Vector));

        private LimitCluster Cluster(LimitClaims claims, int dimension)
        {
            LimitCluster start = claims.Clusters.IsEmpty || random.Next(2) == 0
                ? new LimitCluster([[.. new Rational[dimension]]], ClusterKind.Other, ImmutableSortedDictionary<int, Rational>.Empty, [0])
                : claims.Clusters[random.Next(claims.Clusters.Length)];
            return start with
            {
                Places = Often ? start.Places : List(Vector),
                Kind = Often ? start.Kind : (ClusterKind)random.Next(-1, 4),
                Weights = Often ? start.Weights : Weights(),
                Members = Often ? start.Members : Numbers(),
            };
        }

        private AttentionSets Sets(int tokens) => AttentionSets.Of([.. Enumerable.Range(0, Math.Max(0, tokens)).Select(_ => new[] { random.Next(tokens) })]);

        private int Number() => random.Next(8) switch
        {
            0 => int.MaxValue,
            1 => int.MinValue,
            2 => -1,
            3 => CertificateChecker.MaxLayer + 1,
            4 => random.Next(1000),
            _ => random.Next(4),
        };

        private Rational Fraction() => new(random.Next(-3, 4), random.Next(1, 4));

        private ImmutableArray<int> Numbers(bool mayBeMissing = true) => mayBeMissing ? List(Number) : [.. Enumerable.Range(0, random.Next(4)).Select(_ => Number())];

        private ImmutableArray<Rational> Vector() => List(Fraction);

        private ImmutableSortedDictionary<int, Rational> Weights() =>
            Numbers(false).Distinct().ToImmutableSortedDictionary(key => key, _ => Fraction());

        private ImmutableArray<T> List<T>(Func<T> item) => Often ? [.. Enumerable.Range(0, random.Next(5)).Select(_ => item())] : default;
    }
}
