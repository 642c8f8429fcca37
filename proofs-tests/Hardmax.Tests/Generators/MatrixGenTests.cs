using FsCheck;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Generators;

public class MatrixGenTests
{
    public static TheoryData<MatrixClass> Classes => [.. Enum.GetValues<MatrixClass>()];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_matrix_is_in_its_class(MatrixClass matrixClass)
    {
        foreach (Shape shape in new[] { Shape.Small, Shape.SmallInteger, Shape.Mixed, Shape.ExtremeDouble, Shape.Zero })
        {
            for (int d = MatrixGen.MinDimension(matrixClass); d <= 4; d++)
            {
                int dimension = d;
                IReadOnlyList<AttentionMatrix> matrices = ProblemSampler.Sample(MatrixGen.Of(matrixClass, d, shape), (ulong)d, 80);
                Assert.All(matrices, matrix => Assert.Equal(dimension, matrix.Dimension));
                Assert.All(matrices, matrix => Assert.True(ExactCriteria.IsIn(matrixClass, matrix), Text(matrix)));
            }
        }
    }

    [Theory]
    [InlineData(MatrixClass.Spd)]
    [InlineData(MatrixClass.PsdSingular)]
    [InlineData(MatrixClass.NegativeDefinite)]
    [InlineData(MatrixClass.NsdSingular)]
    [InlineData(MatrixClass.SymmetricIndefinite)]
    [InlineData(MatrixClass.General)]
    public void A_class_has_diagonal_matrices_and_others_and_signed_permutations_that_leave_it_alone(MatrixClass matrixClass)
    {
        AttentionMatrix[] matrices = [.. ProblemSampler.Sample(MatrixGen.Of(matrixClass, 3), 11, 1000)];
        Assert.InRange(matrices.Count(IsDiagonal), 40, 600);
        Assert.InRange(matrices.Count(IsPermutable), 40, 600);
        Assert.InRange(matrices.Distinct().Count(), 400, 1000);
    }

    [Fact]
    public void Semidefinite_and_skew_matrices_are_sometimes_zero_and_mostly_not()
    {
        foreach (MatrixClass matrixClass in new[] { MatrixClass.PsdSingular, MatrixClass.NsdSingular, MatrixClass.Skew })
        {
            IReadOnlyList<AttentionMatrix> matrices = ProblemSampler.Sample(MatrixGen.Of(matrixClass, 3), 12, 1000);
            Assert.InRange(matrices.Count(matrix => matrix.ToArray().Cast<Rational>().All(x => x.IsZero)), 30, 400);
        }
    }

    [Fact]
    public void General_matrices_meet_every_class()
    {
        IReadOnlyList<AttentionMatrix> matrices = ProblemSampler.Sample(MatrixGen.Of(MatrixClass.General, 2), 13, 2000);
        Assert.All(Enum.GetValues<MatrixClass>(), matrixClass => Assert.Contains(matrices, matrix => ExactCriteria.IsIn(matrixClass, matrix)));
        Assert.InRange(matrices.Count(matrix => !matrix.IsSymmetric), 800, 2000);
    }

    [Fact]
    public void There_is_no_one_dimensional_matrix_where_a_class_needs_two_directions()
    {
        Assert.Equal(2, MatrixGen.MinDimension(MatrixClass.SymmetricIndefinite));
        Assert.Equal(2, MatrixGen.MinDimension(MatrixClass.PdNonsymmetric));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixGen.Of(MatrixClass.PdNonsymmetric, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixGen.Of(MatrixClass.Spd, 0));
    }

    private static bool IsDiagonal(AttentionMatrix a) =>
        Enumerable.Range(0, 3).All(r => Enumerable.Range(0, 3).All(c => r == c || a[r, c].IsZero));

    // All squares equal and all products equal up to sign.
    private static bool IsPermutable(AttentionMatrix a) =>
        a.IsSymmetric && a[0, 0] == a[1, 1] && a[1, 1] == a[2, 2]
        && Rational.Abs(a[0, 1]) == Rational.Abs(a[1, 2]) && Rational.Abs(a[0, 2]) == Rational.Abs(a[1, 2]);

    private static string Text(AttentionMatrix matrix) =>
        string.Join(' ', matrix.ToArray().Cast<Rational>());
}
