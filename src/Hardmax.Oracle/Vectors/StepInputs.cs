using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>The inputs of single layers: hand-picked constructions, and all combinations of a few small matrices and clouds.</summary>
internal static class StepInputs
{
    private static readonly ImmutableArray<VectorInput> Ties =
    [
        new("Two leaders, and a token tied between them", "1", null, "1,1 1,-1 1/2,0"),
        new("A tie of two where alpha is not 1", "3", null, "1,1 1,-1 1/2,0"),
        new("A tie of three", "1/2", null, "1,0 2,1 2,-1 2,4"),
        new("A tie of four in three dimensions", "1", null, "1,0,0 2,1,1 2,1,-1 2,-1,1 2,-1,-1"),
        new("A tie of five among seven", "2", null, "3,0 5,1 5,2 5,4 5,-3 5,-7 4,9"),
        new("A tie of all by a zero matrix", "1/4", "0,0 0,0", "1,2 -3,1 5,-4"),
        new("A tie of tokens that lie behind the one that attends", "1", "-1,0 0,-1", "1,0 -3,2 -3,-2 2,2"),
        new("Ties that only an orthogonal shift makes", "1", null, "3,4 7,1 3,4 -1,7 0,0"),
        new("Reflected tokens: everyone attends to its own side, the middle to both", "1/2", null, "4,3 4,-3 -4,3 -4,-3 5,0 -5,0 0,1"),
        new("A tie in which the token itself takes part", "1", null, "2,0 2,1 2,-1"),
        new("A token in the middle of its own tie, which stands still and does not lead", "1", null, "1,1 1,-1 1,0"),
        new("A tie under a matrix that is not symmetric", "1", "1,-2 2,1", "1,0 4,-1 0,1 2,0"),
        new("A tie under a skew matrix", "1/2", "0,1 -1,0", "1,1 3,1 1,-1 -1,3"),
        new("A tie of scaled copies whose scores are zero", "1", "1,0 0,0", "0,3 2,1 0,-5"),
    ];

    private static readonly ImmutableArray<VectorInput> Degenerate =
    [
        new("One token stays", "1", null, "3,4"),
        new("One token stays where A is negative", "2", "-1,0 0,-2", "3,4"),
        new("One token in one dimension", "1/2", null, "5"),
        new("One zero token", "1", null, "0,0,0"),
        new("Nothing but zero tokens", "1", null, "0,0 0,0 0,0"),
        new("A zero token goes to the mean of all", "1", null, "0,0 1,2 3,-2"),
        new("A zero token that is its own mean", "1", null, "0 1 -1"),
        new("Two zero tokens", "3", null, "0,0 0,0 3,3 -1,5"),
        new("Two equal tokens", "1", null, "1,2 1,2"),
        new("Two equal leaders and another token", "1", null, "1,2 1,2 -1,0"),
        new("Duplicates weigh twice in the mean of a tie", "2", null, "1,1 1,1 1,-1 1/2,0"),
        new("Duplicates on both sides of a tie, three to one", "1", null, "2,5 2,5 2,5 2,-3 1,0"),
        new("Duplicates that attend and are not attended to", "1/4", null, "1,0 1,0 4,1 1,0"),
        new("One dimension: signs decide", "1", null, "1 -1 2 -3"),
        new("One dimension with a negative A: two tokens meet", "1", "-1", "3 -1"),
        new("One dimension: the middle attends to the far end", "7", null, "1 8 -2"),
        new("All scores are negative", "1", "-1,0 0,-1", "1,0 2,0 3,0"),
        new("The largest magnitude is not the largest score", "1", null, "1,0 2,1 -5,1"),
    ];

    private static readonly ImmutableArray<VectorInput> Matrices =
    [
        new("A is not symmetric and no transposition gives the same", "1", "0,1 0,0", "1,2 3,-1 -2,1"),
        new("A is triangular", "1/2", "1,3 0,1", "2,-1 -1,1 1,1"),
        new("A has no zero entry and no symmetry", "1", "1,2,3 4,5,6 7,8,-9", "1,0,-1 -1,2,0 0,-1,1 2,1,1"),
        new("A is skew, and each token follows the next", "1", "0,-1 1,0", "1,0 0,1 -1,-1"),
        new("A is indefinite, and two tokens meet", "1", "1,0 0,-1", "2,1 2,-1 -2,0"),
        new("A is indefinite, and four leaders throw a token to and fro", "1", "-1,0,0 0,1,0 0,0,1", "3,5,0 3,-5,0 -3,0,5 -3,0,-5 1,0,0"),
        new("A is indefinite with equal diagonal", "3", "0,1 1,0", "1,2 2,-1 -3,1"),
        new("A is negative definite", "1/2", "-2,1 1,-2", "1,1 3,0 -2,1"),
        new("A is singular, and no token leads", "1", "1,0 0,0", "1,0 1,1"),
        new("The diagonal of A is not what decides", "1", "1,5 5,1", "2,-1 -1,2 1,1"),
        new("A scales the axes differently", "1", "1,0 0,16", "8,1 1,2 -4,-1"),
    ];

