using System.Diagnostics;
using Hardmax.Control;
using Hardmax.Examples;
using Hardmax.Geometry;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Control;

/// <summary>Searching for matrices with given final leaders: what is found is certified, and what is impossible has a reason.</summary>
public sealed class FinalControlTests(ITestOutputHelper output)
{
    private static readonly Rational Half = Rational.One / 2;
    private static readonly TokenCloud Emerging = KnownProblems.EmergingLeader.Tokens;

    [Theory]
    [InlineData(new[] { 0, 1, 2 })]
    [InlineData(new[] { 0, 2 })]
    [InlineData(new[] { 0, 2, 3 })]
    [InlineData(new[] { 0, 2, 6 })]
    public void EmergingSpd(int[] wanted)
    {
        var watch = Stopwatch.StartNew();
        var found = FinalControl.Search(new ControlQuestion(Emerging, wanted, ControlClass.Spd), Half, 300, 1);
        output.WriteLine($"{string.Join(',', wanted)}: {found.Matrix is not null} after {found.Tried} in {watch.Elapsed}: {string.Join("; ", found.Reached.Select(r => string.Join(',', r.Leaders) + " x" + r.Count))}");
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2 })]
    [InlineData(new[] { 0, 2 })]
    [InlineData(new[] { 0, 1 })]
    [InlineData(new[] { 0, 2, 6 })]
    public void EmergingAny(int[] wanted)
    {
        var watch = Stopwatch.StartNew();
        var found = FinalControl.Search(new ControlQuestion(Emerging, wanted, ControlClass.Any), Half, 300, 1);
        output.WriteLine($"{string.Join(',', wanted)}: {found.Matrix is not null} after {found.Tried} in {watch.Elapsed}: {string.Join("; ", found.Reached.Select(r => string.Join(',', r.Leaders) + " x" + r.Count))}");
    }
}
