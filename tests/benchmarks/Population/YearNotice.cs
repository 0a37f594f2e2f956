namespace Throughcare.Benchmarks.Population;

/// <summary>One notice of the year.</summary>
/// <param name="Source">A row of mappings/sources.csv.</param>
/// <param name="Bytes">As its sender writes them.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Person">The index of the true person. Never to be shown to a matcher.</param>
internal sealed record YearNotice(string Source, byte[] Bytes, DateTimeOffset At, int Person);
