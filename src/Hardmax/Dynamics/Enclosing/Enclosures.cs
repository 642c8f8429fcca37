using System.Numerics;
using System.Runtime.CompilerServices;
using Hardmax.Dynamics.Floating;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Dynamics.Enclosing;

/// <summary>
/// Where the points of a layer are, each coordinate as high + low with a bound of the error: |z - (high + low)| &lt;= error.
/// high is the sum rounded to binary64, and an error of 0 says that high + low is the coordinate itself.
/// </summary>
/// <remarks>
/// Every rounding of a move is caught by an error-free transformation (Knuth's TwoSum; the fused multiply-add for products)
/// and its size goes into the bound, so that the bound needs no analysis of how the terms combine, and stays 0 as long as
/// nothing is lost. The transformations are exact unless they underflow or overflow; <see cref="IsWithinRange"/> is why they do not.
/// </remarks>
internal sealed class Enclosures
{
    // The sums of at most a dozen errors are themselves rounded.
    private const double Up = 1 + (64 * 1.1102230246251565e-16);

    private readonly int _dimension;
    private readonly Workers _workers;
    private readonly EnclosedNumber _gamma;
    private double[] _nextHigh;
    private double[] _nextLow;
    private double[] _nextError;

    /// <summary>Layer 0.</summary>
    /// <param name="points">Distinct points x d, row after row.</param>
    /// <param name="dimension">d.</param>
    /// <param name="gamma">gamma, exactly.</param>
    /// <param name="workers">The cores.</param>
    public Enclosures(ReadOnlySpan<double> points, int dimension, Rational gamma, Workers workers)
    {
        (_dimension, _workers) = (dimension, workers);
        High = points.ToArray();
        (Low, Error) = (new double[points.Length], new double[points.Length]);
        _nextHigh = GC.AllocateUninitializedArray<double>(points.Length);
        _nextLow = GC.AllocateUninitializedArray<double>(points.Length);
        _nextError = GC.AllocateUninitializedArray<double>(points.Length);
        _gamma = new EnclosedNumber(gamma);
    }

    /// <summary>The coordinates rounded to binary64, within the error; points x d, row after row.</summary>
    public double[] High { get; private set; }

    /// <summary>What the rounding left.</summary>
    public double[] Low { get; private set; }

    /// <summary>Bounds of what is missing.</summary>
    public double[] Error { get; private set; }

    /// <summary>
    /// Whether layer 0 is such that no transformation can underflow or overflow, in any layer: every number is 0 or between 2^-300 and
    /// 2^300 in size, and gamma above 2^-100. Later parts are 0 or above 2^-500 (<see cref="Enclosure.Move"/>); times the low part of gamma,
    /// which is above 2^-210, they are above 2^-710, and what such a product loses is above 2^-820.
    /// </summary>
    public static bool IsWithinRange(ReadOnlySpan<double> points, Rational gamma)
    {
        (double least, double most) = (Math.ScaleB(1, -300), Math.ScaleB(1, 300));
        foreach (double x in points)
        {
            double size = Math.Abs(x);
            if (size > most || (size < least && size != 0))
            {
                return false;
            }
        }

        return gamma.ToDouble() > Math.ScaleB(1, -100);
    }