    private static readonly ImmutableArray<VectorInput> Updates =
    [
        new("A small alpha", "1/1024", null, "1,0 4,3 4,-3"),
        new("A large alpha", "1023", null, "1,0 4,3 4,-3"),
        new("alpha = 1/10, which is no binary number", "1/10", null, "1,0 4,2 2,7"),
        new("alpha = 1/3, which is no binary number", "1/3", "0,1 -1,2", "3,1 -2,5 1,-4"),
        new("alpha = 5 moves by 5/6", "5", null, "1,0 6,7 -3,2"),
        new("Coordinates that are no small integers", "1/2", null, "0.1,0.7 0.9,-0.4 -0.3,0.2"),
        new("Coordinates and a matrix that are no small integers", "1.7", "0.3,-1.2 0.8,0.45", "0.1,0.7 0.9,-0.4 -0.3,0.2 1.25,1.1"),
        new("Twelve dimensions", "1", null, "1,2,0,-1,3,0,0,1,-2,1,0,1 0,1,1,2,-1,0,2,-3,1,0,1,1 2,0,-1,0,1,1,-1,0,0,2,1,-2"),
    ];

    private static readonly ImmutableArray<VectorInput> Range =
    [
        new("Coordinates far apart in magnitude", "1", null, "0x1p40,1 1,0x1p-20 -3,0x1p30"),
        new("Small coordinates beside large ones, which hide what decides", "1", null, "1,0 0x1p30,0x1p-20 0x1p30,-0x1p-18"),
        new("All coordinates small", "1", null, "0x1p-50,0x3p-50 -0x1p-49,0x1p-50 0x5p-51,-0x1p-52"),
        new("All coordinates large", "1", null, "0x1p50,0x3p50 -0x1p51,0x1p50 0x5p49,-0x1p48"),
    ];

    private static readonly ImmutableArray<string?> SmallMatrices =
        [null, "2,0 0,1", "1,0 0,0", "1,0 0,-1", "0,1 1,0", "0,-1 1,0", "1,-2 2,1", "0,1 0,0", "1,1 0,1", "-1,0 0,-2", "1,2 3,4"];

    private static readonly ImmutableArray<string> SmallClouds =
        ["1,0 0,1 -1,-1", "2,1 2,-1 -2,0 0,0", "1,1 1,-1 -1,-1 -1,1 1,0", "3,1 1,3 1,1 1,1", "-2,3 3,-2 1,1 2,2 0,-1"];

    private static readonly ImmutableArray<string> SmallAlphas = ["1", "1/2", "3", "1/4", "2", "1/3", "7"];

    /// <summary>All inputs for a format, in a fixed order.</summary>
    public static IEnumerable<VectorInput> For(BinaryFormat format) =>
        [.. Ties, .. Degenerate, .. Matrices, .. Updates, .. Range, .. CloseScores.For(format), .. Systematic(), .. ThreeDimensions(), .. Many()];

    private static IEnumerable<VectorInput> Systematic() =>
        from cloud in SmallClouds.Index()
        from matrix in SmallMatrices.Index()
        select new VectorInput(
            matrix.Item is null ? "Small integers" : $"Small integers with A = [{matrix.Item.Replace(" ", "; ", StringComparison.Ordinal)}]",
            SmallAlphas[(cloud.Index + matrix.Index) % SmallAlphas.Length],
            matrix.Item,
            cloud.Item);

    private static IEnumerable<VectorInput> ThreeDimensions()
    {
        string[] matrices = ["0,1,0 0,0,1 1,0,0", "1,0,0 0,-1,0 0,0,0", "0,1,-2 -1,0,3 2,-3,0", "2,-1,0 -1,2,-1 0,-1,2"];
        string[] clouds = ["1,0,0 0,1,0 0,0,1 1,1,1", "1,2,-1 -1,0,2 0,-2,1 1,2,-1 0,0,0", "1,1,0 1,-1,0 1,0,1 1,0,-1 2,0,0"];
        return from matrix in matrices
               from cloud in clouds
               select new VectorInput($"Small integers with A = [{matrix.Replace(" ", "; ", StringComparison.Ordinal)}]", "1/2", matrix, cloud);
    }

    private static IEnumerable<VectorInput> Many()
    {
        yield return new("Many tokens on a small grid: ties and duplicates", "1", null, Cloud(70, k => [(k * 7 % 13) - 6, (k * 5 % 11) - 5]));
        yield return new("As many tokens as no block size divides", "1/2", "1,-2 2,1", Cloud(67, k => [(k * 11 % 17) - 8, (k * 3 % 7) - 3]));
        yield return new("More dimensions than a vector register holds", "1", null, Cloud(3, k => [.. Enumerable.Range(0, 33).Select(c => ((k * 31) + (c * 17)) % 9 - 4)]));
    }

    private static string Cloud(int count, Func<int, int[]> token) =>
        string.Join(' ', Enumerable.Range(0, count).Select(k => string.Join(',', token(k).Select(x => x.ToString(CultureInfo.InvariantCulture)))));
}
