namespace Throughcare;

/// <summary>The addresses of our own FHIR artefacts.</summary>
internal static class FhirNames
{
    /// <summary>Canonical base of what fhir-profiles/ defines; a name, not a server.</summary>
    public const string Base = "https://fhir.throughcare.example";

    public const string FhirJson = "application/fhir+json";

    public static string CodeSystem(string name) => $"{Base}/CodeSystem/{name}";

    public static string Extension(string name) => $"{Base}/StructureDefinition/{name}";
}
