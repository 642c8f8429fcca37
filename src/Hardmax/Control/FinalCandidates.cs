using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>
/// Matrices that may have given final leaders, the likeliest first, none twice. Without end, except in one dimension,
/// where the sign of A decides everything and one matrix for each sign is all.
/// </summary>
internal sealed class FinalCandidates(ControlQuestion question, ulong seed, CancellationToken cancellation)
{
    private readonly HashSet<AttentionMatrix> _given = [];
    private (AttentionMatrix Matrix, int Distance)? _nearest;

    /// <summary>The number of the matrices where they say all that there is to say; null where they have no end.</summary>
    public int? Total => question.Tokens.Dimension == 1 ? Signs().Count() : null;

    /// <summary>The matrices, computed as they are asked for.</summary>
    public IEnumerable<AttentionMatrix> All() =>
        (question.Tokens.Dimension == 1 ? Signs() : Answers().Concat(Drawn())).Where(_given.Add);

    /// <summary>Says that a matrix had other final leaders; what is drawn next may be near the nearest of them.</summary>
    public void Missed(AttentionMatrix matrix, ImmutableArray<int> leaders)
    {
        int distance = leaders.Union(question.Leaders).Count() - leaders.Intersect(question.Leaders).Count();

        // Of equal ones the latest: so the search moves on.
        if (_nearest is not { } nearest || distance <= nearest.Distance)
        {
            _nearest = (matrix, distance);
        }
    }

    private IEnumerable<AttentionMatrix> Signs() =>
        new[] { 1, -1, 0 }.Where(sign => sign > 0 || question.Matrices != ControlClass.Spd).Select(sign => new AttentionMatrix(new Rational[,] { { sign } }));

    // Leaders lead for ever, so those at layer 0 are a start; the rest may join later.
    private IEnumerable<AttentionMatrix> Answers()
    {
        yield return AttentionMatrix.Identity(question.Tokens.Dimension);
        foreach (ControlQuestion asked in Questions())
        {
            if (LeaderControl.Solve(asked, cancellation) is ControlAnswer.Feasible found)
            {
                yield return found.Matrix;
            }
        }
    }

    private IEnumerable<ControlQuestion> Questions()
    {
        ImmutableArray<int> leaders = question.Leaders;
        yield return Asked(leaders, isExact: true);
        yield return Asked(leaders, isExact: false);
        foreach (int left in leaders)
        {
            yield return Asked(leaders.Remove(left), isExact: false);
        }

        for (int joined = 0; joined < question.Tokens.Count; joined++)
        {
            if (!leaders.Contains(joined))
            {
                yield return Asked(leaders.Add(joined), isExact: false);
            }
        }
    }

    private ControlQuestion Asked(ImmutableArray<int> leaders, bool isExact) => new(question.Tokens, leaders, question.Matrices, isExact);

    private IEnumerable<AttentionMatrix> Drawn()
    {
        var draws = new MatrixDraws(question.Matrices, question.Tokens.Dimension, seed);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return _nearest is { } nearest && !draws.OneIn(3) ? draws.Near(nearest.Matrix) : draws.Any();
        }
    }
}
