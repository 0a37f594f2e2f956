using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Plans;
using Throughcare.Storage;

namespace Throughcare.Subscriptions;

/// <summary>What a subscriber has asked for, as a Subscription in the style of the R5 backport for R4.</summary>
internal sealed record Subscription
{
    public const string HeadRow = "head";

    /// <summary>Most events of one notification, where the subscriber has not asked for another number.</summary>
    public const int UsualCount = 20;

    /// <summary>How long an answer may take, in seconds, where the subscriber has not asked for less.</summary>
    public const int MostTimeout = 20;

    private const string Backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition";

    public const string FilterExtension = $"{Backport}/backport-filter-criteria", ContentExtension = $"{Backport}/backport-payload-content", HeartbeatExtension = $"{Backport}/backport-heartbeat-period";

    public const string TimeoutExtension = $"{Backport}/backport-timeout", MaxCountExtension = $"{Backport}/backport-max-count", StatusProfile = $"{Backport}/backport-subscription-status-r4", TopicExtension = $"{Backport}/capabilitystatement-subscriptiontopic-canonical";

    /// <summary>Chance; nothing can be read from it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is (callers.csv).</summary>
    public required string Caller { get; init; }

    /// <summary>Name of a row of topics.csv.</summary>
    public required string Topic { get; init; }

    public required string Reason { get; init; }

    /// <summary>FHIR ContactPoints, as they were sent; empty for none.</summary>
    public string Contact { get; init; } = "";

    /// <summary>The filters as they were written, a line each.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Only people who live, or will live, in one of these areas; empty for any.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>Only people for whom one of these recipients is responsible; empty for all of the caller's.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    public required string Endpoint { get; init; }

    /// <summary>empty, id-only or full-resource.</summary>
    public string Content { get; init; } = "id-only";

    /// <summary>Seconds of silence after which they want a sign of life; 0 for none.</summary>
    public int Heartbeat { get; init; }

    /// <summary>Seconds they have to answer; 0 where they have not said.</summary>
    public int Timeout { get; init; }

