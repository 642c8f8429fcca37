using System.Collections.Immutable;
using Hardmax.Control;
using Hardmax.Model;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Control;

/// <summary>The complex of sets that can lead together: complete, minimal, maximal and proved.</summary>
public sealed class LeaderComplexTests(ITestOutputHelper output)
{
    [Fact]
    public void Complexes_are_complete_and_proved()
    {
        var random = new Random(31);
        int nonfacesOfTwo = 0;
        for (int trial = 0; trial < 48; trial++)
        {
            TokenCloud tokens = trial % 2 == 0
                ? ControlClouds.Integers(random, d: 2, n: 8, bound: 9)
                : ControlClouds.Next(random, random.Next(1, 4), random.Next(1, 8));
            var complex = LeaderComplex.Of(tokens, (ControlClass)(trial % 3));
            RequireComplete(complex);
            nonfacesOfTwo += complex.MinimalNonfaces.Count(nonface => nonface.Tokens.Length >= 2);
        }

        output.WriteLine($"{nonfacesOfTwo} minimal nonfaces of two tokens or more");
        Assert.True(nonfacesOfTwo >= 10, "Some sets are impossible whose tokens can each lead.");
    }

    [Fact]
    public void The_complex_of_the_example()
    {
        TokenCloud tokens = ControlClouds.Literal([1, 0], [2, 1], [2, -1]);
        int told = 0;
        var spd = LeaderComplex.Of(tokens, ControlClass.Spd, count => told = count);
        RequireComplete(spd);
        Assert.Equal("[1,2]", Text(spd.Maximal.Select(face => face.Leaders)));
        Assert.Equal("[0]", Text(spd.MinimalNonfaces.Select(nonface => nonface.Tokens)));
        Assert.True(told >= 4, "Three tokens and a set of two were decided.");
        Assert.Equal("[0,1,2]", Text(LeaderComplex.Of(tokens, ControlClass.Any).Maximal.Select(face => face.Leaders)));
    }

    [Fact]
    public void Where_no_token_can_lead_the_empty_set_is_all()
    {
        var complex = LeaderComplex.Of(ControlClouds.Literal([1], [1], [0]), ControlClass.Any);
        RequireComplete(complex);
        Assert.Equal("[]", Text(complex.Maximal.Select(face => face.Leaders)));
        Assert.Equal("[0] [1] [2]", Text(complex.MinimalNonfaces.Select(nonface => nonface.Tokens)));
    }

    [Fact]
    public void Too_many_tokens_are_refused()
    {
        TokenCloud parabola = ControlClouds.Literal([.. Enumerable.Range(1, LeaderComplex.MostVertices + 1).Select(k => (int[])[k, k * k])]);
        Assert.Throws<ArgumentException>(() => LeaderComplex.Of(parabola, ControlClass.Any));
    }

    [Fact]
    public void Cancellation_ends_it()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => LeaderComplex.Of(
            ControlClouds.Literal([1, 0], [0, 1], [2, 1]), ControlClass.Spd, _ => source.Cancel(), source.Token));
    }

    private static void RequireComplete(LeaderComplex complex)
    {
        Assert.Empty(complex.Undecided);
        Assert.All(complex.Maximal, face => Require(complex, face.Leaders, face.Answer));
        Assert.All(complex.MinimalNonfaces, nonface => Require(complex, nonface.Tokens, nonface.Answer));
        int[] faces = [.. complex.Maximal.Select(face => Mask(face.Leaders))];
        int[] nonfaces = [.. complex.MinimalNonfaces.Select(nonface => Mask(nonface.Tokens))];
        for (int set = 0; set < 1 << complex.Tokens.Count; set++)
        {
            bool isFace = faces.Any(face => (set & face) == set);
            bool isNonface = nonfaces.Any(nonface => (set & nonface) == nonface);
            Assert.True(isFace != isNonface, $"Set {set} is below a face or above a nonface.");
        }

        Assert.All(faces, face => Assert.Single(faces, other => (face & other) == face));
        Assert.All(nonfaces, nonface => Assert.Single(nonfaces, other => (nonface & other) == other));
        Assert.Equal(complex.Maximal.Select(face => string.Join(',', face.Leaders)).Order(StringComparer.Ordinal), complex.Maximal.Select(face => string.Join(',', face.Leaders)));
    }

    private static void Require(LeaderComplex complex, ImmutableArray<int> set, ControlAnswer answer)
    {
        Assert.Equal(set.Order(), set);
        Assert.True(ControlChecker.Verify(new ControlQuestion(complex.Tokens, set, complex.Matrices), answer, out string? reason), reason);
    }

    private static int Mask(ImmutableArray<int> set) => set.Aggregate(0, (mask, i) => mask | (1 << i));

    private static string Text(IEnumerable<ImmutableArray<int>> sets) => string.Join(' ', sets.Select(set => $"[{string.Join(',', set)}]"));
}
