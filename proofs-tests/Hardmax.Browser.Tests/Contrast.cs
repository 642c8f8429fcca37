using System.Text.Json;
using Microsoft.Playwright;

namespace Hardmax.Browser.Tests;

/// <summary>Every visible text of a page with the contrast of its colour to what is behind it (WCAG 2.2, 1.4.3).</summary>
internal static class Contrast
{
    // The colour behind a text is that of the nearest ancestor that has one; text in a picture is painted by fill.
    private const string Script =
        """
        () => {
          const parse = color => color.match(/[\d.]+/g).map(Number);
          const channel = value => { const c = value / 255; return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4); };
          const luminance = color => 0.2126 * channel(color[0]) + 0.7152 * channel(color[1]) + 0.0722 * channel(color[2]);
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const color = parse(getComputedStyle(at).backgroundColor);
              if (color.length === 3 || color[3] > 0) { return color; }
            }
            return [255, 255, 255];
          };
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            const text = node.data.trim();
            if (text === '' || !element.checkVisibility() || ['SCRIPT', 'STYLE', 'title', 'desc'].includes(element.tagName)) { continue; }
            const style = getComputedStyle(element);
            const front = luminance(parse(element instanceof SVGElement ? style.fill : style.color));
            const back = luminance(behind(element));
            found.push({ text: text.slice(0, 60), where: element.tagName, ratio: (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05) });
          }
          return JSON.stringify(found);
        }
        """;

    /// <summary>The texts, where they stand, and their contrast.</summary>
    public static async Task<IReadOnlyList<(string Text, string Where, double Ratio)>> OfAsync(IPage page)
    {
        using var found = JsonDocument.Parse(await page.EvaluateAsync<string>(Script));
        return [.. found.RootElement.EnumerateArray().Select(one => (one.GetProperty("text").GetString()!, one.GetProperty("where").GetString()!, one.GetProperty("ratio").GetDouble()))];
    }
}
