using Microsoft.Data.Sqlite;

namespace Hardmax.Search;

/// <summary>The file of a campaign: who may use it, and what its failures mean. All that touches SQLite or its files is guarded here.</summary>
internal static class CampaignFile
{
    /// <summary>What the name of the file ends in that is held while a campaign is in use. It stays, because deleting it would be a race.</summary>
    public const string LockEnding = ".lock";

    private const string Log = "-wal";

    /// <summary>Runs what uses a campaign's file, and says of a failure what it means for the campaign.</summary>
    /// <exception cref="CampaignException">SQLite or the file system has refused.</exception>
    public static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException failure)
        {
            throw new CampaignException(path, Meaning(failure));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CampaignException(path, IsSharingViolation(failure) ? InUse : $"cannot be used ({failure.Message.TrimEnd('.')}); expected a folder that can be written, with space left");
        }
    }

    /// <summary>Keeps every other process away from a campaign, from before its file is made; the system lets go where a process is killed.</summary>
    public static IDisposable Hold(string path) => Directory.Exists(path)
        ? throw new CampaignException(path, "is a folder; expected a file that hardmax hunt has written")
        : new FileStream(path + LockEnding, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>A copy of a campaign that nobody is writing, with what its log holds; disposing deletes it.</summary>
    public static (string Path, IDisposable Held) Copy(string path)
    {
        using FileStream? held = File.Exists(path + LockEnding) ? new FileStream(path + LockEnding, FileMode.Open, FileAccess.Read, FileShare.Read) : null;
        var folder = new TemporaryFolder();
        try
        {
            string copy = Path.Combine(folder.Path, "campaign.sqlite");
            File.Copy(path, copy);
            if (File.Exists(path + Log))
            {
                File.Copy(path + Log, copy + Log);
            }

            // A copy has the permissions of its original.
            Array.ForEach(Directory.GetFiles(folder.Path), file => File.SetAttributes(file, FileAttributes.Normal));
            return (copy, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A connection that has the file to itself.</summary>
    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ToString());
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA locking_mode = EXCLUSIVE";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private const string InUse = "is in use by another process; expected one hunt at a time (shards have files of their own)";

    private static string Meaning(SqliteException failure)
    {
        const int Permission = 3, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;
        string said = failure.Message.TrimEnd('.');
        return failure.SqliteErrorCode switch
        {
            Busy or Locked => InUse,
            Full => $"the disk is full ({said}); expected free space: what was recorded is kept, and the same command goes on from there",
            Permission or ReadOnly or CannotOpen or InputOutput => $"cannot be read or written here ({said}); expected a folder that can be written, with space left",
            _ => $"cannot be read or written as a campaign ({said}); expected a file that hardmax hunt has written",
        };
    }

    // EWOULDBLOCK of Linux and of macOS, and the error of Windows.
    private static bool IsSharingViolation(Exception failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("hardmax-campaign-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
