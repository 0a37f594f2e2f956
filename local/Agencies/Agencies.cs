using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Throughcare.Local.Agencies;

/// <summary>The receiving side of every agency: keeps each document it has not seen, on disk before it answers, and acknowledges in its channel's form.</summary>
internal sealed class Agencies : IDisposable
{
    private readonly SqliteConnection file;
    private readonly Lock gate = new();
    private readonly TimeProvider time;

    public Agencies(string path, TimeProvider time)
    {
        this.time = time;
        file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        file.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Run("CREATE TABLE IF NOT EXISTS received (n INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, digest TEXT NOT NULL, message_id TEXT NOT NULL, at TEXT NOT NULL, wire INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (recipient, digest))");
    }

    /// <summary>A document an agency has: one effect, however often it came over the wire.</summary>
    internal sealed record Received(string Recipient, string Digest, string MessageId, int TimesOnTheWire, JsonObject Document);

    /// <summary>For tests: what a recipient answers instead of acknowledging, given the attempt's number; null to acknowledge. Asked before anything is kept.</summary>
    public Func<string, int, IResult?> Interfere { get; set; } = (_, _) => null;

    /// <summary>For tests: what a recipient answers once it has kept the document; null to acknowledge. An answer that is lost on the way.</summary>
    public Func<string, int, IResult?> AnswerInstead { get; set; } = (_, _) => null;

    private readonly Dictionary<string, int> attempts = [];

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/{recipient}", async (HttpContext http, string recipient) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            int attempt;
            lock (gate) attempt = attempts[recipient] = attempts.GetValueOrDefault(recipient) + 1;
            if (Interfere(recipient, attempt) is { } other) return other;
            JsonObject? document = null;
            if (http.Request.ContentType?.Contains("json", StringComparison.Ordinal) != true) document = new JsonObject { ["messageId"] = http.Request.Headers["Message-Id"].ToString(), ["text"] = System.Text.Encoding.UTF8.GetString(body.ToArray()) };
            else try { document = JsonNode.Parse(body.ToArray()) as JsonObject; } catch (JsonException) { /* answered below */ }
            if (document is null) return Results.BadRequest();
            var digest = Convert.ToHexStringLower(SHA256.HashData(body.ToArray()));
            if (http.Request.Headers["Idempotency-Key"] != digest) return Results.BadRequest();
            var id = document["resourceType"] is null ? document["messageId"]!.GetValue<string>() : document["id"]!.GetValue<string>();
            Keep(recipient, digest, id, document);
            if (AnswerInstead(recipient, attempt) is { } lost) return lost;
            return document["resourceType"] is null ? Results.Text(new JsonObject { ["receipt"] = id }.ToJsonString(), "application/json") : Results.Text(Response(id).ToJsonString(), "application/fhir+json");
        });
        app.MapGet("/", () => Results.Text(new JsonArray([.. All().GroupBy(one => one.Recipient).Select(group => (JsonNode)new JsonObject { ["agency"] = group.Key, ["documents"] = group.Count(), ["look"] = $"/{group.Key}" })]).ToJsonString(Indented), "application/json"));
        app.MapGet("/{recipient}", (string recipient) => Results.Text(new JsonArray([.. All().Where(one => one.Recipient == recipient).Select(one => (JsonNode)one.Document.DeepClone())]).ToJsonString(Indented), "application/json"));
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A message Bundle that answers ours: MessageHeader.response names the message and says ok.</summary>
    public static JsonObject Response(string id, string code = "ok") => new()
    {
        ["resourceType"] = "Bundle", ["type"] = "message",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["resource"] = new JsonObject
            {
                ["resourceType"] = "MessageHeader", ["eventCoding"] = new JsonObject { ["system"] = "https://fhir.throughcare.example/CodeSystem/message-event", ["code"] = "acknowledged" },
                ["source"] = new JsonObject { ["endpoint"] = "https://agency.example" }, ["response"] = new JsonObject { ["identifier"] = id, ["code"] = code },
            },
        }),
    };

    private void Keep(string recipient, string digest, string id, JsonObject document)
    {
        lock (gate)
            Run("INSERT INTO received (recipient,digest,message_id,at,wire,body) VALUES ($r,$d,$m,$a,1,$b) ON CONFLICT (recipient,digest) DO UPDATE SET wire=wire+1",
                ("$r", recipient), ("$d", digest), ("$m", id), ("$a", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)), ("$b", document.ToJsonString()));
    }

    /// <summary>How many documents all agencies have.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                using var command = file.CreateCommand();
                command.CommandText = "SELECT count(*) FROM received";
                return (int)(long)command.ExecuteScalar()!;
            }
        }
    }

    /// <summary>Every document, in the order of arrival.</summary>
    public IReadOnlyList<Received> All()
    {
        lock (gate)
        {
            using var command = file.CreateCommand();
            command.CommandText = "SELECT recipient,digest,message_id,wire,body FROM received ORDER BY n";
            using var rows = command.ExecuteReader();
            var all = new List<Received>();
            while (rows.Read()) all.Add(new Received(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt32(3), JsonNode.Parse(rows.GetString(4))!.AsObject()));
            return all;
        }
    }

    private void Run(string sql, params (string Name, object Value)[] values)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    public void Dispose() => file.Dispose();
}
