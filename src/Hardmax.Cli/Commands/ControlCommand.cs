using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hardmax.Cli.Controlling;
using Hardmax.Cli.Output;
using Hardmax.Control;
using Hardmax.Formats;
using Hardmax.Model;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax control FILE: a matrix under which given tokens lead, or a proof that there is none.</summary>
internal static class ControlCommand
{
    private const int DefaultTries = 1000;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Tokens: a problem, .json, .csv, .npy or .npz; - is JSON from standard input. Its matrix plays no part." };
        Option<string?> leaders = LeaderList.Option();
        var matrices = new Option<string>("--class") { Description = "Where A is sought: spd, symmetric or any.", HelpName = "CLASS", DefaultValueFactory = _ => "spd" };
        matrices.Validators.Add(result => CommonOptions.OneOf(result, ControlWords.Ids));
        var exactly = new Option<bool>("--exactly") { Description = "No other token may lead." };
        var all = new Option<bool>("--all") { Description = "Find all sets of tokens that can lead together, instead of one." };
        var final = new Option<bool>("--final") { Description = "Search for a matrix under which exactly these lead in the limit, after any number of layers." };
        var tries = new Option<int>("--tries") { Description = "With --final: how many matrices to try.", HelpName = "N", DefaultValueFactory = _ => DefaultTries };
        tries.Validators.Add(result => CommonOptions.AtLeast(result, 1));
        var seed = new Option<ulong>("--seed") { Description = "With --final: what the matrices are drawn from.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var smtLib = new Option<string?>("--smt2") { Description = "Write the question for an SMT solver, too.", HelpName = "OUT" };
        smtLib.Validators.Add(CommonOptions.NotEmpty);
        Option<bool> json = CommonOptions.Json();
        Option<int> threads = CommonOptions.Threads();
        var input = new ProblemInput();
        var command = new Command(
            "control",
            """
            Finds a matrix A under which given tokens lead, or proves that there is none. Every answer is checked independently.
            Exit code 0: a matrix, or a proof; 2: neither was found.

            Example:
              echo '{"tokens":[[1,0],[2,1],[2,-1]],"alpha":1}' | hardmax control - --leaders 0
              hardmax control square.json --leaders 0,1 --exactly --smt2 question.smt2
              hardmax control cloud.npy --alpha 1 --all --class any
              hardmax control square.json --leaders 0,2 --final --tries 200 --class any
            """)
        {
            file,
            leaders,
            matrices,
            exactly,
            all,
            final,
            tries,
            seed,
            smtLib,
            json,
            threads,
        };
        input.AddTo(command, file);

        // A is what is sought.
        _ = command.Options.Remove(command.Options.Single(option => option.Name == "--matrix"));
        command.Validators.Add(result => RefuseContradictions(result, leaders, all, final, exactly, tries, seed, smtLib));
        command.SetAction((parsed, cancellation) =>
        {
            var request = new ControlRequest(
                ControlWords.Parse(parsed.GetRequiredValue(matrices)),
                parsed.GetValue(leaders),
                parsed.GetValue(exactly) || parsed.GetValue(final),
                parsed.GetValue(tries),
                parsed.GetValue(seed),
                parsed.GetValue(smtLib),
                parsed.GetValue(json));
            string path = parsed.GetRequiredValue(file);
            var watches = new Stopwatches();
            HardmaxProblem problem = Stopwatches.Time(watches.Read, () => input.ReadSingle(parsed, path));
            return Task.FromResult(parsed.GetValue(all) ? All(problem, request, watches, cancellation)
                : parsed.GetValue(final) ? Final(problem, Question(problem, path, request), request, watches, cancellation)
                : One(Question(problem, path, request), request, watches, cancellation));
        });
        return command;
    }

    private static void RefuseContradictions(
        CommandResult result, Option leaders, Option<bool> all, Option<bool> final, Option<bool> exactly, Option tries, Option seed, Option smtLib)
    {
        bool Has(Option option) => result.GetResult(option) is { Implicit: false };
        if (result.GetValue(all))
        {
            if (new[] { leaders, final, exactly, tries, seed, smtLib }.FirstOrDefault(Has) is { } other)
            {
                result.AddError($"--all finds every set of leaders, and does not go with {other.Name}.");
            }

            return;
        }

        if (!Has(leaders))
        {
            result.AddError("Option '--leaders' is required, or --all.");
        }
        else if (!result.GetValue(final) && new[] { tries, seed }.FirstOrDefault(Has) is { } other)
        {
            result.AddError($"{other.Name} goes with --final alone.");
        }
        else if (result.GetValue(final) && Has(smtLib))
        {
            result.AddError("--smt2 writes questions about layer 0, and does not go with --final.");
        }
        else if (result.GetResult(leaders) is { Tokens: [{ Value: var list }] } && !result.GetValue(final) && !result.GetValue(exactly) && LeaderList.IsNobody(list))
        {
            result.AddError("--leaders none is a question with --exactly or --final.");
        }
    }

