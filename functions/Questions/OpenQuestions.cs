using System.Text.Json.Nodes;
using Throughcare.Handovers;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.Questions;

/// <summary>Questions only a person can answer, kept where they can be seen: addresses no table places, numbers that belong to two people, codes no table has.</summary>
/// <remarks>The truth is in the plans; these rows are their index, so each may be written twice or late.</remarks>
internal sealed class OpenQuestions(Table waiting, TimeProvider time)
{
    public const string Addresses = "addresses";
    public const string Identities = "identities";
    public const string Gaps = "gaps";
    public const string UndeliveredList = "undelivered";

    public async Task Note(Source source, Identified who, IReadOnlyList<Destination> destinations, IReadOnlyList<string> waited, IReadOnlyList<Gap> gaps, string noticeKey, CancellationToken cancel)
    {
        foreach (var destination in destinations)
        {
            var row = $"{who.Key}|{destination.Role}";
            if (destination.To is not null)
            {
                if (waited.Contains(destination.Role)) await waiting.Delete(Addresses, row, cancel);
                continue;
            }
            await Once(new TableRow(Addresses, row) { ["Person"] = who.Key, ["Role"] = destination.Role, ["Because"] = destination.Because, ["Since"] = time.GetUtcNow() }, cancel);
        }
        foreach (var other in who.Conflicts)
            await Once(new TableRow(Identities, $"{who.Key}|{other}") { ["Person"] = who.Key, ["Other"] = other, ["Because"] = "One notice names numbers of both.", ["Notice"] = noticeKey, ["Since"] = time.GetUtcNow() }, cancel);
        if (who.Provisional)
            await Once(new TableRow(Identities, who.Key) { ["Person"] = who.Key, ["Because"] = "The notice names no number that can be looked up.", ["Notice"] = noticeKey, ["Since"] = time.GetUtcNow() }, cancel);
        foreach (var gap in gaps)
            await Once(new TableRow(Gaps, $"{gap.Table.Replace('/', '|')}|{Keys.Digest(System.Text.Encoding.UTF8.GetBytes(gap.Code))[..16]}|{noticeKey}")
            {
                ["Table"] = gap.Table, ["Code"] = gap.Code.Length > 100 ? gap.Code[..100] : gap.Code, ["Source"] = source.Name, ["Notice"] = noticeKey, ["Since"] = time.GetUtcNow(),
            }, cancel);
    }

    /// <summary>What a recipient refused or did not answer for three days.</summary>
    public Task Undelivered(OwedRow row, string because, CancellationToken cancel) =>
        waiting.Upsert(new TableRow(UndeliveredList, $"{row.Subject}|{row.To}") { ["Subject"] = row.Subject, ["To"] = row.To, ["Role"] = row.Role, ["Because"] = because, ["Since"] = row.TryingSince ?? time.GetUtcNow() }, cancel);

    public Task Delivered(OwedRow row, CancellationToken cancel) => waiting.Delete(UndeliveredList, $"{row.Subject}|{row.To}", cancel);

    /// <summary>The list by name, oldest first.</summary>
    public async Task<IReadOnlyList<TableRow>> Read(string list, CancellationToken cancel)
    {
        var rows = new List<TableRow>();
        await foreach (var row in waiting.StartingWith(list, "", cancel)) rows.Add(row);
        return [.. rows.OrderBy(row => row.Time("Since"))];
    }

    public Task<TableRow?> One(string list, string key, CancellationToken cancel) => waiting.Get(list, key, cancel);

    /// <summary>Codes no table has: each with how many notices used it and the table to add it to.</summary>
    public async Task<JsonArray> GapCounts(CancellationToken cancel) =>
        [.. (await Read(Gaps, cancel)).GroupBy(row => (Table: row.Text("Table"), Code: row.Text("Code"))).OrderByDescending(gap => gap.Count()).Select(gap => (JsonNode)new JsonObject
        {
            ["table"] = $"mappings/{gap.Key.Table}", ["code"] = gap.Key.Code, ["notices"] = gap.Count(), ["since"] = PlanBundle.Instant(gap.Min(row => row.Time("Since"))!.Value),
            ["do"] = $"Add a row for it to mappings/{gap.Key.Table}: what it means, to what it goes, and why.",
        })];

    private async Task Once(TableRow row, CancellationToken cancel)
    {
        if (await waiting.Get(row.Partition, row.Row, cancel) is null) await waiting.Upsert(row, cancel);
    }
}
