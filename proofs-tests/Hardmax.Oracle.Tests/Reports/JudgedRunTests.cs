using System.Collections.Immutable;
using System.Text.Json;
using System.Xml.Linq;
using Hardmax.Reports;
using Hardmax.Testing;
using Hardmax.Tests.Docs;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Reports of what the judge itself says about wrong implementations, over every category of cases.</summary>
public sealed class JudgedRunTests
{
    private static readonly SchemaSubset Schema = new(Path.Combine(Repository.Root, "docs", "schema", "results.schema.json"));

    private static readonly OracleCase[] Drawn = Draw();

    public static TheoryData<string> MistakeIds => [.. Mistakes.All.Select(mistake => mistake.Id)];

    [Theory]
    [MemberData(nameof(MistakeIds))]
    public async Task A_mistake_is_reported_in_every_format(string mistake)
    {
        ConformResult result = await Judge(Mistakes.Implement<double>(Mistakes.Find(mistake)!));
        Assert.NotEmpty(result.Failures);

        using var stream = new MemoryStream();
        ResultLines.AppendAll(stream, result, RunOrigin.Of(result));
        string[] lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Null(Schema.WhyInvalid(JsonDocument.Parse(line).RootElement)));

        XElement page = XDocument.Parse(OraclePage.Of(result)).Root!;
        Assert.Equal(result.Failures.Length, page.Descendants("figure").Count());
        Assert.Equal(result.Cases.Length, XDocument.Parse(JUnitReport.Of(result)).Descendants("testcase").Count());
        string summary = MarkdownReport.Of(result);
        Assert.All(result.Failures, failure => Assert.Contains($"`{failure.Shrunk.Case.Id}`", summary, StringComparison.Ordinal));

        // What the judge names, the sentence names once.
        Assert.All(result.Failures, failure =>
        {
            string sentence = new FailureFacts(failure, RunOrigin.Of(result)).Sentence;
            Assert.Equal(2, sentence.Split($"layer {failure.Shrunk.Verdict!.First!.Layer}").Length);
        });
    }

    private static OracleCase[] Draw()
    {
        var generator = new CaseGenerator(DeclaredArithmetic.Default, null, 1);
        return [.. Enumerable.Range(0, 2 * CaseCategories.All.Count).Select(generator.Draw).Where(drawn => drawn.Problem.Tokens.Count <= 8)];
    }

    private static async Task<ConformResult> Judge(IImplementation implementation)
    {
        var cases = ImmutableArray.CreateBuilder<CaseResult>();
        var failures = ImmutableArray.CreateBuilder<Failure>();
        for (int index = 0; index < Drawn.Length; index++)
        {
            OracleCase drawn = Drawn[index];
            Reply reply = await implementation.RunAsync(drawn, CancellationToken.None);
            Trace trace = reply.ToTrace(drawn);
            TraceVerdict verdict = TraceJudge.Judge(trace);
            CaseResult found = new()
            {
                Index = index,
                Case = drawn,
                Class = verdict.Class,
                Message = verdict.Message,
                Reply = reply,
                Verdict = verdict,
                Explanation = verdict.First is { First: { } finding } step ? TraceJudge.Explain(trace, step, finding.Token) : null,
                Divergence = DivergenceFinder.Find(trace, verdict, withLimits: false),
            };
            cases.Add(found);
            bool isNew = failures.All(other => (other.Found.Case.Category, other.Found.Class) != (drawn.Category, verdict.Class));
            if (verdict.Class.IsFailure() && verdict.First is not null && isNew)
            {
                failures.Add(new Failure { Found = found, Shrunk = found, ShrinkFinished = false, ShrinkTrials = 0, Diagnoses = Diagnoser.Diagnose(trace, verdict), Reproduced = 1 });
            }
        }

        return SampleResults.Result(implementation.Handshake, cases.ToImmutable(), failures.ToImmutable());
    }
}
