using System.Text.Json;
using Hardmax.Examples;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>limit --certificate and verify: what is written is accepted, and what was changed is not.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_file_one_certificate()
    {
        JsonElement document = _folder.Run("limit", _folder.Write(KnownProblems.NonleaderClusters), "--certificate", "new/folder/c.json", "--json").Succeeds().Document();
        Assert.Equal("certified", document.GetProperty("status").GetString());
        Assert.Equal("""{"valid":true}""", _folder.Run("verify", "new/folder/c.json", "--json").Succeeds().Document().Compact());
        Assert.Equal("new/folder/c.json: valid\n", _folder.Run("verify", "new/folder/c.json").Succeeds().Output);
        Assert.Equal(["c.json"], Names("new/folder"));
    }

    [Fact]
    public void Every_known_problem_has_a_certificate_that_is_accepted()
    {
        string[] files = [.. KnownProblems.All.Select(_folder.Write)];
        _ = _folder.Run(["limit", .. files, "--certificate", "certificates", "--json"]).Succeeds();
        string[] certificates = [.. files.Select((_, at) => $"certificates/{at}.json")];
        Assert.Equal(files.Length, Names("certificates").Length);
        IReadOnlyList<JsonElement> verdicts = _folder.Run(["verify", .. certificates, "--json"]).Succeeds().Lines();
        Assert.Equal(files.Length, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.Equal("""{"valid":true}""", verdict.Compact()));
    }

    [Fact]
    public void A_batch_has_a_folder_of_them_and_several_files_have_one_folder_for_each_batch()
    {
        _ = _folder.WriteBatch("batch.npy", 5, 6, 2);
        _ = _folder.Write(KnownProblems.Square);
        _ = _folder.Run("limit", "batch.npy", "--alpha", "1/2", "--certificate", "alone").Succeeds();
        Assert.Equal(["0.json", "1.json", "2.json", "3.json", "4.json"], Names("alone"));
        _ = _folder.Run("limit", "square.json", "batch.npy", "--alpha", "1/2", "--certificate", "several").Succeeds();
        Assert.Equal(["0.json"], Names("several"));
        Assert.Equal(["0.json", "1.json", "2.json", "3.json", "4.json"], Names("several/1"));
        Assert.Equal(File.ReadAllBytes(_folder["alone/3.json"]), File.ReadAllBytes(_folder["several/1/3.json"]));
        _ = _folder.Run(["verify", .. Names("alone").Select(name => $"alone/{name}")]).Succeeds();
    }

    [Fact]
    public void Certificates_are_the_same_bytes_whatever_the_threads()
    {
        _ = _folder.WriteBatch("batch.npy", 40, 7, 3);
        _ = _folder.Run("limit", "batch.npy", "--alpha", "1/2", "--certificate", "one", "--threads", "1").Succeeds();
        _ = _folder.Run("limit", "batch.npy", "--alpha", "1/2", "--certificate", "two", "--threads", "2").Succeeds();
        Assert.Equal(40, Names("one").Length);
        Assert.All(Names("one"), name => Assert.Equal(File.ReadAllBytes(_folder[$"one/{name}"]), File.ReadAllBytes(_folder[$"two/{name}"])));
    }

    [Fact]
    public void What_is_undecided_has_none_and_people_are_told()
    {
        HardmaxRun run = _folder.Run("limit", _folder.Write(KnownProblems.EmergingLeader), "--max-layers", "0", "--certificate", "c.json", "--json").Ends(2);
        Assert.Equal("undecided", run.Document().GetProperty("status").GetString());
        Assert.Equal("hardmax: emerging-leader.json: undecided after 0 layers, so there is no certificate to write\n", run.Error);
        Assert.False(File.Exists(_folder["c.json"]));
    }

    [Theory]
    [InlineData("""["1","0"]""", """["1","1/1000"]""")]
    [InlineData(""" "leaders":[0,1,2,3] """, """ "leaders":[0,1,2] """)]
    [InlineData(""" "layer":0 """, """ "layer":1 """)]
    [InlineData(""" "sha256":" """, """ "sha256":"0 """)]
    [InlineData(""" ["1/2","0"] """, """ ["1/2","1/9"] """)]
    public void One_that_was_changed_is_rejected_with_the_reason(string from, string to)
    {
        _ = _folder.Run("limit", _folder.Write(KnownProblems.NonleaderClusters), "--certificate", "c.json").Succeeds();
        string original = File.ReadAllText(_folder["c.json"]);
        string changed = original.Replace(from.Trim(), to.Trim(), StringComparison.Ordinal);
        Assert.NotEqual(original, changed);
        _ = _folder.Write("changed.json", changed);
        JsonElement verdict = _folder.Run("verify", "changed.json", "--json").Succeeds(1).Document();
        Assert.False(verdict.GetProperty("valid").GetBoolean());
        Assert.NotEqual(string.Empty, verdict.GetProperty("reason").GetString());
        Assert.StartsWith("changed.json: INVALID: ", _folder.Run("verify", "changed.json").Succeeds(1).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_rejected_among_several_decides_the_exit_code_and_the_others_are_still_judged()
    {
        _ = _folder.Run("limit", _folder.Write(KnownProblems.Square), "--certificate", "good.json").Succeeds();
        _ = _folder.Write("bad.json", File.ReadAllText(_folder["good.json"]).Replace("\"leaderPoints\":4", "\"leaderPoints\":5", StringComparison.Ordinal));
        string[] verdicts = [.. _folder.Run("verify", "bad.json", "good.json", "--json").Succeeds(1).Lines().Select(line => line.Compact("valid"))];
        Assert.Equal(["false", "true"], verdicts);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_as_a_whole()
    {
        // The second name keeps the old file alive: writing into it, rather than moving over it, would show there.
        _ = _folder.Write("old.json", "old");
        _ = _folder.Shell("ln old.json c.json").Succeeds();
        _ = _folder.Run("limit", _folder.Write(KnownProblems.Square), "--certificate", "c.json").Succeeds();
        Assert.Equal("old", File.ReadAllText(_folder["old.json"]));
        _ = _folder.Run("verify", "c.json").Succeeds();
    }

    [Fact]
    public void Devices_are_written_to_and_not_replaced()
    {
        _ = _folder.Run("limit", _folder.Write(KnownProblems.Square), "--certificate", "/dev/null").Succeeds();
        _ = _folder.Shell("test -c /dev/null").Succeeds();
    }

    private string[] Names(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
