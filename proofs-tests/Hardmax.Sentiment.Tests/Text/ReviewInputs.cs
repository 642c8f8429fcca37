using System.IO.Compression;
using System.Text;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>A folder for the inputs of one test, gone when the test is.</summary>
public sealed class ReviewInputs : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hardmax-reviews-").FullName;

    public string Path(string name) => System.IO.Path.Combine(_root, name);

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static byte[] Gzip(ReadOnlySpan<byte> bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    public static IReadOnlyList<LabelledReview> Read(string path, string? text = null, string? label = null) =>
        Read(path, new ReviewFormat { Text = text, Label = label }).Reviews;

    public static ReviewReading Read(string path, ReviewFormat format) => ReviewFiles.Read(path, format, CancellationToken.None);

    /// <summary>"+text" or "-text" for each review.</summary>
    public static string[] Signed(IEnumerable<LabelledReview> reviews) =>
        [.. reviews.Select(review => (review.IsPositive ? "+" : "-") + review.Text)];

    /// <summary>The place and reason of the error, after what holds for every error.</summary>
    public static string Refused(string file, Func<object> read)
    {
        InvalidInputException e = Assert.Throws<InvalidInputException>(read);
        Assert.Equal(file, e.File);
        Assert.False(e.IsUsage);
        Assert.Contains("; expected ", e.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, char.IsControl);
        Assert.InRange(e.Message.Length, 1, file.Length + 1500);
        return $"{e.Place}: {e.Reason}";
    }

    public static string Refused(string path) => Refused(path, () => Read(path));
}
