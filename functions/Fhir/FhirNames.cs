namespace Throughcare;

/// <summary>The addresses of FHIR artefacts, our own and one of R5.</summary>
internal static class FhirNames
{
    /// <summary>Canonical base of what fhir-profiles/ defines; a name, not a server.</summary>
    public const string Base = "https://fhir.throughcare.example";

    public const string FhirJson = "application/fhir+json";

    /// <summary>R4 has no planned end of an Encounter; this is R5's, used as an extension.</summary>
    public const string PlannedEnd = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate";

    public static string CodeSystem(string name) => $"{Base}/CodeSystem/{name}";

    public static string Extension(string name) => $"{Base}/StructureDefinition/{name}";
}
