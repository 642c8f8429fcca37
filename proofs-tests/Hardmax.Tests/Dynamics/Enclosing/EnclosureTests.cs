using System.Numerics;
using Hardmax.Dynamics.Enclosing;
using Hardmax.Dynamics.Floating;
using Hardmax.Numbers;
using Hardmax.Testing;
using Hardmax.Tests.Dynamics.Floating;
using Xunit;

namespace Hardmax.Tests.Dynamics.Enclosing;

/// <summary>Enclosures against the rationals that they enclose.</summary>
public sealed class EnclosureTests
{
    private static readonly Rational[] Gammas =
    [
        new(1, 2), new(1, 3), new(2, 3), new(1, 11), new(9, 10), new(999_999_999_999, 1_000_000_000_000), new(BigInteger.One << 60, (BigInteger.One << 60) + 1),
        new(1, (BigInteger.One << 70) + 1), EngineAgreement.Two(-3) + EngineAgreement.Two(-75), new(616769, 878913),
    ];

    [Fact]
    public void A_number_is_within_its_error_and_an_error_of_zero_says_that_it_is_exact()
    {
        var random = new Random(1);
        (int exact, int inexact) = (0, 0);
        for (int at = 0; at < 2000; at++)
        {
            BigInteger bits = new(random.NextInt64(1, long.MaxValue));
            Rational number = at < Gammas.Length ? Gammas[at] : (at % 3) switch
            {
                0 => new Rational(1, random.Next(1, 1 << 20)),
                1 => new Rational((bits << 40) + random.Next(), BigInteger.One << 103),
                _ => new Rational(bits, (BigInteger)long.MaxValue * random.Next(1, 99)),
            };
            var enclosed = new EnclosedNumber(number);
            Rational missing = Rational.Abs(number - Exactly.Of(enclosed.High) - Exactly.Of(enclosed.Low));
            Assert.Equal(number.ToDouble(), enclosed.High);
            Assert.True(missing <= Exactly.Of(enclosed.Error), $"{number}");
            Assert.Equal(missing.IsZero, enclosed.Error == 0);
            Assert.True(enclosed.Error <= enclosed.High * Math.ScaleB(1, -104));
            _ = missing.IsZero ? exact++ : inexact++;
        }

        Assert.True(exact > 300 && inexact > 500, $"{exact} {inexact}");
    }

    [Fact]
    public void Sums_of_numbers_of_any_size_lose_no_more_than_they_say()
    {
        var random = new Random(2);
        (int lossless, int lossy, double slackest) = (0, 0, 0);
        for (int at = 0; at < 6000; at++)
        {
            (double High, double Low) x = Pair(random), y = at % 4 == 0 ? Near(x, random) : Pair(random);
            (Vector<double> high, Vector<double> low, Vector<double> lost) = Enclosure.Sum(new(x.High), new(x.Low), new(y.High), new(y.Low));
            Rational exact = Exactly.Of(x.High) + Exactly.Of(x.Low) + Exactly.Of(y.High) + Exactly.Of(y.Low);
            Rational missing = Rational.Abs(exact - Exactly.Of(high[0]) - Exactly.Of(low[0]));
            Assert.True(missing <= Exactly.Of(lost[0]) * (1 + EngineAgreement.Two(-52)), $"{x} {y}");
            Assert.Equal(high[0], high[0] + low[0]);
            Assert.True(lost[0] <= Math.Abs(high[0]) * Math.ScaleB(1, -52) + double.Epsilon || lost[0] <= Math.ScaleB(Math.Max(Math.Abs(x.High), Math.Abs(y.High)), -104));
            _ = lost[0] == 0 ? lossless++ : lossy++;
            slackest = missing.IsZero ? slackest : Math.Max(slackest, (Exactly.Of(lost[0]) / missing).ToDouble());
        }

        Assert.True(lossless > 100 && lossy > 500, $"{lossless} {lossy}");
        (Vector<double> sum, Vector<double> rest) = Enclosure.TwoSum(new(1e100), new(-3.7));
        Assert.Equal((1e100, -3.7), (sum[0], rest[0]));
    }

    [Fact]
    public void Moves_and_multiples_enclose_the_exact_ones()
    {
        var random = new Random(3);
        var seen = new Sightings();
        for (int at = 0; at < 12_000; at++)
        {
            Rational gamma = at % 3 == 0 ? new Rational(random.Next(1, 1000), random.Next(1000, 3000)) : Gammas[random.Next(Gammas.Length)];
            Held z = Hold(Pair(random), random), m = Hold(at % 3 == 0 ? Near((z.High, z.Low), random) : Pair(random), random);
            Enclosure moved = Enclosure.Move(z.Enclosure, m.Enclosure, new EnclosedNumber(gamma));
            Rational exact = z.Exact + (gamma * (m.Exact - z.Exact));
            Demand(moved, exact, seen, "move");

            int count = 1 + random.Next(random.Next(2) == 0 ? 5 : int.MaxValue - 1);
            Enclosure multiple = Enclosure.AddMultiple(z.Enclosure, m.Enclosure, new Vector<double>(count));
            Demand(multiple, z.Exact + (count * m.Exact), seen, "multiple");
        }

        Assert.Empty(((string[])["move, exact", "move, not exact", "move, cancelled", "multiple, exact", "multiple, not exact"]).Except(seen.Labels));
    }

