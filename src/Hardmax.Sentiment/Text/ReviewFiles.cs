using Hardmax.Formats;

namespace Hardmax.Sentiment;

/// <summary>Reads labelled reviews from a file or from a folder of texts (docs/sentiment-text.md, "Reviews").</summary>
internal static class ReviewFiles
{
    /// <summary>Bytes of all reviews together, after decompression: 1 GiB.</summary>
    public const int MaxBytes = 1 << 30;

    /// <summary>Bytes of one review, and of one row of a table: 16 MiB.</summary>
    public const int MaxReviewBytes = 16 << 20;

    /// <summary>Reviews: 2^22.</summary>
    public const int MaxReviews = 1 << 22;

    /// <summary>
    /// The reviews of a file, in its order: a table, JSON Lines or lines of fastText, each also as gzip, whatever the name. Or
    /// those of a folder: texts in pos and neg, or in both of these in train and test, or in the folder itself if that is its
    /// name; training first, then negative first, then by ordinal name.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="format">How the file is written.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>At least one review; texts may be empty.</returns>
    /// <exception cref="InvalidInputException">The input is none of these, leaves a choice, holds no review, or is larger than the limits.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ReviewReading Read(string path, ReviewFormat format, CancellationToken cancellation) =>
        Read(path, format, ReviewLimits.Default, cancellation);

    internal static ReviewReading Read(string path, ReviewFormat format, ReviewLimits limits, CancellationToken cancellation) =>
        Directory.Exists(path)
            ? new ReviewFolder(path, format, limits).Read(cancellation)
            : new ReviewTable(path, format, limits).Read(cancellation);
}

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
