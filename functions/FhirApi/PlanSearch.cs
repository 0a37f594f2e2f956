using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Throughcare.Plans;

namespace Throughcare.FhirApi;

/// <summary>A FHIR search (R4 section 3.1.1) among the resources of one person's plan. What it does not know it refuses: a filter left out in silence would show more than was asked for.</summary>
/// <remarks>A search names the person: by patient or subject, by _id, or, in a POST, by one of their numbers.</remarks>
internal sealed record PlanSearch
{
    /// <summary>The default and the most resources of one page, beside those that are included.</summary>
    public const int DefaultCount = 50, MostCount = 200;

    /// <summary>Search parameters of the R4 specification that _include may name, and the element each follows.</summary>
    private static readonly Dictionary<(string Type, string Parameter), string[]> Includes = new()
    {
        [("CarePlan", "activity-reference")] = ["activity", "reference"], [("CarePlan", "care-team")] = ["careTeam"], [("CarePlan", "condition")] = ["addresses"], [("CarePlan", "goal")] = ["goal"],
        [("CareTeam", "participant")] = ["participant", "member"], [("Task", "focus")] = ["focus"], [("Task", "owner")] = ["owner"], [("Encounter", "location")] = ["location", "location"],
        [("Provenance", "target")] = ["target"], [("Appointment", "based-on")] = ["basedOn"], [("MedicationAdministration", "request")] = ["request"], [("MedicationDispense", "prescription")] = ["authorizingPrescription"],
    };

    /// <summary>What _include can follow from resources of the type, beside everything and the person.</summary>
    public static IEnumerable<string> IncludesOf(string type) => Includes.Keys.Where(one => one.Type == type).Select(one => one.Parameter);

    /// <summary>Elements by which a resource says whose it is.</summary>
    private static readonly string[] AboutWhom = ["subject", "patient", "for", "beneficiary"];

    public required string Type { get; init; }

    public IReadOnlySet<string> Ids { get; private init; } = new HashSet<string>();

    /// <summary>The person's key, when the search names the person by it.</summary>
    public string? Person { get; private init; }

    /// <summary>A number of the person's, when the search names the person by it: only in a POST.</summary>
    public (string System, string Value)? Number { get; private init; }

    /// <summary>A number that the resource itself has.</summary>
    public (string System, string Value)? Identifier { get; private init; }

    private IReadOnlyList<string> LastUpdated { get; init; } = [];

    private IReadOnlyList<(ElementSearch Element, string Value)> Elements { get; init; } = [];

    private IReadOnlyList<string> Include { get; init; } = [];

    private int Count { get; init; } = DefaultCount;

    private int Page { get; init; } = 1;

    /// <summary>The plan as it was then: what the links of the first page say, so that later pages are of the same plan.</summary>
    public DateTimeOffset? At { get; private init; }

    /// <param name="type">What is looked for.</param>
    /// <param name="parameters">As they were sent.</param>
    /// <param name="isForm">They were in a body, where a number of the person may stand; in an address it would be kept by every machine on the way.</param>
    public static Outcome<PlanSearch> Read(string type, IEnumerable<KeyValuePair<string, StringValues>> parameters, bool isForm)
    {
        var search = new PlanSearch { Type = type };
        foreach (var (name, values) in parameters)
            foreach (var value in values)
            {
                if (string.IsNullOrEmpty(value)) continue;
                if (search.With(name, value, isForm) is not { } next) return new Refusal(RefusalReason.SearchIsNotSupported, name);
                search = next;
            }
        return search.Person is null && search.Number is null && search.Ids.Count == 0 ? new Refusal(RefusalReason.SearchNamesNobody) : search;
    }

    /// <summary>With one more parameter; null when we do not know it or cannot read its value.</summary>
    private PlanSearch? With(string name, string value, bool isForm)
    {
        switch (name)
        {
            case "_id": return Ids.Count > 0 ? null : this with { Ids = value.Split(',').ToHashSet(StringComparer.Ordinal) };
            case "patient" or "subject": return Person is null && value.Split('/') is [.. ["Patient"] or [], var key] ? this with { Person = key } : null;
            case "patient.identifier" or "patient:identifier" or "subject.identifier" or "subject:identifier" when isForm && Number is null: return Token(value) is null ? null : this with { Number = Token(value) };
            case "identifier" when isForm && Type == "Patient" && Number is null: return Token(value) is null ? null : this with { Number = Token(value) };
            case "identifier" when isForm && Identifier is null: return Token(value) is null ? null : this with { Identifier = Token(value) };
            case "_lastUpdated": return SearchDate.Read(value) is null ? null : this with { LastUpdated = [.. LastUpdated, value] };
            case "_include": return value == "*" || value == $"{Type}:*" || Path(value) is not null ? this with { Include = [.. Include, value] } : null;
            case "_count": return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? this with { Count = Math.Min(count, MostCount) } : null;
            case "_page": return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 10_000 ? this with { Page = page } : null;
            case "_at": return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? this with { At = at } : null;
            case "_format": return value is "json" or "application/json" or "application/fhir+json" ? this : null;
            default: return ElementSearch.Find(Type, name) is { } element && element.CanBe(value) ? this with { Elements = [.. Elements, (element, value)] } : null;
        }
    }

