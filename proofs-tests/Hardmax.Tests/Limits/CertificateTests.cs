using System.Collections.Immutable;
using Hardmax.Limits;
using Hardmax.Limits.Checking;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

/// <summary>CertificateChecker accepts what the certifier proves, and no certificate in which one thing was changed.</summary>
public sealed class CertificateTests
{
    private const int RandomProblems = 200;
    private const int MaxLayers = 30;

    private static readonly Lazy<(string Name, LimitCertificate Certificate)[]> LazyCertificates = new(() =>
    [
        .. LimitProblems.Named.Select(named => (named.Name, Certified(named.Problem)!)),
        .. Enumerable.Range(0, RandomProblems)
            .Select(seed => ($"seed {seed}", Certified(LimitProblems.Random(seed))))
            .Concat(Enumerable.Range(0, RandomProblems).Select(seed => ($"sums {seed}", Certified(ExponentialSumsProblems.Random(new Random(seed))))))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.Item1, pair.Item2!)),
    ]);

    private static (string Name, LimitCertificate Certificate)[] Certificates => LazyCertificates.Value;

    [Fact]
    public void Every_named_example_is_certified() =>
        Assert.All(LimitProblems.Named, named => Assert.NotNull(Certified(named.Problem)));

    [Fact]
    public void The_random_problems_reach_every_kind_of_certificate()
    {
        Assert.True(Certificates.Length > RandomProblems * 3 / 2, $"{Certificates.Length} certificates");
        Assert.Contains(Certificates, pair => pair.Certificate.Claims.Status == LimitStatus.Cycle);
        Assert.Contains(Certificates, pair => pair.Certificate.Claims.SetsPeriod > 1);
        Assert.Contains(Certificates, pair => pair.Certificate.Claims.Layer > 1);
        Assert.Contains(Certificates, pair => pair.Certificate.Claims.Distinct < pair.Certificate.Problem.Tokens.Count);
        Assert.Contains(Certificates, pair => pair.Certificate.Problem.Tokens.HasZero());
        Assert.All(
            new[] { LimitProof.StationaryMeans, LimitProof.RecurringGaps, LimitProof.ExponentialSums },
            proof => Assert.Contains(Certificates, pair => pair.Certificate.Witness.Proof == proof));
        Assert.All(
            new[] { ClusterKind.Leader, ClusterKind.Combination, ClusterKind.Other },
            kind => Assert.Contains(Certificates, pair => pair.Certificate.Claims.Clusters.Any(cluster => cluster.Kind == kind)));
    }

    [Fact]
    public void Every_certificate_of_the_certifier_is_valid() => Assert.All(
        Certificates,
        pair => Assert.Equal((pair.Name, CheckResult.Valid), (pair.Name, CertificateChecker.Check(pair.Certificate))));

    /// <summary>
    /// Seen from outside, without the algebra of the checker: the largest distance from the limit never grows, because a
    /// layer averages it, and goes down to less than half of what it was.
    /// </summary>
    [Fact]
    public void The_textbook_layers_come_near_to_the_limits_of_valid_certificates()
    {
        int moving = 0;
        foreach ((string name, LimitCertificate certificate) in Certificates.Take(100))
        {
            LimitClaims claims = certificate.Claims;
            var run = new CheckedRun(certificate);
            Rational before = Distance(run.Tokens(claims.Layer), claims.Limits(0));
            Rational after = Distance(run.Tokens(claims.Layer + (60 * claims.Period)), claims.Limits(0));
            moving += before.IsZero ? 0 : 1;
            Assert.True(before.IsZero ? after.IsZero : after < before / 2, name);
        }

        Assert.True(moving > 20, $"{moving} with a way to go");
    }

    [Fact]
    public void Every_single_change_of_a_claim_is_rejected()
    {
        int changes = 0;
        var accepted = new List<string>();
        foreach ((string name, LimitCertificate certificate) in Certificates)
        {
            foreach ((string change, LimitCertificate changed) in CertificateMutations.OfClaims(certificate))
            {
                changes++;
                CheckResult result = CertificateChecker.Check(changed);
                if (result.IsValid || string.IsNullOrWhiteSpace(result.Reason))
                {
                    accepted.Add($"{name}: {change}");
                }
            }
        }

        Assert.Empty(accepted);
        Assert.True(changes > 50 * Certificates.Length, $"{changes} changes");
    }

    [Fact]
    public void Another_input_under_the_old_digest_is_rejected_by_the_digest() => Assert.All(
        Certificates,
        pair => Assert.All(OtherInputs(pair.Certificate.Problem), other => Assert.Equal(
            "the SHA-256 is not that of the problem",
            CertificateChecker.Check(pair.Certificate with { Problem = other.Problem }).Reason)));

    [Fact]
    public void Another_input_under_its_own_digest_is_rejected_or_has_the_claimed_limit()
    {
        int accepted = 0;
        foreach ((string name, LimitCertificate certificate) in Certificates)
        {
            foreach ((string change, HardmaxProblem problem) in OtherInputs(certificate.Problem))
            {
                LimitCertificate changed = certificate with { Problem = problem, Sha256 = ProblemDigest.Of(problem) };
                if (CertificateChecker.Check(changed).IsValid)
                {
                    accepted++;
                    Assert.Equal($"{name}, {change}: {ClaimsText.Of(certificate.Claims)}", $"{name}, {change}: {ClaimsText.Of(Certified(problem)?.Claims)}");
                }
            }
        }

        Assert.True(accepted > 0, "No change of an input left its limit alone: 2 A has the limits of A, so some should.");
    }

    [Fact]
    public void A_changed_witness_is_rejected_or_harmless()
    {
        var accepted = new Dictionary<string, int>();
        int rejected = 0;
        foreach ((_, LimitCertificate certificate) in Certificates)
        {
            foreach ((string change, LimitWitness witness) in OtherWitnesses(certificate.Witness, certificate.Problem.Tokens.Count))
            {
                // The claims are those of the true certificate, so accepting them is no error; it must just not throw.
                bool isValid = CertificateChecker.Check(certificate with { Witness = witness }).IsValid;
                rejected += isValid ? 0 : 1;
                accepted[change] = accepted.GetValueOrDefault(change) + (isValid ? 1 : 0);
            }
        }

        Assert.True(rejected > Certificates.Length, $"{rejected} rejected");
        string[] decisive = ["settled layer", "period", "inside weights", "directions dropped", "separators dropped", "direction 0"];
        Assert.All(decisive, change => Assert.Equal((change, 0), (change, accepted[change])));
    }

    private static Rational Distance(Rational[][] tokens, ImmutableArray<Rational>[] limits) =>
        tokens.Zip(limits).SelectMany(pair => Vectors.Subtract(pair.First, pair.Second.AsSpan())).Aggregate(Rational.Zero, (max, x) => Rational.Max(max, Rational.Abs(x)));

    private static LimitCertificate? Certified(HardmaxProblem problem)
    {
        LimitResult result = LimitCertifier.Certify(problem, MaxLayers);
        return result.Status == LimitStatus.Undecided ? null : LimitAnalysis.Certificate(result);
    }

    private static IEnumerable<(string Name, HardmaxProblem Problem)> OtherInputs(HardmaxProblem problem)
    {
        Rational[][] tokens = problem.Tokens.ToArray();
        Rational[,] entries = problem.System.Matrix.ToArray();
        for (int i = 0; i < tokens.Length; i++)
        {
            Rational[] moved = [.. tokens[i][..^1], tokens[i][^1] + new Rational(1, 1000)];
            yield return ($"token {i} moved", With(problem, [.. tokens[..i], moved, .. tokens[(i + 1)..]]));
            yield return ($"token {i} again", With(problem, [.. tokens, tokens[i]]));
            if (i > 0 && !Vectors.Comparer.Equals(tokens[i], tokens[0]))
            {
                yield return ($"tokens 0 and {i} swapped", With(problem, [tokens[i], .. tokens[1..i], tokens[0], .. tokens[(i + 1)..]]));
            }
        }

        yield return ("larger step", new HardmaxProblem(problem.Tokens, new HardmaxSystem(problem.System.Matrix, problem.System.Alpha + new Rational(1, 7))));
        for (int at = 0; at < entries.Length; at++)
        {
            var changed = (Rational[,])entries.Clone();
            changed[at / tokens[0].Length, at % tokens[0].Length] += new Rational(1, 3);
            yield return ($"matrix entry {at}", new HardmaxProblem(problem.Tokens, new HardmaxSystem(new AttentionMatrix(changed), problem.System.Alpha)));
        }
    }

    private static HardmaxProblem With(HardmaxProblem problem, Rational[][] tokens) => new(new TokenCloud(tokens), problem.System);

    private static IEnumerable<(string Name, LimitWitness Witness)> OtherWitnesses(LimitWitness witness, int tokens)
    {
        foreach (LimitProof proof in new[] { LimitProof.None, LimitProof.StationaryMeans, LimitProof.RecurringGaps, LimitProof.ExponentialSums, (LimitProof)9 }.Where(proof => proof != witness.Proof))
        {
            yield return ("proof", witness with { Proof = proof });
        }

        foreach (int by in new[] { -1, 1 }.Where(_ => witness.Proof != LimitProof.ExponentialSums))
        {
            yield return ("settled layer", witness with { SettledLayer = witness.SettledLayer + by });
            yield return ("period", witness with { Period = witness.Period + by });
        }

        yield return ("period", witness with { Period = int.MaxValue });
        yield return ("rates", witness with { Rates = [new RateMultiplicity(1, 1), new RateMultiplicity(Rational.One / 2, 1)] });
        yield return ("directions dropped", witness with { Directions = [] });
        yield return ("separators dropped", witness with { Separators = [] });
        for (int at = 0; at < witness.Directions.Length; at++)
        {
            ImmutableArray<Rational> direction = witness.Directions[at];
            yield return ("direction reversed", witness with { Directions = witness.Directions.SetItem(at, [.. direction.Select(x => -x)]) });
            yield return ("direction tilted", witness with { Directions = witness.Directions.SetItem(at, direction.SetItem(0, direction[0] + 1)) });
            yield return ("direction 0", witness with { Directions = witness.Directions.SetItem(at, []) });
        }

        for (int at = 0; at < witness.Inside.Length; at++)
        {
            // The weights of a vertex are not looked at: there is nothing to show.
            bool isLookedAt = !witness.Inside[at].IsEmpty;
            foreach ((_, ImmutableSortedDictionary<int, Rational> weights) in CertificateMutations.Weights(witness.Inside[at], tokens))
            {
                yield return (isLookedAt ? "inside weights" : "weights of a vertex", witness with { Inside = witness.Inside.SetItem(at, weights) });
            }
        }

        for (int at = 0; at < witness.Separators.Length; at++)
        {
            ImmutableArray<Rational> separator = witness.Separators[at];
            yield return ("separator emptied", witness with { Separators = witness.Separators.SetItem(at, []) });
            yield return ("separator reversed", witness with { Separators = witness.Separators.SetItem(at, [.. separator.Select(x => -x)]) });
        }
    }
}
