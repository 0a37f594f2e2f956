using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Channels;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Plans;
using Throughcare.ReceiveNotice;
using Throughcare.Storage;

namespace Throughcare.SendUpdate;

/// <summary>Tells one recipient what they are owed about one person: the plan as it is now, as they may have it, until they acknowledge.</summary>
internal sealed class SendUpdate(PlanStore plans, Routing routing, Messages messages, RecipientClient recipients, Ledger ledger, Updates updates, Hints hints, Patience patience, FaultPoint fault, TimeProvider time)
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
            return await patience.Try(token => Tell(subject, to, token), cancel);
        }
        catch (Exception problem) when (cancel.IsCancellationRequested && problem is OperationCanceledException or StorageFault or Messaging.SendFault)
        {
            using var last = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await updates.SendLater(subject, to, TimeSpan.FromSeconds(30), last.Token);
            return $"{to} about {subject}: storage is away; it will be tried again in half a minute.";
        }
    }

    private async Task<Ending> Tell(string subject, string to, CancellationToken cancel)
    {
        var row = await plans.ReadOwed(subject, to, cancel);
        if (row is not { Owing: true }) { await hints.Done(Hints.Owed, $"{subject}/{to}", cancel); return $"{to} is owed nothing about {subject}."; }
        var now = time.GetUtcNow();
        if (row.LeaseUntil > now) return await Later(row, row.LeaseUntil.Value - now, "someone else is telling them", cancel);
        return row.Role == "source" ? await TellRefusal(row, cancel) : await TellPlan(row, cancel);
    }

    private async Task<Ending> TellPlan(OwedRow row, CancellationToken cancel)
    {
        if (await plans.Current(row.Subject, cancel) is not { } plan) return $"There is no plan {row.Subject}.";
        var role = routing.Roles[row.Role];
        var recipient = routing.Recipients[row.To];
        var content = messages.ContentFor(role, recipient, plan);
        if (content.IsEmpty) return await Settle(row, plan.Version, "nothing-to-tell", "Nothing in the plan is for them.", "", content, "", cancel);
        if (content.Digest == row.AcknowledgedContent) return await Settle(row, plan.Version, "acknowledged", "What changed is not for them; what they know still holds.", "", content, content.Digest, cancel);

        // The same content goes under the version it was first tried with, so that a repeat has the same bytes.
        var version = content.Digest == row.TryingContent && row.Trying > row.Acknowledged ? row.Trying : plan.Version;
        return await Deliver(row with { Trying = version, TryingContent = content.Digest }, recipient, messages.Document(role, recipient, row.Subject, version, content), content, plan.Version, cancel);
    }

    private async Task<Ending> TellRefusal(OwedRow row, CancellationToken cancel)
    {
        var ending = await ledger.Ending(row.Subject, cancel);
        if (ending?.Text("Outcome") is not { } outcome) return await Later(row, TimeSpan.FromSeconds(5), "its ending is not written yet", cancel);
        var recipient = routing.Recipients[row.To];
        var document = messages.Refusal(row.Subject, recipient, JsonNode.Parse(outcome)!.AsObject());
        return await Deliver(row with { Trying = 1, TryingContent = document.Digest }, recipient, document, new Content([], null, document.Digest, []), 1, cancel);
    }

    private async Task<Ending> Deliver(OwedRow row, Recipient recipient, Document document, Content content, long planVersion, CancellationToken cancel)
    {
        await fault.Hit("update-before-claim");
        var now = time.GetUtcNow();
        var claimed = row with { LeaseUntil = now + Lease, TryingSince = row.TryingSince ?? now, Attempts = row.Attempts + 1 };
        await plans.Update(claimed, [], cancel);
        await fault.Hit("update-before-send");
        var (told, because) = await recipients.Tell(recipient, document, cancel);
        await fault.Hit("update-after-send");

        var held = await plans.ReadOwed(row.Subject, row.To, cancel) ?? claimed;
        switch (told)
        {
            case Told.Acknowledged:
                return await Settle(held, planVersion, "acknowledged", "", document.MessageId, content, row.TryingContent, cancel);
            case Told.Refused:
                await plans.Update(held with { LeaseUntil = null, State = "refused", Because = because }, [Audit(held, document.MessageId, $"refused: {because}", document.Digest, content)], cancel);
                await hints.Done(Hints.Owed, $"{row.Subject}/{row.To}", cancel);
                return $"{row.To} refused what it was told about {row.Subject}: {because}. A person has to look.";
            default:
                if (now - claimed.TryingSince > GiveUpAfter)
                {
                    await plans.Update(held with { LeaseUntil = null, State = "given-up", Because = because }, [Audit(held, document.MessageId, $"given up: {because}", document.Digest, content)], cancel);
                    return $"{row.To} has not answered for three days about {row.Subject}: {because}. A person has to look.";
                }
                await plans.Update(held with { LeaseUntil = null, Because = because }, [], cancel);
                return await Later(held, Backoff(claimed.Attempts), because, cancel);
        }
    }

    /// <summary>The recipient knows this version. If more was owed to them while they were being told, it is sent now.</summary>
    private async Task<Ending> Settle(OwedRow row, long version, string state, string because, string messageId, Content content, string digest, CancellationToken cancel)
    {
        var more = row.Wanted > version;
        var settled = row with
        {
            Acknowledged = Math.Max(row.Acknowledged, version), AcknowledgedContent = digest, AcknowledgedAt = time.GetUtcNow(), State = more ? "owed" : state, Because = because,
            LeaseUntil = null, TryingSince = null, Attempts = 0, Trying = 0, TryingContent = "",
        };
        await plans.Update(settled, row.Role == "source" ? [] : [Audit(row, messageId, state == "acknowledged" && messageId.Length > 0 ? "told, and acknowledged" : because, digest, content)], cancel);
        await fault.Hit("update-after-acknowledged");
        if (more) await updates.Send(row.Subject, [row.To], $"more-{row.Wanted.ToString(CultureInfo.InvariantCulture)}", cancel);
        else await hints.Done(Hints.Owed, $"{row.Subject}/{row.To}", cancel);
        return messageId.Length > 0 ? $"{row.To} acknowledged message {messageId}." : $"{row.To} about {row.Subject}: {because}";
    }

    private async Task<Ending> Later(OwedRow row, TimeSpan after, string because, CancellationToken cancel)
    {
        await updates.SendLater(row.Subject, row.To, after, cancel);
        return $"{row.To} about {row.Subject}: {because}; again in {after.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s.";
    }

    private TableRow Audit(OwedRow row, string messageId, string decision, string digest, Content content)
    {
        var line = PlanStore.AuditLine(row.Subject, time.GetUtcNow(), row.To, messageId, decision, digest, messages.PolicyVersion);
        line["Held"] = string.Join(' ', content.Held);
        return line;
    }

    /// <summary>1 s, 2 s, 4 s … half an hour, each shortened by up to a half so that many do not come back at once. The part is taken from the clock's last digits.</summary>
    private TimeSpan Backoff(long attempts)
    {
        var full = Math.Min(Math.Pow(2, Math.Min(attempts - 1, 20)), 1800);
        return TimeSpan.FromSeconds(full * (0.5 + 0.5 * (time.GetUtcNow().Ticks / 10 % 1000 / 1000.0)));
    }
}
