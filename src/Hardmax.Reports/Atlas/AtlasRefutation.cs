using System.Globalization;
using System.Xml.Linq;
using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Search;

namespace Hardmax.Reports;

/// <summary>A counterexample: the moving picture, the exact numbers, the commands, and the case as source text.</summary>
internal sealed class AtlasRefutation(AtlasModel model, AtlasCell cell, Counterexample found)
{
    private readonly AtlasRun _run = new(found.Problem);

    /// <summary>The sections of the page, in order.</summary>
    public IEnumerable<XElement> Sections()
    {
        string title = string.IsNullOrWhiteSpace(found.Problem.Name) ? $"Counterexample to {cell.Claim.Id}" : found.Problem.Name;
        yield return Section("picture", "The counterexample, layer by layer", Origin(), AtlasStage.Of(_run, title), AtlasStage.Layers(_run));
        yield return Section("exactly", "Exactly", new XElement("div", new XAttribute("class", "tables"), Tables().Select(table => table.ToElement())));
        yield return Section("check", "Check it yourself", Commands());
        yield return Section("source", "As source text", AtlasLiterals.Of(found.Problem).Select(Literal));
    }

    private static XElement Section(string id, string heading, params object?[] content) =>
        new("section", new XAttribute("id", id), new XElement("h2", heading), content);

    private IEnumerable<XElement> Origin()
    {
        if (!string.IsNullOrWhiteSpace(found.Problem.Description))
        {
            yield return new XElement("p", found.Problem.Description);
        }

        if (AtlasModel.SmallerClass(cell) is { } smaller)
        {
            string id = MatrixClasses.Id(smaller);
            yield return new XElement(
                "p",
                new XAttribute("class", "found"),
                $"Found in the class ",
                model.FoundIn(cell) is { } other ? new XElement("a", new XAttribute("href", AtlasCellPage.PageName(other)), id) : id,
                $", whose matrices are also {MatrixClasses.Id(cell.Class)}.");
        }
        else if (found.FoundBy == KnownWitnesses.FoundBy)
        {
            yield return new XElement("p", new XAttribute("class", "found"), $"A witness that hardmax knows, judged again. This search has found none among {AtlasWords.Count(cell.Trials, "problem")} of the class.");
        }
        else
        {
            yield return new XElement("p", new XAttribute("class", "found"), $"Found by the {found.FoundBy} search, after {AtlasWords.Count(cell.Trials, "problem")} of the class were judged{(cell.Undecided == 0 ? string.Empty : $" ({AtlasWords.Count(cell.Undecided)} undecided)")}, then shrunk and judged again.");
        }
    }

    private IEnumerable<ReportTable> Tables()
    {
        HardmaxProblem problem = found.Problem;
        int d = problem.Tokens.Dimension;
        IReadOnlyList<string> coordinates = [.. Enumerable.Range(1, d).Select(c => FormattableString.Invariant($"x{c}"))];
        bool hasLabels = problem.Labels is not null;
        yield return new ReportTable(
            "Tokens at layer 0",
            ["token", .. hasLabels ? ["label"] : Array.Empty<string>(), .. coordinates],
            [.. Enumerable.Range(0, problem.Tokens.Count).Select(i => (IReadOnlyList<Cell>)
            [
                i.ToString(CultureInfo.InvariantCulture),
                .. hasLabels ? [new Cell(problem.Labels!.Value[i])] : Array.Empty<Cell>(),
                .. problem.Tokens.Token(i).Select(x => new Cell(x.ToString())),
            ])])
        {
            Style = "numbers",
        };
        yield return new ReportTable("A", ["row", .. Enumerable.Range(1, d).Select(c => c.ToString(CultureInfo.InvariantCulture))], [.. AtlasLiterals.Rows(problem.System.Matrix).Select((row, r) =>
            (IReadOnlyList<Cell>)[(r + 1).ToString(CultureInfo.InvariantCulture), .. row.Select(x => new Cell(x.ToString()))])])
        {
            Style = "numbers",
        };
        yield return ReportTable.OfFacts("Step and verdict", [.. Facts()]);
    }

    private IEnumerable<(string Name, Cell Value)> Facts()
    {
        HardmaxSystem system = found.Problem.System;
        yield return ("alpha", system.Alpha.ToString());
        yield return ("gamma", system.Gamma.ToString());
        yield return ("limit", _run.LimitSentence());
        if (found.Verdict.Witness is not { } witness)
        {
            yield break;
        }

        yield return ("violated", new Cell(witness.Says, CellTone.Bad));
        if (witness.Layer is { } layer)
        {
            yield return ("at layer", layer.ToString(CultureInfo.InvariantCulture));
        }

        foreach (NamedValue value in witness.Values)
        {
            yield return (value.Name, PictureModel.ExactText(value.Value.AsSpan()));
        }
    }

    private IEnumerable<XElement> Commands()
    {
        yield return new XElement("p", new XAttribute("class", "lead-in"), "In the folder of the atlas, the verdict from the file:");
        yield return Copyable(AtlasCommands.Judge(cell), "command");
        yield return new XElement("p", new XAttribute("class", "lead-in"), found.FoundBy == KnownWitnesses.FoundBy ? "And a search for others:" : "And the search that finds it:");
        yield return Copyable(AtlasCommands.Hunt(cell.Claim, AtlasModel.SmallerClass(cell) ?? cell.Class, model.Atlas.Seed), "command");
        yield return new XElement(
            "p",
            "The problem file: ",
            new XElement("a", new XAttribute("href", "../" + AtlasModel.WitnessPath(cell)), AtlasModel.WitnessPath(cell)),
            ".");
        yield return new XElement(
            "details",
            new XElement("summary", "The problem file, here"),
            Copyable(ProblemWriter.ToJson(found.Named(cell.Claim, cell.Class), indented: true), "json"));
    }

    private static XElement Literal(CaseLiteral literal) => new(
        "details",
        literal.Fence == "python" && literal.Language == "NumPy" ? new XAttribute("open", "open") : null,
        new XElement("summary", literal.Language),
        Copyable(literal.Code, literal.Fence));

    private static XElement Copyable(string text, string name) => new(
        "div",
        new XAttribute("class", "copyable"),
        new XElement("pre", new XAttribute("class", name), new XAttribute("tabindex", "0"), text),
        new XElement("button", new XAttribute("type", "button"), new XAttribute("class", "copy"), new XAttribute("hidden", "hidden"), "Copy"));
}
