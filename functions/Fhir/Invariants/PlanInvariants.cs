using System.Buffers;
using System.Text;
using Throughcare.People;

namespace Throughcare.Fhir;

/// <summary>The constraints of our own profiles of what is in a plan, and of our extensions (fhir-profiles/input/fsh/profiles).</summary>
internal static class PlanInvariants
{
    private const string NumberSystems = FhirNames.Base + "/Id/";

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdef"u8);

    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } = new Dictionary<string, Func<Element, bool>>
    {
        // Who
        ["tc-person-named"] = at => at.Has("name"u8) || at.Has("link"u8) || AnyHas(at.All("identifier"u8), "value"),
        ["tc-nhs-number"] = at => !IsNumberOf(at, "https://fhir.nhs.uk/Id/nhs-number") || PassesModulus11(at["value"u8].Value),
        ["tc-prison-number"] = at => !IsNumberOf(at, NumberSystems + "prison-number") || NumberText.Matches(at["value"u8].Value, PrisonNumber.Form),
        ["tc-crn"] = at => !IsNumberOf(at, NumberSystems + "crn") || NumberText.Matches(at["value"u8].Value, Crn.Form),
        ["tc-pnc"] = at => !IsNumberOf(at, NumberSystems + "pnc") || PncNumber.IsWritten(at["value"u8].Value),
        ["tc-somebody"] = at => at.Has("reference"u8) || at["identifier"u8].Has("value"u8) || at.Has("display"u8),

        ["tc-author-known"] = at => at.Has("practitioner"u8) || at.All("code"u8).Exists(role => role.Has("text"u8) || role.Has("coding"u8)) || AnyHas(at.All("telecom"u8), "value"),
        ["tc-member-named"] = at => at.Has("member"u8) || at.Has("onBehalfOf"u8),

        // The plan
        ["tc-plan-activity"] = at => at["reference"u8] is var activity && (activity.Has("reference"u8) || activity.Has("identifier"u8)),
        ["tc-plan-once"] = at => AreDistinct(at.All("activity.reference.reference"u8)) && AreDistinct(at.All("goal.reference"u8)),
        ["tc-goal-own-rank"] = at => ExtensionOf(at, "statutory-goal") is not { } set || !set["value"u8].IsTrue || ExtensionOf(at, "goal-rank") is null,
        ["tc-review-clock"] = at => at["restriction"u8]["period"u8].Has("end"u8) || ExtensionOf(at, "last-reviewed") is not null,
        ["tc-relapse-plan-says"] = at => at.Has("description"u8) || at.Has("input"u8),
        ["tc-flag-says-what"] = at => at["code"u8].Has("text"u8) || AnyHas(at.All("code.coding"u8), "code"),
        ["tc-digest"] = at => at.All("what.identifier"u8).TrueForAll(number => !IsNumberOf(number, NumberSystems + "sha256") || IsSha256(number["value"u8].Value)),
        ["tc-from-one"] = at => at["value"u8].Number is null or >= 1,

        // Stays, spells and appointments
        ["tc-stay-ended"] = HasItsEnd,
        ["tc-spell-ended"] = HasItsEnd,
        ["tc-not-custody"] = at => !(at["class"u8]["system"u8].Is("https://fhir.throughcare.example/CodeSystem/setting"u8) && at["class"u8]["code"u8].Is("prison"u8)),
        ["tc-booked-for-when"] = at => !at["status"u8].Is("booked"u8) || (at.Has("start"u8) && AnyHas(at.All("participant.actor"u8), "reference")),

        // Medicines
        ["tc-dose-in-force"] = at => !at["status"u8].Is("active"u8) || at.All("dosageInstruction.doseAndRate.dose"u8).Exists(IsAmount),
        ["tc-dose-given"] = at => !at["status"u8].Is("completed"u8) || (at.All("dosage.dose"u8).Exists(IsAmount) && at["effective"u8].Value.Contains((byte)'T')),
        ["tc-dose-not-given"] = at => !at["status"u8].Is("not-done"u8) || at.Has("statusReason"u8),
        ["tc-supply-made"] = at => !at["status"u8].Is("completed"u8) || (at["quantity"u8].Has("value"u8) && at.Has("whenHandedOver"u8)),
        ["tc-supply-declined"] = at => !at["status"u8].Is("declined"u8) || at.Has("statusReason"u8),

        ["tc-trained-or-not"] = at => at["status"u8] is var status && (status.Is("completed"u8) || status.Is("not-done"u8) || status.Is("entered-in-error"u8)),

        // Handovers
        ["tc-task-asks"] = at => !at["status"u8].Is("requested"u8) || at.All("identifier"u8).Exists(number => number["system"u8].Is("https://fhir.throughcare.example/Id/handover"u8)) || (at.Has("owner"u8) && at.Has("for"u8) && at.Has("focus"u8)),
        ["tc-task-called-off"] = at => !at["status"u8].Is("cancelled"u8) || at.Has("owner"u8),
        ["tc-task-refusal"] = at => !at["status"u8].Is("rejected"u8) || at.Has("statusReason"u8),

        // The Treatment Outcomes Profile
        ["tc-answer-or-why"] = at => at.Has("value"u8) || at.Has("dataAbsentReason"u8),
        ["tc-top-line"] = at => IsLineOfTop(at["linkId"u8].Value),
        ["tc-top-line-once"] = at => AreDistinct(at.All("item.linkId"u8)),
        ["tc-top-once"] = at => AreDistinct([.. at.All("component.code.coding"u8).Where(coding => coding["system"u8].Is("https://fhir.throughcare.example/CodeSystem/observation"u8) && coding["code"u8].HasValue).Select(coding => coding["code"u8])]),
    };

    private static bool IsNumberOf(Element identifier, string system) => identifier["system"u8].IsOneOf(system) && identifier["value"u8].HasValue;

    private static Element? ExtensionOf(Element at, string name) => at.All("extension"u8).Where(extension => extension["url"u8].IsOneOf(FhirNames.Extension(name))).Select(extension => (Element?)extension).FirstOrDefault();

    private static bool AnyHas(List<Element> elements, string name) => elements.Exists(element => element.Has(Encoding.UTF8.GetBytes(name)));

    private static bool AreDistinct(List<Element> texts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return texts.TrueForAll(text => seen.Add(Encoding.UTF8.GetString(text.Value)));
    }

    private static bool HasItsEnd(Element at) => !at["status"u8].Is("finished"u8) || at["period"u8].Has("end"u8);

    /// <summary>More than nothing, in a unit that computers agree on.</summary>
    private static bool IsAmount(Element dose) => dose["value"u8].Number > 0 && dose.Has("code"u8);

    /// <summary>Ten equal digits pass here: they are nobody's number, and of the right form.</summary>
    private static bool PassesModulus11(ReadOnlySpan<byte> number)
    {
        if (number.Length != 10 || number.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        var sum = number[9] - '0';
        for (var i = 0; i < 9; i++) sum += (number[i] - '0') * (10 - i);
        return sum % 11 == 0;
    }

    private static bool IsSha256(ReadOnlySpan<byte> digest) => digest.Length == 64 && !digest.ContainsAnyExcept(Hexadecimal);

    /// <summary>top-, then words of small letters with a hyphen between.</summary>
    private static bool IsLineOfTop(ReadOnlySpan<byte> link)
    {
        if (!link.StartsWith("top-"u8)) return false;
        foreach (var word in link[4..].Split((byte)'-'))
            if (link[4..][word] is not { IsEmpty: false } letters || letters.ContainsAnyExceptInRange((byte)'a', (byte)'z')) return false;
        return true;
    }
}
