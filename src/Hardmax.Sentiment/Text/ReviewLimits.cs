namespace Hardmax.Sentiment;

/// <summary>
/// The sizes beyond which reviews are refused, so that no input exhausts memory. What a file says about its own size is
/// never believed.
/// </summary>
/// <param name="Bytes">Bytes of all reviews together, after decompression.</param>
/// <param name="ReviewBytes">Bytes of one review, and of one row of a table.</param>
/// <param name="Reviews">The number of reviews.</param>
internal sealed record ReviewLimits(long Bytes, int ReviewBytes, int Reviews)
{
    /// <summary>Those of <see cref="ReviewFiles"/>.</summary>
    public static ReviewLimits Default { get; } = new(ReviewFiles.MaxBytes, ReviewFiles.MaxReviewBytes, ReviewFiles.MaxReviews);

    /// <summary>A number of bytes for a message: "16 MiB", or "100 bytes" where that is no whole number.</summary>
    public static string Size(long bytes) => bytes > 0 && bytes % (1 << 20) == 0
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes >> 20} MiB")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes} bytes");
}
