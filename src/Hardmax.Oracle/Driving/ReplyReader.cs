using System.Globalization;
using System.Text.Json;
using Hardmax.Formats;

namespace Hardmax.Oracle;

/// <summary>Reads the answer to one case.</summary>
internal sealed class ReplyReader(OracleCase oracleCase, int sequence)
{
    private const int BytesPerNumber = 512;
    private const int BytesPerIndex = 16;
    private const int BytesAround = 64 << 10;

    /// <summary>The lines so far.</summary>
    public AnswerLines Lines { get; } = new("the answer", "seq");

    /// <summary>The answer, or null.</summary>
    public Reply? Answer { get; private set; }

    /// <summary>
    /// The longest line that can be an answer to a case: the trajectory, an echo and the attention sets with far more
    /// digits than any of them needs, and never more than what a JSON file may have.
    /// </summary>
    public static int MaxLineBytes(OracleCase oracleCase)
    {
        long n = oracleCase.Problem.Tokens.Count;
        long d = oracleCase.Problem.Tokens.Dimension;
        long layers = oracleCase.Layers;
        long numbers = ((layers + 2) * n * d) + (d * d);
        long indices = layers * n * n;
        return (int)Math.Min(FormatLimits.MaxTextBytes, BytesAround + (BytesPerNumber * numbers) + (BytesPerIndex * indices));
    }

    /// <summary>Whether a line is the answer, right or wrong.</summary>
    public bool IsAnswer(ReceivedLine line)
    {
        try
        {
            if (Lines.TryRead(line) is { } value)
            {
                Answer = Read(value);
            }
        }
        catch (InvalidInputException e)
        {
            Answer = Malformed(e.Message);
        }

        return Answer is not null;
    }

    /// <summary>Considers a line that came with the answer, behind it: another answer makes the first one worthless.</summary>
    public void ConsiderNext(ReceivedLine line)
    {
        if (Answer!.Kind == ReplyKind.Malformed)
        {
            return;
        }

        try
        {
            if (Lines.TryRead(line) is not null)
            {
                Answer = Malformed("answered twice");
            }
        }
        catch (InvalidInputException e)
        {
            Answer = Malformed(e.Message);
        }
    }

    private static Reply Malformed(string message) => new() { Kind = ReplyKind.Malformed, Message = PrintableText.OneLine(message, 400) };

    private static JsonCursor? Given(JsonCursor answer, string name) =>
        answer.OptionalField(name) is { Kind: not JsonValueKind.Null } field ? field : null;

    private Reply Read(JsonCursor answer)
    {
        int answered = answer.Field("seq").ReadInteger(int.MinValue, int.MaxValue);
        if (answered != sequence)
        {
            return Malformed(answered < sequence && answered > 0
                ? string.Create(CultureInfo.InvariantCulture, $"answered seq {answered} again; expected seq {sequence}")
                : string.Create(CultureInfo.InvariantCulture, $"answered seq {answered}; expected seq {sequence}"));
        }

        string message = Given(answer, "message") is { Kind: JsonValueKind.String } text ? PrintableText.OneLine(text.ReadString().Trim(), 400) : string.Empty;
        if (Given(answer, "errored")?.ReadBoolean() == true)
        {
            return new Reply { Kind = ReplyKind.Errored, Message = message };
        }

        if (Given(answer, "skipped")?.ReadBoolean() == true)
        {
            return new Reply { Kind = ReplyKind.Skipped, Message = message };
        }

        Numbers.BinaryFormat format = oracleCase.Arithmetic.Format;
        return new Reply
        {
            Kind = ReplyKind.Answered,
            Message = message,
            Layers = TraceJson.ReadTrajectory(answer.Field("trajectory"), format),
            Selected = Given(answer, "selected") is { } selected ? TraceJson.ReadSelected(selected, oracleCase.Problem.Tokens.Count) : null,
            Echo = Given(answer, "echo") is { } echo ? TraceJson.ReadEcho(echo, format) : null,
            ReturnedDType = Given(answer, "dtype") is { } dtype ? PrintableText.OneLine(dtype.ReadString()) : null,
        };
    }
}
