using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>The score gaps &lt;A z_i, z_f - z_j&gt; of a pattern, phase after phase: one by one, and as exponential sums in the number of periods.</summary>
internal sealed class ScoreGaps
{
    private readonly CheckedRun _run;
    private readonly PeriodPattern _pattern;
    private readonly Dictionary<(int S, int T), Rational[]> _products = [];
    private readonly Mode[] _modes;
    private int _phase;

    /// <summary>The gaps of phase 0.</summary>
    public ScoreGaps(CheckedRun run, PeriodPattern pattern, ImmutableArray<SpectralPart> parts)
    {
        _run = run;
        _pattern = pattern;
        ValidFrom = parts.Where(part => part.Rate.IsZero).Select(part => part.Chain.Length).FirstOrDefault();
        _modes = [.. parts.Where(part => !part.Rate.IsZero).SelectMany(Modes)];
        FindQueries();
    }

    /// <summary>From this number of periods on the sums are the gaps: the parts of rate 0 are gone.</summary>
    public int ValidFrom { get; }

    /// <summary>Goes on to the next phase: its tokens are those of the phase before after one linear layer, part by part.</summary>
    public void NextPhase()
    {
        foreach (Mode mode in _modes)
        {
            mode.Rows = _pattern.Layer(mode.Rows, _phase);
        }

        _phase = (_phase + 1) % _pattern.Period;
        FindQueries();
    }

    /// <summary>The gap of the current phase as a function of the number of periods.</summary>
    public GapSum Sum(int i, int f, int j)
    {
        var sum = new GapSum();
        (Mode Mode, Rational[] Row)[] differences = [.. _modes
            .Select(mode => (Mode: mode, Row: Vectors.Subtract(mode.Rows[f], mode.Rows[j])))
            .Where(difference => !Vectors.IsZero(difference.Row))];
        foreach (Mode query in _modes.Where(mode => !Vectors.IsZero(mode.Queries[i])))
        {
            foreach ((Mode mode, Rational[] row) in differences)
            {
                sum.Add(query.Rate * mode.Rate, Vectors.Dot(query.Queries[i], row), ProductOfBinomials(query.Order, mode.Order));
            }
        }

        return sum;
    }

    /// <summary>The gap of a phase after m periods, from the tokens themselves.</summary>
    public Rational At(int phase, int m, int i, int f, int j)
    {
        int layer = phase + (_pattern.Period * m);
        Rational[][] tokens = _pattern.Tokens(layer);
        return Vectors.Dot(_pattern.Queries(layer)[i], Vectors.Subtract(tokens[f], tokens[j]));
    }

    /// <summary>C(m, s) rate^(m-s) U_s = C(m, s) rate^m times the rows U_s / rate^s.</summary>
    private static IEnumerable<Mode> Modes(SpectralPart part)
    {
        Rational scale = Rational.One;
        for (int order = 0; order < part.Chain.Length; order++)
        {
            Rational factor = scale;
            yield return new Mode(part.Rate, order, [.. part.Chain[order].Select(row => Array.ConvertAll(row, x => factor * x))]);
            scale /= part.Rate;
        }
    }

    private void FindQueries()
    {
        Rational[][] rows = [.. _modes.SelectMany(mode => mode.Rows)];
        _run.Charge((double)rows.Length * rows.Length * _run.Matrix.Dimension, rows);
        foreach (Mode mode in _modes)
        {
            mode.Queries = [.. mode.Rows.Select(row => _run.Matrix.Apply(row))];
        }
    }

    /// <summary>The coefficients of C(m, s) C(m, t), the constant one first.</summary>
    private Rational[] ProductOfBinomials(int s, int t)
    {
        if (!_products.TryGetValue((s, t), out Rational[]? product))
        {
            product = [Rational.One];
            foreach (int k in Enumerable.Range(0, s).Concat(Enumerable.Range(0, t)))
            {
                // C(m, k+1) = C(m, k) (m - k) / (k + 1)
                var next = new Rational[product.Length + 1];
                for (int power = 0; power < product.Length; power++)
                {
                    next[power + 1] += product[power] / (k + 1);
                    next[power] -= product[power] * k / (k + 1);
                }

                product = next;
            }

            _products.Add((s, t), product);
        }

        return product;
    }

    /// <summary>One summand C(m, order) rate^m times fixed rows.</summary>
    private sealed class Mode(Rational rate, int order, Rational[][] rows)
    {
        public Rational Rate { get; } = rate;

        public int Order { get; } = order;

        public Rational[][] Rows { get; set; } = rows;

        public Rational[][] Queries { get; set; } = [];
    }
}
