using System.CommandLine;
using Hardmax.Cli.Limiting;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Limits;
using Hardmax.Model;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax limit FILE..: what happens at infinite depth, with proof.</summary>
internal static class LimitCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Problems: .json, .jsonl (one on each line), .csv, .npy or .npz (an array b x n x d is a batch); - is JSON from standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var certificate = new Option<string?>("--certificate")
        {
            Description = "Write the certificate to a file; for a batch, or for several files, to a folder, as INDEX.json.",
            HelpName = "OUT",
        };
        certificate.Validators.Add(CommonOptions.NotEmpty);
        Option<int> maxLayers = CommonOptions.MaxLayers();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var input = new ProblemInput();
        var command = new Command(
            "limit",
            """
            Says what happens as layers tend to infinity, exactly, with a certificate that 'hardmax verify' checks.
            Exit code 0: every limit is certified, or a certified cycle; 2: one is undecided.

            Example:
              echo '{"tokens":[[1,1],[1,-1],["1/2",0]],"alpha":1}' | hardmax limit -
              hardmax limit reviews.npy --alpha 616769/262144 --json
            """)
        {
            files,
            certificate,
            maxLayers,
            threads,
            json,
        };
        input.AddTo(command, files);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(files),
            input.Read(parsed),
            new LimitRequest(parsed.GetValue(maxLayers), parsed.GetValue(threads), parsed.GetValue(certificate), parsed.GetValue(json), cancellation))));
        return command;
    }

    private static int Run(string[] files, ProblemOptions options, LimitRequest request)
    {
        bool allDecided = true;
        for (int at = 0; at < files.Length; at++)
        {
            var watches = new Stopwatches();
            ProblemFile file = Stopwatches.Time(watches.Read, () => ProblemFile.Open(files[at], options));
            string? certificate = files.Length == 1 || request.Certificate is null
                ? request.Certificate
                : file.IsBatch ? Path.Combine(request.Certificate, $"{at}") : Path.Combine(request.Certificate, $"{at}.json");
            ProblemInput.Tell(file, request.Json);
            LimitRequest own = request with { Certificate = certificate, File = files.Length > 1 ? files[at] : null };
            allDecided &= file.IsBatch ? BatchLimits.Run(file, own, watches) : Single(file, own);
        }

        return allDecided ? ExitCode.Ok : ExitCode.Inconclusive;
    }

    private static bool Single(ProblemFile file, LimitRequest request)
    {
        HardmaxProblem problem = file[0];
        LimitResult result = LimitCertifier.Certify(problem, request.MaxLayers, request.Cancellation);
        (LimitClaims claims, _) = LimitAnalysis.Of(result);
        if (request.Certificate is { } path && result.Status != LimitStatus.Undecided)
        {
            _ = WholeFile.Write(path, stream => stream.Write(CertificateFile.ToUtf8(LimitAnalysis.Certificate(result))));
        }

        if (request.Json)
        {
            JsonOutput.Print(writer => LimitDocument.Write(writer, problem, claims, request.File));
        }
        else
        {
            LimitTable.Print(file.Source, problem, result, claims);
        }

        if (request.Certificate is not null && result.Status == LimitStatus.Undecided)
        {
            Console.Error.WriteLine($"hardmax: {file.Source}: undecided after {result.Layer} layers, so there is no certificate to write");
        }

        return result.Status != LimitStatus.Undecided;
    }
}
