using System.Globalization;
using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Dynamics;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Cli.Simulation;

/// <summary>One layer of a trajectory, whatever the engine.</summary>
internal interface ISimulatedLayer
{
    /// <summary>The attention sets of the layer.</summary>
    AttentionSets Sets { get; }

    /// <summary>The tokens as JSON, n x d: exact strings, or shortest decimals that read back to the same float.</summary>
    void Write(Utf8JsonWriter writer);

    /// <summary>The place of a token, for people.</summary>
    string Describe(int token);

    /// <summary>The tokens as binary64, n x d, row after row. Lossy for rationals: correctly rounded.</summary>
    double[] ToDoubles();
}

/// <summary>An engine that computes the layers of one problem.</summary>
internal abstract class SimulationEngine(string? dtype)
{
    /// <summary>The engines by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["textbook", "exact", "double", "single"];

    /// <summary>The dtype of a recorded trajectory, or null for exact rationals.</summary>
    public string? DType { get; } = dtype;

    /// <summary>The engine of a name, on so many cores.</summary>
    /// <exception cref="OverflowException">A number of the system is beyond the range of the engine's numbers.</exception>
    public static SimulationEngine Create(string name, HardmaxProblem problem, int threads) => name switch
    {
        "textbook" => new Textbook(problem),
        "exact" => new Exact(problem, threads),
        "double" => new Float<double>("float64", problem, FloatDynamics.Double(problem.System, threads)),
        _ => new Float<float>("float32", problem, FloatDynamics.Single(problem.System, threads)),
    };

    /// <summary>Layer 0 to the last, or the last alone.</summary>
    /// <exception cref="ArithmeticException">A number is beyond the range of the engine's numbers.</exception>
    public abstract IReadOnlyList<ISimulatedLayer> Run(int layers, bool keepAll, CancellationToken cancellation);

    /// <summary>Steps from a start, keeping what is asked for.</summary>
    protected static IReadOnlyList<ISimulatedLayer> Iterate<T>(T start, Func<T, T> next, int layers, bool keepAll, CancellationToken cancellation)
        where T : class, ISimulatedLayer
    {
        var kept = new List<ISimulatedLayer>();
        T current = start;
        cancellation.ThrowIfCancellationRequested();
        for (int layer = 0; layer < layers; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (keepAll)
            {
                kept.Add(current);
            }

            current = next(current);
        }

        kept.Add(current);
        return kept;
    }

    private sealed class Textbook(HardmaxProblem problem) : SimulationEngine(null)
    {
        private readonly TextbookDynamics<Rational> _dynamics = new(problem.System.Matrix.ToArray(), problem.System.Alpha);

        public override IReadOnlyList<ISimulatedLayer> Run(int layers, bool keepAll, CancellationToken cancellation) => Iterate(
            new RationalLayer(problem.Tokens, _dynamics),
            layer => new RationalLayer(new TokenCloud(_dynamics.Next(layer.Tokens.ToArray(), layer.Sets.ToArray())), _dynamics),
            layers,
            keepAll,
            cancellation);
    }

    private sealed class Exact(HardmaxProblem problem, int threads) : SimulationEngine(null)
    {
        public override IReadOnlyList<ISimulatedLayer> Run(int layers, bool keepAll, CancellationToken cancellation)
        {
            if (keepAll)
            {
                return Iterate(new ExactLayer(ExactState.Start(problem)), layer => new ExactLayer(layer.State.Next()), layers, keepAll, cancellation);
            }

            var run = ExactRun.Start(problem, threads);
            cancellation.ThrowIfCancellationRequested();
            while (run.Layer < layers)
            {
                cancellation.ThrowIfCancellationRequested();
                run.Advance();
            }

            return [new ExactLastLayer(run)];
        }
    }

