namespace Hardmax.Sentiment;

/// <summary>All that a run goes on from behind an epoch.</summary>
internal sealed class TrainingState(Weights weights)
{
    /// <summary>The weights and their moments.</summary>
    public Weights Weights { get; } = weights;

    /// <summary>How many steps of Adam were taken.</summary>
    public int Step { get; set; }

    /// <summary>The epochs that are done.</summary>
    public List<EpochReport> Epochs { get; } = [];

    /// <summary>The weights of the best epoch; null before the first.</summary>
    public Weights? Best { get; private set; }

    /// <summary>The first epoch with the largest validation accuracy.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>An epoch is done.</summary>
    public void Add(EpochReport report)
    {
        Epochs.Add(report);
        if (Best is null || report.ValidationAccuracy > Epochs[BestEpoch].ValidationAccuracy)
        {
            (Best, BestEpoch) = (Weights.Copy(), report.Epoch);
        }
    }

    /// <summary>Takes over what a checkpoint says; the weights are filled in by it.</summary>
    public void Restore(int step, IEnumerable<EpochReport> epochs, Weights best, int bestEpoch)
    {
        Step = step;
        Epochs.AddRange(epochs);
        (Best, BestEpoch) = (best, bestEpoch);
    }
}
