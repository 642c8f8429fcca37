namespace Hardmax.Benchmarks;

/// <summary>A measurement that cannot be made, or whose two sides do not compute the same. The message is one line for people.</summary>
/// <param name="message">What is wrong, and what would help.</param>
internal sealed class BenchmarkException(string message) : Exception(message);
