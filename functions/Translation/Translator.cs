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
        var entries = head.Kind.Entries.SelectMany(kind => kind.Write(notice, findings)).ToList();
        var (what, because) = head.Kind.EventOf(notice);
        return new Translated(head, what, because, entries, [.. findings.Remarks.Distinct()], [.. findings.Gaps.Distinct()]);
    });
}
