using System.Text;

namespace Throughcare.Fhir;

/// <summary>The constraints of resources that define something: questionnaires and their answers, concept maps, capability statements.</summary>
internal static class DefinitionInvariants
{
    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } = new Dictionary<string, Func<Element, bool>>
    {
        ["qrs-1"] = at => !at.Has("answer"u8) || !at.Has("item"u8),
        ["que-0"] = IsNameOfAProgram,
        ["que-1"] = at => (!at["type"u8].Is("group"u8) || at.Has("item"u8)) && (!IsDisplay(at) || !at.Has("item"u8)),
        ["que-2"] = EveryLinkIdIsItsOwn,
        ["que-3"] = at => !IsDisplay(at) || !at.Has("code"u8),
        ["que-4"] = at => !at.Has("answerOption"u8) || !at.Has("answerValueSet"u8),
        ["que-5"] = at => !at.Has("type"u8) || at["type"u8].IsOneOf("choice", "open-choice", "decimal", "integer", "date", "dateTime", "time", "string", "quantity") || (!at.Has("answerValueSet"u8) && !at.Has("answerOption"u8)),
        ["que-6"] = at => !IsDisplay(at) || (!at.Has("required"u8) && !at.Has("repeats"u8)),
        ["que-7"] = at => !at["operator"u8].Is("exists"u8) || at["answer"u8].TypeCode is "boolean" or "",
        ["que-8"] = at => !at["type"u8].IsOneOf("group", "display") || !at.Has("initial"u8),
        ["que-9"] = at => !IsDisplay(at) || !at.Has("readOnly"u8),
        ["que-10"] = at => !at.Has("maxLength"u8) || !at.Has("type"u8) || at["type"u8].IsOneOf("boolean", "decimal", "integer", "string", "text", "url", "open-choice"),
        ["que-11"] = at => !at.Has("answerOption"u8) || !at.Has("initial"u8),
        ["que-12"] = at => at.Count("enableWhen"u8) <= 2 || at.Has("enableBehavior"u8),
        ["que-13"] = at => at["repeats"u8].IsTrue || at.Count("initial"u8) <= 1,
        ["cmd-0"] = IsNameOfAProgram,
        ["cmd-1"] = at => at.Has("comment"u8) || !at["equivalence"u8].IsOneOf("narrower", "inexact"),
        ["cmd-2"] = at => !at["mode"u8].Is("fixed"u8) || at.Has("code"u8),
        ["cmd-3"] = at => !at["mode"u8].Is("other-map"u8) || at.Has("url"u8),
        ["cpb-0"] = IsNameOfAProgram,
        ["cpb-1"] = at => at.Has("rest"u8) || at.Has("messaging"u8) || at.Has("document"u8),
        ["cpb-2"] = at => at.Has("description"u8) || at.Has("software"u8) || at.Has("implementation"u8),
        ["cpb-3"] = at => !at.Has("kind"u8) || at["kind"u8].Is("instance"u8) || NoneHas(at.Each("messaging"u8), "endpoint"u8),
        ["cpb-7"] = at => AreDistinct(at.Each("document"u8), "profile"u8, "mode"u8),
        ["cpb-9"] = at => AreDistinct(at.Each("resource"u8), "type"u8),
        ["cpb-12"] = at => AreDistinct(at.Each("searchParam"u8), "name"u8),
        ["cpb-14"] = at => !at["kind"u8].Is("instance"u8) || at.Has("implementation"u8),
        ["cpb-15"] = at => !at["kind"u8].Is("capability"u8) || (!at.Has("implementation"u8) && at.Has("software"u8)),
        ["cpb-16"] = at => !at["kind"u8].Is("requirements"u8) || (!at.Has("implementation"u8) && !at.Has("software"u8)),
    };

    private static bool IsDisplay(Element at) => at["type"u8].Is("display"u8);

    /// <summary>A capital, then letters, digits and _, up to 255 in all.</summary>
    private static bool IsNameOfAProgram(Element at)
    {
        if (!at["name"u8].HasValue) return true;
        var name = at["name"u8].Value;
        if (name.Length > 255 || !char.IsAsciiLetterUpper((char)name[0])) return false;
        foreach (var letter in name)
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != '_') return false;
        return true;
    }

    private static bool EveryLinkIdIsItsOwn(Element at)
    {
        var seen = new HashSet<string>();
        return at.Descendants().Where(element => element.Name == "linkId").All(linkId => seen.Add(Encoding.UTF8.GetString(linkId.Value)));
    }

    private static bool NoneHas(Element.Items items, ReadOnlySpan<byte> name)
    {
        foreach (var item in items)
            if (item.Has(name)) return false;
        return true;
    }

    /// <summary>Whether no two have the same in an element, where what lacks it is passed over; or in two elements read as one text, where nothing is.</summary>
    private static bool AreDistinct(Element.Items items, ReadOnlySpan<byte> name, ReadOnlySpan<byte> second = default)
    {
        var seen = new HashSet<string>();
        foreach (var item in items)
            if ((item[name].HasValue || !second.IsEmpty) && !seen.Add(Encoding.UTF8.GetString(item[name].Value) + (second.IsEmpty ? "" : Encoding.UTF8.GetString(item[second].Value)))) return false;
        return true;
    }
}