    [Fact]
    public void Places_of_many_layers_are_within_their_errors_and_are_rounded_correctly_or_not_at_all()
    {
        var seen = new Sightings();
        for (int seed = 0; seed < 60; seed++)
        {
            DemandLayers(seed, seen);
        }

        Assert.Empty(((string[])["exact", "not exact", "refused", "midpoint", "refused and not a midpoint", "tie", "leader", "exact midpoint", "negative midpoint"]).Except(seen.Labels));
    }

    [Fact]
    public void A_range_that_is_too_wide_is_refused()
    {
        (double least, double most) = (Math.ScaleB(1, -300), Math.ScaleB(1, 300));
        Assert.True(Enclosures.IsWithinRange([least, -most, 0, -0.0, 1], new Rational(1, 2)));
        Assert.False(Enclosures.IsWithinRange([Math.BitDecrement(least)], new Rational(1, 2)));
        Assert.False(Enclosures.IsWithinRange([-Math.BitDecrement(least)], new Rational(1, 2)));
        Assert.False(Enclosures.IsWithinRange([Math.BitIncrement(most), 1], new Rational(1, 2)));
        Assert.False(Enclosures.IsWithinRange([1, -Math.BitIncrement(most)], new Rational(1, 2)));
        Assert.False(Enclosures.IsWithinRange([1], EngineAgreement.Two(-100)));
        Assert.True(Enclosures.IsWithinRange([1], EngineAgreement.Two(-99)));
    }

    private static void Demand(Enclosure enclosure, Rational exact, Sightings seen, string what)
    {
        Rational missing = Rational.Abs(exact - Exactly.Of(enclosure.High[0]) - Exactly.Of(enclosure.Low[0]));
        Assert.True(missing <= Exactly.Of(enclosure.Error[0]), $"{what}: {missing.ToDouble():R} above {enclosure.Error[0]:R}");
        Assert.Equal(enclosure.High[0], enclosure.High[0] + enclosure.Low[0]);
        seen.Note(enclosure.Error[0] == 0 ? $"{what}, exact" : $"{what}, not exact");
        seen.Note($"{what}, cancelled", !exact.IsZero && Math.Abs(enclosure.High[0]) < 1e-20);
    }

    private static void DemandLayers(int seed, Sightings seen)
    {
        var random = new Random(seed);
        int d = 1 + random.Next(10), n = 2 + random.Next(6);
        double[] start = [.. Enumerable.Range(0, n * d).Select(_ => seed % 3 == 0 ? random.Next(-3, 4) + Math.ScaleB(random.Next(-3, 4), -52) : (random.NextDouble() - 0.5) * Math.ScaleB(1, seed % 3 == 1 ? 0 : random.Next(-60, 60)))];
        Rational gamma = Gammas[seed % 4 == 0 ? 0 : random.Next(Gammas.Length)];
        int[] multiplicities = [.. Enumerable.Range(0, n).Select(_ => random.Next(3) == 0 ? 1 + random.Next(5) : 1)];
        var places = new Enclosures(start, d, gamma, new Workers(1));
        Rational[][] exact = [.. start.Chunk(d).Select(row => Array.ConvertAll(row, Rational.FromDouble))];
        PointSets? sets = null;
        var history = new SetsByLayer();
        var places2 = new ExactPlaces(start, multiplicities, d, gamma, history);
        for (int layer = 0; layer < 12; layer++)
        {
            for (int at = 0; at < start.Length; at++)
            {
                DemandPlace(places, at, exact[at / d][at % d], seen);
                Assert.Equal(exact[at / d][at % d].ToDouble(), layer == 0 ? start[at] : places2.Rounded(at / d, at % d, layer));
            }

            if (sets is null || random.Next(3) == 0)
            {
                int[]?[] ties = [.. Enumerable.Range(0, n).Select(_ => random.Next(2) == 0 ? null : Enumerable.Range(0, n).Where(_ => random.Next(2) == 0).ToArray() is { Length: > 1 } tie ? tie : null)];
                int[] targets = [.. ties.Select(tie => tie is null ? random.Next(n) : -1)];
                sets = new PointSets(layer, targets, ties);
                history.Add(sets);
                seen.Note("tie", Array.Exists(ties, tie => tie is not null));
                seen.Note("leader", targets.Where((target, point) => target == point).Any());
            }

            places.Move(sets, multiplicities);
            exact = Next(exact, sets, multiplicities, gamma);
        }

        (BigInteger[][] numerators, BigInteger denominator) = places2.At([n - 1, 0], 12);
        Assert.Equal(exact[n - 1], Array.ConvertAll(numerators[0], x => new Rational(x, denominator)));
        Assert.Equal(exact[0], Array.ConvertAll(numerators[1], x => new Rational(x, denominator)));
    }

