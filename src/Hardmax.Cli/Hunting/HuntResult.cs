using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Cli.Hunting;

/// <summary>What a campaign of one claim comes to: its outcome, the shrunk witness, and how both are said.</summary>
internal sealed class HuntResult
{
    private readonly HuntScope _scope;
    private readonly ClaimOutcome _outcome;
    private readonly HardmaxProblem? _witness;
    private readonly string? _path;
    private readonly Counterexample? _example;
    private readonly TimeSpan _searched;
    private readonly TimeSpan _written;

    private HuntResult(HuntScope scope, ClaimOutcome outcome, Counterexample? example, HardmaxProblem? witness, string? path, TimeSpan searched, TimeSpan written) =>
        (_scope, _outcome, _example, _witness, _path, _searched, _written) = (scope, outcome, example, witness, path, searched, written);

    /// <summary>Reads what the blocks say; shrinks, judges again and writes a witness where there is one.</summary>
    /// <param name="schedule">The search, of one claim.</param>
    /// <param name="blocks">What was recorded.</param>
    /// <param name="searched">For how long.</param>
    /// <param name="folder">Where the witness goes.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static HuntResult Of(HuntSchedule schedule, ImmutableArray<BlockResult> blocks, TimeSpan searched, string folder, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        ClaimOutcome outcome = HuntReport.Of(schedule, blocks).Single();
        HuntScope scope = schedule.Scope;
        Counterexample? example = outcome.Violation is { } violation
            ? WitnessShrink.Shrink(scope, outcome.Claim, violation, outcome.FoundBy!, cancellation)
            : KnownWitnesses.Load(cancellation).Refuting(outcome.Claim, scope.Class, scope.Dimension);
        if (example is null)
        {
            return new HuntResult(scope, outcome, null, null, null, searched, watch.Elapsed);
        }

        HardmaxProblem witness = example.Named(outcome.Claim, scope.Class);
        string path = HuntFiles.WriteWitness(folder, witness, cancellation);
        return new HuntResult(scope, outcome, example, witness, path, searched, watch.Elapsed);
    }

    /// <summary>The exit code: inconclusive if no problem was judged.</summary>
    public int ExitCode => _outcome.Trials > 0 ? Cli.ExitCode.Ok : Cli.ExitCode.Inconclusive;

    /// <summary>The fields of the JSON document.</summary>
    public void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("status", _outcome.Trials == 0 ? "not-searched" : _example is null ? "survived" : "refuted");
        writer.WriteString("claim", _outcome.Claim.Id);
        writer.WriteString("class", MatrixClasses.Id(_scope.Class));
        writer.WriteNumber("trials", _outcome.Trials);
        writer.WriteNumber("undecided", _outcome.Undecided);
        if (_example is not null)
        {
            writer.WriteString("witness", _path);
            writer.WritePropertyName("problem");
            ProblemWriter.Write(writer, _witness!);
            writer.WriteString("says", _example.Verdict.Witness!.Says);
            writer.WriteString("foundBy", _example.FoundBy);
        }

        writer.WriteStartArray("covered");
        foreach (string sentence in _outcome.Covered)
        {
            writer.WriteStringValue(sentence);
        }

        writer.WriteEndArray();
        Stopwatches.WriteField(writer, TimeSpan.Zero, _searched, _written);
    }

    /// <summary>The same for people.</summary>
    public void Print()
    {
        string trials = string.Create(CultureInfo.InvariantCulture, $"{_outcome.Trials:N0} problems, {_outcome.Undecided:N0} of them undecided, in {_searched.TotalSeconds:F1} s of search");
        Console.WriteLine($"{_outcome.Claim.Id}, {MatrixClasses.Id(_scope.Class)}: {_outcome.Claim.Statement}");
        if (_outcome.Claim.ProvedFor.TryGetValue(_scope.Class, out string? source))
        {
            Console.WriteLine($"It is proved in this class ({source}): a counterexample would be a bug, here or there.");
        }

        bool isKnown = _example?.FoundBy == KnownWitnesses.FoundBy;
        if (_outcome.Trials == 0)
        {
            Console.WriteLine($"NOT SEARCHED: no problem was judged, in {_searched.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s of search; give it more --budget or --seconds.");
        }
        else if (_example is null)
        {
            Console.WriteLine($"SURVIVED {trials}.");
        }

        if (_example is not null)
        {
            Console.WriteLine(isKnown ? $"REFUTED by a known witness, judged again; the search has found none yet ({trials}):" : $"REFUTED after {trials}, by the {_example.FoundBy} search; the smallest witness:");
            Array.ForEach(ProblemText.Write(_witness!).Split('\n'), Console.WriteLine);
            Console.WriteLine($"  {_example.Verdict.Witness!.Says}{string.Concat(_example.Verdict.Witness.Values.Select(value => $"; {value.Name} = {Readable.Point(value.Value)}"))}");
            Console.WriteLine($"The witness: {_path}");
        }

        foreach (string sentence in _outcome.Covered)
        {
            Console.WriteLine($"  {sentence}");
        }
    }
}
