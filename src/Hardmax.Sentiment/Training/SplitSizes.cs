using System.Globalization;

namespace Hardmax.Sentiment;

/// <summary>How many texts are learned from (those that choose the epoch included) and how many judge the result.</summary>
/// <param name="Training">At least 2.</param>
/// <param name="Test">At least 0.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct SplitSizes(int Training, int Test)
{
    /// <summary>Seven tenths and the rest, as arXiv:2407.01602 divides its reviews.</summary>
    public static SplitSizes Of(int reviews)
    {
        int training = (int)(7L * reviews / 10);
        return new SplitSizes(training, reviews - training);
    }

    /// <summary>Reads "35000/15000".</summary>
    public static bool TryParse(string text, out SplitSizes sizes)
    {
        string[] parts = text.Split('/');
        bool isRead = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int training) & parts.Length == 2;
        int test = 0;
        isRead = isRead && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out test);
        sizes = isRead ? new SplitSizes(training, test) : default;
        return isRead;
    }

    /// <summary>"35000/15000".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Training}/{Test}");
}
