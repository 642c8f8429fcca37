using System.Numerics;
using System.Runtime.InteropServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// How far the documented arithmetic of one layer is from exact arithmetic on the same numbers, in binary64 and upwards:
/// what <see cref="SetMargins"/> calls E, F and the error of a score.
/// </summary>
/// <remarks>
/// With u the unit roundoff, R a bound of the norms of the points, and every operation within a factor 1 +- u of the exact
/// one or, where a product underflows, within the smallest positive number:
/// a mean of s tokens is within (s + 1) u R 1.1 of the exact one in norm (s - 1 additions and a division, Higham, section
/// 4.2); z + gamma (m - z) adds at most 2.1 u gamma |m - z| + 1.1 u |z'|, hence 5.3 u R, as |m - z| is at most 2 R. With a little room
/// E = (6 + 1.1 (s + 2)) u R, and 6 u R where means are places. A query A z, a chain of d fused multiply-adds in each row, is within (d + 2) u |A|_F R of the exact one.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct RoundingBounds
{
    private readonly double _roundoff;
    private readonly double _lost;
    private readonly double _stretch;
    private readonly double _radius;
    private readonly int _dimension;

    private RoundingBounds(double roundoff, double least, double stretch, double radius, int dimension) =>
        (_roundoff, _lost, _stretch, _radius, _dimension) = (roundoff, 4.0 * (dimension + 2) * least, stretch, radius, dimension);

    /// <summary>The bounds of a layer.</summary>
    /// <param name="system">A, and the format.</param>
    /// <param name="radius">R.</param>
    public static RoundingBounds Of<T>(FloatSystem<T> system, T radius)
        where T : struct, IBinaryFloatingPointIeee754<T> => new(
            double.CreateChecked(NormBounds<T>.UnitRoundoff),
            double.CreateChecked(T.Epsilon),
            system.Matrix is null ? 0 : double.CreateChecked(system.Stretch),
            double.CreateChecked(radius),
            system.Dimension);

    /// <summary>
    /// The error of a computed score against points of a norm of at most some radius. Each fused multiply-add errs by at most u times
    /// the partial sum that it makes, and that is at most (1 + d u ..) times the sum of |q_c z_c| so far. Added up, the first product
    /// counts d times and the last once: u times the sum of (d - c) |q_c| |z_c|, c from 0, which Cauchy and Schwarz bound.
    /// </summary>
    /// <param name="chainNorm">A bound of the norm of ((d - c) q_c): see <see cref="NormBounds{T}.OfChain"/>.</param>
    /// <param name="radius">A bound of the norms of the points.</param>
    public double OfScore(double chainNorm, double radius) => (_roundoff * (1 + (4 * _dimension * _roundoff)) * chainNorm * radius) + _lost;

    /// <summary>E: the error of a new place, where no mean is of more than some number of tokens; 1 where all means are places.</summary>
    public double OfMove(int tokensInMean) => ((6 + (tokensInMean > 1 ? 1.1 * (tokensInMean + 2) : 0)) * _roundoff * _radius) + _lost;

    /// <summary>
    /// Rule (2): Q E + 2 (R + E) F. For A = I the query is the place, and F = E; else F = |A| E and three times the error of a query,
    /// that of the old two and that of the new one.
    /// </summary>
    public double LossTowardsLeader(double queryNorm, double move) =>
        (queryNorm * move) + (2 * (_radius + move) * (_stretch == 0 ? move : (_stretch * move) + (3 * OfQuery)));

    /// <summary>Rule (3): Q (E + D) + 2 (R + E) G, where the point itself moved by some distance.</summary>
    public double LossOf(double queryNorm, double move, double bestMoved, double moved) =>
        (queryNorm * (move + bestMoved)) + (2 * (_radius + move) * (_stretch == 0 ? moved : (_stretch * moved) + (2 * OfQuery)));

    private double OfQuery => ((_dimension + 4) * _roundoff * _stretch * _radius) + _lost;
}
