using System.Globalization;

namespace Throughcare.Fhir;

/// <summary>A value and the resource it belongs to, as a constraint sees it. What is not there is an element too: it has nothing, and is nothing.</summary>
internal readonly struct Element(Examination examination, int node, int resource)
{
    private FhirText Text => examination.Text;

    public int Node => node;

    public bool Exists => node >= 0;

    public bool IsObject => Exists && Text[node].Kind == NodeKind.Object;

    public ReadOnlySpan<byte> Value => Exists && Text[node].Kind != NodeKind.Object ? Text.Value(node) : [];

    /// <summary>Where its text lies in the document; nowhere when it has none.</summary>
    public Slice Slice => HasValue ? Text.Slice(node) : default;

    /// <summary>Of a Bundle: whether its entries surely have an address each.</summary>
    public bool HasEntriesApart => examination.References.AreApart(resource);

    /// <summary>Whether any resource of the document is contained in another.</summary>
    public bool DocumentHasContained => examination.HasContained;

    /// <summary>For texts of this document that are to be looked up.</summary>
    public HashSet<Address> NewAddresses() => new(new AddressComparer(Text));

    /// <summary>As FHIRPath's hasValue(): a primitive, not only its extensions.</summary>
    public bool HasValue => Exists && Text[node].Kind is NodeKind.Text or NodeKind.Number or NodeKind.True or NodeKind.False;

    public bool IsTrue => Exists && Text[node].Kind == NodeKind.True;

    /// <summary>The type R4 gives it here; of a choice the one that was chosen.</summary>
    public string TypeCode => Exists ? Text[node].Property?.Type.Code ?? "" : "";

    /// <summary>FHIRPath's %resource.</summary>
    public Element Resource => examination.ElementAt(examination.Resources[resource].Node, resource);

    /// <summary>FHIRPath's %rootResource: the one that contains this one, or this one.</summary>
    public Element RootResource => examination.ElementAt(examination.Resources[examination.Resources[resource].Container].Node, examination.Resources[resource].Container);

    /// <summary>The resource that a Reference leads to, if it is in the document.</summary>
    public Element Target => examination.ElementAt(examination.References.Resolve(this["reference"u8].Node, resource), resource);

    /// <summary>Whether the element is there, be it only with extensions.</summary>
    public bool Has(ReadOnlySpan<byte> name)
    {
        if (!IsObject) return false;
        for (var child = node + 1; child < Text[node].End; child = Text[child].End)
            if (MayBe(child, name) && Text[child].Property is { } property && name.SequenceEqual(property.Element.Utf8Name)) return true;
        return false;
    }

    /// <summary>Most children are known by their first letter to be something else.</summary>
    private bool MayBe(int child, ReadOnlySpan<byte> name) => Text.Name(child) is [var first, ..] json && json.Length >= name.Length && (first == name[0] || first == '_');

    /// <summary>The value of an element; of a list the first.</summary>
    public Element this[ReadOnlySpan<byte> name]
    {
        get
        {
            foreach (var item in Each(name)) return item;
            return examination.ElementAt(-1, resource);
        }
    }

    /// <summary>The values of an element: those of a list, or the one.</summary>
    public Items Each(ReadOnlySpan<byte> name)
    {
        if (IsObject)
            for (var child = node + 1; child < Text[node].End; child = Text[child].End)
                if (MayBe(child, name) && Text[child].Property is { IsSidecar: false } property && name.SequenceEqual(property.Element.Utf8Name))
                    return Text[child].Kind == NodeKind.Array ? new Items(examination, resource, child + 1, Text[child].End) : new Items(examination, resource, child, Text[child].End);
        return default;
    }

    /// <summary>The values at the end of a path, along every branch of it: entry.resource.</summary>
    public List<Element> All(ReadOnlySpan<byte> path)
    {
        var found = new List<Element>();
        Collect(path, found);
        return found;
    }

    private void Collect(ReadOnlySpan<byte> path, List<Element> found)
    {
        var dot = path.IndexOf((byte)'.');
        foreach (var item in Each(dot < 0 ? path : path[..dot]))
        {
            if (dot < 0) found.Add(item);
            else item.Collect(path[(dot + 1)..], found);
        }
    }

    public int Count(ReadOnlySpan<byte> name)
    {
        var count = 0;
        foreach (var _ in Each(name)) count++;
        return count;
    }

    public bool Is(ReadOnlySpan<byte> value) => Exists && Value.SequenceEqual(value);

    public bool IsOneOf(params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
            if (System.Text.Ascii.Equals(Value, value)) return true; // codes are ASCII
        return false;
    }

    /// <summary>Whether a CodeableConcept has this coding.</summary>
    public bool HasCoding(ReadOnlySpan<byte> system, params ReadOnlySpan<string> codes)
    {
        foreach (var coding in Each("coding"u8))
            if (coding["system"u8].Is(system) && coding["code"u8].IsOneOf(codes)) return true;
        return false;
    }

    /// <summary>The number; null where there is none, or none of this size.</summary>
    public decimal? Number => HasValue && decimal.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Every node inside this one that R4 has a place for.</summary>
    public IEnumerable<Element> Descendants()
    {
        if (!Exists) yield break;
        for (var at = node + 1; at < Text[node].End; at++)
            if (Text[at].Property is { IsSidecar: false } && Text[at].Kind != NodeKind.Array) yield return new Element(examination, at, resource);
    }

    /// <summary>The name R4 gives it here.</summary>
    public string Name => Exists ? Text[node].Property?.Element.Name ?? "" : "";

    /// <summary>The values of one element, to go through.</summary>
    internal struct Items(Examination examination, int resource, int next, int end)
    {
        private int at = -1;

        public readonly Items GetEnumerator() => this;

        public readonly Element Current => new(examination, at, resource);

        public bool MoveNext()
        {
            while (next < end)
            {
                (at, next) = (next, examination.Text[next].End);
                if (examination.Text[at].Kind != NodeKind.Null) return true;
            }
            return false;
        }
    }
}
