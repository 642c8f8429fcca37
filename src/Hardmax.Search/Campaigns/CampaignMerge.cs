namespace Hardmax.Search;

/// <summary>Puts the shards of a search together: the merged campaign says what one that was never divided would.</summary>
internal static class CampaignMerge
{
    /// <summary>Copies the blocks of all files into a new campaign.</summary>
    /// <param name="files">Campaigns of one search, at least one; a block may be in several.</param>
    /// <param name="target">The file of the new campaign, which does not exist yet; it is there whole or not at all.</param>
    /// <returns>The shards of the search that are missing, in order: empty where all are there.</returns>
    /// <exception cref="CampaignException">A file is no campaign, is in use, or belongs to another search than the first.</exception>
    public static IReadOnlyList<Shard> Merge(IReadOnlyList<string> files, string target)
    {
        if (File.Exists(target))
        {
            throw new CampaignException(target, "exists already; expected an empty folder to merge into");
        }

        CampaignKey key = KeyOfAll(files);
        string partial = $"{target}.{Environment.ProcessId}.partial";
        return CampaignFile.Guard(target, () =>
        {
            try
            {
                List<Shard> shards = Copy(files, key, partial);
                File.Move(partial, target);
                return Missing(shards);
            }
            finally
            {
                Array.ForEach(Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(target))!, Path.GetFileName(partial) + "*"), File.Delete);
            }
        });
    }

    private static CampaignKey KeyOfAll(IReadOnlyList<string> files)
    {
        CampaignKey? key = null;
        foreach (string file in files)
        {
            using var campaign = Campaign.OpenExisting(file);
            key ??= campaign.Key;
            if (campaign.Key.DifferenceFrom(key) is { } difference)
            {
                throw new CampaignException(file, $"holds another search ({difference}); expected shards of one search");
            }
        }

        return key ?? throw new ArgumentException("There is at least one campaign to merge.", nameof(files));
    }

    private static List<Shard> Copy(IReadOnlyList<string> files, CampaignKey key, string target)
    {
        using var merged = Campaign.Open(target, key, Shard.Whole);
        var shards = new List<Shard>();
        TimeSpan elapsed = TimeSpan.Zero;
        foreach (string file in files)
        {
            using var campaign = Campaign.OpenExisting(file);
            shards.Add(campaign.Shard);
            elapsed += campaign.Elapsed;
            foreach (BlockResult block in campaign.Blocks())
            {
                merged.Record(block, elapsed);
            }
        }

        return shards;
    }

    private static IReadOnlyList<Shard> Missing(List<Shard> shards)
    {
        int count = shards.Max(shard => shard.Count);
        bool IsThere(Shard wanted) => shards.Any(shard => wanted.Count % shard.Count == 0 && (wanted.Index - shard.Index) % shard.Count == 0);
        return [.. Enumerable.Range(1, count).Select(index => new Shard(index, count)).Where(shard => !IsThere(shard))];
    }
}
