namespace Throughcare.Fhir;

/// <summary>The constraints of our own messages (fhir-profiles/input/fsh/messages): which event, and what must come with it.</summary>
internal static class MessageInvariants
{
    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } = new Dictionary<string, Func<Element, bool>>
    {
        ["tc-message-focus"] = ItsFocusComesWithIt,
        ["tc-message-person"] = at => Of(at, "Patient"u8).Count <= 1 && Of(at, "CarePlan"u8).Count <= 1,
        ["tc-notice-version"] = at => at["meta"u8]["versionId"u8].Value is { IsEmpty: false } version && !version.ContainsAnyExceptInRange((byte)'0', (byte)'9'),

        // From agencies
        ["tc-received"] = at => TellsOfSomebody(at, "received"u8) && Stays(at).Exists(stay => stay["status"u8].Is("in-progress"u8) && stay["period"u8].Has("start"u8)),
        ["tc-release-planned"] = at => TellsOfSomebody(at, "release-planned"u8) && Stays(at).Exists(HasPlannedEnd),
        ["tc-release-date-changed"] = at => TellsOfSomebody(at, "release-date-changed"u8) && Stays(at).Exists(HasPlannedEnd),
        ["tc-release-cancelled"] = at => TellsOfSomebody(at, "release-cancelled"u8) && Stays(at) is { Count: > 0 } stays && stays.TrueForAll(stay => !stay["status"u8].Is("finished"u8)),
        ["tc-released"] = at => TellsOfSomebody(at, "released"u8) && Stays(at).Exists(stay => stay["status"u8].Is("finished"u8) && stay["period"u8].Has("end"u8)),
        ["tc-requirement-changed"] = at => TellsOfSomebody(at, "requirement-changed"u8) && Of(at, "ServiceRequest"u8).Exists(request => request.All("category.coding.code"u8).Exists(code => code.Is("sentence-requirement"u8))),
        ["tc-treatment-updated"] = at => TellsOfSomebody(at, "treatment-update"u8),
        ["tc-handover-accepted"] = at => TellsOfSomebody(at, "handover-accepted"u8) && HasHandover(at, "accepted", "in-progress", "completed"),
        ["tc-handover-rejected"] = at => TellsOfSomebody(at, "handover-rejected"u8) && HasHandover(at, "rejected", "cancelled", "failed"),

        // From us
        ["tc-handover-offered"] = at => IsOf(at, "handover"u8) && (Has(at, "CarePlan"u8) ? Has(at, "Patient"u8) && HasHandover(at, "requested") : HasHandover(at, "cancelled")),
        ["tc-plan-changed"] = at => TellsOfSomebody(at, "plan"u8) && Has(at, "CarePlan"u8),
        ["tc-notification"] = at => TellsOfSomebody(at, "notification"u8) && Has(at, "CarePlan"u8) && Of(at, "Communication"u8).Count == 1,
        ["tc-notice-answered"] = at => IsOf(at, "notice-answered"u8) && at.Count("entry"u8) == 2 && Of(at, "OperationOutcome"u8).Count == 1,
        ["tc-notice-refused"] = at => IsOf(at, "notice-refused"u8) && at.Count("entry"u8) == 2 && Of(at, "OperationOutcome"u8).Count == 1,
    };

    /// <summary>Its header, which comes first, says that the message is of this event.</summary>
    private static bool IsOf(Element message, ReadOnlySpan<byte> happened) => message["entry"u8]["resource"u8]["event"u8]["code"u8].Is(happened);

    private static bool TellsOfSomebody(Element message, ReadOnlySpan<byte> happened) => IsOf(message, happened) && Has(message, "Patient"u8);

    private static bool Has(Element message, ReadOnlySpan<byte> type) => Of(message, type).Count > 0;

    private static List<Element> Of(Element message, ReadOnlySpan<byte> type)
    {
        var found = new List<Element>();
        foreach (var resource in message.All("entry.resource"u8))
            if (resource["resourceType"u8].Is(type)) found.Add(resource);
        return found;
    }

    private static List<Element> Stays(Element message) => Of(message, "Encounter"u8).FindAll(stay => stay["class"u8]["code"u8].Is("prison"u8));

    private static bool HasPlannedEnd(Element stay) => stay.All("extension"u8).Exists(extension => extension["url"u8].Is("http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate"u8) && extension.Has("value"u8));

    private static bool HasHandover(Element message, params string[] states) =>
        Of(message, "Task"u8).Exists(task => task["status"u8].IsOneOf(states) && task.All("code.coding.code"u8).Exists(code => code.Is("accept-handover"u8)));

    private static bool ItsFocusComesWithIt(Element message)
    {
        if (message["entry"u8]["resource"u8].All("focus.reference"u8) is not [var focus, ..]) return false;
        return message.All("entry.fullUrl"u8).Exists(address => address.Value.EndsWith(focus.Value));
    }
}
