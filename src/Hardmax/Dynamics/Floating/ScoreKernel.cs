using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hardmax.Dynamics.Floating;

/// <summary>A search in vectors of one width. All widths give the same bits.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="PanelWidth">How many points a panel holds.</param>
/// <param name="Search">Finds the maxima of the queries of an item.</param>
/// <param name="SearchMutually">Finds the maxima of all points of an item whose rows are its keys in their order, for A = I; null where panels are not full tiles.</param>
internal sealed record ScoreKernel<T>(int PanelWidth, Action<SearchItem<T>, RowMaxima<T>> Search, Action<SearchItem<T>, Workers, RowMaxima<T>>? SearchMutually)
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
        512 => Of<Vector512<double>, double, Lanes512<double>>(),
        256 => Of<Vector256<double>, double, Lanes256<double>>(),
        _ => Of<Vector128<double>, double, Lanes128<double>>(),
    };

    private static ScoreKernel<float> OfSingles(int bits) => bits switch
    {
        512 => Of<Vector512<float>, float, Lanes512<float>>(),
        256 => Of<Vector256<float>, float, Lanes256<float>>(),
        _ => Of<Vector128<float>, float, Lanes128<float>>(),
    };

    private static ScoreKernel<T> Of<TVector, T, TLanes>()
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TVector, T> =>
        new(ScoreTile<TVector, T, TLanes>.Width, ScorePass<TVector, T, TLanes>.Search, MutualPass<TVector, T, TLanes>.MayRun ? MutualPass<TVector, T, TLanes>.Search : null);
}
