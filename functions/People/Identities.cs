using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Throughcare.Plans;
using Throughcare.Translation;

namespace Throughcare.People;

/// <summary>Who a notice is about.</summary>
/// <param name="Person">The person's key.</param>
/// <param name="Identity">What its agency calls them, as a code.</param>
/// <param name="Profile">What the notice says of who it is.</param>
/// <param name="AsTold">Nobody checked it.</param>
/// <param name="Because">Why an identity that was never seen is this person's.</param>
/// <param name="HasNews">It says something of them that this agency had not said before.</param>
/// <param name="Left">Where the identity was before, when it has left there and has not arrived yet.</param>
internal sealed record Identified(string Person, string Identity, Profile Profile, bool AsTold, string Because, bool HasNews, IdentityRow? Left = null)
{
    /// <summary>Nobody who is looked for by what is known of them: whoever wanted to stay unknown, or whom the notice names by our own key.</summary>
    public bool IsLookedFor => HasNews && !Profile.IsEmpty;
}

/// <summary>An identity that a decision is about.</summary>
/// <param name="Number">The number it was named by; null when it was named by its code.</param>
internal sealed record Named(string Key, PersonNumber? Number);

/// <summary>Somebody who could be the same person, and how alike the two are.</summary>
/// <param name="Answered">A human said that they are two, when they were this much alike; null when nobody was asked.</param>
internal sealed record Candidate(string Person, IReadOnlyList<IdentityRow> Identities, Likeness Likeness, int? Answered);

/// <summary>What is to be done about who somebody is.</summary>
/// <param name="Joins">The one they are joined to; null for nobody.</param>
/// <param name="Asks">Those about whom a human is asked.</param>
internal sealed record Findings(Candidate? Joins, IReadOnlyList<Candidate> Asks);

/// <summary>Finds out whose notices are whose (identities.csv, matching.csv). An identity is what one agency calls somebody; a person is all the identities that are theirs.</summary>
/// <remarks>A clear match joins, a clear other one starts a person of their own, and for all between a human is asked while the person has a plan of their own: nothing waits unseen, and nothing is joined in silence.</remarks>
internal sealed class Identities(PersonIndex index, PlanStore plans, Matching matching, KnownBy knownBy, Tables tables, Keys keys, RandomNumberGenerator random)
{
    /// <summary>The name in systems.csv of our own person keys: only what people decided here, and answers to our Tasks, name somebody by them.</summary>
    public const string OwnSystem = "throughcare-person";

    /// <summary>The name in systems.csv of the codes of identities, by which decisions name them.</summary>
    public const string CodeSystem = "throughcare-identity";

    public static string KeyOf(Keys keys, PersonNumber number) => keys.Of("identity", number.System, number.Value, number.Assigner);

    /// <summary>The identity that an identifier in a decision names: by a number, or by the code of an identity itself.</summary>
    public Named? Named(JsonNode? identifier) =>
        identifier.TextAt("system") == tables.Systems[CodeSystem] ? identifier.TextAt("value") is { } code ? new Named(code, null) : null
        : knownBy.Number(identifier) is { } number ? new Named(KeyOf(keys, number), number) : null;

    /// <summary>What a number that a decision names says of who somebody is: itself, or nothing when it is that of somebody who wants to stay unknown.</summary>
    public Profile Said(PersonNumber number) => knownBy.IsAnonymous(number) ? Profile.Nothing : new Profile { Numbers = [number] };

    /// <summary>Who has the identity now; of a number that no agency has sent as its own yet, whoever the others mean by it.</summary>
    public async Task<string?> Holder(Named named, CancellationToken cancel)
    {
        if (await index.PersonOf(named.Key, cancel) is not { } person) return named.Number is { } number ? await Find(number.System, number.Value, cancel) : null;
        return (await plans.Follow(person, named.Key, cancel)).Person;
    }

