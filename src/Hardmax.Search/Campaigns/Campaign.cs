using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Hardmax.Search;

/// <summary>
/// The results of one search in one SQLite file: what is in it survives a kill at any moment, and a block is in it whole
/// or not at all. One process at a time; several threads may record. Results depend on the blocks alone, so a block that
/// was lost is searched again with the same outcome.
/// </summary>
internal sealed class Campaign : IDisposable
{
    private const string Format = "hardmax/campaign/1";
    private static readonly TimeSpan CommitEvery = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private IDisposable? _held;
    private readonly List<BlockResult> _waiting = [];
    private readonly System.Diagnostics.Stopwatch _sinceCommit = System.Diagnostics.Stopwatch.StartNew();

    private Campaign(string path, SqliteConnection connection, CampaignKey key, Shard shard, TimeSpan elapsed) =>
        (_path, _connection, Key, Shard, Elapsed) = (path, connection, key, shard, elapsed);

    /// <summary>Which search it is.</summary>
    public CampaignKey Key { get; }

    /// <summary>Which blocks of it are here.</summary>
    public Shard Shard { get; }

    /// <summary>How long was searched, over all runs.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Opens the campaign of a file, or begins one where there is no file.</summary>
    /// <exception cref="CampaignException">The file holds another search, no search, is in use, or cannot be written.</exception>
    public static Campaign Open(string path, CampaignKey key, Shard shard) => CampaignFile.Guard(path, () =>
    {
        IDisposable held = CampaignFile.Hold(path);
        SqliteConnection? connection = null;
        try
        {
            connection = CampaignFile.Connect(path, SqliteOpenMode.ReadWriteCreate);
            Campaign? found = Find(path, connection);
            if (found is not null && (found.Key.DifferenceFrom(key) ?? (found.Shard == shard ? null : $"shard {found.Shard}, and not {shard}")) is { } difference)
            {
                throw new CampaignException(path, $"holds another search ({difference}); expected an empty folder, or the options that it was begun with");
            }

            // The write-ahead log makes a commit one append. Nothing is written before the file is known to be ours.
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = NORMAL");
            if (found is null)
            {
                Create(connection, key, shard);
            }

            Campaign campaign = found ?? Find(path, connection)!;
            campaign._held = held;
            return campaign;
        }
        catch
        {
            connection?.Dispose();
            held.Dispose();
            throw;
        }
    });

    /// <summary>
    /// Opens a campaign that exists, whatever it searches, to read it: from a copy, so that its file is left as it is and may
    /// be where nothing can be written.
    /// </summary>
    /// <exception cref="CampaignException">There is no such file, it holds no search, or it is in use.</exception>
    public static Campaign OpenExisting(string path) => !File.Exists(path)
        ? throw new CampaignException(path, "does not exist; expected the campaign of a hunt")
        : CampaignFile.Guard(path, () =>
        {
            (string copy, IDisposable held) = CampaignFile.Copy(path);
            SqliteConnection? connection = null;
            try
            {
                connection = CampaignFile.Connect(copy, SqliteOpenMode.ReadWrite);
                Campaign campaign = Find(path, connection) ?? throw new CampaignException(path, "holds no campaign; expected a file that hardmax hunt has written");
                campaign._held = held;
                return campaign;
            }
            catch
            {
                connection?.Dispose();
                held.Dispose();
                throw;
            }
        });

    /// <summary>The search that the file belongs to.</summary>
    /// <exception cref="CampaignException">It is one of another version.</exception>
    public HuntSchedule Schedule()
    {
        HuntSchedule? schedule = Key.ToScope() is { } scope ? new HuntSchedule(scope) : null;
        return schedule is not null && CampaignKey.Of(schedule).DifferenceFrom(Key) is null
            ? schedule
            : throw new CampaignException(_path, "was searched by another version of hardmax; expected the same version");
    }

