using System.Text;

namespace Throughcare.Fhir;

/// <summary>Where a document's References lead, by R4's rules for contained resources and Bundles (hl7.org/fhir/R4/references.html, bundle.html#references), and the part of a check that asks whether they lead to what they may.</summary>
internal sealed class References(Examination examination)
{
    private readonly Dictionary<int, Dictionary<string, int>> contained = [];
    private readonly Dictionary<int, Dictionary<string, int>> entries = [];

    private FhirText Text => examination.Text;

    // ---- Where they lead

    /// <summary>The node of the resource that a reference leads to; -1 when it is not in the document.</summary>
    /// <param name="resource">The resource in which the reference stands.</param>
    public int Resolve(ReadOnlySpan<byte> reference, int resource)
    {
        if (reference.IsEmpty) return -1;
        var from = examination.Resources[resource];
        if (reference[0] == '#') return reference.Length == 1 ? examination.Resources[from.Container].Node : Contained(from.Container).GetValueOrDefault(Encoding.UTF8.GetString(reference[1..]), -1);
        if (from.Bundle < 0) return -1;
        var there = Entries(from.Bundle);
        var address = Encoding.UTF8.GetString(WithoutVersion(reference));
        if (there.TryGetValue(address, out var found)) return found;
        return IsRelative(reference) && Base(from.Entry) is { } at ? there.GetValueOrDefault(at + address, -1) : -1;
    }

    /// <summary>What a Reference leads to, as far as it can be told.</summary>
    /// <param name="node">The Reference.</param>
    /// <returns>The type, null when unknown; the resource, -1 when it is not in the document.</returns>
    public (string? Type, int Target) TargetOf(int node, int resource)
    {
        var at = Text.Child(node, "reference"u8);
        if (at < 0 || Text[at].Kind != NodeKind.Text) return (null, -1);
        var target = Resolve(Text.Value(at), resource);
        if (target >= 0) return (TypeOf(target), target);
        return TrySplit(Text.Value(at), out _, out var named, out _) ? (named, -1) : (null, -1);
    }