    private static ControlQuestion Question(HardmaxProblem problem, string path, ControlRequest request)
    {
        ImmutableArray<int> leaders = LeaderList.Read(request.Leaders!);
        int count = problem.Tokens.Count;
        foreach (int leader in leaders)
        {
            if (leader >= count)
            {
                throw new InvalidInputException(
                    path,
                    "--leaders",
                    string.Create(CultureInfo.InvariantCulture, $"there is no token {leader}; expected indices from 0 to {count - 1}, as the file has {Readable.Count(count, "token")}{IndexBase.Hint(leaders, count)}"));
            }
        }

        return new ControlQuestion(problem.Tokens, leaders, request.Matrices, request.IsExact);
    }

    private static int One(ControlQuestion question, ControlRequest request, Stopwatches watches, CancellationToken cancellation)
    {
        if (request.SmtLib is { } path)
        {
            _ = Stopwatches.Time(watches.Write, () => WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(SmtLib.Write(question)))));
        }

        ControlAnswer answer = Stopwatches.Time(watches.Compute, () => LeaderControl.Solve(question, cancellation));
        if (answer is not ControlAnswer.Undecided)
        {
            RequireProof(question, answer);
        }

        if (request.Json)
        {
            JsonOutput.Print(writer =>
            {
                ControlJson.WriteFields(writer, question, answer);
                watches.WriteField(writer);
            });
        }
        else
        {
            ControlTable.Print(question, answer);
        }

        return answer is ControlAnswer.Undecided ? ExitCode.Inconclusive : ExitCode.Ok;
    }

    private static int All(HardmaxProblem problem, ControlRequest request, Stopwatches watches, CancellationToken cancellation)
    {
        LeaderComplex complex;
        using (var progress = new Progress("sets", total: 0))
        {
            complex = Stopwatches.Time(watches.Compute, () => LeaderComplex.Of(problem.Tokens, request.Matrices, decided => progress.Say($"{Readable.Count(decided, "set")} decided"), cancellation));
        }

        foreach ((ImmutableArray<int> leaders, ControlAnswer answer) in complex.Maximal.Select(face => (face.Leaders, (ControlAnswer)face.Answer))
            .Concat(complex.MinimalNonfaces.Select(set => (set.Tokens, (ControlAnswer)set.Answer))))
        {
            RequireProof(new ControlQuestion(problem.Tokens, leaders, request.Matrices), answer);
        }

        if (request.Json)
        {
            JsonOutput.Print(writer =>
            {
                ControlJson.WriteFields(writer, complex);
                watches.WriteField(writer);
            });
        }
        else
        {
            ControlTable.Print(complex);
        }

        return complex.Undecided.IsEmpty ? ExitCode.Ok : ExitCode.Inconclusive;
    }

    private static int Final(HardmaxProblem problem, ControlQuestion question, ControlRequest request, Stopwatches watches, CancellationToken cancellation)
    {
        FinalControl found;
        using (var progress = new Progress("matrices", request.Tries))
        {
            found = Stopwatches.Time(watches.Compute, () => FinalControl.Search(question, problem.System.Alpha, request.Tries, request.Seed, tried => progress.Report(tried), cancellation));
        }

        if (found.Limit is { } limit)
        {
            RequireCertificate(question, found.Matrix!, limit);
        }

        if (request.Json)
        {
            JsonOutput.Print(writer =>
            {
                ControlJson.WriteFields(writer, found);
                watches.WriteField(writer);
            });
        }
        else
        {
            ControlTable.Print(question, problem.System.Alpha, found);
        }

        return found.Matrix is null && found.Impossible is null ? ExitCode.Inconclusive : ExitCode.Ok;
    }

    private static void RequireProof(ControlQuestion question, ControlAnswer answer)
    {
        if (!ControlChecker.Verify(question, answer, out string? reason))
        {
            throw new UnreachableException($"An answer about {ControlWords.Wanted(question)} is not accepted: {reason}");
        }
    }

    // The checker of limits for the leaders, and that of control, with nobody asked for, for the class.
    private static void RequireCertificate(ControlQuestion question, AttentionMatrix matrix, Limits.LimitResult limit)
    {
        if (Limits.CertificateChecker.Check(Limits.LimitAnalysis.Certificate(limit)) is { IsValid: false, Reason: var reason })
        {
            throw new UnreachableException($"The certificate of a limit is not accepted: {reason}");
        }

        RequireProof(new ControlQuestion(question.Tokens, [], question.Matrices), new ControlAnswer.Feasible(matrix));
    }
}
