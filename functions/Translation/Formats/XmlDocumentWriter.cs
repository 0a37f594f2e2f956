using System.Text;
using System.Text.Json;
using System.Xml;

namespace Throughcare.Translation.Formats;

/// <summary>
/// The engine's JSON document as XML 1.0 in UTF-8, the reverse of <see cref="XmlNotice"/>: "@x" is an attribute, "#text" the text, a list repeats its element, null is xsi:nil="true" (and no attribute at all), an empty list is nothing.
/// Numbers and true or false are written with their digits and letters. A character that XML 1.0 cannot hold is written as U+FFFD, where a reader sees that something is missing: care is not held up by one character.
/// Refused, with the path: a name that XML cannot have, a list in a list, an attribute or "#text" that is not one value.
/// </summary>
internal static class XmlDocumentWriter
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };

    private sealed record Problem(string Path, string Sentence);

    /// <param name="json">A JSON object.</param>
    /// <param name="root">The name of the root element.</param>
    /// <param name="ns">The namespace of all elements; empty for none.</param>
    public static Outcome<byte[]> Write(ReadOnlyMemory<byte> json, string root, string ns) => NoticeText.Read(json).Then<byte[]>(document =>
    {
        using (document)
        {
            using var bytes = new MemoryStream();
            using (var writer = XmlWriter.Create(bytes, Settings))
            {
                writer.WriteStartDocument();
                if (WriteElement(root, ns, document.RootElement, writer) is { } problem) return new Refusal(RefusalReason.DocumentCannotBeWritten, problem.Path, problem.Sentence);
            }
            return bytes.ToArray();
        }
    });

    private static Problem? WriteElement(string name, string ns, JsonElement value, XmlWriter writer)
    {
        if (!IsName(name)) return new Problem(name, "No element of XML can have this name.");
        writer.WriteStartElement(name, ns);
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return new Problem(name, "A list stands in a list.");
            case JsonValueKind.Null:
                writer.WriteAttributeString("xsi", "nil", Instance, "true");
                break;
            case JsonValueKind.Object:
                if (WriteMembers(ns, value, writer) is { } problem) return problem with { Path = $"{name}.{problem.Path}" };
                break;
            default:
                writer.WriteString(Text(value));
                break;
        }
        writer.WriteEndElement();
        return null;
    }

    private static Problem? WriteMembers(string ns, JsonElement members, XmlWriter writer)
    {
        foreach (var member in members.EnumerateObject().Where(member => member.Name.StartsWith('@')))
        {
            if (member.Name == "@xmlns" || !IsName(member.Name[1..])) return new Problem(member.Name, "No attribute of XML can have this name.");
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return new Problem(member.Name, "An attribute is one value.");
            if (member.Value.ValueKind != JsonValueKind.Null) writer.WriteAttributeString(member.Name[1..], Text(member.Value));
        }
        if (members.TryGetProperty("#text", out var text))
        {
            if (text.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return new Problem("#text", "Text is one value.");
            if (text.ValueKind != JsonValueKind.Null) writer.WriteString(Text(text));
        }
        foreach (var member in members.EnumerateObject().Where(member => member.Name != "#text" && !member.Name.StartsWith('@')))
        {
            if (member.Value.ValueKind != JsonValueKind.Array)
            {
                if (WriteElement(member.Name, ns, member.Value, writer) is { } problem) return problem;
                continue;
            }
            foreach (var item in member.Value.EnumerateArray())
                if (WriteElement(member.Name, ns, item, writer) is { } problem) return problem;
        }
        return null;
    }

    private static bool IsName(string name) => name.Length > 0 && XmlConvert.IsStartNCNameChar(name[0]) && name.All(XmlConvert.IsNCNameChar);

    // NoticeText has refused control characters and halves of characters; these two are what is left.
    private static string Text(JsonElement value) => NoticeText.Written(value).Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD');
}
