using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Throughcare.Translation.Formats;

/// <summary>
/// One HL7 v2 message in pipes (ER7) as JSON. Numbers are those of the standard: "PID.5.1" is the surname, MSH.1 the field separator.
/// <code>PID|1||A3453BC^^^NOMIS~9990000123^^^NHS||HOLLIS^Daniel|||M</code>
/// <code>{"PID":{"1":"1","3":[{"1":"A3453BC","4":"NOMIS"},{"1":"9990000123","4":"NHS"}],"5":{"1":"HOLLIS","2":"Daniel"},"8":"M"}}</code>
/// What was not sent is absent; in a list of repetitions its place is null. Two quotes ("", the sender's "delete what you have") are null.
/// A segment that comes again is a list. What belongs to an order stands in its OBR: the ORC before it, the OBX, SPM, TQ1, TQ2, CTD, FT1, CTI and PRT after it; a note (NTE) stands in the segment before it. Everything else is flat.
/// The text is UTF-8, or ISO 8859-1 when MSH.18 says 8859/1. Escapes are resolved; highlighting is dropped; one that we do not know stays as written.
/// </summary>
internal static class Hl7Notice
{
    private static readonly HashSet<string> OfAnOrder = ["OBX", "SPM", "TQ1", "TQ2", "CTD", "FT1", "CTI", "PRT"];

