using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>
/// Tokens that keep each other from leading in a circle: z_1 is kept by z_2, z_2 by z_3, .., z_m by z_1. The sum of their
/// &lt;A z_k, z_k - z_next> is half the sum of |z_k - z_next|_A^2, so for a positive definite A not all of them are at
/// most 0.
/// </summary>
internal static class KeeperCycle
{
    /// <summary>The proof for a definite matrix, all weights -1; null where there is no circle.</summary>
    public static ControlProof.Combination? Find(IEnumerable<LeadCondition> conditions)
    {
        var keeper = conditions.Where(condition => !condition.IsStrict).ToDictionary(condition => condition.Token, condition => condition.Other);
        foreach (int start in keeper.Keys)
        {
            var circle = new List<int>();
            int at = start;
            while (circle.Count <= keeper.Count && keeper.TryGetValue(at, out int next))
            {
                circle.Add(at);
                at = next;
                if (at == start)
                {
                    return new ControlProof.Combination([.. circle.Order().Select(token => new ControlMultiplier(token, keeper[token], -Rational.One))]);
                }
            }
        }

        return null;
    }
}
