using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// Certificates as files: {"schema","problem","sha256","claims","witness"}, with every number exact. Reading checks the
/// form alone, never the truth: that is for <see cref="CertificateChecker"/>.
/// </summary>
public static class CertificateFile
{
    /// <summary>The schema's name, the value of the field "schema".</summary>
    public const string Schema = "hardmax/certificate/1";

    private static readonly (LimitProof Proof, string Word)[] Proofs =
    [
        (LimitProof.StationaryMeans, "stationary-means"),
        (LimitProof.RecurringGaps, "recurring-gaps"),
        (LimitProof.ExponentialSums, "exponential-sums"),
    ];

    /// <summary>The word for a proof.</summary>
    /// <exception cref="InvalidOperationException">There is no proof.</exception>
    public static string Word(LimitProof proof) => Proofs.First(known => known.Proof == proof).Word;

    /// <summary>A certificate as UTF-8 JSON on one line, ended by a line feed.</summary>
    public static byte[] ToUtf8(LimitCertificate certificate)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, certificate);
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Reads a certificate from a file.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or has not the form of a certificate.</exception>
    public static LimitCertificate Read(string path) => Read(JsonCursor.Open(path));

    /// <summary>Reads a certificate from a document.</summary>
    /// <exception cref="InvalidInputException">It has not the form of a certificate.</exception>
    public static LimitCertificate Read(JsonCursor document)
    {
        document.AllowOnly("schema", "problem", "sha256", "claims", "witness");
        _ = document.Field("schema").ReadOneOf(Schema);
        HardmaxProblem problem = ProblemJson.Read(document.Field("problem"), ProblemOptions.None);
        LimitClaims claims = CertificateReader.ReadClaims(document.Field("claims"), problem);
        LimitWitness witness = ReadWitness(document.Field("witness"), problem);
        return new LimitCertificate(problem, document.Field("sha256").ReadString(), claims, witness);
    }

    private static void Write(Utf8JsonWriter writer, LimitCertificate certificate)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        writer.WritePropertyName("problem");
        ProblemWriter.Write(writer, certificate.Problem);
        writer.WriteString("sha256", certificate.Sha256);
        writer.WriteStartObject("claims");
        LimitJson.WriteFields(writer, certificate.Claims);
        WriteAttention(writer, certificate.Claims);
        writer.WriteEndObject();
        writer.WritePropertyName("witness");
        WriteWitness(writer, certificate.Witness);
        writer.WriteEndObject();
    }

    private static void WriteAttention(Utf8JsonWriter writer, LimitClaims claims)
    {
        writer.WriteStartArray("attention");
        foreach (AttentionSets phase in claims.Attention)
        {
            writer.WriteStartArray();
            for (int i = 0; i < phase.Count; i++)
            {
                writer.WriteIndices(phase[i]);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteWitness(Utf8JsonWriter writer, LimitWitness witness)
    {
        writer.WriteStartObject();
        writer.WriteString("proof", Word(witness.Proof));
        writer.WriteNumber("settledLayer", witness.SettledLayer);
        writer.WriteNumber("period", witness.Period);
        writer.WriteStartArray("rates");
        foreach (RateMultiplicity rate in witness.Rates)
        {
            writer.WriteStartObject();
            writer.WriteString("rate", rate.Rate.ToString());
            writer.WriteNumber("multiplicity", rate.Multiplicity);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WritePoints(writer, "directions", witness.Directions);
        writer.WriteStartArray("inside");
        foreach (ImmutableSortedDictionary<int, Rational> weights in witness.Inside)
        {
            LimitJson.WriteWeights(writer, weights);
        }

        writer.WriteEndArray();
        WritePoints(writer, "separators", witness.Separators);
        writer.WriteEndObject();
    }

    private static void WritePoints(Utf8JsonWriter writer, string name, ImmutableArray<ImmutableArray<Rational>> points)
    {
        writer.WriteStartArray(name);
        foreach (ImmutableArray<Rational> point in points)
        {
            writer.WritePoint(point.AsSpan());
        }

        writer.WriteEndArray();
    }

    private static LimitWitness ReadWitness(JsonCursor witness, HardmaxProblem problem)
    {
        witness.AllowOnly("proof", "settledLayer", "period", "rates", "directions", "inside", "separators");
        string proof = witness.Field("proof").ReadOneOf([.. Proofs.Select(known => known.Word)]);
        return new LimitWitness(
            Proofs.First(known => string.Equals(known.Word, proof, StringComparison.Ordinal)).Proof,
            witness.Field("settledLayer").ReadInteger(0, int.MaxValue),
            witness.Field("period").ReadInteger(1, int.MaxValue),
            [.. witness.Field("rates").Items().Select(ReadRate)],
            [.. witness.Field("directions").Items().Select(CertificateReader.ReadVector)],
            [.. witness.Field("inside").Items().Select(weights => CertificateReader.ReadWeights(weights, problem.Tokens.Count))],
            [.. witness.Field("separators").Items().Select(CertificateReader.ReadVector)]);
    }

    private static RateMultiplicity ReadRate(JsonCursor rate)
    {
        rate.AllowOnly("rate", "multiplicity");
        return new RateMultiplicity(rate.Field("rate").ReadRational(), rate.Field("multiplicity").ReadInteger(1, int.MaxValue));
    }
}
