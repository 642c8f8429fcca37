using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class ProblemWriterTests
{
    [Fact]
    public void A_written_problem_is_read_back_equal()
    {
        int fractions = 0;
        int matrices = 0;
        Prop.ForAll(
            Problems().ToArbitrary(),
            problem =>
            {
                fractions += problem.System.Alpha.IsInteger ? 0 : 1;
                matrices += problem.System.Matrix.IsIdentity ? 0 : 1;
                return AreEqual(problem, Read(ProblemWriter.ToJson(problem))) && AreEqual(problem, Read(ProblemWriter.ToJson(problem, indented: true)));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20240701, 1));
        Assert.True(fractions > 30 && matrices > 30, $"{fractions} fractions and {matrices} matrices do not test much.");
    }

    [Fact]
    public void Numbers_are_strings_in_lowest_terms()
    {
        var problem = new HardmaxProblem(
            new TokenCloud([[Rational.Parse("2/4"), Rational.Parse("-6/3")]]),
            new HardmaxSystem(AttentionMatrix.Identity(2), Rational.Parse("0.1")),
            ["a\"b"],
            "n");
        Assert.Equal("""{"name":"n","alpha":"1/10","matrix":"identity","tokens":[["1/2","-2"]],"labels":["a\u0022b"]}""", ProblemWriter.ToJson(problem));
    }

    private static HardmaxProblem Read(string json) => ProblemJson.Read(JsonCursor.Parse(Encoding.UTF8.GetBytes(json), "written.json"), ProblemOptions.None);

    private static bool AreEqual(HardmaxProblem x, HardmaxProblem y) =>
        x.Tokens.Equals(y.Tokens)
        && x.System.Matrix.Equals(y.System.Matrix)
        && x.System.Alpha == y.System.Alpha
        && x.Name == y.Name
        && x.Description == y.Description
        && (x.Labels is { } labels ? y.Labels is { } others && labels.SequenceEqual(others, StringComparer.Ordinal) : y.Labels is null);

    // Small integers, doubles of any magnitude, and fractions with large denominators.
    private static Gen<Rational> Numbers() => Gen.OneOf(
        Gen.Choose(-5, 5).Select(x => (Rational)x),
        Gen.Choose(int.MinValue, int.MaxValue).Two().Select(x => BitConverter.Int64BitsToDouble(((long)x.Item1 << 32) ^ x.Item2)).Where(double.IsFinite).Select(Rational.FromDouble),
        Gen.Choose(-1_000_000, 1_000_000).Two().Select(x => new Rational(x.Item1, BigInteger.Pow(3, 90) + x.Item2)));

    private static Gen<string> Texts() => Gen.Elements("", "a", "é", "line\nbreak", "\"quoted\"", "\\", "\u0000", "😀", "<b>", "\u2028");

    private static Gen<HardmaxProblem> Problems() =>
        from n in Gen.Choose(1, 6)
        from d in Gen.Choose(1, 4)
        from tokens in Numbers().ArrayOf(d).ArrayOf(n)
        from entries in Numbers().ArrayOf(d * d)
        from isIdentity in Gen.Elements(true, false)
        from alpha in Numbers().Where(x => !x.IsZero)
        from labels in Texts().ArrayOf(n)
        from hasLabels in Gen.Elements(true, false)
        from name in Texts().OrNull()
        select new HardmaxProblem(
            new TokenCloud(tokens),
            new HardmaxSystem(isIdentity ? AttentionMatrix.Identity(d) : MatrixOf(entries, d), Rational.Abs(alpha)),
            hasLabels ? [.. labels] : (ImmutableArray<string>?)null,
            name,
            name is null ? null : string.Create(CultureInfo.InvariantCulture, $"{n} x {d}"));

    private static AttentionMatrix MatrixOf(Rational[] entries, int d)
    {
        var square = new Rational[d, d];
        for (int i = 0; i < entries.Length; i++)
        {
            square[i / d, i % d] = entries[i];
        }

        return new AttentionMatrix(square);
    }
}
