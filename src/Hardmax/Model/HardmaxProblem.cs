using System.Collections.Immutable;

namespace Hardmax.Model;

/// <summary>
/// Tokens at layer 0 and the layer that moves them: the input of everything else. Labels, name and description are for
/// people; no result depends on them.
/// </summary>
public sealed class HardmaxProblem
{
    /// <summary>A problem whose tokens and matrix have the same dimension.</summary>
    /// <exception cref="ArgumentException">The dimensions differ, or there is not one label per token.</exception>
    public HardmaxProblem(TokenCloud tokens, HardmaxSystem system, ImmutableArray<string>? labels = null, string? name = null, string? description = null)
    {
        if (tokens.Dimension != system.Matrix.Dimension)
        {
            throw new ArgumentException("The matrix is d x d, where d is the dimension of the tokens.", nameof(system));
        }

        if (labels is { } given && given.Length != tokens.Count)
        {
            throw new ArgumentException("There are as many labels as tokens.", nameof(labels));
        }

        Tokens = tokens;
        System = system;
        Labels = labels;
        Name = name;
        Description = description;
    }

    /// <summary>The tokens at layer 0, n x d.</summary>
    public TokenCloud Tokens { get; }

    /// <summary>A and alpha.</summary>
    public HardmaxSystem System { get; }

    /// <summary>One text per token, or null.</summary>
    public ImmutableArray<string>? Labels { get; }

    /// <summary>A short name, or null.</summary>
    public string? Name { get; }

    /// <summary>A sentence about the problem, or null.</summary>
    public string? Description { get; }
}
