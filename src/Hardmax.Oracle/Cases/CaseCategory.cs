namespace Hardmax.Oracle;

/// <summary>What is adversarial about a case.</summary>
public enum CaseCategory
{
    /// <summary>An exact tie of two, three or more tokens that every summation order sees.</summary>
    ExactTie,

    /// <summary>Scores one ulp, or relative 1e-6, apart, between tokens that lie far apart.</summary>
    NearTie,

    /// <summary>Equal tokens.</summary>
    DuplicateToken,

    /// <summary>A zero vector, which ties with all.</summary>
    ZeroToken,

    /// <summary>A token that attends to itself among others.</summary>
    SelfInSet,

    /// <summary>A matrix that is not symmetric.</summary>
    NonsymmetricA,

    /// <summary>A symmetric matrix with eigenvalues of both signs.</summary>
    IndefiniteA,

    /// <summary>Scores that cancel almost entirely.</summary>
    IllConditioned,

    /// <summary>Coordinates of very different magnitudes.</summary>
    HugeRange,

    /// <summary>Subnormal coordinates or products.</summary>
    Subnormal,

    /// <summary>n = 1.</summary>
    OneToken,

    /// <summary>d = 1.</summary>
    OneDim,

    /// <summary>More tokens than vector registers hold.</summary>
    ManyTokens,

    /// <summary>A leader emerges, or the sets change, after several layers.</summary>
    LateLeader,

    /// <summary>Tokens of real text.</summary>
    Text,
}

/// <summary>Names of the categories.</summary>
internal static class CaseCategories
{
    /// <summary>All categories.</summary>
    public static IReadOnlyList<CaseCategory> All { get; } = Enum.GetValues<CaseCategory>();

    /// <summary>The name in reports and files: "EXACT_TIE".</summary>
    public static string Id(this CaseCategory category) => category switch
    {
        CaseCategory.ExactTie => "EXACT_TIE",
        CaseCategory.NearTie => "NEAR_TIE",
        CaseCategory.DuplicateToken => "DUPLICATE_TOKEN",
        CaseCategory.ZeroToken => "ZERO_TOKEN",
        CaseCategory.SelfInSet => "SELF_IN_SET",
        CaseCategory.NonsymmetricA => "NONSYMMETRIC_A",
        CaseCategory.IndefiniteA => "INDEFINITE_A",
        CaseCategory.IllConditioned => "ILL_CONDITIONED",
        CaseCategory.HugeRange => "HUGE_RANGE",
        CaseCategory.Subnormal => "SUBNORMAL",
        CaseCategory.OneToken => "ONE_TOKEN",
        CaseCategory.OneDim => "ONE_DIM",
        CaseCategory.ManyTokens => "MANY_TOKENS",
        CaseCategory.LateLeader => "LATE_LEADER",
        CaseCategory.Text => "TEXT",
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>Reads a name such as "EXACT_TIE".</summary>
    public static bool TryParse(string id, out CaseCategory category)
    {
        foreach (CaseCategory candidate in All)
        {
            if (candidate.Id() == id)
            {
                category = candidate;
                return true;
            }
        }

        category = default;
        return false;
    }
}
