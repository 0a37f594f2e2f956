namespace Throughcare.Fhir;

/// <summary>What kind of JSON value a node is.</summary>
internal enum NodeKind : byte { Object, Array, Text, Number, True, False, Null }

/// <summary>One value of a document. Nodes lie in the order of the text, so the first child of a node is the next one in the list, and all that is inside it ends at <see cref="End"/>.</summary>
internal struct Node
{
    /// <summary>Where the name starts in the document's bytes; meaningless in a list.</summary>
    public int Name;

    /// <summary>0 for what has no name: an item of a list, the whole document.</summary>
    public int NameLength;

    /// <summary>Where the value starts in the document's bytes: a text without its quotes, with its escapes undone.</summary>
    public int Start;

    public int Length;

    /// <summary>The node after this one and all that is inside it.</summary>
    public int End;

    public NodeKind Kind;

    /// <summary>Whether the text was written with escapes; only such a text can hold control characters.</summary>
    public bool WasEscaped;

    /// <summary>What R4 says this is; null while nobody has looked, and for what R4 does not know.</summary>
    public Property? Property;
}
