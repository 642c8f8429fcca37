using FsCheck;
using FsCheck.Fluent;
using Hardmax.Testing;

namespace Hardmax.Tests.Testing;

#pragma warning disable xUnit1000 // Not public, so that xunit does not discover what is meant to fail.

/// <summary>Properties that the tests of the runner run themselves; several of them are meant to fail.</summary>
internal sealed class SampleProperties : IDisposable
{
    public const string ReplayOfOneCase = "(12345678901234567890,987654321,40)";

    /// <summary>What the cases were, in order; static because xunit makes a new object per test.</summary>
    public static List<string> Log { get; } = [];

    public static int Disposed { get; set; }

    public void Dispose() => Disposed++;

    [Property]
    public void Passes(int x, int y) => Log.Add($"{x},{y}");

    [Property]
    public void PassesToo(int x, int y) => Log.Add($"{x},{y}");

    [Property(Arbitrary = [typeof(Large)])]
    public bool FailsAbove(int x, int[] others)
    {
        Log.Add($"{x}");
        return x < 1000 || others is null;
    }

    [Property(Arbitrary = [typeof(Large)], Replay = ReplayOfOneCase)]
    public void ThrowsAbove(int x)
    {
        Log.Add($"{x}");
        if (x >= 1000)
        {
            throw new InvalidTimeZoneException($"thrown for {x}");
        }
    }

    [Property(MustSee = ["tie", "unicorn"])]
    public void SeesNoUnicorn(byte x, Sightings seen)
    {
        seen.Note("tie", x < 200);
        seen.Note("tie");
        seen.Note("unicorn", x * 2 == 511);
    }

    [Property(MustSee = ["even", "odd"])]
    public void SeesBoth(byte x, Sightings seen) => seen.Note(byte.IsEvenInteger(x) ? "even" : "odd");

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

    [Property]
    public void Discards(int x)
    {
        if (x != int.MinValue)
        {
            Prop.Discard<object>();
        }
    }

    [Property(MaxTest = 7)]
    public async Task IsAsynchronous(int x)
    {
        await Task.Yield();
        Log.Add($"{x}");
    }

    [Property]
    public async Task<bool> IsAsynchronouslyFalse(int x)
    {
        await Task.Yield();
        return x == int.MinValue;
    }

    [Property]
    public Property HasLabelsAndNesting(byte x) => Prop.ForAll(Arb.From(Gen.Constant(42)), y => (x > y + 300).Label($"saw {y}"));

    [Property(Arbitrary = [typeof(Seven), typeof(Eight)])]
    public void TakesTheFirstGenerator(int x, string y) => Log.Add($"{x}{y}");

    [Property(Skip = "not today")]
    public void IsSkipped() => Log.Add("ran");

    [Property]
    public int ReturnsNonsense() => 3;

    [Property(Replay = "abc")]
    public void HasMalformedReplay() => Log.Add("ran");

    internal static class Large
    {
        public static Arbitrary<int> Integers { get; } = Arb.From(
            Gen.Choose(0, 100_000),
            x => x == 0 ? [] : [x / 2, x - 1]);
    }

    internal static class Seven
    {
        public static Arbitrary<int> Integers() => Arb.From(Gen.Constant(7));
    }

    internal static class Eight
    {
        public static Arbitrary<int> Integers() => Arb.From(Gen.Constant(8));

        public static Arbitrary<string> Texts() => Arb.From(Gen.Constant("z"));
    }
}

/// <summary>Properties of a class that shares settings.</summary>
[Properties(MaxTest = 20, MaxRejected = 30, StartSize = 40, EndSize = 50, Arbitrary = [typeof(SampleProperties.Seven)])]
internal static class SharingSamples
{
    [Property]
    public static bool Shares(int x) => x == 7;

    [Property(MaxTest = 2, StartSize = 4, EndSize = 5, Arbitrary = [typeof(SampleProperties.Eight)])]
    public static bool Overrides(int x) => x == 8;
}
