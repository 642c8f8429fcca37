using System.Text;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Recorded sets whose indices count from 1 are told so, and no others are.</summary>
public sealed class IndexBaseTests
{
    [Theory]
    [InlineData("[[[1],[2]]]", 2, true)]
    [InlineData("[[[3],[3],[3]]]", 3, true)]
    [InlineData("[[[1,2],[2],[1,2,3]],[[1],[1],[1]]]", 3, true)]
    [InlineData("[[[1],[1]],[[2],[2]]]", 2, true)]
    [InlineData("[[[1]]]", 1, true)]
    [InlineData("[[[4],[1],[2],[3]]]", 4, true)]
    [InlineData("[[[0],[2]]]", 2, false)]
    [InlineData("[[[1],[3]]]", 2, false)]
    [InlineData("[[[2],[-1]]]", 2, false)]
    [InlineData("[[[2],[2]],[[0],[1]]]", 2, false)]
    public void Sets(string selected, int tokens, bool isHinted)
    {
        IReadOnlyList<RecordedSets> steps = TraceJson.ReadSelected(JsonCursor.Parse(Encoding.UTF8.GetBytes(selected), "a trace"), tokens);
        string message = steps.First(sets => sets.Defect is not null).Defect!.Message;
        Assert.Equal(isHinted, message.EndsWith($"; indices count from 0 to {tokens - 1}, and these look counted from 1", StringComparison.Ordinal));
    }
}
