using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>
/// What makes two campaigns the same search, as text: results of different searches are never added up. The fingerprint
/// is that of the first blocks, so that a file made by a version that enumerates otherwise is recognised.
/// </summary>
/// <param name="Claims">The claims, by id, with blanks between them.</param>
/// <param name="Class">The class of the matrices, by id.</param>
/// <param name="Dimension">d, or "any".</param>
/// <param name="Tokens">The largest n.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Layers">The last layer at which a certificate may close.</param>
/// <param name="Fingerprint">A hash of the first candidates.</param>
internal sealed record CampaignKey(string Claims, string Class, string Dimension, string Tokens, string Seed, string Layers, string Fingerprint)
{
    private const int FingerprintBlocks = 3;
    private const string AnyDimension = "any";

    /// <summary>The key of a search.</summary>
    public static CampaignKey Of(HuntSchedule schedule)
    {
        HuntScope scope = schedule.Scope;
        return new CampaignKey(
            string.Join(' ', scope.Claims.Select(claim => claim.Id)),
            MatrixClasses.Id(scope.Class),
            scope.Dimension?.ToString(CultureInfo.InvariantCulture) ?? AnyDimension,
            scope.MaxTokens.ToString(CultureInfo.InvariantCulture),
            scope.Seed.ToString(CultureInfo.InvariantCulture),
            BlockJudge.MaxLayers.ToString(CultureInfo.InvariantCulture),
            FingerprintOf(schedule));
    }

    /// <summary>In what it differs from another, for a message; null where it does not.</summary>
    public string? DifferenceFrom(CampaignKey other) => Named().Zip(other.Named())
        .Where(pair => pair.First.Value != pair.Second.Value)
        .Select(pair => pair.First.Name == "fingerprint"
            ? "another version of hardmax, which searches in another order"
            : $"{pair.First.Name} {pair.First.Value}, and not {pair.Second.Value}")
        .FirstOrDefault();

    /// <summary>The scope of the search; null where a name is unknown or a number is none, as in a file of another version.</summary>
    public HuntScope? ToScope()
    {
        Claim?[] claims = [.. Claims.Split(' ').Select(ClaimCatalogue.Find)];
        bool isRead = MatrixClasses.TryParse(Class, out MatrixClass matrixClass)
            & int.TryParse(Tokens, NumberStyles.None, CultureInfo.InvariantCulture, out int tokens)
            & ulong.TryParse(Seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed);
        int dimension = 0;
        if (!isRead || Array.Exists(claims, claim => claim is null)
            || (Dimension != AnyDimension && !int.TryParse(Dimension, NumberStyles.None, CultureInfo.InvariantCulture, out dimension)))
        {
            return null;
        }

        return new HuntScope { Claims = [.. claims!], Class = matrixClass, MaxTokens = tokens, Seed = seed, Dimension = dimension == 0 ? null : dimension };
    }

    /// <summary>The parts by name, as the campaign's file keeps them.</summary>
    internal (string Name, string Value)[] Named() =>
        [("claims", Claims), ("class", Class), ("dimension", Dimension), ("tokens", Tokens), ("seed", Seed), ("layers", Layers), ("fingerprint", Fingerprint)];

    /// <summary>The key from its parts.</summary>
    internal static CampaignKey FromNamed(Func<string, string> part) =>
        new(part("claims"), part("class"), part("dimension"), part("tokens"), part("seed"), part("layers"), part("fingerprint"));

    private static string FingerprintOf(HuntSchedule schedule)
    {
        var text = new StringBuilder();
        for (long block = 0; block < FingerprintBlocks; block++)
        {
            HuntBlock drawn = schedule[block];
            text.Append(drawn.Source.Id).Append(' ').AppendJoin('\n', drawn.Source.Draw(drawn.Index).Select(ProblemText.Write)).Append('\n');
        }

        // Each source, and not only the one that comes first; a source may have nothing in a dimension.
        foreach (ICandidateSource source in schedule.Sources.Where(source => source is not ICountedSource counted || counted.HasBlock(0)))
        {
            text.Append(source.Id).Append(' ').AppendJoin('\n', source.Draw(0).Select(ProblemText.Write)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
