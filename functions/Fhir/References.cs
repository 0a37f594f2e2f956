namespace Throughcare.Fhir;

/// <summary>Where a document's References lead, by R4's rules for contained resources and Bundles (hl7.org/fhir/R4/references.html, bundle.html#references), and the part of a check that asks whether they lead to what they may.</summary>
internal sealed class References(Examination examination)
{
    private readonly AddressComparer comparer = new(examination.Text);
    private readonly Dictionary<int, Dictionary<Address, int>> contained = [];
    private readonly Dictionary<int, Dictionary<Address, int>> entries = [];

    /// <summary>The Bundles in which two entries may have one address.</summary>
    private readonly HashSet<int> alike = [];

    /// <summary>References of one entry come one after the other.</summary>
    private (int Entry, Slice Server) lastServer = (-1, default);

    private FhirText Text => examination.Text;

    private Issues Issues => examination.Issues;

    // ---- Where they lead

    /// <summary>The node of the resource that a reference leads to; -1 when it is not in the document.</summary>
    /// <param name="reference">The node of the reference's text; -1 for none.</param>
    /// <param name="resource">The resource in which the reference stands.</param>
    public int Resolve(int reference, int resource)
    {
        if (reference < 0 || Text[reference] is not { Kind: NodeKind.Text, Length: > 0 }) return -1;
        var from = examination.Resources[resource];
        var value = Text.Value(reference);
        if (value[0] == '#') return value.Length == 1 ? examination.Resources[from.Container].Node : Contained(from.Container).GetValueOrDefault(new Address(default, Text.Slice(reference).From(1)), -1);
        if (from.Bundle < 0) return -1;
        var address = Split(Text.Slice(reference), out _);
        if (IsRelative(value)) address = address with { Server = ServerOf(from.Entry) };
        return Entries(from.Bundle).GetValueOrDefault(address, -1);
    }

    /// <summary>What a Reference leads to, as far as it can be told.</summary>
    /// <param name="node">The Reference.</param>
    /// <returns>The type, null when unknown; the resource, -1 when it is not in the document.</returns>
    public (string? Type, int Target) TargetOf(int node, int resource)
    {
        var at = Text.Child(node, "reference"u8);
        return at < 0 || Text[at].Kind != NodeKind.Text ? (null, -1) : Follow(at, resource);
    }

    private (string? Type, int Target) Follow(int reference, int resource)
    {
        if (Resolve(reference, resource) is >= 0 and var target) return (TypeOf(target), target);
        Split(Text.Slice(reference), out var named);
        return (named, -1);
    }

    private Dictionary<Address, int> Contained(int container)
    {
        if (contained.TryGetValue(container, out var known)) return known;
        var found = new Dictionary<Address, int>(comparer);
        foreach (var inner in examination.ElementAt(examination.Resources[container].Node, container).Each("contained"u8))
            if (inner["id"u8].HasValue) found.TryAdd(new Address(default, inner["id"u8].Slice), inner.Node);
        return contained[container] = found;
    }

    /// <summary>The resources of a Bundle by their full addresses.</summary>
    private Dictionary<Address, int> Entries(int bundle)
    {
        if (entries.TryGetValue(bundle, out var known)) return known;
        var found = new Dictionary<Address, int>(comparer);
        foreach (var entry in examination.ElementAt(examination.Resources[bundle].Node, bundle).Each("entry"u8))
            if (entry["fullUrl"u8] is { HasValue: true } fullUrl && !(entry["resource"u8] is { Exists: true } resource && found.TryAdd(Split(fullUrl.Slice, out _), resource.Node))) alike.Add(bundle);
        return entries[bundle] = found;
    }

    /// <summary>Whether every entry of a Bundle surely has an address of its own, versions aside.</summary>
    /// <param name="bundle">Its position in <see cref="Examination.Resources"/>.</param>
    public bool AreApart(int bundle) => Entries(bundle) is not null && !alike.Contains(bundle);

    private Slice ServerOf(int entry)
    {
        if (lastServer.Entry != entry) lastServer = (entry, Text.Child(entry, "fullUrl"u8) is >= 0 and var fullUrl ? Split(Text.Slice(fullUrl), out _).Server : default);
        return lastServer.Server;
    }

    /// <summary>Takes an address apart where the resource's type begins, without the version behind it.</summary>
    /// <param name="type">The type it names; null when it does not end in a type of R4 and an id.</param>
    private Address Split(Slice address, out string? type)
    {
        type = null;
        var value = Text.Value(address);
        if (value.IndexOf("/_history/"u8) is >= 0 and var version)
        {
            address = address.To(version);
            value = value[..version];
        }
        var slash = value.LastIndexOf((byte)'/');
        if (slash <= 0 || !Primitives.IsId(value[(slash + 1)..])) return new Address(default, address);
        var start = value[..slash].LastIndexOf((byte)'/') + 1;
        type = examination.Rules.ResourceType(value[start..slash]);
        return type is null ? new Address(default, address) : new Address(address.To(start), address.From(start));
    }

