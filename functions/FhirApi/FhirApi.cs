using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Disclosure;
using Throughcare.Hosting;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Storage;

namespace Throughcare.FhirApi;

/// <summary>Read-only FHIR R4: metadata; CarePlan by id; the whole plan as a Bundle; CarePlan by POST _search with the patient's identifier; who was told; what was said; the code tables as ConceptMaps.</summary>
/// <remarks>Each answer is built for its caller's audience. What is not there and what is not theirs get the same answer. Search by identifier is POST, so that no identifier is in a URL.</remarks>
internal sealed class FhirApi(Callers callers, PlanStore plans, PersonIndex people, DisclosurePolicy policy, ConceptMaps maps, TimeProvider time, string fhirBase)
{
    public async Task<IResult> Get(HttpRequest request, string path)
    {
        if (path.Trim('/') == "metadata") return FunctionHost.FhirResult(Metadata());
        if (callers.WithKey(request.BearerKey()) is not { } caller) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        if (path.Trim('/').Split('/') is ["ConceptMap", .. var rest]) return Map(request, rest);
        if (caller.Audience.Length == 0) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        var cancel = request.HttpContext.RequestAborted;
        return path.Trim('/').Split('/') switch
        {
            ["CarePlan", var id] => await Read(caller, id, plan => Single(request, plan), cancel),
            ["CarePlan", var id, "$everything"] => await Read(caller, id, resources => FunctionHost.FhirResult(PlanBundle.Bundle("collection", resources, fhirBase)), cancel),
            ["CarePlan", var id, "$told"] when caller.MayAnswer => await Told(id, cancel),
            ["CarePlan", var id, "$said"] when caller.MayAnswer => await Said(id, cancel),
            _ => new Refusal(RefusalReason.NotFound).ToResult(),
        };
    }

    public async Task<IResult> Post(HttpRequest request, string path)
    {
        if (callers.WithKey(request.BearerKey()) is not { Audience.Length: > 0 } caller) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        if (path.Trim('/') != "CarePlan/_search" || !request.HasFormContentType) return new Refusal(RefusalReason.NotFound).ToResult();
        var cancel = request.HttpContext.RequestAborted;
        var form = await request.ReadFormAsync(cancel);
        var token = (form["patient.identifier"].ToString() is { Length: > 0 } chained ? chained : form["patient:identifier"].ToString()).Split('|', 2);
        var person = token.Length == 2 ? await people.Find(token[0], token[1], cancel) : null;
        IReadOnlyList<JsonObject> found = [];
        if (person is not null && await plans.Current(person, cancel) is { } plan) found = await Disclosed(caller, plan, cancel);
        var all = form["_include"].Count > 0 ? found : [.. found.Where(resource => resource.TextAt("resourceType") == "CarePlan")];
        return FunctionHost.FhirResult(PlanBundle.Bundle("searchset", all, fhirBase));
    }

    /// <summary>What we make of whose codes: nothing about a person, so any caller may read it.</summary>
    private IResult Map(HttpRequest request, string[] path) => path switch
    {
        [] => FunctionHost.FhirResult(PlanBundle.Bundle("searchset", maps.Search(request.Query["url"]), fhirBase, "ConceptMap")),
        [var id] when maps.Find(id) is { } map => FunctionHost.FhirResult(map),
        _ => new Refusal(RefusalReason.NotFound).ToResult(),
    };

    private async Task<IResult> Read(Caller caller, string id, Func<IReadOnlyList<JsonObject>, IResult> answer, CancellationToken cancel)
    {
        if (!id.All(char.IsAsciiLetterOrDigit) || await plans.Current(id, cancel) is not { } plan) return new Refusal(RefusalReason.NotFound).ToResult();
        var resources = await Disclosed(caller, plan, cancel);
        return resources.Count > 0 ? answer(resources) : new Refusal(RefusalReason.NotFound).ToResult();
    }

    /// <summary>What this caller may see, once the record says that they looked; nothing of a person they have never been told about.</summary>
    private async Task<IReadOnlyList<JsonObject>> Disclosed(Caller caller, CurrentPlan plan, CancellationToken cancel)
    {
        var resources = await Concerns(caller, plan.Person, cancel) ? policy.For(caller.Audience, plan.Resources) : [];
        if (!resources.Any(resource => resource.TextAt("resourceType") == "CarePlan")) return [];
        var line = PlanStore.AuditLine(plan.Person, time.GetUtcNow(), caller.Name, $"v{plan.Version.ToString(CultureInfo.InvariantCulture)}", "read", "", policy.Version);
        await plans.Submit([TableChange.Merge(line)], cancel);
        return resources;
    }

    private async Task<bool> Concerns(Caller caller, string person, CancellationToken cancel)
    {
        if (caller.Recipients.Contains("*")) return true;
        foreach (var recipient in caller.Recipients)
            if (await plans.ReadOwed(person, recipient, cancel) is { MayKnow: true, Closed: false, Leaving: false }) return true;
        return false;
    }

