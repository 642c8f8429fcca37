using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hardmax.Oracle;

/// <summary>The zoo of wrong implementations: every mistake that is known, each killed by a portable vector.</summary>
public static class Mistakes
{
    /// <summary>All mistakes, each once; of two that explain the same failure the earlier one is the simpler.</summary>
    public static ImmutableArray<Mistake> All { get; } =
    [
        new OneArgmax(last: false),
        new OneArgmax(last: true),
        new MatrixTransposed(),
        new MatrixIgnored(),
        new DiagonalOnly(),
        new MatrixSymmetrised(),
        new SelfExcluded(),
        new Argmin(),
        new AbsoluteArgmax(),
        new AlphaForGamma(),
        new WeightsSwapped(),
        new GammaForAlpha(),
        new ResidualMissing(),
        new NormalisationMissing(),
        new SumForMean(),
        new MeanOverAll(),
        new DividedByAll(),
        new DuplicatesCountedOnce(),
        new WrongAxis(),
        new InPlaceUpdate(),
        new StaleSets(forEver: false),
        new StaleSets(forEver: true),
        new LayersShifted(ahead: false),
        new LayersShifted(ahead: true),
        new TolerantTies("relative-tolerance-ties", 1_000_000, 0, "counts scores within a relative 1e-6 of the largest as tied with it"),
        new TolerantTies("isclose-ties", 100_000, 100_000_000, "counts scores as tied by the defaults of isclose: relative 1e-5 plus absolute 1e-8"),
        new CoarseScores<float>("float32"),
        new CoarseScores<Half>("float16"),
        new SoftmaxForHardmax("softmax-beta-50", _ => 50, "uses softmax at inverse temperature 50 in place of hardmax"),
        new SoftmaxForHardmax("softmax-temperature-0.001", _ => 1000, "uses softmax at temperature 0.001 in place of hardmax"),
        new RandomTieChoice(seed: 1),
    ];

    private static readonly ImmutableArray<Mistake> Observed =
    [
        .. DeclaredArithmetic.Formats.Skip(1).Select(format => new ScoresAsCoarseAs(format)),
        .. ObservedMistake.Selections(), .. ObservedMistake.Updates(),
        .. ObservedMistake.Scores(),
    ];

    private static readonly FrozenDictionary<string, Mistake> ById = All.ToFrozenDictionary(mistake => mistake.Id, StringComparer.Ordinal);

    /// <summary>All mistakes that a run may be explained by, those of the zoo first.</summary>
    /// <param name="varies">Whether the implementation answers the same case differently: only then chance explains anything.</param>
    internal static IEnumerable<Mistake> Causes(bool varies) =>
        All.Where(mistake => varies || mistake is not RandomTieChoice).Concat(Observed);

    /// <summary>The mistake with an id, or null.</summary>
    public static Mistake? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>A mistake as an implementation that declares the format that it is written in.</summary>
    /// <typeparam name="T">double, float or Half.</typeparam>
    public static IImplementation Implement<T>(Mistake mistake)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var handshake = new Handshake
        {
            Name = mistake.Id,
            Language = "C#",
            Arithmetic = DeclaredArithmetic.Of(FloatValues.FormatOf<T>()),
            IsDeterministic = true,
        };
        return new StepImplementation<T>(handshake, (layers, matrix, alpha) => mistake.NextFloats(layers, matrix ?? Identity<T>(layers[0][0].Length), alpha));
    }

    private static T[,] Identity<T>(int dimension)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var identity = new T[dimension, dimension];
        for (int c = 0; c < dimension; c++)
        {
            identity[c, c] = T.One;
        }

        return identity;
    }
}
