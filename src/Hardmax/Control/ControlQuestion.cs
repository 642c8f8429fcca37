using System.Collections.Immutable;
using Hardmax.Model;

namespace Hardmax.Control;

/// <summary>The matrices among which one is sought. Each class holds the one before it.</summary>
public enum ControlClass
{
    /// <summary>Symmetric positive definite: the paper's.</summary>
    Spd,

    /// <summary>Symmetric.</summary>
    Symmetric,

    /// <summary>Every d x d matrix.</summary>
    Any,
}

/// <summary>
/// Is there a matrix of a class under which given tokens all lead at layer 0? Token i leads where
/// &lt;A z_i, z_i - z_j&gt; > 0 for every other j, so alpha plays no part. Immutable.
/// </summary>
public sealed class ControlQuestion
{
    /// <summary>A question about some tokens of a cloud.</summary>
    /// <param name="tokens">Z, n x d.</param>
    /// <param name="leaders">L: indices into the cloud, in any order; none at all is a question too when it is asked exactly.</param>
    /// <param name="matrices">The class of A.</param>
    /// <param name="isExact">Whether no other token may lead.</param>
    /// <exception cref="ArgumentException">An index is out of range or occurs twice.</exception>
    public ControlQuestion(TokenCloud tokens, IEnumerable<int> leaders, ControlClass matrices, bool isExact = false)
    {
        int[] sorted = [.. leaders.Order()];
        if (sorted.Length > 0 && (sorted[0] < 0 || sorted[^1] >= tokens.Count))
        {
            throw new ArgumentException($"A leader is one of the tokens 0 to {tokens.Count - 1}.", nameof(leaders));
        }

        if (sorted.Distinct().Count() != sorted.Length)
        {
            throw new ArgumentException("Each leader is named once.", nameof(leaders));
        }

        Tokens = tokens;
        Leaders = [.. sorted];
        Matrices = matrices;
        IsExact = isExact;
    }

    /// <summary>Z.</summary>
    public TokenCloud Tokens { get; }

    /// <summary>L, ascending.</summary>
    public ImmutableArray<int> Leaders { get; }

    /// <summary>The class of A.</summary>
    public ControlClass Matrices { get; }

    /// <summary>Whether the leaders are to be L exactly, and not only at least L.</summary>
    public bool IsExact { get; }
}
