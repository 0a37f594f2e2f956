using System.Collections.Concurrent;
using System.Text;
using Throughcare.Storage;

namespace Throughcare.Benchmarks.Storage;

/// <summary>A table in memory that answers as Table storage does, its faults included, and counts what it is asked: for runs with more people than a stand-in for the service can take.</summary>
/// <remarks>A partition is locked and nothing else, so that writers race as they do in Azure. That both answer alike is what the contract tests of the tables are for.</remarks>
internal sealed class MemoryTable(string name) : Table(name)
{
    /// <summary>What Azure gives in one answer.</summary>
    private const int PageRows = 1000;

    /// <summary>An address as long as Azure's are: it is part of what a transaction weighs.</summary>
    private const string Service = "https://throughcare.table.core.windows.net";

    private readonly ConcurrentDictionary<string, Partition> partitions = new(StringComparer.Ordinal);
    private readonly PropertyNames names = new();
    private readonly StorageCounter counter = new();
    private volatile bool made;

    /// <summary>What was asked of this table until now.</summary>
    public StorageCounts Counts => counter.Now();

    public override Task CreateIfMissing(CancellationToken cancel) => Answer(() => made = true, cancel);

    public override Task<TableRow?> Get(string partition, string row, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<TableRow?>(cancel);
        counter.Add(Counted.PointReads);
        if (!partitions.TryGetValue(partition, out var rows)) return Task.FromResult<TableRow?>(null);
        byte[]? packed;
        var key = Encoding.UTF8.GetBytes(row);
        lock (rows) packed = rows.Find(key);
        return Task.FromResult(packed is null ? null : Given(partition, packed));
    }

    public override IAsyncEnumerable<TableRow> StartingWith(string partition, string prefix, CancellationToken cancel)
    {
        var start = Encoding.UTF8.GetBytes(prefix);
        return Range(partition, start, row => PackedRow.KeyOf(row).StartsWith(start), cancel).ToAsyncEnumerable();
    }

    public override IAsyncEnumerable<TableRow> Between(string partition, string first, string last, CancellationToken cancel)
    {
        var end = Encoding.UTF8.GetBytes(last);
        return Range(partition, Encoding.UTF8.GetBytes(first), row => PackedRow.KeyOf(row).SequenceCompareTo(end) <= 0, cancel).ToAsyncEnumerable();
    }

    public override IAsyncEnumerable<TableRow> DueBy(string property, DateTimeOffset time, int most, CancellationToken cancel)
    {
        var (number, ticks) = (names.NumberOf(property), time.UtcTicks);
        return Paged(Due(), cancel).Take(most).ToAsyncEnumerable();

        IEnumerable<TableRow> Due()
        {
            foreach (var (partition, rows) in partitions.OrderBy(partition => partition.Key, StringComparer.Ordinal))
                foreach (var row in LookedAt(rows, [], _ => true, cancel))
                    if (PackedRow.TimeOf(row, number) <= ticks) yield return Given(partition, row);
        }
    }

    private IEnumerable<TableRow> Range(string partition, byte[] first, Func<byte[], bool> within, CancellationToken cancel) =>
        Paged(partitions.TryGetValue(partition, out var rows) ? LookedAt(rows, first, within, cancel).Select(row => Given(partition, row)) : [], cancel);

