using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.ApplyNotice;

/// <summary>Says of identities whose they are: what a source announced, a human answered, or matching.csv found clear. Each decision is a notice, kept and applied like any other.</summary>
/// <remarks>
/// Identities move, notices do not: they go on counting from where they lie. What moves leaves its old person first, so that it is never in two plans; it arrives in a second transaction, and the index follows.
/// Every step finds out whether it was done, so a crash between them is mended by the notice's redelivery. Nothing is lost by a decision, and each can be taken back.
/// </remarks>
internal sealed class IdentityDecisions(Identities identities, PersonIndex index, PlanStore plans, PlanChanges changes, Keys keys, FaultPoint fault, TimeProvider time)
{
    /// <summary>Kind of fact (facts.csv) of an entry that is a decision.</summary>
    public const string Kind = "identity-decision";

    /// <summary>What was decided, as the code of the entry's Basic.</summary>
    public const string Same = "same", Different = "different", Apart = "apart", BookingMoved = "booking-moved";

    /// <summary>Whoever announces that two are two is not asked again.</summary>
    private const int ForGood = int.MaxValue;

    /// <summary>Identities that move in one transaction, beside the rows owed.</summary>
    private const int MostAtOnce = 50;

    /// <summary>Carries the decision out, and gives the plans that it changed: the one that goes on first.</summary>
    /// <param name="notice">The decision's own row, not yet of any person.</param>
    /// <param name="decision">Its entry's Basic.</param>
    /// <returns>null when the decision does not say about whom it is, or is none that we know.</returns>
    public async Task<IReadOnlyList<Changed>?> Apply(NoticeRow notice, JsonObject decision, CancellationToken cancel)
    {
        // The entry is no part of a plan; who decided and why goes with the row.
        var (by, why) = (Extension(decision, "decided-by").TextAt("valueString"), Extension(decision, "decided-because").TextAt("valueString"));
        notice = notice with { Entries = [], Because = by is null ? notice.Because : $"{by}: {why}" };
        if (identities.Named(Extension(decision, "identity-one").At("valueIdentifier")) is not { } one || identities.Named(Extension(decision, "identity-other").At("valueIdentifier")) is not { } other || one.Key == other.Key) return null;
        foreach (var named in new[] { one, other }) if (named.Number is null && await index.PersonOf(named.Key, cancel) is null) return null;
        IReadOnlyList<Changed>? changed = decision.TextAt("code", "coding", 0, "code") switch
        {
            Same => await Join(notice, one, other, cancel),
            // Who were joined since it was asked are parted by it.
            Different => await Part(notice, one, other, new Apart((int?)Extension(decision, "likeness").At("valueInteger") ?? ForGood, notice.At), cancel),
            Apart => await Part(notice, one, other, new Apart(ForGood, notice.At), cancel),
            BookingMoved when Start(Extension(decision, "booking-start").TextAt("valueString")) is { } start => await MoveBooking(notice, one, other, start, cancel),
            _ => null,
        };
        return changed is null ? null : [.. changed.Select(change => change with { LooksAgain = true })];
    }

