using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>The arithmetics that properties of cases are asked for.</summary>
internal static class CaseArithmetics
{
    /// <summary>The names of the four dtypes.</summary>
    public static TheoryData<string> Dtypes => [.. DeclaredArithmetic.Formats.Select(format => format.Name)];

    /// <summary>Those, and scores that pass through a finer or a coarser format: "bfloat16/float32".</summary>
    public static TheoryData<string> All => [.. Dtypes, "bfloat16/float32", "float32/float16", "float16/bfloat16"];

    /// <summary>The arithmetic of a name.</summary>
    public static DeclaredArithmetic Of(string name)
    {
        string[] parts = name.Split('/');
        BinaryFormat format = DeclaredArithmetic.FindFormat(parts[0])!;
        return new DeclaredArithmetic(format, parts.Length > 1 ? DeclaredArithmetic.FindFormat(parts[1])! : format);
    }

    /// <summary>The first cases of a seed.</summary>
    public static IEnumerable<OracleCase> Draws(string name, ulong seed, int count)
    {
        var generator = new CaseGenerator(Of(name), null, seed);
        return Enumerable.Range(0, count).Select(generator.Draw);
    }

    /// <summary>So many cases of one category.</summary>
    public static IEnumerable<OracleCase> Draws(string name, CaseCategory category, ulong seed, int count)
    {
        var generator = new CaseGenerator(Of(name), null, seed);
        return Enumerable.Range(0, int.MaxValue).Where(index => CaseGenerator.CategoryOf(index) == category).Take(count).Select(generator.Draw);
    }
}