    private Dictionary<string, int> Contained(int container)
    {
        if (contained.TryGetValue(container, out var known)) return known;
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var inner in examination.ElementAt(examination.Resources[container].Node, container).Each("contained"u8))
            if (inner["id"u8].HasValue) found.TryAdd(Encoding.UTF8.GetString(inner["id"u8].Value), inner.Node);
        return contained[container] = found;
    }

    /// <summary>The resources of a Bundle by their full addresses.</summary>
    private Dictionary<string, int> Entries(int bundle)
    {
        if (entries.TryGetValue(bundle, out var known)) return known;
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in examination.ElementAt(examination.Resources[bundle].Node, bundle).Each("entry"u8))
            if (entry["fullUrl"u8].HasValue && entry["resource"u8].Exists) found.TryAdd(Encoding.UTF8.GetString(entry["fullUrl"u8].Value), entry["resource"u8].Node);
        return entries[bundle] = found;
    }

    /// <summary>The server part of an entry's address: https://example.org/fhir/ of https://example.org/fhir/Patient/1; null when it has none.</summary>
    private string? Base(int entry)
    {
        var fullUrl = Text.Child(entry, "fullUrl"u8);
        if (fullUrl < 0 || !TrySplit(Text.Value(fullUrl), out var start, out _, out _)) return null;
        return Encoding.UTF8.GetString(Text.Value(fullUrl)[..start]);
    }

    /// <summary>Finds type and id at the end of an address.</summary>
    /// <param name="start">Where the type begins.</param>
    private bool TrySplit(ReadOnlySpan<byte> address, out int start, out string? type, out ReadOnlySpan<byte> id)
    {
        start = 0;
        type = null;
        id = default;
        address = WithoutVersion(address);
        var slash = address.LastIndexOf((byte)'/');
        if (slash <= 0) return false;
        id = address[(slash + 1)..];
        start = address[..slash].LastIndexOf((byte)'/') + 1;
        type = examination.Rules.ResourceType(address[start..slash]);
        return type is not null && Primitives.IsId(id);
    }

    private static ReadOnlySpan<byte> WithoutVersion(ReadOnlySpan<byte> address) => address.IndexOf("/_history/"u8) is >= 0 and var version ? address[..version] : address;

    private static bool IsRelative(ReadOnlySpan<byte> reference) => !reference.Contains((byte)':');

    // ---- Whether they may

    public void Check()
    {
        examination.ForEachKnownNode((node, resource) =>
        {
            if (Text[node].Kind == NodeKind.Object && Text[node].Property is { IsSidecar: false, Type: { Code: "Reference" } type } property) Check(node, resource, property.Element, type);
        });
        foreach (var (position, resource) in examination.Resources.Index())
            if (resource.Entry >= 0 && resource.Container == position) CheckFullUrl(resource);
    }

    private void Check(int node, int resource, ElementRule element, ElementType type)
    {
        var at = Text.Child(node, "reference"u8);
        var said = Text.Child(node, "type"u8);
        var saidType = said >= 0 ? examination.Rules.ResourceType(Text.Value(said)) : null;
        if (at < 0)
        {
            if (saidType is not null && !IsAllowed(saidType, type.Targets)) Issues.Error(node, "value", $"{element.Path} {MayLeadTo(type)}");
            return;
        }
        var reference = Text.Value(at);
        if (Text[at].Kind != NodeKind.Text || reference.IsEmpty) return;
        var target = Resolve(reference, resource);
        var isAddress = TrySplit(reference, out _, out var named, out _);
        if (target >= 0) named = TypeOf(target);
        if (target < 0 && !isAddress && IsRelative(reference) && reference[0] != '#') Issues.Error(at, "value", $"{element.Path} must be an address: Type/id, https://.../Type/id, urn:uuid:... or #id.");
        else if (named is not null && !IsAllowed(named, type.Targets)) Issues.Error(at, "value", $"{element.Path} {MayLeadTo(type)}");
        else if (named is not null && saidType is not null && named != saidType) Issues.Error(node, "value", $"{element.Path} says that it leads to a {saidType} and leads to a {named}.");
        else if (target < 0 && reference[0] != '#') CheckMissing(at, resource, reference, element);
    }

    private Issues Issues => examination.Issues;

    /// <summary>A Bundle that goes from hand to hand must hold what it speaks of; one that a server answers or is asked with need not.</summary>
    private void CheckMissing(int at, int resource, ReadOnlySpan<byte> reference, ElementRule element)
    {
        var bundle = examination.Resources[resource].Bundle;
        if (bundle < 0) return;
        if (reference.StartsWith("urn:"u8)) Issues.Error(at, "not-found", $"{element.Path} leads to no entry of the Bundle, and by such an address it could lead nowhere else.");
        else if (IsRelative(reference) && examination.ElementAt(examination.Resources[bundle].Node, bundle)["type"u8].IsOneOf("collection", "document", "message")) Issues.Error(at, "not-found", $"{element.Path} leads to no entry of the Bundle.");
    }

    private string? TypeOf(int target)
    {
        var type = Text.Child(target, "resourceType"u8);
        return type < 0 ? null : examination.Rules.ResourceType(Text.Value(type));
    }

    /// <summary>Whether a resource of this type may be meant; a profile that nobody here knows may be of any type.</summary>
    public bool IsAllowed(string type, IReadOnlyList<string> targets)
    {
        if (targets.Count == 0) return true;
        foreach (var target in targets)
            if (target == type || (target.Contains('/', StringComparison.Ordinal) && (examination.Rules.Profiles.GetValueOrDefault(target) is not { } profile || profile.Type == type))) return true;
        return false;
    }

    public static string MayLeadTo(ElementType type) => $"must lead to {string.Join(" or ", type.Targets.Select(target => target[(target.LastIndexOf('/') + 1)..]))}.";

    /// <summary>An entry's address must be whole, and end in its resource's type and id (hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.fullUrl).</summary>
    private void CheckFullUrl(ResourceNode resource)
    {
        var at = Text.Child(resource.Entry, "fullUrl"u8);
        if (at < 0 || Text[at].Kind != NodeKind.Text) return;
        var fullUrl = Text.Value(at);
        var id = Text.Child(resource.Node, "id"u8);
        if (IsRelative(fullUrl)) Issues.Error(at, "value", "Bundle.entry.fullUrl must be a whole address, such as https://.../Type/id or urn:uuid:...");
        else if (id >= 0 && TrySplit(fullUrl, out _, out var type, out var last) && (type != resource.Type.Name || !last.SequenceEqual(Text.Value(id)))) Issues.Error(at, "value", "Bundle.entry.fullUrl must end in the type and the id of its resource.");
    }
}
