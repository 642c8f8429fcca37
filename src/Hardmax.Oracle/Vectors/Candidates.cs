using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Outputs to be judged, for tests of other oracles: what each mistake makes of an input on which it shows, and what right
/// implementations make of inputs that they round in different ways.
/// </summary>
internal static class Candidates
{
    private const int MostTokens = 8;
    private const int PerMistake = 2;
    private const int MostRounded = 12;

    /// <summary>For each mistake the first small tests in which the judge finds it, with its output.</summary>
    /// <param name="tests">Tests of one format.</param>
    public static IEnumerable<VectorTest> Wrong(IReadOnlyList<VectorTest> tests)
    {
        BinaryFormat format = tests[0].Format!;
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (Mistake mistake in Mistakes.All)
        {
            IImplementation wrong = format == BinaryFormat.Single ? Mistakes.Implement<float>(mistake) : Mistakes.Implement<double>(mistake);
            IEnumerable<VectorTest> killed = tests
                .Where(test => test.Problem.Tokens.Count <= MostTokens)
                .Select(test => (Test: test, Run: VectorRun.Of(wrong, test)))
                .Where(run => run.Run.Verdict.Class is VerdictClass.WrongSelection or VerdictClass.WrongUpdate)
                .Select(run => VectorBuilder.WithCandidate(run.Test, run.Run.Layers, $"{run.Test.Comment}; the candidate {mistake.Description}", [mistake.Id], VectorResult.Invalid));

            // Of different constructions, because neighbours in the list show the same thing; and not what another mistake
            // gives as well, as alpha-for-gamma and residual-missing do for alpha = 1.
            foreach (VectorTest test in killed.Where(test => used.Add(test.Id)).DistinctBy(test => test.Flags[0]).Take(PerMistake))
            {
                yield return test;
            }
        }
    }

    /// <summary>Outputs of right implementations that are not the correctly rounded one.</summary>
    /// <param name="tests">Steps of one format.</param>
    public static IEnumerable<VectorTest> Right(IReadOnlyList<VectorTest> tests)
    {
        IImplementation[] right = [.. RightImplementations.All.Where(one => one.Handshake.Arithmetic == DeclaredArithmetic.Of(tests[0].Format!))];
        var chosen = new List<VectorTest>();
        foreach (VectorTest test in tests.Where(test => test.Problem.Tokens.Count <= MostTokens))
        {
            VectorTest? candidate = right.Select(one => Right(test, one)).FirstOrDefault(found => found is not null);
            if (candidate is not null)
            {
                chosen.Add(candidate);
            }
        }

        return chosen.Where(test => test.Result == VectorResult.Acceptable)
            .Concat(chosen.Where(test => test.Result == VectorResult.Valid).TakeLast(MostRounded));
    }

    private static VectorTest? Right(VectorTest test, IImplementation implementation)
    {
        VectorRun run = VectorRun.Of(implementation, test);
        string name = implementation.Handshake.Name;
        return run.Verdict.Class.Group() == VerdictGroup.Noted
            ? VectorBuilder.WithCandidate(test, run.Layers, $"{test.Comment}; the candidate is what {name} makes of it", [], VectorResult.Acceptable)
            : test.Accepted.IsEmpty && run.Verdict.Class == VerdictClass.WithinBound
            ? VectorBuilder.WithCandidate(test, run.Layers, $"{test.Comment}; the candidate is what {name} makes of it, within the tolerance", [], VectorResult.Valid)
            : null;
    }
}

/// <summary>What an implementation makes of a test, and what the judge says of it.</summary>
/// <param name="Layers">Layer 1 .. L; fewer where one is broken.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Trace">What was judged.</param>
internal sealed record VectorRun(ImmutableArray<TokenCloud> Layers, TraceVerdict Verdict, Trace Trace)
{
    /// <summary>Runs an implementation in this process on a step or a trajectory.</summary>
    public static VectorRun Of(IImplementation implementation, VectorTest test)
    {
        var question = new OracleCase(CaseCategory.ExactTie, test.Problem, test.Expected.Length, implementation.Handshake.Arithmetic);
        Reply reply = implementation.RunAsync(question, CancellationToken.None).GetAwaiter().GetResult();
        Trace trace = reply.ToTrace(question);
        return new VectorRun([.. reply.Layers.Skip(1).TakeWhile(layer => layer.Tokens is not null).Select(layer => layer.Tokens!)], TraceJudge.Judge(trace), trace);
    }

    /// <summary>Judges the candidate of a test.</summary>
    public static TraceVerdict Judge(VectorTest test) => TraceJudge.Judge(new Trace
    {
        Problem = test.Problem,
        Arithmetic = DeclaredArithmetic.Of(test.Format!),
        Layers = [RecordedLayer.Of(test.Problem.Tokens), .. test.Candidate!.Value.Select(RecordedLayer.Of)],
        Steps = test.Expected.Length,
    });
}
