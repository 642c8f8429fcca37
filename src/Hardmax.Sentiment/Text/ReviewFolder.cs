using System.Text;
using System.Text.Unicode;
using Hardmax.Formats;

namespace Hardmax.Sentiment;

/// <summary>Reviews as files of text in folders that are called pos and neg, as in the Large Movie Review Dataset.</summary>
internal sealed class ReviewFolder(string path, ReviewFormat format, ReviewLimits limits)
{
    private static readonly (string Folder, bool IsPositive)[] Labels = [("neg", false), ("pos", true)];

    private readonly List<LabelledReview> _reviews = [];
    private long _bytes;

    /// <summary>At least one review.</summary>
    public ReviewReading Read(CancellationToken cancellation)
    {
        format.RequireNoTable(path, "a folder", isNamed: false, isLabelled: false);
        foreach (string split in (ReadOnlySpan<string>)["", "train", "test"])
        {
            foreach ((string folder, bool isPositive) in Labels)
            {
                Read(Path.Combine(split, folder), isPositive, cancellation);
            }
        }

        string own = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        foreach ((string _, bool isPositive) in Labels.Where(label => _reviews.Count == 0 && label.Folder == own))
        {
            Read("", isPositive, cancellation);
        }

        return _reviews.Count > 0
            ? new ReviewReading(_reviews, FormattableString.Invariant(
                $"text: files .txt; label: their folder; pos = positive ({_reviews.Count(review => review.IsPositive)}), neg = negative ({_reviews.Count(review => !review.IsPositive)}); {_reviews.Count} review{(_reviews.Count == 1 ? "" : "s")}; nothing else there is read"))
            : throw new InvalidInputException(path, "folder", "holds no review; expected .txt files in pos and neg, or in train/pos, train/neg, test/pos, test/neg");
    }

    private void Read(string folder, bool isPositive, CancellationToken cancellation)
    {
        foreach (string name in Names(Path.Combine(path, folder)))
        {
            cancellation.ThrowIfCancellationRequested();
            string place = folder.Length == 0 ? name : $"{folder.Replace('\\', '/')}/{name}";
            _reviews.Add(_reviews.Count < limits.Reviews
                ? new LabelledReview(Text(Path.Combine(path, folder, name)), isPositive, place)
                : throw new InvalidInputException(path, place, FormattableString.Invariant($"is one review too many; expected at most {limits.Reviews}")));
        }
    }

    private string[] Names(string folder)
    {
        try
        {
            return !Directory.Exists(folder) ? [] :
            [
                .. Directory.EnumerateFiles(folder)
                    .Select(file => Path.GetFileName(file)!)
                    .Where(name => name.EndsWith(".txt", StringComparison.Ordinal))
                    .Take(limits.Reviews + 1)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(folder, "folder", $"cannot be read ({e.Message.TrimEnd('.')}); expected a folder that can be read");
        }
    }

    private string Text(string file)
    {
        ReadOnlySpan<byte> bytes = BoundedInput.ReadFile(file, limits.ReviewBytes).Span;
        _bytes += bytes.Length;
        if (_bytes > limits.Bytes)
        {
            throw new InvalidInputException(file, "file", $"the reviews up to here are larger than {ReviewLimits.Size(limits.Bytes)}; expected at most that together");
        }

        if (format.Encoding is { } encoding)
        {
            return Decoded(file, bytes, encoding);
        }

        if (!Utf8.IsValid(bytes))
        {
            throw new InvalidInputException(file, FormattableString.Invariant($"byte {Utf8Error.Of(bytes)}"), "is no UTF-8; expected a text in UTF-8, or --encoding with its name, such as windows-1252");
        }

        return Encoding.UTF8.GetString(bytes.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? bytes[3..] : bytes);
    }

    private static string Decoded(string file, ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return ReviewFormat.Strict(encoding, DecoderFallback.ExceptionFallback).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidInputException(file, FormattableString.Invariant($"byte {e.Index}"), $"is nothing in {encoding.WebName}; expected another --encoding, or none for UTF-8");
        }
    }
}
