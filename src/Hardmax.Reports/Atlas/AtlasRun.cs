using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Reports;

/// <summary>The exact layers of a counterexample and its limit, as far as a page shows them.</summary>
internal sealed class AtlasRun
{
    private const int FewestLayers = 12;
    private const int MostLayers = 40;

    // Of a layer in decimal digits; layers beyond the fewest are left out where numbers have grown longer than anyone reads.
    private const int LongestLayer = 6000;

    // A certificate closes within a few layers or, for a page, not at all.
    private const int LastCertifiedLayer = 200;

    /// <summary>Lays out a problem.</summary>
    public AtlasRun(HardmaxProblem problem)
    {
        Problem = problem;
        Limit = ClaimEvidence.Gather(problem, LastCertifiedLayer).Limit;
        Claims = LimitAnalysis.Of(Limit).Claims;

        // Two turns of a cycle from where it is settled, and some layers more than a certificate needs.
        int last = Limit.Status == LimitStatus.Undecided
            ? MostLayers
            : Math.Clamp(Limit.SettledLayer + Math.Max(2 * Limit.ProofPeriod, 4), FewestLayers, MostLayers);
        var layers = ImmutableArray.CreateBuilder<EvidenceLayer>(last + 1);
        for (ExactState state = ExactState.Start(problem); state.Layer <= last; state = state.Next())
        {
            TokenCloud tokens = state.ToTokens();
            if (state.Layer > FewestLayers && Digits(tokens) > LongestLayer)
            {
                break;
            }

            layers.Add(new EvidenceLayer(state.Layer, tokens, state.AttentionSets));
        }

        Layers = layers.ToImmutable();
    }

    /// <summary>The problem.</summary>
    public HardmaxProblem Problem { get; }

    /// <summary>What the limit is, as far as it is proved.</summary>
    public LimitResult Limit { get; }

    /// <summary>The same in terms of leaders and clusters.</summary>
    public LimitClaims Claims { get; }

    /// <summary>Layers 0 .. K, where K is 12 to 40.</summary>
    public ImmutableArray<EvidenceLayer> Layers { get; }

    /// <summary>m_i of a layer: the mean of the tokens that token i attends to.</summary>
    public static Rational[] Mean(EvidenceLayer layer, int token)
    {
        ReadOnlySpan<int> set = layer.Sets[token];
        var sum = new Rational[layer.Tokens.Dimension];
        foreach (int other in set)
        {
            sum = Vectors.AddScaled(sum, Rational.One, layer.Tokens[other]);
        }

        Rational share = Rational.One / set.Length;
        return Array.ConvertAll(sum, x => x * share);
    }

    /// <summary>The same run as the still picture that is shown where no script runs.</summary>
    public DynamicsPicture StillPicture(string title)
    {
        var model = PictureModel.Of(title, [.. Layers.Select(layer => layer.Tokens)], [.. Layers.Select(layer => layer.Sets)]);
        return new DynamicsPicture(model.With(Claims) with { Caption = LimitSentence() });
    }

    /// <summary>What happens as the layers tend to infinity, in a sentence.</summary>
    public string LimitSentence()
    {
        string at = FormattableString.Invariant($"layer {Limit.Layer}");
        return Limit.Status switch
        {
            LimitStatus.Certified => $"Every token converges; the certificate closes at {at}.",
            LimitStatus.Cycle => FormattableString.Invariant($"Not every token converges: a limit cycle of period {Limit.Period}, certified at {at}."),
            _ => $"The limit is undecided after {at}.",
        };
    }

    private static int Digits(TokenCloud tokens) => tokens.ToArray().Sum(token => token.Sum(x => x.ToString().Length));
}
