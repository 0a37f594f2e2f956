using Throughcare.Benchmarks.Storage;
using Throughcare.Storage;

namespace Throughcare.Tests.Storage;

/// <summary>What only the table in memory does: it counts, and it keeps long partitions in blocks.</summary>
public class MemoryTableTests
{
    private static async Task<MemoryTable> Fresh()
    {
        var table = new MemoryTable("memory");
        await table.CreateIfMissing(default);
        return table;
    }

    private static TableRow Row(string row, string value = "v") => new("p", row) { ["Value"] = value };

    [Fact]
    public async Task What_was_done_between_two_moments_is_their_difference()
    {
        var table = await Fresh();
        await table.Insert(Row("before"), default);
        var before = table.Counts;
        await table.Insert(Row("a"), default);
        await table.Upsert(Row("a", "vv"), default);
        await table.Merge(new TableRow("p", "a") { ["Other"] = 1L }, "*", default);
        await table.Submit([TableChange.Insert(Row("b")), TableChange.Upsert(Row("c")), TableChange.Delete("p", "before")], default);
        await Assert.ThrowsAsync<StorageFault>(() => table.Insert(Row("a"), default));
        await table.Get("p", "a", default);
        await table.Get("p", "absent", default);
        await table.StartingWith("p", "", default).CountAsync();
        await table.DueBy("At", DateTimeOffset.MaxValue, 10, default).CountAsync();
        await table.Delete("p", "b", default);
        await table.Delete("p", "b", default);
        var done = table.Counts - before;
        Assert.Equal(
            "PointReads 2, Pages 2, Inserts 2, Upserts 1, Merges 1, Deletes 2, Transactions 1, ChangesInTransactions 3, Refused 1, RowsRead 4, RowsLookedAt 6, RowsWritten 5, RowsRemoved 2, RowsHeld 1",
            string.Join(", ", Enum.GetValues<Counted>().Where(what => !what.ToString().StartsWith("Bytes", StringComparison.Ordinal)).Select(what => $"{what} {done[what]}")));
        var (one, two, merged) = (TableLimits.SizeOf(Row("a")), TableLimits.SizeOf(Row("a", "vv")), TableLimits.SizeOf(new TableRow("p", "a") { ["Other"] = 1L }));
        var whole = TableLimits.SizeOf(new TableRow("p", "a") { ["Value"] = "vv", ["Other"] = 1L });
        Assert.Equal((one * 3 + two + merged, whole * 2 + one * 2), (done[Counted.BytesWritten], done[Counted.BytesRead]));
        Assert.Equal(whole + one, table.Counts[Counted.BytesHeld]);
        Assert.Equal(done[Counted.RowsRead] * 2, (done + done)[Counted.RowsRead]);
    }

    [Fact]
    public async Task A_long_partition_stays_in_order_while_rows_come_and_go()
    {
        var table = await Fresh();
        var random = new Random(1);
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var step = 0; step < 40_000; step++)
        {
            // First more rows come than go, then more go than come.
            var (key, value) = ($"{random.Next(6000):0000}|{random.Next(3)}", $"{step}");
            if (random.Next(100) < (step < 20_000 ? 80 : 20)) (expected[key], _) = (value, table.Upsert(Row(key, value), default));
            else (_, _) = (expected.Remove(key), table.Delete("p", key, default));
            if (step % 4000 != 0) continue;
            Assert.Equal(expected.Select(row => (row.Key, row.Value)), (await table.StartingWith("p", "", default).ToListAsync()).Select(row => (row.Row, row.Text("Value")!)));
            var (first, last) = ($"{random.Next(6000):0000}", $"{random.Next(6000):0000}|1");
            Assert.Equal(expected.Keys.Where(row => string.CompareOrdinal(row, first) >= 0 && string.CompareOrdinal(row, last) <= 0), (await table.Between("p", first, last, default).ToListAsync()).Select(row => row.Row));
        }
        foreach (var key in expected.Keys) await table.Delete("p", key, default);
        Assert.Equal((0, 0), (table.Counts[Counted.RowsHeld], table.Counts[Counted.BytesHeld]));
        await table.Insert(Row("again"), default);
        Assert.Equal("again", (await table.StartingWith("p", "", default).SingleAsync()).Row);
    }

    /// <summary>Azure compares times as closely as it keeps them.</summary>
    [Fact]
    public async Task What_is_due_is_found_to_the_tick()
    {
        var table = await Fresh();
        var noon = new DateTimeOffset(2026, 3, 6, 12, 0, 0, TimeSpan.Zero);
        foreach (var ticks in new[] { -1, 0, 1 }) await table.Insert(new TableRow("p", $"{ticks}") { ["At"] = noon.AddTicks(ticks) }, default);
        Assert.Equal(["-1", "0"], (await table.DueBy("At", noon, 10, default).ToListAsync()).Select(row => row.Row));
    }

    /// <summary>Azure refuses it, and Azurite does not.</summary>
    [Fact]
    public async Task A_row_that_grows_too_large_by_merging_is_refused()
    {
        var table = await Fresh();
        for (var i = 0; i < 15; i++) await table.Submit([TableChange.Merge(new TableRow("p", "r") { [$"B{i}"] = new byte[64 * 1024] })], default);
        await Assert.ThrowsAsync<TableLimitExceeded>(() => table.Merge(new TableRow("p", "r") { ["C"] = new byte[64 * 1024] }, "*", default));
        Assert.Equal(15, (await table.Get("p", "r", default))!.Values.Count);
    }

    [Fact]
    public async Task Writers_of_many_partitions_and_of_one_lose_nothing()
    {
        var table = await Fresh();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(who => Task.Run(async () =>
        {
            for (var i = 0; i < 5000; i++)
            {
                await table.Insert(Row($"{i % 7}|{who}|{i}"), default);
                await table.Insert(new TableRow($"{who}|{i}", "r") { [$"Name{i % 50}"] = i }, default);
            }
        })));
        Assert.Equal((40_000, 20_000), (table.Counts[Counted.RowsHeld], await table.StartingWith("p", "", default).CountAsync()));
        foreach (var who in new[] { 0, 3 })
            for (var i = 0; i < 5000; i += 99) Assert.Equal(i, (await table.Get($"{who}|{i}", "r", default))!.Number($"Name{i % 50}"));
    }
}
