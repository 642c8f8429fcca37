namespace Hardmax.Benchmarks;

/// <summary>This program, asked to do nothing: what a .NET program costs that only starts.</summary>
internal static class EmptyProgram
{
    /// <summary>The argument that asks for it.</summary>
    public const string Argument = "nothing";
}
