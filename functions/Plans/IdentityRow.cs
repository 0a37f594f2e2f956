using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.People;
using Throughcare.Storage;

namespace Throughcare.Plans;

/// <summary>A part of one person's life in which an identity was theirs: from when to when its notices counted in their plan.</summary>
/// <param name="Since">When it was found to be theirs.</param>
/// <param name="Until">When it was found not to be; null while it is.</param>
internal readonly record struct Span(DateTimeOffset Since, DateTimeOffset? Until)
{
    public bool Holds(DateTimeOffset at) => Since <= at && (Until is null || at < Until);
}

/// <summary>A shelf on which notices of an identity lie: they are written once, in the partition of whose they were then, and never copied.</summary>
/// <param name="Person">The partition.</param>
/// <param name="Identity">The identity they were written under: another than the one they count for when a booking was moved.</param>
/// <param name="From">Only those that hold from this time on; null for no such limit.</param>
/// <param name="Until">Only those that hold until this time.</param>
internal sealed record Shelf(string Person, string Identity, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public bool Has(NoticeRow notice) => notice.Identity == Identity && HoldsAt(notice.At);

    public bool HoldsAt(DateTimeOffset time) => (From is null || time >= From) && (Until is null || time <= Until);
}

/// <summary>Two identities are two people's.</summary>
/// <param name="Likeness">How alike they were when it was said: more alike than that, it is asked again.</param>
/// <param name="At">From when it holds; what an agency announced of an earlier time does not undo it.</param>
internal readonly record struct Apart(int Likeness, DateTimeOffset At);

/// <summary>That an identity (what one agency calls somebody) is, or was, this person's. Joining two people and parting them again moves such rows; the notices stay where they are.</summary>
internal sealed record IdentityRow
{
    public const string RowPrefix = "identity|";

    /// <summary>The person's key.</summary>
    public required string Person { get; init; }

    /// <summary>Code of the number, and of its system, by which an agency knows them (<see cref="Identities.KeyOf"/>).</summary>
    public required string Key { get; init; }

    public string? ETag { get; init; }

    /// <summary>What its agencies have said of who it is.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Only the person said so.</summary>
    public bool AsTold { get; init; }

    /// <summary>The source that named it first.</summary>
    public required string Source { get; init; }

    /// <summary>The last of them is open while it is theirs.</summary>
    public required IReadOnlyList<Span> Spans { get; init; }

    /// <summary>The person it moved to; null while it is here.</summary>
    public string? To { get; init; }

    /// <summary>The person it came from; null when it was first seen here.</summary>
    public string? From { get; init; }

    /// <summary>Key of the decision that brought it here or took it away; empty for its first notice.</summary>
    public string By { get; init; } = "";

    /// <summary>Why it is here, or went, in words for a person and without any value.</summary>
    public required string Because { get; init; }

    /// <summary>Where its notices lie, beside those that lie here under its own name.</summary>
    public IReadOnlyList<Shelf> Lies { get; init; } = [];

    /// <summary>Persons who were joined as a whole to whose it is: what was sent under their ids is about this person now.</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    /// <summary>Notices that were written under it and are counted for another: a booking that was moved.</summary>
    public IReadOnlyList<(string Identity, Shelf Shelf)> Lent { get; init; } = [];

    /// <summary>Identities that a human, or their agency, said are somebody else's.</summary>
    public IReadOnlyDictionary<string, Apart> Others { get; init; } = new Dictionary<string, Apart>();

    public bool IsHere => To is null;

    public DateTimeOffset Since => Spans[^1].Since;

    /// <summary>The identity for which a notice counts that was written under this one and holds from that time; null for this one itself.</summary>
    public string? LentAt(DateTimeOffset time) => Lent.FirstOrDefault(lent => lent.Shelf.HoldsAt(time)).Identity;

    public KnownAs Known => new(Profile, AsTold);

