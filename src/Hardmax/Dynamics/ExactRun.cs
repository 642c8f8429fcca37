using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hardmax.Dynamics.Enclosing;
using Hardmax.Dynamics.Floating;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Dynamics;

/// <summary>
/// Many exact layers of one cloud at little more than the price of floating point. The attention sets are those of
/// <see cref="ExactState"/>, always; places are kept as enclosures of some 106 bits, and the integers are formed only where
/// an enclosure does not decide, or where someone asks. A cloud that is no cloud of doubles, or that needs integers
/// all the time, is run by <see cref="ExactState"/> itself.
/// </summary>
public sealed class ExactRun
{
    // Integers for so many of the points in one layer cost more than forming all once.
    private const int ExactShareThatGivesUp = 4;

    private readonly HardmaxProblem _problem;
    private readonly Lazy? _lazy;
    private ExactState? _state;

    private ExactRun(HardmaxProblem problem, Lazy? lazy) => (_problem, _lazy) = (problem, lazy);

    /// <summary>The layer, counted from 0.</summary>
    public int Layer { get; private set; }

    /// <summary>The attention sets of this layer, exactly.</summary>
    public AttentionSets AttentionSets
    {
        get
        {
            Attend();
            return _state?.AttentionSets ?? _lazy!.ToTokenSets();
        }
    }

    /// <summary>Whether the integers of all points are formed in every layer: the slow way, that is always there.</summary>
    internal bool IsByStates => _state is not null;

    /// <summary>Layer 0 of a problem.</summary>
    /// <param name="problem">Tokens, A and alpha.</param>
    /// <param name="threads">How many cores it may use; all where nothing is said. The results do not depend on it.</param>
    public static ExactRun Start(HardmaxProblem problem, int? threads = null)
    {
        var run = new ExactRun(problem, Lazy.TryStart(problem, new Workers(threads ?? Environment.ProcessorCount)));
        run._state = run._lazy is null ? ExactState.Start(problem) : null;
        return run;
    }

    /// <summary>Goes on to the next layer.</summary>
    public void Advance()
    {
        Attend();
        Layer++;
        if (_state is not null)
        {
            _state = _state.Next();
        }
        else
        {
            _lazy!.Move(Layer);
        }
    }

    /// <summary>The tokens of this layer, each coordinate correctly rounded to binary64: n x d, row after row. Lossy; <see cref="ToState"/> is exact.</summary>
    public double[] ToDoubles()
    {
        if (_state is null)
        {
            return _lazy!.ToDoubles(Layer);
        }

        double[][] points = [.. Enumerable.Range(0, _state.PointCount).Select(point => Array.ConvertAll(_state.Point(point), x => x.ToDouble()))];
        return [.. Enumerable.Range(0, _state.TokenCount).SelectMany(token => points[_state.PointOf(token)])];
    }

    /// <summary>The state of this layer, with its integers.</summary>
    public ExactState ToState()
    {
        ExactState state = _state ?? ExactState.Start(_problem);
        while (state.Layer < Layer)
        {
            state = state.Next();
        }

        return state;
    }

    private void Attend()
    {
        if (_state is null && !_lazy!.TryAttend(Layer))
        {
            _state = ToState();
        }
    }

    /// <summary>The layers by enclosures.</summary>
    private sealed class Lazy
    {
        private readonly TokenPoints<double> _points;
        private readonly Enclosures _places;
        private readonly ExactSearch _search;
        private readonly ExactPlaces _exact;
        private readonly SetsByLayer _sets = new();
        private readonly int[] _multiplicities;
        private readonly Workers _workers;
        private int _attended = -1;

        private Lazy(TokenPoints<double> points, ExactLayerMap map, FloatSystem<double> system)
        {
            (_points, _workers) = (points, system.Workers);
            _ = points.Merge(_workers);
            _multiplicities = [.. Enumerable.Range(0, points.Count).Select(point => points.TokensAt(point).Length)];
            double[] start = points.Places[..(points.Count * points.Dimension)];
            _places = new Enclosures(start, points.Dimension, map.Gamma, _workers);
            _search = new ExactSearch(map, system, points.Count);
            _exact = new ExactPlaces(start, _multiplicities, points.Dimension, map.Gamma, _sets);
        }

        public static Lazy? TryStart(HardmaxProblem problem, Workers workers)
        {
            if (!problem.Tokens.TryGetDoubles(out ReadOnlySpan<double> doubles) || !Enclosures.IsWithinRange(doubles, problem.System.Gamma))
            {
                return null;
            }

            var map = new ExactLayerMap(problem.System);
            double[]? matrix = null;
            if (map.RoundedEntries is { } entries)
            {
                matrix = MemoryMarshal.CreateReadOnlySpan(ref entries[0, 0], entries.Length).ToArray();
                if (!Array.TrueForAll(matrix, entry => entry == 0 || Math.Abs(entry) > Math.ScaleB(1, -300)))
                {
                    return null;
                }
            }

            var system = new FloatSystem<double>(map.Dimension, matrix, map.Gamma.ToDouble(), BinaryFormat.Double, ScoreKernels.Widest<double>(), workers);
            return new Lazy(new TokenPoints<double>(doubles.ToArray(), map.Dimension), map, system);
        }

        /// <summary>Whether the sets of a layer were found with integers for not too many points.</summary>
        public bool TryAttend(int layer)
        {
            if (_attended == layer)
            {
                return true;
            }

            PointSets? before = _attended < 0 ? null : _sets.Last;
            PointSets sets = _search.Attend(layer, _places, _exact, before);
            if (!ReferenceEquals(sets, before))
            {
                _sets.Add(sets);
            }

            _attended = layer;
            return _search.ComparedExactly <= Math.Max(8, _points.Count / ExactShareThatGivesUp);
        }

        /// <summary>From the layer that was attended to the next one.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Move(int layer)
        {
            PointSets sets = _sets.Last;
            SetMargins margins = _search.Margins;
            margins.BeginMove();
            for (int point = 0; point < _points.Count; point++)
            {
                int target = sets.Targets[point];
                if (target >= 0 && sets.Targets[target] == target)
                {
                    margins.MovedTowardsLeader(point, target, outerLoss: 0, innerLoss: 0);
                }
                else
                {
                    margins.Moved(point, double.PositiveInfinity);
                }
            }

            _places.Move(sets, _multiplicities);
        }

        public double[] ToDoubles(int layer)
        {
            int dimension = _points.Dimension;
            var rounded = new double[_points.Count * dimension];
            _workers.ForRanges(_points.Count, 4L * dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
            {
                for (int at = from * dimension; at < to * dimension; at++)
                {
                    if (!_places.TryRound(at, out rounded[at]))
                    {
                        rounded[at] = _exact.Rounded(at / dimension, at % dimension, layer);
                    }
                }
            });
            var tokens = new double[_points.TokenCount * dimension];
            for (int token = 0; token < _points.TokenCount; token++)
            {
                rounded.AsSpan(_points.PointOf(token) * dimension, dimension).CopyTo(tokens.AsSpan(token * dimension));
            }

            return tokens;
        }

        public AttentionSets ToTokenSets() => _points.ToTokenSets(point => _sets.Last[point]);
    }
}
