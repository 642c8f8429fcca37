using FsCheck;
using FsCheck.Fluent;

namespace Hardmax.Tests.Numbers;

/// <summary>Doubles around the places where binary32 rounds: its numbers, midpoints, neighbours of both, its edges.</summary>
public static class SingleGenerators
{
    /// <summary>The doubles.</summary>
    public static Arbitrary<double> Doubles() => Arb.From(
        from field in Gen.Frequency((6, Gen.Choose(0, 255)), (1, Gen.Constant(0)), (1, Gen.Constant(254)))
        from fraction in Gen.OneOf(Gen.Choose(0, (1 << 23) - 1), Gen.Elements(0, 1, (1 << 23) - 1), Gen.Choose(0, 127).Select(n => (n << 16) | 0x8000))
        from sign in Gen.Elements(-1.0, 1.0)
        from place in Gen.Elements(0, 0.5, 0.25, 0.75, 1.0)
        from step in Gen.Elements(-1, 0, 0, 1)
        select sign * Nudge(Between(field, fraction, place), step));

    // The double that lies the given part of the way from a binary32 to the next; exact, since 24 + 2 bits fit.
    private static double Between(int field, int fraction, double part)
    {
        int exponent = Math.Max(field, 1) - 150;
        double significand = fraction + (field == 0 ? 0 : 1 << 23);
        return Math.ScaleB(significand + part, exponent);
    }

    private static double Nudge(double x, int step) => step switch
    {
        < 0 => Math.BitDecrement(x),
        > 0 => Math.BitIncrement(x),
        _ => x,
    };
}
