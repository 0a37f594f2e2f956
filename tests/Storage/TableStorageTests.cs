using Throughcare.Storage;

namespace Throughcare.Tests.Storage;

/// <summary>The Table client against real Azurite, and what Azure would refuse where Azurite does not.</summary>
[Collection(nameof(AzuriteCollection))]
public class TableStorageTests(AzuriteFixture azurite)
{
    private async Task<Table> Fresh(string name)
    {
        var table = new AzureTable(azurite.Account, name);
        await table.CreateIfMissing(default);
        return table;
    }

    private static TableRow Row(string partition, string row, string value = "v") => new(partition, row) { ["Value"] = value };

    private static async Task<StorageFault> Fails(Func<Task> call) => await Assert.ThrowsAsync<StorageFault>(call);

    [Fact]
    public async Task A_row_comes_back_with_its_types()
    {
        var table = await Fresh("types");
        var at = new DateTimeOffset(2026, 3, 29, 0, 59, 59, TimeSpan.Zero).AddTicks(1234567);
        await table.Insert(new TableRow("p", "it's") { ["Text"] = "Zoë ☕ \"quoted\" 'single'", ["Long"] = 9007199254740993, ["Int"] = 7, ["Flag"] = true, ["At"] = at, ["Bytes"] = new byte[] { 0, 255, 1 } }, default);
        var row = await table.Get("p", "it's", default);
        Assert.NotNull(row?.ETag);
        Assert.Equal(("Zoë ☕ \"quoted\" 'single'", 9007199254740993, 7, true, at), (row!.Text("Text"), row.Number("Long"), row.Number("Int"), row.Flag("Flag"), row.Time("At")));
        Assert.Equal([0, 255, 1], (byte[])row["Bytes"]!);
    }

