using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.Local.Bus;

namespace Throughcare.Local.Host;

/// <summary>What the Functions host writes to a custom handler and what it makes of the answer, encodings included.</summary>
/// <remarks>
/// From the host's source: texts are JSON inside JSON, numbers and lists become texts, times lose their fraction (and UTC times their Z),
/// bytes become base64, nulls are left out, objects stay as they are.
/// </remarks>
internal static class Envelope
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ForMessage(FunctionApp.Function function, Delivery delivery, DateTimeOffset now, string randomId)
    {
        var metadata = new JsonObject
        {
            ["DeliveryCount"] = Number(delivery.DeliveryCount),
            ["LockToken"] = Text(delivery.LockToken),
            ["ExpiresAtUtc"] = UtcTime(delivery.ExpiresAt ?? DateTimeOffset.MaxValue),
            ["ExpiresAt"] = OffsetTime(delivery.ExpiresAt ?? DateTimeOffset.MaxValue),
            ["EnqueuedTimeUtc"] = UtcTime(delivery.EnqueuedAt),
            ["EnqueuedTime"] = OffsetTime(delivery.EnqueuedAt),
            ["MessageId"] = Text(delivery.Message.MessageId),
            ["SequenceNumber"] = Number(delivery.SequenceNumber),
        };
        var properties = delivery.Message.Properties.DeepClone();
        if (delivery.DeadLetterReason is { } reason) properties["DeadLetterReason"] = reason;
        metadata["ApplicationProperties"] = properties;
        metadata["UserProperties"] = properties.DeepClone();
        if (delivery.DeadLetterSource is { } source) metadata["DeadLetterSource"] = Text(source);
        if (delivery.Message.ContentType is { } type) metadata["ContentType"] = Text(type);
        if (delivery.Message.CorrelationId is { } correlation) metadata["CorrelationId"] = Text(correlation);
        if (delivery.Message.Label is { } label) { metadata["Subject"] = Text(label); metadata["Label"] = Text(label); }
        JsonNode data = function.Binary ? Convert.ToBase64String(delivery.Message.Body) : Text(Encoding.UTF8.GetString(delivery.Message.Body));
        return Write(function, data, metadata, now, randomId);
    }

    public static string ForTimer(FunctionApp.Function function, DateTimeOffset? last, DateTimeOffset next, bool pastDue, DateTimeOffset now, string randomId) =>
        Write(function, new JsonObject
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = new JsonObject { ["Last"] = UtcTime(last ?? DateTimeOffset.MinValue), ["Next"] = UtcTime(next), ["LastUpdated"] = UtcTime(last ?? DateTimeOffset.MinValue) },
            ["IsPastDue"] = pastDue,
        }, [], now, randomId);

    private static string Write(FunctionApp.Function function, JsonNode data, JsonObject metadata, DateTimeOffset now, string randomId)
    {
        metadata["sys"] = new JsonObject { ["MethodName"] = function.Name, ["UtcNow"] = UtcTime(now), ["RandGuid"] = randomId };
        return new JsonObject { ["Data"] = new JsonObject { [function.Binding] = data }, ["Metadata"] = metadata }.ToJsonString(Plain);
    }

    /// <summary>A text is serialised, and the result is again a text.</summary>
    private static JsonValue Text(string text) => JsonValue.Create(JsonSerializer.Serialize(text, Plain));

    private static JsonValue Number(long number) => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));

    private static string OffsetTime(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string UtcTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What an answer means: outputs to send on, or why the invocation failed.</summary>
    internal sealed record Result(bool Succeeded, string? Problem, IReadOnlyList<(string Binding, byte[] Body)> Outputs, IReadOnlyList<string> Logs)
    {
        /// <summary>The host waits for a result that never comes, until functionTimeout.</summary>
        public bool NeverEnds { get; init; }

        public static Result Failed(string problem) => new(false, problem, [], []);
    }

    /// <summary>Reads an answer as the host does.</summary>
    public static Result Read(int status, string? contentType, byte[] body)
    {
        if (status is < 200 or > 299) return Result.Failed($"the handler answered {status}");
        // No body, or null: the host's own code never completes the invocation.
        var nothing = Result.Failed("the handler answered with no body") with { NeverEnds = true };
        if (body.Length == 0) return nothing;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !"application/json".Equals(type.MediaType, StringComparison.OrdinalIgnoreCase)) return Result.Failed($"the handler answered with content type {contentType ?? "none"}");
        var text = Encoding.UTF8.GetString(body);
        if (text.Trim() is "" or "null") return nothing;
        JsonNode? json;
        try { json = JsonNode.Parse(text); } catch (JsonException) { return Result.Failed("the handler's answer is not JSON"); }
        if (json is not JsonObject answer) return Result.Failed("the handler's answer is not a JSON object");
        var outputs = new List<(string, byte[])>();
        if (Member(answer, "Outputs") is JsonObject named)
            foreach (var (binding, value) in named)
                foreach (var one in value is JsonArray several ? several.ToList() : [value])
                    if (one is not null) outputs.Add((binding, OutputBytes(one)));
        var logs = Member(answer, "Logs") is JsonArray lines ? lines.Select(line => line?.ToString() ?? "").ToList() : [];
        return new Result(true, null, outputs, logs);
    }

    private static JsonNode? Member(JsonObject json, string name) => json.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>A plain text that happens to be valid base64 is decoded to bytes; anything else is sent as written.</summary>
    private static byte[] OutputBytes(JsonNode value)
    {
        if (value is not JsonValue plain || !plain.TryGetValue<string>(out var text)) return Encoding.UTF8.GetBytes(value.ToJsonString(Plain));
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(text);
    }
}