    /// <summary>A time with its zone, or a clock in London as NOMIS writes it.</summary>
    private static DateTimeOffset? Start(string? text) =>
        text is null ? null
        : Conversions.ReadInstant(System.Text.Encoding.UTF8.GetBytes(text)) is { } instant ? instant
        : DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? London.Instant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)) : null;

    private static JsonNode? Extension(JsonObject decision, string name) => decision["extension"].Items().FirstOrDefault(extension => extension.TextAt("url") == FhirNames.Extension(name));

    /// <summary>The two are one: of their plans the one that was there first goes on with what was in both.</summary>
    private async Task<IReadOnlyList<Changed>> Join(NoticeRow notice, Named one, Named other, CancellationToken cancel)
    {
        foreach (var named in new[] { one, other })
            if (await UnderWay(named.Key, notice, cancel) is { } way) return await Move(notice, way.From, way.To, rows => rows.Here, isJoin: true, cancel);
        var (person, gone) = (await identities.Holder(one, cancel), await identities.Holder(other, cancel));
        // Of numbers that no notice has named yet it is remembered for whoever comes first.
        person = await Known(one, person ?? gone ?? NewPerson(notice), notice, cancel);
        gone = await Known(other, gone ?? person, notice, cancel);
        if (person == gone) return [await Note(person, notice, [], cancel)];
        // Somebody unknown goes by themselves, also when they were linked before: a card says nothing of whether two who were linked to it are one.
        foreach (var (unknown, from, to) in new[] { (other, gone, person), (one, person, gone) })
            if (await plans.Identity(from, unknown.Key, cancel) is { Profile.IsEmpty: true } row)
                return Forbids([row], (await plans.Read(to, cancel)).Here) ? [await Note(to, notice, [], cancel)] : await Move(notice, from, to, rows => [.. rows.Here.Where(identity => identity.Key == unknown.Key)], isJoin: true, cancel);
        var (stays, goes) = (await plans.Read(person, cancel), await plans.Read(gone, cancel));
        if (Forbids(stays.Here, goes.Here)) return [await Note(person, notice, [], cancel)];
        // The plan that was there first goes on, whoever decides and whichever is named first: of decisions at one moment none can send two into each other.
        if ((goes.Began, goes.Person).CompareTo((stays.Began, stays.Person)) < 0) (stays, goes) = (goes, stays);
        return await Move(notice, goes.Person, stays.Person, rows => rows.Here, isJoin: true, cancel);

        // Somebody has found since that they are two.
        bool Forbids(IReadOnlyList<IdentityRow> staying, IReadOnlyList<IdentityRow> going) => staying.Any(ours => going.Any(theirs => ours.Others.TryGetValue(theirs.Key, out var apart) && apart.At >= notice.At));
    }

    /// <summary>The two had been taken for one and are two: what the decision that joined them had brought goes back to where it was.</summary>
    private async Task<IReadOnlyList<Changed>> Part(NoticeRow notice, Named one, Named other, Apart apart, CancellationToken cancel)
    {
        var changed = new List<Changed>();
        foreach (var named in new[] { one, other })
            if (await UnderWay(named.Key, notice, cancel) is { } way) changed.AddRange(await Move(notice, way.From, way.To, _ => [], isJoin: false, cancel));
        var person = await Known(other, await identities.Holder(other, cancel) ?? NewPerson(notice), notice, cancel);
        var first = await Known(one, await identities.Holder(one, cancel) ?? "p" + keys.Of("decided-for", notice.Key), notice, cancel);
        if (changed.Count == 0 && person == first)
        {
            var rows = await plans.Read(person, cancel);
            var (leaving, staying) = (rows.Identity(one.Key)!, rows.Identity(other.Key)!);
            // Of the two the one goes that had come; what was decided of a later time stands.
            if (leaving.From is null && staying.From is not null) (leaving, staying) = (staying, leaving);
            if (rows.All.All(row => row.Notice.Key != leaving.By || row.Notice.At <= notice.At))
            {
                var together = Together(rows, leaving, staying, leaving.Key == one.Key ? (one, other) : (other, one));
                changed.AddRange(await Move(notice, person, leaving.From ?? "p" + keys.Of("parted", notice.Key), theirs => [.. theirs.Here.Where(identity => together.Contains(identity.Key))], isJoin: false, cancel));
            }
        }
        changed.AddRange(await KeepApart(notice, one, other, apart, cancel));
        return changed;
    }

    /// <summary>What goes with an identity that leaves.</summary>
    private HashSet<string> Together(PersonRows rows, IdentityRow leaving, IdentityRow staying, (Named Leaving, Named Staying) named)
    {
        var together = rows.Here.Where(identity => leaving is { From: not null, By.Length: > 0 } && identity.By == leaving.By && identity.From == leaving.From).Select(identity => identity.Key).ToHashSet(StringComparer.Ordinal);
        // Nothing brought it here: then whoever calls them by its number and not by the other's goes with it.
        if (together.Count == 0 || together.Contains(staying.Key)) together = [.. rows.Here.Where(identity => named.Leaving.Number is { } number && identity.Profile.Numbers.Contains(number) && !(named.Staying.Number is { } kept && identity.Profile.Numbers.Contains(kept))).Select(identity => identity.Key), leaving.Key];
        // What is sent under their old id is theirs again.
        if (leaving.From is { } back) together.Add(keys.Of("identity-of-ours", back));
        return together;
    }

    /// <summary>Remembers that two are two, so that nobody is asked again unless they become more alike.</summary>
    private async Task<IReadOnlyList<Changed>> KeepApart(NoticeRow notice, Named one, Named other, Apart apart, CancellationToken cancel)
    {
        var changed = new List<Changed>();
        foreach (var (identity, from) in new[] { (one, other.Key), (other, one.Key) })
            if (await identities.Holder(identity, cancel) is { } person && await plans.Identity(person, identity.Key, cancel) is { } row)
                changed.Add(await Note(person, notice, row.Others.TryGetValue(from, out var said) && said == apart ? [] : [row with { Others = new Dictionary<string, Apart>(row.Others) { [from] = apart } }], cancel));
        return changed;
    }

    /// <summary>One stay in prison was written under the wrong number: from now on it counts for whoever has the first number. The rest of the other's notices stays.</summary>
    private async Task<IReadOnlyList<Changed>> MoveBooking(NoticeRow notice, Named to, Named from, DateTimeOffset since, CancellationToken cancel)
    {
        var lender = await Known(from, await identities.Holder(from, cancel) ?? NewPerson(notice), notice, cancel);
        var taker = await Known(to, await identities.Holder(to, cancel) ?? "p" + keys.Of("decided-for", notice.Key), notice, cancel);
        var read = await plans.Read(lender, cancel);
        // One that was moved here before goes on as what it is.
        var stay = read.Here.FirstOrDefault(identity => identity.Lies.Any(shelf => shelf.From == since))?.Key ?? keys.Of("booking", from.Key, since.UtcTicks.ToString(CultureInfo.InvariantCulture));
        if (await UnderWay(stay, notice, cancel) is { } way) return await Move(notice, way.From, way.To, _ => [], isJoin: false, cancel);
        if (lender == taker) return [await Note(taker, notice, [], cancel)];
        if (read.Identity(stay) is null)
        {
            var (at, identity) = (read.After(time.GetUtcNow()), read.Identity(from.Key)!);
            List<Shelf> shelves = [.. identity.Lies.Append(new Shelf(lender, from.Key)).Select(shelf => shelf with { From = since, Until = notice.At })];
            // First it is told apart from the other stays, where it was; then it moves like any identity.
            var lent = new IdentityRow { Person = lender, Key = stay, Profile = Profile.Nothing, Source = notice.Source, Spans = [new Span(identity.Since, null)], By = notice.Key, Because = notice.Because, Lies = shelves };
            await index.Claim(stay, lender, cancel);
            await changes.Commit(read, at, null, [identity with { Lent = [.. identity.Lent, .. shelves.Select(shelf => (stay, shelf))] }, lent], null, cancel);
        }
        return await Move(notice, lender, taker, rows => [.. rows.Here.Where(identity => identity.Key == stay)], isJoin: false, cancel);
    }

    /// <summary>Between whom the decision had begun to take the identity when it was interrupted; null when it had not, or is done. The index is the last to be told, so it still leads to where the identity left.</summary>
    private async Task<(string From, string To)?> UnderWay(string identity, NoticeRow notice, CancellationToken cancel)
    {
        var (person, passed) = (await index.PersonOf(identity, cancel), new HashSet<string>(StringComparer.Ordinal));
        while (person is not null && passed.Add(person) && await plans.Identity(person, identity, cancel) is { To: { } next } row)
        {
            if (row.By == notice.Key) return (person, next);
            person = next;
        }
        return null;
    }

    /// <summary>Makes sure that the identity is on record with somebody: a number that only others have named, or nobody yet, is so from now on.</summary>
    /// <returns>Whose it is.</returns>
    private async Task<string> Known(Named identity, string person, NoticeRow notice, CancellationToken cancel)
    {
        var claimed = await index.Claim(identity.Key, person, cancel, notice.Because);
        var (holder, there, left) = await plans.Follow(claimed, identity.Key, cancel);
        if (there is not null || (identity.Number is null && left is null)) return holder;
        var read = await plans.Read(holder, cancel);
        if (read.MovedTo is not null || read.Identity(identity.Key) is not null) throw StorageFault.Race("identity");
        var at = read.After(time.GetUtcNow());
        var profile = identity.Number is { } number ? identities.Said(number) : Profile.Nothing;
        await index.Enter(identity.Key, profile, Profile.Nothing, cancel);
        var row = left?.ComingTo(holder, null, at, wholly: false) ?? new IdentityRow { Person = holder, Key = identity.Key, Profile = profile, Source = notice.Source, Spans = [new Span(at, null)], Because = notice.Because };
        await changes.Commit(read, at, null, [row], null, cancel);
        return holder;
    }

    /// <summary>Takes identities from one person to another: out of the one plan, into the other, and the index after them.</summary>
    /// <param name="which">Those that move, among the ones that are here.</param>
    /// <param name="isJoin">It is the other person they come to, in whoever's plan that goes on by now; what is parted goes back to a plan of its own.</param>
    private async Task<IReadOnlyList<Changed>> Move(NoticeRow notice, string from, string to, Func<PersonRows, IReadOnlyList<IdentityRow>> which, bool isJoin, CancellationToken cancel)
    {
        var read = await plans.Read(from, cancel);
        var left = Recorded(read, notice) is { } then ? changes.Again(read, then) : await Leave(read, notice, to, which(read), cancel);
        await fault.Hit("move-after-leaving");
        var gone = left.Rows.Identities.Where(identity => identity.To == to && identity.By == notice.Key).ToList();
        var there = await plans.Read(isJoin ? await plans.Now(to, cancel) : to, cancel);
        if (isJoin && there.MovedTo is not null) throw StorageFault.Race("plan");
        var arrived = Recorded(there, notice) is { } before ? changes.Again(there, before) : await Arrive(there, notice, gone, left.Rows, cancel);
        await fault.Hit("move-after-arriving");
        foreach (var identity in gone) await index.Move(identity.Key, there.Person, cancel);
        return [arrived, left];
    }

    private async Task<Changed> Leave(PersonRows read, NoticeRow notice, string to, IReadOnlyList<IdentityRow> moving, CancellationToken cancel)
    {
        // A transaction takes a hundred rows; the last has the notice, by which it is known that all have left.
        if (moving.Count > MostAtOnce)
        {
            var first = read.After(time.GetUtcNow());
            await changes.Commit(read, first, null, [.. moving.Take(MostAtOnce).Select(identity => Leaving(identity, first))], null, cancel);
            return await Leave(await plans.Read(read.Person, cancel), notice, to, [.. moving.Skip(MostAtOnce)], cancel);
        }
        var at = read.After(time.GetUtcNow());
        return await changes.Commit(read, at, notice, [.. moving.Select(identity => Leaving(identity, at))], moving.Count == read.Here.Count ? to : null, cancel);

        IdentityRow Leaving(IdentityRow identity, DateTimeOffset when) => identity with { To = to, By = notice.Key, Because = notice.Because, Spans = [.. identity.Spans.SkipLast(1), identity.Spans[^1] with { Until = when }] };
    }

    private async Task<Changed> Arrive(PersonRows there, NoticeRow notice, List<IdentityRow> gone, PersonRows left, CancellationToken cancel)
    {
        // What comes with them is in the plan from this moment, and not from the next notice on.
        there = there.WithLying(left.All.Where(row => gone.Exists(identity => identity.Key == row.Identity)));
        var at = there.After(time.GetUtcNow());
        if (gone.Count > MostAtOnce)
        {
            await changes.Commit(there, at, null, [.. gone.Take(MostAtOnce).Select(Coming)], null, cancel);
            return await Arrive(await plans.Read(there.Person, cancel), notice, [.. gone.Skip(MostAtOnce)], left, cancel);
        }
        return await changes.Commit(there, at, notice, [.. gone.Select(Coming)], null, cancel);

        IdentityRow Coming(IdentityRow identity) => identity.ComingTo(there.Person, there.Identity(identity.Key), at, wholly: left.Here.Count == 0);
    }

    /// <summary>Writes the decision down with a person whose identities stay.</summary>
    private async Task<Changed> Note(string person, NoticeRow notice, IReadOnlyList<IdentityRow> identities, CancellationToken cancel)
    {
        var read = await plans.Read(person, cancel);
        var recorded = Recorded(read, notice);
        if (recorded is { } then && identities.Count == 0) return changes.Again(read, then);
        return await changes.Commit(read, read.After(time.GetUtcNow()), recorded is null ? notice : null, identities, read.MovedTo, cancel);
    }

    private static DateTimeOffset? Recorded(PersonRows rows, NoticeRow notice) => rows.All.Where(row => row.Notice.Key == notice.Key).Select(row => (DateTimeOffset?)row.Notice.RecordedAt).FirstOrDefault();

    private string NewPerson(NoticeRow notice) => "p" + keys.Of("decided", notice.Key);
}
