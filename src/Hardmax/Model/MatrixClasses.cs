using System.Collections.Immutable;
using Hardmax.Geometry;
using Hardmax.Numbers;

namespace Hardmax.Model;

/// <summary>
/// The classes of matrices for which theory and counterexamples are kept. They overlap: the identity is SPD, the zero
/// matrix is skew and semidefinite both ways, and every matrix is general. The definite and semidefinite classes are
/// symmetric matrices. Source: docs/theory.md, "Other classes of matrices".
/// </summary>
public enum MatrixClass
{
    /// <summary>The identity.</summary>
    Identity,

    /// <summary>Symmetric positive definite: the class of the paper's theorem.</summary>
    Spd,

    /// <summary>Symmetric positive semidefinite and singular (the zero matrix included).</summary>
    PsdSingular,

    /// <summary>Symmetric negative definite.</summary>
    NegativeDefinite,

    /// <summary>Symmetric negative semidefinite and singular (the zero matrix included).</summary>
    NsdSingular,

    /// <summary>Symmetric with a positive and a negative direction.</summary>
    SymmetricIndefinite,

    /// <summary>A^T = -A.</summary>
    Skew,

    /// <summary>The symmetric part is positive definite and A is not symmetric.</summary>
    PdNonsymmetric,

    /// <summary>Every matrix.</summary>
    General,
}

/// <summary>Which matrices are in which <see cref="MatrixClass"/>, decided exactly, and the names that the command line uses.</summary>
public static class MatrixClasses
{
    private static readonly ImmutableArray<(MatrixClass Class, string Id)> Ids =
    [
        (MatrixClass.Identity, "identity"),
        (MatrixClass.Spd, "spd"),
        (MatrixClass.PsdSingular, "psd-singular"),
        (MatrixClass.NegativeDefinite, "negative-definite"),
        (MatrixClass.NsdSingular, "nsd-singular"),
        (MatrixClass.SymmetricIndefinite, "symmetric-indefinite"),
        (MatrixClass.Skew, "skew"),
        (MatrixClass.PdNonsymmetric, "pd-nonsymmetric"),
        (MatrixClass.General, "general"),
    ];

    /// <summary>Every class, in the order of the enumeration.</summary>
    public static ImmutableArray<MatrixClass> All { get; } = [.. Ids.Select(pair => pair.Class)];

    /// <summary>All classes that a matrix belongs to; never empty, because every matrix is general.</summary>
    public static ImmutableSortedSet<MatrixClass> Of(AttentionMatrix matrix)
    {
        ImmutableSortedSet<MatrixClass>.Builder classes = ImmutableSortedSet.Create(MatrixClass.General).ToBuilder();
        Definiteness definiteness = LdlDecomposition.Of(matrix.SymmetricPart()).Definiteness;
        if (matrix.IsSymmetric)
        {
            classes.UnionWith(SymmetricClasses(definiteness));
        }
        else if (definiteness == Definiteness.PositiveDefinite)
        {
            classes.Add(MatrixClass.PdNonsymmetric);
        }

        if (matrix.IsIdentity)
        {
            classes.Add(MatrixClass.Identity);
        }

        // A^T = -A says that the symmetric part vanishes.
        if (definiteness == Definiteness.Zero)
        {
            classes.Add(MatrixClass.Skew);
        }

        return classes.ToImmutable();
    }

    /// <summary>Whether a matrix belongs to a class.</summary>
    public static bool Contains(MatrixClass matrixClass, AttentionMatrix matrix) => Of(matrix).Contains(matrixClass);

    /// <summary>The name of a class: "spd", "psd-singular" and so on.</summary>
    public static string Id(MatrixClass matrixClass) => Ids.First(pair => pair.Class == matrixClass).Id;

    /// <summary>The class of that name, in lower case as <see cref="Id"/> writes it; false where there is none.</summary>
    public static bool TryParse(string? id, out MatrixClass matrixClass)
    {
        (matrixClass, string? found) = Ids.FirstOrDefault(pair => string.Equals(pair.Id, id, StringComparison.Ordinal));
        return found is not null;
    }

    private static MatrixClass[] SymmetricClasses(Definiteness definiteness) => definiteness switch
    {
        Definiteness.PositiveDefinite => [MatrixClass.Spd],
        Definiteness.PositiveSemidefiniteSingular => [MatrixClass.PsdSingular],
        Definiteness.NegativeDefinite => [MatrixClass.NegativeDefinite],
        Definiteness.NegativeSemidefiniteSingular => [MatrixClass.NsdSingular],
        Definiteness.Zero => [MatrixClass.PsdSingular, MatrixClass.NsdSingular],
        _ => [MatrixClass.SymmetricIndefinite],
    };
}
