using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Geometry;

public sealed class MatrixClassesTests
{
    public static TheoryData<string, int[]> Literals => new()
    {
        { "identity spd general", [1] },
        { "identity spd general", [1, 0, 0, 1] },
        { "spd general", [2, 1, 1, 2] },
        { "psd-singular general", [1, 0, 0, 0] },
        { "negative-definite general", [-1] },
        { "nsd-singular general", [-1, 0, 0, 0] },
        { "symmetric-indefinite general", [1, 0, 0, -1] },
        { "skew general", [0, -1, 1, 0] },
        { "psd-singular nsd-singular skew general", [0] },
        { "psd-singular nsd-singular skew general", [0, 0, 0, 0] },
        { "pd-nonsymmetric general", [1, -2, 2, 1] },
        { "general", [1, 1, 0, -1] },
        { "general", [0, 1, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void The_classes_of_small_matrices(string ids, int[] entries)
    {
        int d = (int)Math.Sqrt(entries.Length);
        var square = new Rational[d, d];
        for (int i = 0; i < entries.Length; i++)
        {
            square[i / d, i % d] = entries[i];
        }

        var matrix = new AttentionMatrix(square);
        Assert.Equal(ids.Split(' '), MatrixClasses.Of(matrix).Select(MatrixClasses.Id));
        foreach (MatrixClass matrixClass in MatrixClasses.All)
        {
            Assert.Equal(ids.Split(' ').Contains(MatrixClasses.Id(matrixClass)), MatrixClasses.Contains(matrixClass, matrix));
        }
    }

    [Fact]
    public void Every_class_has_one_id_that_reads_back()
    {
        Assert.Equal(Enum.GetValues<MatrixClass>(), MatrixClasses.All);
        Assert.Equal(
            "identity spd psd-singular negative-definite nsd-singular symmetric-indefinite skew pd-nonsymmetric general",
            string.Join(' ', MatrixClasses.All.Select(MatrixClasses.Id)));
        foreach (MatrixClass matrixClass in MatrixClasses.All)
        {
            Assert.True(MatrixClasses.TryParse(MatrixClasses.Id(matrixClass), out MatrixClass parsed));
            Assert.Equal(matrixClass, parsed);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SPD")]
    [InlineData("psd")]
    public void Other_text_is_no_id(string? text) => Assert.False(MatrixClasses.TryParse(text, out _));

    [Fact]
    public void Classes_fit_the_structure_of_random_matrices()
    {
        int skew = 0;
        int oblique = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var inputs = new GeometryInputs(seed);
            int d = 1 + inputs.Below(4);
            AttentionMatrix matrix = inputs.Matrix(d);
            AttentionMatrix symmetric = matrix.SymmetricPart();
            Rational[,] rest = matrix.ToArray();
            Rational[,] sum = inputs.Gram(d, 1, 1).ToArray();
            for (int i = 0; i < d * d; i++)
            {
                rest[i / d, i % d] -= symmetric[i / d, i % d];
                sum[i / d, i % d] += rest[i / d, i % d];
            }

            var turning = new AttentionMatrix(rest);
            Assert.True(MatrixClasses.Contains(MatrixClass.Skew, turning), $"seed {seed}");
            Assert.Equal(matrix.IsSymmetric, MatrixClasses.Of(matrix).Overlaps([MatrixClass.Spd, MatrixClass.PsdSingular, MatrixClass.NegativeDefinite, MatrixClass.NsdSingular, MatrixClass.SymmetricIndefinite]));
            var pushed = new AttentionMatrix(sum);
            Assert.True(MatrixClasses.Contains(pushed.IsSymmetric ? MatrixClass.Spd : MatrixClass.PdNonsymmetric, pushed), $"seed {seed}");
            Assert.False(MatrixClasses.Contains(MatrixClass.Skew, pushed));
            skew += turning.IsSymmetric ? 0 : 1;
            oblique += pushed.IsSymmetric ? 0 : 1;
        }

        Assert.True(skew > 100 && oblique > 100);
    }
}