    private static (string, string)? Token(string value) => value.Split('|', 2) is [{ Length: > 0 } system, { Length: > 0 } code] ? (system, code) : null;

    /// <summary>The Bundle of one page. Its links name the person by our key, never by a number.</summary>
    public JsonObject Answer(DisclosedPlan plan, string person, string fhirBase)
    {
        var all = plan.Now();
        var matches = all.Where(Matches).ToList();
        var page = matches.Skip((Page - 1) * Count).Take(Count).ToList();
        var entries = new JsonArray([.. page.Select(one => Entry(one, "match")), .. Included(page, all).Select(one => Entry(one, "include"))]);
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset", ["total"] = matches.Count };
        var links = new JsonArray(Link("self", Page));
        if (Count > 0 && Page > 1) links.Add(Link("previous", Page - 1));
        if (Count > 0 && Page * Count < matches.Count) links.Add(Link("next", Page + 1));
        bundle["link"] = links;
        if (entries.Count > 0) bundle["entry"] = entries;
        return bundle;

        JsonObject Entry(ResourceVersion one, string mode) => new() { ["fullUrl"] = $"{fhirBase}/{DisclosedPlan.Reference(one.Resource!)}", ["resource"] = one.Resource!.DeepClone(), ["search"] = new JsonObject { ["mode"] = mode } };

        JsonObject Link(string relation, int number) => new() { ["relation"] = relation, ["url"] = $"{fhirBase}/{Type}?{Query(person, number > 1 ? plan.At : null, number)}" };
    }

    /// <summary>Nobody is known by what the search names, or nothing of them is for this caller: the two look the same.</summary>
    public JsonObject Nothing(string fhirBase) => new()
    {
        ["resourceType"] = "Bundle", ["type"] = "searchset", ["total"] = 0,
        ["link"] = new JsonArray(new JsonObject { ["relation"] = "self", ["url"] = $"{fhirBase}/{Type}?{Query(Person, Page > 1 ? At : null, Page)}" }),
    };

    private string Query(string? person, DateTimeOffset? at, int page)
    {
        var parts = new List<string>();
        if (Ids.Count > 0) parts.Add("_id=" + Uri.EscapeDataString(string.Join(',', Ids.Order(StringComparer.Ordinal))));
        if (person is not null) parts.Add($"patient={person}");
        parts.AddRange(LastUpdated.Select(value => "_lastUpdated=" + Uri.EscapeDataString(value)));
        parts.AddRange(Elements.Select(asked => $"{asked.Element.Name}={Uri.EscapeDataString(asked.Value)}"));
        parts.AddRange(Include.Select(value => "_include=" + Uri.EscapeDataString(value)));
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"_count={Count}"));
        if (page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"_page={page}"));
        if (at is { } then) parts.Add("_at=" + Uri.EscapeDataString(PlanBundle.Instant(then)));
        return string.Join('&', parts);
    }

    private bool Matches(ResourceVersion one)
    {
        var resource = one.Resource!;
        if (resource.TextAt("resourceType") != Type || (Ids.Count > 0 && !Ids.Contains(resource.TextAt("id")!))) return false;
        if (Identifier is { } wanted && !resource["identifier"].Items().Any(identifier => identifier.TextAt("system") == wanted.System && identifier.TextAt("value") == wanted.Value)) return false;
        return LastUpdated.All(value => SearchDate.Read(value)!.Value.Fits(one.Since)) && Elements.All(asked => asked.Element.Fits(resource, asked.Value));
    }

    private IEnumerable<ResourceVersion> Included(IReadOnlyList<ResourceVersion> page, IReadOnlyList<ResourceVersion> all)
    {
        if (Include.Count == 0) return [];
        var there = page.Select(one => DisclosedPlan.Reference(one.Resource!)).ToHashSet(StringComparer.Ordinal);
        var wanted = page.SelectMany(one => Include.SelectMany(include => include.EndsWith('*') ? References(one.Resource) : Path(include)!.SelectMany(path => References(Below(one.Resource, path))))).ToHashSet(StringComparer.Ordinal);
        return all.Where(one => DisclosedPlan.Reference(one.Resource!) is var reference && wanted.Contains(reference) && !there.Contains(reference));
    }

    /// <summary>The elements that an _include of this type follows; null for one that we do not have.</summary>
    private string[][]? Path(string include) => include.Split(':') switch
    {
        [var type, "patient" or "subject"] when type == Type => [.. AboutWhom.Select(name => new[] { name })],
        [var type, var parameter] when type == Type && Includes.TryGetValue((type, parameter), out var path) => [path],
        _ => null,
    };

    private static JsonArray Below(JsonNode? node, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty) return node is null ? [] : [node.DeepClone()];
        var all = new JsonArray();
        foreach (var item in node.Items()) foreach (var found in Below(item.At(path[0]), path[1..])) all.Add(found!.DeepClone());
        return all;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(member => member.Key == "reference" && member.Value is JsonValue value && value.TryGetValue<string>(out var text) ? [text] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
