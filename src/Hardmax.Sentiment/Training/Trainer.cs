using System.Collections.Immutable;
using System.Diagnostics;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">Its number, from 0.</param>
/// <param name="TrainLoss">The mean logistic loss over the training texts, each before the step that it took part in.</param>
/// <param name="ValidationAccuracy">The share of the validation texts that the weights behind the epoch decide rightly.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
internal sealed record EpochReport(int Epoch, double TrainLoss, double ValidationAccuracy, double Seconds);

/// <summary>How far a run is.</summary>
/// <param name="Epoch">The epoch that is under way, from 0.</param>
/// <param name="Epochs">How many there are.</param>
/// <param name="TextsDone">How many texts of the epoch are done.</param>
/// <param name="Texts">How many texts an epoch has.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="SecondsLeft">How long the run will still take at the rate so far.</param>
/// <param name="Last">The epoch before, or null.</param>
internal readonly record struct TrainingProgress(int Epoch, int Epochs, int TextsDone, int Texts, double Loss, double SecondsLeft, EpochReport? Last);

/// <summary>A model and how it came about.</summary>
/// <param name="Model">The model of the chosen epoch.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="ChosenEpoch">The epoch with the largest validation accuracy, of several the first.</param>
internal sealed record TrainingResult(SentimentModel Model, ImmutableArray<EpochReport> Epochs, int ChosenEpoch);

/// <summary>
/// Trains a model through the hardmax layers themselves. The weights depend on the corpus, the options and nothing else: not
/// on the number of threads, and not on whether a run was interrupted and went on from its checkpoint.
/// </summary>
internal sealed class Trainer
{
    private readonly TrainingOptions _options;
    private readonly TrainingCorpus _corpus;
    private readonly ImmutableArray<LabelledBag> _texts;
    private readonly int _threads;

    /// <summary>A trainer.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="corpus">What to train on.</param>
    /// <param name="threads">How many cores to use at most.</param>
    /// <exception cref="ArgumentException">
    /// No training text has a known word, there is no text to choose the epoch by, or an option is out of its range.
    /// </exception>
    public Trainer(TrainingOptions options, TrainingCorpus corpus, int threads)
    {
        if (options.OutOfRange is { } name)
        {
            throw new ArgumentException($"{name} is out of its range.", nameof(options));
        }

        _options = options;
        _corpus = corpus;
        _threads = threads;
        _texts = [.. corpus.Training.Where(text => text.Bag.Distinct > 0)];
        if (_texts.IsEmpty)
        {
            throw new ArgumentException("No training text has a word that is frequent enough to be known.", nameof(corpus));
        }

        if (corpus.Validation.IsEmpty)
        {
            throw new ArgumentException("There is at least one text to choose the epoch by.", nameof(corpus));
        }
    }

    /// <summary>What is told of a run while it goes on; called on the thread that runs it.</summary>
    public Action<TrainingProgress>? Observer { get; init; }

    /// <summary>Called behind each epoch, when its checkpoint is written.</summary>
    public Action<EpochReport>? AfterEpoch { get; init; }

    /// <summary>Trains, from the beginning or from a checkpoint.</summary>
    /// <param name="checkpoint">A file that is written after each epoch, and read first where there is one; null for none.</param>
    /// <param name="cancellation">Ends the run between two batches; what is in the checkpoint is kept.</param>
    /// <exception cref="Formats.InvalidInputException">The checkpoint is none, or of another run.</exception>
    /// <exception cref="ArithmeticException">The numbers have left the range of binary32: the learning rate is too large.</exception>
    public TrainingResult Train(string? checkpoint = null, CancellationToken cancellation = default)
    {
        var weights = Weights.Draw(_options, _corpus.Words.Count);
        var state = new TrainingState(weights);
        TrainingCheckpoint? file = checkpoint is null ? null : new TrainingCheckpoint(checkpoint, _options, _corpus);
        file?.Restore(state);
        var gradient = new BatchGradient(_options, weights, _corpus.Words.Count, _threads);
        while (state.Epochs.Count < _options.Epochs)
        {
            RunEpoch(state, gradient, cancellation);
            file?.Write(state);
            AfterEpoch?.Invoke(state.Epochs[^1]);
        }

        return new TrainingResult(state.Best!.ToModel(_options, _corpus.Words), [.. state.Epochs], state.BestEpoch);
    }

    private void RunEpoch(TrainingState state, BatchGradient gradient, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        int epoch = state.Epochs.Count;
        ulong epochKey = SplitMix64.Mix(_options.Seed + (SplitMix64.Step * (ulong)(epoch + 1)));
        (IReadOnlyList<int> order, _) = ReviewSplit.Of([.. Enumerable.Range(0, _texts.Length)], _texts.Length, epochKey);
        int batches = (_texts.Length + _options.BatchSize - 1) / _options.BatchSize;
        var batch = new LabelledBag[_options.BatchSize];
        ulong[] keys = new ulong[_options.BatchSize];
        double loss = 0;
        for (int done = 0; done < _texts.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            int size = Math.Min(_options.BatchSize, _texts.Length - done);
            for (int at = 0; at < size; at++)
            {
                int text = order[done + at];
                batch[at] = _texts[text];
                keys[at] = SplitMix64.Mix(epochKey ^ SplitMix64.Mix((ulong)text));
            }

            float left = 1 - ((float)state.Step / (_options.Epochs * batches));
            loss += gradient.Step(batch.AsSpan(0, size), keys.AsSpan(0, size), Adam.Corrected(_options.Rate * left, ++state.Step));
            done += size;
            Observer?.Invoke(Progress(state, epoch, done, loss, watch));
        }

        if (!double.IsFinite(loss))
        {
            throw new ArithmeticException("The loss is not finite in binary32: the learning rate is too large.");
        }

        double accuracy = Accuracy(state.Weights);
        state.Add(new EpochReport(epoch, loss / _texts.Length, accuracy, watch.Elapsed.TotalSeconds));
    }

    private TrainingProgress Progress(TrainingState state, int epoch, int done, double loss, Stopwatch watch)
    {
        double perText = watch.Elapsed.TotalSeconds / done;
        double left = perText * (((double)(_options.Epochs - epoch) * _texts.Length) - done);
        return new TrainingProgress(epoch, _options.Epochs, done, _texts.Length, loss / done, left, epoch == 0 ? null : state.Epochs[^1]);
    }

    private double Accuracy(Weights weights)
    {
        SentimentModel model = weights.ToModel(_options, _corpus.Words);
        Side[] sides = FloatDecisions.Of(model, [.. _corpus.Validation.Select(text => text.Bag)], _options.Depth, _threads);
        return (double)sides.Where((side, text) => side == (_corpus.Validation[text].IsPositive ? Side.Positive : Side.Negative)).Count() / sides.Length;
    }
}
