using System.Globalization;
using System.Numerics;
using System.Text;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>What a step of anybody's own is checked with inside tests.</summary>
public sealed record ConformanceOptions
{
    /// <summary>How many cases are asked.</summary>
    public int Cases { get; init; } = ConformOptions.DefaultCases;

    /// <summary>The seed; it is in the message of a failure.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether what passes with a note counts as a failure.</summary>
    public bool Strict { get; init; }

    /// <summary>How long everything may take, shrinking included.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The coarsest format that scores pass through; null is the format of the tokens.</summary>
    public BinaryFormat? Accumulate { get; init; }

    /// <summary>The largest n that the step takes.</summary>
    public int MaxTokens { get; init; } = int.MaxValue;

    /// <summary>The largest d that the step takes.</summary>
    public int MaxDimension { get; init; } = int.MaxValue;

    /// <summary>Whether the step takes the identity alone: it is then always given null for the matrix.</summary>
    public bool IdentityOnly { get; init; }
}

/// <summary>A step is not what the paper defines; the message has the smallest case, the cause and the seed.</summary>
public sealed class ConformanceException(ConformResult result) : Exception(ConformanceText.Of(result))
{
    /// <summary>Everything that was found.</summary>
    public ConformResult Result { get; } = result;
}

/// <summary>
/// The oracle inside tests of .NET: checks a step function against the exact definition, on adversarial cases.
/// </summary>
/// <example>
/// <code>
/// [Fact]
/// public void My_layer_is_hardmax() => HardmaxConformance.Check((tokens, matrix, alpha) => MyLayer.Step(tokens, matrix, alpha));
/// </code>
/// </example>
public static class HardmaxConformance
{
    /// <summary>Checks a step in binary64, and throws where it is wrong or nothing could be judged.</summary>
    /// <param name="step">Tokens n x d, A d x d or null for the identity, and alpha, to the next tokens, n x d.</param>
    /// <param name="options">How much is asked, or null.</param>
    /// <returns>What was found where nothing fails.</returns>
    /// <exception cref="ConformanceException">The step is wrong; the message shows the smallest case.</exception>
    public static ConformResult Check(Func<double[][], double[,]?, double, double[][]?> step, ConformanceOptions? options = null) => Check<double>(step, options);

    /// <summary>Checks a step, and throws where it is wrong or nothing could be judged.</summary>
    /// <typeparam name="T">double, float or Half: the format that the step computes in.</typeparam>
    /// <param name="step">Tokens n x d, A d x d or null for the identity, and alpha, to the next tokens, n x d.</param>
    /// <param name="options">How much is asked, or null.</param>
    /// <returns>What was found where nothing fails.</returns>
    /// <exception cref="ConformanceException">The step is wrong; the message shows the smallest case.</exception>
    public static ConformResult Check<T>(Func<T[][], T[,]?, T, T[][]?> step, ConformanceOptions? options = null)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        ConformResult result = Run(step, options);
        bool isWrong = result.Class.IsFailure(result.Strict) || result.Class.Group() is VerdictGroup.Inconclusive or VerdictGroup.Ours;
        return isWrong ? throw new ConformanceException(result) : result;
    }

    /// <summary>Checks a step and says what was found, whatever it is.</summary>
    /// <inheritdoc cref="Check{T}"/>
    public static ConformResult Run<T>(Func<T[][], T[,]?, T, T[][]?> step, ConformanceOptions? options = null)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        options ??= new ConformanceOptions();
        BinaryFormat format = FormatOf<T>();
        var handshake = new Handshake
        {
            Name = "step",
            Language = ".NET",
            Arithmetic = new DeclaredArithmetic(format, options.Accumulate ?? format),
            MaxTokens = options.MaxTokens,
            MaxDimension = options.MaxDimension,
            Matrices = options.IdentityOnly ? ["identity"] : null,
        };
        var asked = new ConformOptions { Cases = options.Cases, Seed = options.Seed, Strict = options.Strict, Time = options.Time };

        // A step in this process answers at once: nothing is waited for.
        return RunAsync(new StepImplementation<T>(handshake, step), asked).GetAwaiter().GetResult();
    }

    private static async Task<ConformResult> RunAsync(IImplementation implementation, ConformOptions options)
    {
        await using (implementation.ConfigureAwait(false))
        {
            return await ConformRun.RunAsync(implementation, options).ConfigureAwait(false);
        }
    }

    private static BinaryFormat FormatOf<T>() =>
        typeof(T) == typeof(double) ? BinaryFormat.Double
        : typeof(T) == typeof(float) ? BinaryFormat.Single
        : typeof(T) == typeof(Half) ? BinaryFormat.Half
        : throw new NotSupportedException($"{typeof(T).Name} is no format of the oracle; expected double, float or Half.");
}

/// <summary>A result in a few lines, as the message of a failing test.</summary>
internal static class ConformanceText
{
    private const int MostFailures = 3;

    public static string Of(ConformResult result)
    {
        var text = new StringBuilder();
        string counts = string.Join(", ", result.Counts.Select(count => $"{count.Value} {count.Key.Id()}"));
        text.AppendLine(CultureInfo.InvariantCulture, $"The step is not a hardmax layer: {counts} of {result.Cases.Length} cases, seed {result.Seed}.");
        if (result.CauseSentence is { } cause)
        {
            text.Append(cause).AppendLine(".");
        }

        foreach (Failure failure in result.Failures.Take(MostFailures))
        {
            OracleCase smallest = failure.Shrunk.Case;
            text.AppendLine(CultureInfo.InvariantCulture, $"{failure.Shrunk.Class.Id()}: {failure.Shrunk.Message}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  alpha {smallest.Problem.System.Alpha}, {smallest.Layers} layers, matrix {Matrix(smallest)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  tokens {string.Join(" ", smallest.Problem.Tokens.ToArray().Select(Point))}");
            foreach (CoordinateRow row in failure.Shrunk.Explanation?.Coordinates ?? [])
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  coordinate {row.Coordinate} of token {failure.Shrunk.Explanation!.Token}: expected {row.Expected}, got {row.Got}");
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Matrix(OracleCase oracleCase) => oracleCase.Problem.System.Matrix.IsIdentity
        ? "identity"
        : string.Join(" ", Enumerable.Range(0, oracleCase.Problem.Tokens.Dimension).Select(r => Point([.. Enumerable.Range(0, oracleCase.Problem.Tokens.Dimension).Select(c => oracleCase.Problem.System.Matrix[r, c])])));

    private static string Point(Rational[] point) => $"({string.Join(", ", point)})";
}
