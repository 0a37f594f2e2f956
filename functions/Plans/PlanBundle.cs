using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Plans;

/// <summary>A plan as FHIR R4 resources: the CarePlan that refers to all the others, the facts, what is to be settled, and where each came from.</summary>
internal static class PlanBundle
{
    /// <summary>Code of the issue that says that records were somebody else's.</summary>
    private const string IdentityCorrected = "identity-corrected";

    /// <summary>CarePlan first, then the person, the facts in the order of facts.csv, issues, provenance. Ids and order are the same for the same plan.</summary>
    public static IReadOnlyList<JsonObject> Resources(Plan plan, string baseUrl)
    {
        if (plan.MovedTo is { } next) return Moved(plan, next);
        var resources = new List<JsonObject> { CarePlan(plan) };
        resources.AddRange(plan.Facts.Where(fact => fact.Kind.Name != "plan").Select(fact => fact.Resource.DeepClone().AsObject()));
        if (plan.Formerly.Count > 0 && resources.Find(resource => resource.TextAt("resourceType") == "Patient") is { } patient) patient["link"] = new JsonArray([.. plan.Formerly.Select(other => Link(other, "replaces"))]);
        resources.AddRange(plan.Issues.Select(issue => issue.DeepClone().AsObject()));
        resources.AddRange(plan.Corrections.Select(correction => Corrected(plan, correction)));
        var chosen = plan.Facts.ToLookup(fact => fact.Chosen.Notice.Key, StringComparer.Ordinal);
        resources.AddRange(plan.Notices.Select(notice => Provenance(plan, notice, chosen[notice.Key], baseUrl)).OfType<JsonObject>());
        return resources;
    }

    /// <summary>A plan that goes on in another's: whoever knows it by its old ids is led on, and finds nothing else here.</summary>
    private static List<JsonObject> Moved(Plan plan, string next) =>
    [
        new JsonObject
        {
            ["resourceType"] = "CarePlan", ["id"] = plan.Person, ["meta"] = Meta(plan), ["status"] = "revoked", ["intent"] = "plan", ["category"] = Category(), ["title"] = "Integrated care plan: goes on in another",
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{plan.Person}" },
        },
        new JsonObject { ["resourceType"] = "Patient", ["id"] = plan.Person, ["active"] = false, ["link"] = new JsonArray(Link(next, "replaced-by")) },
    ];

    /// <summary>A plan as whoever is no longer a party to it may know it: that there is nothing here for them.</summary>
    public static IReadOnlyList<JsonObject> Over(string person) =>
    [
        new JsonObject
        {
            ["resourceType"] = "CarePlan", ["id"] = person, ["status"] = "revoked", ["intent"] = "plan", ["category"] = Category(), ["title"] = "Integrated care plan: no longer for you",
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{person}" },
        },
        new JsonObject { ["resourceType"] = "Patient", ["id"] = person },
    ];

    private static JsonObject Link(string person, string type) => new() { ["other"] = new JsonObject { ["reference"] = $"Patient/{person}" }, ["type"] = type };

    private static JsonObject Meta(Plan plan) => new() { ["versionId"] = plan.Version.ToString(CultureInfo.InvariantCulture), ["lastUpdated"] = Instant(plan.ChangedAt) };

    private static JsonArray Category() => new(new JsonObject { ["coding"] = new JsonArray(CodeTable.Coding("http://snomed.info/sct", "734163000", "Care plan")) });

    /// <summary>Whether it says that records in the plan were somebody else's.</summary>
    public static bool IsCorrection(JsonObject resource) => resource.TextAt("resourceType") == "DetectedIssue" && resource.TextAt("code", "coding", 0, "code") == IdentityCorrected;

    /// <summary>Said to all who may have acted on what was somebody else's.</summary>
    private static JsonObject Corrected(Plan plan, Correction correction) => new()
    {
        ["resourceType"] = "DetectedIssue", ["id"] = correction.Id, ["status"] = "final",
        ["code"] = new JsonObject { ["coding"] = new JsonArray(CodeTable.Coding(FhirNames.CodeSystem("plan-issue"), IdentityCorrected, "")) },
        ["severity"] = "high",
        ["patient"] = new JsonObject { ["reference"] = $"Patient/{plan.Person}" },
        ["implicated"] = new JsonArray(new JsonObject { ["reference"] = $"Patient/{plan.Person}" }),
        ["detail"] = $"Until {London.Text(London.DayOf(correction.At))} this plan also held records of somebody else, sent by {correction.Source}. They are taken out: look again at all that was done because of them.",
    };

