using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Throughcare.Translation;

/// <summary>A notice in FHIR: its resources, what happened, and what could not be used as it was sent.</summary>
/// <param name="Losses">Codes that became something not quite the same.</param>
internal sealed record Translated(NoticeHead Head, string Event, string Because, IReadOnlyList<Entry> Entries, IReadOnlyList<Remark> Remarks, IReadOnlyList<Gap> Gaps, IReadOnlyList<Loss> Losses);

/// <summary>Notice + tables → FHIR. Pure: the same notice and tables give the same result.</summary>
internal static class Translator
{
    /// <summary>The notice's bytes, as they were sent, in FHIR.</summary>
    public static Outcome<Translated> Translate(Source source, ReadOnlyMemory<byte> bytes)
    {
        using var borrowed = Writings.Borrow();
        var writing = borrowed.Writing;
        return source.Read(bytes, writing).Then<Translated>(head =>
        {
            writing.At = head.At;
            var entries = new EntryList();
            head.Kind.Write(writing, entries);
            foreach (var place in new UnreadValues(writing.Document).Places(source.Shape))
                writing.Findings.Remark(place, "No row looks at this value here. It is kept with the notice and told to nobody; see whether it belongs elsewhere, has another form, or contradicts the rest.", null);
            var (what, because) = head.Kind.EventOf(writing);
            return new Translated(head, what, because, entries.Entries, writing.Findings.Remarks, writing.Findings.Gaps(writing.Document), writing.Findings.Losses);
        });
    }

    /// <summary>Entries as trees, for the plan. Two records under one id in one notice are both kept: a suicide risk must not vanish because its sender numbered it like another.</summary>
    private sealed class EntryList : IEntrySink
    {
        private readonly Dictionary<(string, string), int> seen = [];

        public List<Entry> Entries { get; } = [];

        public void Before(Writing writing) { }

        public void After(EntryKind kind, Writing writing, int start)
        {
            var id = kind.RecordIdOf(writing);
            var times = seen[(kind.Kind, id)] = seen.GetValueOrDefault((kind.Kind, id)) + 1;
            if (times > 1)
            {
                writing.Findings.Remark(kind.Kind, RecordId.Twice, null);
                id = $"{id}|{times.ToString(CultureInfo.InvariantCulture)}";
            }
            Entries.Add(new Entry(kind.Kind, id, kind.FactKeyOf(writing), writing.Unusable, JsonNode.Parse(writing.Output.From(start))!.AsObject()));
        }
    }
}

/// <summary>Buffers that are used again from notice to notice.</summary>
internal static class Writings
{
    private static readonly ConcurrentBag<Writing> Free = [];

    public static Borrowed Borrow() => new(Free.TryTake(out var writing) ? writing : new Writing());

    /// <summary>One to work with; disposing gives it back.</summary>
    internal readonly struct Borrowed(Writing writing) : IDisposable
    {
        public Writing Writing => writing;

        public void Dispose() => Free.Add(writing);
    }
}
