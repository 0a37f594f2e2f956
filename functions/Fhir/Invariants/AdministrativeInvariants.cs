namespace Throughcare.Fhir;

/// <summary>The constraints of administrative resources, of lists and of what passes between systems.</summary>
internal static class AdministrativeInvariants
{
    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } = new Dictionary<string, Func<Element, bool>>
    {
        ["app-1"] = at => at.Has("type"u8) || at.Has("actor"u8),
        ["app-2"] = at => at.Has("start"u8) == at.Has("end"u8),
        ["app-3"] = at => (at.Has("start"u8) && at.Has("end"u8)) || !at.Has("status"u8) || at["status"u8].IsOneOf("proposed", "cancelled", "waitlist"),
        ["app-4"] = at => !at.Has("cancelationReason"u8) || !at.Has("status"u8) || at["status"u8].IsOneOf("noshow", "cancelled"),
        ["apr-1"] = at => at.Has("participantType"u8) || at.Has("actor"u8),
        ["cmp-1"] = at => at.Has("text"u8) || at.Has("entry"u8) || at.Has("section"u8),
        ["cmp-2"] = at => !at.Has("emptyReason"u8) || !at.Has("entry"u8),
        ["grp-1"] = at => !at.Has("member"u8) || !at.Has("actual"u8) || at["actual"u8].IsTrue,
        ["inv-1"] = at => at.Has("part"u8) ? !at.Has("value"u8) && !at.Has("resource"u8) : at.Has("value"u8) != at.Has("resource"u8),
        ["lst-1"] = at => !at.Has("emptyReason"u8) || !at.Has("entry"u8),
        ["lst-2"] = at => !at.Has("mode"u8) || at["mode"u8].Is("changes"u8) || NoEntryHas(at, "deleted"u8),
        ["lst-3"] = at => !at.Has("mode"u8) || at["mode"u8].Is("working"u8) || NoEntryHas(at, "date"u8),
        ["org-1"] = at => at.Has("identifier"u8) || at.Has("name"u8),
        ["org-2"] = at => !at["use"u8].Is("home"u8),
        ["org-3"] = at => !at["use"u8].Is("home"u8),
        ["pat-1"] = at => at.Has("name"u8) || at.Has("telecom"u8) || at.Has("address"u8) || at.Has("organization"u8),
        ["ppc-1"] = at => at.Has("policy"u8) || at.Has("policyRule"u8),
        // R4 published these four with the system "something"; they are asked as published.
        ["ppc-2"] = at => HasPatientOr(at, "patient-privacy"),
        ["ppc-3"] = at => HasPatientOr(at, "research"),
        ["ppc-4"] = at => HasPatientOr(at, "adr"),
        ["ppc-5"] = at => HasPatientOr(at, "treatment"),
        ["sev-1"] = at => !at.Has("name"u8) || !at.Has("query"u8),
    };

    private static bool HasPatientOr(Element at, string scope) => at.Has("patient"u8) || !at["scope"u8].HasCoding("something"u8, scope);

    private static bool NoEntryHas(Element at, ReadOnlySpan<byte> name)
    {
        foreach (var entry in at.Each("entry"u8))
            if (entry.Has(name)) return false;
        return true;
    }
}
