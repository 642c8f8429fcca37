using System.Buffers;
using System.Text;
using System.Text.Json;
using Hardmax.Formats;

namespace Hardmax.Oracle.Fakes;

/// <summary>The oracle's zoos as programs: every known mistake, and every right implementation, behind the protocol.</summary>
internal static class Zoo
{
    private static readonly string[] Fields = ["alpha", "matrix", "tokens", "layers"];

    /// <summary>The names of the mistakes, then those of the right ones.</summary>
    public static IEnumerable<string> Names => Mistakes.All.Select(mistake => $"wrong {mistake.Id}").Concat(RightImplementations.All.Select(one => $"right {one.Handshake.Name}"));

    /// <summary>Serves one of them until it is told to stop; false where there is none of this name.</summary>
    public static async Task<bool> ServeAsync(string name, Session session)
    {
        IImplementation? animal = Mistakes.Find(name) is { } mistake
            ? Mistakes.Implement<double>(mistake)
            : RightImplementations.All.FirstOrDefault(one => one.Handshake.Name == name);
        if (animal is null)
        {
            return false;
        }

        while (session.Receive() is { } command && command.GetProperty("cmd").GetString() is { } verb && verb != "stop")
        {
            session.Say(verb == "hello" ? Greeting(animal.Handshake) : await AnswerAsync(animal, command));
        }

        return true;
    }

    private static string Greeting(Handshake handshake) => Json(writer =>
    {
        writer.WriteNumber("protocol", 1);
        writer.WriteStartObject("implementation");
        writer.WriteString("name", handshake.Name);
        writer.WriteString("language", handshake.Language);
        writer.WriteEndObject();
        writer.WriteStartObject("declares");
        writer.WriteString("dtype", handshake.Arithmetic.Format.Name);
        writer.WriteString("accumulate", handshake.Arithmetic.Accumulate.Name);
        writer.WriteBoolean("deterministic", handshake.IsDeterministic);
        writer.WriteEndObject();
    });

    private static async Task<string> AnswerAsync(IImplementation animal, JsonElement command)
    {
        string question = Json(writer =>
        {
            foreach (string field in Fields)
            {
                writer.WritePropertyName(field);
                command.GetProperty("case").GetProperty(field).WriteTo(writer);
            }
        });
        var document = TraceDocument.Read(JsonCursor.Parse(Encoding.UTF8.GetBytes(question), "case"), "case", animal.Handshake.Arithmetic, needsTrajectory: false);
        Reply reply = await animal.RunAsync(document.ToCase(), CancellationToken.None);
        return Json(writer =>
        {
            writer.WriteNumber("seq", Session.Sequence(command));
            TraceDocument.WriteReply(writer, reply);
        });
    }

    private static string Json(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
