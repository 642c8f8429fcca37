using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Reports;

namespace Hardmax.Oracle.Tests;

/// <summary>Results of runs as the oracle makes them, written by hand: one that holds, wrong ones, and one full of hostile texts.</summary>
internal static class SampleResults
{
    /// <summary>Text that would be markup, an escape sequence, the end of a section or of a cell.</summary>
    public const string Hostile = "</script><b>bold</b> & \"quotes\" 'single' `ticks` ``` | pipe ]]> <!-- \u0001\u001b[31m\u0000 \ud83d\ude80 \ud800 [link](https://example.org) *stars* __under__ $x$ <img src=x onerror=alert(1)>";

    /// <summary>An environment that is the same everywhere.</summary>
    public static RunEnvironment Environment { get; } = new("hardmax 0.1.0", "Linux 6.1", "x64", ".NET 10.0.0");

    /// <summary>Everything that goes well: EXACT, and within the bound.</summary>
    public static ConformResult Passing { get; } = Result(
        Named("blocked-sum", "2.1", "C"),
        [Pass(0, CaseCategory.ExactTie, VerdictClass.Exact), Pass(1, CaseCategory.NearTie, VerdictClass.WithinBound), Pass(2, CaseCategory.ManyTokens, VerdictClass.CorrectlyRounded)]);

    /// <summary>Attends to the first of several maximisers: the smallest failing case has tokens (1,1), (1,-1), (1,0).</summary>
    public static ConformResult ArgmaxFirst { get; } = WrongSelection();

    /// <summary>float32: a wrong update in three dimensions with a general matrix, at layer 1, and a near tie that is acceptable.</summary>
    public static ConformResult WrongUpdate { get; } = WrongUpdateAndNearTie();

    /// <summary>A crash with a log, a time-out, and texts that would be markup wherever they can stand.</summary>
    public static ConformResult Crashing { get; } = CrashAndTimeout();

    /// <summary>All four.</summary>
    public static ConformResult[] All { get; } = [Passing, ArgmaxFirst, WrongUpdate, Crashing];

    /// <summary>A case.</summary>
    public static OracleCase Case(CaseCategory category, Rational[][] tokens, Rational alpha, int layers = 1, Rational[,]? matrix = null, DeclaredArithmetic? arithmetic = null) => new(
        category,
        new HardmaxProblem(new TokenCloud(tokens), new HardmaxSystem(matrix is null ? AttentionMatrix.Identity(tokens[0].Length) : new AttentionMatrix(matrix), alpha)),
        layers,
        arithmetic ?? DeclaredArithmetic.Default);

    /// <summary>A run that found these cases and failures.</summary>
    public static ConformResult Result(Handshake handshake, ImmutableArray<CaseResult> cases, params ImmutableArray<Failure> failures) => new()
    {
        Handshake = handshake,
        Command = ["python3", "my adapter.py", "--dtype=float64"],
        Seed = 18446744073709551615,
        Strict = false,
        Cases = cases,
        Failures = failures,
        Elapsed = TimeSpan.FromSeconds(12.345),
    };

    /// <summary>A case that holds.</summary>
    public static CaseResult Pass(int index, CaseCategory category, VerdictClass verdict) => new()
    {
        Index = index,
        Case = Case(category, [[1, index + 2], [0, 1]], 1),
        Class = verdict,
        Reply = Answered([[1, index + 2], [0, 1]]),
    };

    /// <summary>What an implementation of this name says about itself.</summary>
    public static Handshake Named(string name, string version = "", string language = "", DeclaredArithmetic? arithmetic = null) =>
        new() { Name = name, Version = version, Language = language, IsDeterministic = true, Arithmetic = arithmetic ?? DeclaredArithmetic.Default };

    private static Rational Of(string text) => Rational.Parse(text);

    private static Reply Answered(params Rational[][][] layers) => new()
    {
        Kind = ReplyKind.Answered,
        Layers = [.. layers.Select(layer => RecordedLayer.Of(new TokenCloud(layer)))],
        Elapsed = TimeSpan.FromMilliseconds(1.5),
    };

