using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Throughcare.Tests.Local;

/// <summary>The sending half of the Service Bus REST API.</summary>
public sealed class BusEndpointTests : IAsyncLifetime
{
    private BusRig rig = null!;

    public async Task InitializeAsync() => rig = await BusRig.Start();

    public async Task DisposeAsync() => await rig.DisposeAsync();

    private static string Text(Throughcare.Local.Bus.Delivery delivery) => Encoding.UTF8.GetString(delivery.Message.Body);

    [Fact]
    public async Task A_batch_is_taken_with_its_properties()
    {
        Assert.Equal(201, await rig.PostBatch("""
            [{"Body":"{\"a\":1}","BrokerProperties":{"MessageId":"m-1","Label":"greeting","CorrelationId":"c-1","ContentType":"application/json","TimeToLive":60},"UserProperties":{"source":"prison","attempt":2}},
             {"Body":"Siân"}]
            """));
        var first = await rig.Take();
        Assert.Equal(("""{"a":1}""", "m-1", "greeting", "c-1", "application/json"), (Text(first), first.Message.MessageId, first.Message.Label, first.Message.CorrelationId, first.Message.ContentType));
        Assert.Equal(("prison", 2), (first.Message.Properties["source"]!.GetValue<string>(), first.Message.Properties["attempt"]!.GetValue<int>()));
        Assert.Equal(first.EnqueuedAt + TimeSpan.FromMinutes(1), first.ExpiresAt);
        Assert.Equal("Siân", Text(await rig.Take()));
    }

    [Fact]
    public async Task A_single_message_is_taken_with_BrokerProperties_and_its_own_headers()
    {
        Assert.Equal(201, await rig.Post("orders/messages", "one text", "text/plain", null,
            ("BrokerProperties", """{"MessageId":"m-1","Label":"greeting","Unknown":1}"""), ("Source", "\"prison\""), ("Attempt", "2"), ("Share", "0.5")));
        var message = (await rig.Take()).Message;
        Assert.Equal(("one text", "m-1", "greeting", "text/plain"), (Encoding.UTF8.GetString(message.Body), message.MessageId, message.Label, message.ContentType));
        Assert.Equal(("prison", 2, 0.5), (message.Properties["Source"]!.GetValue<string>(), message.Properties["Attempt"]!.GetValue<int>(), message.Properties["Share"]!.GetValue<double>()));
        Assert.Equal(3, message.Properties.Count);
    }

    [Fact]
    public async Task A_scheduled_message_waits_for_its_time()
    {
        var at = rig.Time.GetUtcNow().AddHours(1);
        Assert.Equal(201, await rig.PostBatch($$$"""[{"Body":"later","BrokerProperties":{"ScheduledEnqueueTimeUtc":"{{{at.ToString("R", CultureInfo.InvariantCulture)}}}"}},{"Body":"now"}]"""));
        Assert.Equal("now", Text(await rig.Take()));
        Assert.Equal(1, rig.Broker.Count("orders"));
        rig.Time.Move(TimeSpan.FromHours(2));
        Assert.Equal("later", Text(await rig.Take()));
    }

    /// <summary>Clients write the longest time their language knows.</summary>
    [Theory]
    [InlineData("922337203685.4775")]
    [InlineData("1e15")]
    [InlineData("500000000000")]
    public async Task A_message_that_is_to_live_for_ever_is_taken(string seconds)
    {
        Assert.Equal(201, await rig.PostBatch($$$"""[{"Body":"for ever","BrokerProperties":{"TimeToLive":{{{seconds}}}}}]"""));
        Assert.Equal("for ever", Text(await rig.Take()));
    }

    [Fact]
    public async Task A_duplicate_is_answered_like_the_first_and_dropped()
    {
        for (var round = 0; round < 2; round++) Assert.Equal(201, await rig.PostBatch("""[{"Body":"one","BrokerProperties":{"MessageId":"m-1"}}]"""));
        Assert.Equal(1, rig.Broker.Count("orders"));
    }

    [Fact]
    public async Task A_topic_takes_a_message_for_each_subscription()
    {
        Assert.Equal(201, await rig.PostBatch("""[{"Body":"one"}]""", "events/messages"));
        Assert.Equal(1, rig.Broker.Count("events/subscriptions/audit"));
        Assert.Equal(1, rig.Broker.Count("events/subscriptions/letters"));
    }

