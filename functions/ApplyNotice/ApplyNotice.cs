using System.Globalization;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Storage;
using Throughcare.Subscriptions;
using Throughcare.Translation;

namespace Throughcare.ApplyNotice;

/// <summary>One notice, from its kept bytes into the one plan of the person it is about: read, translate, identify, merge, commit, and send what is owed.</summary>
/// <remarks>A redelivery finds the notice's row, changes nothing, and sends what is still owed.</remarks>
internal sealed class ApplyNotice(
    Tables tables, Blobs notices, PersonIndex people, PlanStore plans, Routing routing, Door door, Ledger ledger, Updates updates, TopicEvents events, OpenQuestions questions, Hints hints, ServiceBus bus, Patience patience, FaultPoint fault, TimeProvider time)
{
    public Task<Ending> Run(Invocation invocation, CancellationToken cancel)
    {
        var message = invocation.Json("notice");
        return Run(message.GetProperty("source").GetString()!, message.GetProperty("notice").GetString()!, cancel);
    }

    /// <summary>The same at once, for a caller who waits to hear how a notice ended. Its key is on the queue all the same, and finds it done.</summary>
    public async Task<Ending> Run(string source, string key, CancellationToken cancel)
    {
        try
        {
            return await patience.Try(token => Apply(tables.Sources[source], key, token), cancel);
        }
        catch (Exception problem) when (problem is TableLimitExceeded or StorageFault { NeverTaken: true })
        {
            return await patience.Try(token => Refuse(tables.Sources[source], key, new Refusal(RefusalReason.NoticeCannotBeKept), token), cancel);
        }
        catch (Exception problem) when (Patience.RanOut(problem, cancel))
        {
            // Our own outage must not use up the message's deliveries: its key is sent again, later.
            using var last = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await bus.Send(Door.NoticesQueue, [Door.Message(source, key, $"again-{time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)}", TimeSpan.FromSeconds(30))], last.Token);
            return $"Notice {key}: storage is away; it will be tried again in half a minute.";
        }
    }

    private async Task<Ending> Apply(Source source, string key, CancellationToken cancel)
    {
        if (await notices.Get(key, cancel) is not { } bytes) return await Refuse(source, key, new Refusal(RefusalReason.NoticeIsMissingFromTheStore), cancel);
        return await Translator.Translate(source, bytes).Match<Task<Ending>>(
            value => Merge(source, key, bytes, value, cancel),
            async because => { await Finish(source, key, cancel); return $"Notice {key} is ignored: {because}"; },
            refusal => Refuse(source, key, refusal, cancel));
    }

    private async Task<Ending> Merge(Source source, string key, byte[] bytes, Translated translated, CancellationToken cancel)
    {
        var patients = translated.Entries.Where(entry => entry.Kind == "person").Select(entry => entry.Resource).ToList();
        if (patients.Count == 0 && translated.Entries.All(entry => entry.Kind != "placement")) return await Refuse(source, key, new Refusal(RefusalReason.NobodyIsNamed), cancel);
        await fault.Hit("apply-before-identify");
        var who = await people.Identify(door.ThreadOf(source, translated.Head), patients, cancel);
        var notice = new NoticeRow
        {
            Key = key, Id = translated.Head.Id, Thread = door.ThreadOf(source, translated.Head), Source = source.Name, Agency = source.Agency, Kind = translated.Head.Kind.Name, Version = translated.Head.Version, At = translated.Head.At,
            RecordedAt = time.GetUtcNow(), Digest = Keys.Digest(bytes), TableVersion = tables.Version, Event = translated.Event, Because = translated.Because, Entries = translated.Entries,
        };
        var (destinations, owing, waited, applied) = await Commit(who, notice, cancel);
        await fault.Hit("apply-after-commit");
        await updates.Send(who.Key, owing, key, cancel);
        await fault.Hit("apply-after-send");
        await events.Record(who.Key, applied, cancel);
        await fault.Hit("apply-after-events");
        await questions.Note(source, who, destinations, waited, translated.Gaps, key, cancel);
        await ledger.Applied(source, key, who.Key, Because(translated, destinations), translated, cancel);
        await Finish(source, key, cancel);
        await fault.Hit("apply-before-answer");
        return $"Notice {key} from {source.Name} is in the plan; owed to {(owing.Count == 0 ? "nobody" : string.Join(", ", owing))}.";
    }

    /// <summary>The notice's row, the head and the rows owed in one transaction. A lost race is read and folded again by the step's retry.</summary>
    /// <returns>Who must be told, to whom something is owed, which roles waited for a place until now, and the person's notices up to this one.</returns>
    private async Task<(IReadOnlyList<Destination> Destinations, IReadOnlyList<string> Owing, IReadOnlyList<string> Waited, IReadOnlyList<NoticeRow> Applied)> Commit(Identified who, NoticeRow notice, CancellationToken cancel)
    {
        var read = await plans.Read(who.Key, cancel);
        var waited = read.Owed.Where(row => row.State is "unplaced" or "placed").Select(row => row.Role).ToList();
        var applied = read.Notices.OrderBy(row => row.RecordedAt).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        // Whatever the clocks say, what was applied later is recorded later: then "before this notice" means one thing for ever.
        if (applied.Count > 0 && notice.RecordedAt <= applied[^1].RecordedAt) notice = notice with { RecordedAt = applied[^1].RecordedAt.AddTicks(1) };
        var today = London.DayOf(notice.RecordedAt);
        if (applied.FindIndex(row => row.Key == notice.Key) is >= 0 and var place)
            return (routing.WhoMustBeTold(plans.Fold(who.Key, read.Notices), today), [.. read.Owed.Where(row => row.Owing).Select(row => row.To)], waited, applied[..(place + 1)]);
        var plan = plans.Fold(who.Key, read.Notices.Append(notice));
        var destinations = routing.WhoMustBeTold(plan, today);
        var owed = destinations.Select(destination => destination.To is { } to
            ? OwedRow.Want(who.Key, to, destination.Role, plan.Version)
            : OwedRow.Want(who.Key, OwedRow.Unplaced + destination.Role, destination.Role, plan.Version, "unplaced", destination.Because)).ToList();
        // What waited for a place and now has one waits no longer.
        owed.AddRange(read.Owed.Where(row => row.State == "unplaced" && destinations.Any(destination => destination.Role == row.Role && destination.To is not null))
            .Select(row => OwedRow.Want(who.Key, row.To, row.Role, plan.Version, "placed", "a recipient was found")));
        // Who was a party and is none any more: told that it is over if they may know anything, and never told if they do not. By the version that was read, for they may be being told at this moment.
        var over = read.Owed.Where(row => !row.Closed && destinations.All(destination => destination.To != row.To)).ToList();
        owed.AddRange(over.Select(row => row.MayKnow
            ? OwedRow.Want(who.Key, row.To, row.Role, plan.Version, leaving: true, etag: row.ETag)
            : OwedRow.Want(who.Key, row.To, row.Role, plan.Version, "withdrawn", "They were no longer responsible before they were told.", etag: row.ETag)));
        await fault.Hit("apply-before-commit");
        await plans.Commit(read, notice, plan, owed, cancel);
        return (destinations, [.. destinations.Select(destination => destination.To).OfType<string>(), .. over.Where(row => row.MayKnow).Select(row => row.To)], waited, [.. applied, notice]);
    }

    private static string Because(Translated translated, IReadOnlyList<Destination> destinations)
    {
        var unplaced = destinations.Where(destination => destination.To is null).Select(destination => $"No {destination.Role} could be told yet: {destination.Because}; it waits to be answered.");
        return string.Join(' ', unplaced.Prepend($"{translated.Event}: {translated.Because}."));
    }

    private async Task<Ending> Refuse(Source source, string key, Refusal refusal, CancellationToken cancel)
    {
        await ledger.Refused(source, key, refusal, cancel);
        await Finish(source, key, cancel);
        return $"Notice {key} from {source.Name} is refused: {refusal.Reason}.";
    }

    private Task Finish(Source source, string key, CancellationToken cancel) => hints.Done(Hints.Notice, $"{source.Name}/{key}", cancel);
}
