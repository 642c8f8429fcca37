using Hardmax.Geometry;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Claims;

/// <summary>The claim that the form &lt;A z, z&gt; of a token never falls.</summary>
internal static class NormClaim
{
    // How far a fall is followed to its layer: for a small alpha it may be a billion layers away.
    private const int FarthestFall = 256;

    public static ClaimVerdict NormGrows(ClaimEvidence evidence)
    {
        bool mustRise = evidence.Matrix.IsSymmetric && evidence.Definiteness == Definiteness.PositiveDefinite;
        foreach ((EvidenceLayer before, EvidenceLayer after) in LayerClaims.Steps(evidence))
        {
            for (int i = 0; i < before.Tokens.Count; i++)
            {
                Rational rise = evidence.Matrix.Form(after.Tokens[i], after.Tokens[i]) - evidence.Matrix.Form(before.Tokens[i], before.Tokens[i]);
                bool hasMoved = !before.Tokens[i].SequenceEqual(after.Tokens[i]);
                if (rise.Sign < 0 || (mustRise && hasMoved && rise.IsZero))
                {
                    return ClaimVerdict.Violated(new ClaimWitness($"the form of token {i} changes by {rise} from layer {before.Layer} to layer {after.Layer}")
                    {
                        Layer = after.Layer,
                        Tokens = [i],
                        Values = [LayerClaims.At(before, i), LayerClaims.At(after, i), new NamedValue("change", [rise])],
                    });
                }
            }
        }

        // A theorem for symmetric A; where the symmetric part is 0 the form is 0. A state that comes back repeats all that was looked at.
        bool isTheorem = evidence.Definiteness == Definiteness.Zero || (evidence.Matrix.IsSymmetric && evidence.IsPositiveSemidefinite);
        if (isTheorem || evidence.Recurs)
        {
            return ClaimVerdict.Holds();
        }

        return evidence.Limit.Proof == LimitProof.StationaryMeans
            ? AlongLines(evidence)
            : ClaimVerdict.Undecided($"no form has fallen up to layer {evidence.Layers[^1].Layer}; what follows is not known");
    }

    /// <summary>
    /// The layers after the certificate's: z(t) = c + t d, so the form is q(t) = a0 + a1 t + a2 t^2, and a layer takes t
    /// to (1 - gamma) t. q((1 - gamma) t) - q(t) = -gamma t (a1 + (2 - gamma) a2 t): the form never falls iff
    /// a1 + (2 - gamma) a2 t &lt;= 0 for all t = (1 - gamma)^m. That is linear in t, so t = 1 (a layer that was looked
    /// at) and t towards 0 decide: a1 &lt;= 0.
    /// </summary>
    private static ClaimVerdict AlongLines(ClaimEvidence evidence)
    {
        EvidenceLayer settled = evidence.Layers[evidence.Limit.Layer];
        for (int i = 0; i < settled.Tokens.Count; i++)
        {
            Rational[] c = [.. evidence.Limit.GroupOf(i).Places[0]];
            Rational[] d = Vectors.Subtract(settled.Tokens[i], c);
            Rational a1 = evidence.Matrix.Form(c, d) + evidence.Matrix.Form(d, c);
            if (a1.Sign > 0)
            {
                return FallsLater(evidence, i, a1, evidence.Matrix.Form(d, d));
            }
        }

        return ClaimVerdict.Holds();
    }

    private static ClaimVerdict FallsLater(ClaimEvidence evidence, int i, Rational a1, Rational a2)
    {
        Rational gamma = evidence.Problem.System.Gamma;
        Rational t = Rational.One;
        for (int layer = evidence.Limit.Layer; layer < evidence.Limit.Layer + FarthestFall; layer++)
        {
            Rational bracket = a1 + ((2 - gamma) * a2 * t);
            if (bracket.Sign > 0)
            {
                Rational change = -gamma * t * bracket;
                return ClaimVerdict.Violated(new ClaimWitness($"the form of token {i} changes by {change} from layer {layer} to layer {layer + 1}")
                {
                    Layer = layer + 1,
                    Tokens = [i],
                    Values = [new NamedValue("change", [change])],
                });
            }

            t *= 1 - gamma;
        }

        return ClaimVerdict.Violated(new ClaimWitness($"the form of token {i} falls in the end: m layers after layer {evidence.Limit.Layer} it is q0 + a1 t + a2 t^2 with t = (1 - gamma)^m, and a1 is positive")
        {
            Tokens = [i],
            Values = [new NamedValue("a1", [a1]), new NamedValue("a2", [a2])],
        });
    }
}