    /// <summary>z + gamma (m - z) for every point.</summary>
    /// <param name="sets">The attention sets of the layer, by point.</param>
    /// <param name="multiplicities">How many tokens stand at each point.</param>
    public void Move(PointSets sets, int[] multiplicities)
    {
        Dictionary<int[], MeanEnclosure> means = sets.Ties is null ? [] : sets.Ties.OfType<int[]>()
            .Distinct(SetComparer.Instance)
            .ToDictionary(set => set, set => MeanOf(set, multiplicities), SetComparer.Instance);
        _workers.ForRanges(multiplicities.Length, 8L * _dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int point = from; point < to; point++)
            {
                int target = sets.Targets[point];
                if (target == point)
                {
                    Copy(point);
                }
                else if (target >= 0)
                {
                    MoveRow(point, High, Low, Error, target * _dimension);
                }
                else
                {
                    MeanEnclosure mean = means[sets.Ties![point]!];
                    MoveRow(point, mean.High, mean.Low, mean.Error, 0);
                }
            }
        });
        (High, _nextHigh) = (_nextHigh, High);
        (Low, _nextLow) = (_nextLow, Low);
        (Error, _nextError) = (_nextError, Error);
    }

    /// <summary>
    /// Whether a coordinate correctly rounded to binary64 is known, and then that number: rounding is monotone, so if both ends
    /// of the enclosure round to it, so does everything between.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRound(int at, out double rounded)
    {
        // A zero has no sign among rationals.
        double error = Error[at];
        rounded = High[at] + Low[at] + 0.0;
        if (error == 0)
        {
            return true;
        }

        // The ends move outwards by their own rounding.
        double slack = (error * Up) + (Math.Abs(Low[at]) * Math.ScaleB(1, -52));
        return High[at] + (Low[at] - slack) == rounded && High[at] + (Low[at] + slack) == rounded;
    }

    /// <summary>The sum of the tokens at some points, times 1 / their number.</summary>
    private MeanEnclosure MeanOf(int[] set, int[] multiplicities)
    {
        var mean = new MeanEnclosure(new double[_dimension], new double[_dimension], new double[_dimension]);
        int tokens = set.Sum(point => multiplicities[point]);
        var share = new EnclosedNumber(new Rational(1, tokens));
        for (int c = 0; c < _dimension; c++)
        {
            Enclosure sum = default;
            foreach (int point in set)
            {
                int at = (point * _dimension) + c;
                sum = Enclosure.AddMultiple(sum, new Enclosure(new(High[at]), new(Low[at]), new(Error[at])), new(multiplicities[point]));
            }

            sum = Enclosure.Move(default, sum with { Error = sum.Error * Up }, share);
            (mean.High[c], mean.Low[c], mean.Error[c]) = (sum.High[0], sum.Low[0], sum.Error[0]);
        }

        return mean;
    }

    private void Copy(int point)
    {
        int at = point * _dimension;
        High.AsSpan(at, _dimension).CopyTo(_nextHigh.AsSpan(at));
        Low.AsSpan(at, _dimension).CopyTo(_nextLow.AsSpan(at));
        Error.AsSpan(at, _dimension).CopyTo(_nextError.AsSpan(at));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MoveRow(int point, double[] meanHigh, double[] meanLow, double[] meanError, int meanAt)
    {
        int at = point * _dimension, end = at + _dimension;
        for (; at + Vector<double>.Count <= end; at += Vector<double>.Count, meanAt += Vector<double>.Count)
        {
            var z = new Enclosure(Load(High, at), Load(Low, at), Load(Error, at));
            var m = new Enclosure(Load(meanHigh, meanAt), Load(meanLow, meanAt), Load(meanError, meanAt));
            Enclosure moved = Enclosure.Move(z, m, _gamma);
            moved.High.CopyTo(_nextHigh, at);
            moved.Low.CopyTo(_nextLow, at);
            moved.Error.CopyTo(_nextError, at);
        }

        if (at < end)
        {
            MoveRest(at, end, meanHigh, meanLow, meanError, meanAt);
        }
    }

    private void MoveRest(int at, int end, double[] meanHigh, double[] meanLow, double[] meanError, int meanAt)
    {
        for (; at < end; at++, meanAt++)
        {
            var z = new Enclosure(new(High[at]), new(Low[at]), new(Error[at]));
            var m = new Enclosure(new(meanHigh[meanAt]), new(meanLow[meanAt]), new(meanError[meanAt]));
            Enclosure moved = Enclosure.Move(z, m, _gamma);
            (_nextHigh[at], _nextLow[at], _nextError[at]) = (moved.High[0], moved.Low[0], moved.Error[0]);
        }
    }

    private static Vector<double> Load(double[] values, int at) => new(values, at);
}

/// <summary>The mean of a tie: d coordinates, each high + low within an error.</summary>
/// <param name="High">Rounded to binary64.</param>
/// <param name="Low">The rest.</param>
/// <param name="Error">What is missing at most.</param>
internal sealed record MeanEnclosure(double[] High, double[] Low, double[] Error);
