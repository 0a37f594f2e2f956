using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughcare.Translation.Formats;

/// <summary>What a notice in XML, HL7 or CSV becomes: objects, lists, texts and null, and then the JSON bytes that the field tables read.</summary>
internal static class NoticeTree
{
    /// <summary>How many objects and lists may stand inside each other; <see cref="NoticeText"/> reads no more.</summary>
    public const int MostDepth = 32;

    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds a member. A name that comes again has a list of its values, in order.</summary>
    public static void Append(this JsonObject parent, string name, JsonNode? value)
    {
        if (!parent.TryGetPropertyValue(name, out var before)) parent[name] = value;
        else if (before is JsonArray list) list.Add(value);
        else
        {
            var both = new JsonArray();
            parent[name] = both;
            both.Add(before);
            both.Add(value);
        }
    }

    /// <summary>The tree as UTF-8. Refused as <paramref name="otherwise"/>, with the path: what stands too deep, and a character that no FHIR string may hold. Refused as too large: more than a notice may have, so a small notice cannot grow without bound.</summary>
    public static Outcome<byte[]> ToJson(JsonObject tree, RefusalReason otherwise)
    {
        using var bytes = new MemoryStream();
        using var writer = new Utf8JsonWriter(bytes, Written);
        if (Write(tree, 1, writer, otherwise) is { } refusal) return refusal.Element.Length > 200 ? refusal with { Element = refusal.Element[..200] } : refusal;
        writer.Flush();
        return bytes.ToArray();
    }

    private static Refusal? Write(JsonNode? node, int depth, Utf8JsonWriter writer, RefusalReason otherwise)
    {
        if (node is JsonObject or JsonArray && depth > MostDepth) return new Refusal(otherwise, Detail: $"More than {MostDepth} parts stand inside each other.");
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    if (!IsText(name)) return new Refusal(otherwise, Detail: "A name holds a control character.");
                    writer.WritePropertyName(name);
                    if (Write(value, depth + 1, writer, otherwise) is { } refusal) return refusal with { Element = Path(name, refusal.Element) };
                }
                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                for (var i = 0; i < items.Count; i++)
                    if (Write(items[i], depth + 1, writer, otherwise) is { } refusal) return refusal with { Element = Path($"[{i}]", refusal.Element) };
                writer.WriteEndArray();
                break;
            default:
                var text = node.GetValue<string>();
                if (!IsText(text)) return new Refusal(otherwise, Detail: "A text holds a control character. If it was written in Windows-1252, send UTF-8.");
                writer.WriteStringValue(text);
                break;
        }
        return writer.BytesCommitted + writer.BytesPending <= NoticeText.MostBytes ? null : new Refusal(RefusalReason.NoticeIsTooLarge, Detail: "As JSON, with a name at every value, it has more.");
    }

    private static string Path(string name, string below) => below is "" or ['[', ..] ? name + below : $"{name}.{below}";

    /// <summary>Only characters that a FHIR string may hold (R4 2.24.0.1): no control characters but tab, CR, LF.</summary>
    public static bool IsText(string text)
    {
        foreach (var c in text) if (char.IsControl(c) && c is not ('\t' or '\r' or '\n')) return false;
        return true;
    }
}
