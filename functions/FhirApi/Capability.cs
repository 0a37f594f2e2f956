using System.Text.Json.Nodes;
using Throughcare.Fhir;
using Throughcare.Subscriptions;

namespace Throughcare.FhirApi;

/// <summary>What the API can do, as fhir/metadata says it.</summary>
internal static class Capability
{
    /// <summary>Resources of a plan that can be read and searched.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "Appointment", "Basic", "CarePlan", "CareTeam", "Communication", "Condition", "Consent", "DetectedIssue", "Encounter", "EpisodeOfCare", "Flag", "Goal", "Immunization", "MedicationAdministration", "MedicationDispense", "MedicationRequest",
        "MedicationStatement", "Observation", "Patient", "PractitionerRole", "Procedure", "Provenance", "QuestionnaireResponse", "RelatedPerson", "ServiceRequest", "Task",
    ];

    /// <summary>What this installation can do: what every one can (fhir-profiles/input/fsh/api/capability-statement.fsh is written from it), at its own address.</summary>
    public static JsonObject Statement(string fhirBase, Topics topics) => new()
    {
        ["resourceType"] = "CapabilityStatement", ["url"] = $"{FhirNames.Base}/CapabilityStatement/throughcare", ["status"] = "active", ["date"] = "2026-11-22", ["kind"] = "instance",
        ["instantiates"] = new JsonArray($"{FhirNames.Base}/CapabilityStatement/throughcare-api"),
        ["implementation"] = new JsonObject { ["description"] = "Throughcare: one integrated care plan per person", ["url"] = fhirBase },
        ["fhirVersion"] = "4.0.1", ["format"] = new JsonArray("json", "application/fhir+json"),
        ["rest"] = new JsonArray(Rest(topics)),
    };

    /// <summary>CapabilityStatement.rest.</summary>
    public static JsonObject Rest(Topics topics) => new()
    {
        ["mode"] = "server",
        ["documentation"] = "JSON only; a body in another format is answered 415, and a wish for another format 406. Every error is an OperationOutcome, of which details.coding has a permanent reason.",
        ["security"] = new JsonObject { ["description"] = "Authorization: Bearer, a key per agency. Each answer holds what the agency may see, of people in whose care it has a part, from the day it has one. What is not there and what is not theirs get the same answer." },
        ["resource"] = new JsonArray([.. Types.Select(Plan), ConceptMap(), Subscription(topics)]),
        ["operation"] = Operations(("process-message", "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message"), ("validate", "http://hl7.org/fhir/OperationDefinition/Resource-validate")),
    };

    private static JsonObject Plan(string type)
    {
        var resource = new JsonObject
        {
            ["type"] = type,
            ["supportedProfile"] = new JsonArray([.. RulePack.Default.Profiles.Values.Where(profile => profile.Type == type).Select(profile => profile.Url).Order(StringComparer.Ordinal).Select(url => (JsonNode)url)]),
            ["interaction"] = Named("code", "read", "vread", "history-instance", "search-type"),
            ["versioning"] = "versioned", ["readHistory"] = true,
            ["searchInclude"] = new JsonArray([$"{type}:*", .. PlanSearch.IncludesOf(type).Select(name => (JsonNode)$"{type}:{name}")]),
            ["searchParam"] = new JsonArray(
            [
                Parameter("_id", "token", "One or more ids, apart by commas, of one person's plan."),
                Parameter("_lastUpdated", "date", "When what you may see of it changed; a day is a London day."),
                .. type == "Patient" ? new[] { Parameter("identifier", "token", "system|value of one of the person's numbers. Only by POST _search.") }
                    : [Parameter("patient", "reference", "The person, by the id you know from their CarePlan."), Parameter("patient.identifier", "token", "system|value of one of the person's numbers. Only by POST _search."), Parameter("identifier", "token", "A number of the resource itself, beside patient or patient.identifier. Only by POST _search.")],
                .. ElementSearch.All.Where(one => one.Type == type).Select(one => new JsonObject { ["name"] = one.Name, ["definition"] = one.Definition, ["type"] = one.IsDate ? "date" : "token" }),
            ]),
        };
        if (type == "Task")
        {
            resource["interaction"]!.AsArray().Add(new JsonObject { ["code"] = "update" });
            (resource["versioning"], resource["updateCreate"]) = ("versioned-update", false);
            resource["documentation"] = "The service that was asked answers a handover by an update of its status, with If-Match: 428 without it, 412 if the Task has changed, 409 if the answer cannot follow the one before. Only status, statusReason and businessStatus can change.";
        }
        if (resource["supportedProfile"]!.AsArray().Count == 0) resource.Remove("supportedProfile");
        if (type is "CarePlan" or "Patient") resource["operation"] = Operations(("everything", type == "Patient" ? "http://hl7.org/fhir/OperationDefinition/Patient-everything" : $"{FhirNames.Base}/OperationDefinition/CarePlan-everything"));
        return resource;
    }

    private static JsonObject ConceptMap() => new()
    {
        ["type"] = "ConceptMap",
        ["documentation"] = "What we make of the codes of others, made from the tables; any caller may read it.",
        ["interaction"] = Named("code", "read", "search-type"),
        ["searchParam"] = new JsonArray(Parameter("url", "uri", "The map's address.")),
        ["operation"] = Operations(("translate", "http://hl7.org/fhir/OperationDefinition/ConceptMap-translate")),
    };

    private static JsonObject Subscription(Topics topics) => new()
    {
        ["extension"] = new JsonArray([.. topics.Urls.Select(url => (JsonNode)new JsonObject { ["url"] = Subscriptions.Subscription.TopicExtension, ["valueCanonical"] = url })]),
        ["type"] = "Subscription",
        ["documentation"] = "In the style of the R5 backport for R4: criteria is the address of a topic, filters are area (local-authorities.csv) and organisation (an ODS code), the payload is id-only unless it is asked for otherwise. You see your own only. The endpoint lies below an address that your agency has given us; our key for it is agreed with it. Events are numbered from 1 without gaps and kept for as long as the subscription is. After an error, PUT with status requested goes on where it stopped.",
        ["interaction"] = Named("code", "create", "read", "update", "delete", "search-type"),
        ["versioning"] = "versioned-update", ["conditionalCreate"] = true, ["updateCreate"] = false,
        ["searchParam"] = new JsonArray(Parameter("_id", "token", "One or more ids, apart by commas."), Parameter("criteria", "string", "The address of the topic."), Parameter("status", "token", "requested, active, error or off."), Parameter("url", "uri", "The endpoint.")),
        ["operation"] = Operations(("status", $"{Backport}/backport-subscription-status"), ("events", $"{Backport}/backport-subscription-events")),
    };

    private const string Backport = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition";

    private static JsonObject Parameter(string name, string type, string documentation) => new() { ["name"] = name, ["type"] = type, ["documentation"] = documentation };

    private static JsonArray Named(string member, params ReadOnlySpan<string> values)
    {
        var list = new JsonArray();
        foreach (var value in values) list.Add(new JsonObject { [member] = value });
        return list;
    }

    private static JsonArray Operations(params ReadOnlySpan<(string Name, string Definition)> operations)
    {
        var list = new JsonArray();
        foreach (var (name, definition) in operations) list.Add(new JsonObject { ["name"] = name, ["definition"] = definition });
        return list;
    }
}
