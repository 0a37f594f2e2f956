using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughcare;

/// <summary>Small helps for JSON trees.</summary>
internal static class Json
{
    /// <summary>Names and notes stay readable (Zoë, not Zo\u00EB); what HTML would need escaped is not for HTML here.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same, over several lines, for people.</summary>
    public static readonly JsonSerializerOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static byte[] ToUtf8(this JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Readable);

    /// <summary>A tree of an object that has been checked already. A byte order mark, which a check remarks on or passes over, is no part of it.</summary>
    public static JsonObject Tree(ReadOnlySpan<byte> utf8) => JsonNode.Parse(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8)!.AsObject();

    /// <summary>Follows names and list positions ("address", 0, "postalCode"); null where the path ends early.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<object> path)
    {
        foreach (var step in path)
            node = step switch
            {
                string name when node is JsonObject json => json[name],
                int index when node is JsonArray list && index < list.Count => list[index],
                _ => null,
            };
        return node;
    }

    /// <summary>The text at the path, or null.</summary>
    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<object> path) => node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The items of a list, the value itself when it is not a list, nothing when it is absent.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode? node) => node switch { null => [], JsonArray list => list.OfType<JsonNode>(), _ => [node] };
}