    /// <summary>The person and the identity that a notice is about. What leads to a new one is entered first.</summary>
    /// <param name="thread">Key of the notice without its version: a correction of a notice without any number stays with what it corrects.</param>
    /// <param name="at">From when the notice holds.</param>
    public async Task<Identified> Identify(Source source, string thread, DateTimeOffset at, IReadOnlyList<JsonObject> patients, CancellationToken cancel)
    {
        if (patients.SelectMany(patient => patient["identifier"].Items()).FirstOrDefault(identifier => identifier.TextAt("system") == tables.Systems[OwnSystem]).TextAt("value") is { } ours) return await Ours(ours, cancel);
        var said = knownBy.Said(patients);
        var identity = knownBy.Of(source.Name, said) is { } known ? KeyOf(keys, known) : keys.Of("identity-of-notice", thread);
        // Who wants to stay unknown is looked for by nothing.
        return await Identify(identity, thread, knownBy.IsAnonymous(source.Name) ? Profile.Nothing : said, knownBy.IsAsTold(source.Name), at, cancel);
    }

    /// <summary>The same for what one agency calls somebody, and what it says of who that is.</summary>
    public async Task<Identified> Identify(string identity, string thread, Profile profile, bool asTold, DateTimeOffset at, CancellationToken cancel)
    {
        while (true)
        {
            if (await index.PersonOf(identity, cancel) is not { } claimed) return await FirstSeen(identity, profile, asTold, cancel);
            // Claimed, and no notice of it kept yet: whoever it was claimed for may have been joined to another since.
            var (person, row, left) = await plans.Follow(claimed, identity, cancel);
            if (row?.LentAt(at) is { } lentTo)
            {
                // Of a booking that was moved only the stay is theirs; how it names them is somebody else.
                (identity, profile) = (lentTo, Profile.Nothing);
                continue;
            }
            if (row is not null && matching.AreOthers(row.Profile, profile) && keys.Of("identity-of-notice", thread) is var apart && apart != identity)
            {
                // Kept by itself, and its number makes it a question.
                identity = apart;
                continue;
            }
            var before = row?.Profile ?? Profile.Nothing;
            var hasNews = row is null || !before.Has(profile);
            if (hasNews) await index.Enter(identity, before.With(profile), before, cancel);
            return new Identified(person, identity, profile, asTold, row is null ? await index.BecauseOf(identity, cancel) : "", hasNews, row is null ? left : null);
        }
    }

    /// <summary>A notice of our own source names the person by our key. It moves with all that is theirs, like what an agency says of them.</summary>
    private async Task<Identified> Ours(string ours, CancellationToken cancel)
    {
        var identity = keys.Of("identity-of-ours", ours);
        var person = await index.PersonOf(identity, cancel) ?? await index.Claim(identity, await plans.Now(ours, cancel), cancel);
        var (holder, row, left) = await plans.Follow(person, identity, cancel);
        return new Identified(holder, identity, Profile.Nothing, false, "Decided here.", false, row is null ? left : null);
    }

    private async Task<Identified> FirstSeen(string identity, Profile profile, bool asTold, CancellationToken cancel)
    {
        await index.Enter(identity, profile, Profile.Nothing, cancel);
        var findings = await Compare([new KnownAs(profile, asTold)], [identity], [], cancel);
        var ours = findings.Joins?.Person ?? Keys.NewPerson(random);
        var because = findings.Joins is { } joined ? $"The same person: {joined.Likeness.InWords}." : "First seen here.";
        var person = await index.Claim(identity, ours, cancel, because);
        return new Identified(person, identity, profile, asTold, person == ours ? because : await index.BecauseOf(identity, cancel), true);
    }

    /// <summary>The person whose number it is: of its own agency, or, if only others name it, of the one whom all of them mean. Null for nobody, and for more than one.</summary>
    public async Task<string?> Find(string system, string value, CancellationToken cancel)
    {
        var named = await index.With(system, value, cancel);
        var people = new HashSet<string>(StringComparer.Ordinal);
        foreach (var identity in named)
        {
            if (await index.PersonOf(identity, cancel) is not { } person) continue;
            people.Add((await plans.Follow(person, identity, cancel)).Person);
            if (identity == named[0]) break;
        }
        return people.Count == 1 ? people.First() : null;
    }

