using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.People;

/// <summary>Whose an identity is, and which identities could be somebody's: by the numbers they have in common, and by parts of name, birthday and postcode.</summary>
/// <remarks>
/// Every key is a code (<see cref="Keys"/>), so the table cannot be read backwards. An identity is claimed for a person by insert, once; only a decision moves it.
/// What leads to an identity is entered before anybody looks for whom it is like, so that of two who are seen for the first time at one moment at least one finds the other.
/// </remarks>
internal sealed class PersonIndex(Table people, Tables tables, Keys keys)
{
    private const string PersonRow = "is";

    private const string IdentityPrefix = "of|";

    private const string ToldPrefix = "told|";

    /// <summary>More than this have it in common: then it tells nobody from anybody, and their other parts have to.</summary>
    private const int MostAlike = 200;

    /// <summary>The person whose identity it is, as it was claimed or moved last; null for one never seen.</summary>
    public async Task<string?> PersonOf(string identity, CancellationToken cancel) => (await people.Get(identity, PersonRow, cancel))?.Text("Person");

    /// <summary>The person whose identity it is once we have tried to claim it: ours, or whoever was there.</summary>
    /// <param name="because">Why it is this person's, for whoever comes upon a claim whose notice was never kept.</param>
    public async Task<string> Claim(string identity, string person, CancellationToken cancel, string because = "")
    {
        try
        {
            await people.Insert(new TableRow(identity, PersonRow) { ["Person"] = person, ["Because"] = because }, cancel);
            return person;
        }
        catch (StorageFault fault) when (fault.AlreadyThere)
        {
            return (await PersonOf(identity, cancel))!;
        }
    }

    /// <summary>Why it was claimed.</summary>
    public async Task<string> BecauseOf(string identity, CancellationToken cancel) => (await people.Get(identity, PersonRow, cancel))?.Text("Because") ?? "";

    /// <summary>Remembers into whose plans versions of one notice went: a correction can be about somebody else than what it corrects.</summary>
    public Task Told(string thread, string person, CancellationToken cancel) => people.Upsert(new TableRow(thread, ToldPrefix + person), cancel);

    /// <summary>Into whose plans versions of the notice went.</summary>
    public async Task<IReadOnlyList<string>> ToldOf(string thread, CancellationToken cancel)
    {
        var told = new List<string>();
        await foreach (var row in people.StartingWith(thread, ToldPrefix, cancel)) told.Add(row.Row[ToldPrefix.Length..]);
        return told;
    }

    /// <summary>It is another person's from now on, as a decision has it.</summary>
    public Task Move(string identity, string person, CancellationToken cancel) => people.Upsert(new TableRow(identity, PersonRow) { ["Person"] = person }, cancel);

    /// <summary>Enters what leads to the identity. What is there is left alone.</summary>
    public async Task Enter(string identity, Profile profile, Profile known, CancellationToken cancel)
    {
        foreach (var key in Leads(profile).Except(Leads(known), StringComparer.Ordinal)) await people.Upsert(new TableRow(key, IdentityPrefix + identity), cancel);
    }

    /// <summary>Identities that have a number, or enough else, in common with the profile; not those of the given ones.</summary>
    public async Task<IReadOnlyList<string>> Like(Profile profile, IReadOnlyCollection<string> besides, CancellationToken cancel)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in Leads(profile))
        {
            var alike = new List<string>();
            await foreach (var row in people.StartingWith(key, IdentityPrefix, cancel))
            {
                alike.Add(row.Row[IdentityPrefix.Length..]);
                if (alike.Count > MostAlike) break;
            }
            if (alike.Count <= MostAlike) found.UnionWith(alike);
        }
        found.ExceptWith(besides);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>The identities that a number of the whole country leads to: its own first.</summary>
    public async Task<IReadOnlyList<string>> With(string system, string value, CancellationToken cancel)
    {
        if (!tables.MatchingSystems.Contains(system)) return [];
        // As the types of numbers write it; who asks may have written it down with spaces.
        value = value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var found = new List<string> { Identities.KeyOf(keys, new PersonNumber(system, value, "")) };
        await foreach (var row in people.StartingWith(NumberKey(new PersonNumber(system, value, "")), IdentityPrefix, cancel)) found.Add(row.Row[IdentityPrefix.Length..]);
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private string NumberKey(PersonNumber number) => keys.Of("number", number.System, number.Value, number.Assigner);

    /// <summary>Two who are one agree in at least one of these, unless nearly everything about one of them is wrong: each leaves something out that people mistype, change or forget.</summary>
    private HashSet<string> Leads(Profile profile)
    {
        var leads = new HashSet<string>(profile.Numbers.Select(NumberKey), StringComparer.Ordinal);
        foreach (var name in profile.Names)
        {
            var (family, given) = (Names.Words(name.Family), Names.Words(name.Given));
            var sounds = family.Concat(given.Take(1)).Select(Names.Sound).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var both = family.Count > 0 && given.Count > 0 ? string.Join('|', new[] { Names.Sound(string.Concat(family)), Names.Sound(given[0]) }.Order(StringComparer.Ordinal)) : null;
            var initials = family.Count > 0 && given.Count > 0 ? $"{family[0][0]}{given[0][0]}" : null;
            foreach (var day in profile.BirthDates)
            {
                // One of the two names and the birthday: whoever married, and whose names changed places.
                foreach (var sound in sounds) if (day.Length == 10) leads.Add(keys.Of("name-and-birthday", sound, day));
                if (initials is not null && day.Length == 10) leads.Add(keys.Of("initials-and-birthday", initials, day));
                // Both names and the year, or the day in any year: whose birthday was mistyped.
                if (both is not null) leads.Add(keys.Of("names-and-year", both, day[..4]));
                if (both is not null && day.Length == 10) leads.Add(keys.Of("names-and-day", both, string.Concat(day[5..].Order())));
            }
            foreach (var postcode in profile.Postcodes) if (both is not null) leads.Add(keys.Of("names-and-postcode", both, postcode));
        }
        return leads;
    }
}