    /// <summary>All blocks that are recorded, ascending.</summary>
    public ImmutableArray<BlockResult> Blocks() => CampaignFile.Guard(_path, () =>
    {
        lock (_lock)
        {
            Commit();
            var tallies = new Dictionary<long, List<ClaimTally>>();
            using (SqliteCommand command = Command("SELECT block, claim, trials, undecided, violation, approached FROM tallies"))
            using (SqliteDataReader reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    long block = reader.GetInt64(0);
                    if (!tallies.TryGetValue(block, out List<ClaimTally>? list))
                    {
                        tallies.Add(block, list = []);
                    }

                    list.Add(new ClaimTally(reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetBoolean(5)));
                }
            }

            var blocks = ImmutableArray.CreateBuilder<BlockResult>();
            using (SqliteCommand command = Command("SELECT block, candidates FROM blocks ORDER BY block"))
            using (SqliteDataReader reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    long block = reader.GetInt64(0);
                    blocks.Add(new BlockResult(block, reader.GetInt32(1), tallies.TryGetValue(block, out List<ClaimTally>? list) ? [.. list] : []));
                }
            }

            return blocks.ToImmutable();
        }
    });

    /// <summary>Records a block; what is recorded reaches the file within a fraction of a second.</summary>
    /// <param name="result">The block.</param>
    /// <param name="elapsed">How long was searched by now, over all runs.</param>
    /// <exception cref="CampaignException">It cannot be written, as where the disk is full; all that was written before is kept.</exception>
    public void Record(BlockResult result, TimeSpan elapsed)
    {
        lock (_lock)
        {
            _waiting.Add(result);
            Elapsed = elapsed;
            if (_sinceCommit.Elapsed >= CommitEvery)
            {
                Commit();
            }
        }
    }

    /// <summary>Writes what waits, and closes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            try
            {
                Commit();
            }
            finally
            {
                _connection.Dispose();
                _held?.Dispose();
            }
        }
    }

    // The campaign of a file; null where there is no table at all yet. What is not ours is refused before anything is written.
    private static Campaign? Find(string path, SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), coalesce(sum(type = 'table' AND name IN ('campaign', 'blocks', 'tallies')), 0) FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'";
        using (SqliteDataReader reader = command.ExecuteReader())
        {
            _ = reader.Read();
            if (reader.GetInt64(0) == 0)
            {
                return null;
            }

            if (reader.GetInt64(1) != 3)
            {
                throw new CampaignException(path, "is a database of something else; expected a file that hardmax hunt has written");
            }
        }

        Execute(connection, "SELECT block, claim, trials, undecided, violation, approached, candidates FROM tallies JOIN blocks USING (block) LIMIT 0");
        return Load(path, connection);
    }

    private static void Create(SqliteConnection connection, CampaignKey key, Shard shard)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, "CREATE TABLE campaign (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
        Execute(connection, "CREATE TABLE blocks (block INTEGER PRIMARY KEY, candidates INTEGER NOT NULL)");
        Execute(connection, "CREATE TABLE tallies (block INTEGER NOT NULL, claim TEXT NOT NULL, trials INTEGER NOT NULL, undecided INTEGER NOT NULL, violation TEXT, approached INTEGER NOT NULL, PRIMARY KEY (block, claim)) WITHOUT ROWID");
        Set(connection, "format", Format);
        foreach ((string name, string value) in key.Named())
        {
            Set(connection, name, value);
        }

        Set(connection, "shard", shard.ToString());
        Set(connection, "ticks", "0");
        transaction.Commit();
    }

    private static Campaign Load(string path, SqliteConnection connection)
    {
        string Get(string name)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM campaign WHERE name = $name";
            command.Parameters.AddWithValue("$name", name);
            return command.ExecuteScalar() as string ?? throw new CampaignException(path, $"has no {name}; expected a file that hardmax hunt has written");
        }

        if (Get("format") != Format)
        {
            throw new CampaignException(path, $"has the format {Get("format")}; expected {Format}");
        }

        return Shard.TryParse(Get("shard"), out Shard shard) && long.TryParse(Get("ticks"), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            ? new Campaign(path, connection, CampaignKey.FromNamed(Get), shard, TimeSpan.FromTicks(ticks))
            : throw new CampaignException(path, "has a damaged head; expected a file that hardmax hunt has written");
    }

    private static void Set(SqliteConnection connection, string name, string value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO campaign (name, value) VALUES ($name, $value)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Statements are constants of this file; values go in as parameters.")]
    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Statements are constants of this file; values go in as parameters.")]
    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Commit()
    {
        _sinceCommit.Restart();
        if (_waiting.Count > 0)
        {
            _ = CampaignFile.Guard(_path, WriteWaiting);
        }
    }

    private int WriteWaiting()
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        using SqliteCommand block = Command("INSERT OR REPLACE INTO blocks (block, candidates) VALUES ($block, $candidates)");
        using SqliteCommand tally = Command("INSERT OR REPLACE INTO tallies (block, claim, trials, undecided, violation, approached) VALUES ($block, $claim, $trials, $undecided, $violation, $approached)");
        foreach (BlockResult result in _waiting)
        {
            block.Parameters.Clear();
            block.Parameters.AddWithValue("$block", result.Block);
            block.Parameters.AddWithValue("$candidates", result.Candidates);
            block.ExecuteNonQuery();
            foreach (ClaimTally item in result.Tallies)
            {
                tally.Parameters.Clear();
                tally.Parameters.AddWithValue("$block", result.Block);
                tally.Parameters.AddWithValue("$claim", item.Claim);
                tally.Parameters.AddWithValue("$trials", item.Trials);
                tally.Parameters.AddWithValue("$undecided", item.Undecided);
                tally.Parameters.AddWithValue("$violation", (object?)item.Violation ?? DBNull.Value);
                tally.Parameters.AddWithValue("$approached", item.IsApproached);
                tally.ExecuteNonQuery();
            }
        }

        Set(_connection, "ticks", Elapsed.Ticks.ToString(CultureInfo.InvariantCulture));
        transaction.Commit();
        int written = _waiting.Count;
        _waiting.Clear();
        return written;
    }
}

/// <summary>A campaign's file cannot be used; it is left as it is.</summary>
public sealed class CampaignException : Exception
{
    /// <summary>A file is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong, and what was expected.</param>
    public CampaignException(string path, string reason)
        : base($"{path}: {reason}") => (Path, Reason) = (path, reason);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The fault of the file, and the content that was expected.</summary>
    public string Reason { get; }
}