    private static void DemandPlace(Enclosures places, int at, Rational exact, Sightings seen)
    {
        Rational missing = Rational.Abs(exact - Exactly.Of(places.High[at]) - Exactly.Of(places.Low[at]));
        Assert.True(missing <= Exactly.Of(places.Error[at]), $"{missing.ToDouble():R} above {places.Error[at]:R}");
        Assert.True(places.Error[at] <= Math.ScaleB(1, -40), "The bound is of no use.");
        seen.Note(places.Error[at] == 0 ? "exact" : "not exact");
        double rounded = exact.ToDouble();
        Rational rest = exact - Rational.FromDouble(rounded);
        double next = rest.Sign > 0 ? Math.BitIncrement(rounded) : Math.BitDecrement(rounded);
        bool isMidpoint = !rest.IsZero && 2 * rest == Rational.FromDouble(next) - Rational.FromDouble(rounded);
        seen.Note("midpoint", isMidpoint);
        seen.Note("exact midpoint", isMidpoint && places.Error[at] == 0);
        seen.Note("negative midpoint", isMidpoint && exact.Sign < 0);
        if (places.TryRound(at, out double tried))
        {
            Assert.Equal(rounded, tried);
        }
        else
        {
            seen.Note(isMidpoint ? "refused" : "refused and not a midpoint");
        }
    }

    [Fact]
    public void A_coordinate_is_rounded_only_if_both_ends_of_its_enclosure_round_alike()
    {
        // 1 + 2^-53 is the midpoint of 1 and the next double; the errors reach across it, or not, or by less than a rounding of low.
        (double half, double hair) = (Math.ScaleB(1, -53), Math.ScaleB(1, -80));
        Demand(half + hair, hair / 4, Math.BitIncrement(1.0));
        Demand(half - hair, hair / 4, 1);
        Demand(half + hair, 2 * hair, null);
        Demand(half - hair, 2 * hair, null);
        Demand(half, Math.ScaleB(1, -110), null);
        Demand(half, 0, 1);
        Demand(-half / 2, 0, 1);

        static void Demand(double low, double error, double? expected)
        {
            var places = new Enclosures([1], 1, new Rational(1, 2), new Workers(1));
            (places.Low[0], places.Error[0]) = (low, error);
            Assert.Equal(expected, places.TryRound(0, out double rounded) ? rounded : null);
        }
    }

    private static Rational[][] Next(Rational[][] places, PointSets sets, int[] multiplicities, Rational gamma) =>
    [
        .. places.Select((place, point) => place.Select((x, c) =>
        {
            int[] set = sets[point].ToArray();
            Rational sum = set.Aggregate(Rational.Zero, (total, member) => total + (multiplicities[member] * places[member][c]));
            return x + (gamma * ((sum / set.Sum(member => multiplicities[member])) - x));
        }).ToArray()),
    ];

    /// <summary>high + low with |low| at most half of the last place of high.</summary>
    private static (double High, double Low) Pair(Random random)
    {
        double high = random.Next(8) == 0 ? 0 : (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(3) == 0 ? random.Next(-120, 120) : random.Next(-3, 4));
        double low = random.Next(4) switch
        {
            0 => 0,
            1 => Math.ScaleB(high, -53) * (random.Next(2) == 0 ? 0.5 : -0.25),
            _ => high * Math.ScaleB(random.NextDouble() - 0.5, -53 - random.Next(random.Next(2) == 0 ? 3 : 80)),
        };
        return high + low == high ? (high, low) : (high, 0);
    }

    /// <summary>A neighbour, or the same with another sign, so that a sum cancels.</summary>
    private static (double High, double Low) Near((double High, double Low) x, Random random) => random.Next(4) switch
    {
        0 => (-x.High, x.Low),
        1 => (-x.High * (1 + Math.ScaleB(1, -52)), 0),
        2 => (x.High, -x.Low),
        _ => (-x.High * (1 + Math.ScaleB(1, -30)), 0),
    };

    private static Held Hold((double High, double Low) pair, Random random)
    {
        double error = random.Next(3) == 0 ? 0 : Math.Abs(pair.High) * Math.ScaleB(random.NextDouble(), -106 + random.Next(50));
        Rational share = random.Next(3) - 1;
        return new Held(pair.High, pair.Low, error, Exactly.Of(pair.High) + Exactly.Of(pair.Low) + (share * Exactly.Of(error)));
    }

    /// <summary>An enclosure and a number in it, at an end as often as in the middle.</summary>
    private sealed record Held(double High, double Low, double Error, Rational Exact)
    {
        public Enclosure Enclosure => new(new(High), new(Low), new(Error));
    }
}
