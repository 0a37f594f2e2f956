using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.Plans;

/// <summary>What a person's partition holds: their notices, the head (the plan those notices add up to) and what is owed to whom.</summary>
internal sealed record PersonRows(string Person, IReadOnlyList<NoticeRow> Notices, TableRow? Head, IReadOnlyList<OwedRow> Owed);

/// <summary>A plan's resources, the CarePlan first, and the version they are of.</summary>
internal sealed record CurrentPlan(string Person, long Version, IReadOnlyList<JsonObject> Resources)
{
    public IEnumerable<JsonObject> OfType(string type) => Resources.Where(resource => resource.TextAt("resourceType") == type);
}

/// <summary>Reads and writes a person's partition. What a notice changes is one transaction: its row, the head, and the rows owed.</summary>
/// <param name="subscriptions">Where what subscribers are owed lies, beside their events.</param>
internal sealed class PlanStore(Table plans, Table subscriptions, Tables tables, Keys keys, string baseUrl)
{
    /// <summary>A head row may be 1 MiB and travels with the notice's own row; a plan that packs to more than this is folded when it is read.</summary>
    private const int MostHeldBytes = 768 * 1024;

    private const string HeadRow = "head";

    /// <summary>What a held plan was folded with; by anything else it is folded again.</summary>
    private string FoldVersion => $"{tables.Version}/{MergeLaw.Version}";

    public async Task<PersonRows> Read(string person, CancellationToken cancel)
    {
        // The head is read first: if a notice is added meanwhile, the head's version is the old one and the commit fails, as it must.
        var head = await plans.Get(person, HeadRow, cancel);
        var notices = await ReadNotices(person, cancel);
        var owed = new List<OwedRow>();
        await foreach (var row in plans.StartingWith(person, OwedRow.RowPrefix, cancel)) owed.Add(OwedRow.From(row));
        return new PersonRows(person, notices, head, owed);
    }

    /// <summary>The rows the plan is made of, without what is owed.</summary>
    public async Task<IReadOnlyList<NoticeRow>> ReadNotices(string person, CancellationToken cancel)
    {
        var notices = new List<NoticeRow>();
        await foreach (var row in plans.StartingWith(person, NoticeRow.RowPrefix, cancel)) notices.Add(NoticeRow.From(row));
        return notices;
    }

    /// <summary>The plan as it is now, or null when there is none: from the head, or folded again when the head was made by other tables or is too large to hold it.</summary>
    public async Task<CurrentPlan?> Current(string person, CancellationToken cancel)
    {
        var head = await plans.Get(person, HeadRow, cancel);
        if (head is null) return null;
        if (head.Text("TableVersion") == FoldVersion && head.Content("Plan") is { } held)
            return new CurrentPlan(person, head.Number("Version"), [.. JsonNode.Parse(held)!.AsArray().Select(resource => resource!.DeepClone().AsObject())]);
        var plan = Fold(person, await ReadNotices(person, cancel));
        return new CurrentPlan(person, plan.Version, PlanBundle.Resources(plan, baseUrl));
    }

    public Plan Fold(string person, IEnumerable<NoticeRow> notices) => MergeLaw.Fold(person, notices, tables.Facts, keys);

    /// <summary>Adds the notice, moves the head and marks what is owed; a <see cref="StorageFault"/> if the notice is there already or someone else moved the head.</summary>
    public Task Commit(PersonRows read, NoticeRow notice, Plan plan, IEnumerable<TableChange> owed, CancellationToken cancel)
    {
        var head = new TableRow(read.Person, HeadRow) { ["Version"] = (long)plan.Version, ["ChangedAt"] = plan.ChangedAt, ["TableVersion"] = FoldVersion };
        head.SetContent("Plan", new JsonArray([.. PlanBundle.Resources(plan, baseUrl)]).ToUtf8());
        if (head.Values.Values.OfType<byte[]>().Sum(part => part.Length) > MostHeldBytes) foreach (var name in head.Values.Keys.Where(name => name.StartsWith("Plan", StringComparison.Ordinal)).ToList()) head[name] = null;
        return plans.Submit(
        [
            TableChange.Insert(notice.ToTableRow(read.Person)),
            read.Head is { ETag: { } etag } ? TableChange.Replace(head, etag) : TableChange.Insert(head),
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
        new(person, $"audit|{at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}|{to}|{messageId}")
        {
            ["At"] = at, ["To"] = to, ["Message"] = messageId, ["Decision"] = decision, ["Digest"] = digest, ["PolicyVersion"] = policyVersion,
        };
}
