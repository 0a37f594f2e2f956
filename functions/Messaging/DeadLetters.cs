using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Storage;

namespace Throughcare.Messaging;

/// <summary>What the bus gave up on. It is tried again by itself a few times, further and further apart, for most such deaths are our own outages; then it waits for a person.</summary>
internal sealed class DeadLetters(Table dead, Bus bus, Patience patience, TimeProvider time)
{
    private const int TriesByItself = 4;
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>Keeps a dead message of the queue; its body is keys only.</summary>
    public Task<Ending> Keep(string queue, string key, string body, CancellationToken cancel) => patience.Try<Ending>(async token =>
    {
        var row = await dead.Get(queue, key, token);
        // Deaths a day apart have different causes.
        var deaths = (row?.Time("At") > time.GetUtcNow() - OneDay ? row.Number("Deaths") : 0) + 1;
        var alone = deaths > TriesByItself;
        await dead.Upsert(new TableRow(queue, key) { ["Body"] = body, ["Deaths"] = deaths, ["Since"] = row?.Time("Since") ?? time.GetUtcNow(), ["At"] = time.GetUtcNow(), ["State"] = alone ? "waiting" : "trying again" }, token);
        if (alone) return $"{key} died on {queue} for the {deaths.ToString(CultureInfo.InvariantCulture)}th time; it waits for a person.";
        await bus.Send(queue, [new OutgoingMessage($"{key}:dead-{time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)}", body, TimeSpan.FromMinutes(deaths * deaths))], token);
        return $"{key} died on {queue}; it is tried again in {(deaths * deaths).ToString(CultureInfo.InvariantCulture)} min.";
    }, cancel);

    /// <summary>The message's own key; for a body that is none of ours its digest, so that it too is kept and does not come again for ever.</summary>
    public static string KeyIn(string body, params ReadOnlySpan<string> names)
    {
        JsonNode? json = null;
        try { json = JsonNode.Parse(body); } catch (JsonException) { /* not ours: the digest will do */ }
        var parts = new List<string>();
        foreach (var name in names) if (json.TextAt(name) is { } part) parts.Add(part);
        return parts.Count == names.Length ? string.Join('|', parts) : Keys.Digest(Encoding.UTF8.GetBytes(body));
    }

    /// <summary>A person has mended the cause: once more.</summary>
    public async Task<bool> Replay(string queue, string key, string by, string why, CancellationToken cancel)
    {
        if (await dead.Get(queue, key, cancel) is not { } row) return false;
        await dead.Upsert(new TableRow(queue, key) { ["Body"] = row.Text("Body"), ["Deaths"] = 0L, ["Since"] = row.Time("Since"), ["At"] = time.GetUtcNow(), ["State"] = "replayed", ["By"] = by, ["Why"] = why }, cancel);
        await bus.Send(queue, [new OutgoingMessage($"{key}:replay-{time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)}", row.Text("Body")!)], cancel);
        return true;
    }

    public IAsyncEnumerable<TableRow> All(string queue, CancellationToken cancel) => dead.StartingWith(queue, "", cancel);
}
