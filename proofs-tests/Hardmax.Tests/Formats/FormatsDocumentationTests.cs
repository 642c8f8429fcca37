using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hardmax.Formats;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Formats;

/// <summary>docs/formats.md and the schema say what the readers do.</summary>
public sealed class FormatsDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats.md"));

    private static readonly (string Info, string Text)[] Blocks =
        [.. Regex.Matches(Page, "^```([a-z]+ [a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5))
            .Select(match => match.Value.Split('\n', 2))
            .Select(parts => (parts[0][3..], parts[1][..^3]))];

    [Fact]
    public void Examples_of_problems_are_read()
    {
        (string Info, string Text)[] examples = [.. Blocks.Where(block => block.Info.EndsWith(" problem", StringComparison.Ordinal))];
        Assert.Equal(3, examples.Length);
        Assert.All(examples, block => Assert.Equal(2, Open(block)[0].Tokens.Dimension));
    }

    [Fact]
    public void Examples_of_errors_give_the_message_beside_them()
    {
        int[] refused = [.. Enumerable.Range(0, Blocks.Length).Where(i => Blocks[i].Info.EndsWith(" refused", StringComparison.Ordinal))];
        Assert.Equal(4, refused.Length);
        Assert.All(refused, i =>
        {
            InvalidInputException e = Assert.Throws<InvalidInputException>(() => Open(Blocks[i]));
            Assert.Equal("text message", Blocks[i + 1].Info);
            Assert.Equal(Blocks[i + 1].Text.TrimEnd(), $"{Path.GetFileName(e.File)}: {e.Place}: {e.Reason}");
        });
    }

    [Fact]
    public void Examples_of_matrices_are_read()
    {
        string[] lines = Assert.Single(Blocks, block => block.Info == "text matrix").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Equal(2, MatrixArgument.Parse(line).Resolve(2, "x").Dimension));
        Assert.Equal(MatrixArgument.Parse(lines[1]).Resolve(2, "x"), MatrixArgument.Parse(lines[2]).Resolve(2, "x"));
    }

    [Fact]
    public void The_limits_are_those_of_the_code()
    {
        FieldInfo[] limits = typeof(FormatLimits).GetFields();
        Assert.Equal(11, limits.Length);
        Assert.All(limits, limit => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| `{limit.Name}` | {limit.GetRawConstantValue()} |"), Page, StringComparison.Ordinal));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"at most {NumberText.MaxLength} characters, and its exponent is at most {NumberText.MaxExponent} in"), Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_has_the_fields_that_the_reader_knows()
    {
        JsonElement schema = Schema();
        Assert.Equal(ProblemJson.Fields.Order(StringComparer.Ordinal), schema.GetProperty("properties").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(["alpha", "tokens"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(NumberText.MaxLength, schema.GetProperty("$defs").GetProperty("exact").GetProperty("maxLength").GetInt32());
    }

    [Theory]
    [InlineData("3")]
    [InlineData("-0.25")]
    [InlineData("+1.")]
    [InlineData(".5")]
    [InlineData("1e-3")]
    [InlineData("1E+3")]
    [InlineData(" 2 / 3 ")]
    [InlineData("0.1/-3e2")]
    [InlineData("0x1.8p-3")]
    [InlineData("-0X.fP+2/7")]
    [InlineData("0xff")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("1/")]
    [InlineData("/2")]
    [InlineData("1/2/3")]
    [InlineData("--1")]
    [InlineData("1 2")]
    [InlineData("1,5")]
    [InlineData("0x")]
    [InlineData("0x1.8e-3")]
    [InlineData("0xg")]
    [InlineData("1p3")]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("\u0663")]
    public void The_schema_accepts_the_texts_that_are_numbers(string text)
    {
        string pattern = Schema().GetProperty("$defs").GetProperty("exact").GetProperty("pattern").GetString()!;
        bool isAccepted = Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        Assert.Equal(Rational.TryParse(text, out _), isAccepted);
    }

    private static JsonElement Schema() =>
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "schema", "problem.schema.json")));

    private static ProblemFile Open((string Info, string Text) block)
    {
        using var folder = new InputFolder();
        string extension = block.Info.Split(' ')[0];
        return ProblemFile.Open(folder.Write("problem." + extension, block.Text), extension == "csv" ? InputFolder.AlphaOne : null);
    }
}