    private static ConformResult WrongSelection()
    {
        Rational[][] tokens = [[1, 1], [1, -1], [1, 0]];
        OracleCase smallest = Case(CaseCategory.ExactTie, tokens, 1);
        var finding = new TokenFinding
        {
            Token = 2,
            Class = VerdictClass.WrongSelection,
            Message = "layer 0: token 2 attends to {0} instead of {0, 1, 2}; missing {1, 2}",
            Exact = [0, 1, 2],
            Selected = [0],
        };
        CaseResult shrunk = Failing(
            41,
            smallest,
            Answered(tokens, [[1, 1], [1, -1], [1, Of("1/2")]]),
            finding,
            new StepExplanation(
                0,
                2,
                [Score(0, 1, isSelected: true), Score(1, 1), Score(2, 1)],
                [
                    new CoordinateRow(0, 1, 1, "0x3ff0000000000000", 1, "0x3ff0000000000000", 0, 0),
                    new CoordinateRow(1, 0, 0, "0x0000000000000000", Of("1/2"), "0x3fe0000000000000", Of("0x1p52"), 0),
                ])) with
        {
            Divergence = new Divergence
            {
                Layer = 0,
                Token = 2,
                Exact = [0, 1, 2],
                Recorded = [0],
                LimitToken = 2,
                ExactLimit = [1, 0],
                End = [1, Of("1/2")],
                LimitFromEnd = [1, 1],
                Message = "token 2 has the exact limit (1, 0), and this run ends at (1, 1)",
            },
        };
        Rational[][] large = [[8, 8], [8, -8], [8, 0], [3, Of("1/4")], [-5, 2], [-7, -1]];
        CaseResult found = shrunk with { Case = Case(CaseCategory.ExactTie, large, 1, layers: 4), Reply = Answered(large), Runs = 3 };
        CaseResult again = found with { Index = 42, Case = Case(CaseCategory.DuplicateToken, [[2, 2], [2, 2]], 1) };
        Failure failure = FailureOf(found, shrunk) with
        {
            AlsoIn = [CaseCategory.DuplicateToken],
            Diagnoses = [new Diagnosis("first-argmax-only", "attends to the first of several maximisers only", 3), new Diagnosis("ties-dropped", "drops all but one of equal scores", 1)],
        };
        return Result(Named("numpy-naive", "1.26", "Python"), [Pass(0, CaseCategory.OneDim, VerdictClass.Exact), found, again], failure) with
        {
            Causes = [new RunDiagnosis("first-argmax-only", "attends to the first of several maximisers only", 2, 2)],
            Remarks = ["it declares ties: first, which is not the paper's map"],
        };
    }

    private static ConformResult WrongUpdateAndNearTie()
    {
        DeclaredArithmetic single = DeclaredArithmetic.Of(BinaryFormat.Single);
        Rational tenth = Rational.FromSingle(0.1f);
        Rational[][] tokens = [[1, 2, tenth], [-3, 1, 0], [0, Of("0x1p-149"), 4], [2, -2, Of("-0x1.8p-10")]];
        Rational[,] matrix = { { 1, Of("1/2"), 0 }, { 0, 2, -1 }, { tenth, 0, 1 } };
        OracleCase smallest = Case(CaseCategory.NonsymmetricA, tokens, tenth, layers: 3, matrix: matrix, arithmetic: single);
        Rational[][][] exact = Exact(smallest);
        Rational[][] first = Rounded(exact[1]);
        Rational[][] wrong = Rounded(exact[2]);
        wrong[1] = [wrong[1][0] + Of("1/4"), wrong[1][1], wrong[1][2]];
        Rational[][] after = [.. wrong.Select(token => token.ToArray())];
        var finding = new TokenFinding
        {
            Token = 1,
            Class = VerdictClass.WrongUpdate,
            Message = "layer 1: coordinate 0 of token 1 is not the update for any set that token 1 can select",
            Exact = [1],
            Selected = [1],
            Coordinate = 0,
        };
        CaseResult shrunk = Failing(
            7,
            smallest,
            Answered(tokens, first, wrong, after),
            finding,
            new StepExplanation(
                1,
                1,
                [
                    new ScoreRow(1, exact[1][1][0] * exact[1][1][1], tenth, Of("0x1p-20"), 0, 0, null, IsExact: true, IsSelected: true, IsPossible: true),
                    new ScoreRow(0, Of("-0x1.999999p-300"), null, Of("0x1p-20"), exact[1][0][2], Of("1234567/89"), Of("12345678901234567/1000"), IsExact: false, IsSelected: false, IsPossible: false),
                ],
                [
                    new CoordinateRow(0, first[1][0], exact[2][1][0], "0xc0400000", wrong[1][0], "0xc0300000", Of("1048576"), Of("0x1p-21")),
                    new CoordinateRow(1, first[1][1], exact[2][1][1], "0x3f800000", wrong[1][1], "0x3f800000", Of("1/3"), null),
                ]),
            layer: 1);
        CaseResult near = Pass(8, CaseCategory.NearTie, VerdictClass.NearTie) with
        {
            Message = "token 0 attends to {1} where the exact set is {0}; the scores are 0.3 ulps apart",
        };
        return Result(Named("torch-hardmax", "0.9", "Python", single), [Pass(0, CaseCategory.ExactTie, VerdictClass.Exact), shrunk, near], FailureOf(shrunk, shrunk) with { ShrinkFinished = false });
    }

