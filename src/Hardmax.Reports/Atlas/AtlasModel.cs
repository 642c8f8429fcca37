using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Reports;

/// <summary>An atlas with its cells by claim and class, and the places of their files.</summary>
internal sealed class AtlasModel
{
    private readonly Dictionary<(string Claim, MatrixClass Class), AtlasCell> _cells = [];

    /// <summary>Checks what the pages rest on.</summary>
    /// <exception cref="ArgumentException">A refuted cell has no counterexample, or a claim and class have two cells.</exception>
    public AtlasModel(AtlasResult atlas)
    {
        Atlas = atlas;
        foreach (AtlasCell cell in atlas.Cells)
        {
            if ((cell.Status == CellStatus.Refuted) != (cell.Counterexample is not null))
            {
                throw new ArgumentException($"The cell {Name(cell.Claim, cell.Class)} has a counterexample if and only if it is refuted.", nameof(atlas));
            }

            if (!_cells.TryAdd((cell.Claim.Id, cell.Class), cell))
            {
                throw new ArgumentException($"There are two cells {Name(cell.Claim, cell.Class)}.", nameof(atlas));
            }
        }

        Claim[] claims = [.. atlas.Cells.Select(cell => cell.Claim).DistinctBy(claim => claim.Id)];
        Claims = [.. claims.Where(IsOfCatalogue)];
        Conjectures = [.. claims.Where(claim => !IsOfCatalogue(claim))];
    }

    /// <summary>What is shown.</summary>
    public AtlasResult Atlas { get; }

    /// <summary>The claims that `hardmax claims` judges unasked, in the order of the atlas.</summary>
    public ImmutableArray<Claim> Claims { get; }

    /// <summary>All others.</summary>
    public ImmutableArray<Claim> Conjectures { get; }

    /// <summary>Whether `hardmax claims` judges a claim without being asked to.</summary>
    public static bool IsOfCatalogue(Claim claim) => ClaimCatalogue.All.Any(one => one.Id == claim.Id);

    /// <summary>The name of a cell: "leader-exists--skew".</summary>
    public static string Name(Claim claim, MatrixClass matrixClass) => $"{claim.Id}--{MatrixClasses.Id(matrixClass)}";

    /// <summary>The page of a cell, from the folder of the site.</summary>
    public static string PagePath(AtlasCell cell) => $"cells/{Name(cell.Claim, cell.Class)}.html";

    /// <summary>The problem file of a refuted cell, from the folder of the site.</summary>
    public static string WitnessPath(AtlasCell cell) => $"witnesses/{Name(cell.Claim, cell.Class)}.json";

    /// <summary>The cell of a claim in a class, or null.</summary>
    public AtlasCell? Find(Claim claim, MatrixClass matrixClass) => _cells.GetValueOrDefault((claim.Id, matrixClass));

    /// <summary>The cells of a claim in the order of the classes.</summary>
    public ImmutableArray<AtlasCell> CellsOf(Claim claim) =>
        [.. MatrixClasses.All.Select(matrixClass => Find(claim, matrixClass)).OfType<AtlasCell>()];

    /// <summary>
    /// The cell of the smaller class in which a counterexample was found, or null: the class need not be one of the atlas,
    /// and <see cref="Counterexample.FoundBy"/> may name a source instead.
    /// </summary>
    public AtlasCell? FoundIn(AtlasCell cell) =>
        SmallerClass(cell) is { } smaller ? Find(cell.Claim, smaller) : null;

    /// <summary>The smaller class in which a counterexample was found, or null.</summary>
    public static MatrixClass? SmallerClass(AtlasCell cell) =>
        MatrixClasses.TryParse(cell.Counterexample?.FoundBy, out MatrixClass found) && found != cell.Class ? found : null;
}
