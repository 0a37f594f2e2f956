using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughcare.Translation;

/// <summary>An agency's system that sends notices (a row of sources.csv and the folder of its name).</summary>
/// <param name="Name">The short name, part of the door's address.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Agency">Whose word it is when facts are weighed (ownership.csv).</param>
/// <param name="Queue">The queue it fills itself; empty when it comes to the HTTP door.</param>
/// <param name="RefusalsTo">The recipient that hears of what was refused after the door; empty when nobody can.</param>
/// <param name="Kinds">Its kinds of notice, in the order they are tried.</param>
internal sealed record Source(string Name, string Title, string Agency, string Queue, string RefusalsTo, IReadOnlyList<NoticeKind> Kinds)
{
    /// <summary>What the notice says of itself; refused when it cannot be told from others or placed in time.</summary>
    public Outcome<NoticeHead> ReadHead(JsonElement notice)
    {
        var kind = Kinds.FirstOrDefault(kind => kind.Fits(notice));
        return kind is null ? new Refusal(RefusalReason.NoticeKindIsUnknown) : kind.ReadHead(notice);
    }
}

/// <summary>Which notice it is: its kind, its id in its source, its version and from when it holds.</summary>
internal sealed record NoticeHead(NoticeKind Kind, string Id, long Version, DateTimeOffset At);

/// <summary>A kind of notice: how to recognise it, where it says who it is, and which resources it becomes.</summary>
internal sealed class NoticeKind(TableRecord row, RuleTable? eventRule, IReadOnlyList<EntryKind> entries, IReadOnlyList<string> unused)
{
    private readonly SourcePath when = SourcePath.Compile(row.Required("when"), []);
    private readonly string[] fits = row.List("is");
    private readonly List<SourcePath> id = [.. row.List("id").Select(path => SourcePath.Compile(path, []))];
    private readonly SourcePath? version = row["version"].Length == 0 ? null : SourcePath.Compile(row["version"], []);
    private readonly SourcePath at = SourcePath.Compile(row.Required("at"), []);
    private readonly List<SourcePath> eventFrom = [.. row.List("event_from").Select(path => SourcePath.Compile(path, []))];

    public string Name => row["notice"];

    /// <summary>Where the notice says from when it holds.</summary>
    public string TimeElement => at.Text;

    public IReadOnlyList<EntryKind> Entries => entries;

    private HashSet<string>? reads;

    /// <summary>Every path that some table row reads, or that unused.csv says is left out on purpose.</summary>
    public IReadOnlySet<string> Reads => reads ??= [.. AllReads()];

    private IEnumerable<string> AllReads() => unused.Concat(row.List("when")).Concat(entries.SelectMany(entry => entry.Reads)).Concat(row.List("id")).Concat(row.List("version")).Concat(row.List("at")).Concat(row.List("event_from"));

    public bool Fits(JsonElement notice) => when.One([notice]) is { } value && (fits.Length == 0 || fits.Contains(SourcePath.Written(value), StringComparer.Ordinal));

    public Outcome<NoticeHead> ReadHead(JsonElement notice)
    {
        JsonElement[] scopes = [notice];
        foreach (var part in id) if (part.One(scopes) is not { ValueKind: JsonValueKind.String or JsonValueKind.Number } value || SourcePath.Written(value).Trim().Length == 0) return new Refusal(RefusalReason.NoticeIdIsMissing, part.Text);
        long number = 1;
        if (version is not null && (version.One(scopes) is not { } said || !long.TryParse(SourcePath.Written(said), NumberStyles.None, CultureInfo.InvariantCulture, out number)))
            return new Refusal(RefusalReason.NoticeVersionIsNotANumber, version.Text);
        if (at.One(scopes) is not { ValueKind: JsonValueKind.String } time || Conversions.ReadInstant(time.GetString()!) is not { } instant) return new Refusal(RefusalReason.NoticeTimeIsMissing, at.Text);
        return new NoticeHead(this, RecordId.Of(id, scopes), number, instant);
    }

    /// <summary>What happened, in one word of subscriptions.csv, and the reason from the movement table when a rule decided.</summary>
    public (string Event, string Because) EventOf(JsonElement notice)
    {
        if (eventRule is null) return (row.Required("event"), row["because"]);
        var rule = eventRule.Find([.. eventFrom.Select(path => path.One([notice]) is { } value ? SourcePath.Written(value) : null)]);
        return (rule.Required("event"), rule["because"]);
    }
}

/// <summary>One resource that a kind of notice becomes, once or for each item of a list.</summary>
internal sealed class EntryKind(TableRecord row, EntryPlan plan, IReadOnlyList<string> walking, IReadOnlyList<EntryCheck> checks)
{
    private readonly List<SourcePath> lists = [.. walking.Select((list, depth) => SourcePath.Compile(list, [.. walking.Take(depth)]))];
    private readonly List<SourcePath> id = [.. row.List("id").Select(path => SourcePath.Compile(path, walking))];
    private readonly List<SourcePath> fact = [.. row.List("fact").Select(path => SourcePath.Compile(path, walking))];
    private readonly SourcePath? when = row["when"].Length == 0 ? null : SourcePath.Compile(row["when"], walking);
    private readonly string[] fits = row.List("is");

