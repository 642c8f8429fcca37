using System.Reflection;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Generators;

public class HardmaxArbitrariesTests
{
    private static readonly IArbMap Map = ArbMap.Default.Merge(typeof(HardmaxArbitraries));

    [Fact]
    public void There_is_an_arbitrary_for_every_kind_of_parameter()
    {
        IEnumerable<Type> wrappers = typeof(GeneratedProblem).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(GeneratedProblem)));
        var provided = typeof(HardmaxArbitraries).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Arbitrary<>))
            .Select(method => method.ReturnType.GetGenericArguments()[0])
            .ToHashSet();
        Type[] others = [typeof(Rational), typeof(AttentionMatrix), typeof(TokenCloud), typeof(HardmaxProblem)];
        Assert.All(wrappers.Concat(others), type => Assert.Contains(type, provided));
        Assert.Equal(Enum.GetValues<MatrixClass>().Length + 4, wrappers.Count());
    }

    [Fact]
    public void Wrappers_hold_what_their_types_say_and_so_do_their_shrunk_values()
    {
        Holds<IdentityProblem>(problem => problem.System.Matrix.IsIdentity);
        Holds<SpdProblem>(problem => ExactCriteria.IsIn(MatrixClass.Spd, problem.System.Matrix));
        Holds<PsdSingularProblem>(problem => ExactCriteria.IsIn(MatrixClass.PsdSingular, problem.System.Matrix));
        Holds<NegativeDefiniteProblem>(problem => ExactCriteria.IsIn(MatrixClass.NegativeDefinite, problem.System.Matrix));
        Holds<NsdSingularProblem>(problem => ExactCriteria.IsIn(MatrixClass.NsdSingular, problem.System.Matrix));
        Holds<SymmetricIndefiniteProblem>(problem => ExactCriteria.IsIn(MatrixClass.SymmetricIndefinite, problem.System.Matrix));
        Holds<SkewProblem>(problem => ExactCriteria.IsIn(MatrixClass.Skew, problem.System.Matrix));
        Holds<PdNonsymmetricProblem>(problem => ExactCriteria.IsIn(MatrixClass.PdNonsymmetric, problem.System.Matrix));
        Holds<GeneralProblem>(_ => true);
        Holds<AnyProblem>(_ => true);
        Holds<SmallProblem>(problem => problem.Tokens is { Count: <= 4, Dimension: <= 2 });
        Holds<DistinctNonzeroProblem>(IsDistinctNonzero);
        Holds<DistinctNonzeroSpdProblem>(problem => IsDistinctNonzero(problem) && ExactCriteria.IsIn(MatrixClass.Spd, problem.System.Matrix));
    }

    [Fact]
    public void A_failing_property_shrinks_its_problem_and_prints_it()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Check.One(
            Config.QuickThrowOnFailure.WithReplay(1UL, 1UL),
            Prop.ForAll(Map.ArbFor<SpdProblem>(), problem => problem.Problem.Tokens.Count < 2)));
        Assert.Contains("{\"tokens\":[[0],\n   [0]],\n \"alpha\":1,\n \"matrix\":\"identity\"}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_matrices_and_clouds_shrink_to_smaller_ones()
    {
        Shrinks(Map.ArbFor<Rational>(), RationalShrink.Cost);
        Shrinks(Map.ArbFor<AttentionMatrix>(), MatrixShrink.Cost);
        Shrinks(Map.ArbFor<TokenCloud>(), cloud => new ProblemSize(cloud.Count, cloud.Dimension, CloudShrink.Cost(cloud)));
        Shrinks(Map.ArbFor<HardmaxProblem>(), ProblemSize.Of);
    }

    [Fact]
    public void The_text_of_a_problem_is_json_that_loses_nothing()
    {
        foreach (AnyProblem drawn in ProblemSampler.Sample(Map.ArbFor<AnyProblem>().Generator, 42, 500))
        {
            JsonElement json = JsonDocument.Parse(drawn.ToString()).RootElement;
            Assert.Equal(drawn.Problem.Tokens, new TokenCloud(json.GetProperty("tokens").EnumerateArray().Select(row => row.EnumerateArray().Select(Read).ToArray())));
            Assert.Equal(drawn.Problem.System.Alpha, Read(json.GetProperty("alpha")));
            JsonElement matrix = json.GetProperty("matrix");
            AttentionMatrix expected = drawn.Problem.System.Matrix;
            Assert.Equal(expected.IsIdentity, matrix.ValueKind == JsonValueKind.String);
            if (!expected.IsIdentity)
            {
                Assert.Equal(expected.ToArray().Cast<Rational>(), matrix.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(Read)));
            }
        }
    }

    // A plain number means the nearest binary64.
    private static Rational Read(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Rational.Parse(value.GetString()!) : Rational.FromDouble(value.GetDouble());

    private static bool IsDistinctNonzero(HardmaxProblem problem) => problem.Tokens.IsDistinct() && !problem.Tokens.HasZero();

    private static void Holds<T>(Predicate<HardmaxProblem> predicate)
        where T : GeneratedProblem
    {
        Arbitrary<T> arbitrary = Map.ArbFor<T>();
        IReadOnlyList<T> drawn = ProblemSampler.Sample(arbitrary.Generator, 41, 100);
        Assert.All(drawn, value => Assert.True(predicate(value.Problem), value.ToString()));
        Assert.All(drawn.Take(15), value => Assert.All(arbitrary.Shrinker(value).Take(400), smaller => Assert.True(predicate(smaller.Problem), smaller.ToString())));
        Assert.Contains(drawn, value => arbitrary.Shrinker(value).Any());
    }

    private static void Shrinks<T, TSize>(Arbitrary<T> arbitrary, Func<T, TSize> size)
        where TSize : IComparable<TSize>
    {
        foreach (T value in ProblemSampler.Sample(arbitrary.Generator, 43, 60))
        {
            Assert.All(arbitrary.Shrinker(value).Take(200), smaller => Assert.True(size(smaller).CompareTo(size(value)) < 0));
        }
    }
}
