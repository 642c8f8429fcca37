using Hardmax.Model;

namespace Hardmax.Oracle;

/// <summary>A case that is not checked yet.</summary>
/// <param name="Problem">Tokens, A and alpha.</param>
/// <param name="Layers">How many steps.</param>
internal sealed record CaseSketch(HardmaxProblem Problem, int Layers);
