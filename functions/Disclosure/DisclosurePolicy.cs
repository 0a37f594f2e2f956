using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Disclosure;

/// <summary>Who may see what (disclosure.csv). Deny by default: what no row names is not there, and documents are built from what is allowed, never cut down from what is not.</summary>
internal sealed class DisclosurePolicy
{
    /// <summary>In the resource column: an audience that sees the whole plan, such as the person's own clinicians' viewer.</summary>
    private const string Everything = "*";

    private readonly Dictionary<(string Audience, string Resource), Allowed> rules = [];

    public DisclosurePolicy(Tables tables)
    {
        Version = tables.Version;
        foreach (var row in TableFile.ReadExactly(tables.Folder, "disclosure.csv", "audience", "resource", "only_code", "element", "basis", "because"))
        {
            row.Required("basis");
            var key = (row.Required("audience"), row.Required("resource"));
            if (!rules.TryGetValue(key, out var allowed)) rules[key] = allowed = new Allowed();
            foreach (var code in row.List("only_code")) allowed.Codes.Add(code);
            var element = row.Required("element");
            var bracket = element.IndexOf('[', StringComparison.Ordinal);
            if (bracket < 0) { allowed.Add(element.Split('.')); continue; }
            var system = element[(bracket + 1)..^1];
            allowed.Add([element[..bracket]], tables.Systems.GetValueOrDefault(system) ?? (system.Contains('/', StringComparison.Ordinal) ? system : throw row.Fault($"\"{system}\" is not a system. The names are in systems.csv.")));
        }
    }

    /// <summary>Goes on the audit line of each decision.</summary>
    public string Version { get; }

    public IReadOnlySet<string> Audiences => rules.Keys.Select(rule => rule.Audience).ToHashSet(StringComparer.Ordinal);

    /// <summary>The resources as this audience may have them; those with no allowed element are absent. References to what is absent are absent, but for the person. What FHIR requires and they may not have is there without its value.</summary>
    public IReadOnlyList<JsonObject> For(string audience, IReadOnlyList<JsonObject> resources)
    {
        if (rules.ContainsKey((audience, Everything))) return [.. resources.Select(resource => resource.DeepClone().AsObject())];
        var built = new List<JsonObject>();
        foreach (var resource in resources)
        {
            var type = resource.TextAt("resourceType")!;
            if (!rules.TryGetValue((audience, type), out var allowed) || !allowed.Admits(resource)) continue;
            var copy = new JsonObject { ["resourceType"] = type, ["id"] = resource["id"]!.DeepClone() };
            allowed.Copy(resource, copy);
            // Security tags and marks on unusable entries travel with the entry.
            if (resource["meta"]?["tag"] is { } tag) (copy["meta"] ??= new JsonObject())["tag"] = tag.DeepClone();
            built.Add(copy);
        }
        var there = built.Select(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}").ToHashSet(StringComparer.Ordinal);
        // The person's key begins the id of everything in the plan: to point at it says nothing more.
        there.UnionWith(resources.Where(resource => resource.TextAt("resourceType") == "Patient").Select(resource => $"Patient/{resource.TextAt("id")}"));
        // Whoever was told under another id has to find the one that goes on.
        there.UnionWith(built.SelectMany(resource => resource["link"].Items().Select(link => link.TextAt("other", "reference")).Concat(resource["replaces"].Items().Select(replaced => replaced.TextAt("reference")))).OfType<string>());
        foreach (var resource in built)
        {
            Plans.References.Rewrite(resource, reference => there.Contains(reference) ? reference : null);
            NotKnown.Complete(resource, NotKnown.Masked);
        }
        return built;
    }

    /// <summary>Allowed paths of one resource for one audience, as a tree: an element named is allowed with all that is below it.</summary>
    private sealed class Allowed
    {
        private readonly Branch root = new();

        /// <summary>When filled, only resources whose code is one of these.</summary>
        public HashSet<string> Codes { get; } = new(StringComparer.Ordinal);

        public void Add(string[] path, string? onlySystem = null)
        {
            var branch = root;
            foreach (var name in path) branch = branch.Below.TryGetValue(name, out var next) ? next : branch.Below[name] = new Branch();
            if (onlySystem is null) branch.Whole = true;
            else branch.Systems.Add(onlySystem);
        }

        public bool Admits(JsonObject resource) => Codes.Count == 0 || resource.At("code", "coding").Items().Any(coding => coding.TextAt("code") is { } code && Codes.Contains(code));

        public void Copy(JsonObject from, JsonObject into) => Copy(root, from, into);

        private static void Copy(Branch branch, JsonObject from, JsonObject into)
        {
            foreach (var (name, below) in branch.Below)
            {
                // Why a plain value is absent stands beside it in JSON.
                if (below.Whole && from[$"_{name}"] is { } beside) into[$"_{name}"] = beside.DeepClone();
                if (from[name] is not { } value) continue;
                if (below.Whole) into[name] = value.DeepClone();
                else if (below.Systems.Count > 0 && value is JsonArray list)
                {
                    var kept = list.Where(item => (item.TextAt("system") ?? item.TextAt("url")) is { } system && below.Systems.Contains(system)).Select(item => item!.DeepClone()).ToArray();
                    if (kept.Length > 0) into[name] = new JsonArray(kept);
                }
                else if (value is JsonObject inner) { if (Part(below, inner) is { } part) into[name] = part; }
                else if (value is JsonArray items)
                {
                    var parts = items.OfType<JsonObject>().Select(item => Part(below, item)).OfType<JsonNode>().ToArray();
                    if (parts.Length > 0) into[name] = new JsonArray(parts);
                }
            }
        }

        private static JsonObject? Part(Branch branch, JsonObject from)
        {
            var part = new JsonObject();
            if (NotKnown.ReasonOf(from) is { } reason) part["extension"] = new JsonArray(reason.DeepClone());
            Copy(branch, from, part);
            return part.Count == 0 ? null : part;
        }

        private sealed class Branch
        {
            public bool Whole { get; set; }

            public HashSet<string> Systems { get; } = new(StringComparer.Ordinal);

            public Dictionary<string, Branch> Below { get; } = new(StringComparer.Ordinal);
        }
    }
}
