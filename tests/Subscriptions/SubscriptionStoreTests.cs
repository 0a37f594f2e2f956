using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Plans;
using Throughcare.Storage;
using Throughcare.Subscriptions;
using Throughcare.Tests.Storage;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.Subscriptions;

/// <summary>Events on real Azurite: numbered without gaps, each notice once, and the same in every notification.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class SubscriptionStoreTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static int tables;
    private readonly StandingClock clock = new(Subscribing.Now);
    private readonly Patience patience = new(TimeProvider.System, TimeSpan.FromMilliseconds(5));
    private Table table = null!;
    private SubscriptionStore store = null!;
    private PlanStore plans = null!;

    public async Task InitializeAsync()
    {
        table = new AzureTable(azurite.Account, $"subscriptions{Interlocked.Increment(ref tables)}");
        await table.CreateIfMissing(default);
        store = new SubscriptionStore(table, clock);
        plans = new PlanStore(table, table, Translating.Tables, Translating.Keys, Subscribing.FhirBase);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<Subscription> Made(Subscription subscription)
    {
        await store.Create(subscription, await store.Turn(subscription.Caller, default), default);
        return (await store.Read(subscription.Id, default))!;
    }

    private Task<bool> Record(string id, string notice, string focus = "ServiceRequest/p1-a", DateTimeOffset? at = null) => patience.Try(token => store.Record(id, notice, at ?? Subscribing.Now, new Change(focus, []), token), default);

    private async Task<OwedRow> Row(string id) => (await plans.ReadOwed(id, OwedRow.Subscriber, default))!;

    private Notifications Notifications() => new(store, Subscribing.Endpoints, Subscribing.Callers, Translating.Keys, (_, _, _) => Task.FromResult<Throughcare.FhirApi.DisclosedPlan?>(null), clock, Subscribing.FhirBase);

    [Fact]
    public async Task Many_notices_at_once_and_each_twice_are_numbered_without_a_gap_and_each_once()
    {
        await Made(Subscribing.Subscription("sa"));
        // The second time too says that something may be owed: the first may have died before it asked for it to be sent.
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Record("sa", $"n{i % 20}", $"ServiceRequest/p{i % 20}-a")))), Assert.True);
        var events = await store.Events("sa", 1, 1000, default);
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), events.Select(one => one.Number));
        Assert.Equal(20, events.Select(one => one.Person).Distinct().Count());
        Assert.Equal((20L, 20L), ((await store.Read("sa", default))!.Last, (await Row("sa")).Wanted));
    }

    [Fact]
    public async Task What_was_before_it_or_while_it_was_off_is_no_event()
    {
        var subscription = await Made(Subscribing.Subscription("sb"));
        Assert.False(await Record("sb", "old", at: Subscribing.Now.AddDays(-1)));
        await store.Change(subscription with { Off = true }, again: false, default);
        Assert.False(await Record("sb", "off"));
        await store.Change((await store.Read("sb", default))! with { Off = false, End = Subscribing.Now.AddMinutes(1) }, again: true, default);
        Assert.True(await Record("sb", "on"));
        clock.Now = Subscribing.Now.AddMinutes(1);
        Assert.False(await Record("sb", "ended"));
        Assert.Equal("on".Length, Assert.Single(await store.Events("sb", 1, 9, default)).Number + 1);
        Assert.False(await Record("nothing", "n1"));
    }

    [Fact]
    public async Task What_is_deleted_leaves_nothing_behind_and_a_deletion_that_was_cut_off_is_taken_up()
    {
        var subscription = await Made(Subscribing.Subscription("sc"));
        await Record("sc", "n1");
        await table.Submit([TableChange.Merge((subscription with { Deleted = true }).ToTableRow())], default);
        Assert.Null(await store.Read("sc", default));
        Assert.False(await Record("sc", "n2"));
        Assert.False(await store.DeleteTheRest("sc", "gp", default));
        Assert.True(await store.DeleteTheRest("sc", "probation", default));
        await foreach (var row in table.StartingWith("sc", "", default)) Assert.Fail(row.Row);
        Assert.DoesNotContain(await store.All(default), one => one.Id == "sc");
        await store.Delete(await Made(Subscribing.Subscription("sd")), default);
        await foreach (var row in table.StartingWith("sd", "", default)) Assert.Fail(row.Row);
    }

    [Fact]
    public async Task Of_two_creations_of_one_caller_at_once_the_second_is_told_to_look_again()
    {
        var turn = await store.Turn("gp", default);
        await store.Create(Subscribing.Subscription("se", caller: "gp"), turn, default);
        var fault = await Assert.ThrowsAsync<StorageFault>(() => store.Create(Subscribing.Subscription("sf", caller: "gp"), turn, default));
        Assert.True(fault.AlreadyThere || fault.LostTheRace);
        Assert.Equal(["se"], (await store.Of("gp", default)).Select(one => one.Id));
    }

    /// <summary>What was tried goes again as the same bytes, however much has come meanwhile.</summary>
    [Fact]
    public async Task A_notification_that_is_tried_again_is_the_same_and_what_came_later_comes_after_it()
    {
        var subscription = await Made(Subscribing.Subscription("sg", maxCount: 2));
        var handshake = (await Notifications().Next(subscription, await Row("sg"), default))!;
        Assert.Equal((0L, 0), (handshake.Last, handshake.Events.Count));
        var row = await Row("sg") with { AcknowledgedContent = "greeted", AcknowledgedAt = Subscribing.Now };
        Assert.Null(await Notifications().Next(subscription, row, default));
        await Record("sg", "n1");
        var first = (await Notifications().Next(subscription, row with { Wanted = 1 }, default))!;
        await Record("sg", "n2");
        await Record("sg", "n3");
        clock.Now = Subscribing.Now.AddMinutes(3);
        var again = (await Notifications().Next(subscription, row with { Wanted = 3, Trying = 1, TryingContent = first.Document.Digest }, default))!;
        Assert.Equal((first.Document.Digest, first.Document.MessageId), (again.Document.Digest, again.Document.MessageId));
        var rest = (await Notifications().Next(subscription, row with { Wanted = 3, Acknowledged = 1 }, default))!;
        Assert.Equal([2L, 3L], rest.Events.Select(one => one.Number));
        Assert.NotEqual(first.Document.MessageId, rest.Document.MessageId);
        Assert.Equal(Subscribing.Hook, rest.Url!.ToString());
        Assert.Null(await Notifications().Next(subscription, row with { Wanted = 3, State = "given-up" }, default));
    }

    [Fact]
    public async Task A_sign_of_life_is_due_when_the_silence_has_lasted_and_not_before()
    {
        var subscription = await Made(Subscribing.Subscription("sh", heartbeat: 60));
        var row = Subscribing.Row("sh");
        clock.Now = Subscribing.Now.AddSeconds(59);
        Assert.Null(await Notifications().Next(subscription, row, default));
        clock.Now = Subscribing.Now.AddSeconds(61);
        var beat = (await Notifications().Next(subscription, row, default))!;
        Assert.Equal("heartbeat", JsonNode.Parse(beat.Document.Bytes).At("entry", 0, "resource", "parameter", 3).TextAt("valueCode"));
        clock.Now = Subscribing.Now.AddSeconds(75);
        Assert.Equal(beat.Document.Digest, (await Notifications().Next(subscription, row, default))!.Document.Digest);
        Assert.Null(await Notifications().Next(subscription with { Off = true }, row, default));
        Assert.Null(await Notifications().Next(subscription, row with { State = "refused" }, default));
    }
}
