using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Channels;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Storage;
using Throughcare.Subscriptions;

namespace Throughcare.SendUpdate;

/// <summary>Tells one recipient what they are owed about one person: the plan as it is now, as they may have it, until they acknowledge. Tells a subscriber what has happened since they last answered.</summary>
internal sealed class SendUpdate(PlanStore plans, Routing routing, Messages messages, SubscriptionStore subscriptions, Notifications notifications, Endpoints endpoints, RecipientClient recipients, Ledger ledger, Updates updates, OpenQuestions questions, Hints hints, Patience patience, FaultPoint fault, TimeProvider time)
{
    /// <summary>A recipient that has not answered for so long is left to a person.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(72);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    public async Task<Ending> Run(Invocation invocation, CancellationToken cancel)
    {
        var message = invocation.Json("update");
        var (subject, to) = (message.GetProperty("subject").GetString()!, message.GetProperty("to").GetString()!);
        try
        {
            return await patience.Try(token => Tell(subject, to, invocation.Metadata("MessageId") ?? "", token), cancel);
        }
        catch (Exception problem) when (Patience.RanOut(problem, cancel))
        {
            using var last = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await updates.SendLater(subject, to, TimeSpan.FromSeconds(30), last.Token);
            return $"{to} about {subject}: storage is away; it will be tried again in half a minute.";
        }
    }

    private async Task<Ending> Tell(string subject, string to, string message, CancellationToken cancel)
    {
        var row = await plans.ReadOwed(subject, to, cancel);
        if (row is null || (!row.Owing && to != OwedRow.Subscriber)) { await hints.Done(Hints.Owed, $"{subject}/{to}", cancel); return $"{to} is owed nothing about {subject}."; }
        var now = time.GetUtcNow();
        if (row.LeaseUntil > now && row.LeaseBy != message) return await Later(row, row.LeaseUntil.Value - now, "someone else is telling them", cancel);
        if (row.NextAt > now && row.TriedFor == row.Wanted) return $"{to} about {subject}: {row.Because}; a look is due already.";
        row = row with { LeaseBy = message };
        return row.Role switch { OwedRow.Subscriber => await TellSubscriber(row, cancel), "source" => await TellRefusal(row, cancel), _ => await TellPlan(row, cancel) };
    }

    private async Task<Ending> TellPlan(OwedRow row, CancellationToken cancel)
    {
        if (await plans.Current(row.Subject, cancel) is not { } plan) return $"There is no plan {row.Subject}.";
        var role = routing.Roles[row.Role];
        var recipient = routing.Recipients[row.To];
        var content = row.Leaving ? messages.Farewell(role, recipient, plan) : messages.ContentFor(role, recipient, plan);
        // Nothing is for them: only someone who was told before has to hear that it is gone.
        if (content.IsEmpty && row.MayKnow) content = messages.Farewell(role, recipient, plan);
        if (content.IsEmpty) return await Settle(row, plan.Version, row.Leaving ? "ended" : "nothing-to-tell", "Nothing in the plan is for them.", "", content, row.AcknowledgedContent, cancel);
        // Only what they acknowledged and nothing sent since makes it sure that they know this.
        if (content.Digest == row.AcknowledgedContent && (row.TryingContent.Length == 0 || row.TryingContent == content.Digest))
            return await Settle(row, plan.Version, row.Leaving ? "ended" : "acknowledged", "What changed is not for them; what they know still holds.", "", content, content.Digest, cancel);

        // The same content goes under the version and number it was first tried with, so that a repeat has the same bytes.
        var trying = content.Digest == row.TryingContent ? row
            : row with { Trying = plan.Version, Sequence = row.Sequence + 1, TryingContent = content.Digest, TryingSince = null, Attempts = 0 };
        var document = messages.Document(role, recipient, row.Subject, trying.Trying, trying.Sequence, content);
        return await Deliver(trying, token => recipients.Tell(recipient, document, token), document, content, plan.Version, cancel);
    }