    public static Outcome<byte[]> ToJson(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > NoticeText.MostBytes) return new Refusal(RefusalReason.NoticeIsTooLarge);
        var segments = Segments(bytes);
        if (bytes.Span.Contains((byte)0)) return new Refusal(RefusalReason.CharacterSetIsNotUtf8);
        if (segments.Count == 0 || !Is(segments[0], "MSH")) return Refused(1, "A message begins with MSH; a batch is taken apart first.");
        return Delimiters.Read(segments[0]).Then(delimiters => Decode(segments, delimiters).Then(texts => Group(texts, delimiters))).Then(tree => NoticeTree.ToJson(tree, RefusalReason.NoticeIsNotHl7));
    }

    /// <summary>The segments, without what stands between them: CR, LF, both, or the frame of a connection (MLLP: 0x0B before, 0x1C and CR after).</summary>
    public static List<ReadOnlyMemory<byte>> Segments(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        var segments = new List<ReadOnlyMemory<byte>>();
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOfAny((byte)'\r', (byte)'\n');
            var segment = (end < 0 ? rest : rest[..end]).TrimEnd((byte)0x1C);
            if (segment.Span is [0x0B, (byte)'M' or (byte)'F' or (byte)'B', ..]) segment = segment[1..];
            if (!segment.IsEmpty) segments.Add(segment);
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        return segments;
    }

    public static bool Is(ReadOnlyMemory<byte> segment, string name) => segment.Length >= 3 && Ascii.Equals(segment.Span[..3], name);

    public static Refusal Refused(int segment, string detail, string element = "") => new(RefusalReason.NoticeIsNotHl7, element, $"Segment {segment}: {detail}");

    private static Outcome<List<string>> Decode(List<ReadOnlyMemory<byte>> segments, Delimiters delimiters)
    {
        if (delimiters.IsLatin1) return segments.ConvertAll(segment => Encoding.Latin1.GetString(segment.Span));
        if (delimiters.CharacterSet is not ("" or "UNICODE UTF-8" or "UTF-8" or "ASCII")) return new Refusal(RefusalReason.CharacterSetIsNotUtf8, "MSH.18", "MSH.18 is empty, UNICODE UTF-8, ASCII or 8859/1.");
        var wrong = segments.FindIndex(segment => !Utf8.IsValid(segment.Span));
        if (wrong >= 0) return new Refusal(RefusalReason.CharacterSetIsNotUtf8, Detail: $"Segment {wrong + 1}. For ISO 8859-1, write 8859/1 in MSH.18.");
        return segments.ConvertAll(segment => Encoding.UTF8.GetString(segment.Span));
    }

    /// <summary>Puts every segment where it belongs.</summary>
    private static Outcome<JsonObject> Group(List<string> segments, Delimiters delimiters)
    {
        var message = new JsonObject();
        JsonObject? order = null, orderedBy = null, before = null;
        for (var i = 0; i < segments.Count; i++)
        {
            var text = segments[i];
            if (text.Length < 3 || !char.IsAsciiLetterUpper(text[0]) || !IsCapitalOrDigit(text[1]) || !IsCapitalOrDigit(text[2]) || (text.Length > 3 && text[3] != delimiters.Field))
                return Refused(i + 1, "A segment begins with its name of three capitals or digits and then the field separator of MSH.1. A new line inside a text is written \\.br\\.");
            var name = text[..3];
            if (name == "MSH" && i > 0) return Refused(i + 1, "A second MSH: a batch is taken apart first.");
            if (name == "PID" && message.ContainsKey("PID")) return Refused(i + 1, "A second PID. Send a message for each person.");
            var segment = delimiters.Segment(text);
            if (name == "NTE" && before is not null)
            {
                before.Append(name, segment);
                continue;
            }
            before = segment;
            if (name == "ORC" && i + 1 < segments.Count && segments[i + 1].StartsWith("OBR", StringComparison.Ordinal)) orderedBy = segment;
            else if (name == "OBR")
            {
                order = segment;
                if (orderedBy is not null) order.Append("ORC", orderedBy);
                orderedBy = null;
                message.Append(name, order);
            }
            else if (order is not null && OfAnOrder.Contains(name)) order.Append(name, segment);
            else
            {
                if (name == "ORC") order = null;
                message.Append(name, segment);
            }
        }
        return message;
    }

    private static bool IsCapitalOrDigit(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);

    /// <summary>The characters that part the pieces of this message, as its MSH.1 and MSH.2 have them; '\0' for one that the sender does not use.</summary>
    private sealed record Delimiters(char Field, char Component, char Repetition, char Escape, char Subcomponent, string Encoding, string CharacterSet)
    {
        /// <summary>A piece of a field; not there when nothing was sent, there and null when two quotes were.</summary>
        private readonly record struct Piece(bool There, JsonNode? Value);

        public static Outcome<Delimiters> Read(ReadOnlyMemory<byte> header)
        {
            var text = System.Text.Encoding.Latin1.GetString(header.Span);
            var fields = text.Length > 3 ? text[4..].Split(text[3]) : [];
            var all = fields.Length == 0 ? "" : text[3] + fields[0];
            if (all.Length is < 2 or > 6 || all.Distinct().Count() != all.Length || all.Any(c => !char.IsAscii(c) || char.IsControl(c) || char.IsLetterOrDigit(c) || c is ' ' or '"'))
                return Refused(1, "MSH.1 and MSH.2 name the separators, each another sign: |^~\\&", "MSH.2");
            // MSH.1 is the separator itself, so MSH.18 is the seventeenth piece after it.
            // What may follow after a repetition are character sets that are switched to by escapes, which stay as written.
            var characterSet = fields.Length > 16 ? fields[16].Split(At(2))[0].Trim() : "";
            return new Delimiters(all[0], all[1], At(2), At(3), At(4), fields[0], characterSet);

            char At(int index) => index < all.Length ? all[index] : '\0';
        }

        public bool IsLatin1 => CharacterSet == "8859/1";

        public JsonObject Segment(string text)
        {
            var segment = new JsonObject();
            var fields = text.Split(Field);
            var first = 1;
            if (fields[0] == "MSH")
            {
                segment["1"] = Field.ToString();
                segment["2"] = Encoding;
                first = 2;
            }
            for (var i = first; i < fields.Length; i++)
                if (ReadField(fields[i]) is { There: true, Value: var value }) segment[Number(first == 2 ? i + 1 : i)] = value;
            return segment;
        }

        private Piece ReadField(string text)
        {
            if (text.Length == 0) return default;
            var repetitions = Array.ConvertAll(text.Split(Repetition), repetition => Numbered(repetition.Split(Component), component => Numbered(component.Split(Subcomponent), ReadText)));
            var last = Array.FindLastIndex(repetitions, repetition => repetition.There);
            return last < 0 ? default : last == 0 ? repetitions[0] : new Piece(true, new JsonArray([.. repetitions[..(last + 1)].Select(repetition => repetition.Value)]));
        }

        /// <summary>The first piece alone when it is a text and there is no other; else an object with the pieces' numbers as names.</summary>
        private static Piece Numbered(string[] texts, Func<string, Piece> read)
        {
            var pieces = Array.ConvertAll(texts, text => read(text));
            var last = Array.FindLastIndex(pieces, piece => piece.There);
            if (last < 0 || (last == 0 && pieces[0].Value is not JsonObject)) return pieces[0];
            var parts = new JsonObject();
            for (var i = 0; i <= last; i++) if (pieces[i].There) parts[Number(i + 1)] = pieces[i].Value;
            return new Piece(true, parts);
        }

        private Piece ReadText(string text)
        {
            if (text == "\"\"") return new Piece(true, null);
            var plain = Unescape(text);
            return plain.Length == 0 ? default : new Piece(true, JsonValue.Create(plain));
        }

        private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

        private string Unescape(string text)
        {
            if (Escape == '\0' || !text.Contains(Escape, StringComparison.Ordinal)) return text;
            var plain = new StringBuilder(text.Length);
            var at = 0;
            while (at < text.Length)
            {
                var start = text.IndexOf(Escape, at);
                var end = start < 0 ? -1 : text.IndexOf(Escape, start + 1);
                if (end < 0) break;
                plain.Append(text, at, start - at).Append(Meaning(text[(start + 1)..end]) ?? text[start..(end + 1)]);
                at = end + 1;
            }
            return plain.Append(text, at, text.Length - at).ToString();
        }

        /// <summary>HL7 v2.5.1 section 2.7; null for an escape that is not known, or that stands for a character no text may hold.</summary>
        private string? Meaning(string escape) => escape switch
        {
            "F" => Field.ToString(),
            "S" => Component.ToString(),
            "R" when Repetition != '\0' => Repetition.ToString(),
            "E" => Escape.ToString(),
            "T" when Subcomponent != '\0' => Subcomponent.ToString(),
            ".br" => "\n",
            "H" or "N" => "",
            ['X', .. { Length: > 0 } hex] when hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit) => Bytes(Convert.FromHexString(hex)),
            _ => null,
        };

        private string? Bytes(byte[] bytes)
        {
            if (!IsLatin1 && !Utf8.IsValid(bytes)) return null;
            var text = (IsLatin1 ? System.Text.Encoding.Latin1 : System.Text.Encoding.UTF8).GetString(bytes);
            return NoticeTree.IsText(text) ? text : null;
        }
    }
}