    private static bool IsRelative(ReadOnlySpan<byte> reference) => !reference.Contains((byte)':');

    private string? TypeOf(int target) => Text.Child(target, "resourceType"u8) is >= 0 and var type ? examination.Rules.ResourceType(Text.Value(type)) : null;

    // ---- Whether they may

    public void Check()
    {
        foreach (var (node, resource, _) in examination.Pointers) Check(node, resource, Text[node].Property!);
        for (var position = 0; position < examination.Resources.Count; position++)
            if (examination.Resources[position] is { Entry: >= 0 } resource && resource.Container == position) CheckFullUrl(resource);
    }

    private void Check(int node, int resource, Property property)
    {
        var (element, type) = (property.Element, property.Type);
        var said = Text.Child(node, "type"u8);
        var saidType = said >= 0 ? examination.Rules.ResourceType(Text.Value(said)) : null;
        var at = Text.Child(node, "reference"u8);
        if (at < 0)
        {
            if (saidType is not null && !IsAllowed(saidType, type.Targets)) Issues.Error(node, "value", $"{element.Path} {MayLeadTo(type)}");
            return;
        }
        if (Text[at] is not { Kind: NodeKind.Text, Length: > 0 }) return;
        var reference = Text.Value(at);
        var (named, target) = Follow(at, resource);
        var isInside = reference[0] == '#';
        if (named is null && target < 0 && !isInside && IsRelative(reference)) Issues.Error(at, "value", $"{element.Path} must be an address: Type/id, https://.../Type/id, urn:uuid:... or #id.");
        else if (named is not null && !IsAllowed(named, type.Targets)) Issues.Error(at, "value", $"{element.Path} {MayLeadTo(type)}");
        else if (named is not null && saidType is not null && named != saidType) Issues.Error(node, "value", $"{element.Path} says that it leads to a {saidType} and leads to a {named}.");
        else if (target < 0 && !isInside) CheckMissing(at, resource, reference, element);
    }

    /// <summary>A document must hold what it speaks of. Of what else goes from hand to hand R4 does not ask it, and its reader is warned; what a server answers or is asked may speak of anything there.</summary>
    private void CheckMissing(int at, int resource, ReadOnlySpan<byte> reference, ElementRule element)
    {
        if (examination.Resources[resource].Bundle is var bundle && bundle < 0) return;
        var type = examination.ElementAt(examination.Resources[bundle].Node, bundle)["type"u8];
        if (reference.StartsWith("urn:"u8)) Issues.Error(at, "not-found", $"{element.Path} leads to no entry of the Bundle, and by such an address it could lead nowhere else.");
        else if (IsRelative(reference) && type.IsOneOf("document", "message", "collection")) Issues.Add(type.Is("document"u8) ? Severity.Error : Severity.Warning, at, "not-found", $"{element.Path} leads to no entry of the Bundle.");
    }

    /// <summary>Whether a resource of this type may be meant; a profile that nobody here knows may be of any type.</summary>
    public bool IsAllowed(string type, string[] targets)
    {
        foreach (var target in targets)
            if (target == type || (target.Contains('/', StringComparison.Ordinal) && (examination.Rules.Profiles.GetValueOrDefault(target) is not { } profile || profile.Type == type))) return true;
        return targets.Length == 0;
    }

    public static string MayLeadTo(ElementType type) => $"must lead to {string.Join(" or ", type.Targets.Select(target => target[(target.LastIndexOf('/') + 1)..]))}.";

    /// <summary>An entry's address must be whole, and end in its resource's type and id (hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.fullUrl).</summary>
    private void CheckFullUrl(ResourceNode resource)
    {
        var at = Text.Child(resource.Entry, "fullUrl"u8);
        if (at < 0 || Text[at].Kind != NodeKind.Text) return;
        var id = Text.Child(resource.Node, "id"u8);
        if (IsRelative(Text.Value(at))) Issues.Error(at, "value", "Bundle.entry.fullUrl must be a whole address, such as https://.../Type/id or urn:uuid:...");
        else if (id >= 0 && Split(Text.Slice(at), out var type).Rest is var rest && type is not null && (type != resource.Type.Name || !Text.Value(rest.From(type.Length + 1)).SequenceEqual(Text.Value(id)))) Issues.Error(at, "value", "Bundle.entry.fullUrl must end in the type and the id of its resource.");
    }
}
