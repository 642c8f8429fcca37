using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// An implementation in this process: a function that takes one layer to the next. It is iterated from its own output,
/// as a transformer is. Exceptions are errors that it reports; what it returns is recorded as it is, with NaN, infinities
/// and wrong shapes; and a function that writes into its arguments is caught: it gets copies, which are compared
/// afterwards and echoed where they differ.
/// </summary>
/// <typeparam name="T">double, float or Half: the format of the tokens.</typeparam>
internal sealed class StepImplementation<T> : IImplementation
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<IReadOnlyList<T[][]>, T[,]?, T, T[][]?> _step;

    /// <summary>An implementation of one layer.</summary>
    /// <param name="handshake">What it says about itself; the declared format is that of <typeparamref name="T"/> unless it lies.</param>
    /// <param name="step">Tokens n x d, A d x d or null for the identity, and alpha, to the next layer, n x d.</param>
    public StepImplementation(Handshake handshake, Func<T[][], T[,]?, T, T[][]?> step)
        : this(handshake, (layers, matrix, alpha) => step(layers[^1], matrix, alpha))
    {
    }

    /// <summary>An implementation of a layer that remembers: the step is given all layers so far, the state last.</summary>
    internal StepImplementation(Handshake handshake, Func<IReadOnlyList<T[][]>, T[,]?, T, T[][]?> step)
    {
        Handshake = handshake;
        _step = step;
    }

    /// <inheritdoc/>
    public Handshake Handshake { get; }

    /// <summary>
    /// Runs the case in the calling thread. The input is rounded to <typeparamref name="T"/>, and layer 0 is recorded as
    /// that, so that a case for a wider format is seen to be altered. A step that does not return is not interrupted.
    /// </summary>
    /// <inheritdoc/>
    public Task<Reply> RunAsync(OracleCase oracleCase, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(oracleCase);
        if (!Handshake.Supports(oracleCase))
        {
            return Task.FromResult(new Reply { Kind = ReplyKind.Skipped, Message = "the case is beyond what it supports" });
        }

        var clock = Stopwatch.StartNew();
        var run = new Run(oracleCase);
#pragma warning disable CA1031 // Whatever a step throws is the answer to this case, and the next case is asked all the same.
        try
        {
            for (int layer = 0; layer < oracleCase.Layers && run.CanContinue; layer++)
            {
                cancellation.ThrowIfCancellationRequested();
                run.Advance(_step);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"the step from layer {run.LayerCount - 1} threw {error.GetType().Name}: {error.Message}");
            return Task.FromResult(new Reply { Kind = ReplyKind.Errored, Message = message.TrimEnd('.'), Elapsed = clock.Elapsed });
        }
#pragma warning restore CA1031

        return Task.FromResult(run.ToReply(clock.Elapsed));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The layers of one case as they are made.</summary>
    private sealed class Run
    {
        private readonly List<T[][]> _layers;
        private readonly List<RecordedLayer> _recorded;
        private readonly T[,]? _matrix;
        private readonly T _alpha;
        private RecordedLayer? _alteredTokens;
        private RecordedLayer? _alteredMatrix;

        public Run(OracleCase oracleCase)
        {
            HardmaxProblem problem = oracleCase.Problem;
            T[][] start = [.. problem.Tokens.ToArray().Select(token => Array.ConvertAll(token, FloatValues.Round<T>))];
            _layers = [start];
            _recorded = [FloatValues.Record(start)];
            _matrix = problem.System.Matrix.IsIdentity ? null : FloatValues.Round<T>(problem.System.Matrix);
            _alpha = FloatValues.Round<T>(problem.System.Alpha);
        }

        public int LayerCount => _recorded.Count;

        /// <summary>Whether the last layer has the shape of the first.</summary>
        public bool CanContinue { get; private set; } = true;

        public void Advance(Func<IReadOnlyList<T[][]>, T[,]?, T, T[][]?> step)
        {
            T[][] state = _layers[^1];
            T[][] handed = FloatValues.Copy(state);
            var matrix = (T[,]?)_matrix?.Clone();
            T[][]? next = step([.. _layers.SkipLast(1), handed], matrix, _alpha);

            // The result may be the very array that was handed out, so it is copied before anything else looks at it.
            _recorded.Add(FloatValues.Record(next));
            CanContinue = next is not null && next.Length == state.Length && Array.TrueForAll(next, token => token?.Length == state[0].Length);
            NoteAlterations(state, handed, matrix);
            if (CanContinue)
            {
                _layers.Add(FloatValues.Copy(next!));
            }
        }

        public Reply ToReply(TimeSpan elapsed) => new()
        {
            Kind = ReplyKind.Answered,
            Layers = _recorded,
            Echo = _alteredTokens is null && _alteredMatrix is null ? null : new Echo(_alteredTokens, null, _alteredMatrix),
            Elapsed = elapsed,
        };

        private void NoteAlterations(T[][] state, T[][] handed, T[,]? matrix)
        {
            if (_alteredMatrix is null && matrix is not null && !matrix.Cast<T>().SequenceEqual(_matrix!.Cast<T>()))
            {
                _alteredMatrix = FloatValues.Record(FloatValues.Rows(matrix));
            }

            if (_alteredTokens is not null || FloatValues.AreEqual(state, handed))
            {
                return;
            }

            // Only the first layer is an input that an echo can show; a later one has to be told in words.
            int layer = _layers.Count - 1;
            _alteredTokens = layer == 0
                ? FloatValues.Record(handed)
                : RecordedLayer.Broken(new Defect(
                    VerdictClass.InputAltered,
                    string.Create(CultureInfo.InvariantCulture, $"the step from layer {layer} wrote into the tokens that it was given")));
        }
    }
}
