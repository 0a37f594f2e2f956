using System.Text.Json.Nodes;

namespace Throughcare.FhirApi;

/// <summary>A search parameter that looks at an element of the resource (R4's own, or one of fhir-profiles/input/fsh/api/search-parameters.fsh).</summary>
/// <param name="Type">Of the resources it is for.</param>
/// <param name="Name">As it stands in a search.</param>
/// <param name="IsDate">A date; otherwise a token.</param>
/// <param name="Definition">The canonical address of its SearchParameter.</param>
/// <param name="Element">The element; an extension is named by its address.</param>
internal sealed record ElementSearch(string Type, string Name, bool IsDate, string Definition, params IReadOnlyList<string> Element)
{
    public static readonly IReadOnlyList<ElementSearch> All =
    [
        Of("Appointment", "status"), Of("CarePlan", "status"), Of("Communication", "status"), Of("Condition", "code", "clinical-code"), Of("Consent", "status"),
        Of("Encounter", "status"), Own("Encounter", "planned-end", isDate: true, FhirNames.PlannedEnd), Own("Encounter", "release-type", isDate: false, FhirNames.Extension("release-type")),
        Of("EpisodeOfCare", "status"), Of("Goal", "lifecycleStatus", "Goal-lifecycle-status"), Of("Immunization", "status"),
        Of("MedicationAdministration", "status", "medications-status"), Of("MedicationDispense", "status", "medications-status"), Of("MedicationRequest", "status", "medications-status"), Of("MedicationStatement", "status", "medications-status"),
        Of("Observation", "code", "clinical-code"), Of("Observation", "status"), Of("Procedure", "code", "clinical-code"), Of("Procedure", "status"), Of("QuestionnaireResponse", "status"),
        Of("ServiceRequest", "code", "clinical-code"), Own("ServiceRequest", "order-type", isDate: false, FhirNames.Extension("order-type")), Of("ServiceRequest", "status"),
        Of("Task", "code"), Own("Task", "due", isDate: true, "restriction", "period"), Of("Task", "status"),
    ];

    public static ElementSearch? Find(string type, string name) => All.FirstOrDefault(one => one.Type == type && one.Name == name);

    private static ElementSearch Of(string type, string element, string? definition = null) =>
        new(type, element == "lifecycleStatus" ? "lifecycle-status" : element, false, $"http://hl7.org/fhir/SearchParameter/{definition ?? $"{type}-{element}"}", element);

    private static ElementSearch Own(string type, string name, bool isDate, params string[] element) => new(type, name, isDate, $"{FhirNames.Base}/SearchParameter/{type}-{name}", element);

    /// <summary>A plain code, whose system nobody writes: to ask for one would find nothing and seem an answer.</summary>
    private bool IsCode => Name.EndsWith("status", StringComparison.Ordinal);

    /// <summary>Whether a value is one that can be looked for: a token, a date with or without a comparator. Several are apart by commas.</summary>
    public bool CanBe(string value) => value.Split(',').All(one => one.Length > 0 && (IsDate ? SearchDate.Read(one) is not null : !IsCode || !one.Contains('|', StringComparison.Ordinal)));

    /// <summary>Whether the resource has one of the values.</summary>
    public bool Fits(JsonObject resource, string value) => value.Split(',').Any(one => Found(resource).Any(found => IsDate ? Stretch.Of(found) is { } stretch && SearchDate.Read(one)!.Value.Fits(stretch) : HasToken(found, one)));

    private IEnumerable<JsonNode> Found(JsonObject resource)
    {
        if (Element[0].Contains('/', StringComparison.Ordinal))
            return resource["extension"].Items().Where(extension => extension.TextAt("url") == Element[0]).SelectMany(extension => extension.AsObject().Where(member => member.Key.StartsWith("value", StringComparison.Ordinal)).SelectMany(member => member.Value.Items()));
        JsonNode? at = resource;
        foreach (var name in Element) at = at.At(name);
        return at.Items();
    }

    /// <summary>code, system|code, |code (no system), system| (any code of it): R4 section 3.1.1.4.10.</summary>
    private static bool HasToken(JsonNode found, string token)
    {
        var (system, code) = token.Split('|', 2) is [var left, var right] ? (left, right) : (null, token);
        if (found is JsonValue value) return value.TryGetValue<string>(out var text) && text == code;
        return (found["coding"] is { } codings ? codings.Items() : [found]).Any(coding =>
            (code.Length == 0 || coding.TextAt("code") == code) && (system is null || (coding.TextAt("system") ?? "") == system) && (code.Length > 0 || system is { Length: > 0 }));
    }
}
