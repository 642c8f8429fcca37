using System.CommandLine;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Oracle;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax init python|node|c: a commented starter.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        string[] languages = [.. Starters.Languages];
        var language = new Argument<string>("LANGUAGE") { Description = $"One of {string.Join(", ", languages)}." };
        language.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !languages.Contains(result.Tokens[0].Value, StringComparer.Ordinal))
            {
                result.AddError($"LANGUAGE is one of {string.Join(", ", languages)}, and not '{result.Tokens[0].Value}'.");
            }
        });
        language.CompletionSources.Add(languages);
        var folder = new Option<string>("--out") { Description = "The folder for the files.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        folder.Validators.Add(CommonOptions.NotEmpty);
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "init",
            """
            Writes a commented starter: an implementation to replace by your own, and the adapter that it speaks through.
            Files that are there already are not touched.

            Example:
              hardmax init python && hardmax conform -- python3 impl.py
            """)
        {
            language,
            folder,
            threads,
            json,
        };
        command.SetAction((parsed, _) => Task.FromResult(Run(Starters.Find(parsed.GetRequiredValue(language))!, parsed.GetValue(folder)!, parsed.GetValue(json))));
        return command;
    }

    private static int Run(Starter starter, string folder, bool json)
    {
        try
        {
            _ = Directory.CreateDirectory(folder);
            starter.WriteTo(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(folder, "file", $"{failure.Message.TrimEnd('.')}; expected a folder that can be written and lacks the files, or --out DIR");
        }

        string[] steps = [.. starter.Build.IsEmpty ? [] : (string[])[string.Join(' ', starter.Build)], $"hardmax conform -- {string.Join(' ', starter.Command)}"];
        if (json)
        {
            JsonOutput.Print(writer =>
            {
                writer.WriteStartArray("files");
                foreach (StarterFile file in starter.Files)
                {
                    writer.WriteStringValue(Path.Combine(folder, file.Name));
                }

                writer.WriteEndArray();
                writer.WriteStartArray("next");
                foreach (string step in steps)
                {
                    writer.WriteStringValue(step);
                }

                writer.WriteEndArray();
            });
            return ExitCode.Ok;
        }

        Console.WriteLine($"Wrote {string.Join(", ", starter.Files.Select(file => Path.Combine(folder, file.Name)))}. Next{(folder == "." ? string.Empty : $", in {folder}")}:");
        Array.ForEach(steps, step => Console.WriteLine($"  {step}"));
        return ExitCode.Ok;
    }
}
