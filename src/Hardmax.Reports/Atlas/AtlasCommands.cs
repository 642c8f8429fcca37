using System.Globalization;
using Hardmax.Claims;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Reports;

/// <summary>The command lines by which anyone can do again what a page reports.</summary>
internal static class AtlasCommands
{
    /// <summary>Judges the problem file of a refuted cell, from the folder of the site. Conjectures are judged where they are asked for.</summary>
    public static string Judge(AtlasCell cell)
    {
        string asked = AtlasModel.IsOfCatalogue(cell.Claim) ? string.Empty : " --claim " + cell.Claim.Id;
        return $"hardmax claims {AtlasModel.WitnessPath(cell)}{asked}";
    }

    /// <summary>Searches again.</summary>
    public static string Hunt(Claim claim, MatrixClass matrixClass, ulong seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"hardmax hunt --claim {claim.Id} --class {MatrixClasses.Id(matrixClass)} --seed {seed} --out found");
}