    /// <summary>Most events in one notification; 0 where they have not said.</summary>
    public int MaxCount { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>They have switched it off: nothing is recorded and nothing is sent.</summary>
    public bool Off { get; init; }

    /// <summary>It is being taken away: for everyone it is not there any more.</summary>
    public bool Deleted { get; init; }

    /// <summary>Since when events are recorded for it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the subscriber last changed it.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The number of its last event; 0 before the first.</summary>
    public long Last { get; init; }

    public string? ETag { get; init; }

    public bool Records(DateTimeOffset now) => !Off && !Deleted && !(End <= now);

    /// <summary>requested until they have answered a handshake, then active; error when they have not answered for days or said no; off.</summary>
    public string Status(OwedRow delivery, DateTimeOffset now) =>
        !Records(now) ? "off" : delivery.State != "owed" ? "error" : delivery.AcknowledgedContent.Length == 0 ? "requested" : "active";

    /// <summary>As FHIR R4. Its version is told by its content, so that a status we change is another version too.</summary>
    public JsonObject ToResource(OwedRow delivery, DateTimeOffset now)
    {
        var resource = new JsonObject { ["status"] = Status(delivery, now) };
        if (Contact.Length > 0) resource["contact"] = JsonNode.Parse(Contact);
        if (End is { } end) resource["end"] = PlanBundle.Instant(end);
        resource["reason"] = Reason;
        resource["criteria"] = $"{FhirNames.Base}/SubscriptionTopic/{Topic}";
        if (Filters.Count > 0) resource["_criteria"] = Extended([.. Filters.Select(filter => Extension(FilterExtension, "valueString", filter))]);
        if (Status(delivery, now) == "error") resource["error"] = delivery.Because;
        var channel = new JsonObject();
        var asked = new[] { (HeartbeatExtension, "valueUnsignedInt", Heartbeat), (TimeoutExtension, "valueUnsignedInt", Timeout), (MaxCountExtension, "valuePositiveInt", MaxCount) }.Where(one => one.Item3 > 0).Select(one => Extension(one.Item1, one.Item2, one.Item3)).ToArray();
        if (asked.Length > 0) channel["extension"] = new JsonArray(asked);
        channel["type"] = "rest-hook";
        channel["endpoint"] = Endpoint;
        channel["payload"] = FhirNames.FhirJson;
        channel["_payload"] = Extended(Extension(ContentExtension, "valueCode", Content));
        resource["channel"] = channel;

        var updated = delivery.AcknowledgedAt > ChangedAt ? delivery.AcknowledgedAt.Value : ChangedAt;
        var versioned = new JsonObject { ["resourceType"] = "Subscription", ["id"] = Id, ["meta"] = new JsonObject { ["versionId"] = Keys.Digest(resource.ToUtf8())[..32], ["lastUpdated"] = PlanBundle.Instant(updated) } };
        foreach (var (name, value) in resource) versioned[name] = value?.DeepClone();
        return versioned;

        static JsonObject Extended(params ReadOnlySpan<JsonNode> extensions) => new() { ["extension"] = new JsonArray([.. extensions]) };

        static JsonNode Extension(string url, string name, JsonNode value) => new JsonObject { ["url"] = url, [name] = value };
    }

    /// <summary>What it asks for. The number of the last event is no part of it: an event is numbered while this is being changed.</summary>
    public TableRow ToTableRow() => new(Id, HeadRow)
    {
        ["Caller"] = Caller, ["Topic"] = Topic, ["Reason"] = Reason, ["Contact"] = Contact, ["Filters"] = string.Join('\n', Filters), ["Areas"] = string.Join(' ', Areas), ["Recipients"] = string.Join(' ', Recipients), ["Endpoint"] = Endpoint, ["Content"] = Content,
        ["Heartbeat"] = Heartbeat, ["Timeout"] = Timeout, ["MaxCount"] = MaxCount, ["End"] = End ?? Never, ["Off"] = Off, ["Deleted"] = Deleted, ["Since"] = Since, ["ChangedAt"] = ChangedAt,
    };

    public static Subscription From(TableRow row) => new()
    {
        Id = row.Partition, ETag = row.ETag, Caller = row.Text("Caller")!, Topic = row.Text("Topic")!, Reason = row.Text("Reason")!, Contact = row.Text("Contact")!, Filters = Parts(row, "Filters", '\n'), Areas = Parts(row, "Areas", ' '), Recipients = Parts(row, "Recipients", ' '),
        Endpoint = row.Text("Endpoint")!, Content = row.Text("Content")!, Heartbeat = (int)row.Number("Heartbeat"), Timeout = (int)row.Number("Timeout"), MaxCount = (int)row.Number("MaxCount"), End = row.Time("End") is { } end && end < Never ? end : null,
        Off = row.Flag("Off"), Deleted = row.Flag("Deleted"), Since = row.Time("Since")!.Value, ChangedAt = row.Time("ChangedAt")!.Value, Last = row.Number("Last"),
    };

    // A merge leaves out what is absent, so "no end" has to be a value.
    private static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static IReadOnlyList<string> Parts(TableRow row, string name, char by) => row.Text(name)?.Split(by, StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>One event as it is kept: never changed, and gone only with its subscription.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="At">When the notice was applied that made it.</param>
internal sealed record SubscriptionEvent(long Number, DateTimeOffset At, Change Change)
{
    public const string RowPrefix = "event|";

    /// <summary>Whose plan it is about.</summary>
    public string Person => Keys.PersonOf(Change.Focus.Split('/')[1]);

    public static string RowOf(long number) => RowPrefix + number.ToString("D15", CultureInfo.InvariantCulture);

    public TableRow ToTableRow(string subscription)
    {
        var row = new TableRow(subscription, RowOf(Number)) { ["At"] = At };
        row.SetContent("Change", new JsonArray([.. Change.All.Select(reference => JsonValue.Create(reference))]).ToUtf8());
        return row;
    }

    public static SubscriptionEvent From(TableRow row)
    {
        var references = JsonNode.Parse(row.Content("Change"))!.AsArray().Select(reference => reference!.GetValue<string>()).ToList();
        return new SubscriptionEvent(long.Parse(row.Row.AsSpan(RowPrefix.Length), CultureInfo.InvariantCulture), row.Time("At")!.Value, new Change(references[0], references[1..]));
    }
}
