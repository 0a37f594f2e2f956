using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.Local.Bus;

namespace Throughcare.Tests.Local;

/// <summary>Messages from the broker through the handler: requests, outputs, settling.</summary>
public sealed class QueueTriggerTests
{
    private static string Text(Delivery delivery) => Encoding.UTF8.GetString(delivery.Message.Body);

    private static AppFolder Folder() => new AppFolder().WithQueue("Work", "orders");

    private static AppFolder FolderWithOutput(string answers) => new AppFolder().With("Work",
        """{"name":"message","type":"serviceBusTrigger","direction":"in","queueName":"orders"}""",
        """{"name":"out","type":"serviceBus","direction":"out","queueName":"done"}""").Answers(answers);

    private static Dictionary<string, EntityOptions> Queues(params (string Name, EntityOptions? Options)[] queues) => queues.ToDictionary(q => q.Name, q => q.Options ?? new EntityOptions());

    [Fact]
    public async Task A_message_is_posted_to_the_functions_name_with_the_hosts_headers()
    {
        await using var rig = await Rig.Start(Folder());
        await rig.Send("orders", """{"a":1}""");
        await Wait.Until(() => rig.Calls().Count == 1 && rig.Broker.Count("orders") == 0, "the message is completed");
        var call = rig.Calls()[0];
        Assert.Equal(("POST", "/Work"), (call.Method, call.Url));
        Assert.Equal("application/json; charset=utf-8", call.Header("content-type"));
        Assert.True(Guid.TryParse(call.Header("x-azure-functions-invocationid"), out _));
        Assert.False(string.IsNullOrEmpty(call.Header("x-azure-functions-hostversion")));
        Assert.StartsWith("Azure-Functions-Host/", call.Header("user-agent"), StringComparison.Ordinal);
        Assert.Equal(["Data", "Metadata"], call.Envelope.AsObject().Select(member => member.Key));
        Assert.Equal("""{"a":1}""", JsonSerializer.Deserialize<string>(call.Data().GetValue<string>()));
        Assert.Equal(1, call.DeliveryCount);
    }

