using Hardmax.Cli.Controlling;
using Hardmax.Control;
using Hardmax.Examples;
using Hardmax.Model;

namespace Hardmax.Cli.Demo;

/// <summary>The open question on one example: a token that no symmetric positive definite A makes a leader, and a matrix that does.</summary>
internal sealed class DemoControl
{
    private DemoControl(ControlQuestion spd, ControlAnswer spdAnswer, ControlQuestion any, ControlAnswer anyAnswer) =>
        (Spd, SpdAnswer, Any, AnyAnswer) = (spd, spdAnswer, any, anyAnswer);

    /// <summary>Can the token lead under a symmetric positive definite A?</summary>
    public ControlQuestion Spd { get; }

    /// <summary>It cannot, with a proof.</summary>
    public ControlAnswer SpdAnswer { get; }

    /// <summary>Can it lead under any A?</summary>
    public ControlQuestion Any { get; }

    /// <summary>It can, under this matrix.</summary>
    public ControlAnswer AnyAnswer { get; }

    /// <summary>Whether the independent checker has accepted both answers.</summary>
    public bool IsProved => ControlChecker.Verify(Spd, SpdAnswer, out _) && ControlChecker.Verify(Any, AnyAnswer, out _);

    /// <summary>Asks both questions.</summary>
    public static DemoControl Compute(CancellationToken cancellation)
    {
        TokenCloud tokens = KnownProblems.BeyondControl.Tokens;
        ControlQuestion Ask(ControlClass matrices) => new(tokens, [0], matrices);
        ControlQuestion spd = Ask(ControlClass.Spd);
        ControlQuestion any = Ask(ControlClass.Any);
        return new DemoControl(spd, LeaderControl.Solve(spd, cancellation), any, LeaderControl.Solve(any, cancellation));
    }

    /// <summary>The tokens under the matrix that was found; under the identity, and no leader more, where none was.</summary>
    public HardmaxProblem Controlled()
    {
        HardmaxProblem asked = KnownProblems.BeyondControl;
        AttentionMatrix matrix = AnyAnswer is ControlAnswer.Feasible feasible ? feasible.Matrix : asked.System.Matrix;
        return new HardmaxProblem(
            asked.Tokens,
            new HardmaxSystem(matrix, asked.System.Alpha),
            name: "controlled-leader",
            description: $"{asked.Description}{Proof()} Under A = {ControlWords.Line(matrix)}, which hardmax control has found, it leads.");
    }

    private string Proof() => SpdAnswer is ControlAnswer.Infeasible infeasible
        ? $" The proof: {string.Join(' ', ControlWords.Proof(Spd, infeasible.Proof))}. {ControlWords.Legend(Spd.Matrices)}."
        : string.Empty;
}