    /// <summary>The one plan: what the sender's own plan said of itself, whose it is, who holds it, and references to everything in it.</summary>
    private static JsonObject CarePlan(Plan plan)
    {
        var said = plan.OfKind("plan").FirstOrDefault()?.Resource;
        var holder = PlanHolder.Of(plan);
        var care = new JsonObject
        {
            ["resourceType"] = "CarePlan", ["id"] = plan.Person,
            ["meta"] = Meta(plan),
        };
        // "Recovery plans are owned by the service user" (001:326), whoever holds them.
        care["extension"] = new JsonArray([.. said?["extension"].Items().Select(extension => extension.DeepClone()) ?? [], Extension("plan-owner", "valueReference", new JsonObject { ["reference"] = $"Patient/{plan.Person}" })]);
        if (holder.Setting is { } setting) care["extension"]!.AsArray().Add(Extension("current-setting", "valueCodeableConcept", setting));
        if (said?["identifier"] is { } numbers) care["identifier"] = numbers.DeepClone();
        if (plan.Formerly.Count > 0) care["replaces"] = new JsonArray([.. plan.Formerly.Select(other => new JsonObject { ["reference"] = $"CarePlan/{other}" })]);
        care["status"] = "active";
        care["intent"] = "plan";
        care["category"] = Category();
        care["title"] = "Integrated care plan";
        care["subject"] = new JsonObject { ["reference"] = $"Patient/{plan.Person}" };
        // R4's author is who is responsible for the plan now; R5 calls the same element custodian.
        if (holder.Custodian is { } custodian) care["author"] = custodian;
        var sources = plan.Facts.SelectMany(fact => fact.Others.Prepend(fact.Chosen)).Select(assertion => assertion.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (sources.Count > 0) care["contributor"] = new JsonArray([.. sources.Select(Source)]);
        foreach (var place in new[] { "careTeam", "addresses", "supportingInfo", "goal", "activity" })
        {
            var list = new JsonArray();
            // What the person wants most comes first; what they have not ranked comes after.
            foreach (var fact in plan.Facts.Where(fact => fact.Kind.InPlan == place).OrderBy(fact => GoalRanking.RankOf(fact) ?? long.MaxValue))
            {
                JsonObject reference = new() { ["reference"] = fact.Reference };
                list.Add(place == "activity" ? new JsonObject { ["reference"] = reference } : reference);
            }
            if (place == "supportingInfo") foreach (var issue in plan.Issues.Concat(plan.Corrections.Select(correction => Corrected(plan, correction)))) list.Add(new JsonObject { ["reference"] = $"DetectedIssue/{issue.TextAt("id")}" });
            if (list.Count > 0) care[place] = list;
        }
        string[] notes = holder.Remark is { } remark ? [remark, .. plan.Incomplete] : [.. plan.Incomplete];
        if (notes.Length > 0) care["note"] = new JsonArray([.. notes.Select(sentence => new JsonObject { ["text"] = sentence })]);
        return care;

        static JsonObject Extension(string name, string member, JsonObject value) => new() { ["url"] = FhirNames.Extension(name), [member] = value };
    }

    /// <summary>One of sources.csv, by its name.</summary>
    private static JsonObject Source(string name) => new() { ["identifier"] = new JsonObject { ["system"] = $"{FhirNames.Base}/Id/source", ["value"] = name } };

    /// <summary>Where the notice's part of the plan came from: source, digest of what was sent, tables it was read with.</summary>
    private static JsonObject? Provenance(Plan plan, NoticeRow notice, IEnumerable<Fact> facts, string baseUrl)
    {
        var targets = facts.Select(fact => new JsonObject { ["reference"] = fact.Kind.Name == "plan" ? $"CarePlan/{plan.Person}" : fact.Reference }).ToArray();
        if (targets.Length == 0) return null;
        return new JsonObject
        {
            ["resourceType"] = "Provenance", ["id"] = $"{plan.Person}-{notice.Key}",
            ["target"] = new JsonArray([.. targets]),
            ["occurredDateTime"] = Instant(notice.At),
            ["recorded"] = Instant(notice.RecordedAt),
            ["policy"] = new JsonArray($"{baseUrl}/mappings/{notice.TableVersion}"),
            ["activity"] = new JsonObject { ["coding"] = new JsonArray(CodeTable.Coding(FhirNames.CodeSystem("activity"), "translate", "Translated from the source's own record")) },
            ["agent"] = new JsonArray(new JsonObject { ["who"] = Source(notice.Source) }),
            ["entity"] = new JsonArray(new JsonObject
            {
                ["role"] = "source",
                ["what"] = new JsonObject { ["identifier"] = new JsonObject { ["system"] = $"{FhirNames.Base}/Id/sha256", ["value"] = notice.Digest } },
            }, new JsonObject
            {
                ["role"] = "derivation",
                ["what"] = new JsonObject { ["identifier"] = new JsonObject { ["system"] = $"{FhirNames.Base}/Id/notice/{notice.Source}", ["value"] = notice.Id }, ["display"] = $"{notice.Kind}, version {notice.Version.ToString(CultureInfo.InvariantCulture)}" },
            }),
        };
    }

    public static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Resources in a Bundle, each with its address.</summary>
    public static JsonObject Bundle(string type, IEnumerable<JsonObject> resources, string baseUrl, string searched = "CarePlan")
    {
        var entries = new JsonArray();
        foreach (var resource in resources)
        {
            var entry = new JsonObject { ["fullUrl"] = $"{baseUrl}/{resource.TextAt("resourceType")}/{resource.TextAt("id")}", ["resource"] = resource.DeepClone() };
            if (type == "searchset") entry["search"] = new JsonObject { ["mode"] = resource.TextAt("resourceType") == searched ? "match" : "include" };
            entries.Add(entry);
        }
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = type };
        if (type == "searchset") bundle["total"] = entries.Count(entry => entry.TextAt("search", "mode") == "match");
        if (entries.Count > 0) bundle["entry"] = entries;
        return bundle;
    }
}
