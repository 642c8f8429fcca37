using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>Where a run took place.</summary>
/// <param name="Oracle">The program that judged: "hardmax 0.1.0".</param>
/// <param name="OperatingSystem">The operating system and its version.</param>
/// <param name="Architecture">The processor architecture: "x64".</param>
/// <param name="Framework">The runtime: ".NET 10.0.0".</param>
internal sealed record RunEnvironment(string Oracle, string OperatingSystem, string Architecture, string Framework)
{
    /// <summary>This process.</summary>
    public static RunEnvironment Current { get; } = new(
        "hardmax " + typeof(Verdicts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        RuntimeInformation.FrameworkDescription);

    /// <summary>The version of the protocol between oracle and implementation.</summary>
    public int Protocol { get; init; } = 1;

    /// <summary>The environment in one line.</summary>
    public override string ToString() => $"{Oracle}, {Framework}, {OperatingSystem}, {Architecture}";
}

/// <summary>What is known of a run before its first case: who is judged, by which command, and how to repeat it.</summary>
/// <param name="Handshake">What the implementation says about itself.</param>
/// <param name="Command">The command that is run, empty for a function in this process.</param>
/// <param name="Seed">The seed that replays the run.</param>
/// <param name="Strict">Whether notes count as failures.</param>
internal sealed record RunOrigin(Handshake Handshake, ImmutableArray<string> Command, ulong Seed, bool Strict)
{
    private const int MostCharacters = 48;

    /// <summary>Where the run takes place.</summary>
    public RunEnvironment Environment { get; init; } = RunEnvironment.Current;

    /// <summary>The command that replays one failure; where it is null, the whole run is replayed by its seed.</summary>
    public Func<Failure, string>? Replay { get; init; }

    /// <summary>Name, version and language as far as they are said, each cut where it is long: "blas-hardmax 1.2 (Julia)".</summary>
    public string Implementation
    {
        get
        {
            string version = Handshake.Version.Length == 0 ? string.Empty : " " + Cut(Handshake.Version);
            string language = Handshake.Language.Length == 0 ? string.Empty : $" ({Cut(Handshake.Language)})";
            return Cut(Handshake.Name) + version + language;
        }
    }

    /// <summary>The origin of a result, in this environment unless another one is given.</summary>
    public static RunOrigin Of(ConformResult result, RunEnvironment? environment = null) =>
        new(result.Handshake, result.Command, result.Seed, result.Strict) { Environment = environment ?? RunEnvironment.Current };

    /// <summary>The command that replays a failure, for a POSIX shell; a remark about the seed where no command was run.</summary>
    public string ReplayOf(Failure failure) => Replay?.Invoke(failure) ?? ReplayOfRun();

    /// <summary>The command that replays the case in a file, for a POSIX shell.</summary>
    public string ReplayOf(string file) => $"hardmax replay{StrictOption} {Quote(file)} -- {CommandLine}";

    /// <summary>The command that replays the run, for a POSIX shell; a remark about the seed where no command was run.</summary>
    public string ReplayOfRun() => Command.IsDefaultOrEmpty
        ? string.Create(CultureInfo.InvariantCulture, $"run the same check with seed {Seed}")
        : string.Create(CultureInfo.InvariantCulture, $"hardmax conform --seed {Seed}{StrictOption} -- {CommandLine}");

    private string StrictOption => Strict ? " --strict" : string.Empty;

    private string CommandLine => string.Join(' ', Command.Select(Quote));

    // Never between the halves of a character that takes two.
    private static string Cut(string text) => text.Length <= MostCharacters
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters), "\u2026");

    // A word of letters, digits and harmless signs stands as it is; in single quotes a shell takes everything literally.
    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_@%+=:,./-".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
