using System.Text.Json.Nodes;
using Throughcare.Plans;

namespace Throughcare.FhirApi;

/// <summary>A resource as one audience has it since some moment.</summary>
/// <param name="Resource">With meta.versionId and meta.lastUpdated; null when it was taken out of the plan.</param>
/// <param name="Since">When the notice was applied that made it so.</param>
internal sealed record ResourceVersion(JsonObject? Resource, DateTimeOffset Since)
{
    /// <summary>The meta.versionId, which is also the ETag; empty for what was taken out.</summary>
    public string Id => Resource.TextAt("meta", "versionId") ?? "";
}

/// <summary>One person's plan as one audience may have it: now, and as it was known after each notice.</summary>
/// <remarks>
/// A version is told from the next by what this audience may see of it, so neither its name nor its number says that something hidden has changed.
/// Nothing is stored for it: every version is the fold of the notices that counted then (design.md section 5).
/// </remarks>
/// <param name="times">When the plan changed: a notice was applied, or records were found to be theirs, or not to be (<see cref="PersonRows.Times"/>).</param>
/// <param name="until">Later ones are left out; null for the plan as it is now.</param>
/// <param name="disclose">The audience's resources of the plan as it was known at a time.</param>
internal sealed class DisclosedPlan(IEnumerable<DateTimeOffset> times, DateTimeOffset? until, Func<DateTimeOffset, IReadOnlyList<JsonObject>> disclose)
{
    private readonly List<DateTimeOffset> applied = [.. times.Where(time => until is null || time <= until).Distinct().Order()];
    private readonly Dictionary<int, Dictionary<string, JsonObject>> folds = [];

    /// <summary>When this audience's plan became what it is: as it was then it always is the same. Not when the last notice was applied, which would tell of changes that are hidden from them.</summary>
    public DateTimeOffset At
    {
        get
        {
            var count = applied.Count;
            while (count > 1 && IsSame(After(count - 1), After(count))) count--;
            return count == 0 ? DateTimeOffset.MinValue : applied[count - 1];

            static bool IsSame(Dictionary<string, JsonObject> one, Dictionary<string, JsonObject> other) =>
                one.Count == other.Count && one.All(resource => other.TryGetValue(resource.Key, out var same) && JsonNode.DeepEquals(resource.Value, same));
        }
    }

    /// <summary>"Goal/1": how the resources of one plan are told apart.</summary>
    public static string Reference(JsonObject resource) => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}";

    /// <summary>Nothing of it is or ever was for this audience.</summary>
    public bool IsEmpty => !Enumerable.Range(1, applied.Count).Reverse().Any(count => After(count).Count > 0);

    public bool Has(string reference) => After(applied.Count).ContainsKey(reference);

    /// <summary>The resource as it is now; null when it is not in the plan, or not for this audience.</summary>
    public ResourceVersion? Now(string reference) => Has(reference) ? Versions([reference])[0] : null;

    /// <summary>All resources of the plan, in its order, each with the version it has.</summary>
    public IReadOnlyList<ResourceVersion> Now() => Versions(After(applied.Count).Keys);

    /// <summary>Goes back only as far as the last of them has not changed.</summary>
    private List<ResourceVersion> Versions(IReadOnlyCollection<string> references)
    {
        var now = After(applied.Count);
        var since = references.ToDictionary(reference => reference, _ => 0, StringComparer.Ordinal);
        var unchanged = references.ToHashSet(StringComparer.Ordinal);
        for (var count = applied.Count - 1; count >= 0 && unchanged.Count > 0; count--)
        {
            var before = After(count);
            foreach (var reference in unchanged.Where(reference => !before.TryGetValue(reference, out var then) || !JsonNode.DeepEquals(then, now[reference])).ToList())
            {
                since[reference] = count;
                unchanged.Remove(reference);
            }
        }
        return [.. references.Select(reference => Versioned(now[reference], applied[since[reference]]))];
    }

    /// <summary>Every version of the resource, the newest first; empty when this audience never had one.</summary>
    public IReadOnlyList<ResourceVersion> History(string reference)
    {
        var versions = new List<ResourceVersion>();
        JsonObject? before = null;
        for (var count = 1; count <= applied.Count; count++)
        {
            var then = After(count).GetValueOrDefault(reference);
            if (JsonNode.DeepEquals(then, before)) continue;
            before = then;
            versions.Insert(0, then is null ? new ResourceVersion(null, applied[count - 1]) : Versioned(then, applied[count - 1]));
        }
        return versions;
    }

    /// <summary>The audience's resources when the plan had changed so many times.</summary>
    private Dictionary<string, JsonObject> After(int count)
    {
        if (folds.TryGetValue(count, out var known)) return known;
        var resources = count == 0 ? [] : disclose(applied[count - 1]);
        foreach (var resource in resources) TakeVersion(resource);
        return folds[count] = resources.ToDictionary(Reference, StringComparer.Ordinal);
    }

    /// <summary>Takes away by what a resource is told from what it was, so that only its content is compared.</summary>
    public static void TakeVersion(JsonObject resource)
    {
        if (resource["meta"] is not JsonObject meta) return;
        meta.Remove("versionId");
        meta.Remove("lastUpdated");
        if (meta.Count == 0) resource.Remove("meta");
    }

    private static ResourceVersion Versioned(JsonObject resource, DateTimeOffset since)
    {
        var updated = PlanBundle.Instant(since);
        var meta = new JsonObject { ["versionId"] = Keys.Digest([.. resource.ToUtf8(), .. System.Text.Encoding.ASCII.GetBytes(updated)])[..32], ["lastUpdated"] = updated };
        foreach (var (name, value) in resource["meta"]?.AsObject() ?? []) meta[name] = value?.DeepClone();
        var versioned = new JsonObject { ["resourceType"] = resource["resourceType"]!.DeepClone(), ["id"] = resource["id"]!.DeepClone(), ["meta"] = meta };
        foreach (var (name, value) in resource) if (!versioned.ContainsKey(name)) versioned[name] = value?.DeepClone();
        return new ResourceVersion(versioned, since);
    }
}
