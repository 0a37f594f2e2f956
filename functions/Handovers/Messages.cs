using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Channels;
using Throughcare.Disclosure;
using Throughcare.Plans;
using Throughcare.Translation;

namespace Throughcare.Handovers;

/// <summary>What a recipient would be told now: the content, its digest, and what of the plan is held back from them.</summary>
/// <param name="Resources">Resources of the content, for a FHIR channel; empty when there is nothing to tell.</param>
/// <param name="Form">The recipient's own format, filled; null for a FHIR channel or when there is nothing to tell.</param>
/// <param name="Held">Kinds of resource in the plan that this audience does not get.</param>
internal sealed record Content(IReadOnlyList<JsonObject> Resources, JsonObject? Form, string Digest, IReadOnlyList<string> Held)
{
    public bool IsEmpty => Resources.Count == 0 && Form is null;
}

/// <summary>Makes the documents that leave us: for each role the plan as its audience may have it, in the form its channel takes.</summary>
/// <remarks>The same plan, recipient and version give the same bytes, so that a repeat on the wire is known as one.</remarks>
internal sealed class Messages(DisclosurePolicy policy, HandoverTasks handovers, Tables tables, Keys keys, string fhirBase)
{
    public string PolicyVersion => policy.Version;

    public Content ContentFor(Role role, Recipient recipient, CurrentPlan plan)
    {
        var allowed = policy.For(role.Audience, plan.Resources);
        var held = plan.Resources.Select(resource => resource.TextAt("resourceType")!).Except(allowed.Select(resource => resource.TextAt("resourceType")!)).Order(StringComparer.Ordinal).ToList();
        if (FormOf(recipient) is { } form) return Filled(form.Fill(allowed), held);
        if (!allowed.Any(resource => resource.TextAt("resourceType") == "CarePlan")) return new Content([], null, "", held);
        List<JsonObject> resources = role.Message switch
        {
            "handover" => [handovers.Task(recipient, plan.Person, plan.Resources), .. handovers.WithoutAnswersTo(recipient, plan.Person, plan.Resources, allowed)],
            "notification" => [Notification(recipient, plan, allowed), .. allowed],
            _ => [.. allowed],
        };
        return new Content(resources, null, Keys.Digest(new JsonArray([.. resources.Select(resource => resource.DeepClone())]).ToUtf8()), held);
    }

    /// <summary>What someone is told who is no longer responsible, and who may have been told before: that it is over, and nothing more of the plan.</summary>
    public Content Farewell(Role role, Recipient recipient, CurrentPlan plan)
    {
        if (FormOf(recipient) is { } form) return Filled(form.Over(), []);
        List<JsonObject> resources = [.. policy.For(role.Audience, plan.Resources)];
        // Whoever knows the plan by ids that lead no further is led on to the one that goes on.
        if (plan.MovedTo is null)
        {
            // Whoever may have acted on what was somebody else's has to hear that it was, also when they are told no more of the plan.
            resources.RemoveAll(resource => !PlanBundle.IsCorrection(resource));
            if (resources.Count > 0 && role.Message != "handover") resources.InsertRange(0, PlanBundle.Over(plan.Person));
        }
        if (role.Message == "handover") resources.Insert(0, handovers.CalledOff(recipient, plan.Person, plan.MovedTo));
        if (role.Message == "notification" && resources.Count > 0) resources.Insert(0, Notification(recipient, plan, resources));
        return resources.Count == 0 ? new Content([], null, "", []) : new Content(resources, null, Keys.Digest(new JsonArray([.. resources.Select(resource => resource.DeepClone())]).ToUtf8()), []);
    }

    private static Content Filled(JsonObject? form, IReadOnlyList<string> held) => new([], form, form is null ? "" : Keys.Digest(form.ToUtf8()), held);

    /// <summary>The recipient's own format; null when it takes FHIR messages.</summary>
    private OutgoingForm? FormOf(Recipient recipient) => recipient.Channel == Recipient.FhirMessage ? null : tables.Outgoing[recipient.Channel];

