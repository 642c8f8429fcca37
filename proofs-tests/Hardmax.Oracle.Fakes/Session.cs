using System.Text;
using System.Text.Json;
using Hardmax.Dynamics;

namespace Hardmax.Oracle.Fakes;

/// <summary>The two ends of the protocol as a program has them, and a right answer to build wrong ones from.</summary>
internal sealed class Session : IDisposable
{
    private readonly StreamReader _input = new(Console.OpenStandardInput(), Encoding.UTF8);
    private readonly Stream _output = Console.OpenStandardOutput();

    /// <summary>The answer to hello that states everything.</summary>
    public const string Greeting =
        """{"protocol":1,"implementation":{"name":"fake","version":"1.0","language":"C#"},"declares":{"dtype":"float64","accumulate":"float64","ties":"average","deterministic":true},"unknown":[1]}""";

    /// <summary>The next command, or null at the end.</summary>
    public JsonElement? Receive()
    {
        string? line = _input.ReadLine();
        return line is null ? null : JsonDocument.Parse(line).RootElement;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }

    /// <summary>Writes text as it stands, at once.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes, at once.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _output.Flush();
    }

    /// <summary>Writes a line.</summary>
    public void Say(string line) => Write(line + "\n");

    /// <summary>The seq of a run command.</summary>
    public static int Sequence(JsonElement command) => command.GetProperty("seq").GetInt32();

    /// <summary>A right answer.</summary>
    public static string Answer(JsonElement command) => Answer(Sequence(command), Trajectory(command), string.Empty);

    /// <summary>An answer with other contents.</summary>
    public static string Answer(int sequence, IEnumerable<double[][]> layers, string more) =>
        $$"""{"seq":{{sequence}},"trajectory":{{JsonSerializer.Serialize(layers)}}{{more}}}""";

    /// <summary>Z^0 .. Z^L in binary64, as the paper writes it.</summary>
    public static IReadOnlyList<double[][]> Trajectory(JsonElement command)
    {
        JsonElement question = command.GetProperty("case");
        double[][] tokens = question.GetProperty("tokens").Deserialize<double[][]>()!;
        var dynamics = new TextbookDynamics<double>(Matrix(question.GetProperty("matrix"), tokens[0].Length), question.GetProperty("alpha").GetDouble());
        var layers = new List<double[][]> { tokens };
        for (int layer = 0; layer < question.GetProperty("layers").GetInt32(); layer++)
        {
            layers.Add(dynamics.Next(layers[^1], dynamics.AttentionSets(layers[^1])));
        }

        return layers;
    }

    private static double[,] Matrix(JsonElement matrix, int dimension)
    {
        var entries = new double[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                entries[row, column] = matrix.ValueKind == JsonValueKind.Null
                    ? (row == column ? 1 : 0)
                    : matrix[row][column].GetDouble();
            }
        }

        return entries;
    }
}
