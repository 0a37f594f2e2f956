using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughcare.Translation.Formats;

/// <summary>
/// A FHIR R4 Bundle, or one resource, as JSON whose resources are grouped by type, in the Bundle's order; "Goal[]" is then every goal.
/// <code>{"Bundle":{"resourceType":"Bundle","type":"message"},"Patient":[{…}],"Goal":[{…},{…}]}</code>
/// The Bundle keeps all but its entries; a single resource has no "Bundle" beside it. Every resource is copied byte for byte. Only its entry's fullUrl is added, as "_fullUrl", when it does not already follow from type and id, so that references to urn:uuid:… can be followed. Entries without a resource are passed over.
/// </summary>
internal static class FhirNotice
{
    private static readonly string[] Types = ["message", "collection", "document", "transaction", "batch", "searchset"];

    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Outcome<byte[]> ToJson(ReadOnlyMemory<byte> bytes) => NoticeText.Read(bytes).Then(document =>
    {
        using (document) return Group(document.RootElement);
    });

    private static Outcome<byte[]> Group(JsonElement root)
    {
        if (TypeOf(root) is not { } type) return Refused("resourceType", "It is missing or no name of a resource.");
        if (type != "Bundle") return Write(null, [(type, root, null)]);
        if (!root.TryGetProperty("type", out var kind) || !Types.Contains(Text(kind), StringComparer.Ordinal)) return Refused("Bundle.type", $"It is one of: {string.Join(", ", Types)}.");
        var resources = new List<(string Type, JsonElement Resource, string? FullUrl)>();
        if (root.TryGetProperty("entry", out var entries))
        {
            if (entries.ValueKind != JsonValueKind.Array) return Refused("Bundle.entry", "It is a list.");
            foreach (var (index, entry) in entries.EnumerateArray().Index())
            {
                if (entry.ValueKind != JsonValueKind.Object) return Refused($"Bundle.entry[{index}]", "It is an object.");
                if (!entry.TryGetProperty("resource", out var resource)) continue;
                if (TypeOf(resource) is not { } name || name == "Bundle") return Refused($"Bundle.entry[{index}].resource", "It is one resource, and not a Bundle again.");
                if (resource.TryGetProperty("_fullUrl", out _)) return Refused($"Bundle.entry[{index}].resource._fullUrl", "FHIR has no such element.");
                var fullUrl = entry.TryGetProperty("fullUrl", out var url) ? Text(url) : null;
                var follows = fullUrl is not null && resource.TryGetProperty("id", out var id) && Text(id) is { } known && $"/{fullUrl}".EndsWith($"/{name}/{known}", StringComparison.Ordinal);
                resources.Add((name, resource, follows ? null : fullUrl));
            }
        }
        return Write(root, resources);
    }

    private static Outcome<byte[]> Write(JsonElement? bundle, List<(string Type, JsonElement Resource, string? FullUrl)> resources)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Written))
        {
            writer.WriteStartObject();
            if (bundle is { } around)
            {
                writer.WriteStartObject("Bundle");
                foreach (var member in around.EnumerateObject().Where(member => member.Name != "entry")) Copy(member, writer);
                writer.WriteEndObject();
            }
            foreach (var group in resources.GroupBy(resource => resource.Type))
            {
                writer.WriteStartArray(group.Key);
                foreach (var (_, resource, fullUrl) in group)
                {
                    if (fullUrl is null)
                    {
                        Copy(resource, writer);
                        continue;
                    }
                    writer.WriteStartObject();
                    foreach (var member in resource.EnumerateObject()) Copy(member, writer);
                    writer.WriteString("_fullUrl", fullUrl);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        var json = bytes.ToArray();
        // A resource that came alone stands two deeper than it was sent, and the names of the groups are added to what may be a full mebibyte.
        return NoticeText.Read(json).Then<byte[]>(document =>
        {
            document.Dispose();
            return json;
        });
    }

    private static void Copy(JsonProperty member, Utf8JsonWriter writer)
    {
        writer.WritePropertyName(member.Name);
        Copy(member.Value, writer);
    }

    /// <summary>The very bytes, so that a number keeps its digits (1.50 is not 1.5) and a text its escapes.</summary>
    private static void Copy(JsonElement value, Utf8JsonWriter writer) => writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? TypeOf(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("resourceType", out var type) && Text(type) is { Length: > 0 and <= 64 } name && char.IsAsciiLetterUpper(name[0]) && name.All(char.IsAsciiLetter) ? name : null;

    private static Refusal Refused(string element, string detail) => new(RefusalReason.NoticeIsNotFhir, element, detail);
}
