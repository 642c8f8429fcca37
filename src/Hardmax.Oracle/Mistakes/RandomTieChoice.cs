using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>One of the maximisers, chosen by chance.</summary>
/// <param name="seed">Repeats the choices.</param>
internal sealed class RandomTieChoice(ulong seed) : LayerMistake(
    "random-tie-choice",
    BugTypes.Selection,
    "attends to one of several maximisers, chosen at random",
    "ties are broken, differently in each layer and in each run")
{
    /// <summary>None: it is a matter of chance.</summary>
    public override T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha) => null;

    /// <inheritdoc/>
    public override T[][] NextFloats<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
    {
        var parts = new LayerParts<T>(matrix, alpha);
        T[][] state = layers[^1];
        return [.. state.Select((_, i) => Next(parts, state, i, [Choice(Set(parts, state, i), layers.Count, i)]))];
    }

    /// <summary>Each token attends to one of its maximisers, whichever.</summary>
    internal override IEnumerable<Prediction> Predict(StepEvidence step)
    {
        Rational gamma = step.Alpha / (1 + step.Alpha);
        yield return new Prediction(
        [
            .. step.State.Select((token, i) => Array.ConvertAll(step.Maximisers(i), j => LayerParts<Rational>.Toward(token, step.State[j], gamma))),
        ]);
    }

    // A choice by hashing where it is made: the same for the same seed, whatever was chosen before.
    private int Choice(int[] set, int layer, int token)
    {
        ulong x = seed + (0x9E3779B97F4A7C15UL * (((ulong)layer << 32) + (ulong)token + 1));
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return set[(int)((x ^ (x >> 31)) % (ulong)set.Length)];
    }
}
