using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>The limit of layers whose attention sets repeat for ever: one place per token and phase.</summary>
internal static class PeriodicLimit
{
    /// <summary>The limits of the tokens, phase 0 being that of a given earlier layer.</summary>
    /// <param name="settled">A layer from which on the sets repeat and no points meet.</param>
    /// <param name="phaseZero">The layer whose phase is called 0, at most the settled one.</param>
    /// <param name="setsPeriod">The period of the sets.</param>
    public static ImmutableArray<LimitGroup> Groups(ExactState settled, int phaseZero, int setsPeriod)
    {
        Rational[][][] phases = Phases(settled, setsPeriod);
        int shift = (settled.Layer - phaseZero) % setsPeriod;
        Rational[][][] rotated = [.. Enumerable.Range(0, setsPeriod).Select(phase => phases[(phase + setsPeriod - shift) % setsPeriod])];
        int period = Enumerable.Range(1, setsPeriod).First(candidate => setsPeriod % candidate == 0 && HasPeriod(rotated, candidate));
        return LimitGroups.Of(settled, rotated[..period]);
    }

    /// <summary>The limit of each point in each phase; phase 0 is that of the settled layer.</summary>
    public static Rational[][][] Phases(ExactState settled, int setsPeriod)
    {
        var maps = new Rational[setsPeriod][,];
        ExactState state = settled;
        for (int phase = 0; phase < setsPeriod; phase++)
        {
            maps[phase] = PeriodicMap.Of(state);
            state = state.Next();
        }

        Rational[,] whole = maps.Aggregate((earlier, later) => PeriodicMap.Product(later, earlier));
        var places = new Rational[settled.PointCount, settled.Dimension];
        for (int point = 0; point < settled.PointCount; point++)
        {
            Rational[] place = settled.Point(point);
            for (int c = 0; c < place.Length; c++)
            {
                places[point, c] = place[c];
            }
        }

        var limits = new Rational[setsPeriod][,];
        limits[0] = PeriodicMap.Limit(whole, places);
        for (int phase = 1; phase < setsPeriod; phase++)
        {
            limits[phase] = PeriodicMap.Product(maps[phase - 1], limits[phase - 1]);
        }

        return [.. limits.Select(Rows)];
    }

    private static Rational[][] Rows(Rational[,] places) =>
        [.. Enumerable.Range(0, places.GetLength(0)).Select(row => Enumerable.Range(0, places.GetLength(1)).Select(c => places[row, c]).ToArray())];

    private static bool HasPeriod(Rational[][][] phases, int period) => Enumerable.Range(0, phases.Length)
        .All(phase => phases[phase].AsSpan().SequenceEqual(phases[(phase + period) % phases.Length], Vectors.Comparer));
}
