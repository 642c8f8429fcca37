using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hardmax.Dynamics.Floating;

/// <summary>A search in vectors of one width. All widths give the same bits.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="PanelWidth">How many points a panel holds.</param>
/// <param name="Search">Finds the maxima of the queries of an item.</param>
internal sealed record ScoreKernel<T>(int PanelWidth, Action<SearchItem<T>, RowMaxima<T>> Search)
    where T : struct, IBinaryFloatingPointIeee754<T>;

/// <summary>The kernels.</summary>
internal static class ScoreKernels
{
    /// <summary>The widest that this processor has.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    public static ScoreKernel<T> Widest<T>()
        where T : struct, IBinaryFloatingPointIeee754<T> =>
        OfBits<T>(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128);

    /// <summary>That of 512 bits (AVX-512 and its like), 256 (AVX2) or 128 (every processor).</summary>
    /// <typeparam name="T">double or float.</typeparam>
    public static ScoreKernel<T> OfBits<T>(int bits)
        where T : struct, IBinaryFloatingPointIeee754<T> =>
        (ScoreKernel<T>)(object)(typeof(T) == typeof(double) ? OfDoubles(bits) : OfSingles(bits));

    private static ScoreKernel<double> OfDoubles(int bits) => bits switch
    {
        512 => new(ScorePass<Vector512<double>, double, Lanes512<double>>.Width, ScorePass<Vector512<double>, double, Lanes512<double>>.Search),
        256 => new(ScorePass<Vector256<double>, double, Lanes256<double>>.Width, ScorePass<Vector256<double>, double, Lanes256<double>>.Search),
        _ => new(ScorePass<Vector128<double>, double, Lanes128<double>>.Width, ScorePass<Vector128<double>, double, Lanes128<double>>.Search),
    };

    private static ScoreKernel<float> OfSingles(int bits) => bits switch
    {
        512 => new(ScorePass<Vector512<float>, float, Lanes512<float>>.Width, ScorePass<Vector512<float>, float, Lanes512<float>>.Search),
        256 => new(ScorePass<Vector256<float>, float, Lanes256<float>>.Width, ScorePass<Vector256<float>, float, Lanes256<float>>.Search),
        _ => new(ScorePass<Vector128<float>, float, Lanes128<float>>.Width, ScorePass<Vector128<float>, float, Lanes128<float>>.Search),
    };
}
