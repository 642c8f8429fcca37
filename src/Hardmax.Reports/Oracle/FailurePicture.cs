using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>
/// A failure as a picture: the exact run from the same tokens, and the recorded one in contrast. Where the failing step
/// comes late, that step alone, from the recorded layer that it was judged from.
/// </summary>
internal static class FailurePicture
{
    private const int MostLayers = 12;
    private const int MostEnds = 6;

    // Scores to compute for all drawn layers; a case beyond this is drawn with fewer of them.
    private const long MostWork = 1L << 24;

    /// <summary>The picture of the shrunk case.</summary>
    public static DynamicsPicture Of(FailureFacts facts)
    {
        OracleCase smallest = facts.Shrunk.Case;
        TokenCloud[] recorded = Recorded(facts.Shrunk);
        int failing = facts.Layer ?? 0;
        if (failing < MostLayers || failing >= recorded.Length)
        {
            string caption = recorded.Length == 0
                ? "The exact run; nothing was recorded."
                : "The exact run from the given tokens, and the recorded run.";
            return Draw(facts, smallest.Problem, Math.Min(smallest.Layers, MostLayers), recorded, failing, caption);
        }

        var step = new HardmaxProblem(recorded[failing], smallest.Problem.System);
        string late = FormattableString.Invariant($"The failing step alone: layer 0 of the picture is the recorded layer {failing}.");
        return Draw(facts, step, 1, recorded[failing..Math.Min(recorded.Length, failing + 2)], 0, late);
    }

    private static DynamicsPicture Draw(FailureFacts facts, HardmaxProblem start, int steps, TokenCloud[] recorded, int failing, string caption)
    {
        long work = (long)start.Tokens.Count * start.Tokens.Count * start.Tokens.Dimension;
        int drawn = (int)Math.Clamp(MostWork / Math.Max(1, work), Math.Min(steps, failing + 1), steps);
        var layers = new List<TokenCloud>();
        var sets = new List<AttentionSets>();
        for (ExactState state = ExactState.Start(start); state.Layer <= drawn; state = state.Next())
        {
            layers.Add(state.ToTokens());
            sets.Add(state.AttentionSets);
        }

        var exact = PictureModel.Of(facts.Heading, layers, sets);
        double[][][] run = [.. recorded.Take(drawn + 1).Select(layer => layer.ToDoubles())];
        return new DynamicsPicture(exact with
        {
            Caption = caption,
            SecondRun = run.Length == 0 ? null : new SecondRun("as recorded", run) { WrongEnds = WrongEnds(facts, exact, run) },
            Arrows = failing < recorded.Length && failing < layers.Count && recorded[failing].Equals(layers[failing]) ? Arrows(facts, exact, failing) : [],
        });
    }

    // What can be drawn of the record: layers without a defect, of the shape that was asked for.
    private static TokenCloud[] Recorded(CaseResult shrunk) =>
    [
        .. shrunk.Reply.Layers
            .TakeWhile(layer => layer.Tokens is { } tokens && tokens.Count == shrunk.Case.Problem.Tokens.Count && tokens.Dimension == shrunk.Case.Problem.Tokens.Dimension)
            .Select(layer => layer.Tokens!),
    ];

    private static WrongEnd[] WrongEnds(FailureFacts facts, PictureModel exact, double[][][] run)
    {
        int last = run.Length - 1;
        IEnumerable<int> wrong = Failing(facts).Where(token => token < run[last].Length && !run[last][token].SequenceEqual(exact.Layers[last][token]));
        return [.. wrong.Take(MostEnds).Select(token => new WrongEnd(run[last][token], FormattableString.Invariant($"{token} as recorded")))];
    }

    // From each failing token to the mean of the set that it should attend to.
    private static AttentionArrow[] Arrows(FailureFacts facts, PictureModel exact, int failing)
    {
        var arrows = new List<AttentionArrow>();
        double[][] places = exact.Layers[failing];
        foreach (TokenFinding finding in facts.Shrunk.Verdict?.First?.Findings ?? [])
        {
            ImmutableArray<int> set = finding.Exact;
            double[] mean = [.. places[finding.Token].Select((_, c) => set.Average(token => places[token][c]))];
            if (!set.IsEmpty && !mean.SequenceEqual(places[finding.Token]))
            {
                arrows.Add(new AttentionArrow(failing, finding.Token, mean));
            }
        }

        return [.. arrows.Take(MostEnds)];
    }

    private static IEnumerable<int> Failing(FailureFacts facts) =>
        (facts.Shrunk.Verdict?.First is { } step ? step.Findings.Where(finding => finding.Class == step.Class).Select(finding => finding.Token) : [])
            .Concat(facts.Token is { } token ? [token] : Array.Empty<int>())
            .Distinct();
}
