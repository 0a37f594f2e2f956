using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.People;
using Throughcare.Plans;
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
            Different => await KeepApart(notice, one, other, new Apart((int?)Extension(decision, "likeness").At("valueInteger") ?? ForGood, notice.At), cancel),
            Apart => await Part(notice, one, other, cancel),
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

    /// <summary>The two are one: the plan of the first goes on with what was the other's.</summary>
    private async Task<IReadOnlyList<Changed>> Join(NoticeRow notice, Named one, Named other, CancellationToken cancel)
    {
        var (person, gone) = (await identities.Holder(one, cancel), await identities.Holder(other, cancel));
        // Of numbers that no notice has named yet it is remembered for whoever comes first.
        person = await Known(one, person ?? gone ?? NewPerson(notice), notice, cancel);
        gone = await Known(other, gone ?? person, notice, cancel);
        if (await UnderWay(other.Key, notice, cancel) is { } way) return await Move(notice, way.From, way.To, _ => [], null, cancel);
        if (person == gone) return [await Note(person, notice, [], cancel)];
        // Their agency has found since that they are two.
        if ((await plans.Identity(gone, other.Key, cancel))?.Others.TryGetValue(one.Key, out var apart) == true && apart.At >= notice.At) return [await Note(person, notice, [], cancel)];
        return await Move(notice, gone, person, rows => rows.Here, null, cancel);
    }

    /// <summary>The first is somebody else than the other: what came with it by the same decision goes with it, back to where it was.</summary>
    private async Task<IReadOnlyList<Changed>> Part(NoticeRow notice, Named one, Named other, CancellationToken cancel)
    {
        var changed = new List<Changed>();
        var person = await Known(other, await identities.Holder(other, cancel) ?? NewPerson(notice), notice, cancel);
        await Known(one, await identities.Holder(one, cancel) ?? "p" + keys.Of("decided-for", notice.Key), notice, cancel);
        var rows = await plans.Read(person, cancel);
        if (await UnderWay(one.Key, notice, cancel) is { } way) changed.AddRange(await Move(notice, way.From, way.To, _ => [], null, cancel));
        else if (rows.Identity(one.Key) is { IsHere: true } leaving)
        {
            var together = rows.Here.Where(identity => leaving is { From: not null, By.Length: > 0 } && identity.By == leaving.By && identity.From == leaving.From).Select(identity => identity.Key).ToHashSet(StringComparer.Ordinal);
            // Nothing brought it here: then whoever calls them by its number and not by the other's goes with it.
            if (together.Count == 0 || together.Contains(other.Key)) together = [.. rows.Here.Where(identity => one.Number is { } number && identity.Profile.Numbers.Contains(number) && !(other.Number is { } staying && identity.Profile.Numbers.Contains(staying))).Select(identity => identity.Key), one.Key];
            changed.AddRange(await Move(notice, person, leaving.From ?? "p" + keys.Of("parted", notice.Key), theirs => [.. theirs.Here.Where(identity => together.Contains(identity.Key))], null, cancel));
        }
        changed.AddRange(await KeepApart(notice, one, other, new Apart(ForGood, notice.At), cancel));
        return changed;
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
        var stay = keys.Of("booking", from.Key, since.UtcTicks.ToString(CultureInfo.InvariantCulture));
        var lender = await Known(from, await identities.Holder(from, cancel) ?? NewPerson(notice), notice, cancel);
        var taker = await Known(to, await identities.Holder(to, cancel) ?? "p" + keys.Of("decided-for", notice.Key), notice, cancel);
        if (await UnderWay(stay, notice, cancel) is { } way) (lender, taker) = way;
        if (lender == taker) return [await Note(taker, notice, [], cancel)];
        var read = await plans.Read(lender, cancel);
        if (read.Identity(stay) is null)
        {
            var (at, identity) = (read.After(time.GetUtcNow()), read.Identity(from.Key)!);
            var shelves = identity.Lies.Append(new Shelf(lender, from.Key)).Select(shelf => shelf with { From = since, Until = notice.At }).ToList();
            // First it is told apart from the other stays, where it was; then it moves like any identity.
            var lent = new IdentityRow { Person = lender, Key = stay, Profile = Profile.Nothing, Source = notice.Source, Spans = [new Span(identity.Since, null)], By = notice.Key, Because = notice.Because, Lies = [.. shelves.Where(shelf => shelf.Person != lender)] };
            await changes.Commit(read, at, null, [identity with { Lent = [.. identity.Lent, .. shelves.Select(shelf => (stay, shelf))] }, lent], null, cancel);
            read = await plans.Read(lender, cancel);
            await index.Claim(stay, lender, cancel);
        }
        var lying = read.Identity(from.Key)!.Lent.Where(lent => lent.Identity == stay).Select(lent => lent.Shelf).ToList();
        return await Move(notice, lender, taker, rows => [.. rows.Here.Where(identity => identity.Key == stay)], lying, cancel);
    }

    /// <summary>Between whom the decision had begun to take the identity when it was interrupted; null when it had not, or is done. The index is the last to be told, so it still leads to where the identity left.</summary>
    private async Task<(string From, string To)?> UnderWay(string identity, NoticeRow notice, CancellationToken cancel)
    {
        var person = await index.PersonOf(identity, cancel);
        while (person is not null && await plans.Identity(person, identity, cancel) is { To: { } next } row)
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
        person = await index.Claim(identity.Key, person, cancel);
        while (await plans.Identity(person, identity.Key, cancel) is { To: { } next }) person = next;
        person = await plans.Now(person, cancel);
        if (identity.Number is not { } number || await plans.Identity(person, identity.Key, cancel) is not null) return person;
        var read = await plans.Read(person, cancel);
        var (at, profile) = (read.After(time.GetUtcNow()), new Profile { Numbers = [number] });
        await index.Enter(identity.Key, profile, Profile.Nothing, cancel);
        await changes.Commit(read, at, null, [new IdentityRow { Person = person, Key = identity.Key, Profile = profile, Source = notice.Source, Spans = [new Span(at, null)], Because = notice.Because }], read.MovedTo, cancel);
        return person;
    }

    /// <summary>Takes identities from one person to another: out of the one plan, into the other, and the index after them.</summary>
    /// <param name="which">Those that move, among the ones that are here.</param>
    /// <param name="shelves">Where their notices lie; null for under their own name.</param>
    private async Task<IReadOnlyList<Changed>> Move(NoticeRow notice, string from, string to, Func<PersonRows, IReadOnlyList<IdentityRow>> which, IReadOnlyList<Shelf>? shelves, CancellationToken cancel)
    {
        var read = await plans.Read(from, cancel);
        var left = Recorded(read, notice) is { } then ? changes.Again(read, then) : await Leave(read, notice, to, which(read), cancel);
        await fault.Hit("move-after-leaving");
        var gone = left.Rows.Identities.Where(identity => identity.To == to && identity.By == notice.Key).ToList();
        // What they bring with them lies with whom they left, and is part of the plan from the moment in which they arrive.
        var there = (await plans.Read(to, cancel)).WithLying(left.Rows.All.Where(row => gone.Exists(identity => identity.Key == row.Identity)));
        var arrived = Recorded(there, notice) is { } before ? changes.Again(there, before) : await Arrive(there, notice, gone, left.Rows.Here.Count == 0, shelves, cancel);
        await fault.Hit("move-after-arriving");
        foreach (var identity in gone) await index.Move(identity.Key, to, cancel);
        return [arrived, left];
    }

    private Task<Changed> Leave(PersonRows read, NoticeRow notice, string to, IReadOnlyList<IdentityRow> moving, CancellationToken cancel)
    {
        var at = read.After(time.GetUtcNow());
        var leaving = moving.Select(identity => identity with { To = to, By = notice.Key, Because = notice.Because, Spans = [.. identity.Spans.SkipLast(1), identity.Spans[^1] with { Until = at }] }).ToList();
        return changes.Commit(read, at, notice, leaving, moving.Count == read.Here.Count ? to : null, cancel);
    }

    private Task<Changed> Arrive(PersonRows there, NoticeRow notice, IReadOnlyList<IdentityRow> gone, bool wholly, IReadOnlyList<Shelf>? shelves, CancellationToken cancel)
    {
        var at = there.After(time.GetUtcNow());
        return changes.Commit(there, at, notice, [.. gone.Select(identity => Arriving(there.Identity(identity.Key), identity))], null, cancel);

        IdentityRow Arriving(IdentityRow? known, IdentityRow leaving) => leaving with
        {
            Person = there.Person, ETag = known?.ETag, Profile = leaving.Profile.With(known?.Profile ?? Profile.Nothing), To = null, From = leaving.Person,
            Replaces = [.. leaving.Replaces.Concat(wholly ? [leaving.Person] : Array.Empty<string>()).Where(person => person != there.Person).Distinct(StringComparer.Ordinal)],
            // A late notice of it can have been here first; then it is here since then.
            Spans = known is { IsHere: true } ? known.Spans : [.. known?.Spans ?? [], new Span(at, null)],
            Lies = [.. (known?.Lies ?? []).Concat(shelves ?? [.. leaving.Lies, new Shelf(leaving.Person, leaving.Key)]).Where(shelf => shelf.Person != there.Person).Distinct()],
        };
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
