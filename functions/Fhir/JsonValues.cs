namespace Throughcare.Fhir;

/// <summary>Compares values of documents with those that a profile fixes.</summary>
internal static class JsonValues
{
    /// <summary>The same in every part. The order of names means nothing; numbers are the same when they are written the same, since 1.0 says more than 1.</summary>
    public static bool AreSame(FhirText text, int node, FhirText other, int otherNode)
    {
        if (text[node].Kind != other[otherNode].Kind) return false;
        if (text[node].Kind is not (NodeKind.Object or NodeKind.Array)) return text.Value(node).SequenceEqual(other.Value(otherNode));
        if (text.CountOf(node) != other.CountOf(otherNode)) return false;
        if (text[node].Kind == NodeKind.Object) return EveryChild(other, otherNode, theirs => text.Child(node, other.Name(theirs)) is >= 0 and var mine && AreSame(text, mine, other, theirs));
        var item = node + 1;
        return EveryChild(other, otherNode, theirs =>
        {
            var mine = item;
            item = text[item].End;
            return AreSame(text, mine, other, theirs);
        });
    }

    /// <summary>Whether the value has at least what the pattern has; for each item of a list in the pattern, some item (hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.pattern_x_).</summary>
    public static bool Fits(FhirText text, int node, FhirText pattern, int patternNode)
    {
        if (text[node].Kind != pattern[patternNode].Kind) return false;
        return text[node].Kind switch
        {
            NodeKind.Object => EveryChild(pattern, patternNode, wanted => text.Child(node, pattern.Name(wanted)) is >= 0 and var mine && Fits(text, mine, pattern, wanted)),
            NodeKind.Array => EveryChild(pattern, patternNode, wanted => AnyChild(text, node, mine => Fits(text, mine, pattern, wanted))),
            _ => text.Value(node).SequenceEqual(pattern.Value(patternNode)),
        };
    }

    private static bool EveryChild(FhirText text, int node, Predicate<int> holds) => !AnyChild(text, node, child => !holds(child));

    private static bool AnyChild(FhirText text, int node, Predicate<int> holds)
    {
        for (var child = node + 1; child < text[node].End; child = text[child].End)
            if (holds(child)) return true;
        return false;
    }
}