    /// <summary>A handshake, the next events or a sign of life, whichever is due; the next look is for the end of the silence that they want.</summary>
    private async Task<Ending> TellSubscriber(OwedRow row, CancellationToken cancel)
    {
        var subscription = await subscriptions.Read(row.Subject, cancel);
        if (subscription is null || await notifications.Next(subscription, row, cancel) is not { } next)
        {
            await Rest(row, cancel);
            return $"{row.To} of {row.Subject}: nothing is due.";
        }
        foreach (var person in next.Events.Select(one => one.Person).Distinct())
            await plans.Submit([TableChange.Merge(PlanStore.AuditLine(person, time.GetUtcNow(), subscription.Caller, next.Document.MessageId, $"telling a subscriber, {subscription.Content}", next.Document.Digest, messages.PolicyVersion))], cancel);
        // With full-resource the same events can have other content by now; it is still them that are being tried.
        var trying = row with { Trying = next.Last, Sequence = next.Document.Digest == row.TryingContent ? row.Sequence : row.Sequence + 1, TryingContent = next.Document.Digest };
        if (row.TryingContent.Length == 0 || row.Trying != next.Last) trying = trying with { TryingSince = null, Attempts = 0 };
        return await Deliver(trying, Call, next.Document, new Content([], null, next.Document.Digest, []), next.Last, cancel);

        Task<(Told, string)> Call(CancellationToken token) => next.Url is { } url
            ? recipients.Notify(url, endpoints.KeyOf(subscription.Caller), TimeSpan.FromSeconds(subscription.Timeout > 0 ? subscription.Timeout : Subscription.MostTimeout), next.Document, token)
            : Task.FromResult((Told.Later, "its address is not among those that its agency has given us"));
    }

    /// <summary>No more than one hint is kept for a subscriber, so that however often it is looked at there is one sign of life.</summary>
    private async Task Rest(OwedRow row, CancellationToken cancel)
    {
        if (await subscriptions.Read(row.Subject, cancel) is { } subscription && Notifications.SilentUntil(subscription, row, time.GetUtcNow()) is { } silent) await hints.Put(Hints.Owed, $"{row.Subject}/{row.To}", silent, cancel);
        else await hints.Done(Hints.Owed, $"{row.Subject}/{row.To}", cancel);
    }

    private async Task<Ending> TellRefusal(OwedRow row, CancellationToken cancel)
    {
        var ending = await ledger.Ending(row.Subject, cancel);
        if (ending is null) return await Later(row, TimeSpan.FromSeconds(5), "its ending is not written yet", cancel);
        if (ending.Text("Outcome") is not { } outcome) return await Settle(row, 1, "nothing-to-tell", "The notice was applied after all.", "", new Content([], null, "", []), "", cancel);
        var recipient = routing.Recipients[row.To];
        var document = messages.Refusal(row.Subject, recipient, JsonNode.Parse(outcome)!.AsObject());
        return await Deliver(row with { Trying = 1, TryingContent = document.Digest }, token => recipients.Tell(recipient, document, token), document, new Content([], null, document.Digest, []), 1, cancel);
    }

    /// <summary>Holds the row, writes down what is about to be disclosed, calls, and settles by the answer.</summary>
    private async Task<Ending> Deliver(OwedRow row, Func<CancellationToken, Task<(Told, string)>> call, Document document, Content content, long version, CancellationToken cancel)
    {
        await fault.Hit("update-before-claim");
        var now = time.GetUtcNow();
        var claimed = row with { LeaseUntil = now + Lease, TryingSince = row.TryingSince ?? now, Attempts = row.Attempts + 1 };
        await plans.Update(claimed, Audit(claimed, document.MessageId, "sending", document.Digest, content), cancel);
        await fault.Hit("update-before-send");
        var (told, because) = await call(cancel);
        await fault.Hit("update-after-send");

        var held = await plans.ReadOwed(row.Subject, row.To, cancel) ?? claimed;
        switch (told)
        {
            // A subscriber who asked meanwhile to begin again knows these events, and is still owed the handshake.
            case Told.Acknowledged when held.TryingContent.Length == 0:
                return await Settle(held, version, "owed", "", document.MessageId, content, "", cancel);
            case Told.Acknowledged:
                return await Settle(held, version, row.To == OwedRow.Subscriber ? "owed" : row.Leaving ? "ended" : "acknowledged", "", document.MessageId, content, row.TryingContent, cancel);
            case Told.Refused:
                return await LeaveToAPerson(held, "refused", because, document, content, cancel);
            case Told.NotCalled:
                return await Postpone(held with { Attempts = row.Attempts }, row.Wanted, Backoff(3), because, cancel);
            default:
                if (now - claimed.TryingSince > GiveUpAfter) return await LeaveToAPerson(held, "given-up", because, document, content, cancel);
                return await Postpone(held, row.Wanted, Backoff(claimed.Attempts), because, cancel);
        }
    }

