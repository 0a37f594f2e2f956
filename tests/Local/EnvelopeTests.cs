using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.Local.Bus;
using Throughcare.Local.Host;

namespace Throughcare.Tests.Local;

/// <summary>How values are written into the request to the handler.</summary>
public sealed class EnvelopeTests
{
    private static readonly DateTimeOffset Enqueued = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567);
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 9, TimeSpan.Zero);

    private static FunctionApp.Function Function(string trigger = "serviceBusTrigger", bool binary = false) =>
        new("Work", trigger, "message", default, new Dictionary<string, string>()) { Binary = binary };

    private static Delivery Delivery(string body = "text") => new()
    {
        Entity = "orders", SequenceNumber = 9007199254740993, EnqueuedAt = Enqueued, DeliveryCount = 3, LockToken = "token-1",
        Message = new BusMessage(Encoding.UTF8.GetBytes(body)) { MessageId = "abc" },
    };

    private static JsonNode Written(Delivery delivery, bool binary = false) => JsonNode.Parse(Envelope.ForMessage(Function(binary: binary), delivery, Now, "random-1"))!;

    private static string Metadata(JsonNode envelope, string name) => envelope["Metadata"]![name]!.GetValue<string>();

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("plain words")]
    [InlineData("")]
    [InlineData("\"quoted\" \\ and\nlines")]
    [InlineData("Siân £ € 😀")]
    public void A_text_is_JSON_encoded_again(string body)
    {
        var data = Written(Delivery(body))["Data"]!["message"]!.GetValue<string>();
        Assert.StartsWith("\"", data, StringComparison.Ordinal);
        Assert.Equal(body, JsonSerializer.Deserialize<string>(data));
    }

    [Fact]
    public void A_JSON_message_arrives_exactly_as_the_host_writes_it()
    {
        var text = Envelope.ForMessage(Function(), Delivery("""{"a":1}"""), Now, "random-1");
        Assert.Contains("""
            "Data":{"message":"\"{\\\"a\\\":1}\""}
            """.Trim(), text, StringComparison.Ordinal);
        Assert.Contains("""
            "MessageId":"\"abc\""
            """.Trim(), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_texts()
    {
        var envelope = Written(Delivery());
        Assert.Equal("3", Metadata(envelope, "DeliveryCount"));
        Assert.Equal("9007199254740993", Metadata(envelope, "SequenceNumber"));
    }

    [Fact]
    public void UTC_times_lose_their_fraction_and_their_Z()
    {
        var envelope = Written(Delivery() with { ExpiresAt = Enqueued.AddHours(1) });
        Assert.Equal("2026-01-02T03:04:05", Metadata(envelope, "EnqueuedTimeUtc"));
        Assert.Equal("2026-01-02T04:04:05", Metadata(envelope, "ExpiresAtUtc"));
    }

    [Fact]
    public void Times_with_an_offset_keep_it_and_lose_their_fraction()
    {
        var envelope = Written(Delivery() with { ExpiresAt = Enqueued.AddHours(1) });
        Assert.Equal("2026-01-02T03:04:05+00:00", Metadata(envelope, "EnqueuedTime"));
        Assert.Equal("2026-01-02T04:04:05+00:00", Metadata(envelope, "ExpiresAt"));
    }

    [Fact]
    public void A_message_that_never_expires_expires_at_the_end_of_time() =>
        Assert.Equal("9999-12-31T23:59:59", Metadata(Written(Delivery()), "ExpiresAtUtc"));

    [Fact]
    public void Bytes_are_base64_when_the_binding_is_binary()
    {
        var bytes = new byte[] { 0, 255, 128, 7 };
        var delivery = Delivery() with { Message = new BusMessage(bytes) { MessageId = "abc" } };
        Assert.Equal(Convert.ToBase64String(bytes), Written(delivery, binary: true)["Data"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public void Nulls_are_left_out()
    {
        var metadata = Written(Delivery())["Metadata"]!.AsObject();
        foreach (var name in new[] { "ContentType", "CorrelationId", "Subject", "Label", "DeadLetterSource" }) Assert.False(metadata.ContainsKey(name), name);
        Assert.DoesNotContain("null", metadata.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_sender_gave_is_in_the_metadata()
    {
        var delivery = Delivery();
        var envelope = Written(delivery with { Message = delivery.Message with { ContentType = "application/json", CorrelationId = "c-1", Label = "greeting" } });
        Assert.Equal("\"application/json\"", Metadata(envelope, "ContentType"));
        Assert.Equal("\"c-1\"", Metadata(envelope, "CorrelationId"));
        Assert.Equal("\"greeting\"", Metadata(envelope, "Subject"));
        Assert.Equal("\"greeting\"", Metadata(envelope, "Label"));
        Assert.Equal("\"token-1\"", Metadata(envelope, "LockToken"));
    }

    [Theory]
    [InlineData("ApplicationProperties")]
    [InlineData("UserProperties")]
    public void Objects_stay_objects(string name)
    {
        var delivery = Delivery();
        var properties = Written(delivery with { Message = delivery.Message with { Properties = new JsonObject { ["source"] = "prison", ["attempt"] = 2 } } })["Metadata"]![name]!.AsObject();
        Assert.Equal("prison", properties["source"]!.GetValue<string>());
        Assert.Equal(2, properties["attempt"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("ApplicationProperties")]
    [InlineData("UserProperties")]
    public void The_reason_of_a_dead_letter_is_a_property_of_it(string name)
    {
        var delivery = Delivery() with { DeadLetterSource = "orders", DeadLetterReason = "MaxDeliveryCountExceeded" };
        Assert.Equal("MaxDeliveryCountExceeded", Written(delivery)["Metadata"]![name]!["DeadLetterReason"]!.GetValue<string>());
        Assert.Equal("\"orders\"", Metadata(Written(delivery), "DeadLetterSource"));
        Assert.Empty(delivery.Message.Properties);
    }

    [Fact]
    public void Sys_names_the_function_the_time_and_a_random_id()
    {
        var sys = Written(Delivery())["Metadata"]!["sys"]!;
        Assert.Equal("Work", sys["MethodName"]!.GetValue<string>());
        Assert.Equal("2026-01-02T03:04:09", sys["UtcNow"]!.GetValue<string>());
        Assert.Equal("random-1", sys["RandGuid"]!.GetValue<string>());
    }

    [Fact]
    public void TimerInfo_is_an_object()
    {
        var timer = JsonNode.Parse(Envelope.ForTimer(Function("timerTrigger"), Enqueued, Now.AddMinutes(5), pastDue: true, Now, "random-1"))!["Data"]!["message"]!.AsObject();
        Assert.True(timer["IsPastDue"]!.GetValue<bool>());
        Assert.IsType<JsonObject>(timer["Schedule"]);
        Assert.Equal("2026-01-02T03:04:05", timer["ScheduleStatus"]!["Last"]!.GetValue<string>());
        Assert.Equal("2026-01-02T03:09:09", timer["ScheduleStatus"]!["Next"]!.GetValue<string>());
        Assert.Equal("2026-01-02T03:04:05", timer["ScheduleStatus"]!["LastUpdated"]!.GetValue<string>());
    }

    [Fact]
    public void A_timer_that_never_fired_was_last_at_the_beginning_of_time() =>
        Assert.Equal("0001-01-01T00:00:00", JsonNode.Parse(Envelope.ForTimer(Function("timerTrigger"), null, Now, pastDue: false, Now, "random-1"))!["Data"]!["message"]!["ScheduleStatus"]!["Last"]!.GetValue<string>());
}
