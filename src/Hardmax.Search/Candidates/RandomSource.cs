using FsCheck;
using FsCheck.Fluent;
using Hardmax.Generators;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>
/// Random problems by seed and block: half of each block are clouds of every kind of the generators (orbits, mirrors,
/// shifts that tie, lattices) with small integers and fractions, half plain small integers. Tokens are distinct and
/// nonzero, as most claims assume, but for one cloud in six.
/// </summary>
internal sealed class RandomSource : ICandidateSource
{
    // Names the random numbers of this source.
    private const ulong Salt = 1;

    private readonly HuntScope _scope;
    private readonly SmallProblems _small;
    private readonly Gen<HardmaxProblem>? _kinds;

    /// <summary>The problems of a scope.</summary>
    public RandomSource(HuntScope scope)
    {
        (_scope, _small) = (scope, new SmallProblems(scope));
        int[] dimensions = SmallProblems.DimensionsOf(scope);
        _kinds = dimensions.Length == 0 ? null : Kinds(scope, dimensions);
    }

    /// <inheritdoc/>
    public string Id => "random";

    /// <summary>No bound, or none at all where the class has no matrix in the dimension.</summary>
    public long? Blocks => _kinds is null ? 0 : null;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The block is negative, or there is none.</exception>
    public IReadOnlyList<HardmaxProblem> Draw(long block)
    {
        if (block < 0 || _kinds is null)
        {
            throw new ArgumentOutOfRangeException(nameof(block), block, "There is no such block.");
        }

        var random = new CandidateRandom(_scope.Seed, Salt, block);
        IEnumerable<HardmaxProblem> kinds = ProblemSampler.Sample(_kinds, random.Next(), ICandidateSource.BlockSize / 2);
        IEnumerable<HardmaxProblem> small = Enumerable.Range(0, ICandidateSource.BlockSize / 2).Select(_ => _small.Next(random));
        return [.. kinds, .. small];
    }

    /// <inheritdoc/>
    public string Covered(long blocks) =>
        FormattableString.Invariant($"{blocks * ICandidateSource.BlockSize} random problems with n at most {_scope.MaxTokens}, small integers and fractions, seed {_scope.Seed}");

    private static Gen<HardmaxProblem> Kinds(HuntScope scope, int[] dimensions)
    {
        Gen<int> dimension = Gen.Frequency(dimensions.Select(d => (d == 1 ? 1 : 4, Gen.Constant(d))));
        return from d in dimension
               from matrix in MatrixGen.Of(scope.Class, d, Shape.Small)
               from tokens in Gen.Frequency(
                   (5, TokenGen.DistinctNonzero(matrix, scope.MaxTokens, Shape.Small)),
                   (1, TokenGen.Any(matrix, scope.MaxTokens, Shape.Small)))
               from alpha in Gen.Elements<Numbers.Rational>(SmallProblems.Alphas)
               select new HardmaxProblem(tokens, new HardmaxSystem(matrix, alpha));
    }
}
