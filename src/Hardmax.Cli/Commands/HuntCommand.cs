using System.CommandLine;
using System.Globalization;
using Hardmax.Cli.Hunting;
using Hardmax.Cli.Output;
using Hardmax.Search;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax hunt: searches for a counterexample to a claim in a class of matrices.</summary>
internal static class HuntCommand
{
    public static Command Create()
    {
        var options = new HuntOptions();
        var folder = new Option<string>("--out") { Description = "The folder of the campaign and of the witness; the same folder goes on where it was.", HelpName = "DIR", Required = true };
        folder.Validators.Add(CommonOptions.NotEmpty);
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "hunt",
            """
            Searches for a counterexample to a claim in a class of matrices: small integers first, exhaustively; then clouds with
            symmetries, where exact ties live; then random ones, and ones guided by how nearly the claim fails. What is found is
            made as small as it goes and judged again. A hunt that was killed goes on where it was.
            Exit code 0: refuted, or survived its budget; 2: no problem was judged.

            Example:
              hardmax hunt --claim leader-exists --class skew --seconds 10 --out hunt
              hardmax hunt --claim converges --class general --budget 20000 --shard 1/8 --out part-1
            """)
        {
            folder,
            json,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            string path = parsed.GetRequiredValue(folder);
            HuntResult result = HuntFiles.Guard(() => Run(options.Scope(parsed), options.Budget(parsed), options.ShardOf(parsed), path, cancellation));
            if (parsed.GetValue(json))
            {
                JsonOutput.Print(result.WriteFields);
            }
            else
            {
                result.Print();
            }

            return Task.FromResult(result.ExitCode);
        });
        return command;
    }

    private static HuntResult Run(HuntScope scope, HuntBudget budget, Shard shard, string folder, CancellationToken cancellation)
    {
        HuntFiles.RequireFolder(folder);
        var schedule = new HuntSchedule(scope);
        using var campaign = Campaign.Open(HuntFiles.CampaignIn(folder), CampaignKey.Of(schedule), shard);
        using (var progress = new HuntProgressLine(budget, shard))
        {
            HuntRun.Run(schedule, campaign, budget, state => progress.Report(state), cancellation);
        }

        return HuntResult.Of(schedule, campaign.Blocks(), campaign.Elapsed, folder, cancellation);
    }
}