    private static IResult Single(HttpRequest request, IReadOnlyList<JsonObject> resources)
    {
        var care = resources.First(resource => resource.TextAt("resourceType") == "CarePlan");
        var result = FunctionHost.FhirResult(care);
        return care.TextAt("meta", "versionId") is { } version ? result.WithHeader("ETag", $"W/\"{version}\"") : result;
    }

    /// <summary>What happened, who was told about it, who is still owed, and what was held back from each: a Parameters resource.</summary>
    private async Task<IResult> Told(string id, CancellationToken cancel)
    {
        if (!id.All(char.IsAsciiLetterOrDigit)) return new Refusal(RefusalReason.NotFound).ToResult();
        var read = await plans.Read(id, cancel);
        if (read.Head is null) return new Refusal(RefusalReason.NotFound).ToResult();
        var parameters = new JsonArray();
        foreach (var notice in plans.Fold(id, read.Notices).Notices)
            parameters.Add(Part("happened", ("event", notice.Event), ("at", PlanBundle.Instant(notice.At)), ("source", notice.Source), ("because", notice.Because)));
        foreach (var row in read.Owed)
            parameters.Add(Part("recipient", ("name", row.To), ("role", row.Role), ("state", row.State), ("wanted", row.Wanted.ToString(CultureInfo.InvariantCulture)), ("acknowledged", row.Acknowledged.ToString(CultureInfo.InvariantCulture)), ("because", row.Because)));
        await foreach (var line in plans.Audit(id, cancel))
            parameters.Add(Part("decision", ("at", PlanBundle.Instant(line.Time("At")!.Value)), ("to", line.Text("To")), ("message", line.Text("Message")), ("decision", line.Text("Decision")), ("held", line.Text("Held")), ("policy", line.Text("PolicyVersion"))));
        return FunctionHost.FhirResult(new JsonObject { ["resourceType"] = "Parameters", ["parameter"] = parameters });

        static JsonObject Part(string name, params ReadOnlySpan<(string Name, string? Value)> parts)
        {
            var list = new JsonArray();
            foreach (var (part, value) in parts) if (!string.IsNullOrEmpty(value)) list.Add(new JsonObject { ["name"] = part, ["valueString"] = value });
            return new JsonObject { ["name"] = name, ["part"] = list };
        }
    }

    /// <summary>What sources said of a fact that the plan has from someone who outweighs them: a Parameters resource. Nothing that was said is gone.</summary>
    private async Task<IResult> Said(string id, CancellationToken cancel)
    {
        if (!id.All(char.IsAsciiLetterOrDigit) || await plans.ReadNotices(id, cancel) is not { Count: > 0 } notices) return new Refusal(RefusalReason.NotFound).ToResult();
        var parameters = new JsonArray();
        foreach (var fact in plans.Fold(id, notices).Facts)
            foreach (var other in fact.Others)
            {
                var resource = other.Entry.Resource.DeepClone().AsObject();
                References.Rewrite(resource, _ => null);
                parameters.Add(new JsonObject
                {
                    ["name"] = "said",
                    ["part"] = new JsonArray(
                        new JsonObject { ["name"] = "about", ["valueString"] = fact.Reference },
                        new JsonObject { ["name"] = "source", ["valueString"] = other.Source },
                        new JsonObject { ["name"] = "at", ["valueString"] = PlanBundle.Instant(other.Notice.At) },
                        new JsonObject { ["name"] = "outweighedBy", ["valueString"] = fact.Chosen.Source },
                        new JsonObject { ["name"] = "what", ["resource"] = resource }),
                });
            }
        return FunctionHost.FhirResult(new JsonObject { ["resourceType"] = "Parameters", ["parameter"] = parameters });
    }

    private JsonObject Metadata() => new()
    {
        ["resourceType"] = "CapabilityStatement", ["status"] = "active", ["date"] = "2026-11-21", ["kind"] = "instance", ["fhirVersion"] = "4.0.1",
        ["format"] = new JsonArray("json"),
        ["implementation"] = new JsonObject { ["description"] = "Throughcare: one integrated care plan per person", ["url"] = fhirBase },
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["security"] = new JsonObject { ["description"] = "Authorization: Bearer, a key per agency. Each answer holds what the agency may see." },
            ["resource"] = new JsonArray(new JsonObject
            {
                ["type"] = "CarePlan",
                ["interaction"] = new JsonArray(new JsonObject { ["code"] = "read" }, new JsonObject { ["code"] = "search-type", ["documentation"] = "By POST only, so that no identifier is in a URL." }),
                ["searchParam"] = new JsonArray(new JsonObject { ["name"] = "patient.identifier", ["type"] = "token", ["documentation"] = "system|value of one of the person's numbers" }),
                ["operation"] = new JsonArray(new JsonObject { ["name"] = "everything", ["definition"] = $"{FhirNames.Base}/OperationDefinition/CarePlan-everything" }),
            },
            new JsonObject
            {
                ["type"] = "ConceptMap",
                ["documentation"] = "What we make of the codes of others, made from the tables; any caller may read it.",
                ["interaction"] = new JsonArray(new JsonObject { ["code"] = "read" }, new JsonObject { ["code"] = "search-type" }),
                ["searchParam"] = new JsonArray(new JsonObject { ["name"] = "url", ["type"] = "uri" }),
            }),
        }),
    };
}