    private static ConformResult CrashAndTimeout()
    {
        OracleCase smallest = Case(CaseCategory.OneDim, [[3], [-1], [Of("1/2")]], Of("1/2"), layers: 5);
        CaseResult crash = new()
        {
            Index = 0,
            Case = smallest,
            Class = VerdictClass.Crash,
            Message = "it ended with exit code 139 " + Hostile,
            Reply = new Reply
            {
                Kind = ReplyKind.Crashed,
                StandardError = "Traceback (most recent call last):\n  File \"adapter.py\", line 3, in <module>\n" + Hostile + "\nSegmentation fault",
                Breaches = ["the line '" + Hostile + "' is no JSON object"],
                Elapsed = TimeSpan.FromSeconds(0.25),
            },
        };
        CaseResult timeout = crash with
        {
            Index = 1,
            Case = Case(CaseCategory.LateLeader, [[3], [-1]], 1),
            Class = VerdictClass.Timeout,
            Message = string.Empty,
            Reply = new Reply { Kind = ReplyKind.TimedOut },
        };
        CaseResult skipped = timeout with { Index = 2, Case = Case(CaseCategory.Text, [[3], [-1]], 2), Class = VerdictClass.Skipped, Reply = new Reply { Kind = ReplyKind.Skipped } };
        return Result(Named(Hostile, Hostile, Hostile), [crash, timeout, skipped], FailureOf(crash, crash)) with
        {
            Command = ["sh", "-c", Hostile],
            EndedEarly = "after 3 timeouts " + Hostile,
            Remarks = [Hostile],
        };
    }

    private static CaseResult Failing(int index, OracleCase oracleCase, Reply reply, TokenFinding finding, StepExplanation explanation, int layer = 0)
    {
        var step = new StepVerdict(layer, finding.Class, finding.Message, [finding], HasExactScores: true);
        return new CaseResult
        {
            Index = index,
            Case = oracleCase,
            Class = finding.Class,
            Message = finding.Message,
            Reply = reply,
            Verdict = new TraceVerdict(finding.Class, finding.Message, [step]),
            Explanation = explanation,
        };
    }

    private static Failure FailureOf(CaseResult found, CaseResult shrunk) => new()
    {
        Found = found,
        Shrunk = shrunk,
        ShrinkFinished = true,
        ShrinkTrials = 41,
        Diagnoses = [],
        Reproduced = found.Runs,
    };

    private static ScoreRow Score(int token, Rational score, bool isSelected = false) =>
        new(token, score, score, 0, 0, 0, null, IsExact: true, isSelected, IsPossible: true);

    private static Rational[][][] Exact(OracleCase oracleCase)
    {
        var dynamics = new TextbookDynamics<Rational>(oracleCase.Problem.System.Matrix.ToArray(), oracleCase.Problem.System.Alpha);
        Rational[][][] layers = new Rational[oracleCase.Layers + 1][][];
        layers[0] = oracleCase.Problem.Tokens.ToArray();
        for (int layer = 0; layer < oracleCase.Layers; layer++)
        {
            layers[layer + 1] = dynamics.Next(layers[layer], dynamics.AttentionSets(layers[layer]));
        }

        return layers;
    }

    private static Rational[][] Rounded(Rational[][] layer) =>
        [.. layer.Select(token => Array.ConvertAll(token, x => Rational.FromSingle(x.ToSingle())))];
}
