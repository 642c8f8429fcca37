using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Geometry;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Claims;

/// <summary>One exact layer: its tokens, n x d, and their attention sets.</summary>
/// <param name="Layer">The layer, counted from 0.</param>
/// <param name="Tokens">The tokens.</param>
/// <param name="Sets">C_0 .. C_{n-1}.</param>
public sealed record EvidenceLayer(int Layer, TokenCloud Tokens, AttentionSets Sets);

/// <summary>
/// What claims are judged by: the first exact layers of a problem and its limit. The layers reach at least one past the
/// point from which the attention sets are proved to repeat for ever, or, where nothing is proved, as far as allowed.
/// </summary>
public sealed class ClaimEvidence
{
    /// <summary>How many layers are laid out where the limit is undecided.</summary>
    public const int MaxUndecidedLayers = 48;

    private readonly Lazy<LimitClaims> _claims;
    private readonly Lazy<ImmutableArray<NamedValue>> _vertices;
    private readonly Lazy<Definiteness> _definiteness;

    private ClaimEvidence(LimitResult limit, ImmutableArray<EvidenceLayer> layers)
    {
        Limit = limit;
        Layers = layers;
        _claims = new Lazy<LimitClaims>(() => LimitAnalysis.Of(limit).Claims);
        _vertices = new Lazy<ImmutableArray<NamedValue>>(() => VerticesOf(_claims.Value));
        _definiteness = new Lazy<Definiteness>(() => LdlDecomposition.Of(Matrix.SymmetricPart()).Definiteness);
    }

    /// <summary>The problem.</summary>
    public HardmaxProblem Problem => Limit.Problem;

    /// <summary>A.</summary>
    public AttentionMatrix Matrix => Problem.System.Matrix;

    /// <summary>The definiteness of the symmetric part of A, on which alone the form &lt;A x, x&gt; depends.</summary>
    public Definiteness Definiteness => _definiteness.Value;

    /// <summary>Whether &lt;A x, x&gt; is never negative.</summary>
    public bool IsPositiveSemidefinite => Definiteness is Definiteness.PositiveDefinite or Definiteness.PositiveSemidefiniteSingular or Definiteness.Zero;

    /// <summary>What the limit is, as far as it is proved.</summary>
    public LimitResult Limit { get; }

    /// <summary>The first layers, from 0.</summary>
    public ImmutableArray<EvidenceLayer> Layers { get; }

    /// <summary>Whether the attention sets are proved to repeat for ever within the layers.</summary>
    public bool IsDecided => Limit.Status != LimitStatus.Undecided;

    /// <summary>Whether the layers come back exactly: the last of them equals the one a period before it, and so for ever.</summary>
    public bool Recurs => IsDecided && Layers[^1].Tokens.Equals(Layers[^(1 + Limit.ProofPeriod)].Tokens);

    /// <summary>The limits that exist: one place for each group of tokens that comes to rest. Empty when undecided.</summary>
    public IEnumerable<LimitCluster> RestingClusters => _claims.Value.Clusters.Where(cluster => cluster.IsPoint);

    /// <summary>The vertices of K; empty when undecided.</summary>
    public ImmutableArray<NamedValue> Vertices => _vertices.Value;

    /// <summary>The tokens that lead at some layer, with the places where they stand for ever; complete only when decided.</summary>
    public ImmutableArray<NamedValue> Leaders
    {
        get
        {
            EvidenceLayer last = Layers[^1];
            return [.. last.Sets.Leaders().Select(token => new NamedValue($"leader {token}", last.Tokens.Token(token)))];
        }
    }

    /// <summary>Gathers the evidence for a problem.</summary>
    /// <param name="problem">Tokens, A and alpha.</param>
    /// <param name="maxLayers">The last layer at which the limit may be decided.</param>
    /// <param name="cancellation">Ends the work between two layers.</param>
    public static ClaimEvidence Gather(HardmaxProblem problem, int maxLayers = LimitCertifier.DefaultMaxLayers, CancellationToken cancellation = default) =>
        Of(LimitCertifier.Certify(problem, maxLayers, cancellation));

    /// <summary>The evidence for a problem whose limit is known already.</summary>
    public static ClaimEvidence Of(LimitResult limit)
    {
        int last = limit.Status == LimitStatus.Undecided
            ? Math.Min(limit.Layer, MaxUndecidedLayers)
            : limit.SettledLayer + limit.ProofPeriod;
        var layers = ImmutableArray.CreateBuilder<EvidenceLayer>(last + 1);
        for (ExactState state = ExactState.Start(limit.Problem); ; state = state.Next())
        {
            layers.Add(new EvidenceLayer(state.Layer, state.ToTokens(), state.AttentionSets));
            if (state.Layer == last)
            {
                return new ClaimEvidence(limit, layers.MoveToImmutable());
            }
        }
    }
    private static ImmutableArray<NamedValue> VerticesOf(LimitClaims claims)
    {
        ImmutableArray<Rational>[] limits = claims.Limits(0);
        return [.. claims.Polytope.Select(token => new NamedValue($"limit of token {token}", limits[token]))];
    }
}
