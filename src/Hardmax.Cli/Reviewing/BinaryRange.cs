namespace Hardmax.Cli.Reviewing;

/// <summary>Numbers that left the range of binary32, which the library says by an ArithmeticException.</summary>
internal static class BinaryRange
{
    /// <summary>Whether it is that, and no bug such as a division by zero; several threads may have said so at once.</summary>
    public static bool IsLeft(Exception failure) =>
        failure.GetType() == typeof(ArithmeticException) || (failure is AggregateException several && several.InnerExceptions.All(IsLeft));

    /// <summary>What was said.</summary>
    public static string Reason(Exception failure) => (failure is AggregateException several ? Reason(several.InnerExceptions[0]) : failure.Message).TrimEnd('.');
}
