using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Cli.Demo;

/// <summary>
/// One built-in example, computed: its certified limit, checked by the independent checker, and what binary64 makes of
/// the same start.
/// </summary>
internal sealed class DemoExample
{
    /// <summary>How many layers binary64 is run for; every example has long come to rest, or to its cycle, by then.</summary>
    public const int Binary64Layers = 400;

    private DemoExample(LimitResult limit, CheckResult check, LimitClaims claims, IReadOnlyList<double[]> binary64, AttentionSets binary64Sets)
    {
        (Limit, Check, Claims, Binary64, Binary64Sets) = (limit, check, claims, binary64, binary64Sets);
        Evidence = new Lazy<ClaimEvidence>(() => ClaimEvidence.Of(limit));
    }

    public HardmaxProblem Problem => Limit.Problem;

    public LimitResult Limit { get; }

    /// <summary>What the independent checker says of the certificate.</summary>
    public CheckResult Check { get; }

    public LimitClaims Claims { get; }

    /// <summary>The layers of the binary64 run, each n x d, row after row.</summary>
    public IReadOnlyList<double[]> Binary64 { get; }

    /// <summary>The attention sets at the end of the binary64 run.</summary>
    public AttentionSets Binary64Sets { get; }

    /// <summary>Tokens that lead at the end of the binary64 run and in no exact layer.</summary>
    public ImmutableArray<int> FalseLeaders => [.. Binary64Sets.Leaders().Except(Claims.Leaders)];

    /// <summary>The claims of the SPD theorem that this example refutes for its own matrix.</summary>
    public ImmutableArray<string> Refuted => [.. ClaimCatalogue.All
        .Where(claim => claim.ProvedFor.ContainsKey(MatrixClass.Spd) && claim.Evaluate(Evidence.Value).Status == ClaimStatus.Violated)
        .Select(claim => claim.Id)];

    private Lazy<ClaimEvidence> Evidence { get; }

    /// <summary>Computes an example.</summary>
    public static DemoExample Compute(HardmaxProblem problem, CancellationToken cancellation)
    {
        LimitResult limit = LimitCertifier.Certify(problem, cancellation: cancellation);
        LimitCertificate certificate = LimitAnalysis.Certificate(limit);
        FloatDynamics<double> engine = FloatDynamics.Double(problem.System);
        var run = new List<double[]> { engine.Round(problem.Tokens) };
        AttentionSets sets = engine.AttentionSets(run[0]);
        while (run.Count <= Binary64Layers)
        {
            cancellation.ThrowIfCancellationRequested();
            run.Add(engine.Next(run[^1], sets));
            sets = engine.AttentionSets(run[^1]);
        }

        return new DemoExample(limit, CertificateChecker.Check(certificate), certificate.Claims, run, sets);
    }

    /// <summary>Where a token is at the end of the binary64 run.</summary>
    public double[] Binary64End(int token) => Binary64[^1].AsSpan(token * Problem.Tokens.Dimension, Problem.Tokens.Dimension).ToArray();

    /// <summary>
    /// How far a token's binary64 end is from its exact limit, as the Euclidean distance; for a cycle from the nearest
    /// place of its orbit.
    /// </summary>
    public double Binary64Error(int token)
    {
        double[] end = Binary64End(token);
        return Limit.GroupOf(token).Places.Min(place => Distance(place, end));
    }

    private static double Distance(ImmutableArray<Rational> place, double[] end)
    {
        Rational[] difference = Vectors.Subtract(place.AsSpan(), Array.ConvertAll(end, Rational.FromDouble));
        return Math.Sqrt(Vectors.Dot(difference, difference).ToDouble());
    }
}
