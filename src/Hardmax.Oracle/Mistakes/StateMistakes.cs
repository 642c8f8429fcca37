namespace Hardmax.Oracle;

/// <summary>Tokens that moved already are seen where they are now.</summary>
internal sealed class InPlaceUpdate() : LayerMistake(
    "in-place-update",
    BugTypes.State,
    "moves the tokens one after the other in one array, so that later ones see the new places of earlier ones",
    "the result depends on the order of the tokens, and leaders emerge in other layers")
{
    /// <inheritdoc/>
    public override T[][] NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
    {
        var parts = new LayerParts<T>(matrix, alpha);
        T[][] state = [.. layers[^1]];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = Next(parts, state, i, Set(parts, state, i));
        }

        return state;
    }
}

/// <summary>The attention sets are those of an earlier layer.</summary>
/// <param name="forEver">Whether they are those of layer 0 in every layer, rather than those of the layer before.</param>
internal sealed class StaleSets(bool forEver) : LayerMistake(
    forEver ? "frozen-attention-sets" : "stale-attention-sets",
    BugTypes.State,
    forEver ? "uses the attention sets of layer 0 in all layers" : "uses the attention sets of the layer before",
    "right until the sets change: leaders that emerge are not followed, or one layer late")
{
    /// <inheritdoc/>
    public override T[][] NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
    {
        var parts = new LayerParts<T>(matrix, alpha);
        T[][] state = layers[^1];
        T[][] seen = layers[forEver ? 0 : Math.Max(layers.Count - 2, 0)];
        return [.. state.Select((_, i) => Next(parts, state, i, Set(parts, seen, i)))];
    }
}

/// <summary>The recorded layers are those before or after the ones that they should be.</summary>
/// <param name="ahead">Whether the first step makes two, rather than none.</param>
internal sealed class LayersShifted(bool ahead) : LayerMistake(
    ahead ? "layer-skipped" : "layer-repeated",
    BugTypes.State,
    ahead ? "makes two steps in the first layer" : "gives back the input as layer 1",
    ahead ? "every layer is recorded one too early" : "every layer is recorded one too late")
{
    /// <inheritdoc/>
    public override T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
    {
        if (layers.Count > 1)
        {
            return base.NextLayer(layers, matrix, alpha);
        }

        return ahead ? base.NextLayer([base.NextLayer(layers, matrix, alpha)!], matrix, alpha) : [.. layers[0].Select(token => (T[])token.Clone())];
    }
}
