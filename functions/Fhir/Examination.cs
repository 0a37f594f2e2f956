namespace Throughcare.Fhir;

/// <summary>A resource in a document: the whole, one in a Bundle, one contained in another.</summary>
/// <param name="Node">Where it is.</param>
/// <param name="Type">What R4 says about its type.</param>
/// <param name="Container">The resource that contains it, as a position in <see cref="Examination.Resources"/>; itself when none does. FHIRPath calls it %rootResource.</param>
/// <param name="Bundle">The Bundle it is an entry of, as such a position; -1 when there is none.</param>
/// <param name="Entry">The node of that entry; -1 when there is none.</param>
internal sealed record ResourceNode(int Node, TypeRule Type, int Container, int Bundle, int Entry);

/// <summary>One document while it is checked: what the parts of the check share.</summary>
internal sealed class Examination
{
    public Examination(RulePack rules, FhirText text)
    {
        (Rules, Text, Issues) = (rules, text, new Issues(text));
        References = new References(this);
    }

    public RulePack Rules { get; }

    public FhirText Text { get; }

    public Issues Issues { get; }

    /// <summary>The resources of types we have rules of, in the order of the text.</summary>
    public List<ResourceNode> Resources { get; } = [];

    public References References { get; }

    public Element ElementAt(int node, int resource) => new(this, node, resource);

    /// <summary>Calls with every node that R4 has a place for, and the resource it belongs to. What is contained belongs to itself, not to its container.</summary>
    public void ForEachKnownNode(Action<int, int> look)
    {
        var open = new Stack<int>();
        var next = 0;
        for (var node = 0; node < Text.Count; node++)
        {
            while (open.Count > 0 && Text[Resources[open.Peek()].Node].End <= node) open.Pop();
            if (next < Resources.Count && Resources[next].Node == node) open.Push(next++);
            if (open.Count > 0 && (Text[node].Property is not null || Resources[open.Peek()].Node == node)) look(node, open.Peek());
        }
    }
}
