using FsCheck;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search;

/// <summary>Random problems with integer entries of at most 5 (of A, where the class makes it hard, sometimes more), distinct nonzero tokens and a simple alpha.</summary>
internal sealed class SmallProblems
{
    private const int MaxHeight = 5;

    // How many matrices are drawn before one is made from factors, which always succeeds.
    private const int Tries = 40;

    private readonly HuntScope _scope;
    private readonly int[] _dimensions;
    private readonly Dictionary<int, MatrixFamily> _families;

    /// <summary>Problems of a scope.</summary>
    public SmallProblems(HuntScope scope)
    {
        _scope = scope;
        _dimensions = DimensionsOf(scope);
        _families = _dimensions
            .Where(d => d <= SmallMatrices.MaxDimension)
            .ToDictionary(d => d, d => new MatrixFamily(scope.Class, SignedPermutation.All(d)[0]));
    }

    /// <summary>The simple values of alpha, those that keep denominators short first.</summary>
    public static IReadOnlyList<Rational> Alphas { get; } =
        [1, Rational.One / 2, 2, 3, Rational.One / 3, new Rational(3, 2), new Rational(2, 3), Rational.One / 4, 4, Rational.One / 10];

    /// <summary>The dimensions of a scope in which its class has a matrix, from 1 to 3 where none is given; perhaps none.</summary>
    public static int[] DimensionsOf(HuntScope scope) =>
        [.. (scope.Dimension is { } given ? new[] { given } : [1, 2, 3]).Where(d => d >= MatrixGen.MinDimension(scope.Class))];

    /// <summary>The next one.</summary>
    /// <exception cref="InvalidOperationException">The class has no matrix in the dimension of the scope.</exception>
    public HardmaxProblem Next(CandidateRandom random)
    {
        if (_dimensions.Length == 0)
        {
            throw new InvalidOperationException("The class has no matrix of this dimension.");
        }

        // The line is soon exhausted.
        int dimension = random.Pick(_dimensions);
        dimension = dimension == 1 && random.Between(0, 3) > 0 ? random.Pick(_dimensions) : dimension;
        Rational alpha = random.Pick(Alphas);
        return new HardmaxProblem(Tokens(dimension, random), new HardmaxSystem(Matrix(dimension, random), alpha));
    }

    private TokenCloud Tokens(int dimension, CandidateRandom random)
    {
        int height = random.Between(1, MaxHeight);
        int count = Math.Min(random.Between(Math.Min(2, _scope.MaxTokens), _scope.MaxTokens), 2 * dimension * height);
        var tokens = new List<Rational[]>();
        while (tokens.Count < count)
        {
            Rational[] token = [.. Enumerable.Range(0, dimension).Select(_ => (Rational)random.Between(-height, height))];
            if (!Vectors.IsZero(token) && !tokens.Contains(token, Vectors.Comparer))
            {
                tokens.Add(token);
            }
        }

        return new TokenCloud(tokens);
    }

    private AttentionMatrix Matrix(int dimension, CandidateRandom random)
    {
        int height = random.Between(1, MaxHeight);
        for (int attempt = 0; attempt < Tries && _families.TryGetValue(dimension, out MatrixFamily? family); attempt++)
        {
            int[] matrix = family.Build([.. Enumerable.Range(0, family.Freedom).Select(_ => random.Between(-height, height))]);
            if (SmallMatrices.Contains(_scope.Class, matrix, dimension))
            {
                return SmallMatrices.ToMatrix(matrix);
            }
        }

        Gen<AttentionMatrix> generator = MatrixGen.Of(_scope.Class, dimension, Shape.SmallInteger);
        return ProblemSampler.Sample(generator, random.Next(), 1)[0];
    }
}
