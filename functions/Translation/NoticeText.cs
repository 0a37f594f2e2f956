using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Throughcare.Translation;

/// <summary>Bytes to JSON, strictly: what System.Text.Json lets through and fails on later is refused here.</summary>
internal static class NoticeText
{
    public const int MostBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The value as its sender wrote it: a text without its quotes, a number with its digits.</summary>
    public static string Written(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>Whether the bytes are a notice all through, also where no table looks.</summary>
    public static bool IsSound(ReadOnlyMemory<byte> bytes) => Read(bytes).Match(document => { document.Dispose(); return true; }, _ => false, _ => false);

    /// <summary>Why bytes that could not be read in one pass cannot be read.</summary>
    public static Refusal WhatIsWrong(ReadOnlyMemory<byte> bytes) => Read(bytes).Match(
        document => { document.Dispose(); return new Refusal(RefusalReason.NoticeIsNotJson, Detail: "It cannot be read as one notice."); },
        because => new Refusal(RefusalReason.NoticeIsNotJson, Detail: because),
        refusal => refusal);

    /// <summary>The notice as a document; the caller disposes it.</summary>
    public static Outcome<JsonDocument> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MostBytes) return new Refusal(RefusalReason.NoticeIsTooLarge);
        var text = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(text.Span) || text.Span.Contains((byte)0)) return new Refusal(RefusalReason.CharacterSetIsNotUtf8);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Strict);
        }
        catch (JsonException problem)
        {
            // The parser's own message can quote the notice, so only the place is passed on.
            return new Refusal(RefusalReason.NoticeIsNotJson, Detail: problem.LineNumber is { } line ? $"Line {line + 1}, byte {problem.BytePositionInLine + 1}." : "An object has the same name twice.");
        }
        catch (InvalidOperationException)
        {
            return new Refusal(RefusalReason.NoticeIsNotJson, Detail: "A name holds half of a character (a lone surrogate).");
        }
        if (document.RootElement.ValueKind != JsonValueKind.Object) { document.Dispose(); return new Refusal(RefusalReason.NoticeIsNotJson, Detail: "A notice is a JSON object."); }
        if (BadText(document.RootElement, "") is { } place) { document.Dispose(); return new Refusal(RefusalReason.NoticeIsNotJson, place.Length > 200 ? place[..200] : place, "A text or a name holds a control character or half of a character (a lone surrogate)."); }
        return document;
    }

    /// <summary>The path of the first text that no FHIR string may hold (R4 2.24.0.1: no control characters but tab, CR, LF).</summary>
    private static string? BadText(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    if (HasControls(property.Name)) return path.Length == 0 ? "a name" : $"a name in {path}";
                    else if (BadText(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}") is { } place) return place;
                return null;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    if (BadText(item, $"{path}[{index}]") is { } place) return place;
                return null;
            case JsonValueKind.String:
                // GetString throws on a lone surrogate escape, which the parser has let through.
                try { return HasControls(value.GetString()!) ? path : null; }
                catch (InvalidOperationException) { return path; }
            default: return null;
        }

        static bool HasControls(string text) => text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n'));
    }
}
