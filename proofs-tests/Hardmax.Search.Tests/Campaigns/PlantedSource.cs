using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search.Tests;

/// <summary>
/// A source whose violations are planted: A = -1 in one dimension, where {1, 2, .. } has a leader (the smallest token)
/// and {3, -1} has none. Counts how often each block was drawn.
/// </summary>
internal sealed class PlantedSource(params long[] violations) : ICandidateSource
{
    private readonly Dictionary<long, int> _drawn = [];

    public string Id => "planted";

    public long? Blocks => null;

    /// <summary>What happens before a block is drawn: it may wait or fail.</summary>
    public Action<long> Before { get; init; } = _ => { };

    /// <summary>The blocks that were drawn, each with how often.</summary>
    public ImmutableSortedDictionary<long, int> Drawn
    {
        get
        {
            lock (_drawn)
            {
                return _drawn.ToImmutableSortedDictionary();
            }
        }
    }

    public static HuntScope Scope(params string[] claims) => new()
    {
        Class = MatrixClass.NegativeDefinite,
        Claims = [.. claims.Select(id => ClaimCatalogue.Find(id)!)],
        Seed = 5,
    };

    public IReadOnlyList<HardmaxProblem> Draw(long block)
    {
        Before(block);
        lock (_drawn)
        {
            _drawn[block] = _drawn.GetValueOrDefault(block) + 1;
        }

        // Blocks differ in size, and one in seven is empty.
        IEnumerable<HardmaxProblem> harmless = Enumerable.Range(0, (int)(block % 7)).Select(k => Problem(1 + k, 2 + (int)(block % 1000) + k));
        return [.. harmless, .. violations.Contains(block) ? [Problem(3, -1), Problem(5, -1)] : Array.Empty<HardmaxProblem>()];
    }

    public string Covered(long blocks) => $"the first {blocks} blocks";

    private static HardmaxProblem Problem(int first, int second) => new(
        new TokenCloud([[first], [second]]),
        new HardmaxSystem(new AttentionMatrix(new Rational[,] { { -1 } }), 1));
}
