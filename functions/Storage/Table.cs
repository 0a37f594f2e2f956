namespace Throughcare.Storage;

/// <summary>One change in a transaction.</summary>
internal readonly record struct TableChange(ChangeKind Kind, TableRow Row, string? IfMatch = null)
{
    /// <summary>Fails with 409 if the row is there.</summary>
    public static TableChange Insert(TableRow row) => new(ChangeKind.Insert, row);

    /// <summary>Overwrites only the version that was read; 412 otherwise.</summary>
    public static TableChange Replace(TableRow row, string etag) => new(ChangeKind.Replace, row, etag);

    /// <summary>Sets the named properties and leaves the others; the row is made if it is not there.</summary>
    public static TableChange Merge(TableRow row, string? etag = null) => new(ChangeKind.Merge, row, etag);

    /// <summary>Makes the row or overwrites it whole, whichever version is there.</summary>
    public static TableChange Upsert(TableRow row) => new(ChangeKind.Upsert, row);

    /// <summary>Removes the version that was read, or with "*" any; 412 if it is another, 404 if there is none.</summary>
    public static TableChange Delete(string partition, string row, string etag = "*") => new(ChangeKind.Delete, new TableRow(partition, row), etag);
}

internal enum ChangeKind { Insert, Replace, Merge, Upsert, Delete }

/// <summary>A table as Azure Table storage keeps one: point reads, range reads, conditional writes, one-partition transactions. Keys are in ordinal order.</summary>
/// <remarks>A row that is not there is an answer (null), other refusals are a <see cref="StorageFault"/>; what Azure would never take is a <see cref="TableLimitExceeded"/>, before anything is sent.</remarks>
internal abstract class Table(string name)
{
    public string Name => name;

    public abstract Task CreateIfMissing(CancellationToken cancel);

    /// <summary>The row, or null when there is none.</summary>
    public abstract Task<TableRow?> Get(string partition, string row, CancellationToken cancel);

    /// <summary>All rows of a partition whose key starts with the prefix, in key order, over as many pages as there are.</summary>
    public abstract IAsyncEnumerable<TableRow> StartingWith(string partition, string prefix, CancellationToken cancel);

    /// <summary>The rows of a partition from one key to another, both included, in key order.</summary>
    public abstract IAsyncEnumerable<TableRow> Between(string partition, string first, string last, CancellationToken cancel);

    /// <summary>Rows of all partitions whose named time is not later than the given one, at most so many.</summary>
    public abstract IAsyncEnumerable<TableRow> DueBy(string property, DateTimeOffset time, int most, CancellationToken cancel);

    /// <summary>Makes a row; a <see cref="StorageFault"/> with <see cref="StorageFault.AlreadyThere"/> if it exists.</summary>
    public abstract Task Insert(TableRow row, CancellationToken cancel);

    /// <summary>Makes the row or overwrites it whole.</summary>
    public abstract Task Upsert(TableRow row, CancellationToken cancel);

    /// <summary>Sets the named properties of the version that was read; 412 if someone was quicker.</summary>
    public abstract Task Merge(TableRow row, string etag, CancellationToken cancel);

    /// <summary>Removes the row if it is there.</summary>
    public abstract Task Delete(string partition, string row, CancellationToken cancel, string etag = "*");

    /// <summary>All changes or none, in one partition (an entity group transaction).</summary>
    public abstract Task Submit(IReadOnlyList<TableChange> changes, CancellationToken cancel);
}
