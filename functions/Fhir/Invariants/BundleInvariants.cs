namespace Throughcare.Fhir;

/// <summary>The constraints of a Bundle. They speak of the type of each kind of Bundle, and hold where it is missing.</summary>
internal static class BundleInvariants
{
    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } = new Dictionary<string, Func<Element, bool>>
    {
        ["bdl-1"] = at => !at.Has("total"u8) || !at.Has("type"u8) || at["type"u8].IsOneOf("searchset", "history"),
        ["bdl-2"] = at => !at.Has("type"u8) || at["type"u8].Is("searchset"u8) || EveryEntry(at, entry => !entry.Has("search"u8)),
        ["bdl-3"] = at => Requests(at) is var requests && EveryEntry(at, entry => entry.Has("request"u8) == requests),
        ["bdl-4"] = at => Responses(at) is var responses && EveryEntry(at, entry => entry.Has("response"u8) == responses),
        ["bdl-5"] = entry => entry.Has("resource"u8) || entry.Has("request"u8) || entry.Has("response"u8),
        ["bdl-7"] = at => at["type"u8].Is("history"u8) || at.HasEntriesApart || EveryFullUrlIsItsOwn(at),
        ["bdl-8"] = entry => entry["fullUrl"u8].Value.IndexOf("/_history/"u8) < 0,
        ["bdl-9"] = at => !IsDocument(at) || (at["identifier"u8].Has("system"u8) && at["identifier"u8].Has("value"u8)),
        ["bdl-10"] = at => !IsDocument(at) || at["timestamp"u8].HasValue,
        ["bdl-11"] = at => !IsDocument(at) || FirstIs(at, "Composition"u8),
        ["bdl-12"] = at => !at["type"u8].Is("message"u8) || FirstIs(at, "MessageHeader"u8),
    };

    private static bool IsDocument(Element at) => at["type"u8].Is("document"u8);

    private static bool Requests(Element at) => at["type"u8].IsOneOf("batch", "transaction", "history");

    private static bool Responses(Element at) => at["type"u8].IsOneOf("batch-response", "transaction-response", "history");

    private static bool FirstIs(Element at, ReadOnlySpan<byte> type) => at["entry"u8]["resource"u8]["resourceType"u8].Is(type);

    private static bool EveryEntry(Element at, Predicate<Element> holds)
    {
        foreach (var entry in at.Each("entry"u8))
            if (!holds(entry)) return false;
        return true;
    }

    private static bool EveryFullUrlIsItsOwn(Element at)
    {
        var seen = at.NewAddresses();
        return EveryEntry(at, entry => !entry["fullUrl"u8].HasValue || seen.Add(new Address(entry["resource"u8]["meta"u8]["versionId"u8].Slice, entry["fullUrl"u8].Slice)));
    }
}
