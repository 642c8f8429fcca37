using System.Collections.Immutable;
using System.Text.Json;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Token clouds of real text, embedded in the assembly: words of film reviews in R^2, repeated words included.</summary>
internal static class TextClouds
{
    private static readonly Lazy<(Rational Alpha, ImmutableArray<TokenCloud> Clouds)> Content = new(Read);

    /// <summary>The clouds, n x 2 with n at most 40, every coordinate a float32.</summary>
    public static ImmutableArray<TokenCloud> All => Content.Value.Clouds;

    /// <summary>The step parameter that was learned with these tokens, a float32.</summary>
    public static Rational Alpha => Content.Value.Alpha;

    /// <summary>A run of consecutive words, rounded to the declared arithmetic.</summary>
    public static Rational[][] Words(int cloud, int first, int count, ArithmeticLimits limits) =>
        [.. Enumerable.Range(first, count).Select(i => Array.ConvertAll(All[cloud][i].ToArray(), x => limits.Round(x) ?? throw new InvalidOperationException("No coordinate of the clouds is large.")))];

    /// <summary>Whether tokens are a run of consecutive words of one of the clouds, rounded to the declared arithmetic.</summary>
    public static bool Contains(TokenCloud tokens, ArithmeticLimits limits)
    {
        if (tokens.Dimension != 2)
        {
            return false;
        }

        for (int cloud = 0; cloud < All.Length; cloud++)
        {
            Rational[][] words = Words(cloud, 0, All[cloud].Count, limits);
            for (int first = 0; first + tokens.Count <= words.Length; first++)
            {
                if (Enumerable.Range(0, tokens.Count).All(i => tokens[i].SequenceEqual(words[first + i])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static (Rational Alpha, ImmutableArray<TokenCloud> Clouds) Read()
    {
        using Stream stream = typeof(TextClouds).Assembly.GetManifestResourceStream("TextClouds.json")
            ?? throw new InvalidOperationException("The clouds are embedded in the assembly.");
        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement;
        return (
            Rational.FromSingle(root.GetProperty("alpha").GetSingle()),
            [.. root.GetProperty("clouds").EnumerateArray().Select(cloud => new TokenCloud(cloud.EnumerateArray()
                .Select(token => token.EnumerateArray().Select(x => Rational.FromSingle(x.GetSingle())).ToArray())))]);
    }
}
