using System.Text.Json.Nodes;
using Throughcare.People;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.Plans;

/// <summary>A plan's resources, the CarePlan first, and the version they are of.</summary>
/// <param name="MovedTo">The person whose plan goes on with what was here; null for a plan that goes on itself.</param>
internal sealed record CurrentPlan(string Person, long Version, IReadOnlyList<JsonObject> Resources, string? MovedTo = null)
{
    public IEnumerable<JsonObject> OfType(string type) => Resources.Where(resource => resource.TextAt("resourceType") == type);
}

/// <summary>Reads and writes a person's partition. What a notice changes is one transaction: its row, the head, whose identities they are, and the rows owed.</summary>
/// <param name="subscriptions">Where what subscribers are owed lies, beside their events.</param>
internal sealed class PlanStore(Table plans, Table subscriptions, Tables tables, Keys keys, string baseUrl)
{
    /// <summary>A head row may be 1 MiB and travels with the notice's own row; a plan that packs to more than this is folded when it is read.</summary>
    private const int MostHeldBytes = 768 * 1024;

    private const string HeadRow = "head";

    /// <summary>Each join goes into the plan that was there first, so that no chain is longer than people are joined at one moment; a longer one is a fault.</summary>
    private const int MostMoves = 50;

    private readonly KnownBy knownBy = new(tables);

    /// <summary>What a held plan was folded with; by anything else it is folded again.</summary>
    private string FoldVersion => $"{tables.Version}/{MergeLaw.Version}";

    public async Task<PersonRows> Read(string person, CancellationToken cancel)
    {
        var (head, identities, lying, owed) = ((TableRow?)null, new List<IdentityRow>(), new List<NoticeRow>(), new List<OwedRow>());
        // In the order of their keys the head comes first: if anything is added meanwhile, the head's version is the old one and the commit fails, as it must.
        await foreach (var row in plans.Between(person, HeadRow, OwedRow.RowPrefix[..^1] + "}", cancel))
            if (row.Row == HeadRow) head = row;
            else if (row.Row.StartsWith(IdentityRow.RowPrefix, StringComparison.Ordinal)) identities.Add(IdentityRow.Of(row));
            else if (row.Row.StartsWith(NoticeRow.RowPrefix, StringComparison.Ordinal)) lying.Add(NoticeRow.From(row));
            else owed.Add(OwedRow.From(row));
        var byKey = identities.ToDictionary(identity => identity.Key, StringComparer.Ordinal);
        var all = lying.Select(notice => new Counted(notice, byKey.GetValueOrDefault(notice.Identity)?.LentAt(notice.At) ?? notice.Identity)).ToList();
        foreach (var identity in identities)
            foreach (var shelf in identity.Lies.Where(shelf => shelf.Person != person))
                await foreach (var row in plans.StartingWith(shelf.Person, NoticeRow.RowsOf(shelf.Identity), cancel))
                    if (NoticeRow.From(row) is var notice && shelf.Has(notice)) all.Add(new Counted(notice, identity.LentAt(notice.At) ?? identity.Key));
        return new PersonRows(person, head, all, identities, owed);
    }

    /// <summary>Which identities are and were theirs.</summary>
    public async Task<IReadOnlyList<IdentityRow>> Identities(string person, CancellationToken cancel)
    {
        var identities = new List<IdentityRow>();
        await foreach (var row in plans.StartingWith(person, IdentityRow.RowPrefix, cancel)) identities.Add(IdentityRow.Of(row));
        return identities;
    }

    public async Task<IdentityRow?> Identity(string person, string identity, CancellationToken cancel) =>
        await plans.Get(person, IdentityRow.RowPrefix + identity, cancel) is { } row ? IdentityRow.Of(row) : null;

