using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hardmax.Dynamics.Floating;

/// <summary>A search in vectors of one width. All widths give the same bits.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="PanelWidth">How many points a panel holds.</param>
/// <param name="Search">Finds the maxima of the queries of an item.</param>
internal sealed record ScoreKernel<T>(int PanelWidth, Action<SearchItem<T>, RowMaxima<T>> Search)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>AVX-512 and its like.</summary>
    public static ScoreKernel<T> Bits512 { get; } =
        new(ScorePass<Vector512<T>, T, Lanes512<T>>.Width, ScorePass<Vector512<T>, T, Lanes512<T>>.Search);

    /// <summary>AVX2 and its like.</summary>
    public static ScoreKernel<T> Bits256 { get; } =
        new(ScorePass<Vector256<T>, T, Lanes256<T>>.Width, ScorePass<Vector256<T>, T, Lanes256<T>>.Search);

    /// <summary>Every processor.</summary>
    public static ScoreKernel<T> Bits128 { get; } =
        new(ScorePass<Vector128<T>, T, Lanes128<T>>.Width, ScorePass<Vector128<T>, T, Lanes128<T>>.Search);

    /// <summary>The widest that this processor has.</summary>
    public static ScoreKernel<T> Widest { get; } =
        Vector512.IsHardwareAccelerated ? Bits512 : Vector256.IsHardwareAccelerated ? Bits256 : Bits128;
}
