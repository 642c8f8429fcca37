using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Testing;

public sealed class ArgumentTextTests
{
    [Fact]
    public void Arguments_are_written_exactly()
    {
        Assert.Equal("0.1", ArgumentText.Of(0.1));
        Assert.Equal("0.30000000000000004", ArgumentText.Of(0.1 + 0.2));
        Assert.Equal("-0", ArgumentText.Of(-0.0));
        Assert.Equal("2/3", ArgumentText.Of(new Rational(4, 6)));
        Assert.Equal("\"a\\\"b\"", ArgumentText.Of("a\"b"));
        Assert.Equal("null", ArgumentText.Of(null));
        Assert.Equal("true", ArgumentText.Of(true));
    }

    [Fact]
    public void Collections_are_written_out()
    {
        Assert.Equal("[[1/2, 0], [1, 2]]", ArgumentText.Of(new Rational[][] { [new(1, 2), 0], [1, 2] }));
        Assert.Equal("[[1, 2], [3, 4]]", ArgumentText.Of(new[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal("[]", ArgumentText.Of(new List<int>()));
        Assert.EndsWith("199, ...]", ArgumentText.Of(Enumerable.Range(0, 300).ToArray()), StringComparison.Ordinal);
    }
}