    [Fact]
    public async Task Paths_are_case_insensitive_and_may_have_a_query()
    {
        Assert.Equal(201, await rig.PostBatch("""[{"Body":"one"}]""", "Orders/Messages?api-version=2016-07&timeout=60"));
        Assert.Equal(1, rig.Broker.Count("orders"));
    }

    [Fact]
    public async Task A_wrong_key_is_401()
    {
        Assert.Equal(401, await rig.PostBatch("""[{"Body":"one"}]""", authorization: rig.Signature(key: "another key")));
        Assert.Equal(0, rig.Broker.Count("orders"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("SharedAccessSignature ")]
    [InlineData("SharedAccessSignature sr=a&sig=b&se=c&skn=d")]
    [InlineData("SharedAccessSignature sr=a&sig=b")]
    public async Task A_signature_that_is_none_is_401(string authorization) => Assert.Equal(401, await rig.PostBatch("""[{"Body":"one"}]""", authorization: authorization));

    [Fact]
    public async Task A_changed_expiry_is_401()
    {
        var signature = rig.Signature();
        var fields = signature.Split('&');
        var later = long.Parse(fields[2][3..], CultureInfo.InvariantCulture) + 1;
        Assert.Equal(401, await rig.PostBatch("""[{"Body":"one"}]""", authorization: signature.Replace(fields[2], $"se={later}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_key_name_is_401() => Assert.Equal(401, await rig.PostBatch("""[{"Body":"one"}]""", authorization: rig.Signature(name: "SendOnly")));

    [Fact]
    public async Task An_expired_signature_is_401() => Assert.Equal(401, await rig.PostBatch("""[{"Body":"one"}]""", authorization: rig.Signature(minutes: -1)));

    [Theory]
    [InlineData("", 201)]
    [InlineData("orders", 201)]
    [InlineData("orders/messages?api-version=2016-07", 201)]
    [InlineData("parcels", 401)]
    [InlineData("order", 401)]
    public async Task A_signature_holds_for_its_address_and_below_it(string covered, int status) =>
        Assert.Equal(status, await rig.PostBatch("""[{"Body":"one"}]""", authorization: rig.Signature(new Uri(rig.Address, covered).ToString())));

    [Fact]
    public async Task An_entity_that_is_not_there_is_410() => Assert.Equal(410, await rig.PostBatch("""[{"Body":"one"}]""", "nowhere/messages"));

    [Fact]
    public async Task Without_a_signature_nobody_learns_what_is_there() => Assert.Equal(401, await rig.PostBatch("""[{"Body":"one"}]""", "nowhere/messages", ""));

    [Theory]
    [InlineData("orders")]
    [InlineData("messages")]
    [InlineData("orders/messages/head")]
    public async Task Any_other_path_is_404(string path) => Assert.Equal(404, await rig.PostBatch("[]", path));

    [Fact]
    public async Task A_message_larger_than_the_entity_takes_is_403_and_so_is_its_whole_batch()
    {
        var large = JsonSerializer.Serialize(new string('x', 256 * 1024 + 1));
        Assert.Equal(403, await rig.PostBatch($$"""[{"Body":"small"},{"Body":{{large}}}]"""));
        Assert.Equal(403, await rig.Post("orders/messages", new string('x', 256 * 1024 + 1), "text/plain"));
        Assert.Equal(0, rig.Broker.Count("orders"));
    }

    [Fact]
    public async Task A_request_larger_than_a_batch_may_be_is_403()
    {
        var body = JsonSerializer.Serialize(Enumerable.Range(0, 11).Select(_ => new { Body = new string('x', 100_000) }));
        Assert.Equal(403, await rig.PostBatch(body));
        Assert.Equal(0, rig.Broker.Count("orders"));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("""[{"Body":null}]""")]
    [InlineData("""[{"Body":{"a":1}}]""")]
    [InlineData("""[{"Body":"fine"},{"body":"wrong name"}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"TimeToLive":"soon"}}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"ScheduledEnqueueTimeUtc":"tomorrow"}}]""")]
    public async Task A_batch_that_is_not_one_is_400_and_nothing_of_it_is_taken(string body)
    {
        Assert.Equal(400, await rig.PostBatch(body));
        Assert.Equal(0, rig.Broker.Count("orders"));
    }

    [Fact]
    public async Task BrokerProperties_that_are_not_JSON_are_400() => Assert.Equal(400, await rig.Post("orders/messages", "one", "text/plain", null, ("BrokerProperties", "{MessageId")));
}
