using Hardmax.Model;

namespace Hardmax.Proofs.Support;

/// <summary>
/// Says which claim a property holds to its word, and for which matrices. Together the attributes are exactly what the
/// catalogue calls proved: <see cref="Claims.CatalogueTests"/> compares the two.
/// </summary>
/// <param name="claim">The claim's id.</param>
/// <param name="classes">The classes whose problems the property draws; none for all of them.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ProvesAttribute(string claim, params MatrixClass[] classes) : Attribute
{
    /// <summary>The claim's id.</summary>
    public string Claim { get; } = claim;

    /// <summary>The classes of matrices.</summary>
    public MatrixClass[] Classes { get; } = classes.Length == 0 ? Enum.GetValues<MatrixClass>() : classes;
}
