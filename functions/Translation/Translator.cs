using System.Text.Json;

namespace Throughcare.Translation;

/// <summary>A notice in FHIR: its resources, what happened, and what could not be used as it was sent.</summary>
internal sealed record Translated(NoticeHead Head, string Event, string Because, IReadOnlyList<Entry> Entries, IReadOnlyList<Remark> Remarks, IReadOnlyList<Gap> Gaps);

/// <summary>Notice + tables → FHIR. Pure: the same notice and tables give the same result.</summary>
internal static class Translator
{
    public static Outcome<Translated> Translate(Source source, JsonElement notice) => source.ReadHead(notice).Then<Translated>(head =>
    {
        var findings = new Findings(London.DayOf(head.At));
        var entries = Distinct(head.Kind.Entries.SelectMany(kind => kind.Write(notice, findings)), findings);
        Unread(notice, "", head.Kind.Reads, findings);
        var (what, because) = head.Kind.EventOf(notice);
        return new Translated(head, what, because, entries, [.. findings.Remarks.Distinct()], [.. findings.Gaps.Distinct()]);
    });

    /// <summary>A value where no table looks is said to its sender: an element nobody maps, or a text where a list or an object belongs.</summary>
    private static void Unread(JsonElement value, string path, IReadOnlySet<string> reads, Findings findings)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Unread(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", reads, findings);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Unread(item, path + "[]", reads, findings);
                break;
            case JsonValueKind.Null: break;
            default:
                if (!reads.Contains(path)) findings.Remarks.Add(new Remark(path.Length > 200 ? path[..200] : path, "No table reads a value here. It is kept with the notice and told to nobody; see whether it belongs elsewhere or has another form."));
                break;
        }
    }

    /// <summary>Two records under one id in one notice are both kept: a suicide risk must not vanish because its sender numbered it like another.</summary>
    private static List<Entry> Distinct(IEnumerable<Entry> entries, Findings findings)
    {
        var seen = new Dictionary<(string, string), int>();
        var kept = new List<Entry>();
        foreach (var entry in entries)
        {
            var times = seen[(entry.Kind, entry.RecordId)] = seen.GetValueOrDefault((entry.Kind, entry.RecordId)) + 1;
            if (times == 1) { kept.Add(entry); continue; }
            findings.Remarks.Add(new Remark(entry.Kind, "Two records of this kind have the same id, or none. Both are kept; give each its own."));
            kept.Add(entry with { RecordId = $"{entry.RecordId}|{times.ToString(System.Globalization.CultureInfo.InvariantCulture)}" });
        }
        return kept;
    }
}
