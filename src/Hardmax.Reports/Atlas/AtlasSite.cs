using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Reports;

/// <summary>A file of a site.</summary>
/// <param name="Path">Where it belongs, relative to the site's folder, with forward slashes.</param>
/// <param name="Text">Its text, to be written as UTF-8 without a byte order mark.</param>
internal sealed record SiteFile(string Path, string Text);

/// <summary>
/// The atlas as a static site: a table of claims by classes of matrices, a page for every cell, and a problem file for
/// every counterexample. Pages are self-contained and open from a folder; the same atlas gives the same bytes.
/// </summary>
internal static class AtlasSite
{
    /// <summary>The paths of all files that an atlas may have, whatever its searches find.</summary>
    public static IEnumerable<string> Names() =>
        from claim in ClaimCatalogue.WithConjectures
        from matrixClass in claim.Classes
        let cell = new AtlasCell { Claim = claim, Class = matrixClass, Status = CellStatus.NotSearched, Trials = 0 }
        from path in (string[])["atlas.json", "index.html", AtlasModel.PagePath(cell), AtlasModel.WitnessPath(cell)]
        select path;

    /// <summary>All files: atlas.json, index.html, cells/CLAIM--CLASS.html, witnesses/CLAIM--CLASS.json.</summary>
    /// <param name="atlas">What is known. Claims and classes without a cell are shown as not asked.</param>
    /// <exception cref="ArgumentException">A refuted cell has no counterexample, or a claim and class have two cells.</exception>
    public static ImmutableArray<SiteFile> Files(AtlasResult atlas)
    {
        var model = new AtlasModel(atlas);
        var files = ImmutableArray.CreateBuilder<SiteFile>();
        files.Add(new SiteFile("atlas.json", AtlasJson.Of(model)));
        files.Add(new SiteFile("index.html", new AtlasIndex(model).ToString()));
        foreach (AtlasCell cell in atlas.Cells)
        {
            files.Add(new SiteFile(AtlasModel.PagePath(cell), new AtlasCellPage(model, cell).ToString()));
            if (cell.Counterexample is { } found)
            {
                files.Add(new SiteFile(AtlasModel.WitnessPath(cell), ProblemWriter.ToJson(found.Named(cell.Claim, cell.Class), indented: true) + "\n"));
            }
        }

        return files.ToImmutable();
    }
}