    [Fact]
    public async Task Content_larger_than_a_property_is_split_and_comes_back_whole()
    {
        var table = await Fresh("content");
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        var row = new TableRow("p", "r");
        row.SetContent("Entries", content);
        Assert.True(row.Values.Count > 4);
        await table.Insert(row, default);
        Assert.Equal(content, (await table.Get("p", "r", default))!.Content("Entries"));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_no_fault() => Assert.Null(await (await Fresh("absent")).Get("p", "r", default));

    [Fact]
    public async Task A_row_is_made_only_once()
    {
        var table = await Fresh("once");
        await table.Insert(Row("p", "r"), default);
        Assert.True((await Fails(() => table.Insert(Row("p", "r"), default))).AlreadyThere);
    }

    [Fact]
    public async Task Of_64_who_insert_the_same_row_at_once_one_succeeds()
    {
        var table = await Fresh("race");
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i => { try { await table.Insert(Row("p", "r", $"{i}"), default); return 1; } catch (StorageFault fault) when (fault.AlreadyThere) { return 0; } }));
        Assert.Equal(1, results.Sum());
    }

    [Fact]
    public async Task A_change_of_a_version_that_is_gone_loses_the_race()
    {
        var table = await Fresh("stale");
        await table.Insert(Row("p", "r"), default);
        var read = (await table.Get("p", "r", default))!.ETag!;
        await table.Merge(Row("p", "r", "theirs"), read, default);
        Assert.True((await Fails(() => table.Merge(Row("p", "r", "ours"), read, default))).LostTheRace);
        Assert.Equal("theirs", (await table.Get("p", "r", default))!.Text("Value"));
    }

    [Fact]
    public async Task More_rows_than_a_page_holds_all_come()
    {
        var table = await Fresh("pages");
        for (var batch = 0; batch < 12; batch++) await table.Submit([.. Enumerable.Range(0, 100).Select(i => TableChange.Insert(Row("p", $"row|{batch:00}{i:00}")))], default);
        await table.Submit([TableChange.Insert(Row("p", "rox")), TableChange.Insert(Row("p", "row"))], default);
        var keys = new List<string>();
        await foreach (var row in table.StartingWith("p", "row|", default)) keys.Add(row.Row);
        Assert.Equal(1200, keys.Count);
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    [Fact]
    public async Task A_transaction_changes_all_or_nothing()
    {
        var table = await Fresh("batch");
        await table.Insert(Row("p", "there"), default);
        var fault = await Fails(() => table.Submit([TableChange.Insert(Row("p", "new")), TableChange.Insert(Row("p", "there"))], default));
        Assert.True(fault.AlreadyThere);
        Assert.Null(await table.Get("p", "new", default));
        var etag = (await table.Get("p", "there", default))!.ETag!;
        await table.Submit([TableChange.Insert(Row("p", "new")), TableChange.Replace(Row("p", "there", "changed"), etag), TableChange.Merge(Row("p", "merged"))], default);
        Assert.True((await Fails(() => table.Submit([TableChange.Insert(Row("p", "newer")), TableChange.Replace(Row("p", "there"), etag)], default))).LostTheRace);
        Assert.Null(await table.Get("p", "newer", default));
    }

    [Fact]
    public async Task A_transaction_overwrites_and_removes_rows()
    {
        var table = await Fresh("overwrite");
        await table.Submit([TableChange.Insert(new TableRow("p", "old") { ["Value"] = "v", ["Other"] = "o" }), TableChange.Insert(Row("p", "any")), TableChange.Insert(Row("p", "read"))], default);
        var etag = (await table.Get("p", "read", default))!.ETag!;
        await table.Submit([TableChange.Upsert(Row("p", "old", "whole")), TableChange.Upsert(Row("p", "new")), TableChange.Delete("p", "any"), TableChange.Delete("p", "read", etag)], default);
        Assert.Equal(("whole", null), ((await table.Get("p", "old", default))!.Text("Value"), (await table.Get("p", "old", default))!.Text("Other")));
        Assert.Equal("v", (await table.Get("p", "new", default))!.Text("Value"));
        Assert.Null(await table.Get("p", "any", default));
        Assert.Null(await table.Get("p", "read", default));
    }

    [Fact]
    public async Task A_row_that_cannot_be_removed_leaves_the_transaction_undone()
    {
        var table = await Fresh("undone");
        await table.Insert(Row("p", "r"), default);
        var read = (await table.Get("p", "r", default))!.ETag!;
        await table.Upsert(Row("p", "r", "theirs"), default);
        Assert.True((await Fails(() => table.Submit([TableChange.Upsert(Row("p", "new")), TableChange.Delete("p", "r", read)], default))).LostTheRace);
        Assert.Equal(404, (await Fails(() => table.Submit([TableChange.Upsert(Row("p", "new")), TableChange.Delete("p", "absent")], default))).Status);
        Assert.Null(await table.Get("p", "new", default));
        Assert.Equal("theirs", (await table.Get("p", "r", default))!.Text("Value"));
    }

    /// <summary>Azurite takes a transaction over partitions and an entity over 1 MiB; Azure takes neither.</summary>
    [Fact]
    public async Task What_Azure_would_refuse_is_refused_before_the_wire()
    {
        var table = await Fresh("limits");
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
    [Fact]
    public async Task A_key_with_a_quote_in_it_finds_nothing_but_itself()
    {
        var table = await Fresh("inject");
        await table.Insert(Row("p", "r"), default);
        var found = 0;
        await foreach (var _ in table.StartingWith("x' or 'a' eq 'a", "", default)) found++;
        Assert.Equal(0, found);
    }

    [Fact]
    public async Task A_key_that_is_refused_is_a_fault_that_passes_when_it_is_mended()
    {
        var fault = await Fails(() => new AzureTable(azurite.WrongKey, "types").Get("p", "r", default));
        Assert.Equal(403, fault.Status);
        Assert.True(fault.Passing);
    }

    /// <summary>Azure's address has no path where Azurite's has the account.</summary>
    [Theory]
    [InlineData("https://account.table.core.windows.net", "https://account.table.core.windows.net")]
    [InlineData("https://account.table.core.windows.net/", "https://account.table.core.windows.net")]
    [InlineData("http://127.0.0.1:10002/account", "http://127.0.0.1:10002/account")]
    public void An_address_with_or_without_a_path_ends_without_a_slash(string given, string kept) =>
        Assert.Equal(kept, StorageAccount.WithKey(new Uri(given), new Uri(given), "account", "", TimeProvider.System).Tables);

    [Fact]
    public async Task No_answer_is_a_fault_that_passes()
    {
        var nowhere = StorageAccount.WithKey(new Uri("http://127.0.0.1:1/account"), new Uri("http://127.0.0.1:1/account"), "account", Convert.ToBase64String(new byte[8]), TimeProvider.System);
        Assert.True((await Fails(() => new AzureTable(nowhere, "t").Get("p", "r", default))).Passing);
    }
}
