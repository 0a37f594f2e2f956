namespace Throughcare.Fhir;

/// <summary>Whether a value has a code of a value set, where R4 or a profile requires one.</summary>
internal static class Bindings
{
    /// <summary>For a CodeableConcept one of its codings is enough; words alone are not. What has no code at all by its type is not asked.</summary>
    /// <param name="type">The type of the value: code, Coding, CodeableConcept, Quantity and its kinds.</param>
    public static bool Holds(FhirText text, int node, string type, CodeSet codes) => type switch
    {
        "CodeableConcept" => AnyCoding(text, text.Child(node, "coding"u8), codes),
        "Coding" or "Quantity" or "Duration" or "Age" or "Count" or "Distance" => IsCoded(text, node, codes),
        "code" or "string" or "uri" => codes.Contains(text.Value(node)),
        _ => true,
    };

    private static bool AnyCoding(FhirText text, int list, CodeSet codes)
    {
        if (list < 0 || text[list].Kind != NodeKind.Array) return false;
        for (var coding = list + 1; coding < text[list].End; coding = text[coding].End)
            if (IsCoded(text, coding, codes)) return true;
        return false;
    }

    private static bool IsCoded(FhirText text, int node, CodeSet codes)
    {
        var (system, code) = (text.Child(node, "system"u8), text.Child(node, "code"u8));
        return code >= 0 && text[code].Kind == NodeKind.Text && codes.Contains(system < 0 ? [] : text.Value(system), text.Value(code));
    }
}
