using FsCheck;
using FsCheck.Fluent;
using Hardmax.Testing;

namespace Hardmax.Tests.Testing;

#pragma warning disable xUnit1000 // Not public, so that xunit does not discover the properties that are meant to fail.

/// <summary>Properties that <see cref="PropertyTests"/> runs itself; several of them are meant to fail.</summary>
[Properties(MaxTest = 60, Arbitrary = [typeof(Large)])]
internal sealed class SampleProperties : IDisposable
{
    /// <summary>The failing case that the fixed seed of <see cref="FailsAbove"/> leads to.</summary>
    public const string ReplayOfFailsAbove = "(17896680419691628187,6716151022435475909,3)";

    /// <summary>The cases in order; static, because xunit makes a new object for each test.</summary>
    public static List<string> Log { get; } = [];

    public static int Disposed { get; set; }

    public void Dispose() => Disposed++;

    [Property]
    public void Passes(int x, byte y) => Log.Add($"{x},{y}");

    [Property]
    public void PassesToo(int x, byte y) => Log.Add($"{x},{y}");

    [Property(MaxTest = 7, StartSize = 9, EndSize = 9, Arbitrary = [typeof(Seven)])]
    public void Overrides(int x, SizeOfCase size) => Log.Add($"{x} at {size.Value}");

    [Property]
    public bool FailsAbove(int x) => IsSmall(x);

    [Property(Replay = ReplayOfFailsAbove)]
    public bool FailsAgain(int x) => IsSmall(x);

    [Property(Arbitrary = [typeof(Seven)])]
    public bool FailsForNumbers(double x, int y, Sightings seen) => seen.Labels.Count > 0;

    [Property]
    public void Throws(int x) => throw new InvalidTimeZoneException($"thrown for {x}");

    [Property(MustSee = ["tie", "unicorn"])]
    public void SeesNoUnicorn(byte x, Sightings seen)
    {
        seen.Note("tie");
        seen.Note("unicorn", x * 2 == 511);
    }

    [Property(MustSee = ["even", "odd"])]
    public void SeesBoth(byte x, Sightings seen)
    {
        Log.Add($"{x}");
        seen.Note(byte.IsEvenInteger(x) ? "even" : "odd");
    }

    [Property(MustSee = ["unicorn"], Replay = "(1,3,5)")]
    public void ReplaysOneCase(byte x, Sightings seen) => seen.Note("unicorn", x * 2 == 511);

    [Property(MustSee = ["even", "odd"])]
    public Property Classifies(byte x) => true.Classify(byte.IsEvenInteger(x), "even").Classify(byte.IsOddInteger(x), "odd");

    [Property(MustSee = ["huge"])]
    public Property SeesOnlyWhatItRejects(byte x, Sightings seen)
    {
        seen.Note("huge", x >= 100);
        return true.When(x < 100);
    }

    [Property]
    public Property Exhausts(int x) => true.When(x == int.MinValue);

    [Property(Skip = "not today")]
    public void IsSkipped() => Log.Add("ran");

    private static bool IsSmall(int x)
    {
        Log.Add($"{x}");
        return x < 1000;
    }

    internal sealed record SizeOfCase(int Value);

    internal static class Large
    {
        public static Arbitrary<int> Integers { get; } = Arb.From(
            Gen.Choose(0, 100_000),
            x => x == 0 ? [] : [x / 2, x - 1]);
    }

    internal static class Seven
    {
        public static Arbitrary<int> Integers() => Arb.From(Gen.Constant(7));

        public static Arbitrary<double> Numbers() => Arb.From(Gen.Constant(0.1 + 0.2));

        public static Arbitrary<SizeOfCase> Sizes() => Arb.From(Gen.Sized(size => Gen.Constant(new SizeOfCase(size))));
    }
}
