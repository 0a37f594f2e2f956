using Throughcare.Plans;
using Throughcare.Storage;

namespace Throughcare.Subscriptions;

/// <summary>What a notice needs to know of a subscription to say whether it is an event for it; none of it ever changes.</summary>
internal sealed record Listed(string Id, string Caller, string Topic, IReadOnlyList<string> Areas, IReadOnlyList<string> Recipients);

/// <summary>A partition for each subscription: what was asked for (head), its events by number, the notices they were made of, and what is owed of them. One more partition lists all subscriptions.</summary>
/// <remarks>Events are kept for as long as the subscription is.</remarks>
internal sealed class SubscriptionStore(Table subscriptions, TimeProvider time)
{
    private const string List = "listed";

    public async Task<Subscription?> Read(string id, CancellationToken cancel) =>
        await subscriptions.Get(id, Subscription.HeadRow, cancel) is { } row && Subscription.From(row) is { Deleted: false } found ? found : null;

    /// <summary>All subscriptions there are, in one range read.</summary>
    public Task<IReadOnlyList<Listed>> All(CancellationToken cancel) => Listing("subscription|", cancel);

    public Task<IReadOnlyList<Listed>> Of(string caller, CancellationToken cancel) => Listing($"subscription|{caller}|", cancel);

    private async Task<IReadOnlyList<Listed>> Listing(string prefix, CancellationToken cancel)
    {
        var all = new List<Listed>();
        await foreach (var row in subscriptions.StartingWith(List, prefix, cancel))
            all.Add(new Listed(row.Row.Split('|')[2], row.Row.Split('|')[1], row.Text("Topic")!, Subscription.Parts(row, "Areas", ' '), Subscription.Parts(row, "Recipients", ' ')));
        return all;
    }

    /// <summary>The row by which one caller's creations come one after the other.</summary>
    public Task<TableRow?> Turn(string caller, CancellationToken cancel) => subscriptions.Get(List, $"caller|{caller}", cancel);

    /// <summary>Makes it, and lists it if the caller has not made another since <paramref name="turn"/> was read; a <see cref="StorageFault"/> (412 or 409) if they have. What is not listed is not there for anybody.</summary>
    public async Task Create(Subscription subscription, TableRow? turn, CancellationToken cancel)
    {
        if (await subscriptions.Get(subscription.Id, Subscription.HeadRow, cancel) is null)
            await subscriptions.Submit([TableChange.Insert(subscription.ToTableRow()), TableChange.Merge(OwedRow.ForSubscriber(subscription.Id))], cancel);
        var mark = new TableRow(List, $"caller|{subscription.Caller}") { ["Last"] = subscription.Id };
        await subscriptions.Submit(
        [
            turn?.ETag is { } etag ? TableChange.Replace(mark, etag) : TableChange.Insert(mark),
            TableChange.Insert(new TableRow(List, RowOf(subscription)) { ["Topic"] = subscription.Topic, ["Areas"] = string.Join(' ', subscription.Areas), ["Recipients"] = string.Join(' ', subscription.Recipients) }),
        ], cancel);
    }

    /// <summary>Changes it if nobody else has since it was read.</summary>
    /// <param name="again">What is owed begins again with a handshake.</param>
    public Task Change(Subscription subscription, bool again, CancellationToken cancel) => subscriptions.Submit(
    [
        TableChange.Merge(subscription.ToTableRow(), subscription.ETag), .. again ? [TableChange.Merge(OwedRow.ForSubscriber(subscription.Id))] : Array.Empty<TableChange>(),
    ], cancel);

    /// <summary>Takes it away with its events. From the first step on nobody sees it; one that was broken off is taken up by the next.</summary>
    public async Task Delete(Subscription subscription, CancellationToken cancel)
    {
        await subscriptions.Submit([TableChange.Merge((subscription with { Deleted = true }).ToTableRow(), subscription.ETag)], cancel);
        await Clear(subscription, cancel);
    }

    /// <summary>Whether there was something left of it to take away.</summary>
    public async Task<bool> DeleteTheRest(string id, string caller, CancellationToken cancel)
    {
        if (await subscriptions.Get(id, Subscription.HeadRow, cancel) is not { } row || Subscription.From(row) is not { Deleted: true } begun || begun.Caller != caller) return false;
        await Clear(begun, cancel);
        return true;
    }

    private async Task Clear(Subscription subscription, CancellationToken cancel)
    {
        await subscriptions.Delete(List, RowOf(subscription), cancel);
        await foreach (var row in subscriptions.StartingWith(subscription.Id, "", cancel)) if (row.Row != Subscription.HeadRow) await subscriptions.Delete(row.Partition, row.Row, cancel);
        await subscriptions.Delete(subscription.Id, Subscription.HeadRow, cancel);
    }

    private static string RowOf(Subscription subscription) => $"subscription|{subscription.Caller}|{subscription.Id}";

    /// <summary>Records the notice's change as the subscription's next event. The same notice again changes nothing.</summary>
    /// <param name="notice">Its key, and whose plan it changed.</param>
    /// <returns>Whether something may be owed because of it; a <see cref="StorageFault"/> (412 or 409) when somebody else was quicker, and it has to be tried again.</returns>
    public async Task<bool> Record(string id, string notice, DateTimeOffset recordedAt, Change change, CancellationToken cancel)
    {
        if (await subscriptions.Get(id, $"notice|{notice}", cancel) is not null) return true;
        // A notice that comes again, from before somebody subscribed, is none of theirs. Clocks of two machines may differ by so much.
        if (await Read(id, cancel) is not { } subscription || !subscription.Records(time.GetUtcNow()) || recordedAt < subscription.Since - TimeSpan.FromMinutes(5)) return false;
        var number = subscription.Last + 1;
        await subscriptions.Submit(
        [
            TableChange.Insert(new TableRow(id, $"notice|{notice}") { ["Number"] = number }),
            TableChange.Insert(new SubscriptionEvent(number, recordedAt, change).ToTableRow(id)),
            TableChange.Merge(new TableRow(id, Subscription.HeadRow) { ["Last"] = number }, subscription.ETag),
            TableChange.Merge(new TableRow(id, OwedRow.RowPrefix + OwedRow.Subscriber) { ["Wanted"] = number }),
        ], cancel);
        return true;
    }

    /// <summary>The events of these numbers, both included, in their order.</summary>
    public async Task<IReadOnlyList<SubscriptionEvent>> Events(string id, long from, long until, CancellationToken cancel)
    {
        var events = new List<SubscriptionEvent>();
        await foreach (var row in subscriptions.Between(id, SubscriptionEvent.RowOf(from), SubscriptionEvent.RowOf(until), cancel)) events.Add(SubscriptionEvent.From(row));
        return events;
    }
}
