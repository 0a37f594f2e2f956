using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.ApplyNotice;

/// <summary>One notice, from its kept bytes into the one plan of the person it is about: read, translate, identify, merge, commit, and send what is owed.</summary>
/// <remarks>A redelivery finds the notice's row, changes nothing, and sends what is still owed.</remarks>
internal sealed class ApplyNotice(
    Tables tables, Blobs notices, Identities identities, PersonIndex index, PlanStore plans, PlanChanges changes, IdentityDecisions decisions, Matches matches, Door door, Ledger ledger, Hints hints, Bus bus, Patience patience, FaultPoint fault, TimeProvider time)
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
        var decision = translated.Entries.FirstOrDefault(entry => entry.Kind == IdentityDecisions.Kind)?.Resource;
        if (patients.Count == 0 && decision is null && translated.Entries.All(entry => entry.Kind != "placement")) return await Refuse(source, key, new Refusal(RefusalReason.NobodyIsNamed), cancel);
        var notice = new NoticeRow
        {
            Key = key, Id = translated.Head.Id, Thread = door.ThreadOf(source, translated.Head), Source = source.Name, Agency = source.Agency, Kind = translated.Head.Kind.Name, Version = translated.Head.Version, At = translated.Head.At,
            RecordedAt = time.GetUtcNow(), Digest = Keys.Digest(bytes), TableVersion = tables.Version, Event = translated.Event, Because = translated.Because, Entries = translated.Entries,
        };
        await fault.Hit("apply-before-identify");
        if ((decision is null ? await Add(source, notice, patients, cancel) : await decisions.Apply(notice, decision, cancel)) is not { } changed) return await Refuse(source, key, new Refusal(RefusalReason.DecisionIsIncomplete), cancel);
        await fault.Hit("apply-after-commit");
        foreach (var change in changed)
        {
            await changes.Tell(change, source, notice, translated.Gaps, cancel);
            if (change.LooksAgain) await matches.Look(change, notice, cancel);
        }
        await ledger.Applied(source, key, changed.Count > 0 ? changed[0].Person : "", Because(translated, changed), translated, cancel);
        await Finish(source, key, cancel);
        await fault.Hit("apply-before-answer");
        var owing = changed.SelectMany(change => change.Owing).Distinct(StringComparer.Ordinal).ToList();
        return $"Notice {key} from {source.Name} is in the plan; owed to {(owing.Count == 0 ? "nobody" : string.Join(", ", owing))}.";
    }

    /// <summary>Puts the notice into the plan of the person it is about.</summary>
    private async Task<IReadOnlyList<Changed>> Add(Source source, NoticeRow notice, IReadOnlyList<JsonObject> patients, CancellationToken cancel)
    {
        var who = await identities.Identify(source, notice.Thread, notice.At, patients, cancel);
        var read = await plans.Read(who.Person, cancel);
        var known = read.Identity(who.Identity);
        // Joined to another, or parted, since we looked whose it is, or on the way at this moment: once more, a little later.
        if (read.MovedTo is not null || known is { IsHere: false }) throw StorageFault.Race("identity");
        var elsewhere = source.Kinds.Any(kind => kind.Name == notice.Kind && kind.HasVersions) ? await Elsewhere(notice, who.Person, cancel) : [];
        List<Changed> changed = [];
        if (read.All.FirstOrDefault(row => row.Notice.Key == notice.Key).Notice is { } there) changed.Add(changes.Again(read, there.RecordedAt) with { Identity = who.Identity, LooksAgain = true });
        else
        {
            var at = read.After(time.GetUtcNow());
            List<IdentityRow> said = [];
            // What it left behind is taken over by whoever sees it first where it goes to: the decision that moves it finds it here.
            if (known is null && who.Left is { } left) said.Add(left.ComingTo(who.Person, null, at, wholly: false) is var coming ? coming with { Profile = coming.Profile.With(who.Profile) } : left);
            else if (known is null) said.Add(new IdentityRow { Person = who.Person, Key = who.Identity, Profile = who.Profile, AsTold = who.AsTold, Source = source.Name, Spans = [new Span(at, null)], Because = who.Because });
            else if (who.HasNews) said.Add(known with { Profile = known.Profile.With(who.Profile) });
            changed.Add(await changes.Commit(read, at, notice with { Identity = who.Identity }, said, null, cancel) with { Identity = who.Identity, LooksAgain = who.IsLookedFor });
        }
        foreach (var other in elsewhere) changed.AddRange(await Withdraw(notice, changed[0].Rows, other, cancel));
        return changed;
    }

    /// <summary>Other people into whose plans versions of the notice went: a correction can be about somebody else than what it corrects.</summary>
    private async Task<IReadOnlyList<string>> Elsewhere(NoticeRow notice, string person, CancellationToken cancel)
    {
        await index.Told(notice.Thread, person, cancel);
        var people = new HashSet<string>(StringComparer.Ordinal);
        foreach (var told in await index.ToldOf(notice.Thread, cancel)) people.Add(await plans.Now(told, cancel));
        people.Remove(person);
        return [.. people];
    }

    /// <summary>Of two versions in two plans the later takes the earlier out of the other: there it stands as the last word, and says nothing.</summary>
    private async Task<IReadOnlyList<Changed>> Withdraw(NoticeRow notice, PersonRows ours, string other, CancellationToken cancel)
    {
        var theirs = await plans.Read(other, cancel);
        var last = theirs.Notices.Where(row => row.Thread == notice.Thread && row.Entries.Count > 0).MaxBy(row => row.Version);
        return last is null ? [] : last.Version < notice.Version ? [await Say(theirs, notice)] : [await Say(await plans.Read(ours.Person, cancel), last)];

        async Task<Changed> Say(PersonRows rows, NoticeRow word) => rows.All.FirstOrDefault(row => row.Notice.Key == word.Key).Notice is { } said
            ? changes.Again(rows, said.RecordedAt) : await changes.Commit(rows, rows.After(time.GetUtcNow()), word with { Entries = [], Identity = "" }, [], null, cancel);
    }

    private static string Because(Translated translated, IReadOnlyList<Changed> changed)
    {
        var unplaced = changed.SelectMany(change => change.Destinations).Where(destination => destination.To is null).Select(destination => $"No {destination.Role} could be told yet: {destination.Because}; it waits to be answered.");
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
