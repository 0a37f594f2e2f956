using System.Text;

namespace Throughcare.Fhir;

/// <summary>The constraints of clinical resources.</summary>
internal static class ClinicalInvariants
{
    private static ReadOnlySpan<byte> AllergyVerification => "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"u8;
    private static ReadOnlySpan<byte> ConditionVerification => "http://terminology.hl7.org/CodeSystem/condition-ver-status"u8;
    private static ReadOnlySpan<byte> ConditionClinical => "http://terminology.hl7.org/CodeSystem/condition-clinical"u8;

    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } = new Dictionary<string, Func<Element, bool>>
    {
        ["ait-1"] = at => AllergyInError(at) || at.Has("clinicalStatus"u8),
        ["ait-2"] = at => !AllergyInError(at) || !at.Has("clinicalStatus"u8),
        ["con-1"] = at => at.Has("summary"u8) || at.Has("assessment"u8),
        ["con-2"] = at => at.Has("code"u8) || at.Has("detail"u8),
        ["con-4"] = at => !at.Has("abatement"u8) || at["clinicalStatus"u8].HasCoding(ConditionClinical, "resolved", "remission", "inactive"),
        ["con-5"] = at => !at["verificationStatus"u8].HasCoding(ConditionVerification, "entered-in-error") || !at.Has("clinicalStatus"u8),
        ["cpl-3"] = at => !at.Has("detail"u8) || !at.Has("reference"u8),
        ["ctm-1"] = at => !at.Has("onBehalfOf"u8) || !at["member"u8].Target.Exists || at["member"u8].Target["resourceType"u8].Is("Practitioner"u8),
        ["gol-1"] = at => !at.Has("detail"u8) || at.Has("measure"u8),
        ["imm-1"] = at => at.Has("documentType"u8) || at.Has("reference"u8),
        ["mad-1"] = at => at.Has("dose"u8) || at.Has("rate"u8),
        ["mdd-1"] = at => FhirDate.Compare(at["whenHandedOver"u8].Value, at["whenPrepared"u8].Value) is not < 0,
        ["obs-3"] = at => at.Has("low"u8) || at.Has("high"u8) || at.Has("text"u8),
        ["obs-6"] = at => !at.Has("dataAbsentReason"u8) || !at.Has("value"u8),
        ["obs-7"] = at => !at.Has("value"u8) || NoComponentRepeatsTheCode(at),
        ["prr-1"] = at => !at.Has("orderDetail"u8) || at.Has("code"u8),
        ["ras-1"] = at => IsPercent(at["low"u8]) && IsPercent(at["high"u8]),
        ["ras-2"] = at => at["probability"u8] is not { TypeCode: "decimal" } probability || probability.Number is null or <= 100,
        ["inv-1@Task"] = at => FhirDate.Compare(at["lastModified"u8].Value, at["authoredOn"u8].Value) is not < 0,
    };

    private static bool AllergyInError(Element at) => at["verificationStatus"u8].HasCoding(AllergyVerification, "entered-in-error");

    private static bool IsPercent(Element at) => !at.Exists || (at["code"u8].Is("%"u8) && at["system"u8].Is("http://unitsofmeasure.org"u8));

    private static bool NoComponentRepeatsTheCode(Element at)
    {
        if (!at.Has("component"u8)) return true;
        var own = new HashSet<(string, string, string, string)>();
        foreach (var coding in at["code"u8].Each("coding"u8)) own.Add(Key(coding));
        foreach (var component in at.Each("component"u8))
            foreach (var coding in component["code"u8].Each("coding"u8))
                if (own.Contains(Key(coding))) return false;
        return true;

        static (string, string, string, string) Key(Element coding) => (Text(coding["system"u8]), Text(coding["version"u8]), Text(coding["code"u8]), Text(coding["display"u8]));

        static string Text(Element element) => Encoding.UTF8.GetString(element.Value);
    }
}
