using Xunit;

namespace Hardmax.Testing;

/// <summary>A fact about real data: skipped where the data is not there, unless HARDMAX_REQUIRE_DATA=1 makes it fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    /// <summary>A fact that reads these files through <see cref="TestData.PathOf"/>.</summary>
    public DataFactAttribute(params string[] files)
    {
        Files = files;
        Skip = TestData.SkipReason(files, TestData.Has, TestData.IsRequired);
    }

    /// <summary>The files it needs, relative to <see cref="TestData.Root"/>.</summary>
    public string[] Files { get; }
}

/// <summary>A theory about real data: skipped where the data is not there, unless HARDMAX_REQUIRE_DATA=1 makes it fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute
{
    /// <summary>A theory that reads these files through <see cref="TestData.PathOf"/>.</summary>
    public DataTheoryAttribute(params string[] files)
    {
        Files = files;
        Skip = TestData.SkipReason(files, TestData.Has, TestData.IsRequired);
    }

    /// <summary>The files it needs, relative to <see cref="TestData.Root"/>.</summary>
    public string[] Files { get; }
}