    private sealed class Float<T>(string dtype, HardmaxProblem problem, FloatDynamics<T> dynamics) : SimulationEngine(dtype)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // The cloud in the engine's numbers is its input: a repeated run begins with it.
        private readonly T[] _start = dynamics.Round(problem.Tokens);

        public override IReadOnlyList<ISimulatedLayer> Run(int layers, bool keepAll, CancellationToken cancellation)
        {
            var kept = new List<ISimulatedLayer>();
            FloatRun<T> run = dynamics.Start(_start);
            cancellation.ThrowIfCancellationRequested();
            while (run.Layer < layers)
            {
                cancellation.ThrowIfCancellationRequested();
                if (keepAll)
                {
                    kept.Add(new FloatLayer<T>(run.ToTokens(), dynamics.Dimension, new Lazy<AttentionSets>(run.AttentionSets)));
                }

                run.Advance();
            }

            kept.Add(new FloatLayer<T>(run.ToTokens(), dynamics.Dimension, new Lazy<AttentionSets>(() => run.AttentionSets)));
            return kept;
        }
    }
}

/// <summary>A layer of the textbook engine.</summary>
internal sealed class RationalLayer(TokenCloud tokens, TextbookDynamics<Rational> dynamics) : ISimulatedLayer
{
    private AttentionSets? _sets;

    public TokenCloud Tokens { get; } = tokens;

    public AttentionSets Sets => _sets ??= AttentionSets.Of(dynamics.AttentionSets(Tokens.ToArray()));

    public void Write(Utf8JsonWriter writer) => writer.WriteTokens(Tokens);

    public string Describe(int token) => Readable.Point(Tokens.Token(token));

    public double[] ToDoubles() => [.. Tokens.ToDoubles().SelectMany(row => row)];
}

/// <summary>A layer of the exact engine.</summary>
internal sealed class ExactLayer(ExactState state) : ISimulatedLayer
{
    public ExactState State { get; } = state;

    public AttentionSets Sets => State.AttentionSets;

    public void Write(Utf8JsonWriter writer) => writer.WriteTokens(State.ToTokens());

    public string Describe(int token) => Readable.Point(State.Point(State.PointOf(token)));

    public double[] ToDoubles() => [.. State.ToTokens().ToDoubles().SelectMany(row => row)];
}

/// <summary>
/// The last layer of a run of the exact engine: correctly rounded when it is made, which is part of the computation; its rationals
/// are formed only to be printed.
/// </summary>
internal sealed class ExactLastLayer(ExactRun run) : ISimulatedLayer
{
    private readonly double[] _rounded = run.ToDoubles();
    private ExactState? _state;

    public AttentionSets Sets => run.AttentionSets;

    private ExactState State => _state ??= run.ToState();

    public void Write(Utf8JsonWriter writer) => writer.WriteTokens(State.ToTokens());

    public string Describe(int token) => Readable.Point(State.Point(State.PointOf(token)));

    public double[] ToDoubles() => _rounded;
}

/// <summary>A layer of a floating-point engine.</summary>
/// <param name="tokens">n x d, row after row.</param>
/// <param name="dimension">d.</param>
/// <param name="sets">The attention sets, formed at once or, for a layer that its run still stands at, when someone asks.</param>
internal sealed class FloatLayer<T>(T[] tokens, int dimension, Lazy<AttentionSets> sets) : ISimulatedLayer
    where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    public AttentionSets Sets => sets.Value;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (T[] row in tokens.Chunk(dimension))
        {
            writer.WriteStartArray();
            foreach (T x in row)
            {
                writer.WriteRawValue(Text(x));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    public string Describe(int token) =>
        $"({string.Join(", ", tokens.AsSpan(token * dimension, dimension).ToArray().Select(Text))})";

    private static string Text(T x) => x is double number ? NumberText.RoundTrip(number) : x.ToString("R", CultureInfo.InvariantCulture);

    public double[] ToDoubles() => Array.ConvertAll(tokens, double.CreateChecked);
}
