using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Model;

namespace Hardmax.Cli.Simulation;

/// <summary>
/// Writes trajectories: .json is the record {"alpha","matrix","tokens","trajectory","selected","dtype"?} that oracles
/// read; .npy is the array (layers + 1) x n x d in binary64 or binary32.
/// </summary>
internal static class TrajectoryWriter
{
    // Of one array: the largest that .NET holds in doubles, with room to spare.
    private const long MostNumbers = 1L << 28;

    /// <summary>Whether the name's ending is one of the two.</summary>
    public static bool CanWrite(string path) => HasEnding(path, ".json") || HasEnding(path, ".npy");

    /// <summary>Refuses what no file could hold, before it is computed.</summary>
    /// <exception cref="InvalidInputException">So many layers of so many tokens are too much.</exception>
    public static void CheckSize(string path, HardmaxProblem problem, int layers)
    {
        long numbers = (layers + 1L) * problem.Tokens.Count * problem.Tokens.Dimension;
        if (numbers > MostNumbers)
        {
            throw new InvalidInputException(path, "file", $"would hold {numbers} numbers; expected at most {MostNumbers}, with fewer --layers");
        }
    }

    /// <summary>Writes to a file beside the path and moves it there, so that a kill leaves no half of it.</summary>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public static string Write(string path, HardmaxProblem problem, SimulationEngine engine, IReadOnlyList<ISimulatedLayer> trajectory) =>
        WholeFile.Write(path, stream =>
        {
            if (HasEnding(path, ".json"))
            {
                JsonOutput.Write(stream, writer => WriteRecord(writer, problem, engine, trajectory));
                return;
            }

            int[] shape = [trajectory.Count, problem.Tokens.Count, problem.Tokens.Dimension];
            double[] values = [.. trajectory.SelectMany(layer => layer.ToDoubles())];
            if (!Array.TrueForAll(values, double.IsFinite))
            {
                throw new InvalidInputException(path, "file", "a token is beyond the range of float64; expected a file that ends in .json, which holds exact numbers");
            }

            if (engine.DType == "float32")
            {
                NpyWriter.Write(stream, Array.ConvertAll(values, x => (float)x), shape);
            }
            else
            {
                NpyWriter.Write(stream, values, shape);
            }
        });

    private static bool HasEnding(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static void WriteRecord(Utf8JsonWriter writer, HardmaxProblem problem, SimulationEngine engine, IReadOnlyList<ISimulatedLayer> trajectory)
    {
        writer.WriteString("alpha", problem.System.Alpha.ToString());
        writer.WritePropertyName("matrix");
        writer.WriteMatrix(problem.System.Matrix);
        writer.WritePropertyName("tokens");
        writer.WriteTokens(problem.Tokens);
        if (engine.DType is not null)
        {
            writer.WriteString("dtype", engine.DType);
        }

        writer.WriteStartArray("trajectory");
        foreach (ISimulatedLayer layer in trajectory)
        {
            layer.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("selected");
        foreach (ISimulatedLayer layer in trajectory.SkipLast(1))
        {
            writer.WriteStartArray();
            for (int i = 0; i < layer.Sets.Count; i++)
            {
                writer.WriteIndices(layer.Sets[i]);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
