using Hardmax.Control;

namespace Hardmax.Cli.Controlling;

/// <summary>What is asked of 'hardmax control', besides the tokens.</summary>
/// <param name="Matrices">--class.</param>
/// <param name="Leaders">--leaders, or null with --all.</param>
/// <param name="IsExact">--exactly.</param>
/// <param name="Tries">--tries.</param>
/// <param name="Seed">--seed.</param>
/// <param name="SmtLib">--smt2, or null.</param>
/// <param name="Json">--json.</param>
internal sealed record ControlRequest(ControlClass Matrices, string? Leaders, bool IsExact, int Tries, ulong Seed, string? SmtLib, bool Json);
