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