    /// <summary>Looks again for whom a person is like, now that all that leads to them is entered and their own rows can be read.</summary>
    public Task<Findings> LookAgain(PersonRows person, CancellationToken cancel) =>
        Compare([.. person.Here.Select(identity => identity.Known)], [.. person.Identities.Select(identity => identity.Key)], person.Here, cancel);

    /// <param name="besides">Identities that are not looked at: their own.</param>
    /// <param name="here">The person's identities; none for one who is seen for the first time.</param>
    private async Task<Findings> Compare(IReadOnlyList<KnownAs> known, IReadOnlyCollection<string> besides, IReadOnlyList<IdentityRow> here, CancellationToken cancel)
    {
        var profile = known.Aggregate(Profile.Nothing, (all, one) => all.With(one.Profile));
        var candidates = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var identity in await index.Like(profile, besides, cancel))
        {
            // Whoever is claimed by nobody yet is being seen at this moment, and finds us when they look again.
            if (await index.PersonOf(identity, cancel) is not { } claimed) continue;
            var (other, row, _) = await plans.Follow(claimed, identity, cancel);
            if (row is null || candidates.ContainsKey(other)) continue;
            var theirs = (await plans.Identities(other, cancel)).Where(one => one.IsHere).ToList();
            if (here.Any(ours => ours.Person == other)) continue;
            candidates[other] = new Candidate(other, theirs, matching.Compare(known, [.. theirs.Select(one => one.Known)]), Answered(here, theirs));
        }
        var same = candidates.Values.Where(candidate => candidate is { Likeness.Verdict: Verdict.Same, Answered: null }).OrderByDescending(candidate => candidate.Likeness.Score).ThenBy(candidate => candidate.Person, StringComparer.Ordinal).ToList();
        // Like two who cannot be one: which of them, a human has to say.
        // So has whoever is like one and has the family name and birthday of another: a twin.
        var torn = same.Exists(one => same.Exists(other => other != one && AreTwo(one, other))) || (same.Count > 0 && candidates.Values.Any(candidate => candidate != same[0] && IsTwin(candidate.Likeness)));
        var joins = torn ? null : same.FirstOrDefault();
        return new Findings(joins, [.. candidates.Values.Where(candidate => candidate != joins && candidate.Likeness.Verdict != Verdict.Different && !(candidate.Answered >= candidate.Likeness.Score)).OrderByDescending(candidate => candidate.Likeness.Score).ThenBy(candidate => candidate.Person, StringComparer.Ordinal)]);
    }

    /// <summary>Born on one day with one family name, and another first name.</summary>
    private static bool IsTwin(Likeness likeness) =>
        likeness.Reasons.Any(reason => reason is { What: "birth-date", Finds: "same" }) && likeness.Reasons.Any(reason => reason is { What: "family-name", Finds: "same" or "part" or "alike" }) && likeness.Reasons.Any(reason => reason is { What: "first-name", Finds: "alike" or "different" });

    private bool AreTwo(Candidate one, Candidate other) =>
        Answered(one.Identities, other.Identities) is not null
        || matching.Compare([.. one.Identities.Select(row => row.Known)], [.. other.Identities.Select(row => row.Known)]).Reasons.Any(reason => reason.Doubt == "never");

    private static int? Answered(IReadOnlyList<IdentityRow> ours, IReadOnlyList<IdentityRow> theirs)
    {
        var answers = ours.SelectMany(one => theirs.Where(other => one.Others.ContainsKey(other.Key)).Select(other => one.Others[other.Key].Likeness)).ToList();
        return answers.Count == 0 ? null : answers.Max();
    }
}
