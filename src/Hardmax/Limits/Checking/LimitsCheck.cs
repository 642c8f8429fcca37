using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>Checks that the clusters part the tokens by their limits, and that these are the limits.</summary>
internal static class LimitsCheck
{
    public static void Check(LimitCertificate certificate, CheckedRun run)
    {
        LimitClaims claims = certificate.Claims;
        CheckClusters(claims, run);
        Rational[][][] limits = [.. Enumerable.Range(0, claims.Period).Select(phase => claims.Limits(phase).Select(place => place.ToArray()).ToArray())];
        if (certificate.Witness.Proof == LimitProof.StationaryMeans)
        {
            ClaimRejectedException.Unless(claims.Period == 1, "tokens that head for fixed means run through no cycle");
            CheckMeans(claims, run, limits[0]);
        }
        else
        {
            CheckPhases(claims, run, limits);
            CheckAttracted(claims, run, limits[0]);
        }

        bool isCycle = claims.Clusters.Any(cluster => !cluster.IsPoint);
        ClaimRejectedException.Unless((claims.Status == LimitStatus.Cycle) == isCycle, "a cycle is claimed exactly when a token never comes to rest");
    }

    private static void CheckClusters(LimitClaims claims, CheckedRun run)
    {
        int[] members = [.. claims.Clusters.SelectMany(cluster => cluster.Members)];
        ClaimRejectedException.Unless(
            claims.Clusters.All(cluster => !cluster.Members.IsDefaultOrEmpty) && members.Order().SequenceEqual(Enumerable.Range(0, run.Count)),
            "the clusters do not part the tokens");
        ClaimRejectedException.Unless(
            claims.Clusters.All(cluster => IsAscending(cluster.Members)) && IsAscending([.. claims.Clusters.Select(cluster => cluster.Members[0])]),
            "clusters and their members are in ascending order");
        bool hasShape = claims.Clusters.All(cluster => cluster.Places.Length == claims.Period
            && cluster.Places.All(place => place.Length == run.Matrix.Dimension));
        ClaimRejectedException.Unless(hasShape && claims.Period >= 1, "every cluster has one place in R^d for each phase");
        ClaimRejectedException.Unless(claims.SetsPeriod % claims.Period == 0, "the limit cycle repeats with the attention sets");

        int different = claims.Clusters.Select(cluster => cluster.Places.SelectMany(place => place).ToArray()).Distinct(Vectors.Comparer).Count();
        ClaimRejectedException.Unless(different == claims.Clusters.Length, "two clusters have the same limit");
        bool HasPeriod(int smaller) => claims.Clusters.All(cluster => Enumerable.Range(0, claims.Period)
            .All(phase => cluster.Places[phase].AsSpan().SequenceEqual(cluster.Places[(phase + smaller) % claims.Period].AsSpan())));
        ClaimRejectedException.Unless(!Enumerable.Range(1, claims.Period - 1).Any(HasPeriod), "the limit repeats after fewer layers than claimed");
    }

    private static bool IsAscending(ImmutableArray<int> values) => values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);

    private static void CheckMeans(LimitClaims claims, CheckedRun run, Rational[][] limits)
    {
        Rational[][] tokens = run.Tokens(claims.Layer);
        for (int i = 0; i < run.Count; i++)
        {
            bool isMean = Vectors.Comparer.Equals(limits[i], CheckedRun.Mean(tokens, run.Sets(claims.Layer)[i]));
            ClaimRejectedException.Unless(isMean, $"the limit of token {i} is not the mean of its attention set");
        }
    }

    /// <summary>Each layer of the period takes the limits of its phase to those of the next.</summary>
    private static void CheckPhases(LimitClaims claims, CheckedRun run, Rational[][][] limits)
    {
        for (int phase = 0; phase < claims.SetsPeriod; phase++)
        {
            Rational[][] next = run.Move(limits[phase % claims.Period], run.Sets(claims.Layer + phase));
            bool isNext = next.AsSpan().SequenceEqual(limits[(phase + 1) % claims.Period], Vectors.Comparer);
            ClaimRejectedException.Unless(isNext, $"the limits of phase {phase} do not go over into those of the next");
        }
    }

    /// <summary>
    /// The tokens converge to these limits and no others that the layers keep. Tokens at one place stay together, so let
    /// W be the stochastic matrix of one period on the places. Its diagonal is positive, so W^m converges to the
    /// projection on the kernel of I - W along its range. The limits L satisfy W L = L (the phases), so L is the limit
    /// iff Z - L lies in the range: (I - W) X = Z - L is solvable.
    /// </summary>
    private static void CheckAttracted(LimitClaims claims, CheckedRun run, Rational[][] limits)
    {
        Rational[][] tokens = run.Tokens(claims.Layer);
        int[] places = CheckedRun.FirstAtEachPlace(tokens);
        int[] placeOf = [.. tokens.Select(token => Array.FindIndex(places, first => Vectors.Comparer.Equals(tokens[first], token)))];
        bool isTogether = Enumerable.Range(0, run.Count).All(i => Vectors.Comparer.Equals(limits[i], limits[places[placeOf[i]]]));
        ClaimRejectedException.Unless(isTogether, "tokens at one place have different limits");

        Rational[][] map = [.. placeOf.Select(place => Unit(places.Length, place))];
        for (int phase = 0; phase < claims.SetsPeriod; phase++)
        {
            map = run.Move(map, run.Sets(claims.Layer + phase));
        }

        Rational[][] equations = [.. places.Select((i, place) => Vectors.Subtract(Unit(places.Length, place), map[i])
            .Concat(Vectors.Subtract(tokens[i], limits[i])).ToArray())];
        run.Charge(Math.Pow(places.Length, 3), equations);
        ClaimRejectedException.Unless(IsSolvable(equations, places.Length), "the tokens do not converge to the limits claimed");
    }

    private static Rational[] Unit(int size, int at) => [.. Enumerable.Range(0, size).Select(c => c == at ? Rational.One : Rational.Zero)];

    /// <summary>Whether the equations [M | B] have a solution: by elimination no row is left with zeros in M alone.</summary>
    private static bool IsSolvable(Rational[][] equations, int unknowns)
    {
        var open = equations.ToList();
        for (int column = 0; column < unknowns; column++)
        {
            int at = open.FindIndex(row => !row[column].IsZero);
            if (at < 0)
            {
                continue;
            }

            Rational[] pivot = open[at];
            open.RemoveAt(at);
            for (int row = 0; row < open.Count; row++)
            {
                if (!open[row][column].IsZero)
                {
                    open[row] = Vectors.AddScaled(open[row], -(open[row][column] / pivot[column]), pivot);
                }
            }
        }

        return open.TrueForAll(row => Vectors.IsZero(row));
    }
}
