using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.Plans;

/// <summary>One notice as a person's partition keeps it: written once, never changed. The rows are the truth; the plan is their fold.</summary>
internal sealed record NoticeRow
{
    public const string RowPrefix = "notice|";

    /// <summary>Key of the notice (source, id and version).</summary>
    public required string Key { get; init; }

    /// <summary>The notice's own id, as its source knows it.</summary>
    public required string Id { get; init; }

    /// <summary>What its agency calls the person (<see cref="IdentityRow"/>): the notice counts for whoever that identity is. Empty for what is said of the person whose partition it lies in, such as a decision made here.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Key of the notice without its version: what a correction has in common with what it corrects.</summary>
    public required string Thread { get; init; }

    public required string Source { get; init; }

    /// <summary>Whose word it is.</summary>
    public required string Agency { get; init; }

    public required string Kind { get; init; }

    public required long Version { get; init; }

    /// <summary>From when it holds, as its sender says.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When we applied it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>SHA-256 of the bytes that were sent.</summary>
    public required string Digest { get; init; }

    /// <summary>Which tables it was translated with.</summary>
    public required string TableVersion { get; init; }

    /// <summary>What happened, in a word of subscriptions.csv, and the reason the movement table gives.</summary>
    public required string Event { get; init; }

    public required string Because { get; init; }

    public required IReadOnlyList<Entry> Entries { get; init; }

    /// <summary>Where the notices of one identity lie in a partition.</summary>
    public static string RowsOf(string identity) => $"{RowPrefix}{identity}|";

    public TableRow ToTableRow(string person)
    {
        var row = new TableRow(person, $"{RowsOf(Identity)}{Key}")
        {
            ["Id"] = Id, ["Thread"] = Thread, ["Source"] = Source, ["Agency"] = Agency, ["Kind"] = Kind, ["Version"] = Version, ["At"] = At, ["RecordedAt"] = RecordedAt,
            ["Digest"] = Digest, ["TableVersion"] = TableVersion, ["Event"] = Event, ["Because"] = Because,
            // The time as it was, for ordering: a table's times stop at 100 ns, which is also our tick, and lose the offset.
            ["AtTicks"] = At.UtcTicks,
        };
        var entries = new JsonArray();
        foreach (var entry in Entries)
        {
            var json = new JsonObject { ["kind"] = entry.Kind, ["id"] = entry.RecordId, ["resource"] = entry.Resource.DeepClone() };
            if (entry.FactKey is { } fact) json["fact"] = fact;
            if (entry.Unusable is { } why) json["unusable"] = why;
            entries.Add(json);
        }
        row.SetContent("Entries", entries.ToUtf8());
        return row;
    }

    public static NoticeRow From(TableRow row) => new()
    {
        Identity = row.Row.Split('|')[1], Key = row.Row.Split('|')[2], Id = row.Text("Id")!, Thread = row.Text("Thread")!, Source = row.Text("Source")!, Agency = row.Text("Agency")!, Kind = row.Text("Kind")!, Version = row.Number("Version"),
        At = new DateTimeOffset(row.Number("AtTicks"), TimeSpan.Zero), RecordedAt = row.Time("RecordedAt")!.Value, Digest = row.Text("Digest")!, TableVersion = row.Text("TableVersion")!,
        Event = row.Text("Event")!, Because = row.Text("Because")!,
        Entries = [.. JsonNode.Parse(row.Content("Entries"))!.AsArray().Select(json => new Entry(json.TextAt("kind")!, json.TextAt("id")!, json.TextAt("fact"), json.TextAt("unusable"), Taken(json!.AsObject(), "resource")))],
    };

    /// <summary>The part itself, out of the tree it was read with: a copy of every resource costs as much as reading them.</summary>
    private static JsonObject Taken(JsonObject from, string name)
    {
        var taken = from[name]!.AsObject();
        from.Remove(name);
        return taken;
    }

    /// <summary>Later versions win; then later times; then newer tables; then, so that there is always an answer, the digest.</summary>
    public static readonly Comparer<NoticeRow> ByVersion = Comparer<NoticeRow>.Create((a, b) =>
        a.Version != b.Version ? a.Version.CompareTo(b.Version) : a.At != b.At ? a.At.CompareTo(b.At)
        : string.CompareOrdinal(a.TableVersion, b.TableVersion) is var tables and not 0 ? tables : string.CompareOrdinal(a.Digest + a.Key, b.Digest + b.Key));

    /// <summary>Later times win, then as <see cref="ByVersion"/>: how notices of different ids about one record are ordered.</summary>
    public static readonly Comparer<NoticeRow> ByTime = Comparer<NoticeRow>.Create((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : ByVersion.Compare(a, b));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Source} {Kind} v{Version}");
}