    /// <summary>The identity once it has come to a person from this one.</summary>
    /// <param name="known">What that person's partition had of it: it was here before, or a late notice of it was first.</param>
    /// <param name="wholly">All that was this person's goes with it.</param>
    public IdentityRow ComingTo(string person, IdentityRow? known, DateTimeOffset at, bool wholly) => this with
    {
        Person = person, ETag = known?.ETag, Profile = Profile.With(known?.Profile ?? Profile.Nothing), To = null, From = Person,
        Replaces = [.. Replaces.Concat(known?.Replaces ?? []).Concat(wholly ? [Person] : Array.Empty<string>()).Where(other => other != person).Distinct(StringComparer.Ordinal)],
        Spans = known is { IsHere: true } ? known.Spans : [.. known?.Spans ?? [], new Span(at, null)],
        Lies = [.. (known?.Lies ?? []).Concat(Lies).Append(new Shelf(Person, Key)).Distinct()],
    };

    /// <summary>The one of a person's identities by which a decision about them is remembered: the first of whom anything is known, for an unknown contact can leave again when the person wishes.</summary>
    public static IdentityRow Speaking(IReadOnlyList<IdentityRow> theirs) => theirs.FirstOrDefault(identity => !identity.Profile.IsEmpty) ?? theirs[0];

    public TableRow ToTableRow()
    {
        var row = new TableRow(Person, RowPrefix + Key) { ["Source"] = Source, ["AsTold"] = AsTold, ["To"] = To, ["From"] = From, ["By"] = By, ["Because"] = Because };
        row.SetContent("Profile", Profile.ToJson().ToUtf8());
        row["Spans"] = string.Join(' ', Spans.Select(span => $"{Ticks(span.Since)}-{Ticks(span.Until)}"));
        if (Replaces.Count > 0) row["Replaces"] = string.Join(' ', Replaces);
        if (Lies.Count > 0) row["Lies"] = new JsonArray([.. Lies.Select(Written)]).ToJsonString();
        if (Lent.Count > 0) row["Lent"] = new JsonArray([.. Lent.Select(lent => new JsonObject { ["to"] = lent.Identity, ["shelf"] = Written(lent.Shelf) })]).ToJsonString();
        if (Others.Count > 0) row["Others"] = string.Join(' ', Others.Select(other => string.Create(CultureInfo.InvariantCulture, $"{other.Key}:{other.Value.Likeness}:{other.Value.At.UtcTicks}")));
        return row;
    }

    public static IdentityRow Of(TableRow row) => new()
    {
        Person = row.Partition, Key = row.Row[RowPrefix.Length..], ETag = row.ETag, Profile = Profile.From(JsonNode.Parse(row.Content("Profile")!)), AsTold = row.Flag("AsTold"), Source = row.Text("Source")!,
        To = row.Text("To"), From = row.Text("From"), By = row.Text("By") ?? "", Because = row.Text("Because") ?? "",
        Spans = [.. row.Text("Spans")!.Split(' ').Select(span => span.Split('-')).Select(span => new Span(Time(span[0])!.Value, Time(span[1])))],
        Replaces = (row.Text("Replaces") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Lies = [.. Listed(row, "Lies").Select(Read)],
        Lent = [.. Listed(row, "Lent").Select(lent => (lent.TextAt("to")!, Read(lent["shelf"]!)))],
        Others = (row.Text("Others") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(other => other.Split(':')).ToDictionary(other => other[0], other => new Apart(int.Parse(other[1], CultureInfo.InvariantCulture), Time(other[2])!.Value), StringComparer.Ordinal),
    };

    private static IEnumerable<JsonNode> Listed(TableRow row, string name) => row.Text(name) is { } text ? JsonNode.Parse(text).Items() : [];

    private static JsonNode Written(Shelf shelf) => new JsonObject { ["person"] = shelf.Person, ["identity"] = shelf.Identity, ["from"] = Ticks(shelf.From), ["until"] = Ticks(shelf.Until) };

    private static Shelf Read(JsonNode shelf) => new(shelf.TextAt("person")!, shelf.TextAt("identity")!, Time(shelf.TextAt("from")!), Time(shelf.TextAt("until")!));

    private static string Ticks(DateTimeOffset? time) => time?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "";

    private static DateTimeOffset? Time(string ticks) => ticks.Length == 0 ? null : new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
