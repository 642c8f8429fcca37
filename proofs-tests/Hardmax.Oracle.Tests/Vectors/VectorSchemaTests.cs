using System.Text.Json;
using System.Text.Json.Nodes;
using Hardmax.Testing;
using Hardmax.Tests.Docs;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>What is written satisfies the published schema, which is written beside it and refuses other documents.</summary>
public sealed class VectorSchemaTests
{
    private static readonly string SchemaPath = Path.Combine(Repository.Root, "docs", "schema", "vectors.schema.json");
    private static readonly SchemaSubset Schema = new(SchemaPath);

    public static TheoryData<string> Names => [.. SharedVectors.Files.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_satisfies_the_schema(string name) => Assert.Null(Schema.WhyInvalid(SharedVectors.Json(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_explains_the_flags_that_it_uses_and_counts_its_tests(string name)
    {
        JsonElement file = SharedVectors.Json(name);
        string[] used = [.. SharedVectors.JsonTests(name).SelectMany(item => item.Test.GetProperty("flags").EnumerateArray()).Select(flag => flag.GetString()!).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(used, file.GetProperty("notes").EnumerateObject().Select(note => note.Name).Order(StringComparer.Ordinal));
        Assert.Equal(SharedVectors.JsonTests(name).Count(), file.GetProperty("numberOfTests").GetInt32());
    }

    [Fact]
    public void The_schema_is_written_beside_the_vectors() => Assert.Equal(
        File.ReadAllText(SchemaPath).ReplaceLineEndings("\n"),
        System.Text.Encoding.UTF8.GetString(SharedVectors.Folder.Single(file => file.Name == VectorFolder.SchemaFile).Content));

    [Theory]
    [InlineData("step-float64.json", "result", "\"unknown\"")]
    [InlineData("step-float64.json", "extra", "1")]
    [InlineData("step-float64.json", "id", "\"X\"")]
    [InlineData("step-float64.json", "layers", "2")]
    [InlineData("trajectory-float64.json", "layers", "0")]
    [InlineData("limit.json", "tokens", "[[1]]")]
    public void The_schema_refuses_other_tests(string name, string field, string json)
    {
        JsonObject file = JsonNode.Parse(VectorJson.ToUtf8(SharedVectors.File(name)))!.AsObject();
        file["testGroups"]![0]!["tests"]![0]![field] = JsonNode.Parse(json);
        Assert.NotNull(Schema.WhyInvalid(JsonDocument.Parse(file.ToJsonString()).RootElement));
    }

    [Fact]
    public void The_explanation_speaks_of_fields_and_files_that_there_are()
    {
        string readme = System.Text.Encoding.UTF8.GetString(SharedVectors.Folder.Single(file => file.Name == VectorFolder.ReadmeFile).Content);
        string schema = File.ReadAllText(SchemaPath);
        string[] fields = [.. readme.Split("[\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).Distinct()];
        Assert.Contains("nextRounded", fields);
        Assert.All(fields, field => Assert.Contains($"\"{field}\"", schema, StringComparison.Ordinal));
        Assert.Contains("step-float64.json", readme, StringComparison.Ordinal);
    }
}
