using System.Diagnostics;
using System.Text.Json;
using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Model;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax hunt, merge and atlas: documents, witnesses, kills, shards, and folders that are somebody else's.</summary>
public sealed class HuntTests : IDisposable
{
    // Nothing refutes this one, so that every run searches its whole budget.
    private static readonly string[] Survivor = ["--claim", "nonvertex-limit-is-projection", "--class", "symmetric-indefinite", "--budget", "12800", "--json"];

    private static readonly Action<JsonElement> Survived = Object(
        ("status", Word("survived")), ("claim", Text), ("class", Text), ("trials", Index), ("undecided", Index), ("covered", ArrayOf(Text)), ("seconds", Seconds));

    private static readonly Action<JsonElement> Refuted = Object(
        ("status", Word("refuted")), ("claim", Text), ("class", Text), ("trials", Index), ("undecided", Index),
        ("witness", Text), ("problem", element => Assert.Equal(JsonValueKind.Object, element.ValueKind)), ("says", Text),
        ("foundBy", Word("exhaustive", "structured", "random", "guided")), ("covered", ArrayOf(Text)), ("seconds", Seconds));

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("leader-exists", "skew")]
    [InlineData("leader-exists", "pd-nonsymmetric")]
    [InlineData("norm-grows", "negative-definite")]
    [InlineData("distinct-stay-distinct", "symmetric-indefinite")]
    [InlineData("limits-are-leaders-or-combinations", "psd-singular")]
    [InlineData("vertex-can-lead-spd", "spd")]
    public void A_refuted_claim_has_a_witness_that_the_other_verbs_confirm(string claim, string matrixClass)
    {
        JsonElement document = _folder.Run("hunt", "--claim", claim, "--class", matrixClass, "--budget", "30000", "--out", "h", "--json").Succeeds().Document();
        Refuted(document);
        string witness = document.GetProperty("witness").GetString()!;
        HardmaxProblem problem = ProblemFile.Open(witness)[0];
        Assert.Equal(_folder["h/witness.json"], witness);
        Assert.Equal(document.Compact("problem"), JsonDocument.Parse(File.ReadAllText(witness)).RootElement.Compact());
        Assert.Contains(matrixClass, MatrixClasses.Of(problem.System.Matrix).Select(MatrixClasses.Id));
        Assert.True(problem.Tokens.IsDistinct() && !problem.Tokens.HasZero() && problem.Tokens.Count <= 5);
        Assert.All(problem.Tokens.ToArray().SelectMany(token => token), x => Assert.True(Numbers.Rational.Abs(x) <= 5));
        JsonElement verdict = _folder.Run("claims", "h/witness.json", "--claim", claim, "--json").Ends(1).Document();
        Assert.Equal("violated", Assert.Single(verdict.GetProperty("claims").EnumerateArray()).GetProperty("status").GetString());
        _ = _folder.Run("verify", "h/certificate.json").Succeeds();
    }

    [Fact]
    public void What_survives_says_how_much_was_searched()
    {
        JsonElement document = _folder.Run(["hunt", .. Survivor, "--out", "h"]).Succeeds().Document();
        Survived(document);
        Assert.InRange(document.GetProperty("trials").GetInt32(), 6_000, 12_800);
        Assert.Contains("exhaustive: all problems with", document.Compact("covered"), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["h/witness.json"]));
    }

    [UnixFact]
    public void Killed_at_ten_moments_it_ends_with_the_answer_of_one_that_was_left_alone()
    {
        string alone = Answer(_folder.Run(["hunt", .. Survivor, "--threads", "1", "--out", "alone"]).Succeeds());
        var random = new Random(7);
        int killed = 0;
        for (int kill = 0; kill < 10; kill++)
        {
            using Process process = HardmaxProcess.Start(_folder.Root, ["hunt", .. Survivor, "--out", "killed"]);
            if (!process.WaitForExit(250 + random.Next(500)))
            {
                process.Kill();
                killed++;
            }

            process.WaitForExit();
        }

        Assert.InRange(killed, 2, 10);
        Assert.Equal(alone, Answer(_folder.Run(["hunt", .. Survivor, "--out", "killed"]).Succeeds()));
    }

    [Fact]
    public void Shards_come_to_the_answer_of_one_hunt()
    {
        string[] hunt = ["--claim", "first-leaders-are-final", "--class", "identity", "--budget", "20000", "--json"];
        string whole = Answer(_folder.Run(["hunt", .. hunt, "--out", "whole"]).Succeeds());
        foreach (string shard in (string[])["1", "2", "3"])
        {
            _ = _folder.Run(["hunt", .. hunt, "--shard", shard + "/3", "--out", shard]).Succeeds();
        }

        Assert.Equal(whole, Answer(_folder.Run("merge", "3", "1", "2", "--out", "merged", "--json").Succeeds()));
        Assert.Equal(whole, Answer(_folder.Run(["hunt", .. hunt, "--out", "merged"]).Succeeds()));
        HardmaxRun part = _folder.Run("merge", "1", "3", "--out", "part", "--json").Ends(2);
        Assert.Equal("""["2/3"]""", part.Document().Compact("missing"));
    }

    [Fact]
    public void A_folder_of_another_hunt_is_refused_and_left_as_it_is()
    {
        _ = _folder.Run("hunt", "--claim", "leader-exists", "--class", "skew", "--budget", "640", "--out", "h").Succeeds();
        byte[] before = File.ReadAllBytes(_folder["h/campaign.sqlite"]);
        string message = _folder.Run("hunt", "--claim", "leader-exists", "--class", "general", "--budget", "640", "--out", "h").InputError("h/campaign.sqlite");
        Assert.Contains("class skew, and not general", message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["h/campaign.sqlite"]));
        _ = _folder.Write("file", "text");
        _ = _folder.Run(["hunt", .. Survivor, "--out", "file"]).InputError("file");
        _ = _folder.Run("merge", "h", "none", "--out", "m").InputError("none/campaign.sqlite");
        _ = _folder.Run("merge", "h", "--out", "h").InputError("h/campaign.sqlite");
    }

    [Fact]
    public void An_atlas_has_a_cell_for_every_claim_and_class_and_goes_on_where_it_was()
    {
        JsonElement document = _folder.Run("atlas", "--out", "a", "--seconds", "6", "--seed", "7", "--json").Succeeds().Document();
        Object(("report", Text), ("proved", Index), ("refuted", Index), ("survived", Index), ("notSearched", Index), ("seconds", Seconds))(document);
        JsonElement atlas = JsonDocument.Parse(File.ReadAllText(_folder["a/atlas.json"])).RootElement;
        JsonElement[] cells = [.. atlas.GetProperty("cells").EnumerateArray()];
        Assert.Equal(ClaimCatalogue.WithConjectures.Sum(claim => claim.Classes.Length), cells.Length);
        Assert.All(cells.Where(cell => cell.GetProperty("status").GetString() == "refuted"), cell =>
        {
            HardmaxProblem problem = ProblemFile.Open(_folder[Path.Combine("a", cell.GetProperty("witness").GetString()!)])[0];
            Assert.Contains(cell.GetProperty("class").GetString(), MatrixClasses.Of(problem.System.Matrix).Select(MatrixClasses.Id));
            ClaimVerdict verdict = ClaimCatalogue.Find(cell.GetProperty("claim").GetString()!)!.Evaluate(ClaimEvidence.Gather(problem));
            Assert.Equal(ClaimStatus.Violated, verdict.Status);
        });

        // The time is used up: what is found again is what was recorded.
        _ = _folder.Run("atlas", "--out", "a", "--seconds", "1", "--seed", "7").Succeeds();
        Assert.Equal(cells.Select(Found), JsonDocument.Parse(File.ReadAllText(_folder["a/atlas.json"])).RootElement.GetProperty("cells").EnumerateArray().Select(Found));
        _ = _folder.Run("atlas", "--out", "a", "--seconds", "1", "--seed", "8").InputError("a/campaigns/identity.sqlite");
    }

    [Theory]
    [InlineData("converges", "general")]
    [InlineData("converges", "nsd-singular")]
    [InlineData("limits-on-boundary", "skew")]
    [InlineData("consensus", "nsd-singular")]
    [InlineData("leader-exists", "general")]
    public void A_hunt_that_judged_nothing_is_inconclusive(string claim, string matrixClass)
    {
        JsonElement document = _folder.Run("hunt", "--claim", claim, "--class", matrixClass, "--seconds", "0", "--out", "h", "--json").Succeeds(2).Document();
        Assert.Equal(("not-searched", 0), (document.GetProperty("status").GetString(), document.GetProperty("trials").GetInt32()));
        Assert.DoesNotContain("SURVIVED", _folder.Run("merge", "h", "--out", "m").Succeeds(2).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("atlas", "index.html", "--seconds", "1")]
    [InlineData("atlas", "cells/converges--skew.html", "--seconds", "1")]
    [InlineData("demo", "index.html")]
    [InlineData("demo", "emerging-leader.svg")]
    [InlineData("hunt", "witness.json", "--claim", "leader-exists", "--class", "skew", "--seconds", "1")]
    [InlineData("hunt", "certificate.json", "--claim", "leader-exists", "--class", "skew", "--seconds", "1")]
    [InlineData("merge", "witness.json", "h")]
    [InlineData("vectors", "README.md")]
    public void A_foreign_file_is_refused_and_left_as_it_is(string verb, string file, params string[] more)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(_folder["site/" + file])!);
        _ = _folder.Write("site/" + file, "mine\n");
        _ = _folder.Run([verb, .. more, "--out", "site", "--json"]).InputError("site/" + file);
        Assert.Equal("mine\n", File.ReadAllText(_folder["site/" + file]));
        Assert.Single(Directory.GetFiles(_folder["site"], "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("vectors")]
    [InlineData("hunt", "--claim", "leader-exists", "--class", "skew", "--budget", "640")]
    public void What_the_verb_wrote_itself_is_replaced(string verb, params string[] more)
    {
        _ = _folder.Run([verb, .. more, "--out", "site", "--json"]).Succeeds();
        _ = _folder.Run([verb, .. more, "--out", "site", "--json"]).Succeeds();
    }

    private static string Found(JsonElement cell) => $"{cell.GetProperty("claim")} {cell.GetProperty("class")} {cell.GetProperty("status")} {cell.GetProperty("trials")}";

    // All that does not depend on time, and not on the folder.
    private static string Answer(HardmaxRun run) => string.Join('\n', run.Document().EnumerateObject()
        .Where(field => field.Name is not ("seconds" or "witness" or "missing"))
        .Select(field => $"{field.Name}: {field.Value.Compact()}"));
}
