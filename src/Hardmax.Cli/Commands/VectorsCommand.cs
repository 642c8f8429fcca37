using System.Collections.Immutable;
using System.CommandLine;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Oracle;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax vectors --out DIR: portable test vectors.</summary>
internal static class VectorsCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "The folder for the files.", HelpName = "DIR", Required = true };
        folder.Validators.Add(CommonOptions.NotEmpty);
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "vectors",
            """
            Writes test vectors as JSON files that need nothing but a JSON reader, with their schema and a page that explains them.
            Keep them in your own repository: the same version writes the same bytes.

            Example:
              hardmax vectors --out vectors
            """)
        {
            folder,
            threads,
            json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetRequiredValue(folder), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(string folder, bool json, CancellationToken cancellation)
    {
        ImmutableArray<VectorFile> suite = VectorSuite.Build();
        var files = new List<string>();
        (string Name, byte[] Content)[] all = [.. VectorFolder.Files(suite)];
        OwnFiles.RequireFolder(folder, all.Select(file => (file.Name, (byte[]?)file.Content)));
        foreach ((string name, byte[] content) in all)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(WholeFile.Write(Path.Combine(folder, name), stream => stream.Write(content)));
        }

        int tests = suite.Sum(file => file.Tests.Count());
        if (json)
        {
            JsonOutput.Print(writer =>
            {
                writer.WriteStartArray("files");
                files.ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
                writer.WriteNumber("tests", tests);
            });
        }
        else
        {
            files.ForEach(Console.WriteLine);
            Console.WriteLine($"{tests} tests");
        }

        return ExitCode.Ok;
    }
}
