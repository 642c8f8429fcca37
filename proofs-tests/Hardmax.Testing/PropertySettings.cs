using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using FsCheck;

namespace Hardmax.Testing;

/// <summary>How one property is run: its attributes and the environment, merged.</summary>
public sealed record PropertySettings
{
    /// <summary>The value by which an attribute says that it leaves a number to the next level.</summary>
    public const int Unset = -1;

    /// <summary>How many cases must pass.</summary>
    public int MaxTest { get; init; } = 100;

    /// <summary>How many cases may be rejected.</summary>
    public int MaxRejected { get; init; } = 1000;

    /// <summary>The size of the first case.</summary>
    public int StartSize { get; init; } = 1;

    /// <summary>The size of the last case.</summary>
    public int EndSize { get; init; } = 100;

    /// <summary>Where the run starts, as "(seed,gamma)", or the one case that is run, as "(seed,gamma,size)"; or null.</summary>
    public string? Replay { get; init; }

    /// <summary>Whether every case is written to the output.</summary>
    public bool Verbose { get; init; }

    /// <summary>Types with generators; the first that generates a type wins.</summary>
    public IReadOnlyList<Type> Arbitrary { get; init; } = [];

    /// <summary>Labels that must occur in the run.</summary>
    public IReadOnlyList<string> MustSee { get; init; } = [];

    /// <summary>What is mixed into the seed, or null: the environment's HARDMAX_SEED.</summary>
    public string? Salt { get; init; }

    /// <summary>The settings of a test method.</summary>
    /// <param name="method">A method with <see cref="PropertyAttribute"/>.</param>
    /// <param name="testClass">The class that it runs on.</param>
    /// <param name="environment">Reads HARDMAX_SEED and HARDMAX_MAXTEST; null where a variable is not set.</param>
    /// <exception cref="InvalidOperationException">The method has no such attribute.</exception>
    /// <exception cref="FormatException">HARDMAX_MAXTEST is no positive number.</exception>
    public static PropertySettings Of(MethodInfo method, Type testClass, Func<string, string?> environment)
    {
        PropertyAttribute own = method.GetCustomAttribute<PropertyAttribute>()
            ?? throw new InvalidOperationException($"{method.Name} has no [Property].");
        PropertiesAttribute shared = testClass.GetCustomAttribute<PropertiesAttribute>() ?? new PropertiesAttribute();
        var defaults = new PropertySettings();
        int declared = FirstSet(own.MaxTest, shared.MaxTest, defaults.MaxTest);
        int cases = environment("HARDMAX_MAXTEST") is { Length: > 0 } text ? ParseCount(text) : declared;
        return new PropertySettings
        {
            MaxTest = cases,
            MaxRejected = FirstSet(own.MaxRejected, shared.MaxRejected, defaults.MaxRejected),
            StartSize = FirstSet(own.StartSize, shared.StartSize, defaults.StartSize),
            EndSize = FirstSet(own.EndSize, shared.EndSize, defaults.EndSize),
            Replay = string.IsNullOrWhiteSpace(own.Replay) ? null : own.Replay,
            Verbose = own.Verbose,
            Arbitrary = [.. own.Arbitrary, .. shared.Arbitrary],
            MustSee = cases < declared ? [] : own.MustSee,
            Salt = environment("HARDMAX_SEED") is { Length: > 0 } salt ? salt : null,
        };
    }

    /// <summary>The generators of these settings: FsCheck's own, overridden by <see cref="Arbitrary"/>.</summary>
    public IArbMap Generators() => Arbitrary.Reverse().Aggregate(FsCheck.Fluent.ArbMap.Default, FsCheck.Fluent.ArbMap.Merge);

    /// <summary>Where FsCheck starts: <see cref="Replay"/>, or a seed that depends on the test's name and the salt alone.</summary>
    /// <param name="testName">The test's full name.</param>
    /// <exception cref="FormatException"><see cref="Replay"/> is malformed.</exception>
    public Replay Start(string testName) => Replay is null
        ? new Replay(new Rnd(SeedOf(testName, Salt)), size: null)
        : ParseReplay(Replay);

    /// <summary>The text that <see cref="PropertyAttribute.Replay"/> takes for one case.</summary>
    public static string FormatReplay(Rnd seed, int size) =>
        string.Create(CultureInfo.InvariantCulture, $"({seed.Seed},{seed.Gamma},{size})");

    // SHA-256 and not string.GetHashCode, which differs from process to process.
    private static ulong SeedOf(string testName, string? salt)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(salt is null ? testName : $"{testName}\n{salt}"));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private static Replay ParseReplay(string text)
    {
        string[] parts = text.Trim().Trim('(', ')').Split(',', StringSplitOptions.TrimEntries);
        int size = 0;
        if (parts.Length is not (2 or 3)
            || !ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            || !ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong gamma)
            || (parts.Length == 3 && !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out size)))
        {
            throw new FormatException($"Replay = \"{text}\" is neither \"(seed,gamma)\" nor \"(seed,gamma,size)\".");
        }

        return new Replay(new Rnd(seed, gamma), parts.Length == 3 ? size : null);
    }

    private static int FirstSet(params ReadOnlySpan<int> levels)
    {
        foreach (int level in levels)
        {
            if (level != Unset)
            {
                return level;
            }
        }

        return Unset;
    }

    private static int ParseCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new FormatException($"HARDMAX_MAXTEST is '{text}'; a number of cases of at least 1 was expected.");
}