    private async Task<Ending> Postpone(OwedRow row, long triedFor, TimeSpan after, string because, CancellationToken cancel)
    {
        var next = time.GetUtcNow() + after;
        // First the look, then the word that there is one: a crash between them leaves one look too many, not none.
        var ending = await Later(row, after, because, cancel);
        await fault.Hit("update-before-postponed");
        await plans.Update(row with { LeaseUntil = null, NextAt = next, TriedFor = triedFor, Because = because }, [], cancel);
        return ending;
    }

    /// <summary>It will not go by itself: it is listed where a person sees it, and waits for their answer or the next change of the plan.</summary>
    private async Task<Ending> LeaveToAPerson(OwedRow row, string state, string because, Document document, Content content, CancellationToken cancel)
    {
        await questions.Undelivered(row, because, cancel);
        await plans.Update(row with { LeaseUntil = null, TryingSince = null, Attempts = 0, Listed = true, NextAt = null, State = state, Because = because }, Audit(row, document.MessageId, $"{state}: {because}", document.Digest, content), cancel);
        await hints.Done(Hints.Owed, $"{row.Subject}/{row.To}", cancel);
        return $"{row.To} about {row.Subject}: {state}, {because}. A person has to look.";
    }

    /// <summary>The recipient knows this version. If more was owed to them while they were being told, it is sent now.</summary>
    private async Task<Ending> Settle(OwedRow row, long version, string state, string because, string messageId, Content content, string digest, CancellationToken cancel)
    {
        var more = row.Wanted > version;
        var settled = row with
        {
            Acknowledged = Math.Max(row.Acknowledged, version), AcknowledgedContent = digest, AcknowledgedAt = time.GetUtcNow(), State = more ? "owed" : state, Because = because,
            LeaseUntil = null, TryingSince = null, Attempts = 0, Trying = 0, TryingContent = "", Listed = false, NextAt = null,
        };
        if (row.Listed) await questions.Delivered(row, cancel);
        await plans.Update(settled, Audit(row, messageId, messageId.Length > 0 ? "told, and acknowledged" : because, digest, content), cancel);
        await fault.Hit("update-after-acknowledged");
        // A subscriber can be owed the same last number after several notifications; each is an occasion of its own.
        if (more) await updates.Send(row.Subject, [row.To], string.Create(CultureInfo.InvariantCulture, $"more-{row.Sequence}-{row.Wanted}"), cancel);
        else if (row.To == OwedRow.Subscriber) await Rest(settled, cancel);
        else if (row.Attempts > 1) await hints.Done(Hints.Owed, $"{row.Subject}/{row.To}", cancel); // only who had to wait has a hint
        return messageId.Length > 0 ? $"{row.To} acknowledged message {messageId}." : $"{row.To} about {row.Subject}: {because}";
    }

    private async Task<Ending> Later(OwedRow row, TimeSpan after, string because, CancellationToken cancel)
    {
        await updates.SendLater(row.Subject, row.To, after, cancel);
        return $"{row.To} about {row.Subject}: {because}; again in {after.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s.";
    }

    /// <summary>What a subscriber is told is written down with each person it is about, and not here.</summary>
    private IReadOnlyList<TableRow> Audit(OwedRow row, string messageId, string decision, string digest, Content content)
    {
        if (row.To == OwedRow.Subscriber) return [];
        var line = PlanStore.AuditLine(row.Subject, time.GetUtcNow(), row.To, messageId, decision, digest, messages.PolicyVersion);
        line["Held"] = string.Join(' ', content.Held);
        return [line];
    }

    /// <summary>1 s, 2 s, 4 s … half an hour, each shortened by up to a half so that many do not come back at once. The part is taken from the clock's last digits.</summary>
    private TimeSpan Backoff(long attempts)
    {
        var full = Math.Min(Math.Pow(2, Math.Min(attempts - 1, 20)), 1800);
        return TimeSpan.FromSeconds(full * (0.5 + 0.5 * (time.GetUtcNow().Ticks / 10 % 1000 / 1000.0)));
    }
}
