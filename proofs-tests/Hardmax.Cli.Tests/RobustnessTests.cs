using System.Text.Json;
using Xunit;
using static Hardmax.Cli.Tests.JsonContract;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax robustness: its documents, its words for people, and its errors.</summary>
public sealed class RobustnessTests : IDisposable
{
    private const string Fan = """{"tokens":[[1,0],[2,1],[2,-1]],"alpha":1}""";

    private static readonly Action<JsonElement> Rows = ArrayOf(ExactPoint);

    private static readonly Action<JsonElement> Contract = Object(
        ("radius", Exact),
        ("leaders", Indices),
        ("change", Object(("token", Index), ("leadsInside", Boolean))),
        ("border", Rows),
        ("inside", Rows),
        ("outside", Rows),
        ("leadersOutside", Indices),
        ("seconds", Seconds));

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_document_of_the_fan()
    {
        JsonElement document = _folder.RunWith(Fan, "robustness", "-", "--json").Succeeds().Document();
        Contract(document);
        Assert.Equal("\"1/3\"", document.Compact("radius"));
        Assert.Equal("[1,2]", document.Compact("leaders"));
        Assert.Equal("""{"token":1,"leadsInside":true}""", document.Compact("change"));
        Assert.Equal("""[["1","0"],["-1/3","2/3"]]""", document.Compact("border"));
        Assert.Equal("""[["1","0"],["-333/1000","667/1000"]]""", document.Compact("inside"));
        Assert.Equal("""[["1","0"],["-1001/3000","1999/3000"]]""", document.Compact("outside"));
        Assert.Equal("[2]", document.Compact("leadersOutside"));
    }

    [Theory]
    [InlineData("1/3", "1,0;0,1", "--changes", "symmetric")]
    [InlineData("1", "1,0;0,1", "--direction", "[[1,0],[0,0]]")]
    [InlineData("1", "1,0;0,1", "--direction", "-7,0;0,0")]
    [InlineData("2/3", "2,0;0,2", "--changes", "any")]
    public void Restricted_changes_and_other_matrices(string radius, string matrix, params string[] changes)
    {
        JsonElement document = _folder.RunWith(Fan, ["robustness", "-", "--json", "--matrix", matrix, .. changes]).Succeeds().Document();
        Contract(document);
        Assert.Equal($"\"{radius}\"", document.Compact("radius"));
    }

    [Fact]
    public void No_border_is_null_and_said()
    {
        const string one = """{"tokens":[[3,4]],"alpha":1}""";
        JsonElement document = _folder.RunWith(one, "robustness", "-", "--json").Succeeds().Document();
        Object(("radius", value => Assert.Equal(JsonValueKind.Null, value.ValueKind)), ("leaders", Indices), ("seconds", Seconds))(document);
        Assert.Equal("leaders: 0\nThe leaders stay the same under changes of A of any size.\n", _folder.RunWith(one, "robustness", "-").Succeeds().Output);
    }

    [Fact]
    public void People_see_both_sides_of_the_border()
    {
        string text = _folder.RunWith(Fan, "robustness", "-").Succeeds().Output;
        Assert.StartsWith("leaders: 1, 2\nradius: 1/3; ", text, StringComparison.Ordinal);
        Assert.Contains("At the border token 1 stops leading.", text, StringComparison.Ordinal);
        Assert.Contains("│ border  │ (1, 0) ", text, StringComparison.Ordinal);
        string along = _folder.RunWith(Fan, "robustness", "-", "--direction", "[[1,0],[0,0]]").Succeeds().Output;
        Assert.Contains("multiples of [(1, 0), (0, 0)]", along, StringComparison.Ordinal);
        Assert.Contains("At the border token 0 is about to lead.", along, StringComparison.Ordinal);
    }

    [Fact]
    public void A_direction_that_is_none_is_refused()
    {
        Assert.Contains("every entry is 0", _folder.RunWith(Fan, "robustness", "-", "--direction", "0,0;0,0").UsageError(), StringComparison.Ordinal);
        string file = _folder.Write("fan.json", Fan);
        Assert.Contains("--direction: the matrix is 1 x 1; expected 2 x 2", _folder.Run("robustness", file, "--direction", "3").InputError(file), StringComparison.Ordinal);
        Assert.Contains("--matrix: the matrix is 1 x 1; expected 2 x 2", _folder.Run("robustness", file, "--matrix", "3").InputError(file), StringComparison.Ordinal);
    }
}
