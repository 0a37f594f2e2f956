namespace Throughcare.Benchmarks;

/// <summary>What was asked for cannot be done as asked. The message says what to do instead.</summary>
internal sealed class CannotRun(string message) : Exception(message);

/// <summary>Something that was measured is wrong, so no figure of it counts. The message says which and how.</summary>
internal sealed class WrongResult(string message) : Exception(message);
