using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>Who leads at layer 0.</summary>
public static class LeadersAtStart
{
    /// <summary>The leaders under A, ascending; alpha plays no part.</summary>
    /// <param name="tokens">Z, n x d.</param>
    /// <param name="matrix">A, d x d.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static ImmutableArray<int> Under(TokenCloud tokens, AttentionMatrix matrix) =>
        [.. ExactState.Start(new HardmaxProblem(tokens, new HardmaxSystem(matrix, Rational.One))).AttentionSets.Leaders()];
}
