using Hardmax.Formats;

namespace Hardmax.Sentiment;

/// <summary>Reads labelled reviews from a table or from a folder of texts (docs/sentiment-text.md, "Reviews").</summary>
public static class ReviewFiles
{
    /// <summary>Bytes of all reviews together, after decompression: 1 GiB.</summary>
    public const int MaxBytes = 1 << 30;

    /// <summary>Bytes of one review, and of one row of a table: 16 MiB.</summary>
    public const int MaxReviewBytes = 16 << 20;

    /// <summary>Reviews: 2^22.</summary>
    public const int MaxReviews = 1 << 22;

    /// <summary>
    /// The reviews of a file, in its order: CSV with a header, or values separated by tabs where the name ends in .tsv,
    /// both also as gzip, whatever the name. Or those of a folder: texts in pos and neg, or in both of these in train and
    /// test, or in the folder itself if that is its name; training first, then negative first, then by ordinal name.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="columns">The columns of a table; a folder has none.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>At least one review; texts may be empty.</returns>
    /// <exception cref="InvalidInputException">The input is none of these, holds no review, or is larger than the limits.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<LabelledReview> Read(string path, ReviewColumns columns, CancellationToken cancellation) =>
        Read(path, columns, ReviewLimits.Default, cancellation);

    internal static IReadOnlyList<LabelledReview> Read(string path, ReviewColumns columns, ReviewLimits limits, CancellationToken cancellation) =>
        Directory.Exists(path)
            ? new ReviewFolder(path, limits).Read(cancellation)
            : new ReviewTable(path, columns, limits).Read(cancellation);
}
