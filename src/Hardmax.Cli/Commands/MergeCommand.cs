using System.CommandLine;
using System.Text.Json;
using Hardmax.Cli.Hunting;
using Hardmax.Cli.Output;
using Hardmax.Search;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax merge: puts the shards of a hunt together.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var shards = new Argument<string[]>("DIR") { Description = "The folders of the shards.", Arity = ArgumentArity.OneOrMore };
        shards.Validators.Add(CommonOptions.FileNames);
        var folder = new Option<string>("--out") { Description = "The folder of the merged campaign and of the witness.", HelpName = "DIR", Required = true };
        folder.Validators.Add(CommonOptions.NotEmpty);
        Option<bool> json = CommonOptions.Json();
        Option<int> threads = CommonOptions.Threads();
        var command = new Command(
            "merge",
            """
            Puts the shards of a hunt together and says what they come to: the answer and the counts are those of one hunt that was
            never divided. The merged folder can be hunted on, with the same options and without --shard.
            Exit code 0: refuted or survived; 2: shards are missing, or no problem was judged.

            Example:
              hardmax hunt --claim converges --class skew --budget 2000 --shard 1/2 --out shard-1
              hardmax hunt --claim converges --class skew --budget 2000 --shard 2/2 --out shard-2
              hardmax merge shard-1 shard-2 --out merged
            """)
        {
            shards,
            folder,
            json,
            threads,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(HuntFiles.Guard(() => Run(parsed.GetRequiredValue(shards), parsed.GetRequiredValue(folder), parsed.GetValue(json), cancellation))));
        return command;
    }

    private static int Run(string[] shards, string folder, bool json, CancellationToken cancellation)
    {
        HuntFiles.RequireFolder(folder);
        string[] files = [.. shards.Select(shard => Path.Combine(shard, HuntFiles.Campaign))];
        string target = HuntFiles.CampaignIn(folder);
        IReadOnlyList<Shard> missing = CampaignMerge.Merge(files, target);
        using var campaign = Campaign.OpenExisting(target);
        HuntSchedule schedule = campaign.Schedule();
        HuntResult result = HuntResult.Of(schedule, campaign.Blocks(), campaign.Elapsed, folder, cancellation);
        if (json)
        {
            JsonOutput.Print(writer =>
            {
                result.WriteFields(writer);
                WriteMissing(writer, missing);
            });
        }
        else
        {
            result.Print();
            if (missing.Count > 0)
            {
                Console.WriteLine($"Missing shards: {string.Join(", ", missing)}");
            }
        }

        return missing.Count == 0 ? result.ExitCode : ExitCode.Inconclusive;
    }

    private static void WriteMissing(Utf8JsonWriter writer, IReadOnlyList<Shard> missing)
    {
        writer.WriteStartArray("missing");
        foreach (Shard shard in missing)
        {
            writer.WriteStringValue(shard.ToString());
        }

        writer.WriteEndArray();
    }
}
