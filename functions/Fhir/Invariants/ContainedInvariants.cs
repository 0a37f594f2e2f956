using System.Text;

namespace Throughcare.Fhir;

/// <summary>The constraints on resources that are contained in another (hl7.org/fhir/R4/references.html#contained).</summary>
internal static class ContainedInvariants
{
    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } = new Dictionary<string, Func<Element, bool>>
    {
        ["dom-2"] = at => None(at, contained => contained.Has("contained"u8)),
        ["dom-3"] = EveryOneIsPointedAtOrPointsBack,
        ["dom-4"] = at => None(at, contained => contained["meta"u8].Has("versionId"u8) || contained["meta"u8].Has("lastUpdated"u8)),
        ["dom-5"] = at => None(at, contained => contained["meta"u8].Has("security"u8)),
    };

    private static bool None(Element at, Predicate<Element> broken)
    {
        if (!at.DocumentHasContained) return true;
        foreach (var contained in at.Each("contained"u8))
            if (broken(contained)) return false;
        return true;
    }

    private static bool EveryOneIsPointedAtOrPointsBack(Element at)
    {
        if (!at.DocumentHasContained || !at.Has("contained"u8)) return true;
        var pointedAt = at.Descendants().Where(IsPointer).Select(pointer => Encoding.UTF8.GetString(pointer.Value)).ToHashSet(StringComparer.Ordinal);
        return None(at, contained => !pointedAt.Contains($"#{Encoding.UTF8.GetString(contained["id"u8].Value)}") && !contained.Descendants().Any(inner => IsPointer(inner) && inner.Is("#"u8)));
    }

    /// <summary>Something that may name a contained resource: a reference, a canonical or another address.</summary>
    private static bool IsPointer(Element at) => at.Value.StartsWith("#"u8) && (at.Name == "reference" || at.TypeCode is "canonical" or "uri" or "url");
}
