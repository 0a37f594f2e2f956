namespace Throughcare.Benchmarks.Population;

/// <summary>A number of a person as an agency has it.</summary>
/// <param name="System">A short name of mappings/systems.csv; a CRO number, which has none there, is "cro".</param>
/// <param name="Assigner">The organisation whose number it is, where two of them may give out the same; otherwise null.</param>
internal sealed record HeldNumber(string System, string Value, string? Assigner);
