using System.Globalization;
using Hardmax.Benchmarks.Comparing;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks;

/// <summary>
/// What the figures rest on besides the clock, checked in seconds: that clouds are what their names say, that the sides take turns, that the
/// tables say what was measured, that a document keeps all but its tables, and that both sides compute the same layer.
/// </summary>
internal static class SelfCheck
{
    /// <summary>Checks all of it.</summary>
    /// <exception cref="BenchmarkException">Something does not hold.</exception>
    public static void Run()
    {
        CheckClouds();
        CheckRounds();
        CheckText();
        using var folder = new CloudFolder();
        CheckDocument(folder.PathOf("document.md"));
        var bench = new Bench(HardmaxCommand.FindOrBuild(), folder, new Rounds(1), IsQuick: true);
        CheckCommand(bench);
        using (var numpy = NumpySide.Start())
        {
            Agreement.Check(bench, numpy);
            string cloud = folder.Npy("normal-64x2", () => DrawnCloud.Normal(64, 2));
            Expect(numpy.Layer(cloud, 1, repeat: 3) is > 0 and < 60, "NumPy times a layer");
            Expect(numpy.Product(cloud, repeat: 3) is > 0 and < 60, "NumPy times a product");
        }

        Console.WriteLine("All holds.");
    }

    private static void CheckClouds()
    {
        DrawnCloud normal = DrawnCloud.Normal(20_000, 3);
        Expect(Math.Abs(normal.Values.Average()) < 0.02 && Math.Abs(normal.Values.Average(x => x * x) - 1) < 0.03, "normal clouds have mean 0 and variance 1");
        Expect(normal.Values.SequenceEqual(DrawnCloud.Normal(20_000, 3).Values), "a cloud is the same in every run");
        Expect(Norms(DrawnCloud.Sphere(1000, 5)).All(norm => Math.Abs(norm - 1) < 1e-14), "points of a sphere have norm 1");
        double[] ball = Norms(DrawnCloud.Ball(20_000, 2));
        Expect(ball.All(norm => norm <= 1) && Math.Abs(ball.Count(norm => norm * norm < 0.5) - 10_000) < 400, "points of a disk are even: half of them in half of its area");
        double[] lengths = [.. Norms(DrawnCloud.MixedLengths(20_000, 64)).Select(norm => Math.Log(norm / 8))];
        Expect(Math.Abs(lengths.Average(x => x * x) - 1) < 0.05, "mixed lengths have a logarithm of variance 1");
        Expect(DrawnCloud.Integers(1000, 2, 53).Values.All(x => x == Math.Floor(x) && Math.Abs(x) < 9007199254740992), "integers of 53 bits");
        Expect(DrawnCloud.Normal(64, 2).AtPlaces(16).Values.Chunk(2).Select(row => (row[0], row[1])).Distinct().Count() == 16, "tokens at 16 places");
    }

    private static void CheckRounds()
    {
        var order = new List<char>();
        double[] a = [3, 1, 2], b = [5, 4, 6];
        (int i, int j) = (0, 0);
        double[] best = new Rounds(3).Best(() => { order.Add('a'); return a[i++]; }, () => { order.Add('b'); return b[j++]; });
        Expect(order.SequenceEqual("ababab") && best.SequenceEqual([1.0, 4.0]), "the sides take turns, and the best of each counts");
    }

    private static void CheckText()
    {
        Expect(Figures.Seconds(0.01234) == "12.3 ms" && Figures.Seconds(1.5) == "1.50 s" && Figures.Seconds(7e-5) == "70.0 µs", "times");
        Expect(Figures.Rate(7.35e10) == "73.5 G/s" && Figures.Megabytes(246_000_000) == "246 MB" && Figures.Count(1_000_000) == "1,000,000", "rates, memory, counts");
        Expect(Figures.Ratio(11972.3) == "11,972" && Figures.Ratio(0.7) == "0.700", "ratios");
        var table = new MarkdownTable("t", "a", "b");
        table.Add("1", "2|3");
        Expect(table.ToMarkdown() == "| a | b |\n| --- | ---: |\n| 1 | 2\\|3 |\n", "tables");
    }

    private static void CheckDocument(string path)
    {
        File.WriteAllText(path, "before\n<!-- table: a -->\nold\nold\n<!-- end -->\nbetween\n<!-- table: b -->\n<!-- end -->\nafter\n");
        foreach (string text in (string[])["x\ny\n", "z\n"])
        {
            var document = MarkedDocument.Read(path, ["a", "b"]);
            document.Replace("b", "B\n");
            document.Replace("a", text);
            document.Save();
        }

        Expect(File.ReadAllText(path) == "before\n<!-- table: a -->\nz\n<!-- end -->\nbetween\n<!-- table: b -->\nB\n<!-- end -->\nafter\n", "a document keeps all but its tables");
        ExpectRefused(path, "<!-- table: a -->\n", "is not ended");
        ExpectRefused(path, "<!-- table: a -->\n<!-- table: b -->\n<!-- end -->\n", "is not ended");
        ExpectRefused(path, "<!-- table: a -->\n<!-- end -->\n<!-- table: a -->\n<!-- end -->\n", "there twice");
        ExpectRefused(path, "text\n", "expected a line");
    }

    private static void CheckCommand(Bench bench)
    {
        // 2^22 numbers are 32 MiB, which the command holds at least once.
        string cloud = bench.Clouds.Npy("large", () => DrawnCloud.Normal(1 << 21, 2));
        Simulation large = bench.Hardmax.Simulate(new SimulationRequest(cloud, 1), watchMemory: true);
        Expect(large.PeakBytes > 80_000_000 && large.Compute > 0 && large.Whole > large.Compute && large.Tokens.Length == 0, "time and memory of a child are seen");
        string small = bench.Clouds.Npy("two", () => new DrawnCloud([1, 0, 3, 0], 2));
        Expect(bench.Hardmax.Simulate(new SimulationRequest(small, 1, "exact", "1/2")).Tokens == """[["5/3","0"],["3","0"]]""", "alpha, engine and layers reach the command");
        Expect(bench.Hardmax.Simulate(new SimulationRequest(small, 2)).Tokens == "[[2.5,0],[3,0]]", "so do two layers");
    }

    private static double[] Norms(DrawnCloud cloud) => [.. cloud.Values.Chunk(cloud.Dimension).Select(row => Math.Sqrt(row.Sum(x => x * x)))];

    private static void ExpectRefused(string path, string content, string reason)
    {
        File.WriteAllText(path, content);
        try
        {
            _ = MarkedDocument.Read(path, ["a"]);
        }
        catch (BenchmarkException refused)
        {
            Expect(refused.Message.Contains(reason, StringComparison.Ordinal), string.Create(CultureInfo.InvariantCulture, $"'{refused.Message}' says '{reason}'"));
            return;
        }

        throw new BenchmarkException($"does not hold: a document that is wrong is refused because it {reason}");
    }

    private static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new BenchmarkException($"does not hold: {what}");
        }
    }
}
