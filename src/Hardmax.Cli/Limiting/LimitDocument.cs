using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Limits;
using Hardmax.Model;

namespace Hardmax.Cli.Limiting;

/// <summary>The options of 'limit'. File is the file that JSON names, null where there is one file alone.</summary>
internal sealed record LimitRequest(int MaxLayers, int Threads, string? Certificate, bool Json, CancellationToken Cancellation, string? File = null);

/// <summary>The JSON document of one limit, schema "hardmax/limit/1".</summary>
internal static class LimitDocument
{
    private const int MostNumbers = 10_000;

    public static void Write(Utf8JsonWriter writer, HardmaxProblem problem, LimitClaims claims, string? file)
    {
        writer.WriteString("schema", "hardmax/limit/1");
        if (file is not null)
        {
            writer.WriteString("file", file);
        }

        if (problem.Name is not null)
        {
            writer.WriteString("name", problem.Name);
        }

        LimitJson.WriteFields(writer, claims);
        bool areLimitsPoints = claims.Status == LimitStatus.Certified;
        if (areLimitsPoints && (long)problem.Tokens.Count * problem.Tokens.Dimension <= MostNumbers)
        {
            writer.WriteStartArray("limits");
            foreach (var place in claims.Limits(0))
            {
                writer.WritePoint(place.AsSpan());
            }

            writer.WriteEndArray();
        }
    }
}
