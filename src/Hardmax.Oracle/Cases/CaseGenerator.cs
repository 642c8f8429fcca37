using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Hardmax.Model;

namespace Hardmax.Oracle;

/// <summary>
/// Cases for a declared arithmetic: each is a function of the seed and its index alone, so that any of them can be drawn
/// again without the others.
/// </summary>
/// <remarks>
/// Every number of every case is representable in the dtype and in the format of the scores. No product, partial sum,
/// score, sum over a tie or update of a textbook step exceeds a quarter of the largest power of two of either format, in
/// any layer of the exact trajectory. n^2 d times the number of layers is at most <see cref="MaxWork"/>.
/// </remarks>
/// <param name="arithmetic">The arithmetic that the cases are made for.</param>
/// <param name="limits">The sizes and matrices that are supported, or null for all.</param>
/// <param name="seed">Other seeds give other cases.</param>
internal sealed class CaseGenerator(DeclaredArithmetic arithmetic, Handshake? limits, ulong seed)
{
    /// <summary>The largest n^2 d times layers.</summary>
    public const long MaxWork = 1L << 17;

    /// <summary>The same for an implementation that invites large cases.</summary>
    public const long MaxInvitedWork = 1L << 18;

    // A category that the limits admit needs a few attempts; the rarest, LATE_LEADER, some dozens.
    private const int MaxAttempts = 1000;

    private static readonly ImmutableArray<CaseCategory> Order =
    [
        CaseCategory.ExactTie, CaseCategory.OneDim, CaseCategory.NearTie, CaseCategory.OneToken, CaseCategory.ZeroToken,
        CaseCategory.DuplicateToken, CaseCategory.SelfInSet, CaseCategory.NonsymmetricA, CaseCategory.IndefiniteA, CaseCategory.HugeRange,
        CaseCategory.IllConditioned, CaseCategory.Subnormal, CaseCategory.LateLeader, CaseCategory.Text, CaseCategory.ManyTokens,

        // Those in which mistakes show most often come more often.
        CaseCategory.ExactTie, CaseCategory.NearTie, CaseCategory.DuplicateToken, CaseCategory.NonsymmetricA, CaseCategory.ExactTie,
        CaseCategory.SelfInSet, CaseCategory.LateLeader, CaseCategory.NearTie, CaseCategory.ExactTie,
    ];

    private readonly ArithmeticLimits _limits = new(arithmetic);

    /// <summary>The category of a draw: the first 15 are of all categories, ties first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static CaseCategory CategoryOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return Order[index % Order.Length];
    }

    /// <summary>The case with this index.</summary>
    /// <exception cref="InvalidOperationException">No case of the category was found within what is supported.</exception>
    public OracleCase Draw(int index) => TryDraw(index, out OracleCase? oracleCase, out string? reason) ? oracleCase : throw new InvalidOperationException(reason);

    /// <summary>The case with this index, or false with the reason where none of its category was found within what is supported.</summary>
    public bool TryDraw(int index, [NotNullWhen(true)] out OracleCase? oracleCase, [NotNullWhen(false)] out string? reason)
    {
        CaseCategory category = CategoryOf(index);
        var draw = new CaseDraw(new CaseRandom(seed, index), _limits, limits);
        (oracleCase, reason) = (null, null);
        for (int attempt = 0; draw.SupportsAnything && attempt < MaxAttempts; attempt++)
        {
            if (Sketch(category, draw) is { } sketch && IsSendable(sketch))
            {
                var candidate = new OracleCase(category, sketch.Problem, sketch.Layers, arithmetic);
                if (limits?.Supports(candidate) != false && CasePromises.Holds(candidate))
                {
                    oracleCase = candidate;
                    return true;
                }
            }
        }

        reason = $"no case of {category.Id()} was found within what is supported (maxTokens, maxDim, matrices)";
        return false;
    }

    private static CaseSketch? Sketch(CaseCategory category, CaseDraw draw) => category switch
    {
        CaseCategory.ExactTie => TieRecipes.ExactTie(draw),
        CaseCategory.NearTie => NearTieRecipes.NearTie(draw),
        CaseCategory.DuplicateToken => TieRecipes.DuplicateToken(draw),
        CaseCategory.ZeroToken => TieRecipes.ZeroToken(draw),
        CaseCategory.SelfInSet => TieRecipes.SelfInSet(draw),
        CaseCategory.NonsymmetricA => MatrixRecipes.NonsymmetricA(draw),
        CaseCategory.IndefiniteA => MatrixRecipes.IndefiniteA(draw),
        CaseCategory.IllConditioned => MatrixRecipes.IllConditioned(draw),
        CaseCategory.HugeRange => RangeRecipes.HugeRange(draw),
        CaseCategory.Subnormal => RangeRecipes.Subnormal(draw),
        CaseCategory.OneToken => SimpleRecipes.OneToken(draw),
        CaseCategory.OneDim => SimpleRecipes.OneDim(draw),
        CaseCategory.ManyTokens => TieRecipes.ManyTokens(draw),
        CaseCategory.LateLeader => SimpleRecipes.LateLeader(draw),
        CaseCategory.Text => SimpleRecipes.Text(draw),
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    private bool IsSendable(CaseSketch sketch)
    {
        HardmaxProblem problem = sketch.Problem;
        long count = problem.Tokens.Count;
        long work = count * count * problem.Tokens.Dimension * sketch.Layers;
        return work <= (limits?.InvitesLargeCases == true ? MaxInvitedWork : MaxWork)
            && _limits.Represents(problem)
            && _limits.HasHeadroom(problem);
    }
}
