using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>A score &lt;A z_i, z_j&gt; of the token that is explained.</summary>
/// <param name="Token">j.</param>
/// <param name="Score">The exact score at the recorded previous state.</param>
/// <param name="Declared">
/// The score in the declared arithmetic by the commonest order of operations (A z_i first, coordinates ascending, no
/// fused operations); an example of what the implementation may see, and null where it overflows.
/// </param>
/// <param name="Bound">beta_j: how far from the exact score the declared arithmetic can end up; 0 where it is exact, null where nothing is bounded.</param>
/// <param name="Gap">The largest exact score minus this one.</param>
/// <param name="GapUlps">The gap in units in the last place of the largest score, in the format of the scores.</param>
/// <param name="GapBounds">The gap over the sum of the bounds of both; null where both are 0 or one is null.</param>
/// <param name="IsExact">Whether j is in C_i.</param>
/// <param name="IsSelected">Whether the implementation selected j.</param>
/// <param name="IsPossible">Whether the declared arithmetic can select j.</param>
public sealed record ScoreRow(
    int Token,
    Rational Score,
    Rational? Declared,
    Rational? Bound,
    Rational Gap,
    Rational GapUlps,
    Rational? GapBounds,
    bool IsExact,
    bool IsSelected,
    bool IsPossible);

/// <summary>A coordinate of the update of the token that is explained.</summary>
/// <param name="Coordinate">The coordinate, from 0.</param>
/// <param name="Before">Where the token was.</param>
/// <param name="Expected">The exact update for C_i.</param>
/// <param name="ExpectedBits">The nearest number of the dtype, in hexadecimal; the infinity's where it overflows.</param>
/// <param name="Got">The recorded update; null where it is no number.</param>
/// <param name="GotBits">The recorded number's bits in hexadecimal; null where it is no number of the dtype.</param>
/// <param name="ErrorUlps">Got minus expected in units in the last place of the larger of both; null where got is no number.</param>
/// <param name="Bound">How far from the exact update the declared arithmetic can end up; null where nothing is bounded.</param>
public sealed record CoordinateRow(
    int Coordinate,
    Rational Before,
    Rational Expected,
    string ExpectedBits,
    Rational? Got,
    string? GotBits,
    Rational? ErrorUlps,
    Rational? Bound);

/// <summary>Everything that a person needs to see why a token's step was judged as it was.</summary>
/// <param name="Layer">The layer that the step starts from.</param>
/// <param name="Token">i.</param>
/// <param name="Scores">One row for each j, the largest score first.</param>
/// <param name="Coordinates">One row for each coordinate.</param>
public sealed record StepExplanation(int Layer, int Token, ImmutableArray<ScoreRow> Scores, ImmutableArray<CoordinateRow> Coordinates);