    public string Name => row["entry"];

    public string Kind => row["kind"];

    public IEnumerable<string> Reads => plan.Reads.Concat(row.List("id")).Concat(row.List("fact")).Concat(row.List("when")).Concat(checks.SelectMany(check => check.Reads));

    public IEnumerable<Entry> Write(JsonElement notice, Findings findings) => Walk([notice], 0, findings);

    private IEnumerable<Entry> Walk(List<JsonElement> scopes, int depth, Findings findings)
    {
        if (depth < lists.Count)
        {
            foreach (var item in lists[depth].All(scopes).ToList())
                foreach (var entry in Walk([.. scopes, item], depth + 1, findings)) yield return entry;
            yield break;
        }
        if (when is not null && (when.One(scopes) is not { } value || (fits.Length > 0 && !fits.Contains(SourcePath.Written(value), StringComparer.Ordinal)))) yield break;
        // What the notice says by the condition alone ("no kit was supplied") is said even when it gives no details.
        var (json, unusable) = plan.Write(scopes, findings, always: fits.Length > 0);
        if (json is null) yield break;
        var resource = new JsonObject { ["resourceType"] = row.Required("resource") };
        foreach (var (name, part) in json.ToList()) { json.Remove(name); resource[name] = part; }
        foreach (var check in checks)
            if (check.Fails(scopes))
            {
                unusable = check.Says;
                findings.Remarks.Add(new Remark(check.Element, check.Says));
            }
        yield return new Entry(Kind, RecordId.Of(id, scopes), fact.Count == 0 ? null : RecordId.OfAll(fact, scopes), unusable, resource);
    }
}

/// <summary>A translated resource, not yet in a plan.</summary>
/// <param name="Kind">Kind of fact (facts.csv).</param>
/// <param name="RecordId">Which record of the source it is.</param>
/// <param name="FactKey">What it is in the world, when the notice says so.</param>
/// <param name="Unusable">Why nobody may act on it yet; null when they may.</param>
/// <param name="Resource">FHIR R4, its references to the notice's other records still pending.</param>
internal sealed record Entry(string Kind, string RecordId, string? FactKey, string? Unusable, JsonObject Resource);

/// <summary>A named check over two elements (checks.csv). What fails is kept, marked, and not acted on.</summary>
internal sealed class EntryCheck
{
    private readonly SourcePath from;
    private readonly SourcePath against;

    private EntryCheck(TableRecord row, SourcePath from, SourcePath against) => (this.from, this.against, Says) = (from, against, row.Required("says"));

    public string Element => from.Text;

    public IEnumerable<string> Reads => [from.Text, against.Text];

    public string Says { get; }

    public static EntryCheck Compile(TableRecord row, IReadOnlyList<string> walking) => row["check"] == "not-after"
        ? new EntryCheck(row, SourcePath.Compile(row.Required("from"), walking), SourcePath.Compile(row.Required("against"), walking))
        : throw row.Fault($"\"{row["check"]}\" is not a check. There is: not-after.");

    /// <summary>not-after: the time of "from" must not be later than the time of "against".</summary>
    public bool Fails(IReadOnlyList<JsonElement> scopes) =>
        from.One(scopes) is { } left && against.One(scopes) is { } right
        && Conversions.ReadInstant(SourcePath.Written(left)) is { } time && Conversions.ReadInstant(SourcePath.Written(right)) is { } limit && time > limit;
}

/// <summary>How records are named inside a source, and how one resource of a notice points at another before both have FHIR ids.</summary>
internal static class RecordId
{
    private const string Prefix = "record:";

    /// <summary>The values at the paths, joined; an absent one leaves its place empty.</summary>
    public static string Of(IReadOnlyList<SourcePath> paths, IReadOnlyList<JsonElement> scopes) =>
        string.Join('|', paths.Select(path => path.One(scopes) is { } value ? SourcePath.Written(value).Trim() : ""));

    /// <summary>The same, but null when one of them is absent: half a key is no key.</summary>
    public static string? OfAll(IReadOnlyList<SourcePath> paths, IReadOnlyList<JsonElement> scopes) =>
        paths.All(path => path.One(scopes) is not null) ? Of(paths, scopes) : null;

    public static string Reference(string kind, string id) => $"{Prefix}{kind}|{id}";

    /// <summary>The kind and record id a pending reference names; null for a reference that is none.</summary>
    public static (string Kind, string Id)? Pending(string reference)
    {
        if (!reference.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var bar = reference.IndexOf('|', StringComparison.Ordinal);
        return (reference[Prefix.Length..bar], reference[(bar + 1)..]);
    }
}
