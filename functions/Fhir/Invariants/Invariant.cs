namespace Throughcare.Fhir;

/// <summary>A constraint that a definition puts into words and into FHIRPath, and we into C#.</summary>
/// <param name="Key">As the definition calls it: cpl-3. Where R4 uses a key twice, the second has its type behind it: inv-1@Task.</param>
/// <param name="Human">The definition's sentence, for whoever broke it.</param>
/// <param name="Expression">The definition's FHIRPath, to compare with.</param>
/// <param name="Holds">Ours. It is asked of every element the constraint is on; what cannot be told holds.</param>
internal sealed record Invariant(string Key, Severity Severity, string Human, string Expression, Func<Element, bool> Holds);