    /// <summary>Counts the answers that the rows take.</summary>
    private IEnumerable<TableRow> Paged(IEnumerable<TableRow> rows, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!made) throw Fault("query rows in", 404, "TableNotFound");
        counter.Add(Counted.Pages);
        var given = 0;
        foreach (var row in rows)
        {
            if (given++ is > 0 and var before && before % PageRows == 0) counter.Add(Counted.Pages);
            yield return row;
        }
    }

    /// <summary>As a service reads: a page at a time, each as the rows are then, and the next from where the last one ended.</summary>
    private IEnumerable<byte[]> LookedAt(Partition rows, byte[] first, Func<byte[], bool> within, CancellationToken cancel)
    {
        for (var after = false; ; after = true)
        {
            cancel.ThrowIfCancellationRequested();
            List<byte[]> page;
            lock (rows) page = rows.Page(first, after, within, PageRows);
            counter.Add(Counted.RowsLookedAt, page.Count);
            foreach (var row in page) yield return row;
            if (page.Count < PageRows) yield break;
            first = PackedRow.KeyOf(page[^1]).ToArray();
        }
    }

    private TableRow Given(string partition, byte[] packed)
    {
        counter.Add(Counted.RowsRead);
        counter.Add(Counted.BytesRead, PackedRow.SizeOf(packed));
        return PackedRow.Read(partition, packed, names);
    }

    public override Task Insert(TableRow row, CancellationToken cancel) => Write(Counted.Inserts, TableChange.Insert(row), cancel);

    public override Task Upsert(TableRow row, CancellationToken cancel) => Write(Counted.Upserts, TableChange.Upsert(row), cancel);

    public override Task Merge(TableRow row, string etag, CancellationToken cancel) => Write(Counted.Merges, TableChange.Merge(row, etag), cancel);

    public override Task Delete(string partition, string row, CancellationToken cancel, string etag = "*") => Answer(() =>
    {
        counter.Add(Counted.Deletes);
        if (partitions.ContainsKey(partition)) Change("delete row in", [TableChange.Delete(partition, row, etag)], missingIsAnswer: true);
    }, cancel);

    private Task Write(Counted kind, TableChange change, CancellationToken cancel) => Answer(() =>
    {
        TableLimits.Check(change.Row);
        counter.Add(kind);
        Change("write row in", [change]);
    }, cancel);

    public override Task Submit(IReadOnlyList<TableChange> changes, CancellationToken cancel) => Answer(() =>
    {
        foreach (var change in changes) TableLimits.Check(change.Row);
        TableLimits.Check(changes, AzureTable.TransactionBody(Service, Name, changes).Length);
        counter.Add(Counted.Transactions);
        counter.Add(Counted.ChangesInTransactions, changes.Count);
        Change("transaction on", changes);
    }, cancel);

    /// <summary>All changes or none: what each row becomes is known for all of them before the first is put in its place.</summary>
    private void Change(string operation, IReadOnlyList<TableChange> changes, bool missingIsAnswer = false)
    {
        if (!made) throw Fault(operation, 404, "TableNotFound");
        var rows = partitions.GetOrAdd(changes[0].Row.Partition, _ => new());
        lock (rows)
        {
            var before = changes.Select(change => rows.Find(Encoding.UTF8.GetBytes(change.Row.Row))).ToArray();
            if (missingIsAnswer && before[0] is null) return;
            var after = changes.Select((change, i) => After(operation, change, before[i], rows)).ToArray();
            foreach (var (i, change) in changes.Index()) Put(rows, change, before[i], after[i]);
        }
    }

    /// <summary>The row that a change makes, or null when it removes it.</summary>
    private byte[]? After(string operation, TableChange change, byte[]? before, Partition rows)
    {
        if (change.Kind == ChangeKind.Insert && before is not null) throw Fault(operation, 409, "EntityAlreadyExists");
        if (change.IfMatch is not null && before is null) throw Fault(operation, 404, "ResourceNotFound");
        if (change.IfMatch is not (null or "*") && change.IfMatch != PackedRow.ETagOf(before!)) throw Fault(operation, 412, "UpdateConditionNotSatisfied");
        if (change.Kind == ChangeKind.Delete) return null;
        var row = change.Row;
        if (change.Kind == ChangeKind.Merge && before is not null)
        {
            row = PackedRow.Read(row.Partition, before, names);
            foreach (var (name, value) in change.Row.Values) row[name] = value;
            // Each part was small enough; the whole may not be.
            TableLimits.Check(row);
        }
        return PackedRow.Of(row, rows.NextVersion(), names);
    }

    private void Put(Partition rows, TableChange change, byte[]? before, byte[]? after)
    {
        if (after is null) rows.Remove(PackedRow.KeyOf(before!));
        else rows.Put(after);
        counter.Add(after is null ? Counted.RowsRemoved : Counted.RowsWritten);
        if (after is not null) counter.Add(Counted.BytesWritten, change.Kind == ChangeKind.Merge ? TableLimits.SizeOf(change.Row) : PackedRow.SizeOf(after));
        counter.Add(Counted.RowsHeld, (after is null ? 0 : 1) - (before is null ? 0 : 1));
        counter.Add(Counted.BytesHeld, (after is null ? 0 : PackedRow.SizeOf(after)) - (before is null ? 0 : PackedRow.SizeOf(before)));
    }

    private StorageFault Fault(string operation, int status, string code)
    {
        counter.Add(Counted.Refused);
        return new($"{operation} {Name}", status, code);
    }

    /// <summary>A refusal comes in the task, as it does from a service.</summary>
    private static Task Answer(Action operation, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled(cancel);
        try
        {
            operation();
            return Task.CompletedTask;
        }
        catch (Exception refusal) when (refusal is StorageFault or TableLimitExceeded or ArgumentException)
        {
            return Task.FromException(refusal);
        }
    }
}
