using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Hardmax.Cli.Hunting;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Reports;
using Hardmax.Search;
using Spectre.Console;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax atlas: every claim in every class of matrices, as a static site.</summary>
internal static class AtlasCommand
{
    private const string Campaigns = "campaigns";

    // Searches end before the time is up: witnesses are still made small, and pages written.
    private const double ShareOfSearch = 0.85;

    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "The folder of the site; the same folder goes on where it was.", HelpName = "DIR", Required = true };
        folder.Validators.Add(CommonOptions.NotEmpty);
        var seconds = new Option<double>("--seconds") { Description = "Seconds for everything.", HelpName = "S", DefaultValueFactory = _ => 90 };
        seconds.Validators.Add(HuntOptions.PositiveSeconds);
        Option<ulong> seed = HuntOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "atlas",
            """
            Says of every claim in every class of matrices whether it is proved, refuted, has survived so far or was not searched: hunts for
            counterexamples to all that is not proved, and writes a site that needs no network, DIR/index.html, with a page and an
            exact witness for each, and DIR/atlas.json. An atlas that was interrupted goes on where it was.

            Example:
              hardmax atlas --out atlas --seconds 10 --seed 7
            """)
        {
            folder,
            seconds,
            seed,
            threads,
            json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new AtlasOptions
            {
                Time = TimeSpan.FromSeconds(ShareOfSearch * parsed.GetValue(seconds)),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
            };
            return Task.FromResult(Run(parsed.GetRequiredValue(folder), options, parsed.GetValue(json), cancellation));
        });
        return command;
    }

    private static int Run(string folder, AtlasOptions options, bool json, CancellationToken cancellation)
    {
        OwnFiles.RequireFolder(folder, [.. AtlasSite.Names()]);
        AtlasResult atlas = HuntFiles.Guard(() => Search(folder, options, cancellation));
        var writing = Stopwatch.StartNew();
        foreach ((string path, string text) in AtlasSite.Files(atlas))
        {
            _ = WholeFile.Write(Path.Combine(folder, path), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }

        string report = Path.Combine(folder, "index.html");
        int Count(CellStatus status) => atlas.Cells.Count(cell => cell.Status == status);
        if (json)
        {
            JsonOutput.Print(writer =>
            {
                writer.WriteString("report", report);
                writer.WriteNumber("proved", Count(CellStatus.Proved));
                writer.WriteNumber("refuted", Count(CellStatus.Refuted));
                writer.WriteNumber("survived", Count(CellStatus.Survived));
                writer.WriteNumber("notSearched", Count(CellStatus.NotSearched));
                Stopwatches.WriteField(writer, TimeSpan.Zero, atlas.Elapsed, writing.Elapsed);
            });
        }
        else
        {
            PrintTable(atlas);
            Console.WriteLine($"{Count(CellStatus.Proved)} proved, {Count(CellStatus.Refuted)} refuted, {Count(CellStatus.Survived)} survived, {Count(CellStatus.NotSearched)} not searched. The atlas: {Path.GetFullPath(report)}");
        }

        return ExitCode.Ok;
    }

    private static AtlasResult Search(string folder, AtlasOptions options, CancellationToken cancellation)
    {
        string campaigns = HuntFiles.CampaignIn(folder, Campaigns);
        _ = HuntFiles.CampaignIn(campaigns);
        using var line = new HuntProgressLine(new HuntBudget { Time = options.Time }, Shard.Whole);
        var watch = Stopwatch.StartNew();

        // A campaign knows the time of its class alone; what is left is that of all.
        void Report(MatrixClass matrixClass, HuntProgress state) => line.Report(state with { Elapsed = watch.Elapsed }, MatrixClasses.Id(matrixClass) + ": ");
        return AtlasSearch.Run(campaigns, options, Report, cancellation);
    }

    private static void PrintTable(AtlasResult atlas)
    {
        MatrixClass[] classes = Enum.GetValues<MatrixClass>();
        Table table = new Table().RoundedBorder().AddColumn(new TableColumn("claim").NoWrap());
        foreach (MatrixClass matrixClass in classes)
        {
            table.AddColumn(MatrixClasses.Id(matrixClass));
        }

        foreach (IGrouping<Claims.Claim, AtlasCell> row in atlas.Cells.GroupBy(cell => cell.Claim))
        {
            string[] words = [.. classes.Select(matrixClass => Word(row.FirstOrDefault(cell => cell.Class == matrixClass)))];
            table.AddRow([row.Key.Id, .. words]);
        }

        HumanConsole.Print(table);
    }

    private static string Word(AtlasCell? cell) => cell?.Status switch
    {
        CellStatus.Proved => "[green]proved[/]",
        CellStatus.Refuted => "[red]refuted[/]",
        CellStatus.Survived => "[yellow]survived[/]",
        CellStatus.NotSearched => "[grey]not searched[/]",
        _ => string.Empty,
    };
}
