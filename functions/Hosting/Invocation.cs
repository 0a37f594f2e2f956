using System.Text.Json;

namespace Throughcare.Hosting;

/// <summary>What the Functions host posts when a trigger fires: {"Data":{binding:value},"Metadata":{name:value}}.</summary>
/// <remarks>The host writes texts as JSON inside JSON and numbers as texts, and its documentation shows cleaner ones; both are read.</remarks>
internal sealed class Invocation
{
    private readonly JsonElement data;
    private readonly JsonElement metadata;

    public Invocation(JsonElement envelope)
    {
        data = envelope.TryGetProperty("Data", out var given) ? given : default;
        metadata = envelope.TryGetProperty("Metadata", out var said) ? said : default;
    }

    /// <summary>A text input.</summary>
    public string Text(string binding) => Unwrapped(Member(data, binding)) ?? throw new InvalidOperationException($"The host sent no {binding}; function.json and the code name it differently.");

    /// <summary>A text input that is JSON, parsed.</summary>
    public JsonElement Json(string binding)
    {
        using var document = JsonDocument.Parse(Text(binding));
        return document.RootElement.Clone();
    }

    /// <summary>An input with dataType binary.</summary>
    public byte[] Bytes(string binding) => Convert.FromBase64String(Text(binding));

    /// <summary>A metadata value as text, or null when the host sent none.</summary>
    public string? Metadata(string name) => Unwrapped(Member(metadata, name));

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static string? Unwrapped(JsonElement? value)
    {
        switch (value?.ValueKind)
        {
            case null or JsonValueKind.Null or JsonValueKind.Undefined: return null;
            case JsonValueKind.String: break;
            default: return value.Value.GetRawText();
        }
        var text = value.Value.GetString()!;
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"') return text;
        try { return JsonSerializer.Deserialize<string>(text); }
        catch (JsonException) { return text; }
    }
}
