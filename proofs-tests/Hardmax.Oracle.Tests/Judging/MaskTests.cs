using System.IO.Compression;
using System.Text;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Recorded runs with a mask, held against a loop over rationals that shares nothing with the judge.</summary>
public sealed class MaskTests
{
    private const string Three = "\"alpha\":1,\"tokens\":[[1],[2],[4]]";

    [Theory]
    [InlineData("\"causal\"", "[[1],[2],[4]]", VerdictClass.Exact)]
    [InlineData("\"causal\"", "[[2.5],[3],[4]]", VerdictClass.WrongSelection)]
    [InlineData("[[true,false,false],[true,true,false],[true,true,true]]", "[[1],[2],[4]]", VerdictClass.Exact)]
    [InlineData("\"strictly-causal\"", "[[99],[1.5],[3]]", VerdictClass.Exact)]
    [InlineData("\"strictly-causal\"", "[[1],[2],[4]]", VerdictClass.WrongSelection)]
    [InlineData("[[0,0,0],[1,0,0],[1,1,0]]", "[[99],[1.5],[3]]", VerdictClass.Exact)]
    [InlineData("[[0,0,0],[1,0,0],[1,0,0]]", "[[99],[1.5],[2.5]]", VerdictClass.Exact)]
    [InlineData("[1,1,0]", "[[1.5],[2],[-7]]", VerdictClass.Exact)]
    [InlineData("[true,true,false]", "[[1.5],[2],[null]]", VerdictClass.Exact)]
    [InlineData("[true,true,false]", "[[2.5],[3],[4]]", VerdictClass.WrongSelection)]
    [InlineData("[true,true,false]", "[[null],[2],[4]]", VerdictClass.NonFinite)]
    [InlineData("[false,true,true]", "[[0],[3],[4]]", VerdictClass.Exact)]
    [InlineData("[false,true,true]", "[[0],[3.25],[4]]", VerdictClass.WrongUpdate)]
    [InlineData("[[0,1,0],[1,0,0],[1,1,0]]", "[[1.5],[1.5],[3]]", VerdictClass.Exact)]
    [InlineData("[[0,1,0],[1,0,0],[1,1,0]]", "[[1.5],[1.5],[4]]", VerdictClass.WrongSelection)]
    [InlineData("null", "[[2.5],[3],[4]]", VerdictClass.Exact)]
    public void A_mask_decides_what_is_right(string mask, string next, VerdictClass expected) =>
        Assert.Equal(expected, TraceJudge.Judge(Read($$"""{{{Three}},"mask":{{mask}},"trajectory":[[[1],[2],[4]],{{next}}]}""")).Class);

    [Theory]
    [InlineData("[[0],[1],[1,2]]", VerdictClass.Exact)]
    [InlineData("[[0],[2],[1,2]]", VerdictClass.WrongSelection)]
    [InlineData("[[0],[1,2],[1,2]]", VerdictClass.WrongSelection)]
    [InlineData("[[0],[1],[2]]", VerdictClass.WrongSelection)]
    [InlineData("[[0],[1],[]]", VerdictClass.WrongSelection)]
    [InlineData("[[1],[1],[1,2]]", VerdictClass.WrongSelection)]
    public void Reported_sets_are_held_against_the_mask(string selected, VerdictClass expected)
    {
        // Tokens 1 and 2 are equal, and token 1 may attend to itself alone of them.
        string trace = $$"""{"alpha":1,"tokens":[[1],[2],[2]],"mask":"causal","trajectory":[[[1],[2],[2]],[[1],[2],[2]]],"selected":[{{selected}}]}""";
        Assert.Equal(expected, TraceJudge.Judge(Read(trace)).Class);
    }

