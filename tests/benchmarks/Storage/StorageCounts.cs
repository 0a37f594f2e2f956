namespace Throughcare.Benchmarks.Storage;

/// <summary>What is counted of a store.</summary>
internal enum Counted
{
    /// <summary>Rows or blobs asked for by their key, found or not.</summary>
    PointReads,

    /// <summary>Answers to a range read: one, and one more for each further 1,000 rows. A service may need more, where a partition ends.</summary>
    Pages,

    Inserts,

    Upserts,

    Merges,

    Deletes,

    Transactions,

    /// <summary>Changes inside transactions.</summary>
    ChangesInTransactions,

    /// <summary>Writes that were answered with a fault: a row that was there, a version that was gone, a row that was missing.</summary>
    Refused,

    RowsRead,

    /// <summary>Rows that a range read looked at, given or not: more than were read means that a whole table was searched.</summary>
    RowsLookedAt,

    RowsWritten,

    RowsRemoved,

    /// <summary>Bytes of the rows that were read, as <see cref="Throughcare.Storage.TableLimits.SizeOf"/> counts them.</summary>
    BytesRead,

    /// <summary>Bytes of the rows that were sent and taken; of a merge only what it names.</summary>
    BytesWritten,

    /// <summary>Rows that are there now.</summary>
    RowsHeld,

    /// <summary>Bytes of the rows that are there now.</summary>
    BytesHeld,
}

/// <summary>The counts at one moment; the difference of two says what was done between them.</summary>
internal readonly struct StorageCounts(long[] counts)
{
    public long this[Counted what] => counts[(int)what];

    public static StorageCounts operator -(StorageCounts later, StorageCounts earlier) => Both(later, earlier, (a, b) => a - b);

    public static StorageCounts operator +(StorageCounts one, StorageCounts other) => Both(one, other, (a, b) => a + b);

    private static StorageCounts Both(StorageCounts one, StorageCounts other, Func<long, long, long> joined)
    {
        var both = new long[StorageCounter.Kinds];
        foreach (var what in Enum.GetValues<Counted>()) both[(int)what] = joined(one[what], other[what]);
        return new(both);
    }
}

/// <summary>Counts, from any number of threads.</summary>
internal sealed class StorageCounter
{
    public static readonly int Kinds = Enum.GetValues<Counted>().Length;

    private readonly long[] counts = new long[Kinds];

    public void Add(Counted what, long many = 1) => Interlocked.Add(ref counts[(int)what], many);

    public StorageCounts Now()
    {
        var now = new long[Kinds];
        for (var i = 0; i < now.Length; i++) now[i] = Interlocked.Read(ref counts[i]);
        return new(now);
    }
}
