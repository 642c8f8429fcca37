using System.CommandLine;
using Hardmax.Cli.Judging;
using Hardmax.Cli.Output;
using Hardmax.Oracle;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax check TRACE..: judges recorded trajectories.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("TRACE")
        {
            Description = "Recorded trajectories: .json, .jsonl or .npz; - is JSON from standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(CommonOptions.FileNames);
        Option<bool> strict = OracleOptions.Strict();
        Option<string?> dtype = OracleOptions.Format("--dtype", "The arithmetic of traces that do not say; float64, or that of the arrays, otherwise.");
        Option<string?> accumulate = OracleOptions.Format("--accumulate", "The coarsest format that scores pass through, where traces do not say; the dtype otherwise.");
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "check",
            """
            Judges every step of recorded trajectories, exactly, from the recorded state before it; and says where a trajectory
            leaves the exact one from the same start. A trace is {"alpha","matrix"?,"tokens","trajectory","selected"?,"dtype"?,"mask"?}.
            Exit code 0: all steps hold; 1: one is wrong; 2: one could not be decided, or there was none.

            Example:
              echo '{"alpha":1,"tokens":[[1,1],[1,-1],[1,0]],"trajectory":[[[1,1],[1,-1],[1,0]],[[1,1],[1,-1],[1,0.5]]]}' | hardmax check -
              hardmax check runs/*.npz --json
            """)
        {
            files,
            strict,
            dtype,
            accumulate,
            threads,
            json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(files),
            OracleOptions.Arithmetic(parsed.GetValue(dtype), parsed.GetValue(accumulate)),
            new Request(parsed.GetValue(strict), parsed.GetValue(threads), parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static int Run(string[] files, DeclaredArithmetic? arithmetic, Request request, CancellationToken cancellation)
    {
        var watches = new Stopwatches();
        Checked[][] results = new Checked[files.Length][];
        watches.Compute.Start();
        using (var progress = new Progress("traces", files.Length))
        {
            int done = 0;
            ParallelItems.For(
                files.Length,
                request.Threads,
                at =>
                {
                    results[at] = [.. TraceFile.Open(files[at], arithmetic).Select(document => Check(document, request, cancellation))];
                    int now = Interlocked.Increment(ref done);
                    lock (progress)
                    {
                        progress.Report(now);
                    }
                },
                cancellation);
        }

        watches.Compute.Stop();
        Checked[] all = Settle([.. results.SelectMany(of => of)]);
        RunCauses causes = CausesOf(all, request);
        VerdictClass gravest = Verdicts.Gravest(all.Select(one => one.Verdict.Class));
        if (request.Json)
        {
            PrintJson(all, gravest, causes, request, watches);
        }
        else
        {
            PrintText(all, gravest, causes, request);
        }

        return OracleOptions.ExitCodeOf(gravest, request.Strict);
    }

    private static Checked Check(TraceDocument document, Request request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TraceVerdict verdict = TraceJudge.JudgeOne(document.Trace);
        Divergence? divergence = DivergenceFinder.Find(document.Trace, verdict, withLimits: true, cancellation);

        // Only what will be shown is kept: a batch may hold many traces.
        bool isShown = verdict.Class.IsFailure(request.Strict) || verdict.Class.Group() == VerdictGroup.Noted;
        string judgedAs = $"{Named(document.Trace.Arithmetic)} ({document.ArithmeticOrigin})";
        return new Checked(document.Source, verdict, divergence, isShown ? document.Trace : null, judgedAs);
    }

    private static string Named(DeclaredArithmetic arithmetic) =>
        arithmetic.Accumulate == arithmetic.Format ? arithmetic.Format.Name : $"{arithmetic.Format.Name} with {arithmetic.Accumulate.Name} scores";

    private static Checked[] Settle(Checked[] all)
    {
        int[] failing = [.. Enumerable.Range(0, all.Length).Where(at => all[at].Verdict.Class.IsFailure())];
        TraceVerdict[] verdicts = TraceJudge.Settle(
            [.. failing.Select(at => (all[at].Trace!, all[at].Verdict))],
            [.. all.Where(one => !one.Verdict.Class.IsFailure() && one.Trace is not null).Select(one => one.Trace!)]);
        foreach ((int at, TraceVerdict verdict) in failing.Zip(verdicts))
        {
            all[at] = all[at] with { Verdict = verdict };
        }

        return all;
    }

    private static RunCauses CausesOf(Checked[] all, Request request)
    {
        (Trace, TraceVerdict)?[] failing = [.. all.Where(one => one.Verdict.Class.IsFailure(request.Strict)).Select(one => one.Trace is { } trace ? ((Trace, TraceVerdict)?)(trace, one.Verdict) : null)];
        IEnumerable<(Trace, TraceVerdict)> passing =
            from one in all
            where one.Trace is not null && !one.Verdict.Class.IsFailure(request.Strict)
            select (one.Trace, one.Verdict);
        return failing.Length == 0 ? RunCauses.None : RunCauses.Of(failing, passing, varies: false, RunCauses.MostTime);
    }

    private static void PrintJson(Checked[] all, VerdictClass gravest, RunCauses causes, Request request, Stopwatches watches) => JsonOutput.Print(writer =>
    {
        writer.WriteString("verdict", OracleOptions.Word(gravest, request.Strict));
        FindingJson.WriteCounts(writer, all.SelectMany(Classes));
        FindingJson.WriteNotes(writer, all.SelectMany(Classes));
        writer.WriteStartArray("failures");
        foreach (Checked one in all.Where(one => one.Verdict.Class.IsFailure(request.Strict)))
        {
            writer.WriteStartObject();
            writer.WriteString("source", one.Source);
            FindingJson.WriteFields(writer, one.Verdict.Class, one.Verdict.Message, one.Verdict);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (Array.Find(all, one => one.Divergence is not null) is { Divergence: { } divergence } first)
        {
            FindingJson.WriteDivergence(writer, divergence, first.Source);
        }

        writer.WriteStartObject("judgedAs");
        foreach (IGrouping<string, Checked> group in all.GroupBy(one => one.JudgedAs))
        {
            writer.WriteNumber(group.Key, group.Count());
        }

        writer.WriteEndObject();
        writer.WriteStartArray("causes");
        foreach (RunDiagnosis cause in causes.Named)
        {
            writer.WriteStringValue(cause.MistakeId);
        }

        writer.WriteEndArray();
        if (causes.Nearest is { } nearest)
        {
            FindingJson.WriteNearest(writer, nearest);
        }

        writer.WriteNumber("traces", all.Length);
        writer.WriteNumber("steps", all.Sum(one => one.Verdict.Steps.Length));
        writer.WriteNumber("diverged", all.Count(one => one.Divergence is not null));
        watches.WriteField(writer);
    });

    // A step is what is judged; a record that has none, or is broken besides, counts by itself.
    private static IEnumerable<VerdictClass> Classes(Checked one)
    {
        IEnumerable<VerdictClass> steps = one.Verdict.Steps.Select(step => step.Class);
        return one.Verdict.First is null ? steps.Append(one.Verdict.Class) : steps;
    }

    private static void PrintText(Checked[] all, VerdictClass gravest, RunCauses causes, Request request)
    {
        foreach (Checked one in all.Where(one => all.Length == 1 || one.Verdict.Class.Group() != VerdictGroup.Pass || one.Divergence is not null))
        {
            string message = one.Verdict.Message.Length > 0 ? $": {one.Verdict.Message}" : $" in {Readable.Count(one.Verdict.Steps.Length, "step")}";
            Console.WriteLine($"{one.Source}: {one.Verdict.Class.Id()}{message}");
            if (one.Divergence is { } divergence)
            {
                Console.WriteLine($"  diverges from the exact trajectory: {divergence.Message}");
            }
        }

        Checked? failed = Array.Find(all, one => one.Verdict.Class.IsFailure(request.Strict) && one.Trace is not null && one.Verdict.First?.First is not null);
        if (failed is { Trace: { } trace, Verdict.First: { First: { } finding } step } && TraceJudge.Explain(trace, step, finding.Token) is { } explanation)
        {
            ExplanationTable.Print(explanation);
        }

        if (causes.Sentence is { } sentence)
        {
            Console.WriteLine(sentence);
        }

        string counts = string.Join(", ", all.SelectMany(Classes).GroupBy(verdict => verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.Id()}"));
        string traces = Readable.Count(all.Length, "trace");
        string steps = Readable.Count(all.Sum(one => one.Verdict.Steps.Length), "step");
        Console.WriteLine($"{OracleOptions.Word(gravest, request.Strict)}: {traces}, {steps} ({counts}), judged as {JudgedAs(all)}{Diverged(all)}");
    }

    private static string JudgedAs(Checked[] all) => string.Join(", ", all.GroupBy(one => one.JudgedAs).Select(group => group.Count() == all.Length ? group.Key : $"{group.Count()} {group.Key}"));

    private static string Diverged(Checked[] all) => all.Count(one => one.Divergence is not null) is > 0 and var count ? $"; {count} {(count == 1 ? "diverges" : "diverge")}" : string.Empty;

    private sealed record Request(bool Strict, int Threads, bool Json);

    private sealed record Checked(string Source, TraceVerdict Verdict, Divergence? Divergence, Trace? Trace, string JudgedAs);
}