    /// <summary>Where an identity is, from somebody whose it was: it went on from person to person, and whole persons went into others.</summary>
    /// <returns>The person; the identity's row there, null where it has yet to be seen; and the row that it left last. On its way back to whom it left before, it is with them and not there yet.</returns>
    public async Task<(string Person, IdentityRow? Row, IdentityRow? Left)> Follow(string person, string identity, CancellationToken cancel)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal) { person };
        IdentityRow? left = null;
        while (true)
        {
            var row = await Identity(person, identity, cancel);
            if (row is { IsHere: true }) return (person, row, left);
            if (row is not null) left = row;
            if ((row?.To ?? await MovedTo(person, cancel)) is not { } next) return (person, null, left);
            person = next;
            if (!passed.Add(next)) return (next, null, left);
        }
    }

    private async Task<string?> MovedTo(string person, CancellationToken cancel) => (await plans.Get(person, HeadRow, cancel))?.Text("MovedTo");

    /// <summary>The person whose plan goes on with what this one's was: themselves, unless they were joined to another.</summary>
    public async Task<string> Now(string person, CancellationToken cancel)
    {
        for (var moves = 0; moves < MostMoves; moves++)
        {
            if (await MovedTo(person, cancel) is not { } next) return person;
            person = next;
        }
        throw new InvalidOperationException($"Person {person} was moved more than {MostMoves} times; the moves go in a circle.");
    }

    /// <summary>The plan as it is now, or null when there is none: from the head, or folded again when the head was made by other tables or is too large to hold it.</summary>
    public async Task<CurrentPlan?> Current(string person, CancellationToken cancel)
    {
        var head = await plans.Get(person, HeadRow, cancel);
        if (head is null) return null;
        if (head.Text("TableVersion") == FoldVersion && head.Content("Plan") is { } held)
            return new CurrentPlan(person, head.Number("Version"), [.. JsonNode.Parse(held)!.AsArray().Select(resource => resource!.DeepClone().AsObject())], head.Text("MovedTo"));
        var plan = Fold(await Read(person, cancel));
        return new CurrentPlan(person, plan.Version, PlanBundle.Resources(plan, baseUrl), plan.MovedTo);
    }

    /// <summary>The plan that the rows add up to.</summary>
    /// <param name="at">As it was known then; null for now.</param>
    /// <param name="mended">Without what was somebody else's, though nobody knew it then.</param>
    public Plan Fold(PersonRows rows, DateTimeOffset? at = null, bool mended = false)
    {
        List<string> formerly = [.. rows.Identities.Where(identity => at is { } then ? identity.Spans.Any(span => span.Holds(then)) : identity.IsHere).SelectMany(identity => identity.Replaces).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return MergeLaw.Fold(rows.Person, rows.At(at ?? DateTimeOffset.MaxValue, mended && rows.MovedTo is null), tables.Facts, keys, formerly) with
        {
            Version = (int)rows.Version,
            ChangedAt = rows.Times.LastOrDefault(time => at is null || time <= at),
            MovedTo = at is null ? rows.MovedTo : null,
            Formerly = formerly,
            // A number of which no notice came brought no records that anybody could have acted on.
            Corrections = [.. rows.Identities.Where(identity => !identity.IsHere && !IsUnknownContact(identity) && identity.Spans[^1].Until is { } until && (at is null || until <= at) && rows.All.Any(row => row.Identity == identity.Key && row.Notice.RecordedAt <= until)).Select(identity => new Correction(keys.InPlan(rows.Person, "corrected", identity.Key), identity.Source, identity.Spans[^1].Until!.Value)).OrderBy(correction => correction.Id, StringComparer.Ordinal)],
        };
    }

    /// <summary>What somebody unknown had linked by their own wish, and took back, was nobody else's; and to name its source would tell of them.</summary>
    private bool IsUnknownContact(IdentityRow identity) => identity.Profile.IsEmpty && knownBy.IsAnonymous(identity.Source);

    /// <summary>Adds the notice, moves the head, says whose identities they are and marks what is owed; a <see cref="StorageFault"/> if the notice is there already or someone else moved the head.</summary>
    /// <param name="read">As it was read.</param>
    /// <param name="after">As it will be, with the notice and the identities that changed.</param>
    /// <param name="notice">The new one; null when only identities change.</param>
    public Task Commit(PersonRows read, PersonRows after, Plan plan, NoticeRow? notice, IEnumerable<TableChange> owed, CancellationToken cancel)
    {
        var head = new TableRow(read.Person, HeadRow) { ["Version"] = (long)plan.Version, ["ChangedAt"] = plan.ChangedAt, ["TableVersion"] = FoldVersion, ["MovedTo"] = plan.MovedTo, ["Began"] = read.Head?.Time("Began") ?? plan.ChangedAt };
        head.SetContent("Plan", new JsonArray([.. PlanBundle.Resources(plan, baseUrl)]).ToUtf8());
        if (head.Values.Values.OfType<byte[]>().Sum(part => part.Length) > MostHeldBytes) foreach (var name in head.Values.Keys.Where(name => name.StartsWith("Plan", StringComparison.Ordinal)).ToList()) head[name] = null;
        var changed = after.Identities.Where(identity => !ReferenceEquals(identity, read.Identity(identity.Key)));
        return plans.Submit(
        [
            .. notice is null ? [] : new[] { TableChange.Insert(notice.ToTableRow(read.Person)) },
            read.Head is { ETag: { } etag } ? TableChange.Replace(head, etag) : TableChange.Insert(head),
            .. changed.Select(identity => identity.ETag is { } version ? TableChange.Replace(identity.ToTableRow(), version) : TableChange.Insert(identity.ToTableRow())),
            .. owed,
        ], cancel);
    }

    public async Task<OwedRow?> ReadOwed(string subject, string to, CancellationToken cancel) =>
        await Holding(to).Get(subject, OwedRow.RowPrefix + to, cancel) is { } row ? OwedRow.From(row) : null;

    private Table Holding(string to) => to == OwedRow.Subscriber ? subscriptions : plans;

    /// <summary>Changes a row owed if nobody else has since it was read, and writes the audit line with it.</summary>
    public Task Update(OwedRow row, IReadOnlyList<TableRow> audit, CancellationToken cancel) =>
        Holding(row.To).Submit([TableChange.Merge(row.ToTableRow(), row.ETag), .. audit.Select(TableChange.Insert)], cancel);

    /// <summary>Marks rows owed outside of a notice's commit.</summary>
    public Task Submit(IReadOnlyList<TableChange> changes, CancellationToken cancel) => plans.Submit(changes, cancel);

    public IAsyncEnumerable<TableRow> Audit(string person, CancellationToken cancel) => plans.StartingWith(person, "audit|", cancel);

    /// <summary>A line of the record of what was told to whom; readable by a person, and without what was told.</summary>
    public static TableRow AuditLine(string person, DateTimeOffset at, string to, string messageId, string decision, string digest, string policyVersion) =>
        new(person, $"audit|{at.UtcTicks.ToString("D19", System.Globalization.CultureInfo.InvariantCulture)}|{to}|{messageId}")
        {
            ["At"] = at, ["To"] = to, ["Message"] = messageId, ["Decision"] = decision, ["Digest"] = digest, ["PolicyVersion"] = policyVersion,
        };
}