    [Fact]
    public async Task A_message_of_a_subscription_is_posted_too()
    {
        await using var rig = await Rig.Start(new AppFolder().With("Audit", """{"name":"message","type":"serviceBusTrigger","direction":"in","topicName":"events","subscriptionName":"audit"}"""));
        await rig.Send("events", "one");
        await Wait.Until(() => rig.Calls("Audit").Count == 1 && rig.Broker.Count("events/subscriptions/audit") == 0, "the message is completed");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_reach_a_binary_binding_whole()
    {
        await using var rig = await Rig.Start(new AppFolder().WithQueue("Work", "orders", ",\"dataType\":\"binary\""));
        var bytes = new byte[] { 0, 255, 254, 128, 10 };
        await rig.Broker.Send("orders", [new BusMessage(bytes)]);
        await Wait.Until(() => rig.Calls().Count == 1, "the message is delivered");
        Assert.Equal(bytes, Convert.FromBase64String(rig.Calls()[0].Data().GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"status":500}""")]
    [InlineData("""{"status":404,"body":"not found","headers":{"Content-Type":"text/plain"}}""")]
    [InlineData("""{"headers":{"Content-Type":"text/plain"}}""")]
    [InlineData("""{"headers":{}}""")]
    [InlineData("""{"body":"[]"}""")]
    public async Task A_failure_abandons_the_message_and_it_comes_again_at_once_with_a_higher_count(string failure)
    {
        await using var rig = await Rig.Start(Folder().Answers($$$"""{"Work":[{{{failure}}},{}]}"""));
        await rig.Send("orders", "one");
        await Wait.Until(() => rig.Broker.Count("orders") == 0, "the message is completed");
        Assert.Equal([1, 2], rig.Calls().Select(call => call.DeliveryCount));
        Assert.Single(rig.Calls().Select(call => call.Metadata("MessageId")).Distinct());
        Assert.Single(rig.Calls().Select(call => call.Metadata("SequenceNumber")).Distinct());
        Assert.Equal(2, rig.Calls().Select(call => call.Metadata("LockToken")).Distinct().Count());
    }

    /// <summary>While the process starts again, a listener that waited already may lose another try.</summary>
    [Fact]
    public async Task A_message_whose_handler_dies_comes_again_to_the_next_process()
    {
        await using var rig = await Rig.Start(Folder().Answers("""{"Work":[{"exit":1},{}]}"""));
        await rig.Send("orders", "one");
        await Wait.Until(() => rig.Broker.Count("orders") == 0 && rig.Calls().Count == 2, "the message is completed");
        Assert.NotEqual(rig.Calls()[0].Process, rig.Calls()[1].Process);
        Assert.True(rig.Calls()[1].DeliveryCount > 1);
        Assert.Equal(0, rig.Broker.Count("orders/$DeadLetterQueue"));
    }

    [Fact]
    public async Task After_ten_failures_the_message_is_dead_lettered_and_a_function_on_the_dead_letters_gets_it()
    {
        await using var rig = await Rig.Start(Folder().WithQueue("Dead", "orders/$DeadLetterQueue").Answers("""{"Work":[{"status":500}]}"""));
        await rig.Broker.Send("orders", [new BusMessage(Encoding.UTF8.GetBytes("poison")) { MessageId = "m-1", Properties = new JsonObject { ["source"] = "prison" } }]);
        await Wait.Until(() => rig.Calls("Dead").Count == 1 && rig.Broker.Count("orders/$DeadLetterQueue") == 0, "the dead letter is completed");
        Assert.Equal(Enumerable.Range(1, 10), rig.Calls("Work").Select(call => call.DeliveryCount));
        var dead = rig.Calls("Dead")[0];
        Assert.Equal("poison", JsonSerializer.Deserialize<string>(dead.Data().GetValue<string>()));
        Assert.Equal("\"m-1\"", dead.Metadata("MessageId"));
        Assert.Equal("\"orders\"", dead.Metadata("DeadLetterSource"));
        var properties = dead.Envelope["Metadata"]!["ApplicationProperties"]!;
        Assert.Equal(("MaxDeliveryCountExceeded", "prison"), (properties["DeadLetterReason"]!.GetValue<string>(), properties["source"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_dead_letters_of_a_subscription_reach_a_function_and_the_topic_does_not_feed_them()
    {
        await using var rig = await Rig.Start(new AppFolder()
            .With("Audit", """{"name":"message","type":"serviceBusTrigger","direction":"in","topicName":"events","subscriptionName":"audit"}""")
            .With("Dead", """{"name":"message","type":"serviceBusTrigger","direction":"in","topicName":"events","subscriptionName":"audit/$DeadLetterQueue"}""")
            .Answers("""{"Audit":[{"status":500},{"status":500},{}]}"""), Queues(("events/subscriptions/audit", new EntityOptions { MaxDeliveryCount = 2 })));
        await rig.Send("events", "poison");
        await Wait.Until(() => rig.Calls("Dead").Count == 1, "the dead letter is delivered");
        await rig.Send("events", "fine");
        await Wait.Until(() => rig.Calls("Audit").Count == 3 && rig.Broker.Count("events/subscriptions/audit") == 0, "the next is completed");
        var dead = Assert.Single(rig.Calls("Dead"));
        Assert.Equal("poison", JsonSerializer.Deserialize<string>(dead.Data().GetValue<string>()));
        Assert.Equal("MaxDeliveryCountExceeded", dead.Envelope["Metadata"]!["ApplicationProperties"]!["DeadLetterReason"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_object_output_is_sent_and_then_the_message_is_completed()
    {
        await using var rig = await Rig.Start(FolderWithOutput("""{"Work":[{"body":"{\"Outputs\":{\"out\":{\"a\":1}}}"}]}"""), Queues(("done", null)));
        await rig.Send("orders", "one");
        Assert.Equal("""{"a":1}""", Text(await rig.Take("done")));
        await Wait.Until(() => rig.Broker.Count("orders") == 0, "the message is completed");
    }

    [Fact]
    public async Task A_list_output_is_several_messages_and_a_base64_text_is_decoded()
    {
        await using var rig = await Rig.Start(FolderWithOutput("""{"Work":[{"body":"{\"Outputs\":{\"OUT\":[{\"n\":1},{\"n\":2}]}}"},{"body":"{\"Outputs\":{\"out\":\"dGVzdA==\"}}"}]}"""), Queues(("done", null)));
        await rig.Send("orders", "one");
        Assert.Equal(["""{"n":1}""", """{"n":2}"""], [Text(await rig.Take("done")), Text(await rig.Take("done"))]);
        await rig.Send("orders", "two");
        Assert.Equal("test", Text(await rig.Take("done")));
    }

    [Fact]
    public async Task Outputs_of_a_failed_invocation_are_not_sent()
    {
        await using var rig = await Rig.Start(FolderWithOutput("""{"Work":[{"status":500,"body":"{\"Outputs\":{\"out\":{\"failed\":true}}}"},{"body":"{\"Outputs\":{\"out\":{\"failed\":false}}}"}]}"""), Queues(("done", null)));
        await rig.Send("orders", "one");
        Assert.Equal("""{"failed":false}""", Text(await rig.Take("done")));
        Assert.Equal(0, rig.Broker.Count("done"));
    }

    /// <summary>Sending is part of the invocation: when it fails, the message must come again.</summary>
    [Fact]
    public async Task An_output_that_cannot_be_sent_fails_the_invocation()
    {
        await using var rig = await Rig.Start(FolderWithOutput("""{"Work":[{"body":"{\"Outputs\":{\"out\":{\"a\":1}}}"}]}"""));
        await rig.Send("orders", "one");
        Assert.Equal("MaxDeliveryCountExceeded", (await rig.Take("orders/$DeadLetterQueue")).DeadLetterReason);
        Assert.True(rig.Logged("Error", "could not be sent"));
    }

    [Fact]
    public async Task Logs_are_information()
    {
        await using var rig = await Rig.Start(Folder().Answers("""{"Work":[{"body":"{\"Logs\":[\"an error, it says\"]}"}]}"""));
        await rig.Send("orders", "one");
        await Wait.Until(() => rig.Logged("Information", "an error, it says"), "the line is logged");
    }

    [Fact]
    public async Task No_more_run_at_once_than_maxConcurrentCalls()
    {
        var folder = Folder();
        folder.Bus["maxConcurrentCalls"] = 3;
        folder.Answers($$"""{"Work":[{"until":"{{folder.Gate()}}"}]}""");
        await using var rig = await Rig.Start(folder);
        for (var n = 0; n < 10; n++) await rig.Send("orders", $"{n}");
        await Wait.Until(() => rig.Calls().Count == 3, "three run");
        await Task.Delay(300); // a fourth would have come
        Assert.Equal(3, rig.Calls().Count);
        folder.Open();
        await Wait.Until(() => rig.Broker.Count("orders") == 0, "all are completed");
        Assert.Equal(10, rig.Calls().Count);
    }

    [Fact]
    public async Task Each_function_has_its_own_places()
    {
        var folder = Folder().WithQueue("Other", "parcels");
        folder.Bus["maxConcurrentCalls"] = 1;
        folder.Answers($$"""{"Work":[{"until":"{{folder.Gate()}}"}]}""");
        await using var rig = await Rig.Start(folder);
        await rig.Send("orders", "one");
        await Wait.Until(() => rig.Calls("Work").Count == 1, "the first runs");
        await rig.Send("parcels", "two");
        await Wait.Until(() => rig.Calls("Other").Count == 1, "the other runs beside it");
        folder.Open();
    }

    [Fact]
    public async Task The_lock_is_renewed_while_the_handler_works()
    {
        var folder = Folder();
        folder.Answers($$"""{"Work":[{"until":"{{folder.Gate()}}"}]}""");
        await using var rig = await Rig.Start(folder, Queues(("orders", new EntityOptions { LockDuration = TimeSpan.FromSeconds(2) })));
        await rig.Send("orders", "one");
        await Wait.Until(() => rig.Calls().Count == 1, "it runs");
        await Task.Delay(TimeSpan.FromSeconds(5)); // more than twice the lock
        folder.Open();
        await Wait.Until(() => rig.Broker.Count("orders") == 0, "it is completed");
        Assert.Single(rig.Calls());
    }

    [Fact]
    public async Task Without_renewal_a_lock_that_runs_out_brings_the_message_again_beside_the_first_call()
    {
        var folder = Folder();
        folder.Bus["maxAutoLockRenewalDuration"] = "00:00:00";
        folder.Answers($$"""{"Work":[{"until":"{{folder.Gate()}}"},{"until":"{{folder.Gate("second")}}"}]}""");
        await using var rig = await Rig.Start(folder, Queues(("orders", new EntityOptions { LockDuration = TimeSpan.FromSeconds(1), MaxDeliveryCount = 2 })));
        await rig.Send("orders", "one");
        await Wait.Until(() => rig.Calls().Count == 2, "it comes again");
        Assert.Equal([1, 2], rig.Calls().Select(call => call.DeliveryCount));
        // Both calls lost their locks: what they answer now settles nothing, and the count is used up.
        await Wait.Until(() => rig.Broker.Count("orders/$DeadLetterQueue") == 1, "the second lock runs out too");
        folder.Open();
        folder.Open("second");
        await Wait.Until(() => folder.Recorded("ends").Count == 2, "both end");
        Assert.Equal("MaxDeliveryCountExceeded", (await rig.Take("orders/$DeadLetterQueue")).DeadLetterReason);
    }

    [Fact]
    public async Task A_message_in_work_when_the_host_stops_comes_again_after_the_next_start()
    {
        using var folder = Folder().Answers("""{"Work":[{"forever":true},{}]}""");
        await using (var first = await Rig.Start(folder, keepFolder: true))
        {
            await first.Send("orders", "one");
            await Wait.Until(() => folder.Calls().Count == 1, "it runs");
        }
        await using var second = await Rig.Start(folder, keepFolder: true);
        await Wait.Until(() => folder.Calls().Count == 2 && second.Broker.Count("orders") == 0, "it is completed");
    }

    [Fact]
    public async Task A_message_whose_call_outlives_functionTimeout_comes_again_to_the_new_process()
    {
        var folder = Folder().Answers("""{"Work":[{"status":200,"body":"","headers":{}},{}]}""");
        folder.Host["functionTimeout"] = "00:00:01";
        await using var rig = await Rig.Start(folder);
        await rig.Send("orders", "one");
        await Wait.Until(() => rig.Broker.Count("orders") == 0, "the message is completed");
        var calls = rig.Calls();
        Assert.Equal(2, calls.Count);
        Assert.NotEqual(calls[0].Process, calls[1].Process);
        Assert.Equal(2, calls[1].DeliveryCount);
    }
}
