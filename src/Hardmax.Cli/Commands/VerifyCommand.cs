using System.CommandLine;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Limits;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax verify CERTIFICATE..: the independent check.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("CERTIFICATE") { Description = "Files that 'hardmax limit --certificate' wrote.", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(CommonOptions.FileNames);
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "verify",
            """
            Checks certificates from scratch: the layers by the textbook dynamics over rationals, every claim by its definition.
            Exit code 0: all are valid; 1: one is not.

            Example:
              hardmax limit square.json --certificate square.certificate.json
              hardmax verify square.certificate.json
            """)
        {
            files,
            threads,
            json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetRequiredValue(files), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(string[] files, bool json, CancellationToken cancellation)
    {
        bool allValid = true;
        foreach (string file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            CheckResult result = CertificateChecker.Check(CertificateFile.Read(file));
            allValid &= result.IsValid;
            if (json)
            {
                JsonOutput.Print(writer =>
                {
                    writer.WriteBoolean("valid", result.IsValid);
                    if (result.Reason is not null)
                    {
                        writer.WriteString("reason", result.Reason);
                    }
                });
            }
            else
            {
                Console.WriteLine(result.IsValid ? $"{file}: valid" : $"{file}: INVALID: {result.Reason}");
            }
        }

        return allValid ? ExitCode.Ok : ExitCode.Failure;
    }
}
