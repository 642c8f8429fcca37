using System.Numerics;
using Hardmax.Dynamics.Floating;

namespace Hardmax.Tests.Dynamics.Floating;

/// <summary>The parts that the fast layers are made of, with a look at what was proved before each search.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class TracedLayers<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly FloatSystem<T> _system;
    private readonly FloatStep<T> _step;

    public TracedLayers(FloatSystem<T> system, T[] tokens)
    {
        _system = system;
        Points = new TokenPoints<T>([.. tokens], system.Dimension);
        Search = new FloatSearch<T>(system, Points, NormBounds<T>.OfRows(tokens, system.Dimension, system.Workers));
        _step = new FloatStep<T>(system, Points, Search);
    }

    public TokenPoints<T> Points { get; }

    public FloatSearch<T> Search { get; }

    /// <summary>How many points had both margins, lacked the inner one only, or lacked the outer one before the last search.</summary>
    public (int Proved, int Within, int Everywhere) Before { get; private set; }

    public void Attend()
    {
        _step.Flush();
        RoundingBounds bounds = RoundingBounds.Of(_system, Search.Radius);
        double radius = double.CreateChecked(Search.Radius);
        (int proved, int within, int everywhere) = (0, 0, 0);
        for (int point = 0; point < Points.Count; point++)
        {
            double error = bounds.OfScore(double.CreateChecked(Search.ChainNorms[point]), radius);
            _ = !Search.Margins.IsOuterProved(point, error) ? everywhere++
                : !Search.Margins.IsInnerProved(point, error) ? within++ : proved++;
        }

        Before = (proved, within, everywhere);
        if (Search.IsNeeded())
        {
            Search.Attend();
        }
    }

    public void Move()
    {
        _step.Move();
        _step.Flush();
    }

    public T[] ToTokens() => Points.ToTokens(_system.Workers);

    /// <summary>The query of a point at its place, as the arithmetic forms it.</summary>
    public T[] Query(int point)
    {
        var query = new T[Points.Dimension];
        _system.Apply(Points.Place(point), query);
        return query;
    }
}
