using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Testing;

public sealed class TestDataTests
{
    private const string Missing = "no/such/file.npy";

    [Fact]
    public void A_missing_file_skips_unless_data_is_required()
    {
        Assert.Equal($"needs {Missing} in HARDMAX_DATA or ../shared/data", TestData.SkipReason(["there", Missing], file => file == "there", isRequired: false));
        Assert.Null(TestData.SkipReason([Missing], _ => false, isRequired: true));
        Assert.Null(TestData.SkipReason(["there"], _ => true, isRequired: false));
    }

    [Fact]
    public void The_attributes_skip_and_name_the_file()
    {
        string? expected = TestData.IsRequired ? null : $"needs {Missing} in HARDMAX_DATA or ../shared/data";
        Assert.Equal(expected, new DataFactAttribute(Missing).Skip);
        Assert.Equal(expected, new DataTheoryAttribute(Missing).Skip);
    }

    [Fact]
    public void Opening_a_missing_file_fails()
    {
        FileNotFoundException e = Assert.Throws<FileNotFoundException>(() => TestData.PathOf(Missing));
        Assert.Equal(Missing, e.FileName);
    }

    [DataFact("figure2/emerging-leader.json")]
    public void A_file_that_is_there_is_found() => Assert.True(File.Exists(TestData.PathOf("figure2/emerging-leader.json")));
}
