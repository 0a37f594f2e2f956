using Throughcare.Storage;

namespace Throughcare.Plans;

/// <summary>What one recipient is owed about one person: the plan's version they should know, and the one they have said they know. Or what a subscriber is owed of a subscription: the numbers of its events.</summary>
/// <remarks>One row per person and recipient, or per subscription, so that a dead recipient holds up nobody else. It is settled only by the recipient's answer.</remarks>
internal sealed record OwedRow
{
    public const string RowPrefix = "owed|";

    /// <summary>A row for a role that no table could give a recipient for begins so; it waits for a person.</summary>
    public const string Unplaced = "unplaced-";

    /// <summary>Whoever subscribed: the only one a subscription's events are owed to. Their row lies beside the events and stays "owed" for as long as they are to be told.</summary>
    public const string Subscriber = "subscriber";

    /// <summary>The person's key; for a refusal, the notice's key; for a subscriber, the subscription's id.</summary>
    public required string Subject { get; init; }

    /// <summary>Name of the recipient (recipients.csv), or <see cref="Unplaced"/> and the role.</summary>
    public required string To { get; init; }

    public string? ETag { get; init; }

    /// <summary>Which role of roles.csv the recipient has here; "source" for a refusal.</summary>
    public required string Role { get; init; }

    /// <summary>The version of the plan they are owed.</summary>
    public required long Wanted { get; init; }

    /// <summary>The last version they acknowledged; 0 for none.</summary>
    public long Acknowledged { get; init; }

    /// <summary>The version of the plan in the document that is on its way or unanswered. The same content goes again under the same version, so its bytes stay the same.</summary>
    public long Trying { get; init; }

    /// <summary>Counts the different documents made for them: the order in which what they got holds.</summary>
    public long Sequence { get; init; }

    /// <summary>Digest of the content (without its envelope) on its way or unanswered: they may have it.</summary>
    public string TryingContent { get; init; } = "";

    /// <summary>Digest of the content they acknowledged last.</summary>
    public string AcknowledgedContent { get; init; } = "";

    /// <summary>Whoever holds the row until then is sending.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Id of the bus message on whose behalf it is held. When that message is delivered again, whoever held the row for it is gone.</summary>
    public string LeaseBy { get; init; } = "";

    /// <summary>When the first unanswered attempt was made.</summary>
    public DateTimeOffset? TryingSince { get; init; }

    public long Attempts { get; init; }

    /// <summary>When they will be called again; until then only something new to tell is a reason to.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The version they were owed at the last attempt.</summary>
    public long TriedFor { get; init; }

    /// <summary>They are no longer responsible: what they are owed is to know that, and nothing more of the plan.</summary>
    public bool Leaving { get; init; }

    /// <summary>It is on the list of what could not be delivered.</summary>
    public bool Listed { get; init; }

    /// <summary>owed, acknowledged, nothing-to-tell, refused (by them), given-up, ended (they know that it is over), withdrawn (over before they were told), unplaced or placed.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state, in words for a person.</summary>
    public string Because { get; init; } = "";

    /// <summary>When they acknowledged.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    public bool Owing => Wanted > Acknowledged && State is "owed";

    /// <summary>They have something of the plan, or may have: it was sent, answered or not.</summary>
    public bool MayKnow => AcknowledgedContent.Length > 0 || TryingContent.Length > 0;

    /// <summary>A waiting question, or over and done with.</summary>
    public bool Closed => State is "unplaced" or "placed" or "ended" or "withdrawn";

    public TableRow ToTableRow() => new(Subject, RowPrefix + To)
    {
        ["Role"] = Role, ["Wanted"] = Wanted, ["Acknowledged"] = Acknowledged, ["Trying"] = Trying, ["Sequence"] = Sequence, ["Leaving"] = Leaving, ["Listed"] = Listed, ["TryingContent"] = TryingContent, ["AcknowledgedContent"] = AcknowledgedContent,
        // A merge leaves out what is absent, so "nobody holds it" has to be a value.
        ["LeaseUntil"] = LeaseUntil ?? Never, ["LeaseBy"] = LeaseBy, ["TryingSince"] = TryingSince ?? Never, ["Attempts"] = Attempts, ["NextAt"] = NextAt ?? Never, ["TriedFor"] = TriedFor, ["State"] = State, ["Because"] = Because, ["AcknowledgedAt"] = AcknowledgedAt ?? Never,
    };

    public static OwedRow From(TableRow row) => new()
    {
        Subject = row.Partition, To = row.Row[RowPrefix.Length..], ETag = row.ETag, Role = row.Text("Role")!, Wanted = row.Number("Wanted"), Acknowledged = row.Number("Acknowledged"), Trying = row.Number("Trying"), Sequence = row.Number("Sequence"), Leaving = row.Flag("Leaving"), Listed = row.Flag("Listed"),
        TryingContent = row.Text("TryingContent") ?? "", AcknowledgedContent = row.Text("AcknowledgedContent") ?? "", LeaseUntil = Time(row, "LeaseUntil"), LeaseBy = row.Text("LeaseBy") ?? "", TryingSince = Time(row, "TryingSince"),
        Attempts = row.Number("Attempts"), NextAt = Time(row, "NextAt"), TriedFor = row.Number("TriedFor"), State = row.Text("State")!, Because = row.Text("Because") ?? "", AcknowledgedAt = Time(row, "AcknowledgedAt"),
    };

    /// <summary>The change that makes the recipient owed this version, and touches nothing that a sender of it is writing.</summary>
    public static TableChange Want(string subject, string to, string role, long version, string state = "owed", string because = "", bool leaving = false, string? etag = null) =>
        TableChange.Merge(new TableRow(subject, RowPrefix + to) { ["Role"] = role, ["Wanted"] = version, ["State"] = state, ["Because"] = because, ["Leaving"] = leaving }, etag);

    /// <summary>The row of a subscriber who has yet to answer a handshake, with nothing tried; how far they were told stays as it is.</summary>
    public static TableRow ForSubscriber(string subscription) => new(subscription, RowPrefix + Subscriber)
    {
        ["Role"] = Subscriber, ["State"] = "owed", ["Because"] = "", ["Trying"] = 0L, ["TryingContent"] = "", ["AcknowledgedContent"] = "", ["TryingSince"] = Never, ["Attempts"] = 0L, ["NextAt"] = Never,
    };

    // The Table service has no earlier time than this one.
    private static readonly DateTimeOffset Never = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset? Time(TableRow row, string name) => row.Time(name) is { } time && time > Never ? time : null;
}
