using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>
/// The answer to a <see cref="ControlQuestion"/>, as a claim with its proof. It proves nothing until
/// <see cref="ControlChecker"/> has accepted it.
/// </summary>
public abstract record ControlAnswer
{
    private ControlAnswer()
    {
    }

    /// <summary>There is a matrix.</summary>
    /// <param name="Matrix">A, of the class, under which the tokens lead.</param>
    public sealed record Feasible(AttentionMatrix Matrix) : ControlAnswer;

    /// <summary>There is none.</summary>
    /// <param name="Proof">Why.</param>
    public sealed record Infeasible(ControlProof Proof) : ControlAnswer;

    /// <summary>Neither was found.</summary>
    /// <param name="Reason">What was tried, in a sentence.</param>
    public sealed record Undecided(string Reason) : ControlAnswer;
}

/// <summary>
/// A weight on the matrix M = z_i (z_i - z_j)^T, for which &lt;A z_i, z_i - z_j&gt; = tr(A^T M) up to transposition.
/// </summary>
/// <param name="Leader">i.</param>
/// <param name="Other">j, another token.</param>
/// <param name="Weight">
/// Above 0 where i is to lead, so that tr >= 0 is wanted of it. Below 0 where i must not lead and j is supposed to keep
/// it from leading: &lt;A z_i, z_i - z_j&gt; &lt;= 0.
/// </param>
public sealed record ControlMultiplier(int Leader, int Other, Rational Weight);

/// <summary>Why no matrix of the class answers a question; for "at least L" always a <see cref="Combination"/>.</summary>
public abstract record ControlProof
{
    private ControlProof()
    {
    }

    /// <summary>
    /// S = sum of w_ij z_i (z_i - z_j)^T over the multipliers. Class any: S = 0; symmetric: S + S^T = 0; spd: S + S^T is
    /// negative semidefinite. And some w is above 0, or (spd) S + S^T is not 0. Every A that is sought makes the sum of
    /// w_ij &lt;A z_i, z_i - z_j&gt; positive, or (spd) S + S^T makes it negative while it must not be.
    /// Source: theory.md, "The open question" (theorem of the alternative).
    /// </summary>
    /// <param name="Multipliers">The weights other than 0, by leader and other; at least one.</param>
    public sealed record Combination(ImmutableArray<ControlMultiplier> Multipliers) : ControlProof;

    /// <summary>
    /// Only for exact questions: a token that must not lead is kept from it by some other token j, and for every j that
    /// may be there is a proof, whose multipliers may then use (Token, j) with a negative weight.
    /// </summary>
    /// <param name="Token">A token outside L.</param>
    /// <param name="Cases">One for each other token j that differs from it; a token that has an equal never leads and is not split on.</param>
    public sealed record Split(int Token, ImmutableSortedDictionary<int, ControlProof> Cases) : ControlProof;
}
