using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search;

/// <summary>
/// How far a problem is from violating a claim: the lower, the nearer. A margin guides a search and decides nothing: the
/// verdict is the claim's. Exact until its last step, which rounds a rational to binary64: what is below 2^-1074 becomes 0.
/// </summary>
/// <param name="problem">The problem.</param>
internal delegate double ClaimMargin(HardmaxProblem problem);

/// <summary>The margins of the claims that have a natural one.</summary>
internal static class ClaimMargins
{
    private const int FirstLayers = 5;
    private const int LimitLayers = 30;

    /// <summary>The margin of a claim, or null.</summary>
    public static ClaimMargin? Of(Claim claim) => claim.Id switch
    {
        "leader-exists" => LeaderGap,
        "norm-grows" => FormRise,
        "distinct-stay-distinct" => Contraction,
        "limits-are-leaders-or-combinations" or "vertices-are-leaders" or "leaders-in-finite-time" => LeaderShare,
        "converges" or "consensus" or "limits-on-boundary" or "nonvertex-limit-is-projection" => Settling,
        _ => null,
    };

    /// <summary>
    /// The largest lead of a token at layer 0 over its best rival: the maximum over i of the minimum over j other than i of
    /// &lt;A z_i, z_i - z_j&gt;, divided by the largest entries of A and, twice, of the tokens. No token leads iff it is at
    /// most 0.
    /// </summary>
    public static double LeaderGap(HardmaxProblem problem)
    {
        Rational[][] tokens = problem.Tokens.ToArray();
        Rational? best = null;
        for (int i = 0; i < tokens.Length; i++)
        {
            Rational[] query = problem.System.Matrix.Apply(tokens[i]);
            Rational own = Vectors.Dot(query, tokens[i]);
            Rational? lead = null;
            for (int j = 0; j < tokens.Length; j++)
            {
                Rational over = own - Vectors.Dot(query, tokens[j]);
                lead = j == i || lead < over ? lead : over;
            }

            best = lead is null || best > lead ? best : lead;
        }

        // A single token always leads.
        return best is { } gap ? (gap / Scale(problem)).ToDouble() : 1;
    }

    /// <summary>
    /// The smallest change of a form &lt;A z_i, z_i&gt; from a layer to the next, over the first layers, divided by the
    /// largest entries of A and, twice, of the tokens. Some form falls there iff it is negative.
    /// </summary>
    public static double FormRise(HardmaxProblem problem)
    {
        Rational? smallest = null;
        ExactState state = ExactState.Start(problem);
        Rational[] before = Forms(problem.System.Matrix, state);
        for (int layer = 1; layer <= FirstLayers; layer++)
        {
            state = state.Next();
            Rational[] after = Forms(problem.System.Matrix, state);
            for (int i = 0; i < after.Length; i++)
            {
                // Tokens that rest say nothing.
                Rational rise = after[i] - before[i];
                smallest = rise.IsZero || smallest < rise ? smallest : rise;
            }

            before = after;
        }

        return smallest is { } least ? (least / Scale(problem)).ToDouble() : 1;
    }

    /// <summary>
    /// The smallest square factor by which the distance of two tokens changes in a layer, over the first layers: 0 iff
    /// two meet there; (1 - gamma)^2 is what tokens with the same attention set have.
    /// </summary>
    public static double Contraction(HardmaxProblem problem)
    {
        Rational smallest = Rational.One;
        ExactState state = ExactState.Start(problem);
        TokenCloud before = state.ToTokens();
        for (int layer = 1; layer <= FirstLayers; layer++)
        {
            state = state.Next();
            TokenCloud after = state.ToTokens();
            for (int i = 0; i < before.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    // Equal tokens stay equal: only the first meeting counts.
                    Rational distance = SquareDistance(before, i, j);
                    smallest = distance.IsZero ? smallest : Rational.Min(smallest, SquareDistance(after, i, j) / distance);
                }
            }

            before = after;
        }

        return smallest.ToDouble();
    }

    /// <summary>
    /// The share of tokens that ever lead, as far as layers were looked at; of two problems with the same share the one
    /// whose limit is found later is lower.
    /// </summary>
    public static double LeaderShare(HardmaxProblem problem)
    {
        LimitResult limit = LimitCertifier.Certify(problem, LimitLayers);
        return ((double)limit.LeaderSince.Count / problem.Tokens.Count) + (0.1 * Settling(limit));
    }

    /// <summary>
    /// How soon the limit is certified: 1 / (1 + k) for layer k, lower than that where no certificate closes within the
    /// layers that are looked at, lowest (-1) for a proved cycle.
    /// </summary>
    public static double Settling(HardmaxProblem problem) => Settling(LimitCertifier.Certify(problem, LimitLayers));

    private static double Settling(LimitResult limit) => limit.Status switch
    {
        LimitStatus.Cycle => -1,
        LimitStatus.Undecided => 0,
        _ => 1.0 / (1 + limit.Layer),
    };

    private static Rational[] Forms(AttentionMatrix matrix, ExactState state)
    {
        TokenCloud tokens = state.ToTokens();
        return [.. Enumerable.Range(0, tokens.Count).Select(i => matrix.Form(tokens[i], tokens[i]))];
    }

    private static Rational SquareDistance(TokenCloud tokens, int i, int j)
    {
        Rational[] difference = Vectors.Subtract(tokens[i], tokens[j]);
        return Vectors.Dot(difference, difference);
    }

    // Positive, also where A or all tokens are 0.
    private static Rational Scale(HardmaxProblem problem)
    {
        Rational matrix = problem.System.Matrix.ToArray().Cast<Rational>().Select(Rational.Abs).Max();
        Rational token = problem.Tokens.ToArray().SelectMany(row => row).Select(Rational.Abs).Max();
        Rational scale = matrix * token * token;
        return scale.IsZero ? Rational.One : scale;
    }
}
