using System.Buffers;
using System.Text;
using System.Text.Json;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Reports;

/// <summary>The atlas for programs: the cells with their status, and where the counterexamples are.</summary>
internal static class AtlasJson
{
    /// <summary>atlas.json, on several lines; its schema is "hardmax/atlas/1".</summary>
    public static string Of(AtlasModel model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", "hardmax/atlas/1");
            writer.WriteNumber("seed", model.Atlas.Seed);
            writer.WriteStartArray("cells");
            foreach (AtlasCell cell in model.Atlas.Cells)
            {
                Write(writer, cell);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, AtlasCell cell)
    {
        writer.WriteStartObject();
        writer.WriteString("claim", cell.Claim.Id);
        writer.WriteString("class", MatrixClasses.Id(cell.Class));
        writer.WriteString("status", AtlasWords.Word(cell.Status));
        writer.WriteNumber("trials", cell.Trials);
        writer.WriteNumber("undecided", cell.Undecided);
        if (cell.Source is { } source)
        {
            writer.WriteString("source", source);
        }

        if (cell.Counterexample is { } found)
        {
            writer.WriteString("witness", AtlasModel.WitnessPath(cell));
            writer.WriteString("foundBy", found.FoundBy);
            if (found.Verdict.Witness is { } witness)
            {
                writer.WriteString("says", witness.Says);
            }
        }

        writer.WriteEndObject();
    }
}
