using System.Collections.Immutable;
using System.Diagnostics;
using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>How much an atlas searches.</summary>
internal sealed record AtlasOptions
{
    /// <summary>For all searches together; a class that is done early leaves its time to the others.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(80);

    /// <summary>Blocks per class; null for as many as the time allows.</summary>
    public long? Blocks { get; init; }

    /// <summary>Draws random and guided candidates.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many cores.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>
/// Fills the atlas: every claim in every class that it speaks of. What is no theorem in a class is hunted there, all
/// claims of a class in one campaign, because they share each candidate's limit.
/// </summary>
internal static class AtlasSearch
{
    /// <summary>Searches all classes, each in a campaign file of its own that an interrupted atlas goes on with.</summary>
    /// <param name="campaigns">The folder of the campaigns; it exists.</param>
    /// <param name="options">How much.</param>
    /// <param name="observer">Is told of each block, with its class; or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="CampaignException">A campaign there is of another seed or version.</exception>
    public static AtlasResult Run(string campaigns, AtlasOptions options, Action<MatrixClass, HuntProgress>? observer, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var known = KnownWitnesses.Load(cancellation);
        var found = new Dictionary<(Claim, MatrixClass), (ClaimOutcome Outcome, Counterexample? Counterexample)>();
        MatrixClass[] classes = [.. Enum.GetValues<MatrixClass>().Where(matrixClass => Hunted(matrixClass).Any())];
        TimeSpan searched = TimeSpan.Zero;
        for (int at = 0; at < classes.Length; at++)
        {
            MatrixClass matrixClass = classes[at];
            var scope = new HuntScope { Class = matrixClass, Claims = [.. Hunted(matrixClass)], Seed = options.Seed };
            var schedule = new HuntSchedule(scope);
            string file = Path.Combine(campaigns, MatrixClasses.Id(matrixClass) + ".sqlite");
            using var campaign = Campaign.Open(file, CampaignKey.Of(schedule), Shard.Whole);

            // What earlier runs have searched counts: an atlas that was interrupted has only the rest of its time left.
            TimeSpan spent = searched > watch.Elapsed ? searched : watch.Elapsed;
            var budget = new HuntBudget { Time = (options.Time - spent) / (classes.Length - at), Blocks = options.Blocks, Threads = options.Threads };
            HuntRun.Run(schedule, campaign, budget, progress => observer?.Invoke(matrixClass, progress), cancellation);
            searched += campaign.Elapsed;
            foreach (ClaimOutcome outcome in HuntReport.Of(schedule, campaign.Blocks()))
            {
                Counterexample? example = outcome.Violation is { } violation
                    ? WitnessShrink.Shrink(scope, outcome.Claim, violation, outcome.FoundBy!, cancellation)
                    : null;
                found.Add((outcome.Claim, matrixClass), (outcome, example));
            }
        }

        ImmutableArray<AtlasCell> cells =
        [
            .. from claim in ClaimCatalogue.WithConjectures
               from matrixClass in claim.Classes
               select CellOf(claim, matrixClass, found, known),
        ];
        return new AtlasResult(cells, options.Seed, watch.Elapsed);
    }

    /// <summary>The claims that are hunted in a class: what speaks of it and is not proved there.</summary>
    public static IEnumerable<Claim> Hunted(MatrixClass matrixClass) =>
        ClaimCatalogue.WithConjectures.Where(claim => claim.Classes.Contains(matrixClass) && !claim.ProvedFor.ContainsKey(matrixClass));

    private static AtlasCell CellOf(Claim claim, MatrixClass matrixClass, Dictionary<(Claim, MatrixClass), (ClaimOutcome Outcome, Counterexample? Counterexample)> found, KnownWitnesses known)
    {
        if (claim.ProvedFor.TryGetValue(matrixClass, out string? source))
        {
            return new AtlasCell { Claim = claim, Class = matrixClass, Status = CellStatus.Proved, Trials = 0, Source = source };
        }

        (ClaimOutcome outcome, Counterexample? own) = found[(claim, matrixClass)];
        Counterexample? best = own is null or { Verdict.Witness.IsApproached: true } ? FromSmallerClass(claim, matrixClass, own, found) : own;
        best ??= known.Refuting(claim, matrixClass);
        return new AtlasCell
        {
            Claim = claim,
            Class = matrixClass,
            Status = best is not null ? CellStatus.Refuted : outcome.Trials > 0 ? CellStatus.Survived : CellStatus.NotSearched,
            Trials = outcome.Trials,
            Undecided = outcome.Undecided,
            Counterexample = best,
            Covered = outcome.Covered,
        };
    }

    // A witness with a matrix of a smaller class is one for every class that holds that matrix too; one that its layers
    // reach is preferred, then the class's own, then the smallest.
    private static Counterexample? FromSmallerClass(Claim claim, MatrixClass matrixClass, Counterexample? own, Dictionary<(Claim, MatrixClass), (ClaimOutcome Outcome, Counterexample? Counterexample)> found) =>
        found.Where(pair => pair.Key.Item1 == claim && pair.Key.Item2 != matrixClass && pair.Value.Counterexample is { } other && MatrixClasses.Contains(matrixClass, other.Problem.System.Matrix))
            .OrderBy(pair => ProblemSize.Of(pair.Value.Counterexample!.Problem))
            .Select(pair => pair.Value.Counterexample! with { FoundBy = MatrixClasses.Id(pair.Key.Item2) })
            .Prepend(own)
            .Where(example => example is not null)
            .OrderBy(example => example!.Verdict.Witness!.IsApproached)
            .FirstOrDefault();
}
