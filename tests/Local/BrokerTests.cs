using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Local.Bus;

namespace Throughcare.Tests.Local;

/// <summary>Queues and topics as Service Bus has them, and on disk.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly MovableTime time = new();
    private readonly List<Broker> brokers = [];

    private Broker Open(string file = "bus.db")
    {
        var broker = new Broker(folder.In(file), time);
        brokers.Add(broker);
        return broker;
    }

    private Broker OpenQueue(EntityOptions? options = null, string file = "bus.db")
    {
        var broker = Open(file);
        broker.Queue("orders", options);
        return broker;
    }

    private static BusMessage Message(string text, string id = "") => new(Encoding.UTF8.GetBytes(text)) { MessageId = id };

    private static string Text(Delivery delivery) => Encoding.UTF8.GetString(delivery.Message.Body);

    private static async Task<Delivery> Receive(Broker broker, string entity = "orders")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await broker.Receive(entity, limit.Token);
    }

    /// <summary>Takes all that is ready now.</summary>
    private static async Task<List<string>> Drain(Broker broker, string entity = "orders")
    {
        var texts = new List<string>();
        while (broker.Count(entity) > 0)
        {
            var delivery = await Receive(broker, entity);
            texts.Add(Text(delivery));
            await broker.Complete(delivery);
        }
        return texts;
    }

    /// <summary>Whether nothing comes although someone waits; a moment of waiting that can only make a wrong pass, never a wrong failure.</summary>
    private static async Task<bool> NothingComes(Broker broker, string entity = "orders")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(250));
        try { await broker.Receive(entity, limit.Token); return false; } catch (OperationCanceledException) { return true; }
    }

    private async Task Close(Broker broker)
    {
        brokers.Remove(broker);
        await broker.DisposeAsync();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var broker in brokers) await broker.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Messages_come_in_the_order_they_were_sent_with_what_the_sender_gave()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one", "m-1") with { ContentType = "text/plain", Label = "greeting", CorrelationId = "c-1", Properties = new JsonObject { ["attempt"] = 2 } }, Message("two")]);
        var first = await Receive(broker);
        Assert.Equal(("one", "m-1", "text/plain", "greeting", "c-1", 1), (Text(first), first.Message.MessageId, first.Message.ContentType, first.Message.Label, first.Message.CorrelationId, first.DeliveryCount));
        Assert.Equal(2, first.Message.Properties["attempt"]!.GetValue<int>());
        var second = await Receive(broker);
        Assert.Equal("two", Text(second));
        Assert.True(second.SequenceNumber > first.SequenceNumber);
        Assert.NotEmpty(second.Message.MessageId);
    }

    [Fact]
    public async Task A_receiver_waits_until_there_is_a_message()
    {
        var broker = OpenQueue();
        var receiving = Receive(broker);
        Assert.False(receiving.IsCompleted);
        await broker.Send("orders", [Message("one")]);
        Assert.Equal("one", Text(await receiving));
    }

    [Fact]
    public async Task A_locked_message_is_not_delivered_to_another()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one")]);
        await Receive(broker);
        Assert.True(await NothingComes(broker));
    }

    [Fact]
    public async Task What_was_not_completed_is_there_after_a_reopening_and_what_was_is_not()
    {
        var first = OpenQueue();
        var sent = Message("kept", "m-2") with { ContentType = "text/plain", Label = "greeting", CorrelationId = "c-1", Properties = new JsonObject { ["attempt"] = 2 }, TimeToLive = TimeSpan.FromHours(1) };
        await first.Send("orders", [Message("completed"), sent, Message("never received")]);
        Assert.True(await first.Complete(await Receive(first)));
        var held = await Receive(first);
        await Close(first);

        var second = OpenQueue();
        var again = await Receive(second);
        Assert.Equal(("kept", "m-2", "text/plain", "greeting", "c-1"), (Text(again), again.Message.MessageId, again.Message.ContentType, again.Message.Label, again.Message.CorrelationId));
        Assert.Equal(2, again.Message.Properties["attempt"]!.GetValue<int>());
        Assert.Equal((held.SequenceNumber, held.EnqueuedAt, held.ExpiresAt), (again.SequenceNumber, again.EnqueuedAt, again.ExpiresAt));
        Assert.Equal("never received", Text(await Receive(second)));
    }

    /// <summary>The files as they are the moment Send returns are all that a killed process leaves behind.</summary>
    [Fact]
    public async Task What_was_sent_is_on_disk_when_Send_returns()
    {
        var killed = OpenQueue();
        for (var round = 0; round < 3; round++)
        {
            await killed.Send("orders", [Message($"message {round}")]);
            foreach (var part in new[] { "", "-wal" }) File.Copy(folder.In("bus.db" + part), folder.In($"left-{round}.db{part}"));
            Assert.Equal(Enumerable.Range(0, round + 1).Select(n => $"message {n}"), await Drain(OpenQueue(file: $"left-{round}.db")));
        }
    }

    [Fact]
    public async Task What_was_completed_does_not_come_again_after_a_kill()
    {
        var killed = OpenQueue();
        await killed.Send("orders", [Message("one"), Message("two")]);
        Assert.True(await killed.Complete(await Receive(killed)));
        foreach (var part in new[] { "", "-wal" }) File.Copy(folder.In("bus.db" + part), folder.In($"left.db{part}"));
        Assert.Equal(["two"], await Drain(OpenQueue(file: "left.db")));
    }

    [Fact]
    public async Task A_duplicate_within_the_window_is_dropped()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one", "m-1")]);
        time.Move(TimeSpan.FromMinutes(9));
        await broker.Send("orders", [Message("the same again", "m-1"), Message("two", "m-2"), Message("twice in one batch", "m-2")]);
        Assert.Equal(["one", "two"], await Drain(broker));
    }

    [Fact]
    public async Task A_duplicate_after_the_window_is_taken()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one", "m-1")]);
        time.Move(TimeSpan.FromMinutes(11));
        await broker.Send("orders", [Message("the same much later", "m-1")]);
        Assert.Equal(["one", "the same much later"], await Drain(broker));
    }

    [Fact]
    public async Task A_duplicate_is_still_dropped_after_the_first_was_completed_and_the_broker_reopened()
    {
        var first = OpenQueue();
        await first.Send("orders", [Message("one", "m-1")]);
        Assert.Equal(["one"], await Drain(first));
        await Close(first);
        var second = OpenQueue();
        await second.Send("orders", [Message("one", "m-1"), Message("two", "m-2")]);
        Assert.Equal(["two"], await Drain(second));
    }

    [Fact]
    public async Task The_same_id_in_another_queue_is_no_duplicate()
    {
        var broker = OpenQueue();
        broker.Queue("parcels");
        await broker.Send("orders", [Message("one", "m-1")]);
        await broker.Send("parcels", [Message("one", "m-1")]);
        Assert.Equal(1, broker.Count("parcels"));
    }

    [Fact]
    public async Task Without_duplicate_detection_both_are_taken()
    {
        var broker = OpenQueue(new EntityOptions { DuplicateWindow = TimeSpan.Zero });
        await broker.Send("orders", [Message("one", "m-1"), Message("two", "m-1")]);
        Assert.Equal(["one", "two"], await Drain(broker));
    }

    [Fact]
    public async Task A_scheduled_message_comes_when_it_is_due_and_not_before()
    {
        var broker = OpenQueue();
        var due = time.GetUtcNow().AddMinutes(30);
        await broker.Send("orders", [Message("later") with { ScheduledFor = due }, Message("now")]);
        var now = await Receive(broker);
        Assert.Equal("now", Text(now));
        Assert.True(await NothingComes(broker));
        time.Move(TimeSpan.FromMinutes(31));
        var later = await Receive(broker);
        Assert.Equal("later", Text(later));
        Assert.Equal(due, later.EnqueuedAt);
    }

    [Fact]
    public async Task A_scheduled_message_is_still_scheduled_after_a_reopening()
    {
        var first = OpenQueue();
        await first.Send("orders", [Message("later") with { ScheduledFor = time.GetUtcNow().AddMinutes(30) }]);
        await Close(first);
        var second = OpenQueue();
        Assert.Equal(1, second.Count("orders"));
        Assert.True(await NothingComes(second));
        time.Move(TimeSpan.FromMinutes(31));
        Assert.Equal("later", Text(await Receive(second)));
    }

    [Fact]
    public async Task A_message_that_outlived_its_time_is_dead_lettered()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("short-lived") with { TimeToLive = TimeSpan.FromMinutes(1) }, Message("lasting")]);
        time.Move(TimeSpan.FromMinutes(2));
        Assert.Equal("lasting", Text(await Receive(broker)));
        var dead = await Receive(broker, "orders" + Broker.DeadLetter);
        Assert.Equal(("short-lived", "TTLExpiredException", "orders"), (Text(dead), dead.DeadLetterReason, dead.DeadLetterSource));
    }

    /// <summary>Clients write "for ever" as the longest time there is; that must not overflow.</summary>
    [Fact]
    public async Task A_message_may_live_for_ever()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("for ever") with { TimeToLive = TimeSpan.MaxValue }]);
        var delivery = await Receive(broker);
        Assert.Equal(("for ever", null), (Text(delivery), delivery.ExpiresAt));
    }

    [Fact]
    public async Task A_topic_copies_to_each_subscription()
    {
        var broker = Open();
        broker.Subscription("events", "audit");
        broker.Subscription("events", "letters");
        await broker.Send("events", [Message("one", "m-1"), Message("two", "m-2")]);
        var audit = await Receive(broker, "events/subscriptions/audit");
        await broker.Complete(audit);
        Assert.Equal(["two"], await Drain(broker, "events/subscriptions/audit"));
        Assert.Equal(["one", "two"], await Drain(broker, "Events/Subscriptions/Letters"));
    }

    [Fact]
    public async Task A_batch_is_taken_whole_or_not_at_all()
    {
        var broker = Open();
        broker.Subscription("events", "wide");
        broker.Subscription("events", "narrow", new EntityOptions { MaxMessageBytes = 10 });
        await Assert.ThrowsAsync<ArgumentException>(() => broker.Send("events", [Message("small"), Message("larger than ten")]));
        Assert.Equal(0, broker.Count("events/subscriptions/wide"));
        Assert.Equal(0, broker.Count("events/subscriptions/narrow"));
    }

    [Fact]
    public async Task A_message_of_the_greatest_size_is_taken_and_one_byte_more_is_refused()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [new BusMessage(new byte[256 * 1024])]);
        await Assert.ThrowsAsync<ArgumentException>(() => broker.Send("orders", [new BusMessage(new byte[256 * 1024 + 1])]));
        Assert.Equal(1, broker.Count("orders"));
    }

    [Fact]
    public async Task Sending_to_what_is_not_there_is_refused() => await Assert.ThrowsAsync<KeyNotFoundException>(() => OpenQueue().Send("parcels", [Message("one")]));

    [Fact]
    public async Task An_abandoned_message_comes_again_at_once_with_a_higher_count()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one"), Message("two")]);
        for (var count = 1; count <= 3; count++)
        {
            var delivery = await Receive(broker);
            Assert.Equal(("one", count), (Text(delivery), delivery.DeliveryCount));
            await broker.Abandon(delivery);
        }
    }

    /// <summary>Who waits for a queue to be empty must not take a message in hand for none.</summary>
    [Fact]
    public async Task A_message_that_is_given_back_completed_or_buried_is_counted_all_the_while()
    {
        var broker = OpenQueue(new EntityOptions { MaxDeliveryCount = 20 });
        await broker.Send("orders", [Message("one")]);
        for (var round = 1; round <= 20; round++)
        {
            var abandoning = broker.Abandon(await Receive(broker));
            while (!abandoning.IsCompleted) Assert.True(broker.Count("orders") + broker.Count("orders" + Broker.DeadLetter) >= 1);
            await abandoning;
        }
        Assert.Equal((0, 1), (broker.Count("orders"), broker.Count("orders" + Broker.DeadLetter)));
        Assert.True(await broker.Complete(await Receive(broker, "orders" + Broker.DeadLetter)));
        Assert.Equal(0, broker.Count("orders" + Broker.DeadLetter));
    }

    [Fact]
    public async Task The_count_of_deliveries_outlives_a_reopening()
    {
        var first = OpenQueue();
        await first.Send("orders", [Message("one")]);
        await first.Abandon(await Receive(first));
        await Close(first);
        Assert.Equal(2, (await Receive(OpenQueue())).DeliveryCount);
    }

    [Fact]
    public async Task After_the_greatest_count_of_deliveries_it_is_dead_lettered_with_a_reason()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("poison", "m-1")]);
        for (var count = 1; count <= 10; count++) await broker.Abandon(await Receive(broker));
        Assert.Equal(0, broker.Count("orders"));
        var dead = await Receive(broker, "ORDERS/$DeadLetterQueue");
        Assert.Equal(("poison", "m-1", "MaxDeliveryCountExceeded", "orders", 1), (Text(dead), dead.Message.MessageId, dead.DeadLetterReason, dead.DeadLetterSource, dead.DeliveryCount));
    }

    [Fact]
    public async Task A_dead_letter_keeps_its_reason_over_a_reopening_and_is_never_dead_lettered_again()
    {
        var first = OpenQueue(new EntityOptions { MaxDeliveryCount = 1 });
        await first.Send("orders", [Message("poison")]);
        await first.Abandon(await Receive(first));
        await Close(first);
        var second = OpenQueue();
        for (var count = 1; count <= 12; count++)
        {
            var dead = await Receive(second, "orders" + Broker.DeadLetter);
            Assert.Equal(("MaxDeliveryCountExceeded", count), (dead.DeadLetterReason, dead.DeliveryCount));
            await second.Abandon(dead);
        }
    }

    [Fact]
    public async Task A_lock_that_runs_out_gives_the_message_to_the_next()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one")]);
        await Receive(broker);
        time.Move(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await Receive(broker)).DeliveryCount);
    }

    [Fact]
    public async Task A_lock_that_runs_out_too_often_dead_letters()
    {
        var broker = OpenQueue(new EntityOptions { MaxDeliveryCount = 2 });
        await broker.Send("orders", [Message("one")]);
        for (var count = 1; count <= 2; count++)
        {
            await Receive(broker);
            time.Move(TimeSpan.FromMinutes(2));
        }
        Assert.Equal("MaxDeliveryCountExceeded", (await Receive(broker, "orders" + Broker.DeadLetter)).DeadLetterReason);
    }

    [Fact]
    public async Task Completing_renewing_and_abandoning_after_the_lock_ran_out_does_nothing()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one")]);
        var late = await Receive(broker);
        time.Move(TimeSpan.FromMinutes(2));
        Assert.False(broker.Renew(late));
        Assert.False(await broker.Complete(late));
        await broker.Abandon(late);
        Assert.Equal(1, broker.Count("orders"));
        Assert.Equal(2, (await Receive(broker)).DeliveryCount);
    }

    /// <summary>The first receiver's lock is lost for good; it must not act on the second receiver's.</summary>
    [Fact]
    public async Task Who_lost_the_lock_cannot_settle_the_next_receivers_delivery()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one")]);
        var late = await Receive(broker);
        time.Move(TimeSpan.FromMinutes(2));
        var next = await Receive(broker);
        Assert.NotEqual(late.LockToken, next.LockToken);
        Assert.False(broker.Renew(late));
        await broker.Abandon(late);
        Assert.False(await broker.Complete(late));
        Assert.True(await broker.Complete(next));
    }

    [Fact]
    public async Task A_renewed_lock_holds_longer()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one")]);
        var delivery = await Receive(broker);
        for (var minute = 0; minute < 3; minute++)
        {
            time.Move(TimeSpan.FromSeconds(50));
            Assert.True(broker.Renew(delivery));
        }
        Assert.Equal(1, delivery.DeliveryCount);
        Assert.True(await broker.Complete(delivery));
        Assert.Equal(0, broker.Count("orders"));
    }

    [Fact]
    public async Task A_message_is_completed_once()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [Message("one")]);
        var delivery = await Receive(broker);
        Assert.True(await broker.Complete(delivery));
        Assert.False(await broker.Complete(delivery));
    }

    [Fact]
    public async Task Sixteen_receivers_at_once_never_have_the_same_message()
    {
        const int messages = 400;
        var broker = OpenQueue();
        var holders = new ConcurrentDictionary<long, int>();
        var completed = 0;
        using var done = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var receivers = Enumerable.Range(0, 16).Select(receiver => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    var delivery = await broker.Receive("orders", done.Token);
                    Assert.True(holders.TryAdd(delivery.SequenceNumber, receiver), "two hold the same message");
                    await Task.Yield();
                    if (delivery.DeliveryCount == 1 && delivery.SequenceNumber % 5 == 0)
                    {
                        Assert.True(holders.TryRemove(delivery.SequenceNumber, out _));
                        await broker.Abandon(delivery);
                        continue;
                    }
                    Assert.True(await broker.Complete(delivery));
                    if (Interlocked.Increment(ref completed) == messages) await done.CancelAsync();
                }
            }
            catch (OperationCanceledException) { /* all are done */ }
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
        {
            for (var n = 0; n < messages / 4 / 10; n++) await broker.Send("orders", [.. Enumerable.Range(0, 10).Select(i => Message($"{sender} {n} {i}"))]);
        })));
        await Task.WhenAll(receivers);
        Assert.Equal(messages, completed);
        Assert.Equal(0, broker.Count("orders"));
        Assert.Equal(0, broker.Count("orders" + Broker.DeadLetter));
    }

    [Fact]
    public async Task A_broker_can_be_closed_while_locks_run_out()
    {
        var broker = OpenQueue();
        await broker.Send("orders", [.. Enumerable.Range(0, 50).Select(n => Message($"{n}"))]);
        for (var n = 0; n < 50; n++) await Receive(broker);
        time.Move(TimeSpan.FromMinutes(2));
        await Close(broker);
        Assert.Equal(50, OpenQueue().Count("orders"));
    }

    [Fact]
    public async Task When_a_timer_last_fired_outlives_a_reopening()
    {
        var first = Open();
        Assert.Null(first.TimerLast("Sweep"));
        var at = time.GetUtcNow();
        await first.TimerFired("Sweep", at);
        await Close(first);
        Assert.Equal(at, Open().TimerLast("Sweep"));
    }
}