    /// <summary>The document for this content, under the version of the plan it tells and its place among what this recipient was told.</summary>
    /// <remarks>The id changes with everything in the document, so that one id never has two contents.</remarks>
    public Document Document(Role role, Recipient recipient, string person, long version, long sequence, Content content)
    {
        var id = keys.UuidOf("message", person, recipient.Name, recipient.Title, sequence.ToString(CultureInfo.InvariantCulture), version.ToString(CultureInfo.InvariantCulture), content.Digest, fhirBase).ToString();
        // The sequence and not the plan's version, which would show that something else had changed.
        if (content.Form is { } filled && FormOf(recipient) is { } form)
            return form.Write(filled, id, role.Message, sequence).Match(bytes => new Document(id, form.ContentType, bytes), because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException($"{form.Name}: {refusal.Sentence} {refusal.Element} {refusal.Detail}"));
        var focus = role.Message switch { "handover" => "Task", "notification" => "Communication", _ => "CarePlan" };
        var header = Header(id, role.Message, recipient, $"{focus}/{content.Resources.First(resource => resource.TextAt("resourceType") == focus).TextAt("id")}");
        header["extension"] = new JsonArray(new JsonObject { ["url"] = FhirNames.Extension("plan-version"), ["valueInteger"] = (int)version }, new JsonObject { ["url"] = FhirNames.Extension("sequence"), ["valueInteger"] = (int)sequence });
        return Message(id, header, content.Resources);
    }

    /// <summary>Tells a source that a notice, answered 202 at the door, was refused later.</summary>
    public Document Refusal(string noticeKey, Recipient recipient, JsonObject outcome)
    {
        var id = keys.UuidOf("refusal", noticeKey).ToString();
        var told = outcome.DeepClone().AsObject();
        told["id"] = noticeKey;
        var header = Header(id, "notice-refused", recipient, $"OperationOutcome/{noticeKey}");
        return Message(id, header, [told]);
    }

    private static JsonObject Header(string id, string what, Recipient recipient, string focus) => new()
    {
        ["resourceType"] = "MessageHeader", ["id"] = id,
        ["eventCoding"] = CodeTable.Coding(FhirNames.CodeSystem("message-event"), what, ""),
        ["destination"] = new JsonArray(new JsonObject { ["name"] = recipient.Title, ["endpoint"] = $"{FhirNames.Base}/recipient/{recipient.Name}" }),
        ["source"] = new JsonObject { ["name"] = "Throughcare", ["endpoint"] = FhirNames.Base },
        ["focus"] = new JsonArray(new JsonObject { ["reference"] = focus }),
    };

    private Document Message(string id, JsonObject header, IReadOnlyList<JsonObject> resources)
    {
        var bundle = PlanBundle.Bundle("message", [header, .. resources], fhirBase);
        var identified = new JsonObject { ["resourceType"] = "Bundle", ["id"] = id };
        foreach (var (name, value) in bundle.ToList()) if (name != "resourceType") { bundle.Remove(name); identified[name] = value; }
        return new Document(id, FhirNames.FhirJson, identified.ToUtf8());
    }

    private JsonObject Notification(Recipient recipient, CurrentPlan plan, IReadOnlyList<JsonObject> allowed) => new()
    {
        ["resourceType"] = "Communication", ["id"] = keys.InPlan(plan.Person, "notification", recipient.Name),
        ["status"] = "completed",
        ["category"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(CodeTable.Coding("http://terminology.hl7.org/CodeSystem/communication-category", "notification", "Notification")) }),
        ["subject"] = new JsonObject { ["reference"] = $"Patient/{plan.Person}" },
        ["about"] = new JsonArray([.. allowed.Where(resource => resource.TextAt("resourceType") is "CarePlan" or "MedicationRequest").Select(resource => new JsonObject { ["reference"] = $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}" })]),
        ["recipient"] = new JsonArray(handovers.Organisation(recipient)),
    };
}
