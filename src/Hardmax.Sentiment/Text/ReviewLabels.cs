using System.Globalization;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>The labels of one file: what each means, and how often it occurs.</summary>
internal sealed class ReviewLabels(ReviewFormat format)
{
    private const int MostUnknown = 20;
    private const string UsualWords = "0 or 1, neg or pos, negative or positive, false or true, no or yes";

    private readonly Dictionary<string, int> _counts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _unknown = [];

    /// <summary>The first label without a meaning, and its place; null while there is none.</summary>
    public (string Label, long Row, long Line)? Unknown { get; private set; }

    /// <summary>Returns true if so many labels have no meaning that there is no use in reading on.</summary>
    public bool HasTooManyUnknown => _unknown.Count > MostUnknown;

    /// <summary>Returns true if no label was read.</summary>
    public bool IsEmpty => _counts.Count == 0;

    /// <summary>What a label may be.</summary>
    public string Expected => format.HasUsualLabels ? UsualWords : $"one of --label-map: {Listed(format.Labels.Keys)}";

    /// <summary>The meaning of a label, which is counted; undecided where it has none or the review is to be left out.</summary>
    public Side Read(string label, long row, long line)
    {
        bool isKnown = format.Labels.TryGetValue(label, out Side side);
        if (!_counts.TryGetValue(label, out int count) && !isKnown)
        {
            Unknown ??= (label, row, line);
            _unknown.Add(label);
        }

        if (isKnown || !HasTooManyUnknown)
        {
            _counts[label] = count + 1;
        }

        return side;
    }

    /// <summary>The reason to refuse the first label without a meaning: all labels of the file, and what to type.</summary>
    public string Refusal()
    {
        string[] all = [.. _counts.Keys.OrderBy(label => label, StringComparer.Ordinal)];
        bool areNumbers = all.Length == 2 && all.All(label => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        string[] rising = areNumbers ? [.. all.OrderBy(label => double.Parse(label, NumberStyles.Float, CultureInfo.InvariantCulture))] : [];
        string example = areNumbers ? $"{rising[1]}=positive,{rising[0]}=negative" : "A=positive,B=negative,C=ignore";
        return $"has the label '{NumberText.Shorten(Unknown!.Value.Label)}'; expected {Expected}; or say what the labels ({Listed(all)}{(HasTooManyUnknown ? ", .." : "")}) mean, as in --label-map {example}";
    }

    /// <summary>"2 = positive, 1 = negative": the labels that occur and those that were expected by name.</summary>
    public string Summary() => string.Join(", ", _counts.Keys
        .Concat(format.HasUsualLabels ? [] : format.Labels.Keys.Where(label => !_counts.ContainsKey(label)))
        .OrderByDescending(label => (int)format.Labels[label])
        .ThenBy(label => label, StringComparer.Ordinal)
        .Select(Meaning));

    private string Meaning(string label)
    {
        int count = _counts.GetValueOrDefault(label);
        Side side = format.Labels[label];
        string name = NumberText.Shorten(label);
        return (side, count) switch
        {
            (Side.Undecided, _) => string.Create(CultureInfo.InvariantCulture, $"{name} = left out ({count})"),
            (_, 0) => $"{name} = {side.Word()} (no review)",
            _ => $"{name} = {side.Word()}",
        };
    }

    private static string Listed(IEnumerable<string> labels) => string.Join(", ", labels.Select(label => $"'{NumberText.Shorten(label)}'"));
}
