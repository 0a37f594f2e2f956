using System.Text.Json.Nodes;
using Throughcare.FhirApi;
using Throughcare.Translation;

namespace Throughcare.Subscriptions;

/// <summary>What of one plan one subscriber may see at a moment.</summary>
/// <param name="Whole">The plan's resources as they are: a topic is known by them.</param>
/// <param name="Seen">The resources as the subscriber may have them, without their versions; empty when the person is none of theirs.</param>
internal sealed record Sight(IReadOnlyList<JsonObject> Whole, IReadOnlyList<JsonObject> Seen)
{
    public static readonly Sight Nothing = new([], []);
}

/// <summary>What one notice changed in what a subscriber may see, by reference only.</summary>
/// <param name="Focus">The main thing: "Encounter/1".</param>
/// <param name="Others">What else of the topic is new, changed or gone.</param>
internal sealed record Change(string Focus, IReadOnlyList<string> Others)
{
    public IEnumerable<string> All => Others.Prepend(Focus);
}

/// <summary>Something that can be subscribed to (a row of topics.csv).</summary>
/// <param name="Name">The last part of its address.</param>
/// <param name="Resource">The type of resource it is about; <see cref="Anything"/> for the whole plan.</param>
/// <param name="Codes">When filled, only resources with one of these codes.</param>
internal sealed record Topic(string Name, string Resource, IReadOnlySet<string> Codes)
{
    public const string Anything = "*";

    /// <summary>The canonical address, by which a Subscription names it (Subscription.criteria).</summary>
    public string Url => $"{FhirNames.Base}/SubscriptionTopic/{Name}";

    /// <summary>The type of what its events are about first.</summary>
    public string Focus => Resource == Anything ? "CarePlan" : Resource;

    /// <summary>What of the topic is new, changed or gone; null when nothing is.</summary>
    public Change? Between(Sight before, Sight after)
    {
        var (then, now) = (Of(before), Of(after));
        var changed = now.Where(one => !then.TryGetValue(one.Key, out var old) || !JsonNode.DeepEquals(old, one.Value)).Select(one => one.Key).Concat(then.Keys.Where(reference => !now.ContainsKey(reference))).ToList();
        if (changed.Count == 0) return null;
        // Of the whole plan an event is about the plan, whatever in it has changed.
        var focus = Resource == Anything ? now.Keys.Concat(then.Keys).FirstOrDefault(reference => reference.StartsWith($"{Focus}/", StringComparison.Ordinal)) ?? changed[0] : changed[0];
        changed.Remove(focus);
        return new Change(focus, changed);
    }

    private OrderedDictionary<string, JsonObject> Of(Sight sight)
    {
        var whole = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var resource in sight.Whole) whole[DisclosedPlan.Reference(resource)] = resource;
        var seen = new OrderedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var resource in sight.Seen) if (Admits(whole.GetValueOrDefault(DisclosedPlan.Reference(resource), resource))) seen[DisclosedPlan.Reference(resource)] = resource;
        return seen;
    }

    /// <summary>An Encounter is known by its class, which is what R4 has in place of a code there.</summary>
    private bool Admits(JsonObject resource) =>
        Resource == Anything
        || (resource.TextAt("resourceType") == Resource
            && (Codes.Count == 0 || resource.At("code", "coding").Items().Append(resource.At("class")).Any(coding => coding.TextAt("code") is { } code && Codes.Contains(code))));
}

/// <summary>The topics of topics.csv.</summary>
internal sealed class Topics
{
    private readonly Dictionary<string, Topic> byName;

    /// <exception cref="TableFault">A row names no type of resource of a plan, or a name comes twice.</exception>
    public Topics(Tables tables)
    {
        byName = TableFile.ReadExactly(tables.Folder, "topics.csv", "topic", "resource", "only_code", "because").By("topic").Values.ToDictionary(row => row["topic"], row =>
            row.Required("resource") is var type && (type == Topic.Anything || Capability.Types.Contains(type)) ? new Topic(row["topic"], type, row.List("only_code").ToHashSet(StringComparer.Ordinal))
                : throw row.Fault($"\"{type}\" is not a type of resource that a plan has. Write one, or {Topic.Anything} for anything.{Spelling.Meant(type, Capability.Types)}"), StringComparer.Ordinal);
        Urls = [.. byName.Values.Select(topic => topic.Url)];
    }

    /// <summary>The addresses of all, in the order of the table.</summary>
    public IReadOnlyList<string> Urls { get; }

    public Topic? Named(string name) => byName.GetValueOrDefault(name);

    public Topic? At(string url) => byName.Values.FirstOrDefault(topic => topic.Url == url);
}
