using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;

namespace Hardmax.Limits;

/// <summary>
/// All score gaps of a layer, g_ij = &lt;A z_i, z_j - z_0&gt;, up to one positive factor, with the places of the tokens.
/// The gaps decide the attention sets, and a layer maps the gaps of one layer to those of the next by the sets alone:
/// G' = W G W^T up to a constant in each row, where Z' = W Z. So when a form comes back, the sets repeat from there on
/// for ever with that period (docs/theory.md, "Recurrence of the gaps"); an equal state is a special case.
/// </summary>
internal sealed class GramForm : IEquatable<GramForm>
{
    private readonly BigInteger[] _gaps;
    private readonly int[] _pointOf;
    private readonly int _hash;

    private GramForm(BigInteger[] gaps, int[] pointOf)
    {
        _gaps = gaps;
        _pointOf = pointOf;
        var hash = default(HashCode);
        foreach (BigInteger gap in gaps)
        {
            hash.Add(gap);
        }

        foreach (int point in pointOf)
        {
            hash.Add(point);
        }

        _hash = hash.ToHashCode();
    }

    public static GramForm Of(ExactState state)
    {
        int points = state.PointCount;
        var gaps = new BigInteger[points * points];
        BigInteger divisor = BigInteger.Zero;
        for (int i = 0; i < points; i++)
        {
            BigInteger[] query = state.Map.Apply(state.Numerators(i));
            BigInteger reference = Vectors.Dot<BigInteger>(query, state.Numerators(0));
            for (int j = 1; j < points; j++)
            {
                BigInteger gap = Vectors.Dot<BigInteger>(query, state.Numerators(j)) - reference;
                gaps[(i * points) + j] = gap;
                divisor = divisor.IsOne ? divisor : BigInteger.GreatestCommonDivisor(divisor, gap);
            }
        }

        for (int at = 0; at < gaps.Length && divisor > BigInteger.One; at++)
        {
            gaps[at] /= divisor;
        }

        return new GramForm(gaps, [.. Enumerable.Range(0, state.TokenCount).Select(state.PointOf)]);
    }

    public bool Equals(GramForm? other) =>
        other is not null
        && _hash == other._hash
        && _pointOf.AsSpan().SequenceEqual(other._pointOf)
        && _gaps.AsSpan().SequenceEqual(other._gaps);

    public override bool Equals(object? obj) => Equals(obj as GramForm);

    public override int GetHashCode() => _hash;
}
