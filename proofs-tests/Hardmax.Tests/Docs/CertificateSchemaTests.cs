using System.Text.Json;
using System.Text.Json.Nodes;
using Hardmax.Examples;
using Hardmax.Formats;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Docs;

/// <summary>The certificate file: what is written satisfies the published schema and reads back as the same certificate.</summary>
public sealed class CertificateSchemaTests
{
    private static readonly SchemaSubset Schema = new(Path.Combine(Repository.Root, "docs", "schema", "certificate.schema.json"));

    public static TheoryData<string> Names => [.. KnownProblems.All.Select(problem => problem.Name!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_written_certificate_satisfies_the_schema(string name) =>
        Assert.Null(Schema.WhyInvalid(JsonDocument.Parse(Bytes(name)).RootElement));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_certificate_reads_back_as_it_was_written_and_is_valid(string name)
    {
        byte[] written = Bytes(name);
        LimitCertificate read = CertificateFile.Read(JsonCursor.Parse(written, "certificate.json"));
        Assert.Equal(written, CertificateFile.ToUtf8(read));
        Assert.Equal(CheckResult.Valid, CertificateChecker.Check(read));
    }

    [Theory]
    [InlineData("schema", "\"hardmax/certificate/2\"")]
    [InlineData("sha256", "\"x\"")]
    [InlineData("claims", "{}")]
    [InlineData("extra", "1")]
    public void The_schema_refuses_other_documents(string field, string json)
    {
        JsonObject document = JsonNode.Parse(Bytes("square"))!.AsObject();
        document[field] = JsonNode.Parse(json);
        Assert.NotNull(Schema.WhyInvalid(JsonDocument.Parse(document.ToJsonString()).RootElement));
    }

    [Fact]
    public void Reading_refuses_what_the_schema_refuses()
    {
        JsonObject document = JsonNode.Parse(Bytes("square"))!.AsObject();
        document["claims"]!["layer"] = -1;
        Assert.NotNull(Schema.WhyInvalid(JsonDocument.Parse(document.ToJsonString()).RootElement));
        InvalidInputException refused = Assert.Throws<InvalidInputException>(
            () => CertificateFile.Read(JsonCursor.Parse(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), "c.json")));
        Assert.Equal("claims.layer", refused.Place);
    }

    [Theory]
    [InlineData("orbit", """[["1","1"]]""", "claims.clusters[0].orbit")]
    [InlineData("weights", "{}", "claims.clusters[0].weights")]
    [InlineData("point", """["2/2","1"]""", "claims.clusters[0].point[0]")]
    [InlineData("point", """["1","1.0"]""", "claims.clusters[0].point[1]")]
    [InlineData("point", """["+1","1"]""", "claims.clusters[0].point[0]")]
    public void Reading_refuses_what_says_the_same_in_another_way(string field, string json, string place)
    {
        JsonObject document = JsonNode.Parse(Bytes("square"))!.AsObject();
        document["claims"]!["clusters"]![0]![field] = JsonNode.Parse(json);
        InvalidInputException refused = Assert.Throws<InvalidInputException>(
            () => CertificateFile.Read(JsonCursor.Parse(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), "c.json")));
        Assert.Equal(place, refused.Place);
    }

    private static byte[] Bytes(string name)
    {
        HardmaxProblem problem = KnownProblems.All.First(known => known.Name == name);
        return CertificateFile.ToUtf8(LimitAnalysis.Certificate(LimitCertifier.Certify(problem)));
    }
}