    [Theory]
    [InlineData("[true,true]", "mask has 2 entries; expected 3")]
    [InlineData("[[true,true,true],[true,true,true]]", "mask has 2 entries; expected 3")]
    [InlineData("[[1,1,1],[1,1],[1,1,1]]", "mask[1] has 2 entries; expected 3")]
    [InlineData("[1,1,2]", "mask[2] '2' is out of range")]
    [InlineData("[1,1,0.5]", "mask[2] '0.5' is out of range")]
    [InlineData("[1,1,\"yes\"]", "mask[2] is a string; expected true or false")]
    [InlineData("[[1,1,1],true,[1,1,1]]", "mask[1] is true; expected an array")]
    [InlineData("[[1,1,1],[1,null,1],[1,1,1]]", "mask[1][1] is null; expected true or false")]
    [InlineData("\"lower\"", "expected causal, strictly-causal")]
    [InlineData("3", "expected an array")]
    [InlineData("[false,false,false]", "allows no key to any token")]
    [InlineData("[[0,0,0],[0,0,0],[0,0,0]]", "allows no key to any token")]
    [InlineData("[[1,1,1],[0,0,0],[1,1,1]]", "row 1 allows no key")]
    [InlineData("[[0,0,0],[0,1,1],[1,1,1]]", "row 0 allows no key")]
    [InlineData("[[0,0,0],[0,0,0],[1,1,0]]", "row 1 allows no key")]
    public void A_mask_that_says_nothing_sensible_is_refused_with_its_place(string mask, string expected)
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => Read($$"""{{{Three}},"mask":{{mask}},"trajectory":[[[1],[2],[4]]]}"""));
        Assert.Contains(expected, error.Message.Replace(":", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"strictly-causal\"", false)]
    [InlineData("[false]", false)]
    [InlineData("\"causal\"", true)]
    [InlineData("[true]", true)]
    [InlineData("[[1]]", true)]
    public void One_token_has_itself_or_nothing(string mask, bool isRead)
    {
        string json = $$"""{"alpha":1,"tokens":[[3]],"mask":{{mask}},"trajectory":[[[3]],[[3]]]}""";
        if (isRead)
        {
            Assert.Equal(VerdictClass.Exact, TraceJudge.Judge(Read(json)).Class);
        }
        else
        {
            _ = Assert.Throws<InvalidInputException>(() => Read(json));
        }
    }

    [Theory]
    [InlineData("[[1,0],[0,1],[1,1]]", "causal", "[[1,0],[0,1],[1,1]]")]
    [InlineData("[[1,1],[1,-1],[1,0]]", "causal", "[[1,1],[1,-1],[1,0]]")]
    [InlineData("[[1,0],[1,1],[1,-1]]", "causal", "[[1,0],[1,1],[1,-1]]")]
    [InlineData("[[1,1],[1,-1],[1,0]]", "strictly-causal", "[[0,0],[1,0],[1,0]]")]
    [InlineData("[[2,0],[2,0],[1,0]]", "strictly-causal", "[[0,0],[2,0],[1.5,0]]")]
    public void A_tie_is_among_the_keys_alone(string tokens, string mask, string next)
    {
        Trace trace = Read($$"""{"alpha":1,"tokens":{{tokens}},"mask":"{{mask}}","trajectory":[{{tokens}},{{next}}]}""");
        Assert.Equal(VerdictClass.Exact, TraceJudge.Judge(trace).Class);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void Random_masks_are_judged_as_an_independent_loop_moves(int seed)
    {
        var random = new Random(seed);
        (int wrong, int differing) = (0, 0);
        for (int trial = 0; trial < 20; trial++)
        {
            (int n, int d) = (random.Next(1, 8), random.Next(1, 4));

            // Few values, so that tokens repeat and scores tie.
            double[][] tokens = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, d).Select(_ => (double)random.Next(-2, 3)).ToArray())];
            double[,] matrix = new double[d, d];
            for (int k = 0; k < d * d; k++)
            {
                matrix[k / d, k % d] = random.Next(-1, 2);
            }

            bool[][] allows = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j || random.Next(2) == 0).ToArray())];
            HardmaxProblem problem = Recording.Problem(tokens, 1, matrix);
            Rational[][] next = Step(problem, allows);
            var trace = new Trace
            {
                Problem = problem,
                Mask = AttentionMask.Of(allows),
                Layers = [RecordedLayer.Of(problem.Tokens), RecordedLayer.Of(new TokenCloud(next))],
                Selected = trial % 2 == 0 ? null : [RecordedSets.Of(Enumerable.Range(0, n).Select(i => Set(problem, allows, i)))],
            };
            Assert.Equal(VerdictClass.Exact, TraceJudge.Judge(trace).Class);
            bool same = next.Zip(Step(problem, [.. allows.Select(row => row.Select(_ => true).ToArray())])).All(pair => pair.First.SequenceEqual(pair.Second));
            differing += same ? 0 : 1;
            wrong += TraceJudge.Judge(trace with { Mask = null }).Class.IsFailure() ? 1 : 0;
            Assert.Null(DivergenceFinder.Find(trace, TraceJudge.Judge(trace), withLimits: true));
        }

        Assert.InRange(differing, 3, 20);
        Assert.InRange(wrong, differing, 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_float32_run_passes_with_its_mask_and_fails_without(int seed)
    {
        var random = new Random(seed);
        float[][] z = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 3).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray())];
        z[5] = Array.ConvertAll(z[0], x => 2 * x);
        var layers = new List<RecordedLayer> { Recorded(z) };
        for (int layer = 0; layer < 3; layer++)
        {
            float[][] now = z;
            z = [.. now.Select((token, i) =>
            {
                float[] best = now.Take(i + 1).MaxBy(key => token.Zip(key, (x, y) => x * y).Sum())!;
                return token.Zip(best, (x, y) => x + (0.5f * (y - x))).ToArray();
            })];
            layers.Add(Recorded(z));
        }

        var system = new HardmaxSystem(AttentionMatrix.Identity(3), 1);
        var trace = new Trace
        {
            Problem = new HardmaxProblem(layers[0].Tokens!, system),
            Arithmetic = DeclaredArithmetic.Of(BinaryFormat.Single),
            Layers = layers,
            Mask = AttentionMask.Causal(6),
        };
        Assert.False(TraceJudge.Judge(trace).Class.IsFailure());
        Assert.Equal(VerdictClass.WrongSelection, TraceJudge.Judge(trace with { Mask = null }).Class);
    }

    [Fact]
    public void Engines_that_disagree_under_a_mask_are_our_bug()
    {
        TokenCloud tokens = Recording.Cloud([[1], [2], [4]]);
        var system = new HardmaxSystem(AttentionMatrix.Identity(1), 1);
        var judge = new StepJudge(tokens, system, DeclaredArithmetic.Default, _ => (AttentionSets.Of([[0], [1], [1]]), tokens), AttentionMask.Causal(3));
        Assert.Equal(VerdictClass.OracleBug, judge.Judge(0, tokens, null).Class);
    }

    [Fact]
    public void A_case_with_a_mask_is_not_replayed_without_it() =>
        Assert.Throws<InvalidInputException>(() => Document($$"""{{{Three}},"mask":"causal","trajectory":[[[1],[2],[4]],[[1],[2],[4]]]}""").ToCase());

    [Theory]
    [InlineData("|b1", "(2, 3)", new byte[] { 1, 1, 1, 1, 1, 0 }, null)]
    [InlineData("|u1", "(2, 3)", new byte[] { 1, 1, 1, 1, 1, 0 }, null)]
    [InlineData("|i1", "(2, 3, 3)", new byte[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0 }, null)]
    [InlineData("|u1", "(2, 3)", new byte[] { 1, 1, 1, 1, 2, 0 }, "entry 4 is 2")]
    [InlineData("|b1", "(3)", new byte[] { 1, 1, 1 }, "expected (2, 3) or (2, 3, 3)")]
    [InlineData("|b1", "(3, 3)", new byte[] { 1, 0, 0, 1, 1, 0, 1, 1, 1 }, "expected (2, 3) or (2, 3, 3)")]
    [InlineData("<f4", "(2, 3)", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "is float32; expected bool")]
    [InlineData("|b1", "(2, 3)", new byte[] { 1, 1, 1, 0, 0, 0 }, "of trajectory 1: allows no key")]
    public void A_batch_has_a_mask_for_each_trajectory(string descr, string shape, byte[] data, string? error)
    {
        // In trajectory 1, token 2 is padding, which the others leave alone.
        double[] tokens = [1, 2, 4, 1, 2, 4];
        double[] trajectory = [1, 2, 4, 2.5, 3, 4, 1, 2, 4, 1.5, 2, double.NaN];
        string path = Path.Combine(Path.GetTempPath(), $"hardmax-{Guid.NewGuid():N}.npz");
        try
        {
            Write(path, ("alpha", Doubles([1])), ("tokens", Doubles(tokens, 2, 3, 1)), ("trajectory", Doubles(trajectory, 2, 2, 3, 1)), ("mask", Npy(descr, shape, data)));
            if (error is null)
            {
                Assert.All(TraceFile.Open(path), document => Assert.Equal(VerdictClass.Exact, TraceJudge.Judge(document.Trace).Class));
            }
            else
            {
                Assert.Contains(error, Assert.Throws<InvalidInputException>(() => TraceFile.Open(path).ToArray()).Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path, params (string Name, byte[] Data)[] arrays)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] data) in arrays)
        {
            using Stream entry = zip.CreateEntry(name + ".npy").Open();
            entry.Write(data);
        }
    }

    private static byte[] Doubles(double[] values, params int[] shape)
    {
        using var stream = new MemoryStream();
        NpyWriter.Write(stream, values, shape);
        return stream.ToArray();
    }

    private static byte[] Npy(string descr, string shape, byte[] data)
    {
        byte[] header = Encoding.Latin1.GetBytes($"{{'descr': '{descr}', 'fortran_order': False, 'shape': {(shape == "(3)" ? "(3,)" : shape)}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header, .. data];
    }

    private static RecordedLayer Recorded(float[][] z) => RecordedLayer.Of(new TokenCloud(z.Select(token => Array.ConvertAll(token, Rational.FromSingle))));

    private static Rational[][] Step(HardmaxProblem problem, bool[][] allows) =>
    [
        .. allows.Select((_, i) =>
        {
            int[] set = Set(problem, allows, i);
            return problem.Tokens[i].ToArray().Select((z, c) => (z + (set.Select(j => problem.Tokens[j, c]).Aggregate(Rational.Zero, (x, y) => x + y) / set.Length)) / 2).ToArray();
        }),
    ];

    private static int[] Set(HardmaxProblem problem, bool[][] allows, int i)
    {
        (Rational? best, List<int> set) = (null, []);
        for (int j = 0; j < allows.Length; j++)
        {
            Rational score = Rational.Zero;
            for (int r = 0; r < problem.Tokens.Dimension; r++)
            {
                for (int c = 0; c < problem.Tokens.Dimension; c++)
                {
                    score += problem.System.Matrix[r, c] * problem.Tokens[i, c] * problem.Tokens[j, r];
                }
            }

            if (allows[i][j] && !(score < best))
            {
                set = score == best ? [.. set, j] : [j];
                best = score;
            }
        }

        return [.. set];
    }

    private static Trace Read(string json) => Document(json).Trace;

    private static TraceDocument Document(string json) =>
        TraceDocument.Read(JsonCursor.Parse(Encoding.UTF8.GetBytes(json), "run.json"), "run.json", DeclaredArithmetic.Default, needsTrajectory: true);
}
