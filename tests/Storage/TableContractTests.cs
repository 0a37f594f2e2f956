using Throughcare.Benchmarks.Storage;
using Throughcare.Storage;

namespace Throughcare.Tests.Storage;

/// <summary>What a table does: the Table client against real Azurite, and the table in memory, which stands in for it where there are too many rows.</summary>
[Collection(nameof(AzuriteCollection))]
public class TableContractTests(AzuriteFixture azurite)
{
    public static TheoryData<string> Stores => new("Azurite", "in memory");

    private Table Named(string store, string name) => store == "Azurite" ? new AzureTable(azurite.Account, name) : new MemoryTable(name);

    private async Task<Table> Fresh(string store, string name)
    {
        var table = Named(store, name);
        await table.CreateIfMissing(default);
        return table;
    }

    private static TableRow Row(string partition, string row, string value = "v") => new(partition, row) { ["Value"] = value };

    private static async Task<StorageFault> Fails(Func<Task> call) => await Assert.ThrowsAsync<StorageFault>(call);

    private static async Task<string?> ValueOf(Table table, string row) => (await table.Get("p", row, default))?.Text("Value");

    private static async Task<string> Keys(IAsyncEnumerable<TableRow> rows) => string.Join(' ', (await rows.ToListAsync()).Select(row => row.Row));

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_row_comes_back_with_its_types(string store)
    {
        var table = await Fresh(store, "types");
        var at = new DateTimeOffset(2026, 3, 29, 0, 59, 59, TimeSpan.Zero).AddTicks(1234567);
        await table.Insert(new TableRow("p", "it's") { ["Text"] = "Zoë ☕ \"quoted\" 'single'", ["Long"] = 9007199254740993, ["Int"] = 7, ["Flag"] = true, ["At"] = at, ["Bytes"] = new byte[] { 0, 255, 1 } }, default);
        var row = await table.Get("p", "it's", default);
        Assert.NotNull(row?.ETag);
        Assert.Equal(("Zoë ☕ \"quoted\" 'single'", 9007199254740993, 7, true, at), (row!.Text("Text"), row.Number("Long"), row.Number("Int"), row.Flag("Flag"), row.Time("At")));
        Assert.Equal([0, 255, 1], (byte[])row["Bytes"]!);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Content_larger_than_a_property_is_split_and_comes_back_whole(string store)
    {
        var table = await Fresh(store, "content");
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        var row = new TableRow("p", "r");
        row.SetContent("Entries", content);
        Assert.True(row.Values.Count > 4);
        await table.Insert(row, default);
        Assert.Equal(content, (await table.Get("p", "r", default))!.Content("Entries"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_is_not_there_is_null_and_no_fault(string store) => Assert.Null(await (await Fresh(store, "absent")).Get("p", "r", default));

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_row_is_made_only_once(string store)
    {
        var table = await Fresh(store, "once");
        await table.Insert(Row("p", "r"), default);
        Assert.True((await Fails(() => table.Insert(Row("p", "r"), default))).AlreadyThere);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_64_who_insert_the_same_row_at_once_one_succeeds(string store)
    {
        var table = await Fresh(store, "race");
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () => { try { await table.Insert(Row("p", "r", $"{i}"), default); return 1; } catch (StorageFault fault) when (fault.AlreadyThere) { return 0; } })));
        Assert.Equal(1, results.Sum());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_change_of_a_version_that_is_gone_loses_the_race(string store)
    {
        var table = await Fresh(store, "stale");
        await table.Insert(Row("p", "r"), default);
        var read = (await table.Get("p", "r", default))!.ETag!;
        await table.Merge(Row("p", "r", "theirs"), read, default);
        Assert.True((await Fails(() => table.Merge(Row("p", "r", "ours"), read, default))).LostTheRace);
        Assert.Equal("theirs", (await table.Get("p", "r", default))!.Text("Value"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task More_rows_than_a_page_holds_all_come(string store)
    {
        var table = await Fresh(store, "pages");
        for (var batch = 0; batch < 12; batch++) await table.Submit([.. Enumerable.Range(0, 100).Select(i => TableChange.Insert(Row("p", $"row|{batch:00}{i:00}")))], default);
        await table.Submit([TableChange.Insert(Row("p", "rox")), TableChange.Insert(Row("p", "row"))], default);
        var keys = new List<string>();
        await foreach (var row in table.StartingWith("p", "row|", default)) keys.Add(row.Row);
        Assert.Equal(1200, keys.Count);
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_transaction_changes_all_or_nothing(string store)
    {
        var table = await Fresh(store, "batch");
        await table.Insert(Row("p", "there"), default);
        var fault = await Fails(() => table.Submit([TableChange.Insert(Row("p", "new")), TableChange.Insert(Row("p", "there"))], default));
        Assert.True(fault.AlreadyThere);
        Assert.Null(await table.Get("p", "new", default));
        var etag = (await table.Get("p", "there", default))!.ETag!;
        await table.Submit([TableChange.Insert(Row("p", "new")), TableChange.Replace(Row("p", "there", "changed"), etag), TableChange.Merge(Row("p", "merged"))], default);
        Assert.True((await Fails(() => table.Submit([TableChange.Insert(Row("p", "newer")), TableChange.Replace(Row("p", "there"), etag)], default))).LostTheRace);
        Assert.Null(await table.Get("p", "newer", default));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_transaction_overwrites_and_removes_rows(string store)
    {
        var table = await Fresh(store, "overwrite");
        await table.Submit([TableChange.Insert(new TableRow("p", "old") { ["Value"] = "v", ["Other"] = "o" }), TableChange.Insert(Row("p", "any")), TableChange.Insert(Row("p", "read"))], default);
        var etag = (await table.Get("p", "read", default))!.ETag!;
        await table.Submit([TableChange.Upsert(Row("p", "old", "whole")), TableChange.Upsert(Row("p", "new")), TableChange.Delete("p", "any"), TableChange.Delete("p", "read", etag)], default);
        Assert.Equal(("whole", null), ((await table.Get("p", "old", default))!.Text("Value"), (await table.Get("p", "old", default))!.Text("Other")));
        Assert.Equal("v", (await table.Get("p", "new", default))!.Text("Value"));
        Assert.Null(await table.Get("p", "any", default));
        Assert.Null(await table.Get("p", "read", default));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_row_that_cannot_be_removed_leaves_the_transaction_undone(string store)
    {
        var table = await Fresh(store, "undone");
        await table.Insert(Row("p", "r"), default);
        var read = (await table.Get("p", "r", default))!.ETag!;
        await table.Upsert(Row("p", "r", "theirs"), default);
        Assert.True((await Fails(() => table.Submit([TableChange.Upsert(Row("p", "new")), TableChange.Delete("p", "r", read)], default))).LostTheRace);
        Assert.Equal(404, (await Fails(() => table.Submit([TableChange.Upsert(Row("p", "new")), TableChange.Delete("p", "absent")], default))).Status);
        Assert.Null(await table.Get("p", "new", default));
        Assert.Equal("theirs", (await table.Get("p", "r", default))!.Text("Value"));
    }

    /// <summary>Azurite takes a transaction over partitions and an entity over 1 MiB; Azure takes neither.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_Azure_would_refuse_is_refused_before_the_wire(string store)
    {
        var table = await Fresh(store, "limits");
        async Task<string> Refused(Func<Task> call) => (await Assert.ThrowsAsync<TableLimitExceeded>(call)).Message;
        Assert.StartsWith("A transaction stays in one partition", await Refused(() => table.Submit([TableChange.Insert(Row("p", "r")), TableChange.Insert(Row("q", "r"))], default)), StringComparison.Ordinal);
        Assert.StartsWith("A transaction takes 1 to 100 rows", await Refused(() => table.Submit([.. Enumerable.Range(0, 101).Select(i => TableChange.Insert(Row("p", $"{i}")))], default)), StringComparison.Ordinal);
        Assert.StartsWith("A transaction may touch a row only once", await Refused(() => table.Submit([TableChange.Insert(Row("p", "r")), TableChange.Merge(Row("p", "r"))], default)), StringComparison.Ordinal);
        var big = new TableRow("p", "big");
        for (var i = 0; i < 17; i++) big[$"B{i}"] = new byte[64 * 1024];
        Assert.StartsWith("A row may be 1 MiB", await Refused(() => table.Insert(big, default)), StringComparison.Ordinal);
        Assert.StartsWith("Property Value is larger", await Refused(() => table.Insert(Row("p", "r", new string('x', 32 * 1024 + 1)), default)), StringComparison.Ordinal);
        var rows = Enumerable.Range(0, 6).Select(i => { var row = new TableRow("p", $"{i}"); for (var b = 0; b < 12; b++) row[$"B{b}"] = new byte[60 * 1024]; return TableChange.Insert(row); }).ToList();
        Assert.StartsWith("A transaction may be 4 MiB", await Refused(() => table.Submit(rows, default)), StringComparison.Ordinal);
        foreach (var key in new[] { "a/b", "a\\b", "a#b", "a?b", "a\tb", "a\u0085b", "a%2Fb", "a\ud800b", new string('k', 513) }) Assert.Contains("RowKey", await Refused(() => table.Insert(Row("p", key), default)), StringComparison.Ordinal);
    }

    /// <summary>A filter built from text that was not escaped returns every row.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_key_with_a_quote_in_it_finds_nothing_but_itself(string store)
    {
        var table = await Fresh(store, "inject");
        await table.Insert(Row("p", "r"), default);
        var found = 0;
        await foreach (var _ in table.StartingWith("x' or 'a' eq 'a", "", default)) found++;
        Assert.Equal(0, found);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_least_and_the_most_of_every_type_come_back(string store)
    {
        var table = await Fresh(store, "extremes");
        var row = new TableRow("p", "r")
        {
            ["Nothing"] = "", ["Longest"] = new string('é', TableLimits.PropertyCharacters), ["Lines"] = "\u0001\n\r\t\u2028 \ud83d\ude00",
            ["NoBytes"] = Array.Empty<byte>(), ["AllBytes"] = new byte[TableLimits.PropertyBytes],
            ["LeastInt"] = int.MinValue, ["MostInt"] = int.MaxValue, ["LeastLong"] = long.MinValue, ["MostLong"] = long.MaxValue, ["No"] = false,
            ["First"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero), ["Last"] = DateTimeOffset.MaxValue,
        };
        await table.Insert(row, default);
        var read = (await table.Get("p", "r", default))!;
        Assert.Equal(row.Values.OrderBy(property => property.Key), read.Values.OrderBy(property => property.Key));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_time_is_kept_to_100_nanoseconds_and_comes_back_in_UTC(string store)
    {
        var table = await Fresh(store, "times");
        var summer = new DateTimeOffset(2026, 7, 1, 0, 30, 0, TimeSpan.FromHours(1)).AddTicks(9999999);
        await table.Insert(new TableRow("p", "r") { ["At"] = summer }, default);
        var read = (await table.Get("p", "r", default))!.Time("At")!.Value;
        Assert.Equal((summer.UtcTicks, TimeSpan.Zero), (read.Ticks, read.Offset));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_value_of_a_type_that_no_table_has_is_refused(string store)
    {
        var table = await Fresh(store, "notype");
        await Assert.ThrowsAsync<ArgumentException>(() => table.Insert(new TableRow("p", "r") { ["Value"] = 1.5 }, default));
        await Assert.ThrowsAsync<ArgumentException>(() => table.Submit([TableChange.Upsert(Row("p", "other")), TableChange.Upsert(new TableRow("p", "r") { ["Value"] = new DateOnly(2026, 3, 6) })], default));
        Assert.Equal("", await Keys(table.StartingWith("p", "", default)));
    }

    /// <summary>JSON has no half of a pair.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Half_a_pair_of_surrogates_comes_back_as_the_sign_for_what_cannot_be_read(string store)
    {
        var table = await Fresh(store, "halves");
        await table.Insert(Row("p", "r", "first \ud83d second \ude00 both \ud83d\ude00"), default);
        Assert.Equal("first \ufffd second \ufffd both \ud83d\ude00", await ValueOf(table, "r"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Whoever_holds_a_row_does_not_hold_what_is_stored(string store)
    {
        var table = await Fresh(store, "copies");
        var bytes = new byte[] { 1, 2, 3 };
        var row = new TableRow("p", "r") { ["Bytes"] = bytes, ["Value"] = "v" };
        await table.Insert(row, default);
        (bytes[0], row["Value"]) = (9, "changed");
        var read = (await table.Get("p", "r", default))!;
        Assert.Equal([1, 2, 3], (byte[])read["Bytes"]!);
        ((byte[])read["Bytes"]!)[0] = 9;
        Assert.Equal([1, 2, 3], (byte[])(await table.Get("p", "r", default))!["Bytes"]!);
        Assert.Equal("v", await ValueOf(table, "r"));
    }

    /// <summary>Our keys are apart by '|', which is after every letter and digit, and '-', which is before.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Keys_are_in_ordinal_order(string store)
    {
        var table = await Fresh(store, "order");
        string[] keys = ["a", "A", "a|", "a-", "a}", "a{", "a~", "a0", "a9", "aA", "aZ", "aa", "az", "a_", "a!", "a'", "a:", "a|b", "a|-", "a-|", "a-1", "a-10", "a-9", "ab", "aé", "a\u00a0", "aЖ", "a\u4e00", "a\ud7ff", "a\ue000", "a\uff5e", "a\ufffd", "b", "0", "-", "|", "~", " "];
        await table.Submit([.. keys.Reverse().Select(key => TableChange.Insert(Row("p", key)))], default);
        Assert.Equal(keys.Order(StringComparer.Ordinal), (await table.StartingWith("p", "", default).ToListAsync()).Select(row => row.Row));
        Assert.Equal(keys.Where(key => key.StartsWith('a')).Order(StringComparer.Ordinal), (await table.StartingWith("p", "a", default).ToListAsync()).Select(row => row.Row));
        foreach (var (first, last) in from first in keys from last in keys where first.Length < 3 && last is "a|" or "a-" or "az" or "~" select (first, last))
            Assert.Equal(keys.Where(key => string.CompareOrdinal(key, first) >= 0 && string.CompareOrdinal(key, last) <= 0).Order(StringComparer.Ordinal), (await table.Between("p", first, last, default).ToListAsync()).Select(row => row.Row));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_prefix_finds_what_begins_with_it_and_nothing_beside_it(string store)
    {
        var table = await Fresh(store, "prefixes");
        foreach (var key in new[] { "row", "row|", "row|a", "row|~", "row}", "row{", "rox", "Row|a", "it", "it's", "it(", "é", "éa", "ê" }) await table.Insert(Row("p", key), default);
        await table.Insert(Row("q", "row|of another partition"), default);
        Assert.Equal("row| row|a row|~", await Keys(table.StartingWith("p", "row|", default)));
        Assert.Equal("row|~", await Keys(table.StartingWith("p", "row|~", default)));
        Assert.Equal("row row{ row| row|a row|~ row}", await Keys(table.StartingWith("p", "row", default)));
        Assert.Equal("it's", await Keys(table.StartingWith("p", "it'", default)));
        Assert.Equal("é éa", await Keys(table.StartingWith("p", "é", default)));
        Assert.Equal("", await Keys(table.StartingWith("p", "row|b", default)));
        Assert.Equal("", await Keys(table.StartingWith("p", "zzz", default)));
        Assert.Equal("", await Keys(table.StartingWith("", "", default)));
        Assert.Equal("", await Keys(table.StartingWith("P", "", default)));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Between_two_keys_both_are_included(string store)
    {
        var table = await Fresh(store, "between");
        foreach (var key in new[] { "a", "b", "b|1", "c", "d" }) await table.Insert(Row("p", key), default);
        await table.Insert(Row("q", "b"), default);
        Assert.Equal("b b|1 c", await Keys(table.Between("p", "b", "c", default)));
        Assert.Equal("b|1 c", await Keys(table.Between("p", "b!", "cz", default)));
        Assert.Equal("c", await Keys(table.Between("p", "c", "c", default)));
        Assert.Equal("a b b|1 c d", await Keys(table.Between("p", "", "~", default)));
        Assert.Equal("", await Keys(table.Between("p", "c", "b", default)));
        Assert.Equal("", await Keys(table.Between("p", "e", "z", default)));
        Assert.Equal("", await Keys(table.Between("none", "a", "z", default)));
    }

    /// <summary>To the millisecond, closer than which Azurite does not look.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_is_due_is_found_in_all_partitions_and_at_most_as_much_as_was_asked_for(string store)
    {
        var table = await Fresh(store, "due");
        var noon = new DateTimeOffset(2026, 3, 6, 12, 0, 0, TimeSpan.Zero);
        TableRow Due(string partition, string row, object? at) => new(partition, row) { ["At"] = at, ["Other"] = noon };
        foreach (var row in new[] { Due("q", "noon", noon), Due("p", "late", noon.AddMilliseconds(1)), Due("p", "before", noon.AddMilliseconds(-1)), Due("r", "summer", new DateTimeOffset(2026, 3, 6, 12, 59, 0, TimeSpan.FromHours(1))), Due("p", "none", null) })
            await table.Insert(row, default);
        Assert.Equal("before noon summer", await Keys(table.DueBy("At", noon, 10, default)));
        Assert.Equal("before noon", await Keys(table.DueBy("At", noon, 2, default)));
        Assert.Equal("before summer", await Keys(table.DueBy("At", noon.AddMilliseconds(-1), 10, default)));
        Assert.Equal("", await Keys(table.DueBy("At", noon.AddDays(-1), 10, default)));
        Assert.Equal("", await Keys(table.DueBy("Never", noon, 10, default)));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task More_due_rows_than_a_page_holds_come_up_to_the_number_that_was_asked_for(string store)
    {
        var table = await Fresh(store, "duepages");
        var noon = new DateTimeOffset(2026, 3, 6, 12, 0, 0, TimeSpan.Zero);
        for (var batch = 0; batch < 12; batch++) await table.Submit([.. Enumerable.Range(0, 100).Select(i => TableChange.Insert(new TableRow($"p{batch % 2}", $"{batch:00}{i:00}") { ["At"] = noon }))], default);
        Assert.Equal(1200, await table.DueBy("At", noon, 5000, default).CountAsync());
        Assert.Equal(1100, await table.DueBy("At", noon, 1100, default).CountAsync());
    }

    /// <summary>What is done and removed while it is read is neither missed nor seen twice.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Rows_can_be_removed_while_they_are_read(string store)
    {
        var table = await Fresh(store, "removing");
        for (var batch = 0; batch < 11; batch++) await table.Submit([.. Enumerable.Range(0, 100).Select(i => TableChange.Insert(Row("p", $"{batch:00}{i:00}")))], default);
        var seen = new List<string>();
        await foreach (var row in table.StartingWith("p", "", default))
        {
            seen.Add(row.Row);
            await table.Delete("p", row.Row, default);
        }
        Assert.Equal(1100, seen.Distinct().Count());
        Assert.Equal(1100, seen.Count);
        Assert.Equal("", await Keys(table.StartingWith("p", "", default)));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Every_write_makes_another_version(string store)
    {
        var table = await Fresh(store, "versions");
        var versions = new List<string>();
        async Task Seen() => versions.Add((await table.Get("p", "r", default))!.ETag!);
        await table.Insert(Row("p", "r"), default);
        await Seen();
        await table.Upsert(Row("p", "r"), default);
        await Seen();
        await table.Merge(Row("p", "r"), versions[^1], default);
        await Seen();
        await table.Submit([TableChange.Replace(Row("p", "r"), versions[^1])], default);
        await Seen();
        await table.Submit([TableChange.Merge(Row("p", "r"))], default);
        await Seen();
        await table.Delete("p", "r", default);
        await table.Insert(Row("p", "r"), default);
        await Seen();
        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.Equal(versions[^1], (await table.StartingWith("p", "", default).SingleAsync()).ETag);
        Assert.Equal(versions[^1], (await table.Get("p", "r", default))!.ETag);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_merge_sets_what_it_names_and_leaves_the_rest_and_an_upsert_leaves_nothing(string store)
    {
        var table = await Fresh(store, "merges");
        await table.Insert(new TableRow("p", "r") { ["Kept"] = 1L, ["Set"] = "text", ["Bytes"] = new byte[] { 1 } }, default);
        await table.Merge(new TableRow("p", "r") { ["Set"] = true, ["New"] = 2 }, (await table.Get("p", "r", default))!.ETag!, default);
        var row = (await table.Get("p", "r", default))!;
        Assert.Equal("Bytes Kept New Set", string.Join(' ', row.Values.Keys.Order()));
        Assert.Equal((1L, true, 2), (row["Kept"], row["Set"], row["New"]));
        await table.Submit([TableChange.Merge(new TableRow("p", "r") { ["Kept"] = 3L }, row.ETag), TableChange.Merge(new TableRow("p", "made") { ["Kept"] = 4L })], default);
        Assert.Equal((3L, true), ((await table.Get("p", "r", default))!["Kept"], (await table.Get("p", "r", default))!["Set"]));
        Assert.Equal(4, (await table.Get("p", "made", default))!.Number("Kept"));
        await table.Merge(new TableRow("p", "r"), "*", default);
        Assert.Equal(4, (await table.Get("p", "r", default))!.Values.Count);
        await table.Upsert(Row("p", "r"), default);
        Assert.Equal("Value", (await table.Get("p", "r", default))!.Values.Keys.Single());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_row_is_removed_by_the_version_that_was_read_and_one_that_is_not_there_is_no_fault(string store)
    {
        var table = await Fresh(store, "removes");
        await table.Insert(Row("p", "r"), default);
        var read = (await table.Get("p", "r", default))!.ETag!;
        await table.Upsert(Row("p", "r", "theirs"), default);
        Assert.True((await Fails(() => table.Delete("p", "r", default, read))).LostTheRace);
        Assert.Equal("theirs", await ValueOf(table, "r"));
        await table.Delete("p", "r", default, (await table.Get("p", "r", default))!.ETag!);
        Assert.Null(await ValueOf(table, "r"));
        await table.Delete("p", "r", default);
        await table.Delete("p", "r", default, read);
        await table.Delete("none", "r", default);
    }

    /// <summary>Each fault by its sentence, which names the operation, the status and the service's code, and by what a caller asks of it.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Every_refusal_says_the_same_wherever_it_comes_from(string store)
    {
        var table = await Fresh(store, "faults");
        await table.Insert(Row("p", "there"), default);
        var stale = (await table.Get("p", "there", default))!.ETag!;
        await table.Upsert(Row("p", "there", "theirs"), default);
        var (before, other) = ((await table.Get("p", "there", default))!.ETag, TableChange.Upsert(Row("p", "other")));
        foreach (var (call, said) in new (Func<Task>, string)[]
        {
            (() => table.Insert(Row("p", "there"), default), "write row in faults: 409 EntityAlreadyExists, there already"),
            (() => table.Merge(Row("p", "there"), stale, default), "write row in faults: 412 UpdateConditionNotSatisfied, lost"),
            (() => table.Merge(Row("p", "absent"), stale, default), "write row in faults: 404 ResourceNotFound, passing"),
            (() => table.Merge(Row("p", "absent"), "*", default), "write row in faults: 404 ResourceNotFound, passing"),
            (() => table.Delete("p", "there", default, stale), "delete row in faults: 412 UpdateConditionNotSatisfied, lost"),
            (() => table.Submit([other, TableChange.Insert(Row("p", "there"))], default), "transaction on faults: 409 EntityAlreadyExists, there already"),
            (() => table.Submit([other, TableChange.Replace(Row("p", "there"), stale)], default), "transaction on faults: 412 UpdateConditionNotSatisfied, lost"),
            (() => table.Submit([other, TableChange.Replace(Row("p", "absent"), stale)], default), "transaction on faults: 404 ResourceNotFound, passing"),
            (() => table.Submit([other, TableChange.Merge(Row("p", "there"), stale)], default), "transaction on faults: 412 UpdateConditionNotSatisfied, lost"),
            (() => table.Submit([other, TableChange.Merge(Row("p", "absent"), stale)], default), "transaction on faults: 404 ResourceNotFound, passing"),
            (() => table.Submit([other, TableChange.Delete("p", "there", stale)], default), "transaction on faults: 412 UpdateConditionNotSatisfied, lost"),
            (() => table.Submit([other, TableChange.Delete("p", "absent", stale)], default), "transaction on faults: 404 ResourceNotFound, passing"),
            (() => table.Submit([other, TableChange.Delete("p", "absent")], default), "transaction on faults: 404 ResourceNotFound, passing"),
        })
        {
            var fault = await Fails(call);
            Assert.Equal(said, $"{fault.Message}{(fault.AlreadyThere ? ", there already" : "")}{(fault.LostTheRace ? ", lost" : "")}{(fault.Passing ? ", passing" : "")}{(fault.NeverTaken ? ", never" : "")}");
            Assert.Equal("there", await Keys(table.StartingWith("p", "", default)));
        }
        Assert.Equal((before, "theirs"), ((await table.Get("p", "there", default))!.ETag, await ValueOf(table, "there")));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_table_that_nobody_made_has_no_rows_and_takes_none(string store)
    {
        var table = Named(store, "nowhere");
        Assert.Null(await table.Get("p", "r", default));
        await table.Delete("p", "r", default);
        Assert.Equal("write row in nowhere: 404 TableNotFound", (await Fails(() => table.Insert(Row("p", "r"), default))).Message);
        Assert.Equal("query rows in nowhere: 404 TableNotFound", (await Fails(async () => await Keys(table.StartingWith("p", "", default)))).Message);
        Assert.Equal("transaction on nowhere: 404 TableNotFound", (await Fails(() => table.Submit([TableChange.Insert(Row("p", "r"))], default))).Message);
        await table.CreateIfMissing(default);
        await table.CreateIfMissing(default);
        await table.Insert(Row("p", "r"), default);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_transaction_takes_1_to_100_rows(string store)
    {
        var table = await Fresh(store, "hundred");
        await table.Submit([TableChange.Insert(Row("p", "one"))], default);
        await table.Submit([.. Enumerable.Range(0, 100).Select(i => TableChange.Upsert(Row("p", $"{i}")))], default);
        Assert.Equal(101, await table.StartingWith("p", "", default).CountAsync());
        await Assert.ThrowsAsync<TableLimitExceeded>(() => table.Submit([], default));
        await Assert.ThrowsAsync<TableLimitExceeded>(() => table.Submit([.. Enumerable.Range(0, 101).Select(i => TableChange.Delete("p", $"{i}"))], default));
        await Assert.ThrowsAsync<TableLimitExceeded>(() => table.Submit([TableChange.Upsert(Row("p", "one")), TableChange.Delete("p", "one")], default));
        await Assert.ThrowsAsync<TableLimitExceeded>(() => table.Submit([TableChange.Delete("p", "one"), TableChange.Delete("q", "one")], default));
        await table.Submit([.. Enumerable.Range(0, 100).Select(i => TableChange.Delete("p", $"{i}"))], default);
        Assert.Equal("one", await Keys(table.StartingWith("p", "", default)));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_two_who_change_the_same_version_one_succeeds(string store)
    {
        var table = await Fresh(store, "twowriters");
        await table.Insert(Row("p", "r"), default);
        for (var round = 0; round < 30; round++)
        {
            var read = (await table.Get("p", "r", default))!.ETag!;
            using var together = new Barrier(2);
            async Task<string?> Wins(string who, Func<TableRow, Task> write)
            {
                together.SignalAndWait();
                try { await write(Row("p", "r", who)); return who; } catch (StorageFault fault) when (fault.LostTheRace) { return null; }
            }
            var winners = (await Task.WhenAll(Task.Run(() => Wins("one", row => table.Merge(row, read, default))), Task.Run(() => Wins("other", row => table.Submit([TableChange.Replace(row, read)], default))))).OfType<string>();
            Assert.Equal(await ValueOf(table, "r"), Assert.Single(winners));
        }
    }

    /// <summary>Read, add one, write if nobody was quicker: no addition is lost.</summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_many_add_to_one_row_is_all_there(string store)
    {
        var table = await Fresh(store, "additions");
        await table.Insert(new TableRow("p", "sum") { ["Sum"] = 0L }, default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(who => Task.Run(async () =>
        {
            for (var added = 0; added < 10;)
                try
                {
                    var read = (await table.Get("p", "sum", default))!;
                    await table.Submit([TableChange.Merge(new TableRow("p", "sum") { ["Sum"] = read.Number("Sum") + 1 }, read.ETag), TableChange.Insert(Row("p", $"{who}|{added}"))], default);
                    added++;
                }
                catch (StorageFault fault) when (fault.LostTheRace)
                {
                    // Someone was quicker: read again.
                }
        })));
        Assert.Equal(80, (await table.Get("p", "sum", default))!.Number("Sum"));
        Assert.Equal(81, await table.StartingWith("p", "", default).CountAsync());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Who_has_given_up_gets_no_answer(string store)
    {
        var table = await Fresh(store, "givenup");
        var cancelled = new CancellationToken(canceled: true);
        foreach (var call in new Func<Task>[] { () => table.Get("p", "r", cancelled), () => table.Insert(Row("p", "r"), cancelled), () => table.Delete("p", "r", cancelled), () => table.Submit([TableChange.Insert(Row("p", "r"))], cancelled), async () => await Keys(table.StartingWith("p", "", cancelled)) })
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        Assert.Null(await ValueOf(table, "r"));
    }
}
