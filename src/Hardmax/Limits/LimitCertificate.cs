using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>
/// A limit that anyone can check: the input, every claim about it, and the few numbers that make checking easy.
/// <see cref="CertificateChecker"/> accepts it exactly when the claims are true of the input.
/// </summary>
/// <param name="Problem">The input.</param>
/// <param name="Sha256">The digest of the input, which catches accidents: see <see cref="ProblemDigest"/>.</param>
/// <param name="Claims">What is claimed.</param>
/// <param name="Witness">What helps to check it.</param>
public sealed record LimitCertificate(HardmaxProblem Problem, string Sha256, LimitClaims Claims, LimitWitness Witness);

/// <summary>The numbers behind the claims: not claims themselves, but what makes them easy to check.</summary>
/// <param name="Proof">Which argument applies; never <see cref="LimitProof.None"/>.</param>
/// <param name="SettledLayer">The layer at which it applies, not before the layer of the claims.</param>
/// <param name="Period">The period that it works with, a multiple of the period of the sets.</param>
/// <param name="Rates">Exponential sums: the rates of the tokens per period, with multiplicities; else empty.</param>
/// <param name="Directions">For each token of the polytope a direction in which its limit is the only highest one.</param>
/// <param name="Inside">For each cluster convex weights on the polytope's tokens that give its place in phase 0; empty for vertices.</param>
/// <param name="Separators">For each cluster of kind other that is a point, while there are leaders: a direction in which it is higher than every leader point; else empty.</param>
public sealed record LimitWitness(
    LimitProof Proof,
    int SettledLayer,
    int Period,
    ImmutableArray<RateMultiplicity> Rates,
    ImmutableArray<ImmutableArray<Rational>> Directions,
    ImmutableArray<ImmutableSortedDictionary<int, Rational>> Inside,
    ImmutableArray<ImmutableArray<Rational>> Separators);

/// <summary>A rate at which tokens tend to their limits, or stay (1): a root of the recurrence that they obey.</summary>
/// <param name="Rate">In (0, 1], for one period of the proof; the checker also takes 0, a rate of the first layers alone.</param>
/// <param name="Multiplicity">How often it is a root, at least 1.</param>
public sealed record RateMultiplicity(Rational Rate, int Multiplicity);
