using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughcare.Local.Bus;

/// <summary>The sending half of the Service Bus REST API: POST /{queue or topic}/messages, one message or a batch, with a shared access signature.</summary>
/// <remarks>Service Bus REST reference, "Send Message" and "Send Message Batch". Paths are case-insensitive, as clients write them differently.</remarks>
internal static class BusEndpoint
{
    private const string BatchType = "application/vnd.microsoft.servicebus.json";
    private const int MaxRequestBytes = 1024 * 1024;

    public static void MapBus(this IEndpointRouteBuilder app, Broker broker, string keyName, string key, TimeProvider time) =>
        app.MapPost("/{**path}", async (HttpContext http, string path) =>
        {
            var parts = path.Trim('/').Split('/');
            if (parts.Length < 2 || !parts[^1].Equals("messages", StringComparison.OrdinalIgnoreCase)) return Results.StatusCode(404);
            if (!Signed(http.Request, keyName, key, time)) return Results.StatusCode(401);
            var entity = string.Join('/', parts[..^1]);
            if (!broker.Has(entity)) return Results.StatusCode(410);
            var body = await Read(http.Request);
            if (body is null) return Results.StatusCode(403);
            try
            {
                var messages = http.Request.ContentType?.StartsWith(BatchType, StringComparison.OrdinalIgnoreCase) == true ? Batch(body) : [Single(http.Request, body)];
                await broker.Send(entity, messages);
                return Results.StatusCode(201);
            }
            catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
            {
                return Results.StatusCode(400);
            }
            catch (ArgumentException)
            {
                return Results.StatusCode(403);
            }
        });

    private static async Task<byte[]?> Read(HttpRequest request)
    {
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk)) > 0;)
        {
            body.Write(chunk, 0, read);
            if (body.Length > MaxRequestBytes) return null;
        }
        return body.ToArray();
    }

    private static List<BusMessage> Batch(byte[] body) =>
        [.. (JsonNode.Parse(body) as JsonArray ?? throw new JsonException("A batch is an array."))
            .Select(item => WithProperties(new BusMessage(Encoding.UTF8.GetBytes(item?["Body"]?.GetValue<string>() ?? throw new JsonException("A message has a Body."))), item["BrokerProperties"] as JsonObject) with
            {
                Properties = item["UserProperties"]?.DeepClone() as JsonObject ?? [],
            })];

    private static BusMessage Single(HttpRequest request, byte[] body)
    {
        var properties = request.Headers["BrokerProperties"].ToString();
        var message = WithProperties(new BusMessage(body) { ContentType = request.ContentType }, properties.Length == 0 ? null : JsonNode.Parse(properties) as JsonObject);
        // Any other header is the sender's property, its value written as JSON: "text" quoted, numbers bare.
        foreach (var (name, value) in request.Headers)
            if (value.ToString() is { Length: > 0 } text && (text[0] == '"' || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                message.Properties[name] = JsonNode.Parse(text);
        return message;
    }

    private static BusMessage WithProperties(BusMessage message, JsonObject? broker)
    {
        if (broker is null) return message;
        string? Text(string name) => broker.FirstOrDefault(property => property.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.ToString();
        return message with
        {
            MessageId = Text("MessageId") ?? "",
            ContentType = Text("ContentType") ?? message.ContentType,
            Label = Text("Label") ?? Text("Subject"),
            CorrelationId = Text("CorrelationId"),
            ScheduledFor = Text("ScheduledEnqueueTimeUtc") is { } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null,
            TimeToLive = Text("TimeToLive") is { } life ? Seconds(double.Parse(life, CultureInfo.InvariantCulture)) : null,
        };
    }

    /// <summary>Clients write "for ever" as the longest span there is.</summary>
    private static TimeSpan Seconds(double seconds) => seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);

    private static bool Signed(HttpRequest request, string keyName, string key, TimeProvider time)
    {
        const string scheme = "SharedAccessSignature ";
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(scheme, StringComparison.Ordinal)) return false;
        var fields = authorization[scheme.Length..].Split('&').Select(field => field.Split('=', 2)).Where(field => field.Length == 2)
            .GroupBy(field => field[0].Trim(), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
        if (!fields.TryGetValue("sr", out var resource) || !fields.TryGetValue("sig", out var signature) || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("skn", out var name)) return false;
        // The signature holds for the address it names and all below it.
        if (!Uri.TryCreate(Uri.UnescapeDataString(resource), UriKind.Absolute, out var signed) || !$"{request.Path}/".StartsWith(signed.AbsolutePath.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase)) return false;
        if (name != keyName || !long.TryParse(expiry, CultureInfo.InvariantCulture, out var until) || until < time.GetUtcNow().ToUnixTimeSeconds()) return false;
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));
        var given = new byte[expected.Length];
        return Convert.TryFromBase64String(Uri.UnescapeDataString(signature), given, out var length) && length == expected.Length && CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
