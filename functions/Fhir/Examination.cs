namespace Throughcare.Fhir;

/// <summary>A resource in a document: the whole, one in a Bundle, one contained in another.</summary>
/// <param name="Node">Where it is.</param>
/// <param name="Type">What R4 says about its type.</param>
/// <param name="Container">The resource that contains it, as a position in <see cref="Examination.Resources"/>; itself when none does. FHIRPath calls it %rootResource.</param>
/// <param name="Bundle">The Bundle it is an entry of, as such a position; -1 when there is none.</param>
/// <param name="Entry">The node of that entry; -1 when there is none.</param>
internal readonly record struct ResourceNode(int Node, TypeRule Type, int Container, int Bundle, int Entry);

/// <summary>A value that a later part of the check has to look at.</summary>
/// <param name="Node">Where it is.</param>
/// <param name="Resource">The resource it belongs to, as a position in <see cref="Examination.Resources"/>. What is contained belongs to itself, not to its container.</param>
/// <param name="Holder">The object it stands in: an element, a resource, or what stands beside a primitive.</param>
internal readonly record struct ToLookAt(int Node, int Resource, int Holder);

/// <summary>One document while it is checked: what the parts of the check share, in the order of the text.</summary>
internal sealed class Examination
{
    public Examination(RulePack rules, FhirText text)
    {
        (Rules, Text, Issues) = (rules, text, new Issues(text));
        References = new References(this);
        // About as many as a Bundle of plans has, so that few lists must grow.
        (Resources, Pointers, Extensions, Constrained) = (new(text.Count / 32), new(text.Count / 12), new(text.Count / 32), new(text.Count / 5));
    }

    public RulePack Rules { get; }

    public FhirText Text { get; }

    public Issues Issues { get; }

    /// <summary>The resources of types we have rules of.</summary>
    public List<ResourceNode> Resources { get; }

    /// <summary>Everything of type Reference.</summary>
    public List<ToLookAt> Pointers { get; }

    /// <summary>Everything of type Extension.</summary>
    public List<ToLookAt> Extensions { get; }

    /// <summary>Every resource and value that R4 puts a constraint on.</summary>
    public List<ToLookAt> Constrained { get; }

    /// <summary>Every value that R4 itself holds to a profile: a SimpleQuantity is a Quantity without a comparator.</summary>
    public List<ToLookAt> Profiled { get; } = [];

    /// <summary>Whether a resource is contained in another anywhere. In most documents none is.</summary>
    public bool HasContained { get; set; }

    public References References { get; }

    public Element ElementAt(int node, int resource) => new(this, node, resource);
}
