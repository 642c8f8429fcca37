using System.Globalization;
using Hardmax.Model;
using Hardmax.Reports;
using Hardmax.Search;
using Hardmax.Search.Tests;
using Microsoft.Playwright;
using Xunit;

namespace Hardmax.Browser.Tests;

/// <summary>The sample atlas on disk, and a browser to open it in: one for all tests of a class.</summary>
public sealed class AtlasInBrowser : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hardmax-atlas-").FullName;
    private readonly ReportInBrowser _browser = new();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        foreach ((string path, string text) in AtlasSite.Files(SampleAtlas.Full))
        {
            string file = Path.Combine(_folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text);
        }

        await _browser.InitializeAsync();
    }

    /// <summary>The address of a page, a file.</summary>
    public string Address(string path) => new Uri(Path.Combine(_folder, path)).AbsoluteUri;

    /// <summary>The problem of the refuted cell of a page such as "cells/CLAIM--CLASS.html".</summary>
    public static HardmaxProblem ProblemOf(string path)
    {
        string[] name = Path.GetFileNameWithoutExtension(path).Split("--");
        return MatrixClasses.TryParse(name[1], out MatrixClass matrixClass)
            ? SampleAtlas.Cell(name[0], matrixClass).Counterexample!.Problem
            : throw new ArgumentException("There is no such class.", nameof(path));
    }

    /// <summary>A window of its own, offline, in which nothing is open yet.</summary>
    public Task<IPage> BlankAsync(int width = 1200, ColorScheme scheme = ColorScheme.Light, bool hasScript = true) => _browser.BlankAsync(width, scheme, hasScript);

    /// <summary>A page in a window of its own.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1200, ColorScheme scheme = ColorScheme.Light, bool hasScript = true)
    {
        IPage page = await BlankAsync(width, scheme, hasScript);
        await page.GotoAsync(Address(path));
        return page;
    }

    /// <summary>Where the tokens are drawn, in pixels of the picture.</summary>
    public static async Task<(double X, double Y)[]> PlacesAsync(IPage page)
    {
        string[] transforms = await page.EvaluateAsync<string[]>("() => Array.from(document.querySelectorAll('.view .token'), token => token.getAttribute('transform'))");
        return Array.ConvertAll(transforms, text =>
        {
            string[] numbers = text["translate(".Length..text.IndexOf(')', StringComparison.Ordinal)].Split(' ');
            return (double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture));
        });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
