using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>
/// The attention sets of one period, repeated for ever whether or not the tokens would choose them: a linear map of
/// n rows per layer. Layer 0 of the pattern is the settled layer of the certificate.
/// </summary>
internal sealed class PeriodPattern
{
    private readonly CheckedRun _run;
    private readonly int[][][] _sets;
    private readonly List<Rational[][]> _tokens;
    private readonly List<Rational[][]> _queries = [];

    /// <summary>A pattern that starts from given tokens.</summary>
    /// <param name="run">Moves the tokens.</param>
    /// <param name="tokens">n x d, at layer 0 of the pattern.</param>
    /// <param name="sets">The sets of each layer of one period, n each.</param>
    public PeriodPattern(CheckedRun run, Rational[][] tokens, int[][][] sets)
    {
        _run = run;
        _sets = sets;
        _tokens = [tokens];
    }

    /// <summary>The number of layers after which the sets repeat.</summary>
    public int Period => _sets.Length;

    /// <summary>The sets of one phase.</summary>
    public int[][] Sets(int phase) => _sets[phase];

    /// <summary>The tokens after a number of layers of the pattern.</summary>
    public Rational[][] Tokens(int layer)
    {
        while (_tokens.Count <= layer)
        {
            _tokens.Add(Layer(_tokens[^1], (_tokens.Count - 1) % Period));
        }

        return _tokens[layer];
    }

    /// <summary>A z_i for every token after a number of layers.</summary>
    public Rational[][] Queries(int layer)
    {
        while (_queries.Count <= layer)
        {
            _run.ChargeScores(Tokens(_queries.Count), 1);
            _queries.Add([.. Tokens(_queries.Count).Select(token => _run.Matrix.Apply(token))]);
        }

        return _queries[layer];
    }

    /// <summary>One layer of the pattern, applied to any n rows.</summary>
    public Rational[][] Layer(Rational[][] rows, int phase) => _run.Move(rows, _sets[phase]);

    /// <summary>V: all layers of one period, applied to any n rows.</summary>
    public Rational[][] WholePeriod(Rational[][] rows) => Enumerable.Range(0, Period).Aggregate(rows, Layer);
}
