using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hardmax.Numbers;
using Hardmax.Reports;
using Hardmax.Testing;
using Hardmax.Tests.Docs;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class ResultLinesTests
{
    private static readonly SchemaSubset Schema = new(Path.Combine(Repository.Root, "docs", "schema", "results.schema.json"));

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, SampleResults.All.Length)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_line_satisfies_the_published_schema(int sample)
    {
        JsonElement[] lines = Lines(SampleResults.All[sample]);
        Assert.All(lines, line => Assert.Null(Schema.WhyInvalid(line)));
        Assert.Equal(
            ["run", .. SampleResults.All[sample].Cases.Select(_ => "case"), .. SampleResults.All[sample].Failures.Select(_ => "failure"), "summary"],
            lines.Select(line => line.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("run", "seed", "1")]
    [InlineData("run", "strict", "\"no\"")]
    [InlineData("case", "verdict", "\"WRONG\"")]
    [InlineData("case", "index", "-1")]
    [InlineData("failure", "step", "{}")]
    [InlineData("failure", "extraField", "1")]
    [InlineData("summary", "group", "\"ok\"")]
    public void The_schema_refuses_other_lines(string type, string field, string json)
    {
        JsonObject line = JsonNode.Parse(Lines(SampleResults.ArgmaxFirst).First(one => one.GetProperty("type").GetString() == type).GetRawText())!.AsObject();
        line[field] = JsonNode.Parse(json);
        Assert.NotNull(Schema.WhyInvalid(JsonDocument.Parse(line.ToJsonString()).RootElement));
    }

    [Fact]
    public void The_schema_names_every_verdict_and_category()
    {
        JsonElement definitions = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schema", "results.schema.json"))).RootElement.GetProperty("$defs");
        Assert.Equal(Verdicts.All.Select(verdict => verdict.Id()), Words("verdict"));
        Assert.Equal(CaseCategories.All.Select(category => category.Id()), Words("category"));
        Assert.Equal(DeclaredArithmetic.Formats.Select(format => format.Name), Words("dtype"));
        IEnumerable<string?> Words(string name) => definitions.GetProperty(name).GetProperty("enum").EnumerateArray().Select(word => word.GetString());
    }

    [Fact]
    public void A_failure_says_all_that_the_contract_asks()
    {
        JsonElement failure = Lines(SampleResults.ArgmaxFirst).Single(line => line.GetProperty("type").GetString() == "failure");

        Assert.Equal(41, failure.GetProperty("index").GetInt32());
        Assert.Equal("WRONG_SELECTION", failure.GetProperty("verdict").GetString());
        Assert.Equal((0, 2), (failure.GetProperty("layer").GetInt32(), failure.GetProperty("token").GetInt32()));
        Assert.Equal("[1,2]", failure.GetProperty("missing").GetRawText());
        Assert.False(failure.TryGetProperty("extra", out _));
        Assert.Equal("hardmax conform --seed 18446744073709551615 -- python3 'my adapter.py' --dtype=float64", failure.GetProperty("replay").GetString());
        Assert.Equal("[\"DUPLICATE_TOKEN\"]", failure.GetProperty("alsoIn").GetRawText());
        Assert.Equal("first-argmax-only", failure.GetProperty("diagnoses")[0].GetProperty("mistake").GetString());
        Assert.Equal("""[["1","1"],["1","-1"],["1","0"]]""", failure.GetProperty("case").GetProperty("problem").GetProperty("tokens").GetRawText());
        Assert.Equal((3, true), (failure.GetProperty("reproduced").GetInt32(), failure.GetProperty("shrinkFinished").GetBoolean()));
        JsonElement got = failure.GetProperty("step").GetProperty("coordinates")[1].GetProperty("got");
        Assert.Equal("""{"exact":"1/2","decimal":"0.5"}""", got.GetRawText());
        Assert.Equal("""{"exact":["1","0"],"decimal":["1","0"]}""", failure.GetProperty("divergence").GetProperty("exactLimit").GetRawText());
    }

    [Fact]
    public void The_summary_counts_and_names_the_cause()
    {
        JsonElement summary = Lines(SampleResults.ArgmaxFirst)[^1];
        Assert.Equal("""{"EXACT":1,"WRONG_SELECTION":2}""", summary.GetProperty("counts").GetRawText());
        Assert.Equal("""[{"mistake":"first-argmax-only","description":"attends to the first of several maximisers only","cases":2,"outOf":2}]""", summary.GetProperty("causes").GetRawText());
        Assert.False(Lines(SampleResults.Passing)[^1].TryGetProperty("causes", out _));
    }

    [Fact]
    public void Decimals_stand_beside_exact_numbers_and_are_near_them()
    {
        int seen = 0;
        foreach (JsonElement failure in SampleResults.All.SelectMany(Lines).Where(line => line.GetProperty("type").GetString() == "failure" && line.TryGetProperty("step", out _)))
        {
            foreach (JsonElement row in failure.GetProperty("step").GetProperty("scores").EnumerateArray().Concat(failure.GetProperty("step").GetProperty("coordinates").EnumerateArray()))
            {
                foreach (JsonElement number in row.EnumerateObject().Select(field => field.Value).Where(value => value.ValueKind == JsonValueKind.Object))
                {
                    var exact = Rational.Parse(number.GetProperty("exact").GetString()!);
                    var near = Rational.Parse(number.GetProperty("decimal").GetString()!);
                    Assert.True(Rational.Abs(near - exact) <= Rational.Abs(exact) * Rational.Parse("1e-16"), number.GetRawText());
                    seen += exact == near ? 0 : 1;
                }
            }
        }

        Assert.True(seen > 0, "no sample has a number that its decimal rounds");
    }

    [Fact]
    public void Strict_makes_a_case_with_a_note_fail()
    {
        JsonElement Case(bool strict) => Lines(SampleResults.WrongUpdate with { Strict = strict }).Single(line => line.TryGetProperty("verdict", out JsonElement verdict) && verdict.GetString() == "NEAR_TIE");
        Assert.Equal("pass", Case(strict: false).GetProperty("group").GetString());
        Assert.Equal("fail", Case(strict: true).GetProperty("group").GetString());
    }

    [Fact]
    public void Hostile_texts_come_back_as_they_were()
    {
        JsonElement[] lines = Lines(SampleResults.Crashing);
        string expected = SampleResults.Hostile.Replace('\ud800', '\ufffd');
        Assert.Equal(expected, lines[0].GetProperty("implementation").GetProperty("name").GetString());
        Assert.Contains(expected, lines[1].GetProperty("stderr").GetString(), StringComparison.Ordinal);
        Assert.Contains(expected, lines[1].GetProperty("breaches")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_is_written_at_once_and_ends_with_a_line_feed()
    {
        using var stream = new WriteCounter();
        ResultLines.AppendAll(stream, SampleResults.Crashing, RunOrigin.Of(SampleResults.Crashing, SampleResults.Environment));

        Assert.Equal(6, stream.Writes.Count);
        Assert.All(stream.Writes, write =>
        {
            Assert.Equal((byte)'\n', write[^1]);
            Assert.Equal(1, write.Count(octet => octet == '\n'));
        });
    }

    private static JsonElement[] Lines(ConformResult result)
    {
        using var stream = new MemoryStream();
        ResultLines.AppendAll(stream, result, RunOrigin.Of(result, SampleResults.Environment));
        return [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private sealed class WriteCounter : MemoryStream
    {
        public List<byte[]> Writes { get; } = [];

        public override void Write(ReadOnlySpan<byte> buffer) => Writes.Add(buffer.ToArray());

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
