using System.Globalization;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Inputs whose scores are close or underflow, which depends on the format. The tokens with close scores lie far apart,
/// so that a wrong choice shows in the update.
/// </summary>
internal static class CloseScores
{
    /// <summary>All of them for a format with p bits.</summary>
    public static IEnumerable<VectorInput> For(BinaryFormat format)
    {
        int p = format.Precision;
        string above = Text($"0x{Pow(p - 1) + 1:x}p{1 - p}");
        string below = Text($"0x{Pow(p) - 1:x}p{-p}");
        string large = Text($"{Pow(p) - 1}");
        string largeBelow = Text($"{Pow(p) - 2}");
        return
        [
            new("One ulp above 1 decides", "1", null, $"1,0 1,8 {above},-8"),
            new("One ulp below 1 is not tied with 1", "1", null, $"1,0 {below},8 1,-8"),
            new("The largest odd integer and its neighbour, which the format tells apart by themselves and not in their squares", "1", null, $"1,0 {largeBelow},9 {large},-9"),
            new("One ulp decides under a matrix that exchanges the axes", "3", "0,1 -1,0", $"1,0 8,1 -8,{above}"),
            new("A tie of two, and a third token one ulp behind", "1", null, $"1,0 1,8 1,-8 {below},1"),
            new("Scores a relative 1e-6 apart", "1", null, "1,0 1000000,7 1000001,-7"),
            new("Scores a relative 1e-5 apart", "1/2", null, "1,0 100001,3 100000,-3"),
            new("Scores below every absolute tolerance, and far apart relatively", "1", null, "0x1p-16,0 0x1p-15,0x1p-14 0x3p-16,-0x1p-14"),
            new("Scores that float16 takes for equal", "1", null, "1,0 2049,3 2048,-3"),
            new("Scores that are ties in float16 after rounding, and a real tie", "2", null, "1,0 4097,5 4097,-6 4098,40"),
            new("Scores that a temperature of 0.001 does not separate", "1", null, "1,0 1,4 1025/1024,-4"),
            new("A difference of 2^-20 decides", "1", null, "1,0 1048577/1048576,5 1,-5"),
            .. BrokenTies(p),
            .. Undecided(p),
            .. Cancelling(p),
            .. Underflowing(format.MinLastPlace, p),
        ];
    }

    // 3 * (2^24 + 1) + 6 = 3 * (2^24 + 3), and neither summand in brackets is a float32: one is rounded down, one up.
    private static IEnumerable<VectorInput> BrokenTies(int p) => p <= BinaryFormat.Single.Precision ? [] :
    [
        new("Ties that float32 breaks, one towards the first and one towards the last", "1", null, "3,1,0,0 0,0,3,1 16777217,6,0,0 16777219,0,0,0 0,0,16777219,0 0,0,16777217,6"),
    ];

    private static IEnumerable<VectorInput> Undecided(int p) =>
    [
        new("A square turned by a rational rotation: the format cannot see the ties", "1/2", null, "-1/5,7/5 7/5,1/5 1/5,-7/5 -7/5,-1/5 3/10,2/5 -3/10,-2/5"),
        new("An exact tie by exchanged coordinates: equal in most orders of summation, and not with fused operations", "1", null, "0.7,0.7 1.1,1.3 1.3,1.1"),
        new("Scores that differ by less than their rounding", "1", null, Text($"1,1/3,0 3,1/7,5 3,0x{(Pow(p + 2) / 7) + 2:x}p{-p - 2},-5")),
        new("A tie of three by decimals", "2", null, "0.1,0.1,0.1 0.3,0.2,0.6 0.6,0.3,0.2 0.2,0.6,0.3"),
    ];

    private static IEnumerable<VectorInput> Cancelling(int p)
    {
        int half = (p + 1) / 2;
        long x = Pow(half);
        return
        [
            new("Products that cancel, further apart than their rounding", "1", "1,0 0,-1", Text($"{x + 1},{x} {x + 64},{x} {x},{x + 64}")),
            new("Products that cancel within their rounding", "1", "1,0 0,-1", Text($"{x + 1},{x} {x + 3},{x + 2} {x + 9},{x + 8}")),
            new("A matrix with large entries of both signs", "1", Text($"{x},{-x} {-x},{x}"), "3,2 1,5 -2,4"),
        ];
    }

    private static IEnumerable<VectorInput> Underflowing(int eta, int p)
    {
        string small = Text($"0x1p{eta}");
        string half = Text($"0x1p{(eta / 2) - 20}");
        string quarter = Text($"0x1p{(eta / 2) - 25}");
        string normal = Text($"0x1p{eta + p - 1}");
        return
        [
            new("A tie that differs in the smallest subnormal numbers", "1", null, $"1,0 2,{Text($"0x5p{eta}")} 2,-{small}"),
            new("Subnormal coordinates of the update", "1/2", null, $"1,{Text($"0x7p{eta}")} 3,{Text($"0x30p{eta}")} -1,{normal}"),
            new("One ulp in a subnormal score decides", "1", null, $"1 {small} {Text($"0x3p{eta}")}"),
            new("Scores that underflow to zero", "1", null, $"{half} {quarter}"),
        ];
    }

    private static long Pow(int exponent) => 1L << exponent;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
